#pragma once

#include "geo/exact.h"

#include <cstdint>

namespace locality::geo {

// Exact questions about edges on the 1 mm grid, asked of two sets of which the second ("shifted") is moved by (e, e^2),
// e > 0 and smaller than any distance there is. The move leaves every area and length as it is, and there are no ties
// after it: no vertex of one set lies on an edge of the other, so coincident lines and corners need no special case.
// (Edelsbrunner & Muecke 1990, "Simulation of simplicity", with the same move for all vertices of a set.)

/// Twice the signed area of p q r in mm2, positive where r is left of p -> q. Its sign is exact: it is rounded once,
/// from the exact integer.
inline double orientation(GridPoint p, GridPoint q, GridPoint r) {
    const std::int64_t ux = std::int64_t{q.x} - p.x, uy = std::int64_t{q.y} - p.y;
    const std::int64_t vx = std::int64_t{r.x} - p.x, vy = std::int64_t{r.y} - p.y;
    const auto fits = [](std::int64_t d) { return d == static_cast<std::int32_t>(d); };
    if (fits(ux) && fits(uy) && fits(vx) && fits(vy)) return static_cast<double>(ux * vy - uy * vx);
    return static_cast<double>(cross(p, q, r));
}

/// Side of a plain point that lies on the line of the shifted edge b1 -> b2: +1 left, -1 right. The orientation is
/// (b2 - b1) x (p - b1 - (e, e^2)), of which uy e - ux e^2 remains.
inline int side_off_shifted_edge(GridPoint b1, GridPoint b2) {
    if (b1.y != b2.y) return b2.y > b1.y ? 1 : -1;
    return b2.x > b1.x ? -1 : 1;
}

/// How the plain edge a1 -> a2 passes the shifted edge b1 -> b2.
struct Cut {
    int turn = 0;    ///< 0: they do not meet; +1: a passes from the right of b to its left; -1: from left to right
    double t = 0.0;  ///< where along a, 0 to 1
    double s = 0.0;  ///< where along b, 0 to 1
};

inline Cut cut(GridPoint a1, GridPoint a2, GridPoint b1, GridPoint b2) {
    const double from = orientation(b1, b2, a1), to = orientation(b1, b2, a2);
    const auto side = [](double o, int tie) { return o > 0 ? 1 : o < 0 ? -1 : tie; };
    const int off_b = side_off_shifted_edge(b1, b2);
    const int turn = side(to, off_b);
    if (side(from, off_b) == turn) return {};
    // A shifted point on the line of a plain edge is moved the other way than a plain point off a shifted edge.
    const int off_a = -side_off_shifted_edge(a1, a2);
    const double start = orientation(a1, a2, b1), end = orientation(a1, a2, b2);
    if (side(start, off_a) == side(end, off_a)) return {};
    // Parallel edges never get here, and the two terms of each difference never have the same sign: no cancellation.
    return {turn, from / (from - to), start / (start - end)};
}

}  // namespace locality::geo
