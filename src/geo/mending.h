#pragma once

#include "geo/shapes.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace locality::geo {

/// What was wrong with one shape and what mending it changed.
struct Mend {
    std::size_t shape = 0;
    std::string what;           ///< GEOS's word for the fault: "Self-intersection", "Ring Self-intersection" ...; or
                                ///< "Ring without area" for a ring that shrinks to a line or a point on the grid
    Point where;                ///< where GEOS saw it
    double area_before_m2 = 0;  ///< as the rings were given
    double area_after_m2 = 0;
};

struct Mended {
    Shapes shapes;            ///< valid multipolygons, one for each given shape, in the same order
    std::vector<Mend> mends;  ///< only of shapes that were invalid, ascending
};

/// Snaps shapes to the 1 mm grid and makes every one valid (OGC Simple Features) with GEOS where it is not; a shape of
/// which nothing remains becomes an empty shape and is listed. Rings keep the ground they go round, holes take theirs
/// away, so both loops of a figure of eight stay; a hole outside every shell takes nothing. A shell inside another shell
/// of its own shape is read as a hole: publishers' generalised layers write enclaves so (five of England's LSOA 2021,
/// each the ground of another LSOA).
///
/// Threads  0: as many as the machine has; the result does not depend on them.
/// Throws   GeometryError with GEOS's words and the shape's index.
Mended mend(Shapes shapes, int threads = 0);

/// The union of several valid shapes as one shape on the 1 mm grid.
Shapes united(const Shapes& shapes, std::span<const std::size_t> which);

/// Area that two shapes share, in m2, by GEOS intersection: the slow, independent answer that tests hold the topology
/// against.
double intersection_area_m2(const Shapes& a, std::size_t shape_a, const Shapes& b, std::size_t shape_b);

/// The pieces that two shapes share, as one shape (empty when they share no area).
Shapes intersection(const Shapes& a, std::size_t shape_a, const Shapes& b, std::size_t shape_b);

/// What is left of a shape when others are taken from it, as one shape (empty where nothing is left).
Shapes difference(const Shapes& a, std::size_t shape_a, const Shapes& b, std::span<const std::size_t> which);

/// A point well inside each shape, for labels and for zones that come without a centroid; NaN for an empty shape.
std::vector<Point> interior_points(const Shapes& shapes);

}  // namespace locality::geo
