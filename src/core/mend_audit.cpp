#include "core/mend_audit.h"

#include "core/mend_local.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::core {

using model::Override;
using model::OverrideKind;

namespace {

/// Says which piece at the start each override mends, and what else could have been done.
class Reasons {
public:
    Reasons(const MendTask& task, const MendingCase& problem, std::span<const std::int32_t> footprint)
        : m_task(task),
          m_problem(problem),
          m_footprint(footprint),
          m_fragments(price_fragments(problem)),
          m_fragment_of(problem.zone_count(), -1) {
        for (std::size_t f = 0; f < m_fragments.size(); ++f)
            for (std::int32_t z : m_fragments[f].zones) m_fragment_of[z] = static_cast<std::int32_t>(f);
    }

    void explain(Override& o) const {
        const std::string from = code(o.from), to = code(o.to);
        if (const std::int32_t f = m_fragment_of[o.zone]; f >= 0) {
            name_fragment(o, f);
            o.kind = OverrideKind::dissolve;
            o.reason = fmt::format("in a piece cut off from {}; {} is beside it{}", from, to, rank_words(o));
            o.alternative_cost = m_fragments[f].bridge_cost;
            if (std::isnan(o.alternative_cost))
                o.alternative = fmt::format("no way to bridge to the rest of {}", from);
            else
                o.alternative = fmt::format("bridge to the rest of {} over {} zone{}", from,
                                            m_fragments[f].bridge_zones, m_fragments[f].bridge_zones == 1 ? "" : "s");
            return;
        }
        if (const std::int32_t f = bridged_by(o.zone); f >= 0) {
            name_fragment(o, f);
            o.kind = OverrideKind::bridge;
            o.reason = fmt::format("joins a piece of {} to the rest of it{}", to, rank_words(o));
            o.alternative_cost = m_fragments[f].dissolve_cost;
            o.alternative = std::isnan(o.alternative_cost)
                                ? fmt::format("the piece of {} cannot be dissolved", to)
                                : fmt::format("dissolve the piece of {} into its neighbours", to);
            return;
        }
        o.kind = OverrideKind::dissolve;
        o.reason = fmt::format(
            "would be cut off from {} by the zones that other pieces need, or keeps a floor or "
            "ceiling; given to {}{}",
            from, to, rank_words(o));
    }

    void name_fragment(Override& o, std::int32_t f) const {
        o.fragment = fmt::format("{}/{}", code(m_fragments[f].footprint), m_fragments[f].number);
        o.fragment_patients = m_fragments[f].patients;
    }

    std::int32_t fragment_at(std::int32_t zone) const { return m_fragment_of[zone]; }

private:
    std::string code(std::int32_t footprint) const { return m_task.footprint_codes[footprint]; }

    static std::string rank_words(const Override& o) {
        if (o.rank == 0) return ", which has no share in it";
        return fmt::format(", the {} largest in it", ordinal(o.rank));
    }

    /// The heaviest detached piece that the zones around this one, moved to the same footprint, reach; -1 if none.
    std::int32_t bridged_by(std::int32_t zone) const {
        const std::int32_t to = m_footprint[zone];
        std::vector<std::int32_t> queue{zone};
        std::int32_t best = -1;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : m_problem.neighbours(queue[head])) {
                if (m_footprint[next] != to) continue;
                if (m_problem.start[next] == to) {
                    const std::int32_t f = m_fragment_of[next];
                    if (f >= 0 && (best < 0 || m_fragments[f].patients > m_fragments[best].patients)) best = f;
                } else if (std::find(queue.begin(), queue.end(), next) == queue.end()) {
                    queue.push_back(next);
                }
            }
        return best;
    }

    const MendTask& m_task;
    const MendingCase& m_problem;
    std::span<const std::int32_t> m_footprint;
    std::vector<PricedFragment> m_fragments;
    std::vector<std::int32_t> m_fragment_of;
};

}  // namespace

std::string ordinal(int rank) {
    const int tens = rank % 100;
    const char* ending = tens >= 11 && tens <= 13 ? "th"
                         : rank % 10 == 1         ? "st"
                         : rank % 10 == 2         ? "nd"
                         : rank % 10 == 3         ? "rd"
                                                  : "th";
    return fmt::format("{}{}", rank, ending);
}

Override override_of(const MendTask& task, const MendingCase& problem, std::int32_t zone, std::int32_t from,
                     std::int32_t to) {
    Override o;
    o.zone = zone;
    o.from = from;
    o.to = to;
    o.rank = 0;
    double total = 0.0;
    const std::uint32_t first = problem.row_begin[zone];
    for (std::uint32_t i = first; i < problem.row_begin[zone + 1]; ++i) {
        total += problem.row_patients[i];
        if (problem.row_footprint[i] == to) o.rank = static_cast<int>(i - first) + 1;
    }
    if (!task.row_total.empty()) total = task.row_total[zone];
    o.patients_from = problem.patients(zone, from);
    o.patients_to = problem.patients(zone, to);
    o.share_from = total > 0.0 ? o.patients_from / total : 0.0;
    o.share_to = total > 0.0 ? o.patients_to / total : 0.0;
    o.patients_moved = o.patients_from - o.patients_to;
    o.tie = o.patients_from == o.patients_to;
    return o;
}

std::vector<Override> audit(const MendTask& task, const MendingCase& problem, std::span<const std::int32_t> footprint,
                            std::span<const std::int32_t> moved, bool by_rule) {
    const Reasons reasons(task, problem, footprint);
    std::vector<Override> rows;
    double cumulative = 0.0;
    for (std::int32_t zone : moved) {
        Override o = override_of(task, problem, zone, problem.start[zone], footprint[zone]);
        reasons.explain(o);
        if (by_rule) {
            o.kind = OverrideKind::rule;
            o.reason = o.rank == 0
                           ? fmt::format("detached from {}; touches no footprint with a share here, so given to {}",
                                         task.footprint_codes[o.from], task.footprint_codes[o.to])
                           : fmt::format("detached from {}; {} is the {} largest here", task.footprint_codes[o.from],
                                         task.footprint_codes[o.to], ordinal(o.rank));
        }
        cumulative += o.patients_moved;
        o.cumulative_cost = cumulative;
        rows.push_back(std::move(o));
    }
    return rows;
}

}  // namespace locality::core
