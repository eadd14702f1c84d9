#include "geo/crossing.h"
#include "geo/edge_bins.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace locality::geo {
namespace {

/// How often each face winds round a place: 1 inside, 0 (and not stored) outside.
class Winding {
public:
    void add(std::int32_t face, int turns) {
        if (face == outside) return;
        const auto at = std::find_if(m_faces.begin(), m_faces.end(), [&](const auto& f) { return f.first == face; });
        if (at == m_faces.end()) {
            m_faces.emplace_back(face, turns);
        } else if ((at->second += turns) == 0) {
            *at = m_faces.back();
            m_faces.pop_back();
        }
    }
    void append_sorted(std::vector<std::int32_t>& faces) const {
        const auto start = static_cast<std::ptrdiff_t>(faces.size());
        for (const auto& [face, turns] : m_faces) faces.push_back(face);
        std::sort(faces.begin() + start, faces.end());
    }

private:
    std::vector<std::pair<std::int32_t, int>> m_faces;
};

/// One row of the index: its edges by column.
class Row {
public:
    Row(const Topology& topology, std::span<const EdgeRun> runs, const GridBox& box, int shift_y, Toward toward)
        : m_topology(topology), m_toward(toward) {
        std::size_t edges = 0;
        for (const EdgeRun& run : runs) edges += run.count;
        int shift = 0;
        while ((box.width() >> shift) > static_cast<std::int64_t>(edges / 2 + 1)) ++shift;
        m_grid = CellGrid(box, shift, shift_y);
        // A margin of 1 mm: the way along a column's foot goes on to the next column's first millimetre.
        m_begin.assign(m_grid.size() + 1, 0);
        each(runs, [&](std::size_t column, Edge) { ++m_begin[column + 1]; });
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        m_edges.resize(m_begin.back());
        std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
        each(runs, [&](std::size_t column, Edge edge) { m_edges[next[column]++] = edge; });
    }

    const CellGrid& grid() const { return m_grid; }

    /// Brings the winding at `from` to `to`, both in the cell of `column` or on its right-hand border.
    void walk(std::size_t column, GridPoint from, GridPoint to, Winding& winding) const {
        if (from == to) return;
        for (std::uint32_t e = m_begin[column]; e < m_begin[column + 1]; ++e) {
            const Edge edge = m_edges[e];
            const GridPoint p = m_topology.vertices[edge.vertex], q = m_topology.vertices[edge.vertex + 1];
            // Edges moved down and left are points moved up and right, and the other way round.
            const int into_left =
                m_toward == Toward::upper_right ? -cut(p, q, from, to).turn : cut(from, to, p, q).turn;
            if (into_left == 0) continue;
            winding.add(m_topology.left[edge.arc], into_left);
            winding.add(m_topology.right[edge.arc], -into_left);
        }
    }

private:
    struct Edge {
        std::uint32_t vertex, arc;
    };

    template <class F>
    void each(std::span<const EdgeRun> runs, F&& f) const {
        for (const EdgeRun& run : runs)
            for (std::uint32_t k = run.first; k < run.first + run.count; ++k)
                m_grid.cells_along(m_topology.vertices[k], m_topology.vertices[k + 1], 1, [&](std::size_t column) {
                    f(column, Edge{k, run.arc});
                });
    }

    const Topology& m_topology;
    Toward m_toward;
    CellGrid m_grid;
    std::vector<std::uint32_t> m_begin;
    std::vector<Edge> m_edges;
};

}  // namespace

Located locate(const Topology& topology, std::span<const GridPoint> points, Toward toward) {
    Located located;
    located.begin.assign(points.size() + 1, 0);
    GridBox box = bounds(topology);
    if (box.empty()) return located;
    // The foot of the first column is outside every face.
    --box.min_x;
    --box.min_y;

    // Rows of the index, thin enough that a row's edges are few and wide enough that an edge is in few rows.
    constexpr double edges_per_row = 1024;
    int shift = 0;
    while (static_cast<double>(box.height() >> shift) > static_cast<double>(topology.vertices.size()) / edges_per_row)
        ++shift;
    const CellGrid rows(box, 40, shift);

    // Points by row, then by place; those off the box are in no face.
    std::vector<std::uint32_t> order;
    std::vector<char> wanted(rows.size(), 0);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        const GridPoint p = points[i];
        if (p.x < box.min_x || p.x > box.max_x || p.y < box.min_y || p.y > box.max_y) continue;
        order.push_back(i);
        wanted[static_cast<std::size_t>(rows.row(p.y))] = 1;
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::array key_a{rows.row(points[a].y), std::int64_t{points[a].x}, std::int64_t{points[a].y}};
        const std::array key_b{rows.row(points[b].y), std::int64_t{points[b].x}, std::int64_t{points[b].y}};
        return key_a != key_b ? key_a < key_b : a < b;
    });

    const EdgeBins bins = bin_edges(topology, rows, wanted);
    std::vector<std::int32_t> faces;  // in `order`
    std::vector<std::uint32_t> faces_begin;
    for (std::size_t i = 0; i < order.size();) {
        const auto r = static_cast<std::size_t>(rows.row(points[order[i]].y));
        const GridBox row_box = rows.cell(r).within(box);
        const Row row(topology, bins.of(r), row_box, shift, toward);
        const auto foot = [&](std::int64_t column) {
            return GridPoint{static_cast<std::int32_t>(row.grid().x0 + (column << row.grid().shift_x)),
                             static_cast<std::int32_t>(row_box.min_y)};
        };
        Winding at_foot;
        for (std::int64_t column = 0;
             i < order.size() && rows.row(points[order[i]].y) == static_cast<std::int64_t>(r);) {
            const GridPoint p = points[order[i]];
            for (; column < row.grid().column(p.x); ++column)
                row.walk(static_cast<std::size_t>(column), foot(column), foot(column + 1), at_foot);
            Winding at_point = at_foot;
            row.walk(static_cast<std::size_t>(column), foot(column), p, at_point);
            faces_begin.push_back(static_cast<std::uint32_t>(faces.size()));
            at_point.append_sorted(faces);
            ++i;
        }
    }
    faces_begin.push_back(static_cast<std::uint32_t>(faces.size()));

    for (std::size_t i = 0; i < order.size(); ++i) located.begin[order[i] + 1] = faces_begin[i + 1] - faces_begin[i];
    std::partial_sum(located.begin.begin(), located.begin.end(), located.begin.begin());
    located.face.resize(faces.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        std::copy(faces.begin() + faces_begin[i], faces.begin() + faces_begin[i + 1],
                  located.face.begin() + located.begin[order[i]]);
    return located;
}

Located locate(const Topology& topology, std::span<const Point> points) {
    std::vector<GridPoint> on_the_grid;
    on_the_grid.reserve(points.size());
    for (const Point p : points) on_the_grid.push_back(on_grid(p));
    return locate(topology, on_the_grid, Toward::upper_right);
}

}  // namespace locality::geo
