#include "core/explain.h"

#include "core/indicator_areas.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::core {

using model::Estimate;
using model::IndicatorKind;
using model::LimitsMethod;
using model::PlacedIndicator;

namespace {

/// The shares that a figure was made with, made again.
model::Crosswalk shares_of_figure(const PlacedIndicator& placed, const model::FootprintSet& set, const Estimate& e) {
    for (const PlacedIndicator::Direct& direct : placed.direct)
        if (direct.set == set.id && direct.population == e.population) return direct.shares;
    return placed.are_zones() ? set.crosswalk : compose(placed.to_zones, set.crosswalk);
}

const model::IndicatorTable::Slice& slice_of(const PlacedIndicator& placed, const Estimate& e) {
    for (const auto& slice : placed.slices)
        if (slice.period == e.period && slice.sex == e.sex && breakdown_text(slice.categories) == e.breakdown)
            return slice;
    throw std::invalid_argument("explain: the figure has no slice");
}

/// Six figures, and every whole person of a larger count.
std::string n(double number) {
    return std::abs(number) < 1e6 ? fmt::format("{:.6g}", number) : fmt::format("{:.0f}", number);
}

std::string value_step(const model::IndicatorInfo& info, const Estimate& e, bool by_age) {
    const std::string by = info.multiplier == 1.0 ? "" : fmt::format(" x {}", n(info.multiplier));
    switch (info.kind) {
        case IndicatorKind::count:
            return fmt::format("value = {}{} = {}", n(e.numerator), by, n(e.value));
        case IndicatorKind::standardised_rate:
            if (by_age)
                return fmt::format(
                    "value = {} x sum over ages of weight x events / people, over the sum of the weights (European "
                    "Standard "
                    "Population 2013) = {}; {} events among {} in all",
                    n(info.multiplier), n(e.value), n(e.numerator), n(e.denominator));
            break;
        case IndicatorKind::life_expectancy:
            if (by_age)
                return fmt::format(
                    "value = years lived by 100,000 born into the death rates by age of {} deaths among {} people "
                    "(Chiang II, "
                    "20 age bands), per person = {}",
                    n(e.numerator), n(e.denominator), n(e.value));
            break;
        case IndicatorKind::indirect_ratio:
            if (by_age)
                return fmt::format("value = {} observed / those expected at the whole area's rates by age{} = {}",
                                   n(e.numerator), by, n(e.value));
            break;
        default:
            break;
    }
    return fmt::format("value = {} / {}{} = {}", n(e.numerator), n(e.denominator), by, n(e.value));
}

std::string limits_step(const Estimate& e) {
    const std::string range = fmt::format("95% limits {} to {}, 99.8% limits {} to {}: ", n(e.limits_95.lower),
                                          n(e.limits_95.upper), n(e.limits_998.lower), n(e.limits_998.upper));
    switch (e.method) {
        case LimitsMethod::wilson:
            return range + fmt::format(
                               "Wilson's score method, (2x + z^2 -/+ z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)) with x "
                               "= {}, n = {}, z = 1.959964 (95%), 3.090232 (99.8%)",
                               n(e.numerator), n(e.denominator));
        case LimitsMethod::exact_poisson:
            return range + fmt::format("exact Poisson limits of {} events, from chi-squared quantiles (fewer than 10)",
                                       n(e.numerator));
        case LimitsMethod::byars:
            return range + fmt::format(
                               "Byar's approximation for x = {} events: x(1 - 1/(9x) - z/(3 sqrt x))^3 and (x+1)(1 - "
                               "1/(9(x+1)) + z/(3 sqrt(x+1)))^3, z = 1.959964 (95%), 3.090232 (99.8%)",
                               n(e.numerator));
        case LimitsMethod::dobson_byars:
            return range + "Dobson's method, from Byar's limits of the events in all";
        case LimitsMethod::chiang:
            return range + "Chiang's method, with Silcocks' variance of the last age band";
        case LimitsMethod::student_t:
            return range + fmt::format("Student's t of a mean, value -/+ t sd / sqrt n with n = {} and n - 1 degrees of "
                                       "freedom; sd is that of all it is the mean of",
                                       n(e.denominator));
        case LimitsMethod::published:
            return range + "the footprint is exactly one published area, and these are its own limits at 95%; those at "
                           "99.8% are 3.0902 / 1.9600 times as far from the value";
        case LimitsMethod::combined:
            return range + "from the published limits of the areas, value -/+ sqrt(sum of (weight x distance of limit "
                           "from value)^2) / sum of weights; those at 99.8% are 3.0902 / 1.9600 times as far";
        case LimitsMethod::none:
            break;
    }
    return "no limits: " + e.reason;
}

void add_steps(Explanation& why, const model::IndicatorInfo& info, const model::FootprintSet& set, const Estimate& e,
               const model::IndicatorTable::Slice& slice) {
    std::vector<std::string>& steps = why.steps;
    if (e.flags.has(model::Flag::vintage_bridged))
        steps.push_back(
            "the table is of zones of another year; each was brought to the map's zones by the shares of a lookup");
    if (e.flags.has(model::Flag::modelled))
        steps.push_back(
            fmt::format("modelled: {} that the footprint cuts were divided by {}, every part having the rate of "
                        "the whole",
                        why.areas, word(model::basis_words, e.basis)));
    if (e.flags.has(model::Flag::averaged))
        steps.push_back("the table gives published values alone: they were averaged, weighted by the denominator");
    if (e.flags.has(model::Flag::partial))
        steps.push_back(fmt::format("only what is known was counted: {:.1f}% of the footprint", 100 * e.covered_share));
    if (e.status == model::Status::known) {
        steps.push_back(
            fmt::format("numerator = sum of share x numerator over the {} below = {}", why.areas, n(e.numerator)));
        if (slice.denominator.size() > 0)
            steps.push_back(fmt::format("denominator = sum of share x denominator over the {} below = {}", why.areas,
                                        n(e.denominator)));
        steps.push_back(value_step(info, e, !slice.band_numerator.empty()));
        steps.push_back(limits_step(e));
    } else {
        steps.push_back(fmt::format("no figure ({}): {}", word(model::status_words, e.status), e.reason));
    }
    if (e.estimated_share == 0.0)
        steps.push_back(fmt::format("all {} here are whole: nothing was divided", why.areas));
    else if (!std::isnan(e.estimated_share))
        steps.push_back(
            fmt::format("{} that the footprints of {} cut are divided by {}; {:.1f}% of this figure comes from "
                        "such parts",
                        why.areas, set.title, word(model::basis_words, e.basis), 100 * e.estimated_share));
    if (!std::isnan(e.spread.lower))
        steps.push_back(fmt::format("divided in the other ways that there are, the value lies between {} and {}",
                                    n(e.spread.lower), n(e.spread.upper)));
    if (e.standing_95 != model::Standing::not_compared)
        steps.push_back(fmt::format("beside the whole area's {}: {} at 95%, {} at 99.8%", n(why.whole),
                                    word(model::standing_words, e.standing_95),
                                    word(model::standing_words, e.standing_998)));
    if (e.trend != model::RecentTrend::cannot_be_calculated)
        steps.push_back("recent trend over five periods: " + word(model::trend_words, e.trend));
}

bool went_into_set(const model::InputFile& file, const model::Result& result, const model::FootprintSet& set) {
    const auto is = [&](const std::string& role) { return file.role == role; };
    if (is("footprints " + set.id) || is("lookup " + set.id) || is("overrides " + set.id)) return true;
    if ((is("registrations") || is("practices")) && set.registered) return true;
    if (is("centroids") && set.method == model::Method::centroid) return true;
    if (is("mask") && set.basis == model::Basis::masked_area) return true;
    if ((is("weights") || is("weights table")) &&
        (set.basis == model::Basis::residents || set.basis == model::Basis::households))
        return true;
    const model::FootprintSet* from = set.of.empty() ? nullptr : result.set(set.of);
    return from && went_into_set(file, result, *from);
}

bool went_into(const model::InputFile& file, const model::Result& result, const model::FootprintSet& set,
               const Estimate& e) {
    const model::IndicatorInfo& info = result.indicators[e.indicator];
    const PlacedIndicator& placed = result.placed[e.indicator];
    const auto is = [&](const std::string& role) { return file.role == role; };
    if (is("project") || is("zones") || is("indicator " + info.id) || is("indicator lookup " + info.id)) return true;
    if (is("indicator library") && !info.library.empty()) return true;
    if ((is("registrations") || is("practices")) && placed.population == model::Population::registered) return true;
    // Residents divide areas larger than zones, and weigh averages of values published without their number.
    const bool by_residents = placed.basis == model::Basis::residents || e.flags.has(model::Flag::averaged);
    if ((is("residents") || is("residents bridge")) && by_residents) return true;
    if (const model::FootprintSet* areas = placed.set.empty() ? nullptr : result.set(placed.set))
        if (went_into_set(file, result, *areas)) return true;
    return went_into_set(file, result, set);
}

}  // namespace

Explanation explain(const model::Result& result, const FoundFigure& figure) {
    if (result.placed.size() != result.indicators.size())
        throw model::InputError(
            "a GeoPackage holds figures, not the tables that they were made from; name the project file (.toml) "
            "instead");
    const model::FootprintSet& set = result.sets.at(figure.set);
    const Estimate& e = set.estimates.at(figure.estimate);
    const model::IndicatorInfo& info = result.indicators.at(e.indicator);
    const PlacedIndicator& placed = result.placed.at(e.indicator);
    Explanation why;
    why.address = figure_address(result, set, e);
    why.title = info.title;
    why.unit = info.unit;
    why.definition = info.definition;
    why.set_title = set.title;
    why.code = set.code.at(static_cast<std::size_t>(e.footprint));
    why.name = set.name.at(static_cast<std::size_t>(e.footprint));
    why.estimate = e;
    why.areas = placed.areas;
    if (const model::FootprintSet* whole = result.set(model::whole_set_id))
        for (const Estimate& w : whole->estimates)
            if (w.indicator == e.indicator && w.period == e.period && w.sex == e.sex && w.breakdown == e.breakdown &&
                (w.population == e.population || std::isnan(why.whole)))
                why.whole = w.value;

    const model::IndicatorTable::Slice& slice = slice_of(placed, e);
    const model::Crosswalk shares = shares_of_figure(placed, set, e);
    const model::DisclosureRule& rule = result.disclosure.rule;
    const bool areas_kept = info.sensitive && (rule.withhold_to > 0 || rule.round_to > 1);
    for (std::size_t a = 0; a < placed.code.size(); ++a) {
        const auto footprints = shares.footprints_of(a);
        const auto at = std::lower_bound(footprints.begin(), footprints.end(), e.footprint);
        if (at == footprints.end() || *at != e.footprint) continue;
        const double share = shares.shares_of(a)[static_cast<std::size_t>(at - footprints.begin())];
        if (share <= 0.0) continue;
        Explanation::Area area;
        area.code = placed.code[a];
        if (placed.are_zones()) area.name = result.zones.name[a];
        area.share = share;
        if (areas_kept) {
            area.status = model::Status::suppressed;
            why.from.push_back(std::move(area));
            continue;
        }
        area.numerator = slice.numerator.number[a];
        area.status = slice.numerator.status[a];
        if (slice.denominator.size() > 0) {
            area.denominator = slice.denominator.number[a];
            if (area.status == model::Status::known) area.status = slice.denominator.status[a];
        }
        why.from.push_back(std::move(area));
    }
    if (areas_kept)
        why.steps.push_back(fmt::format(
            "the indicator is sensitive: by rule {} small counts are withheld{}, and what its {} count is not listed",
            rule.name, rule.round_to > 1 ? fmt::format(" and others rounded to the nearest {}", rule.round_to) : "",
            why.areas));
    add_steps(why, info, set, e, slice);
    for (const model::InputFile& file : result.files)
        if (went_into(file, result, set, e)) why.files.push_back(file);
    return why;
}

}  // namespace locality::core
