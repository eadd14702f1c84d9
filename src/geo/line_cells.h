#pragma once

#include "geo/exact.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace locality::geo {

/// A number without a pattern, the same for the same number.
inline std::uint64_t mixed(std::uint64_t h) {
    h *= 0x9E3779B97F4A7C15U;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93U;
    return h ^ (h >> 29);
}

/// The cells of a square grid, as numbers that sort by column and row.
struct Cells {
    double side = 1.0;

    std::int32_t of(double mm) const { return static_cast<std::int32_t>(std::floor(mm / side)); }
    std::uint64_t cell(GridPoint p) const { return sort_key({of(p.x), of(p.y)}); }

    /// Every cell within `margin` of the edge a b, and a few more.
    template <class Take>
    void along(GridPoint a, GridPoint b, double margin, Take take) const {
        if (b.x < a.x) std::swap(a, b);
        const std::int32_t first = of(a.x - margin), last = of(b.x + margin);
        const bool steep = last - first < 2;
        const double slope = steep ? 0.0 : (double(b.y) - a.y) / (double(b.x) - a.x);
        const double low = std::min(a.y, b.y), high = std::max(a.y, b.y);
        for (std::int32_t column = first; column <= last; ++column) {
            double y0 = low, y1 = high;
            if (!steep) {
                const double from = a.y + (column * side - margin - a.x) * slope;
                const double to = a.y + ((column + 1) * side + margin - a.x) * slope;
                y0 = std::clamp(std::min(from, to), low, high);
                y1 = std::clamp(std::max(from, to), low, high);
            }
            const std::int32_t top = of(y1 + margin + 1);
            for (std::int32_t row = of(y0 - margin - 1); row <= top; ++row) take(sort_key({column, row}));
        }
    }
};

/// A cell's number to share buckets by: that costs a look, and no more. Eight by eight neighbours come one after the
/// other, so that what is near on the ground is near in memory.
inline std::uint64_t near_cells_together(std::uint64_t cell) {
    constexpr std::uint64_t low = std::uint64_t{7} << 32 | 7;
    return mixed(cell & ~low) << 6 | (cell >> 32 & 7) << 3 | (cell & 7);
}

}  // namespace locality::geo
