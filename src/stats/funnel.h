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

/// Control limits of observed / expected events at `observed` events, times `multiplier` (1, 100, or an average rate),
/// and the events expected there: at the lower limit so few events, at the upper so many, are 2.5% (0.1%) likely.
///
/// The expected events are found by halving, as the reference does, so that curves agree with it: to within 1e-7 of
/// (1 + observed), which is 5e-5 of the upper 99.8% limit at 1 event and nothing to see elsewhere.
struct RatioFunnelLimits {
    double expected_at_lower_95 = nothing, expected_at_upper_95 = nothing;
    double expected_at_lower_998 = nothing, expected_at_upper_998 = nothing;
    Interval limits_95, limits_998;
};
/// Without events the upper limits are infinite. Throws std::invalid_argument for observed < 0.
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

/// The ends of a funnel's x axis that shows denominators from `least` to `greatest`: round numbers about them, or from
/// 0 where the greatest is more than twice the least. Throws std::invalid_argument unless 0 <= least <= greatest and
/// greatest > 0.
Interval funnel_axis(double least, double greatest);

/// The ends of the axis of a funnel of rates, in events in all years: of the round yearly populations about those that
/// the rates imply (count / rate, over `years`). `average` is per person: an average per 100,000 over 100,000.
Interval funnel_axis_of_events(double least_population, double greatest_population, double years, double average);

/// The 100 places of an axis at which limits are drawn: whole numbers, closer where small. The reference's funnels of
/// ratios end one place sooner.
std::vector<double> funnel_places(const Interval& axis, bool of_ratios = false);

}  // namespace locality::stats
