#include "stats/funnel.h"

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

/// 10 to the number of digits of a whole number, less `fewer`.
double power_of_digits(double whole, int fewer) {
    int digits = 1;
    for (double rest = whole; rest >= 10; rest = std::floor(rest / 10)) ++digits;
    return std::pow(10.0, digits - fewer);
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
    const Interval expected_95 = exact_poisson_limits(observed, 0.95);
    const Interval expected_998 = exact_poisson_limits(observed, 0.998);
    const auto ratio = [&](double expected) {
        if (expected == 0) return std::numeric_limits<double>::infinity();
        return observed / expected * multiplier;
    };
    return {expected_95.upper,
            expected_95.lower,
            expected_998.upper,
            expected_998.lower,
            {ratio(expected_95.upper), ratio(expected_95.lower)},
            {ratio(expected_998.upper), ratio(expected_998.lower)}};
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

std::vector<double> funnel_axis(double least, double greatest) {
    if (!(least >= 0 && greatest >= least && greatest > 0))
        throw std::invalid_argument("a funnel's axis needs denominators from least to greatest, above 0");
    const double low = std::floor(least * 0.95), high = std::ceil(greatest * 1.05);
    const double low_step = power_of_digits(low, 1), high_step = power_of_digits(high, 2);
    const double minimum = greatest > 2 * least ? 0 : std::floor(least * 0.95 / low_step) * low_step;
    const double maximum = std::ceil(greatest * 1.05 / high_step) * high_step;
    std::vector<double> places{std::max(1.0, minimum)};
    for (int j = 2; j <= 100; ++j) {
        const double before = places.back();
        const double next = std::nearbyint(std::pow(maximum / before, 1.0 / (101 - j)) * before);
        places.push_back(std::max(next, before + 1));
    }
    return places;
}

}  // namespace locality::stats
