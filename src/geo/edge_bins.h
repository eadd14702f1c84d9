#pragma once

#include "geo/topology.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// A box on the grid, both ends included. A fresh box is empty.
struct GridBox {
    std::int64_t min_x = INT64_MAX, min_y = INT64_MAX, max_x = INT64_MIN, max_y = INT64_MIN;

    bool empty() const { return min_x > max_x || min_y > max_y; }
    std::int64_t width() const { return max_x - min_x; }
    std::int64_t height() const { return max_y - min_y; }
    bool contains(std::int64_t x, std::int64_t y) const { return x >= min_x && x <= max_x && y >= min_y && y <= max_y; }
    void add(GridPoint p);
    GridBox with(const GridBox& other) const;    ///< the box around both
    GridBox within(const GridBox& other) const;  ///< what both share
};
GridBox bounds(const Topology& topology);

/// Equal cells over a box, with sides of 2^shift mm: finding a cell is exact and takes no division.
struct CellGrid {
    std::int64_t x0 = 0, y0 = 0;
    int shift_x = 0, shift_y = 0;
    std::int64_t columns = 0, rows = 0;

    CellGrid() = default;
    CellGrid(const GridBox& box, int shift_of_x, int shift_of_y);
    /// Square cells, the smallest of which the box has at most `most`.
    static CellGrid square(const GridBox& box, std::size_t most);

    std::size_t size() const { return static_cast<std::size_t>(columns * rows); }
    std::int64_t column(std::int64_t x) const { return (x - x0) >> shift_x; }
    std::int64_t row(std::int64_t y) const { return (y - y0) >> shift_y; }
    /// The cell of a place that is on the grid.
    std::size_t cell_of(std::int64_t x, std::int64_t y) const {
        return static_cast<std::size_t>(row(y) * columns + column(x));
    }
    GridBox cell(std::size_t index) const;

    /// Calls f(cell) once for every cell of the grid within `margin` mm of the edge p q: at least those, and of long
    /// edges not many more.
    template <class F>
    void cells_along(GridPoint p, GridPoint q, int margin, F&& f) const {
        const auto [low_x, high_x] = std::minmax(p.x, q.x);
        const auto [low_y, high_y] = std::minmax(p.y, q.y);
        const std::int64_t first_column = std::max<std::int64_t>(column(std::int64_t{low_x} - margin), 0);
        const std::int64_t last_column = std::min(column(std::int64_t{high_x} + margin), columns - 1);
        const std::int64_t first_row = std::max<std::int64_t>(row(std::int64_t{low_y} - margin), 0);
        const std::int64_t last_row = std::min(row(std::int64_t{high_y} + margin), rows - 1);
        const bool whole_rows = last_column - first_column < 2 || low_y == high_y;
        for (std::int64_t r = first_row; r <= last_row; ++r) {
            std::int64_t first = first_column, last = last_column;
            if (!whole_rows) narrow(p, q, r, margin, first, last);
            for (std::int64_t c = first; c <= last; ++c) f(static_cast<std::size_t>(r * columns + c));
        }
    }

private:
    void narrow(GridPoint p, GridPoint q, std::int64_t row, int margin, std::int64_t& first, std::int64_t& last) const;
};

/// Consecutive edges of one arc; edge k runs from vertex k to vertex k + 1 of the topology.
struct EdgeRun {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t arc = 0;
};

/// The edges of a topology by the cells they meet, as runs along the arcs: a few bytes for many edges.
struct EdgeBins {
    std::vector<std::uint32_t> begin;  ///< cells + 1 entries, into `runs`
    std::vector<EdgeRun> runs;

    std::span<const EdgeRun> of(std::size_t cell) const {
        return std::span(runs).subspan(begin[cell], begin[cell + 1] - begin[cell]);
    }
};

/// Bins the edges; `wanted`, if not empty, has an entry per cell and leaves out the cells that are zero there.
EdgeBins bin_edges(const Topology& topology, const CellGrid& grid, std::span<const char> wanted = {});

}  // namespace locality::geo
