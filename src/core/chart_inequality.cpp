#include "core/chart_figures.h"
#include "core/inequality_course.h"
#include "core/zone_rates.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::core {

using model::ChartValue;
using model::Status;

namespace {

constexpr std::size_t least_groups = 5;  // as in a slope

ChartValue value_of(const stats::Figure& f) {
    if (f.blank != stats::Blank::no) return {};
    return {f.value, Status::known, {f.limits.lower, f.limits.upper}, model::Standing::not_compared, {}};
}

std::size_t with_people(const std::vector<GroupFigure>& groups) {
    return static_cast<std::size_t>(
        std::count_if(groups.begin(), groups.end(), [](const GroupFigure& g) { return g.denominator > 0; }));
}

std::vector<model::Gradient::Group> placed(const std::vector<GroupFigure>& groups) {
    double all = 0, before = 0;
    for (const GroupFigure& g : groups) all += g.denominator;
    std::vector<model::Gradient::Group> made;
    for (const GroupFigure& g : groups) {
        if (!(g.denominator > 0)) continue;
        made.push_back({g.label, before / all, (before + g.denominator) / all, g.denominator, value_of(g.figure)});
        before += g.denominator;
    }
    return made;
}

const model::IndicatorInfo& info_of(const model::Result& result, const Slices& slices) {
    return result.indicators.at(slices.indicator);
}

/// Groups of a sensitive indicator are withheld together, over all footprints: no chart of one alone can tell which.
void refuse_sensitive(const model::IndicatorInfo& info) {
    if (info.sensitive)
        throw model::InputError(fmt::format("indicator \"{}\" is sensitive and not drawn by deprivation; locality "
                                            "inequality prints it, with small groups withheld",
                                            info.id));
}

}  // namespace

std::vector<Slices> slices_by_deprivation(const model::Result& result) {
    std::vector<Slices> all;
    if (!model::find_column(result.zone_columns, "imd_decile") || !model::find_column(result.zone_columns, "imd_rank"))
        return all;
    for (std::size_t i = 0; i < result.placed.size(); ++i) {
        if (result.indicators[i].sensitive) continue;
        const auto& slices = result.placed[i].slices;
        try {
            if (!slices.empty()) zone_rates(result, i, 0);
        } catch (const model::InputError&) {  // it has no rates by zone
            continue;
        }
        for (const auto& slice : slices) {
            Slices one{i, slice.sex, breakdown_text(slice.categories)};
            if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
        }
    }
    return all;
}

model::Gradient gradient(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                         const std::string& period) {
    refuse_sensitive(info_of(result, slices));
    const auto years = inequality_by_period(result, slices.indicator, slices.sex, slices.breakdown,
                                            shares_in(result.sets.at(set), footprint));
    const InequalityYear& year = years[period_called(years, period)];
    const Inequality& inside = year.inside;
    model::Gradient made;
    made.title = info_of(result, slices).title;
    made.unit = info_of(result, slices).unit;
    made.period = year.period;
    made.sex = slices.sex;
    made.breakdown = slices.breakdown;
    made.quintiles = inside.no_slope.empty()
                         ? inside.slope_of_quintiles
                         : with_people(inside.deciles) < least_groups && with_people(inside.quintiles) >= least_groups;
    made.groups = placed(made.quintiles ? inside.quintiles : inside.deciles);
    made.no_slope = inside.no_slope;
    if (!inside.no_slope.empty()) return made;
    // The line was fitted to fractions for a proportion, to the values themselves for a rate.
    const double unit = year.rates.kind == RateKind::proportion ? year.rates.multiplier : 1.0;
    made.slope = inside.slope.sii;
    made.slope_limits = {inside.slope.sii_limits.lower, inside.slope.sii_limits.upper};
    made.line_start = inside.slope.intercept * unit;
    made.line_end = made.line_start + made.slope;
    return made;
}

model::GapSeries gap_series(const model::Result& result, std::size_t set, std::size_t footprint, const Slices& slices,
                            const std::optional<GapTarget>& target) {
    refuse_sensitive(info_of(result, slices));
    const auto of = [&](std::span<const double> share) {
        return inequality_by_period(result, slices.indicator, slices.sex, slices.breakdown, share);
    };
    const auto years = of(shares_in(result.sets.at(set), footprint));
    const auto whole = of(std::vector<double>(result.zones.size(), 1.0));
    model::GapSeries made;
    made.title = info_of(result, slices).title;
    made.unit = info_of(result, slices).unit;
    made.sex = slices.sex;
    made.breakdown = slices.breakdown;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const Inequality& inside = years[i].inside;
        made.points.push_back({years[i].period, middle_year(years[i].period), value_of(inside.gap_to_rest),
                               inside.imd1.figure.value, inside.rest.figure.value, whole[i].inside.gap_to_rest.value});
    }
    const InequalityYear &first = years.front(), &last = years.back();
    if (years.size() < 2)
        made.course = "cannot be told from one period";
    else if (have_months_in_common(first.period, last.period))
        made.course = "cannot be told, the first and the last period have months in common";
    else
        made.course = words(gap_change(first.inside.gap_to_rest, last.inside.gap_to_rest).course);
    if (!target) return made;

    const InequalityYear& start = target->from.empty() ? first : years[period_called(years, target->from)];
    const double from_size = size_of(start.inside.gap_to_rest).value;
    const Target asked{target->cut, middle_year(start.period), target->by + 0.5};
    const TargetJudgement judgement =
        judge(asked, from_size, size_of(last.inside.gap_to_rest), middle_year(last.period));
    model::GapSeries::Target t;
    t.cut = target->cut;
    t.by = target->by;
    t.from = start.period;
    t.from_year = asked.from_year;
    t.by_year = asked.by_year;
    // Drawn on the side of nought where the gap was at its start.
    const double side = start.inside.gap_to_rest.value < 0 ? -1 : 1;
    t.start = side * from_size;
    t.end = t.start * (1 - target->cut);
    t.due_now = side * judgement.due_now;
    t.judged = judgement.course == Course::cannot_be_told ? "cannot be told: " + judgement.why_not
                                                          : std::string(words(judgement.course));
    made.target = std::move(t);
    return made;
}

}  // namespace locality::core
