#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace locality::geo {

/// Which face of a coarser topology each face of a finer one lies in, where the finer one nests in the coarser: every
/// edge of the coarser is an edge of the finer, and no face of the finer reaches over such an edge.
///
/// Result   one entry per fine face: a coarse face, or `outside` for a face in none of them; nothing where they do not
///          nest, to the millimetre.
/// Exact    edges are compared as integers. Crossing a coarse edge changes the parent as the edge says, crossing any
///          other edge does not; so the boundaries of the fine faces of one parent add up to the parent's boundary, and
///          a parent is the union of its faces, no more and no less. No overlay is done: the cost is one look at every
///          edge.
/// Needs    fine faces that do not overlap one another (a coverage); coarse faces that overlap do not nest.
/// Throws   GeometryError as `on_grid`.
std::optional<std::vector<std::int32_t>> parents(const Topology& fine, const Topology& coarse);

}  // namespace locality::geo
