#pragma once

#include <span>
#include <vector>

namespace locality::stats {

/// The quantile at `p` (0 to 1) of values in ascending order, interpolated between the two nearest (R type 7, numpy
/// "linear"). Throws std::invalid_argument for no values, a NaN at either end, or p outside 0 to 1.
double quantile(std::span<const double> ascending, double p);

/// Upper bounds of classes that hold about the same number of values each: the quantiles (R type 7) at 1/k, 2/k ... 1.
///
/// A value belongs to the first class whose bound is not below it. Equal bounds are given once, so ties never straddle
/// two classes and there may be fewer classes than asked for; a class may hold no value where bounds fall between two
/// values. No values give no bounds.
/// Throws std::invalid_argument for class_count < 1 or a NaN.
std::vector<double> quantile_breaks(std::span<const double> values, int class_count);

/// The bounds whose class holds a value; where there are no more different values than bounds, each value is a class of
/// its own. `values` and `breaks` as for quantile_breaks.
std::vector<double> occupied_breaks(std::span<const double> values, std::span<const double> breaks);

/// Index of the first bound that is not below `value`; -1 where it is above them all or NaN.
int class_of(double value, std::span<const double> breaks);

}  // namespace locality::stats
