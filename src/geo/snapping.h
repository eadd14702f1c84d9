#pragma once

#include "geo/shapes.h"

#include <cstddef>
#include <span>
#include <vector>

namespace locality::geo {

struct Snapped {
    Shapes shapes;                  ///< valid, on the 1 mm grid, as many as were given
    std::vector<std::size_t> kept;  ///< would have lost half their ground or more: they stand as they were, ascending
    std::size_t moved = 0;          ///< places of vertices that are elsewhere now
    std::size_t inserted = 0;       ///< vertices that edges got, to bend to a neighbour's
    double farthest_m = 0.0;        ///< that a vertex went
    bool settled = true;            ///< false: snapping again would still change something
};

/// Lets boundaries that run nearer than a tolerance to each other become one: the slivers between neighbours whose
/// vertices were rounded or generalised apart go, and what was nearly a coverage becomes one.
///
/// Only lines with a shape on one side and nothing on the other are looked at, and of those only what comes near a line
/// of another shape without meeting it: a clean coverage, and every coast, comes out as it went in.
///
/// Method   Vertices near another shape's line are gathered round the one of them that most shapes pass (then the
///          westernmost, then the southernmost): each goes to the nearest of the chosen, which lie more than the
///          tolerance apart. An edge that another shape's vertex lies near gets that vertex. Repeated until nothing is
///          left to do. No new places are made: each vertex stands where a vertex stood.
/// Limits   a vertex seldom goes farther than the tolerance, an edge is bent by no more than that again at a time.
///          Details of a shape finer than the tolerance may go where they lie by a neighbour; a gap or overlap wider
///          than the tolerance stays. Shapes that come out invalid are mended.
/// Kept     a shape that would keep less than half its ground (a zone narrower than the tolerance) is left as it was,
///          and others snap to it.
/// Ensures  the result does not depend on the order of shapes or on where rings start; snapping what is settled, with
///          nothing kept, changes nothing.
/// Needs    valid shapes on the 1 mm grid (`mend`). Throws std::invalid_argument for a tolerance that is not positive
///          or above 100 m, GeometryError as `on_grid`.
Snapped snap(const Shapes& shapes, double tolerance_m);

}  // namespace locality::geo
