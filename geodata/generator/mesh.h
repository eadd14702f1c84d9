#pragma once

#include "geo/shapes.h"
#include "landscape.h"

#include <cstdint>
#include <vector>

namespace locality::demo {

/// Where two cells meet.
struct Border {
    int cell = 0;         ///< the neighbour
    double length_m = 0;  ///< straight from end to end
    bool river = false;   ///< the river runs along it
};

/// The city's smallest pieces ("cells", street blocks of some 60 people): all its zones are unions of them, so that
/// every layer shares its edges with every other, vertex by vertex.
struct Mesh {
    std::vector<geo::Point> seed;  ///< a point inside each cell, metres from the centre, multiples of 0.1 m
    std::vector<double> area_m2;
    std::vector<double> perimeter_m;           ///< straight from corner to corner
    std::vector<std::vector<Border>> borders;  ///< ascending by neighbour
    geo::Shapes shapes;                        ///< one polygon per cell, vertices multiples of 0.1 m
    std::size_t size() const { return seed.size(); }
};

/// Strews seeds as densely as people live, takes their Voronoi cells, and makes every edge crooked inside the
/// quadrilateral of its two ends and two seeds, where no other edge can be.
Mesh build_mesh(const Landscape& land, int cells, std::uint64_t seed);

}  // namespace locality::demo
