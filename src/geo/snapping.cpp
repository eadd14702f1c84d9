#include "geo/snapping.h"

#include "geo/exact.h"
#include "geo/grid_rings.h"
#include "geo/mending.h"
#include "geo/near_lines.h"
#include "geo/one_sided_lines.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::geo {

namespace {

constexpr double farthest_tolerance_m = 100.0;
constexpr int rounds = 24;     // lines settle in three or four
constexpr int passes = 6;      // mending may shift what had settled; two are the rule
constexpr double keeps = 0.5;  // of its ground, or it is left as it was

/// The edges with nothing on their other side, to ask whether one is among them.
class FreeEdges {
public:
    FreeEdges(const OneSidedLines& lines, const NearLines& near) : m_begin(near.place_count() + 1, 0) {
        const auto each = [&](auto take) {
            for (std::size_t line = 0; line < lines.size(); ++line) {
                const std::span<const GridPoint> v = lines.line(line);
                std::uint32_t from = near.place_at(v[0]);
                for (std::size_t i = 1; i < v.size(); ++i) {
                    const std::uint32_t to = near.place_at(v[i]);
                    take(from, to, lines.face[line]);
                    from = to;
                }
            }
        };
        each([&](std::uint32_t from, std::uint32_t, std::int32_t) { ++m_begin[from + 1]; });
        for (std::size_t i = 1; i < m_begin.size(); ++i) m_begin[i] += m_begin[i - 1];
        m_ends.resize(m_begin.back());
        std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
        each([&](std::uint32_t from, std::uint32_t to, std::int32_t face) { m_ends[next[from]++] = {to, face}; });
    }
    bool contains(std::uint32_t a, std::uint32_t b, std::int32_t face) const {
        return runs(a, b, face) || runs(b, a, face);
    }

private:
    struct End {
        std::uint32_t place = 0;
        std::int32_t face = 0;
    };
    bool runs(std::uint32_t a, std::uint32_t b, std::int32_t face) const {
        if (a + 1 >= m_begin.size()) return false;
        for (std::uint32_t i = m_begin[a]; i < m_begin[a + 1]; ++i) {
            if (m_ends[i].place == b && m_ends[i].face == face) return true;
        }
        return false;
    }

    std::vector<std::uint32_t> m_begin;  ///< by place: the edges that start there
    std::vector<End> m_ends;
};

/// The rings of shapes that free lines pass, brought together, and the way back to shapes.
class Pass {
public:
    Pass(const Shapes& shapes, std::int64_t tolerance_mm, const std::vector<std::size_t>& held)
        : m_shapes(shapes),
          m_lines(one_sided_lines(build_topology(shapes))),
          m_near(tolerance_mm, 2 * m_lines.vertices.size()) {
        open_rings();
        for (const std::size_t shape : held) m_near.hold(static_cast<std::int32_t>(shape));
    }

    /// False where there was nothing to do.
    bool run(bool& settled) {
        if (m_rings.empty()) return false;
        for (int round = 0; round < rounds; ++round) {
            if (!m_near.improve()) return round > 0;
        }
        settled = false;
        return true;
    }

    /// Shapes as they are now, invalid ones mended.
    Shapes result() const {
        std::vector<char> changed(m_shapes.shape_count(), 0);
        for (std::size_t i = 0; i < m_rings.size(); ++i) {
            if (differs(i)) changed[m_rings[i].shape] = 1;
        }
        Shapes rewritten;
        for (std::size_t shape = 0; shape < changed.size(); ++shape) {
            if (changed[shape]) rewrite(shape, rewritten);
        }
        const Mended mended = mend(rewritten);
        Shapes all;
        std::size_t next = 0;
        for (std::size_t shape = 0; shape < changed.size(); ++shape) {
            if (changed[shape])
                all.append(mended.shapes, next++);
            else
                all.append(m_shapes, shape);
        }
        return all;
    }

    void tell(Snapped& told) const {
        told.inserted += m_near.inserted();
        for (std::uint32_t place = 0; place < m_near.place_count(); ++place) {
            const std::uint32_t now = m_near.now_at(place);
            if (now == place) continue;
            ++told.moved;
            const Point from = in_metres(m_near.position(place)), to = in_metres(m_near.position(now));
            told.farthest_m = std::max(told.farthest_m, std::hypot(to.x - from.x, to.y - from.y));
        }
    }

private:
    struct OpenRing {
        std::uint32_t ring = 0;
        std::size_t shape = 0;
    };

    /// Opens every ring that passes a place of the free lines.
    void open_rings() {
        for (const GridPoint p : m_lines.vertices) m_near.add_place(p);
        const auto on_lines = static_cast<std::uint32_t>(m_near.place_count());
        if (on_lines == 0) return;
        const FreeEdges free_edges(m_lines, m_near);
        std::vector<GridPoint> vertices;
        std::vector<std::uint32_t> walk;
        std::vector<char> is_free;
        for (std::size_t shape = 0; shape < m_shapes.shape_count(); ++shape) {
            const auto face = static_cast<std::int32_t>(shape);
            for (std::uint32_t part = m_shapes.shape_begin[shape]; part < m_shapes.shape_begin[shape + 1]; ++part) {
                for (std::uint32_t ring = m_shapes.part_begin[part]; ring < m_shapes.part_begin[part + 1]; ++ring) {
                    vertices.clear();
                    for (const Point& p : m_shapes.ring(ring)) vertices.push_back(on_grid(p));
                    vertices.pop_back();  // the first again
                    if (std::ranges::none_of(vertices, [&](GridPoint p) { return m_near.place_at(p) < on_lines; }))
                        continue;
                    m_rings.push_back({ring, shape});
                    walk.clear();
                    is_free.clear();
                    for (const GridPoint p : vertices) walk.push_back(m_near.add_place(p));
                    for (std::size_t i = 0; i < walk.size(); ++i) {
                        is_free.push_back(free_edges.contains(walk[i], walk[i + 1 == walk.size() ? 0 : i + 1], face));
                    }
                    m_near.add_ring(face, walk, is_free);
                }
            }
        }
    }

    bool differs(std::size_t i) const {
        const std::span<const Point> points = m_shapes.ring(m_rings[i].ring);
        const std::span<const std::uint32_t> walk = m_near.ring(i);
        if (walk.size() + 1 != points.size()) return true;
        for (std::size_t k = 0; k < walk.size(); ++k) {
            if (m_near.position(walk[k]) != on_grid(points[k])) return true;
        }
        return false;
    }

    /// Rings as they are now: valid or not, but without repeated vertices and spikes.
    void rewrite(std::size_t shape, Shapes& to) const {
        auto open = std::ranges::lower_bound(m_rings, shape, {}, &OpenRing::shape);
        std::vector<GridPoint> ring_now;
        for (std::uint32_t part = m_shapes.shape_begin[shape]; part < m_shapes.shape_begin[shape + 1]; ++part) {
            for (std::uint32_t ring = m_shapes.part_begin[part]; ring < m_shapes.part_begin[part + 1]; ++ring) {
                while (open != m_rings.end() && open->shape == shape && open->ring < ring) ++open;
                ring_now.clear();
                if (open != m_rings.end() && open->ring == ring) {
                    for (const std::uint32_t place : m_near.ring(static_cast<std::size_t>(open - m_rings.begin()))) {
                        ring_now.push_back(m_near.position(place));
                    }
                } else {
                    for (const Point& p : m_shapes.ring(ring).first(m_shapes.ring(ring).size() - 1))
                        ring_now.push_back(on_grid(p));
                }
                drop_spikes(ring_now);
                if (ring_now.empty()) {
                    if (ring == m_shapes.part_begin[part]) break;  // its holes have no ground to be holes in
                    continue;
                }
                for (const GridPoint p : ring_now) to.vertices.push_back(in_metres(p));
                to.vertices.push_back(in_metres(ring_now.front()));
                to.close_ring();
            }
            if (to.ring_count() > to.part_begin.back()) to.close_part();
        }
        to.close_shape();
    }

    const Shapes& m_shapes;
    OneSidedLines m_lines;
    std::vector<OpenRing> m_rings;
    NearLines m_near;
};

/// Snaps until nothing changes, the held shapes left as they are.
Snapped snap_around(const Shapes& shapes, std::int64_t tolerance_mm, const std::vector<std::size_t>& held) {
    Snapped result;
    result.shapes = shapes;
    for (int pass = 0; pass < passes; ++pass) {
        Pass one(result.shapes, tolerance_mm, held);
        bool settled = true;
        if (!one.run(settled)) return result;
        one.tell(result);
        Shapes now = one.result();
        const bool same = now.vertices == result.shapes.vertices && now.ring_begin == result.shapes.ring_begin;
        result.shapes = std::move(now);
        if (same) return result;
    }
    result.settled = false;
    return result;
}

}  // namespace

Snapped snap(const Shapes& shapes, double tolerance_m) {
    if (!(tolerance_m > 0.0 && tolerance_m <= farthest_tolerance_m)) {
        throw std::invalid_argument("snap: the tolerance must be above 0 and at most 100 m");
    }
    const auto tolerance_mm = std::max<std::int64_t>(1, std::llrint(tolerance_m * millimetres_per_metre));
    std::vector<std::size_t> held;
    for (;;) {
        Snapped result = snap_around(shapes, tolerance_mm, held);
        std::vector<std::size_t> lost;
        for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
            if (std::ranges::binary_search(held, shape)) continue;
            if (area_m2(result.shapes, shape) < keeps * area_m2(shapes, shape)) lost.push_back(shape);
        }
        if (lost.empty()) {
            result.kept = std::move(held);
            return result;
        }
        held.insert(held.end(), lost.begin(), lost.end());
        std::ranges::sort(held);
    }
}

}  // namespace locality::geo
