#include "core/figures.h"

#include "model/errors.h"
#include "stats/interval.h"
#include "stats/life_expectancy.h"
#include "stats/standardised.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::core {

using model::IndicatorKind;
using model::Limits;
using model::LimitsMethod;

namespace {

constexpr double level_95 = 0.95, level_998 = 0.998;

Limits limits_of(const stats::Interval& interval, double factor = 1.0) {
    return {interval.lower * factor, interval.upper * factor};
}

[[noreturn]] void refuse_bands(const model::IndicatorTable& table) {
    std::string wrong;
    for (const model::AgeBand& band : table.bands)
        if (wrong.empty() && standard_weights(std::span(&band, 1)).empty())
            wrong =
                band.to >= 999 ? fmt::format("{} and over", band.from) : fmt::format("{} to {}", band.from, band.to);
    throw model::InputError(
        fmt::format("{}: indicator \"{}\": ages {} are not made of the five-year bands 0-4 ... 85-89, 90+ of "
                    "the European Standard Population 2013; give the table in such bands",
                    table.source, table.id, wrong));
}

void check_life_table(const model::IndicatorTable& table) {
    bool fits = table.bands.size() == stats::life_table_ages.size();
    for (std::size_t i = 0; fits && i < table.bands.size(); ++i)
        fits = table.bands[i].from == stats::life_table_ages[i];
    if (!fits)
        throw model::InputError(fmt::format(
            "{}: indicator \"{}\": a life table needs the 20 age bands 0, 1-4, 5-9 ... 85-89, 90+, and the table "
            "has {}",
            table.source, table.id, table.bands.size()));
}

MadeFigure blank(std::string reason) {
    MadeFigure figure;
    figure.reason = std::move(reason);
    return figure;
}

MadeFigure proportion(const Recipe& recipe, const FigureParts& parts, bool with_limits) {
    // Sums of many parts may pass their total by a rounding.
    const double over = parts.numerator - parts.denominator;
    if (over > 1e-9 * parts.denominator)
        return blank(
            fmt::format("its numerator, {:.6g}, is over its denominator, {:.6g}", parts.numerator, parts.denominator));
    const double count = std::min(parts.numerator, parts.denominator);
    MadeFigure figure;
    figure.value = count / parts.denominator * recipe.multiplier;
    if (!with_limits) return figure;
    figure.method = LimitsMethod::wilson;
    figure.limits_95 = limits_of(stats::wilson_limits(count, parts.denominator, level_95), recipe.multiplier);
    figure.limits_998 = limits_of(stats::wilson_limits(count, parts.denominator, level_998), recipe.multiplier);
    return figure;
}

MadeFigure events_over(double events, double total, double multiplier, bool with_limits) {
    MadeFigure figure;
    figure.value = events / total * multiplier;
    if (!with_limits) return figure;
    constexpr double exact_below = 10;
    figure.method = events < exact_below ? LimitsMethod::exact_poisson : LimitsMethod::byars;
    figure.limits_95 = limits_of(stats::poisson_limits(events, level_95), multiplier / total);
    figure.limits_998 = limits_of(stats::poisson_limits(events, level_998), multiplier / total);
    return figure;
}

MadeFigure standardised(const Recipe& recipe, const FigureParts& parts, bool with_limits) {
    for (double people : parts.band_denominator)
        if (!(people > 0)) return blank("an age band has no people");
    const auto at = [&](double level) {
        return stats::directly_standardised_rate(parts.band_numerator, parts.band_denominator, recipe.standard, level,
                                                 recipe.multiplier)
            .figure;
    };
    const stats::Figure at_95 = at(level_95);
    MadeFigure figure;
    figure.value = at_95.value;
    figure.reason = stats::reason(at_95.blank);
    if (!with_limits || at_95.blank != stats::Blank::no) return figure;
    figure.method = LimitsMethod::dobson_byars;
    figure.limits_95 = limits_of(at_95.limits);
    figure.limits_998 = limits_of(at(level_998).limits);
    return figure;
}

MadeFigure life(const FigureParts& parts, bool with_limits) {
    const stats::Figure at_95 =
        stats::life_expectancy(parts.band_numerator, parts.band_denominator, level_95).at(0).figure;
    MadeFigure figure;
    figure.value = at_95.value;
    figure.reason = stats::reason(at_95.blank);
    if (!with_limits || !at_95.limits.known()) return figure;
    figure.method = LimitsMethod::chiang;
    figure.limits_95 = limits_of(at_95.limits);
    figure.limits_998 =
        limits_of(stats::life_expectancy(parts.band_numerator, parts.band_denominator, level_998).at(0).figure.limits);
    return figure;
}

/// Limits as far from the value at 99.8% as those at 95% make likely.
void set_limits(MadeFigure& figure, const Limits& limits_95, LimitsMethod method) {
    const double farther = stats::Confidence(level_998).z() / stats::Confidence(level_95).z();
    figure.limits_95 = limits_95;
    figure.limits_998 = {figure.value - farther * (figure.value - limits_95.lower),
                         figure.value + farther * (limits_95.upper - figure.value)};
    figure.method = method;
    figure.reason.clear();
}

bool known(const Limits& limits) {
    return !std::isnan(limits.lower) && !std::isnan(limits.upper);
}

/// A mean of individual values, or of published ones.
MadeFigure mean(const Recipe& recipe, const FigureParts& parts, bool with_limits) {
    MadeFigure figure;
    const double by = recipe.multiplier;
    figure.value = parts.numerator / parts.denominator * by;
    figure.reason = recipe.averages
                        ? "a weighted mean of published values, whose table gives neither limits nor spread "
                          "of all it is made of"
                        : "the table gives no spread to make limits from";
    if (!with_limits) return figure;
    if (!std::isnan(parts.squares)) {
        const auto at = [&](double level) {
            return stats::mean_of_sums(parts.denominator, parts.numerator, parts.squares, level).limits;
        };
        if (!at(level_95).known()) {
            figure.reason = "one value has no spread to make limits from";
            return figure;
        }
        figure.limits_95 = limits_of(at(level_95), by);
        figure.limits_998 = limits_of(at(level_998), by);
        figure.method = LimitsMethod::student_t;
        figure.reason.clear();
    } else if (recipe.averages && !std::isnan(parts.below) && !std::isnan(parts.above)) {
        set_limits(figure,
                   {figure.value - std::sqrt(parts.below) / parts.denominator,
                    figure.value + std::sqrt(parts.above) / parts.denominator},
                   LimitsMethod::combined);
    }
    return figure;
}

MadeFigure made(const Recipe& recipe, const FigureParts& parts, bool with_limits) {
    if (recipe.kind == IndicatorKind::count) {
        MadeFigure figure;
        figure.value = parts.numerator * recipe.multiplier;
        figure.reason = "a count of all there is has no limits";
        return figure;
    }
    if (recipe.kind == IndicatorKind::indirect_ratio && !recipe.averages && !recipe.reference.empty()) {
        double expected = 0;
        for (std::size_t b = 0; b < recipe.reference.size(); ++b)
            expected += recipe.reference[b] * parts.band_denominator[b];
        if (!(expected > 0)) return blank("no events are expected");
        return events_over(parts.numerator, expected, recipe.multiplier, with_limits);
    }
    if (!parts.has_denominator || !(parts.denominator > 0)) return blank("its denominator is 0");
    const bool weighted_values =
        recipe.averages &&
        (recipe.weight_is_people || recipe.kind == IndicatorKind::standardised_rate ||
         recipe.kind == IndicatorKind::indirect_ratio || recipe.kind == IndicatorKind::life_expectancy);
    if (weighted_values || recipe.kind == IndicatorKind::mean || recipe.kind == IndicatorKind::score)
        return mean(recipe, parts, with_limits);
    switch (recipe.kind) {
        case IndicatorKind::proportion:
            return proportion(recipe, parts, with_limits);
        case IndicatorKind::standardised_rate:
            return standardised(recipe, parts, with_limits);
        case IndicatorKind::life_expectancy:
            return life(parts, with_limits);
        default:
            return events_over(parts.numerator, parts.denominator, recipe.multiplier, with_limits);
    }
}

}  // namespace

std::vector<double> standard_weights(std::span<const model::AgeBand> bands) {
    constexpr int width = 5, last_from = 90, open_end = 999;
    std::vector<double> weights;
    for (const model::AgeBand& band : bands) {
        double weight = 0;
        int next = band.from;
        for (std::size_t i = 0; i < stats::esp2013.size(); ++i) {
            const int from = static_cast<int>(i) * width;
            const int to = from == last_from ? open_end : from + width - 1;
            if (from != next || to > band.to) continue;
            weight += stats::esp2013[i];
            next = to + 1;
        }
        if (next != band.to + 1) return {};
        weights.push_back(weight);
    }
    return weights;
}

Recipe recipe_of(const model::IndicatorTable& table, bool weight_is_people, const FigureParts& all) {
    Recipe recipe;
    recipe.kind = table.kind;
    recipe.multiplier = table.multiplier;
    recipe.averages = table.averages;
    recipe.weight_is_people = weight_is_people;
    if (table.averages) return recipe;
    if (table.kind == IndicatorKind::standardised_rate) {
        recipe.standard = standard_weights(table.bands);
        if (recipe.standard.empty()) refuse_bands(table);
    }
    if (table.kind == IndicatorKind::life_expectancy) check_life_table(table);
    if (table.kind == IndicatorKind::indirect_ratio && !table.expected)
        for (std::size_t b = 0; b < all.band_numerator.size(); ++b)
            recipe.reference.push_back(all.band_denominator[b] > 0 ? all.band_numerator[b] / all.band_denominator[b]
                                                                   : 0.0);
    return recipe;
}

MadeFigure figure_of(const Recipe& recipe, const FigureParts& parts, bool with_limits) {
    MadeFigure figure = made(recipe, parts, with_limits);
    if (with_limits && known(parts.published) && !std::isnan(figure.value))
        set_limits(figure, parts.published, LimitsMethod::published);
    return figure;
}

}  // namespace locality::core
