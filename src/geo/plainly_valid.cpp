#include "geo/plainly_valid.h"

#include "geo/exact.h"

#include <algorithm>

namespace locality::geo {

void GridShape::clear() {
    vertices.clear();
    ring_begin.resize(1);
    part_begin.resize(1);
}

namespace {

int sign(Int128 v) {
    return (v > 0) - (v < 0);
}

/// Do two segments share any point?
bool meet(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    const int abc = sign(cross(a, b, c));
    const int abd = sign(cross(a, b, d));
    if (abc * abd > 0) return false;
    const int cda = sign(cross(c, d, a));
    const int cdb = sign(cross(c, d, b));
    return cda * cdb <= 0;  // where all four lie on one line, their boxes decide, and these met
}

/// Strictly inside; the point is known not to lie on the ring.
bool inside(GridPoint p, std::span<const GridPoint> ring) {
    bool in = false;
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
        if ((a.y > p.y) != (b.y > p.y) && (cross(a, b, p) > 0) == (b.y > a.y)) in = !in;
        a = b;
    }
    return in;
}

}  // namespace

bool PlainlyValid::operator()(const GridShape& shape) {
    return lines_keep_apart(shape) && (shape.ring_count() == 1 || rings_nest(shape));
}

bool PlainlyValid::lines_keep_apart(const GridShape& shape) {
    m_edges.clear();
    GridPoint low{shape.vertices.front()}, high{low};
    for (std::size_t ring = 0; ring < shape.ring_count(); ++ring) {
        const std::span<const GridPoint> v = shape.ring(ring);
        if (v.size() < 3) return false;
        const auto first = static_cast<std::uint32_t>(m_edges.size());
        for (std::size_t i = 0; i < v.size(); ++i) {
            const bool last = i + 1 == v.size();
            const GridPoint a = v[i];
            const GridPoint b = last ? v[0] : v[i + 1];
            const GridPoint c = last ? v[1] : (i + 2 == v.size() ? v[0] : v[i + 2]);
            if (a == b || (cross(b, a, c) == 0 && dot(b, a, c) >= 0)) return false;  // repeated, or a spike
            const auto next = last ? first : static_cast<std::uint32_t>(m_edges.size() + 1);
            m_edges.push_back(
                {a, b, std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y), next});
            low = {std::min(low.x, a.x), std::min(low.y, a.y)};
            high = {std::max(high.x, a.x), std::max(high.y, a.y)};
        }
    }
    // Sweep along the longer side, so that fewer edges lie across the sweep line.
    if (std::int64_t{high.y} - low.y > std::int64_t{high.x} - low.x) {
        for (Edge& e : m_edges) {
            std::swap(e.min_x, e.min_y);
            std::swap(e.max_x, e.max_y);
        }
    }
    m_order.resize(m_edges.size());
    for (std::uint32_t i = 0; i < m_order.size(); ++i) m_order[i] = i;
    std::ranges::sort(m_order, {}, [&](std::uint32_t i) { return m_edges[i].min_x; });
    m_active.clear();
    for (const std::uint32_t i : m_order) {
        const Edge& e = m_edges[i];
        std::size_t kept = 0;
        for (const std::uint32_t k : m_active) {
            const Edge& f = m_edges[k];
            if (f.max_x < e.min_x) continue;
            m_active[kept++] = k;
            if (f.max_y < e.min_y || f.min_y > e.max_y) continue;
            if (e.next == k || f.next == i) continue;  // neighbours: no spike, so they share their corner only
            if (meet(e.a, e.b, f.a, f.b)) return false;
        }
        m_active.resize(kept);
        m_active.push_back(i);
    }
    return true;
}

bool PlainlyValid::rings_nest(const GridShape& shape) const {
    // No line meets another, so one vertex of a ring tells where all of it lies.
    const std::size_t parts = shape.part_begin.size() - 1;
    const auto in_part = [&](GridPoint p, std::size_t part) {
        if (!inside(p, shape.ring(shape.part_begin[part]))) return false;
        for (std::uint32_t hole = shape.part_begin[part] + 1; hole < shape.part_begin[part + 1]; ++hole) {
            if (inside(p, shape.ring(hole))) return false;
        }
        return true;
    };
    for (std::size_t part = 0; part < parts; ++part) {
        const std::uint32_t shell = shape.part_begin[part];
        const std::uint32_t end = shape.part_begin[part + 1];
        for (std::uint32_t hole = shell + 1; hole < end; ++hole) {
            if (!inside(shape.ring(hole)[0], shape.ring(shell))) return false;
            for (std::uint32_t other = shell + 1; other < end; ++other) {
                if (other != hole && inside(shape.ring(hole)[0], shape.ring(other))) return false;
            }
        }
        for (std::size_t other = 0; other < parts; ++other) {
            if (other != part && in_part(shape.ring(shell)[0], other)) return false;
        }
    }
    return true;
}

}  // namespace locality::geo
