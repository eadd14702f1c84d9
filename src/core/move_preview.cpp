#include "core/move_preview.h"

#include "core/disclosure.h"
#include "core/disclosure_estimates.h"
#include "core/scenario_set.h"
#include "model/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace locality::core {

using model::Estimate;
using model::Standing;
using model::unassigned;

namespace {

constexpr double few_events = 10;  ///< below it limits are exact and wide, and some figures are not made at all

/// The newest period of each indicator, among all people together.
std::map<std::size_t, std::string> newest_periods(const std::vector<Estimate>& estimates) {
    std::map<std::size_t, std::string> newest;
    for (const Estimate& e : estimates) {
        std::string& period = newest[e.indicator];
        if (period.empty() || model::period_of(period) < model::period_of(e.period)) period = e.period;
    }
    return newest;
}

bool counts_events(const model::IndicatorInfo& info) {
    using enum model::IndicatorKind;
    return info.kind == count || info.kind == proportion || info.kind == rate || info.kind == standardised_rate ||
           info.kind == indirect_ratio;
}

class Looking {
public:
    Looking(MovePreview& preview, const model::Result& result, const model::FootprintSet& set)
        : m_preview(preview), m_result(result), m_set(set) {}

    void at_pieces() {
        for (const FootprintChange& f : m_preview.change.footprints)
            if (f.footprint != unassigned && f.breaks())
                warn("{} would be in {} pieces; it is {} now", name(f.footprint), f.after.pieces,
                     f.before.pieces == 1 ? "whole" : fmt::format("in {}", f.before.pieces));
    }

    void at_emptied() {
        for (const FootprintChange& f : m_preview.change.footprints)
            if (f.footprint != unassigned && f.after.zones == 0 && f.before.zones > 0)
                warn("{} would have no zones left", name(f.footprint));
    }

    void at_limits(const MendLimits& limits) {
        for (const FootprintChange& f : m_preview.change.footprints) {
            if (f.footprint == unassigned) continue;
            const auto k = static_cast<std::size_t>(f.footprint);
            const double before = f.before.fit.kept, after = f.after.fit.kept;
            if (k < limits.floor.size() && after < limits.floor[k] && !(before < limits.floor[k]))
                warn("{} would have {:.0f} of its patients in its zones, under its floor of {:.0f}", name(f.footprint),
                     after, limits.floor[k]);
            if (k < limits.ceiling.size() && after > limits.ceiling[k] && !(before > limits.ceiling[k]))
                warn("{} would have {:.0f} of its patients in its zones, over its ceiling of {:.0f}", name(f.footprint),
                     after, limits.ceiling[k]);
        }
    }

    void at_figures(const std::vector<Estimate>& before, const std::vector<Estimate>& after) {
        const auto newest = newest_periods(after);
        std::map<std::pair<std::size_t, std::int32_t>, const Estimate*> was;
        for (const Estimate& e : before)
            if (is_of(e, newest)) was[{e.indicator, e.footprint}] = &e;
        for (const Estimate& e : after) {
            if (!is_of(e, newest)) continue;
            const auto at = was.find({e.indicator, e.footprint});
            if (at == was.end()) continue;
            compare(*at->second, e);
        }
    }

private:
    static bool is_of(const Estimate& e, const std::map<std::size_t, std::string>& newest) {
        const auto period = newest.find(e.indicator);
        return e.sex == model::Sex::all && e.breakdown.empty() && e.population == model::Population::resident &&
               period != newest.end() && period->second == e.period;
    }

    void compare(const Estimate& before, const Estimate& after) {
        if (is_kept_safe(m_result, after.indicator)) {
            // Its figures are not for showing before the whole scenario is built.
        } else if (before.standing_95 != Standing::not_compared || after.standing_95 != Standing::not_compared) {
            ++m_preview.compared;
            if (before.standing_95 != after.standing_95)
                m_preview.standings.push_back({after.footprint, before, after});
        }
        const model::IndicatorInfo& info = m_result.indicators[after.indicator];
        if (!counts_events(info) || std::isnan(after.numerator)) return;
        const model::DisclosureRule& rule = m_result.disclosure.rule;
        const auto events = std::llround(after.numerator);
        const auto fewer = [&](double least) { return after.numerator < least && !(before.numerator < least); };
        if (info.sensitive && is_withheld(rule, events) &&
            (std::isnan(before.numerator) || !is_withheld(rule, std::llround(before.numerator))))
            warn("{}, {}: a count of {} would be withheld as small", info.title, name(after.footprint), events);
        else if (info.kind != model::IndicatorKind::count && fewer(few_events))
            warn("{}, {}: only {} events would be left, so its limits are wide", info.title, name(after.footprint),
                 events);
    }

    template <class... Values>
    void warn(fmt::format_string<Values...> format, Values&&... values) {
        m_preview.warnings.push_back(fmt::format(format, std::forward<Values>(values)...));
    }
    const std::string& name(std::int32_t footprint) const { return m_set.name[static_cast<std::size_t>(footprint)]; }

    MovePreview& m_preview;
    const model::Result& m_result;
    const model::FootprintSet& m_set;
};

}  // namespace

MovePreview preview_of(Change change, const model::Result& result, const ZoneTables& tables,
                       const model::FootprintSet& set, std::span<const std::int32_t> footprint_of_zone,
                       const MendLimits& limits) {
    MovePreview preview;
    preview.change = std::move(change);
    const std::vector<std::int32_t> touched = touched_by(preview.change);
    std::vector<std::int32_t> after(footprint_of_zone.begin(), footprint_of_zone.end());
    for (const model::Move& move : preview.change.moves) after[static_cast<std::size_t>(move.zone)] = move.to;
    Looking look(preview, result, set);
    look.at_emptied();
    look.at_pieces();
    look.at_limits(limits);
    look.at_figures(live_estimates(result, tables, set, footprint_of_zone, touched),
                    live_estimates(result, tables, set, after, touched));
    return preview;
}

}  // namespace locality::core
