#pragma once

#include "stats/comparison.h"
#include "stats/interval.h"

#include <span>
#include <string_view>

namespace locality::stats {

/// What the most recent points of a series do.
enum class TrendDirection { cannot_be_calculated, increasing, decreasing, no_significant_change };
/// "increasing", "no significant change".
std::string_view words(TrendDirection direction);

/// A direction with what it means: "increasing and getting worse", "decreasing and getting better", "increasing" where
/// the polarity does not say.
std::string_view words(TrendDirection direction, Polarity polarity);

struct Trend {
    TrendDirection direction = TrendDirection::cannot_be_calculated;
    double chi_squared = nothing;    ///< with 1 degree of freedom
    double p_value = nothing;        ///< of a slope this far from 0 or farther
    double slope = nothing;          ///< per period: of the values; of the log odds for proportions
    bool one_point_decides = false;  ///< without one of the points the slope turns round, so it is no trend
    std::string_view why_not;        ///< in words, where it cannot be calculated
};

/// Points that a recent trend is told from.
inline constexpr int trend_points = 5;

/// The recent trend of a proportion: the chi-squared test for trend over the last five points.
///
/// A trend is significant where the test is, and the slope keeps its sign when any one point is left out.
///
/// Shapes   one entry per period, oldest first, periods equally long and not overlapping; the last five are used.
/// Missing  NaN among the last five, or fewer than five points: cannot be calculated. Nor can it where all counts are 0
///          or all are the whole.
/// Throws   std::invalid_argument where the spans differ in length, or for a count below 0 or above its total.
/// Source   Armitage 1955, Biometrics 11:375; Fingertips technical guidance, Trend markers, which tests at 99.8%.
Trend recent_trend_of_proportion(std::span<const double> count, std::span<const double> total,
                                 Confidence confidence = 0.998);

/// The recent trend of any other kind of figure: the slope of the line through the last five points, weighted by
/// 1 / standard error^2, the standard error being the width of the 95% limits / 3.92.
///
/// Missing and significance as above; no limits, or limits of no width, cannot be calculated either.
/// Source   as above.
Trend recent_trend(std::span<const Figure> figures_95, Confidence confidence = 0.998);

/// Whether a later figure differs from an earlier one beyond chance: their difference (stats/inequality.h) leaves out
/// 0. Both must be of one confidence. A blank cannot be calculated.
TrendDirection change_between(const Figure& earlier, const Figure& later);

}  // namespace locality::stats
