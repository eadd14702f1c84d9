#include "stats/funnel.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace locality::stats {

namespace {

/// Limits that Wilson's interval turned round gives: the proportions whose chance of lying off the average is z's.
Interval proportion_limits(double population, double average, double z, double multiplier) {
    const double z2 = z * z, n = population, p = average;
    const double middle = p * (n / z2 + 1);
    const double under = middle * middle - (1 / z2 + 1 / n) * p * (n * (p * (n / z2 + 2) - 1) + z2 * (p - 1));
    const double half = std::sqrt(std::max(under, 0.0)), whole = (1 / z2 + 1 / n) * n;
    return {std::max(0.0, (middle - half) / whole) * multiplier, std::min(1.0, (middle + half) / whole) * multiplier};
}

FunnelPlace placed(double value, const FunnelLimits& limits) {
    if (std::isnan(value)) return FunnelPlace::missing;
    if (value < limits.limits_998.lower) return FunnelPlace::low_998;
    if (value < limits.limits_95.lower) return FunnelPlace::low_95;
    if (value > limits.limits_998.upper) return FunnelPlace::high_998;
    if (value > limits.limits_95.upper) return FunnelPlace::high_95;
    return FunnelPlace::not_significant;
}

/// Where `benchmark` lies beside the limits of an area's own figure; a lower limit that does not exist is below it.
FunnelPlace placed_by_own_limits(double benchmark, const Interval& limits_95, const Interval& limits_998) {
    if (std::isnan(benchmark) || std::isnan(limits_95.upper)) return FunnelPlace::missing;
    if (benchmark < limits_998.lower) return FunnelPlace::high_998;
    if (benchmark < limits_95.lower) return FunnelPlace::high_95;
    if (benchmark > limits_998.upper) return FunnelPlace::low_998;
    if (benchmark > limits_95.upper) return FunnelPlace::low_95;
    return FunnelPlace::not_significant;
}

FunnelPlace place_of_events(double observed, double expected, double benchmark) {
    const Interval limits_95 = poisson_limits(observed, 0.95), limits_998 = poisson_limits(observed, 0.998);
    return placed_by_own_limits(benchmark, {limits_95.lower / expected, limits_95.upper / expected},
                                {limits_998.lower / expected, limits_998.upper / expected});
}

/// Expected events e = (1 + observed) v / (1 - v) at which `chance(e)` falls to `wanted` (or rises, if `rising`), v
/// found by halving 0 to 1.
double halved(double observed, double wanted, bool rising, double (*chance)(double observed, double expected)) {
    double v = 0.5;
    const auto expected = [&] { return (1 + observed) * v / (1 - v); };
    for (double step = 0.5; step > 1e-7;) {
        step /= 2;
        const double at = chance(observed, expected());
        const bool too_far = rising ? at > wanted : at < wanted;
        v += too_far ? -step : step;
    }
    return expected();
}

/// Expected events at which `observed` or fewer have the chance `tail`.
double expected_with_few(double observed, double tail) {
    return halved(observed, tail, false,
                  [](double count, double expected) { return boost::math::gamma_q(count + 1, expected); });
}

/// Expected events at which `observed` or more have the chance `tail`.
double expected_with_many(double observed, double tail) {
    if (observed == 0) return 0;
    return halved(observed, tail, true,
                  [](double count, double expected) { return boost::math::gamma_p(count, expected); });
}

/// Power of ten of a whole number's first digit.
double first_power(double whole) {
    double power = 1;
    while (whole >= 10 * power) power *= 10;
    return power;
}

double rounded_down(double x) {
    const double power = first_power(std::floor(x));
    return std::floor(x / power) * power;
}

/// Up to two digits.
double rounded_up(double x) {
    const double power = first_power(std::ceil(x)) / 10;
    return std::ceil(x / power) * power;
}

}  // namespace

std::string_view words(FunnelPlace place) {
    switch (place) {
        case FunnelPlace::not_significant:
            return "within the 95% limits";
        case FunnelPlace::low_95:
            return "below the 95% limit";
        case FunnelPlace::low_998:
            return "below the 99.8% limit";
        case FunnelPlace::high_95:
            return "above the 95% limit";
        case FunnelPlace::high_998:
            return "above the 99.8% limit";
        case FunnelPlace::too_few_events:
            return "fewer than 10 events";
        case FunnelPlace::missing:
            return "missing";
    }
    return "";
}

FunnelLimits funnel_limits_of_proportion(double population, double average, double multiplier) {
    if (!(population > 0)) throw std::invalid_argument("a funnel's population is not above 0");
    if (!(average >= 0 && average <= 1))
        throw std::invalid_argument("a funnel's average proportion is not from 0 to 1");
    return {proportion_limits(population, average, Confidence(0.95).z(), multiplier),
            proportion_limits(population, average, Confidence(0.998).z(), multiplier)};
}

RatioFunnelLimits funnel_limits_of_ratio(double observed, double multiplier) {
    if (!(observed >= 0)) throw std::invalid_argument("a count of events is negative or missing");
    RatioFunnelLimits limits;
    limits.expected_at_lower_95 = expected_with_few(observed, 0.025);
    limits.expected_at_upper_95 = expected_with_many(observed, 0.025);
    limits.expected_at_lower_998 = expected_with_few(observed, 0.001);
    limits.expected_at_upper_998 = expected_with_many(observed, 0.001);
    const auto ratio = [&](double expected) {
        if (expected == 0) return std::numeric_limits<double>::infinity();
        return observed / expected * multiplier;
    };
    limits.limits_95 = {ratio(limits.expected_at_lower_95), ratio(limits.expected_at_upper_95)};
    limits.limits_998 = {ratio(limits.expected_at_lower_998), ratio(limits.expected_at_upper_998)};
    return limits;
}

FunnelPlace funnel_place_of_proportion(double count, double total, double average) {
    if (count < 0) throw std::invalid_argument("a count of events is negative");
    if (total <= 0) throw std::invalid_argument("a proportion's denominator is not above 0");
    if (count > total) throw std::invalid_argument("a proportion's numerator is greater than its denominator");
    if (std::isnan(count) || std::isnan(total)) return FunnelPlace::missing;
    return placed(count / total, funnel_limits_of_proportion(total, average));
}

FunnelPlace funnel_place_of_ratio(double observed, double expected) {
    if (expected <= 0) throw std::invalid_argument("a ratio's expected events are not above 0");
    return place_of_events(observed, expected, 1);
}

FunnelPlace funnel_place_of_rate(double count, double rate, double population, double average,
                                 bool directly_standardised, double multiplier) {
    if (count < 0 || rate < 0) throw std::invalid_argument("a count of events or a rate is negative");
    if (std::isnan(count) || std::isnan(rate)) return FunnelPlace::missing;
    if (directly_standardised && count < 10) return FunnelPlace::too_few_events;
    if (count == 0 && population <= 0) throw std::invalid_argument("a rate's denominator is not above 0");
    const double implied = count == 0 ? population : count / rate * multiplier;
    return place_of_events(count, implied, average / multiplier);
}

double funnel_average_rate(std::span<const double> count, std::span<const double> rate,
                           std::span<const double> population, bool directly_standardised, double multiplier) {
    if (count.size() != rate.size() || (!directly_standardised && count.size() != population.size()))
        throw std::invalid_argument("counts, rates and populations are not of the same areas");
    double events = 0, people = 0;
    for (std::size_t i = 0; i < count.size(); ++i) {
        if (count[i] == 0 && directly_standardised) continue;
        events += count[i];
        people += count[i] == 0 ? population[i] : count[i] / rate[i] * multiplier;
    }
    return events / people * multiplier;
}

Interval funnel_axis(double least, double greatest) {
    if (!(least >= 0 && greatest >= least && greatest > 0))
        throw std::invalid_argument("a funnel's axis needs denominators from least to greatest, above 0");
    const bool from_0 = greatest > 2 * least;
    return {from_0 ? 0 : rounded_down(least * 0.95), rounded_up(greatest * 1.05)};
}

Interval funnel_axis_of_events(double least_population, double greatest_population, double years, double average) {
    if (!(years > 0)) throw std::invalid_argument("a funnel of no years");
    const Interval people = funnel_axis(least_population / years, greatest_population / years);
    // A product a rounding error away from a whole number is that number.
    constexpr double rounding = 1e-12;
    return {std::floor(people.lower * years * average * (1 + rounding)),
            std::ceil(people.upper * years * average * (1 - rounding))};
}

std::vector<double> funnel_places(const Interval& axis, bool of_ratios) {
    constexpr int count = 100;
    std::vector<double> places{std::max(1.0, axis.lower)};
    for (int j = 2; j <= count; ++j) {
        const double before = places.back(), steps_left = count + (of_ratios ? 2 : 1) - j;
        const double next = std::nearbyint(std::pow(axis.upper / before, 1 / steps_left) * before);
        places.push_back(std::max(next, before + 1));
    }
    return places;
}

}  // namespace locality::stats
