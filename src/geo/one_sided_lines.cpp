#include "geo/one_sided_lines.h"

#include "geo/exact.h"

#include <algorithm>
#include <cmath>

namespace locality::geo {

namespace {

/// One edge of a line; found again by the index of its first vertex.
struct Edge {
    GridPoint a, b;
    std::uint32_t index = 0;
};

/// Do the boxes of two edges meet, or come within a grid step?
bool boxes_meet(const Edge& e, const Edge& f) {
    return std::min(e.a.x, e.b.x) - 1 <= std::max(f.a.x, f.b.x) &&
           std::min(f.a.x, f.b.x) - 1 <= std::max(e.a.x, e.b.x) &&
           std::min(e.a.y, e.b.y) - 1 <= std::max(f.a.y, f.b.y) && std::min(f.a.y, f.b.y) - 1 <= std::max(e.a.y, e.b.y);
}

/// Edges by the cells of a square grid that they pass, sorted by cell.
class EdgeGrid {
public:
    explicit EdgeGrid(std::vector<Edge> edges) : m_edges(std::move(edges)) {
        double length = 0.0;
        for (const Edge& e : m_edges) length += std::hypot(double(e.b.x) - e.a.x, double(e.b.y) - e.a.y);
        m_cell = std::max(1.0, 2 * length / static_cast<double>(std::max<std::size_t>(m_edges.size(), 1)));
        for (std::uint32_t i = 0; i < m_edges.size(); ++i) enter(i);
        std::ranges::sort(m_entries, [](const Entry& a, const Entry& b) {
            return a.cell != b.cell ? a.cell < b.cell : a.edge < b.edge;
        });
    }

    /// Calls `meet` for every two edges whose boxes meet, some of them more than once.
    template <class Meet>
    void each_pair(Meet meet) const {
        for (std::size_t begin = 0, end = 0; begin < m_entries.size(); begin = end) {
            while (end < m_entries.size() && m_entries[end].cell == m_entries[begin].cell) ++end;
            for (std::size_t i = begin; i < end; ++i) {
                for (std::size_t k = i + 1; k < end; ++k) {
                    const Edge& e = m_edges[m_entries[i].edge];
                    const Edge& f = m_edges[m_entries[k].edge];
                    if (boxes_meet(e, f)) meet(e, f);
                }
            }
        }
    }

private:
    struct Entry {
        std::uint64_t cell;
        std::uint32_t edge;
    };

    std::int32_t cell_of(double mm) const { return static_cast<std::int32_t>(std::floor(mm / m_cell)); }

    /// Column by column, so that a long slanting edge enters only the cells along it.
    void enter(std::uint32_t index) {
        GridPoint a = m_edges[index].a;
        GridPoint b = m_edges[index].b;
        if (b.x < a.x) std::swap(a, b);
        const std::int32_t first = cell_of(a.x);
        const std::int32_t last = cell_of(b.x);
        const double slope = first == last ? 0.0 : (double(b.y) - a.y) / (double(b.x) - a.x);
        for (std::int32_t column = first; column <= last; ++column) {
            const double y0 = column == first ? a.y : a.y + (column * m_cell - a.x) * slope;
            const double y1 = column == last ? b.y : a.y + ((column + 1) * m_cell - a.x) * slope;
            constexpr double margin = 2.0;  // edges that pass a grid step away count as well
            const std::int32_t top = cell_of(std::max(y0, y1) + margin);
            for (std::int32_t row = cell_of(std::min(y0, y1) - margin); row <= top; ++row) {
                m_entries.push_back({sort_key({column, row}), index});
            }
        }
    }

    std::vector<Edge> m_edges;
    double m_cell = 1.0;
    std::vector<Entry> m_entries;
};

/// A vertex to put into an edge.
struct Insertion {
    std::uint32_t edge = 0;
    GridPoint place;
    friend bool operator==(const Insertion&, const Insertion&) = default;
};

/// Where lines meet: the vertices that edges lack there, and all places where lines must end.
class Contacts {
public:
    std::vector<Insertion> insertions;
    std::vector<std::uint64_t> ends;  ///< sort_key of places

    void find(const EdgeGrid& grid) {
        grid.each_pair([&](const Edge& e, const Edge& f) { meet(e, f); });
        std::ranges::sort(ends);
        ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    }

private:
    void meet(const Edge& e, const Edge& f) {
        const Int128 fa = cross(e.a, e.b, f.a);
        const Int128 fb = cross(e.a, e.b, f.b);
        const Int128 ea = cross(f.a, f.b, e.a);
        const Int128 eb = cross(f.a, f.b, e.b);
        bool touched = touch(e, f.a, fa);
        touched = touch(e, f.b, fb) || touched;
        touched = touch(f, e.a, ea) || touched;
        touched = touch(f, e.b, eb) || touched;
        const bool cross_properly =
            ((fa > 0) != (fb > 0)) && ((ea > 0) != (eb > 0)) && fa != 0 && fb != 0 && ea != 0 && eb != 0;
        if (touched || !cross_properly) return;
        const long double t = static_cast<long double>(fa) / static_cast<long double>(fa - fb);
        const GridPoint place{static_cast<std::int32_t>(std::lrint(f.a.x + (std::int64_t{f.b.x} - f.a.x) * t)),
                              static_cast<std::int32_t>(std::lrint(f.a.y + (std::int64_t{f.b.y} - f.a.y) * t))};
        insert(e, place);
        insert(f, place);
    }

    /// An edge touches a vertex where it passes through the vertex's square of the grid (snap rounding); so no edge is
    /// carried across a vertex when others are rounded.
    bool touch(const Edge& e, GridPoint vertex, Int128 twice_triangle) {
        if (vertex == e.a || vertex == e.b) return false;
        const Int128 reach = std::abs(std::int64_t{e.b.x} - e.a.x) + std::abs(std::int64_t{e.b.y} - e.a.y);
        if (2 * twice_triangle >= reach || 2 * twice_triangle <= -reach) return false;
        if (dot(e.a, e.b, vertex) <= 0 || dot(e.b, e.a, vertex) <= 0) return false;
        insert(e, vertex);
        return true;
    }

    void insert(const Edge& e, GridPoint place) {
        ends.push_back(sort_key(place));
        if (place != e.a && place != e.b) insertions.push_back({e.index, place});
    }
};

EdgeGrid edge_grid(const OneSidedLines& lines) {
    std::vector<Edge> edges;
    edges.reserve(lines.vertices.size());
    for (std::size_t line = 0; line < lines.size(); ++line) {
        for (std::uint32_t i = lines.begin[line]; i + 1 < lines.begin[line + 1]; ++i) {
            edges.push_back({lines.vertices[i], lines.vertices[i + 1], i});
        }
    }
    return EdgeGrid(std::move(edges));
}

OneSidedLines cut(const OneSidedLines& lines, Contacts& contacts) {
    std::ranges::sort(contacts.insertions, [&](const Insertion& a, const Insertion& b) {
        if (a.edge != b.edge) return a.edge < b.edge;
        const GridPoint from = lines.vertices[a.edge];
        const GridPoint to = lines.vertices[a.edge + 1];
        const Int128 along_a = dot(from, to, a.place);
        const Int128 along_b = dot(from, to, b.place);
        return along_a != along_b ? along_a < along_b : a.place < b.place;
    });
    OneSidedLines result;
    auto insertion = contacts.insertions.cbegin();
    for (std::size_t line = 0; line < lines.size(); ++line) {
        const auto end_line = [&] {
            result.begin.push_back(static_cast<std::uint32_t>(result.vertices.size()));
            result.face.push_back(lines.face[line]);
        };
        const auto take = [&](GridPoint p, bool last) {
            const bool fresh = result.vertices.size() == result.begin.back();
            if (!fresh && result.vertices.back() == p) return;
            result.vertices.push_back(p);
            if (!fresh && !last && std::ranges::binary_search(contacts.ends, sort_key(p))) {
                end_line();
                result.vertices.push_back(p);
            }
        };
        const std::uint32_t end = lines.begin[line + 1];
        for (std::uint32_t i = lines.begin[line]; i < end; ++i) {
            take(lines.vertices[i], i + 1 == end);
            for (; insertion != contacts.insertions.cend() && insertion->edge == i; ++insertion) {
                take(insertion->place, false);
            }
        }
        end_line();
    }
    return result;
}

}  // namespace

OneSidedLines one_sided_lines(const Topology& topology) {
    OneSidedLines lines;
    for (std::size_t arc = 0; arc < topology.arc_count(); ++arc) {
        const std::int32_t left = topology.left[arc];
        const std::int32_t right = topology.right[arc];
        if ((left == outside) == (right == outside)) continue;
        const std::span<const GridPoint> v = topology.arc(arc);
        if (right == outside) {
            lines.vertices.insert(lines.vertices.end(), v.begin(), v.end());
        } else {
            lines.vertices.insert(lines.vertices.end(), v.rbegin(), v.rend());
        }
        lines.begin.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
        lines.face.push_back(right == outside ? left : right);
    }
    return lines;
}

OneSidedLines cut_at_contacts(OneSidedLines lines) {
    constexpr int rounds = 8;  // rounding settles in two or three
    for (int round = 0; round < rounds; ++round) {
        Contacts contacts;
        contacts.find(edge_grid(lines));
        if (contacts.ends.empty()) break;
        lines = cut(lines, contacts);
        if (contacts.insertions.empty()) break;
    }
    return lines;
}

}  // namespace locality::geo
