#include "core/assign.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

namespace locality::core {

using model::Assignment;
using model::unassigned;
using model::Weights;

namespace {

/// One zone's footprints, heaviest first; equal weights in order of code.
struct Ranked {
    std::int32_t footprint;
    double weight;
};

std::vector<Ranked> ranked(const Weights& weights, std::size_t zone) {
    std::vector<Ranked> row;
    for (std::uint32_t k = weights.row_begin[zone]; k < weights.row_begin[zone + 1]; ++k)
        if (weights.weight[k] > 0.0) row.push_back({weights.footprint[k], weights.weight[k]});
    std::stable_sort(row.begin(), row.end(), [](const Ranked& a, const Ranked& b) { return a.weight > b.weight; });
    return row;
}

double total_of(const Weights& weights, std::size_t zone, std::span<const double> row_total) {
    if (!row_total.empty()) return row_total[zone];
    double sum = 0.0;
    for (std::uint32_t k = weights.row_begin[zone]; k < weights.row_begin[zone + 1]; ++k) sum += weights.weight[k];
    return sum;
}

double weight_of(const Weights& weights, std::size_t zone, std::int32_t footprint) {
    const auto begin = weights.footprint.begin() + weights.row_begin[zone];
    const auto end = weights.footprint.begin() + weights.row_begin[zone + 1];
    const auto at = std::lower_bound(begin, end, footprint);
    return at != end && *at == footprint ? weights.weight[at - weights.footprint.begin()] : 0.0;
}

void require_total_for_each(const Weights& weights, std::span<const double> row_total) {
    if (!row_total.empty() && row_total.size() != weights.row_count())
        throw std::invalid_argument("assign: row totals and weights are for different numbers of zones");
}

/// Fills what an assignment says about zone `z` once its footprint is chosen.
void describe(Assignment& assignment, std::size_t z, const std::vector<Ranked>& row, double total) {
    const std::int32_t chosen = assignment.footprint[z];
    for (const Ranked& r : row)
        if (r.footprint == chosen) assignment.share[z] = r.weight / total;
    for (const Ranked& r : row) {
        if (r.footprint == chosen) continue;
        assignment.runner_up[z] = r.footprint;
        assignment.runner_up_share[z] = r.weight / total;
        break;
    }
}

Assignment blank_assignment(std::size_t zones) {
    Assignment a;
    a.footprint.assign(zones, unassigned);
    a.share.assign(zones, model::no_value);
    a.runner_up.assign(zones, unassigned);
    a.runner_up_share.assign(zones, model::no_value);
    a.tie.assign(zones, false);
    return a;
}

/// Zones joined where they share an edge and a footprint: a piece number per zone (-1 where unassigned), in order of
/// each piece's lowest zone.
struct Pieces {
    std::vector<std::int32_t> of_zone;
    std::vector<std::vector<std::int32_t>> zones;  ///< ascending
};

Pieces find_pieces(const Assignment& assignment, const geo::Adjacency& adjacency) {
    Pieces pieces;
    pieces.of_zone.assign(assignment.footprint.size(), -1);
    std::vector<std::int32_t> queue;
    for (std::size_t start = 0; start < pieces.of_zone.size(); ++start) {
        if (pieces.of_zone[start] >= 0 || assignment.footprint[start] == unassigned) continue;
        const auto piece = static_cast<std::int32_t>(pieces.zones.size());
        queue.assign(1, static_cast<std::int32_t>(start));
        pieces.of_zone[start] = piece;
        for (std::size_t head = 0; head < queue.size(); ++head) {
            const std::int32_t here = queue[head];
            for (std::int32_t next : adjacency.of(here)) {
                if (pieces.of_zone[next] >= 0 || assignment.footprint[next] != assignment.footprint[here]) continue;
                pieces.of_zone[next] = piece;
                queue.push_back(next);
            }
        }
        std::sort(queue.begin(), queue.end());
        pieces.zones.push_back(queue);
    }
    return pieces;
}

std::string ordinal(int rank) {
    if (rank == 2) return "2nd";
    if (rank == 3) return "3rd";
    return fmt::format("{}th", rank);
}

/// The work of mend_by_rule: bodies that only grow, and detached pieces that wait.
class RuleMender {
public:
    RuleMender(const Assignment& assignment, const Weights& weights, const geo::Adjacency& adjacency,
               std::span<const std::string> footprint_codes, std::span<const double> row_total)
        : m_weights(weights), m_adjacency(adjacency), m_footprint_codes(footprint_codes), m_row_total(row_total) {
        m_mending.assignment = assignment;
        split_into_bodies_and_pieces();
    }

    Mending mend(std::span<const std::string> zone_codes) {
        // A piece that touches nothing yet may touch a body after another piece has moved: go round until all stand.
        for (bool moved = true; moved;) {
            moved = false;
            for (std::vector<std::int32_t>& piece : m_detached)
                while (move_one(piece)) moved = true;
        }
        report_stranded(zone_codes);
        return std::move(m_mending);
    }

private:
    struct Move {
        std::int32_t zone = -1, to = unassigned;
        int rank = 0;
        double cost = 0.0;
    };

    void split_into_bodies_and_pieces() {
        const Assignment& assignment = m_mending.assignment;
        const Pieces pieces = find_pieces(assignment, m_adjacency);
        std::vector<double> weight(pieces.zones.size(), 0.0);
        std::vector<std::int32_t> body(m_footprint_codes.size(), -1);
        for (std::size_t p = 0; p < pieces.zones.size(); ++p) {
            const std::int32_t footprint = assignment.footprint[pieces.zones[p].front()];
            for (std::int32_t z : pieces.zones[p]) weight[p] += weight_of(m_weights, z, footprint);
            if (body[footprint] < 0 || weight[p] > weight[body[footprint]]) body[footprint] = static_cast<std::int32_t>(p);
        }
        std::vector<std::size_t> order;
        m_in_body.assign(assignment.footprint.size(), false);
        for (std::size_t p = 0; p < pieces.zones.size(); ++p) {
            if (body[assignment.footprint[pieces.zones[p].front()]] != static_cast<std::int32_t>(p)) {
                order.push_back(p);
                continue;
            }
            for (std::int32_t z : pieces.zones[p]) m_in_body[z] = true;
        }
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight[a] < weight[b]; });
        for (std::size_t p : order) m_detached.push_back(pieces.zones[p]);
    }

    bool touches_body(std::int32_t zone, std::int32_t footprint) const {
        for (std::int32_t next : m_adjacency.of(zone))
            if (m_in_body[next] && m_mending.assignment.footprint[next] == footprint) return true;
        return false;
    }

    /// The rule's choice for one zone; no zone in it if the zone touches no body of another footprint.
    Move choice(std::int32_t zone) const {
        const std::int32_t from = m_mending.assignment.footprint[zone];
        const double weight_from = weight_of(m_weights, zone, from);
        const std::vector<Ranked> row = ranked(m_weights, zone);
        for (std::size_t r = 0; r < row.size(); ++r)
            if (row[r].footprint != from && touches_body(zone, row[r].footprint))
                return {zone, row[r].footprint, static_cast<int>(r) + 1, weight_from - row[r].weight};
        Move none;
        for (std::int32_t next : m_adjacency.of(zone)) {
            const std::int32_t to = m_mending.assignment.footprint[next];
            if (m_in_body[next] && to != from && (none.to == unassigned || to < none.to)) none = {zone, to, 0, weight_from};
        }
        return none;
    }

    /// True where zone `a` should move before `b`: a better rank (0 is last), then fewer people moved, then the code.
    static bool before(const Move& a, const Move& b) {
        const auto rank = [](const Move& m) { return m.rank == 0 ? std::numeric_limits<int>::max() : m.rank; };
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        if (a.cost != b.cost) return a.cost < b.cost;
        return a.zone < b.zone;
    }

    bool move_one(std::vector<std::int32_t>& piece) {
        Move best;
        for (std::int32_t zone : piece) {
            if (m_in_body[zone]) continue;  // joined its own body when another zone came between
            const Move move = choice(zone);
            if (move.zone >= 0 && (best.zone < 0 || before(move, best))) best = move;
        }
        if (best.zone < 0) return false;
        apply(best);
        std::erase(piece, best.zone);
        return true;
    }

    void apply(const Move& move) {
        Assignment& assignment = m_mending.assignment;
        const std::int32_t from = assignment.footprint[move.zone];
        const double total = total_of(m_weights, move.zone, m_row_total);
        model::Override o;
        o.zone = move.zone;
        o.from = from;
        o.to = move.to;
        o.rank = move.rank;
        o.patients_from = weight_of(m_weights, move.zone, from);
        o.patients_to = weight_of(m_weights, move.zone, move.to);
        o.share_from = total > 0.0 ? o.patients_from / total : 0.0;
        o.share_to = total > 0.0 ? o.patients_to / total : 0.0;
        o.patients_moved = o.patients_from - o.patients_to;
        o.reason = move.rank == 0
                       ? fmt::format("detached from {}; touches no footprint with a share here, so given to {}",
                                     m_footprint_codes[from], m_footprint_codes[move.to])
                       : fmt::format("detached from {}; {} is the {} largest here", m_footprint_codes[from],
                                     m_footprint_codes[move.to], ordinal(move.rank));
        m_mending.overrides.push_back(std::move(o));

        assignment.footprint[move.zone] = move.to;
        assignment.share[move.zone] = m_mending.overrides.back().share_to;
        describe(assignment, move.zone, ranked(m_weights, move.zone), total);
        absorb(move.zone);
    }

    /// The zone joins its footprint's body, and with it every detached zone of that footprint it now connects.
    void absorb(std::int32_t zone) {
        std::vector<std::int32_t> queue{zone};
        m_in_body[zone] = true;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : m_adjacency.of(queue[head])) {
                if (m_in_body[next] ||
                    m_mending.assignment.footprint[next] != m_mending.assignment.footprint[zone])
                    continue;
                m_in_body[next] = true;
                queue.push_back(next);
            }
    }

    void report_stranded(std::span<const std::string> zone_codes) {
        for (const std::vector<std::int32_t>& piece : m_detached) {
            std::string codes;
            std::size_t count = 0;
            for (std::int32_t zone : piece) {
                if (m_in_body[zone]) continue;
                codes += (count++ ? " " : "") + zone_codes[zone];
            }
            if (count == 0) continue;
            model::Issue issue;
            issue.kind = "still_split";
            issue.code = codes;
            issue.what = fmt::format(
                "{} zone{} of footprint {} cut off from the rest of it and touch{} no other footprint; left as "
                "{}",
                count, count == 1 ? " is" : "s are", m_footprint_codes[m_mending.assignment.footprint[piece.front()]],
                count == 1 ? "es" : "", count == 1 ? "it is" : "they are");
            m_mending.issues.push_back(std::move(issue));
        }
    }

    const Weights& m_weights;
    const geo::Adjacency& m_adjacency;
    std::span<const std::string> m_footprint_codes;
    std::span<const double> m_row_total;
    Mending m_mending;
    std::vector<bool> m_in_body;
    std::vector<std::vector<std::int32_t>> m_detached;  ///< smallest first
};

}  // namespace

Assignment assign_largest(const Weights& weights, std::span<const double> row_total) {
    require_total_for_each(weights, row_total);
    Assignment assignment = blank_assignment(weights.row_count());
    for (std::size_t z = 0; z < weights.row_count(); ++z) {
        const std::vector<Ranked> row = ranked(weights, z);
        if (row.empty()) continue;
        assignment.footprint[z] = row.front().footprint;
        assignment.tie[z] = row.size() > 1 && row[1].weight == row[0].weight;
        describe(assignment, z, row, total_of(weights, z, row_total));
    }
    return assignment;
}

Assignment assign_as_given(std::vector<std::int32_t> footprint_of_zone, const Weights& weights,
                           std::span<const double> row_total) {
    require_total_for_each(weights, row_total);
    if (footprint_of_zone.size() != weights.row_count())
        throw std::invalid_argument("assign_as_given: footprints and weights are for different numbers of zones");
    Assignment assignment = blank_assignment(weights.row_count());
    assignment.footprint = std::move(footprint_of_zone);
    for (std::size_t z = 0; z < weights.row_count(); ++z)
        if (assignment.footprint[z] != unassigned)
            describe(assignment, z, ranked(weights, z), total_of(weights, z, row_total));
    return assignment;
}

Assignment assign_by_centroid(const model::Boundaries& zones, const model::Boundaries& footprints,
                              const model::PointLayer& centroids, const model::Crosswalk& fallback,
                              model::Issues& issues) {
    if (fallback.zone_count() != zones.size() || fallback.footprint_count != footprints.size())
        throw std::invalid_argument("assign_by_centroid: the fallback is for other zones or footprints");
    const std::vector<std::string>& names = centroids.zone.empty() ? centroids.code : centroids.zone;
    std::unordered_map<std::string_view, std::size_t> point_of;
    for (std::size_t p = 0; p < names.size(); ++p) point_of.try_emplace(names[p], p);
    const geo::Located located = geo::locate(footprints.topology, centroids.place);

    Weights area;
    area.row_begin = fallback.row_begin;
    area.footprint = fallback.footprint;
    area.weight = fallback.share;
    const std::vector<double> whole(zones.size(), 1.0);
    Assignment by_area = assign_largest(area, whole);
    Assignment assignment = blank_assignment(zones.size());
    assignment.rule = "population-weighted centroid";

    const auto fall_back = [&](std::size_t z, std::string_view why) {
        assignment.footprint[z] = by_area.footprint[z];
        assignment.tie[z] = by_area.tie[z];
        model::Issue issue;
        issue.kind = "no_centroid";
        issue.layer = footprints.id;
        issue.code = zones.code[z];
        issue.what = by_area.footprint[z] == unassigned
                         ? fmt::format("{}, and none covers any of it: it stays outside", why)
                         : fmt::format("{}; given to {}, which covers most of it", why,
                                       footprints.code[by_area.footprint[z]]);
        issues.push_back(std::move(issue));
    };
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const auto at = point_of.find(zones.code[z]);
        if (at == point_of.end()) {
            fall_back(z, "no population-weighted centroid for this zone");
        } else if (const auto faces = located.of(at->second); faces.empty()) {
            fall_back(z, "its population-weighted centroid lies in no footprint");
        } else {
            assignment.footprint[z] = faces.front();
            assignment.tie[z] = faces.size() > 1;
        }
        if (assignment.footprint[z] == unassigned) continue;
        assignment.share[z] = weight_of(area, z, assignment.footprint[z]);
        describe(assignment, z, ranked(area, z), 1.0);
    }
    return assignment;
}

std::vector<int> pieces(const Assignment& assignment, const geo::Adjacency& adjacency, std::size_t footprint_count) {
    std::vector<int> count(footprint_count, 0);
    for (const std::vector<std::int32_t>& zones : find_pieces(assignment, adjacency).zones)
        ++count[assignment.footprint[zones.front()]];
    return count;
}

Mending mend_by_rule(const Assignment& assignment, const Weights& weights, const geo::Adjacency& adjacency,
                     std::span<const std::string> zone_codes, std::span<const std::string> footprint_codes,
                     std::span<const double> row_total) {
    require_total_for_each(weights, row_total);
    if (assignment.footprint.size() != weights.row_count() || zone_codes.size() != weights.row_count())
        throw std::invalid_argument("mend_by_rule: assignment, weights and codes are for different zones");
    return RuleMender(assignment, weights, adjacency, footprint_codes, row_total).mend(zone_codes);
}

}  // namespace locality::core
