#pragma once

#include "geo/topology.h"

#include <cstdint>

namespace locality::geo {

// Exact arithmetic on grid vertices. Coordinates stay within 2e9, so a product of two fits 64 bits, while a cross
// product of differences (up to 4e9 each) does not.
__extension__ typedef __int128 Int128;

/// Twice the signed area that the edge p-q sweeps as seen from the grid's origin, mm2.
inline std::int64_t swept(GridPoint p, GridPoint q) {
    return std::int64_t{p.x} * q.y - std::int64_t{q.x} * p.y;
}

/// (a - o) x (b - o): positive where o, a, b turn anticlockwise.
inline Int128 cross(GridPoint o, GridPoint a, GridPoint b) {
    return Int128{std::int64_t{a.x} - o.x} * (std::int64_t{b.y} - o.y) -
           Int128{std::int64_t{a.y} - o.y} * (std::int64_t{b.x} - o.x);
}

/// (a - o) . (b - o)
inline Int128 dot(GridPoint o, GridPoint a, GridPoint b) {
    return Int128{std::int64_t{a.x} - o.x} * (std::int64_t{b.x} - o.x) +
           Int128{std::int64_t{a.y} - o.y} * (std::int64_t{b.y} - o.y);
}

/// Square metres from twice an area in square millimetres.
inline double m2_from_twice_mm2(Int128 twice) {
    return static_cast<double>(twice) / (2 * millimetres_per_metre * millimetres_per_metre);
}

/// One number per vertex that sorts as the vertices do.
inline std::uint64_t sort_key(GridPoint p) {
    const auto lifted = [](std::int32_t v) { return static_cast<std::uint32_t>(v) ^ 0x80000000U; };
    return std::uint64_t{lifted(p.x)} << 32 | lifted(p.y);
}

}  // namespace locality::geo
