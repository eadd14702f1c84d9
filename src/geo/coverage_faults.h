#pragma once

#include "geo/shapes.h"
#include "geo/topology.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace locality::geo {

/// Ground enclosed by faces that belongs to none of them.
struct Gap {
    std::vector<std::int32_t> faces;  ///< those that touch it, ascending
    Point where;                      ///< a place inside
    double area_m2 = 0.0;
};

/// Ground that two faces share.
struct Overlap {
    std::int32_t first = outside, second = outside;  ///< first < second
    Point where;                                     ///< a place inside the largest piece
    double area_m2 = 0.0;                            ///< of all pieces
    std::size_t pieces = 0;
};

struct CoverageFaults {
    std::vector<Gap> gaps;          ///< largest first
    Shapes gap_shapes;              ///< the ground of each gap
    std::vector<Overlap> overlaps;  ///< by first, then second face
    Shapes overlap_shapes;          ///< the ground of each overlap, all pieces
    double gap_m2 = 0.0;
    double overlap_m2 = 0.0;  ///< ground covered more than once, counted once
};

/// Finds where faces leave gaps and where they overlap.
///
/// An edge with a face on either side cannot start an overlap or a gap: crossing it leaves one face and enters another.
/// So only the other edges are looked at, and a clean coverage costs next to nothing.
///
/// Ensures  a piece is reported if it is more than `narrowest_m` wide on average (area over half its perimeter), 3 mm
///          unless told. Rounding to the grid moves a vertex by 0.71 mm at most, and cutting lines where they meet as
///          much again, so rounding alone makes slivers of up to 2.83 mm between two lines.
/// Throws   GeometryError if GEOS cannot cut an overlap.
inline constexpr double rounding_width_m = 0.003;
CoverageFaults coverage_faults(const Topology& topology, const Shapes& shapes, double narrowest_m = rounding_width_m);

}  // namespace locality::geo
