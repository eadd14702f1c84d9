#pragma once

#include "stats/interval.h"

#include <span>
#include <string_view>
#include <vector>

namespace locality::stats {

/// How a point lies in a funnel. The limits are those of 95% (2.5% in each tail) and 99.8% (0.1%).
enum class FunnelPlace { not_significant, low_95, low_998, high_95, high_998, too_few_events, missing };
/// "below the 95% limit".
std::string_view words(FunnelPlace place);

/// Control limits at one place of a funnel's x axis.
struct FunnelLimits {
    Interval limits_95, limits_998;
};

/// Control limits of a proportion with `average` (a fraction) in a population of `population`, times `multiplier`;
/// never below 0 or above `multiplier`. (The reference caps at 100 whatever the multiplier, which is wrong for all but
/// 100.) Throws std::invalid_argument for population <= 0 or an average outside 0 to 1.
FunnelLimits funnel_limits_of_proportion(double population, double average, double multiplier = 1);

/// Control limits of observed / expected events at `observed` events, times `multiplier` (1, 100, or a rate), and the
/// events expected there.
struct RatioFunnelLimits {
    double expected_at_lower_95 = nothing, expected_at_upper_95 = nothing;
    double expected_at_lower_998 = nothing, expected_at_upper_998 = nothing;
    Interval limits_95, limits_998;
};
/// At `observed` events, the ratios of observed to expected at which so many events are just 2.5% (0.1%) likely or
/// less. Throws std::invalid_argument for observed < 0.
RatioFunnelLimits funnel_limits_of_ratio(double observed, double multiplier = 1);

/// Place of count / total in the funnel of proportions about `average`.
FunnelPlace funnel_place_of_proportion(double count, double total, double average);

/// Place of observed / expected in the funnel of ratios about 1: by the limits of the ratio itself (exact below 10,
/// else Byar's).
FunnelPlace funnel_place_of_ratio(double observed, double expected);

/// Place of a rate per `multiplier` from `count` events in the funnel about `average` per `multiplier`. A directly
/// standardised rate from fewer than 10 events is not placed. `population` is used where a crude rate's count is 0.
/// Throws std::invalid_argument where the count or rate is negative, or the population of a count of 0 not above 0.
FunnelPlace funnel_place_of_rate(double count, double rate, double population, double average,
                                 bool directly_standardised, double multiplier);

/// Average of rates, weighted by the denominators they imply: sum of counts / sum of count / rate. Where a count is 0
/// its `population` is used for a crude rate, and the area is left out for a standardised one.
double funnel_average_rate(std::span<const double> count, std::span<const double> rate,
                           std::span<const double> population, bool directly_standardised, double multiplier);

/// The 100 places of the x axis at which a funnel's limits are drawn, for denominators (populations, or events) from
/// `least` to `greatest`.
std::vector<double> funnel_axis(double least, double greatest);

}  // namespace locality::stats
