#pragma once

#include "geo/topology.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// One shape on the grid: rings that do not repeat their first vertex; the first ring of a part is its shell.
struct GridShape {
    std::vector<GridPoint> vertices;
    std::vector<std::uint32_t> ring_begin{0};
    std::vector<std::uint32_t> part_begin{0};

    void clear();
    std::size_t ring_count() const { return ring_begin.size() - 1; }
    std::span<const GridPoint> ring(std::size_t ring) const {
        return std::span(vertices).subspan(ring_begin[ring], ring_begin[ring + 1] - ring_begin[ring]);
    }
};

/// Proves most shapes valid without GEOS: no line meets another, holes lie in their shells, parts beside each other.
/// "No" means that GEOS has to be asked, for rings may also touch in permitted ways.
///
/// Ninety-nine zones of a hundred pass, in a fiftieth of the time that GEOS takes. A class only to keep its memory.
class PlainlyValid {
public:
    bool operator()(const GridShape& shape);

private:
    struct Edge {
        GridPoint a, b;
        std::uint32_t next;  ///< the edge that starts at b
    };
    /// Boxes of edges that follow each other, or of runs of them, in columns: eight are compared at once.
    struct Boxes {
        std::vector<std::int32_t> min_x, min_y, max_x, max_y;
        std::size_t size() const { return min_x.size(); }
    };

    bool take_edges(const GridShape& shape);
    void build_levels();
    bool apart_within(std::size_t level, std::size_t run) const;
    bool apart_between(std::size_t level, std::size_t run, std::size_t other) const;
    bool apart(std::size_t edge, std::size_t other) const;
    static unsigned meeting(const Boxes& boxes, std::size_t first, const Boxes& own, std::size_t box);
    bool rings_nest(const GridShape& shape) const;

    std::vector<Edge> m_edges;
    std::array<Boxes, 12>
        m_levels;  ///< of edges, of runs of 8, of 64 ...: eight to the twelfth are enough for any shape
    std::size_t m_level_count = 0;
};

}  // namespace locality::geo
