#pragma once

#include "geo/shapes.h"

#include <cstdint>

namespace locality::bench {

/// A coverage for sizes that no publisher offers: columns x rows of zones over a square of land, meeting in corners
/// moved at random, along lines as ragged as a coast. Each line is the same for the two zones beside it.
struct Wiggly {
    int columns = 1;
    int rows = 1;
    int halvings = 6;        ///< a side of a zone has 2^halvings edges
    double land_m = 700000;  ///< side of the square that all zones fill together
    std::uint32_t seed = 1;  ///< the same seed gives the same zones, on any machine
};

/// Zones row by row; four sides of 2^halvings edges each.
geo::Shapes wiggly_zones(const Wiggly& wanted);

}  // namespace locality::bench
