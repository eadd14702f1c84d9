#pragma once

#include "geo/topology.h"

#include <algorithm>

namespace locality::core {

/// Ground within the width of the 1 mm grid along a common line of two shapes, m2: what rounding vertices can add or
/// take. Never more than a thousandth of either area, so that nothing small is lost beside something large. Perimeters
/// in m, areas in m2.
inline double noise_m2(double perimeter_a_m, double area_a_m2, double perimeter_b_m, double area_b_m2) {
    constexpr double grid_m = 1.0 / geo::millimetres_per_metre;
    return std::min({grid_m * std::min(perimeter_a_m, perimeter_b_m), area_a_m2 / 1000, area_b_m2 / 1000});
}

}  // namespace locality::core
