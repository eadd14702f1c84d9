#pragma once

#include "geo/coverage_faults.h"
#include "geo/shapes.h"
#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// A piece of ground that no shape claims though shapes enclose it, or that the same several shapes claim.
struct Disputed {
    bool is_gap = false;
    std::vector<std::int32_t> faces;  ///< those that touch a gap, or that all claim the piece; ascending
    std::vector<double> border_m;     ///< by face: the length of the piece's edge beyond which that face goes on
    Point where;                      ///< a place inside
    double area_m2 = 0.0;
    double width_m = 0.0;  ///< mean: area over half the perimeter
};

struct DisputedGround {
    std::vector<Disputed> pieces;  ///< gaps first, largest first; then overlaps, from the west
    Shapes ground;                 ///< of each piece
};

/// The gaps and overlaps of a layer, overlaps cut into pieces that each have one set of claimants, so that every piece
/// can be given to one of its faces. What is no wider than `narrowest_m` is left out.
/// Throws GeometryError if GEOS cannot cut a piece.
DisputedGround disputed_ground(const Topology& topology, const Shapes& shapes, double narrowest_m = rounding_width_m);

/// Shapes after each piece went to one face: the taker gains a gap, and the other claimants lose an overlap. `taker`
/// has an entry per piece; `outside` leaves it as it is. What rounding the cuts to the grid parts by up to 3 mm is
/// brought together again (`snap`), in the whole layer. Throws GeometryError with the shape's index.
Shapes settled(const Shapes& shapes, const DisputedGround& disputed, std::span<const std::int32_t> taker);

}  // namespace locality::geo
