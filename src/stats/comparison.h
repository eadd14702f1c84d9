#pragma once

#include "stats/figure.h"

#include <span>
#include <string_view>
#include <vector>

namespace locality::stats {

/// What a high value means.
enum class Polarity {
    none,  ///< not to be judged, not even as higher or lower
    low_is_good,
    high_is_good,
    neutral  ///< neither is good: said as higher and lower
};

/// How a figure stands beside a benchmark. The outer words are for 99.8% where two levels of confidence are used.
enum class Standing { not_compared, similar, better, worse, best, worst, higher, lower, highest, lowest };
/// "better", "much better" for best, "not compared".
std::string_view words(Standing standing);

/// At one level of confidence: similar where the benchmark lies within the limits or on one of them; else by the value.
/// Missing  not compared where the value, a limit or the benchmark is NaN or the polarity is none.
/// Source   Fingertips, single overlapping confidence limits (ukhsa-collaboration/fingertips-open @6780897).
Standing against_benchmark(const Figure& figure, double benchmark, Polarity polarity);

/// At 95% and 99.8%: similar within the 95% limits or on them; better or worse up to the 99.8% limits and on them; best
/// or worst beyond. Missing as above, also without 99.8% limits. Source   Fingertips, single overlapping confidence
/// limits for one of two levels.
Standing against_benchmark(const Figure& figure_95, const Interval& limits_998, double benchmark, Polarity polarity);

/// Against a benchmark with limits of its own: similar where the two intervals touch or overlap.
/// Source   Fingertips, double overlapping confidence limits.
Standing against_figure(const Figure& figure, const Figure& benchmark, Polarity polarity);

/// Bounds of the Fingertips quantile categories: the least value, then the upper bound of each of `categories`
/// categories (R type 7 quantiles), rounded to 10 decimals, halves away from zero. None for 3 values or fewer.
/// Missing  NaN values are left out.
/// Throws   std::invalid_argument for categories < 1.
std::vector<double> category_bounds(std::span<const double> values, int categories);

/// Category of a value, 1 to 5, by the quintiles of `values`: the first whose bound is not below it. 0 for NaN, and for
/// fewer than 5 values.
/// Source   Fingertips, quintiles comparison.
int quintile_category(double value, std::span<const double> values);

}  // namespace locality::stats
