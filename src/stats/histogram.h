#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace locality::stats {

/// How many values lie in each of equally wide bins from the least to the greatest.
struct Histogram {
    double from = 0, to = 0;
    std::vector<std::size_t> count;  ///< bin i reaches from from + i w to from + (i + 1) w, w = (to - from) / bins
};

/// A value on a line between two bins counts in the upper one, the greatest value in the last. Where all values are the
/// same there is one bin; no values give none. Throws std::invalid_argument for bins < 1 or a NaN.
Histogram histogram(std::span<const double> values, int bins);

}  // namespace locality::stats
