#include "core/explain.h"

#include "core/disclosure_estimates.h"
#include "core/figure_sums.h"
#include "core/indicator_areas.h"
#include "core/whole_figures.h"
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

std::string value_step(const model::IndicatorInfo& info, const Estimate& e, const Explanation& why, bool by_age) {
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
            if (by_age) {
                double expected = 0;
                for (const Explanation::Band& band : why.bands) expected += band.weight;
                return fmt::format("value = {} observed / {} expected at the whole area's rates by age{} = {}",
                                   n(e.numerator), why.bands.empty() ? "those" : n(expected), by, n(e.value));
            }
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
            return range + fmt::format(
                               "Student's t of a mean, value -/+ t sd / sqrt n with n = {} and n - 1 degrees of "
                               "freedom; sd is that of all it is the mean of",
                               n(e.denominator));
        case LimitsMethod::published:
            return range +
                   "the footprint is exactly one published area, and these are its own limits at 95%; those at "
                   "99.8% are 3.0902 / 1.9600 times as far from the value";
        case LimitsMethod::combined:
            return range +
                   "from the published limits of the areas, value -/+ sqrt(sum of (weight x distance of limit "
                   "from value)^2) / sum of weights; those at 99.8% are 3.0902 / 1.9600 times as far";
        case LimitsMethod::none:
            break;
    }
    return "no limits: " + e.reason;
}

/// What the numbers of the areas add up to.
void add_sums(Explanation& why, const model::IndicatorInfo& info, const PlacedIndicator& placed, const Estimate& e) {
    std::vector<std::string>& steps = why.steps;
    if (placed.averages) {
        steps.push_back(fmt::format("the table gives published values alone: they are averaged, weighted by {}",
                                    placed.weight_is_people
                                        ? placed.population == model::Population::registered ? "patients" : "residents"
                                        : "how many each is of, which the table says"));
        if (!std::isnan(e.numerator))
            steps.push_back(fmt::format("sum of share x value x weight over the {} below{} = {}", why.areas,
                                        info.multiplier == 1.0 ? "" : ", over " + n(info.multiplier), n(e.numerator)));
        if (!std::isnan(e.denominator))
            steps.push_back(fmt::format("sum of share x weight over the {} below = {}", why.areas, n(e.denominator)));
        return;
    }
    if (!std::isnan(e.numerator))
        steps.push_back(
            fmt::format("numerator = sum of share x numerator over the {} below = {}", why.areas, n(e.numerator)));
    if (!std::isnan(e.denominator))
        steps.push_back(fmt::format("denominator = sum of share x denominator over the {} below = {}", why.areas,
                                    n(e.denominator)));
}

void add_steps(Explanation& why, const model::IndicatorInfo& info, const PlacedIndicator& placed,
               const model::FootprintSet& set, const Estimate& e) {
    std::vector<std::string>& steps = why.steps;
    if (e.flags.has(model::Flag::vintage_bridged))
        steps.push_back(
            "the table is of zones of another year; each was brought to the map's zones by the shares of a lookup");
    if (e.flags.has(model::Flag::modelled))
        steps.push_back(
            fmt::format("modelled: {} that the footprint cuts were divided by {}, every part having the rate of "
                        "the whole",
                        why.areas, word(model::basis_words, e.basis)));
    if (e.flags.has(model::Flag::partial))
        steps.push_back(fmt::format("only what is known was counted: {:.1f}% of the footprint", 100 * e.covered_share));
    add_sums(why, info, placed, e);
    if (e.status == model::Status::known) {
        steps.push_back(value_step(info, e, why, !placed.averages && !placed.bands.empty()));
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

std::string ages_of(const model::AgeBand& band) {
    if (band.to >= 999) return fmt::format("{} and over", band.from);
    return band.from == band.to ? fmt::format("{}", band.from) : fmt::format("{} to {}", band.from, band.to);
}

/// The footprint's sums by age, and what each band counts for.
void add_bands(Explanation& why, const model::IndicatorInfo& info, const PlacedIndicator& placed,
               const model::IndicatorTable::Slice& slice, const model::Crosswalk& shares, const Estimate& e) {
    if (placed.bands.empty() || slice.band_numerator.empty() || slice.band_denominator.empty()) return;
    const FigureSums sums = sums_of(slice, info.multiplier, placed.people, shares);
    std::vector<double> weight(placed.bands.size(), model::no_value);
    if (info.kind == IndicatorKind::standardised_rate) {
        weight = standard_weights(placed.bands);
        why.band_weight = "standard population";
    } else if (info.kind == IndicatorKind::indirect_ratio) {
        const FigureParts all = all_known(slice);
        for (std::size_t b = 0; b < weight.size(); ++b)
            weight[b] = all.band_denominator[b] > 0
                            ? all.band_numerator[b] / all.band_denominator[b] *
                                  sums.band_denominator[b][static_cast<std::size_t>(e.footprint)]
                            : 0.0;
        why.band_weight = "expected events";
    }
    for (std::size_t b = 0; b < placed.bands.size(); ++b)
        why.bands.push_back({ages_of(placed.bands[b]), sums.band_numerator[b][static_cast<std::size_t>(e.footprint)],
                             sums.band_denominator[b][static_cast<std::size_t>(e.footprint)], weight[b]});
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
    const WholeFigures whole(result.set(model::whole_set_id), e.indicator);
    if (const Estimate* beside = whole.beside(e)) why.whole = beside->value;

    const model::IndicatorTable::Slice& slice = slice_of(placed, e);
    const model::Crosswalk shares = shares_of_figure(placed, set, e);
    const model::DisclosureRule& rule = result.disclosure.rule;
    const bool areas_kept = is_kept_safe(result, e.indicator);
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
        if (placed.averages && area.status == model::Status::known)
            area.value = area.numerator / area.denominator * info.multiplier;
        why.from.push_back(std::move(area));
    }
    if (areas_kept)
        why.steps.push_back(fmt::format(
            "the indicator is sensitive: by rule {} small counts are withheld{}, and what its {} count is not listed",
            rule.name, rule.round_to > 1 ? fmt::format(" and others rounded to the nearest {}", rule.round_to) : "",
            why.areas));
    else
        add_bands(why, info, placed, slice, shares, e);
    add_steps(why, info, placed, set, e);
    for (const model::InputFile& file : result.files)
        if (went_into(file, result, set, e)) why.files.push_back(file);
    return why;
}

}  // namespace locality::core
