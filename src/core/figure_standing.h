#pragma once

#include "model/estimate.h"
#include "model/period.h"

#include <span>

namespace locality::core {

/// How a value with its limits stands beside a benchmark without any (stats::against_benchmark).
model::Standing standing_of(double value, const model::Limits& limits, double benchmark, model::Polarity polarity);

/// What a footprint's last five figures do (stats::recent_trend); cannot be calculated where one of them is blank.
model::RecentTrend trend_of(const model::IndicatorTable& table, std::span<const model::Estimate* const> points);

/// Periods that a trend can be told over: equally long, equally far apart, none overlapping another.
bool evenly_spaced(std::span<const model::Period> periods);

}  // namespace locality::core
