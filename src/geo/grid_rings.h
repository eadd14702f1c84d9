#pragma once

#include "geo/exact.h"
#include "geo/shapes.h"
#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// Rings on the grid, each with the face to its left; what topologies are built from.
///
/// A ring is stored between a copy of its last vertex and a copy of its first, so that every vertex has its two
/// neighbours beside it: `vertices[i - 1]`, `vertices[i + 1]` hold for each i of `ring`.
struct GridRings {
    std::vector<GridPoint> vertices;
    std::vector<std::uint32_t> begin{0};  ///< rings + 1 entries, into `vertices`, padding included
    std::vector<std::int32_t> face;
    std::int32_t face_count = 0;

    std::size_t size() const { return face.size(); }
    std::span<const GridPoint> ring(std::size_t ring) const {
        return std::span(vertices).subspan(begin[ring] + 1, begin[ring + 1] - begin[ring] - 2);
    }
    /// Adds a ring that does not repeat its first vertex.
    void add(std::span<const GridPoint> ring, std::int32_t left_face);
};

/// Twice the signed area of a ring that does not repeat its first vertex, in mm2.
Int128 twice_signed_area_mm2(std::span<const GridPoint> ring);

/// Drops repeated vertices and spikes of no area from a ring that does not repeat its first vertex; what is left has
/// at least three vertices, or none.
void drop_spikes(std::vector<GridPoint>& ring);

/// The rings of shapes on the grid: without spikes, shells anticlockwise, holes clockwise; rings without area are left
/// out. Throws GeometryError as `on_grid`, with the shape. `threads` as in_parallel (geo/parallel.h).
GridRings grid_rings(const Shapes& shapes, int threads = 0);

/// Stores each line that the rings share once: build_topology with as many threads as are asked for.
Topology topology_of(const GridRings& rings, int threads = 0);

}  // namespace locality::geo
