#include "core/chart_figures.h"

#include <algorithm>
#include <cmath>

namespace locality::core {

using model::ChartValue;
using model::Status;

namespace {

constexpr std::size_t least_groups = 5;  // as in a slope

ChartValue value_of(const stats::Figure& f, bool withheld) {
    ChartValue value;
    if (f.blank == stats::Blank::no)
        value = {f.value, Status::known, {f.limits.lower, f.limits.upper}, model::Standing::not_compared, {}};
    else if (withheld)
        value.status = Status::suppressed;
    return value;
}
ChartValue value_of(const GroupFigure& g) {
    return value_of(g.figure, g.withheld);
}
ChartValue gap_of(const Inequality& i) {
    return value_of(i.gap_to_rest, i.imd1.withheld || i.rest.withheld);
}

bool has_people(const GroupFigure& g) {
    return g.withheld || g.denominator > 0;
}

std::size_t with_people(const std::vector<GroupFigure>& groups) {
    return static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), has_people));
}

void place(model::Gradient& made, const std::vector<GroupFigure>& groups) {
    double all = 0, before = 0;
    for (const GroupFigure& g : groups)
        if (has_people(g)) all += g.denominator;
    // Where a group stood would tell how many it has.
    made.by_people = !std::isnan(all);
    if (!made.by_people) all = static_cast<double>(with_people(groups));
    for (const GroupFigure& g : groups) {
        if (!has_people(g)) continue;
        const double width = made.by_people ? g.denominator : 1.0;
        made.groups.push_back({g.label, before / all, (before + width) / all, g.denominator, value_of(g)});
        before += width;
    }
}

InequalityAsked asked_of(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                         const std::string& period) {
    return {slices, period, &result.sets.at(set), footprint};
}

}  // namespace

model::Gradient gradient(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                         const std::string& period) {
    const InequalityHistory history = inequality_history(result, asked_of(result, set, footprint, slices, period));
    const InequalityPeriod& chosen = history.periods[history.chosen];
    const Inequality& inside = history.of(history.chosen);
    model::Gradient made;
    made.title = result.indicators.at(slices.indicator).title;
    made.unit = result.indicators.at(slices.indicator).unit;
    made.period = chosen.period;
    made.sex = slices.sex;
    made.breakdown = slices.breakdown;
    made.quintiles = inside.no_slope.empty()
                         ? inside.slope_of_quintiles
                         : with_people(inside.deciles) < least_groups && with_people(inside.quintiles) >= least_groups;
    place(made, made.quintiles ? inside.quintiles : inside.deciles);
    made.no_slope = inside.no_slope;
    if (!inside.no_slope.empty()) return made;
    made.slope = inside.slope.sii;
    made.slope_limits = {inside.slope.sii_limits.lower, inside.slope.sii_limits.upper};
    made.line_start = inside.slope.intercept * chosen.line_unit;
    made.line_end = made.line_start + made.slope;
    return made;
}

model::GapSeries gap_series(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                            const std::optional<GapTarget>& target) {
    const InequalityHistory history = inequality_history(result, asked_of(result, set, footprint, slices, {}));
    model::GapSeries made;
    made.title = result.indicators.at(slices.indicator).title;
    made.unit = result.indicators.at(slices.indicator).unit;
    made.sex = slices.sex;
    made.breakdown = slices.breakdown;
    for (std::size_t p = 0; p < history.periods.size(); ++p) {
        const Inequality& here = history.of(p);
        made.points.push_back({history.periods[p].period, history.periods[p].middle_year, gap_of(here),
                               value_of(here.imd1), value_of(here.rest), gap_of(history.periods[p].whole)});
    }
    const auto withheld = [](const auto& point) { return point.gap.status == Status::suppressed; };
    if (!history.why_not.empty())
        made.course = "cannot be told, " + history.why_not;
    else if (withheld(made.points.front()) || withheld(made.points.back()))
        made.course = "cannot be told, it is withheld at an end";
    else
        made.course = words(history.absolute.course);
    if (!target) return made;

    const JudgedTarget judged_target = judged(history, TargetOf::gap_to_rest, target->cut, target->from, target->by);
    const std::size_t start = target->from.empty() ? 0 : period_called(history, target->from);
    model::GapSeries::Target t;
    t.cut = target->cut;
    t.by = target->by;
    t.from = judged_target.from;
    t.from_year = judged_target.target.from_year;
    t.by_year = judged_target.target.by_year;
    // Drawn on the side of nought where the gap was at its start.
    const double side = history.of(start).gap_to_rest.value < 0 ? -1 : 1;
    t.start = side * judged_target.start;
    t.end = t.start * (1 - target->cut);
    t.due_now = side * judged_target.judgement.due_now;
    t.judged = judged_target.judgement.course == Course::cannot_be_told
                   ? "cannot be told: " + judged_target.judgement.why_not
                   : std::string(words(judged_target.judgement.course));
    made.target = std::move(t);
    return made;
}

}  // namespace locality::core
