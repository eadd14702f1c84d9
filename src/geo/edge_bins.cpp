#include "geo/edge_bins.h"

#include <cmath>

namespace locality::geo {

void GridBox::add(GridPoint p) {
    min_x = std::min<std::int64_t>(min_x, p.x);
    min_y = std::min<std::int64_t>(min_y, p.y);
    max_x = std::max<std::int64_t>(max_x, p.x);
    max_y = std::max<std::int64_t>(max_y, p.y);
}

GridBox GridBox::with(const GridBox& other) const {
    return {std::min(min_x, other.min_x), std::min(min_y, other.min_y), std::max(max_x, other.max_x),
            std::max(max_y, other.max_y)};
}

GridBox GridBox::within(const GridBox& other) const {
    return {std::max(min_x, other.min_x), std::max(min_y, other.min_y), std::min(max_x, other.max_x),
            std::min(max_y, other.max_y)};
}

GridBox bounds(const Topology& topology) {
    GridBox box;
    for (const GridPoint p : topology.vertices) box.add(p);
    return box;
}

CellGrid::CellGrid(const GridBox& box, int shift_of_x, int shift_of_y)
    : x0(box.min_x),
      y0(box.min_y),
      shift_x(shift_of_x),
      shift_y(shift_of_y),
      columns((box.width() >> shift_of_x) + 1),
      rows((box.height() >> shift_of_y) + 1) {}

CellGrid CellGrid::square(const GridBox& box, std::size_t most) {
    for (int shift = 0;; ++shift) {
        // As doubles: at shift 0 the count of cells may pass 2^64.
        const double cells =
            (static_cast<double>(box.width() >> shift) + 1) * (static_cast<double>(box.height() >> shift) + 1);
        if (cells <= static_cast<double>(most) || cells == 1) return CellGrid(box, shift, shift);
    }
}

GridBox CellGrid::cell(std::size_t index) const {
    const auto column = static_cast<std::int64_t>(index) % columns, row = static_cast<std::int64_t>(index) / columns;
    const std::int64_t x = x0 + (column << shift_x), y = y0 + (row << shift_y);
    return {x, y, x + (std::int64_t{1} << shift_x) - 1, y + (std::int64_t{1} << shift_y) - 1};
}

void CellGrid::narrow(GridPoint p, GridPoint q, std::int64_t row, int margin, std::int64_t& first,
                      std::int64_t& last) const {
    if (p.y > q.y) std::swap(p, q);
    // The part of the edge in the row, a millimetre and more to spare for the rounding of doubles.
    const double low = static_cast<double>(y0 + (row << shift_y)) - margin - 1;
    const double high = low + static_cast<double>(std::int64_t{1} << shift_y) + 2 * margin + 2;
    const double dx = static_cast<double>(std::int64_t{q.x} - p.x), dy = static_cast<double>(std::int64_t{q.y} - p.y);
    const auto x_at = [&](double y) { return p.x + std::clamp((y - p.y) / dy, 0.0, 1.0) * dx; };
    const double from = x_at(low), to = x_at(high);
    first = std::max(first, column(static_cast<std::int64_t>(std::floor(std::min(from, to))) - margin - 1));
    last = std::min(last, column(static_cast<std::int64_t>(std::ceil(std::max(from, to))) + margin + 1));
}

EdgeBins bin_edges(const Topology& topology, const CellGrid& grid, std::span<const char> wanted) {
    struct Placed {
        std::size_t cell;
        EdgeRun run;
    };
    std::vector<Placed> placed;
    Placed open{};
    const auto close = [&] {
        if (open.run.count > 0 && (wanted.empty() || wanted[open.cell])) placed.push_back(open);
        open.run.count = 0;
    };
    const auto single_cell = [&](GridPoint p) -> std::int64_t {
        const std::int64_t c = grid.column(p.x), r = grid.row(p.y);
        if (c < 0 || r < 0 || c >= grid.columns || r >= grid.rows) return -1;
        return r * grid.columns + c;
    };
    for (std::uint32_t arc = 0; arc < topology.arc_count(); ++arc) {
        std::int64_t from = single_cell(topology.vertices[topology.arc_begin[arc]]);
        for (std::uint32_t k = topology.arc_begin[arc]; k + 1 < topology.arc_begin[arc + 1]; ++k) {
            const std::int64_t to = single_cell(topology.vertices[k + 1]);
            const auto put = [&](std::size_t cell) {
                if (open.run.count == 0 || open.cell != cell) {
                    close();
                    open = {cell, {k, 0, arc}};
                }
                open.run.count = k + 1 - open.run.first;
            };
            if (from == to && from >= 0) {
                put(static_cast<std::size_t>(from));
            } else {
                // The cell the run is in first, the cell it goes on in last, so that runs stay whole.
                if (from >= 0) put(static_cast<std::size_t>(from));
                grid.cells_along(topology.vertices[k], topology.vertices[k + 1], 0, [&](std::size_t cell) {
                    const auto c = static_cast<std::int64_t>(cell);
                    if (c != from && c != to) put(cell);
                });
                if (to >= 0)
                    put(static_cast<std::size_t>(to));
                else
                    close();
            }
            from = to;
        }
        close();
    }

    EdgeBins bins;
    bins.begin.assign(grid.size() + 1, 0);
    for (const Placed& p : placed) ++bins.begin[p.cell + 1];
    for (std::size_t c = 0; c < grid.size(); ++c) bins.begin[c + 1] += bins.begin[c];
    bins.runs.resize(placed.size());
    std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
    for (const Placed& p : placed) bins.runs[next[p.cell]++] = p.run;
    return bins;
}

}  // namespace locality::geo
