#include "geo/exact.h"
#include "geo/grid_rings.h"
#include "geo/one_sided_lines.h"
#include "geo/topology.h"
#include "geo/winding_faces.h"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace locality::geo {

namespace {

/// An arc walked with its group on the left.
struct HalfArc {
    std::int32_t group = outside;
    std::uint32_t arc = 0;
    bool forward = true;
    bool alone = true;        ///< no face of the group lies on the right
    std::int32_t excess = 1;  ///< how many more faces of the group lie on the left than on the right
    std::uint64_t start = 0;  ///< sort_key of its first vertex
};

/// Where lines may bound groups: per line, side and group once, however many faces of the group lie there.
std::vector<HalfArc> group_boundaries(const Topology& topology, std::span<const std::int32_t> group_of_face) {
    const auto group_of = [&](std::int32_t face) {
        return face == outside ? outside : group_of_face[static_cast<std::size_t>(face)];
    };
    std::vector<HalfArc> result;
    const auto add = [&](std::int32_t group, std::size_t arc, bool forward, bool alone = true,
                         std::ptrdiff_t excess = 1) {
        const std::span<const GridPoint> v = topology.arc(arc);
        result.push_back({group, static_cast<std::uint32_t>(arc), forward, alone, static_cast<std::int32_t>(excess),
                          sort_key(forward ? v.front() : v.back())});
    };
    std::vector<std::int32_t> left, right;
    for (std::size_t begin = 0, end = 0; begin < topology.arc_count(); begin = end) {
        end = begin + 1;
        while (end < topology.arc_count() && topology.same_line(begin, end)) ++end;
        if (end == begin + 1) {
            const std::int32_t l = group_of(topology.left[begin]);
            const std::int32_t r = group_of(topology.right[begin]);
            if (l == r) continue;
            if (l != outside) add(l, begin, true);
            if (r != outside) add(r, begin, false);
            continue;
        }
        left.clear();
        right.clear();
        for (std::size_t arc = begin; arc < end; ++arc) {
            if (const std::int32_t l = group_of(topology.left[arc]); l != outside) left.push_back(l);
            if (const std::int32_t r = group_of(topology.right[arc]); r != outside) right.push_back(r);
        }
        std::ranges::sort(left);
        std::ranges::sort(right);
        const auto add_side = [&](const std::vector<std::int32_t>& mine, const std::vector<std::int32_t>& other,
                                  bool forward) {
            for (auto it = mine.begin(); it != mine.end();) {
                const auto next = std::upper_bound(it, mine.end(), *it);
                const auto across = std::ranges::count(other, *it);
                if (next - it > across) add(*it, begin, forward, across == 0, (next - it) - across);
                it = next;
            }
        };
        add_side(left, right, true);
        add_side(right, left, false);
    }
    std::ranges::sort(result, [](const HalfArc& a, const HalfArc& b) {
        if (a.group != b.group) return a.group < b.group;
        if (a.start != b.start) return a.start < b.start;
        return a.arc != b.arc ? a.arc < b.arc : a.forward > b.forward;
    });
    return result;
}

/// Clockwise from the direction o-back: does o-a come before o-b?
bool before_clockwise(GridPoint o, GridPoint back, GridPoint a, GridPoint b) {
    const auto quarter = [&](GridPoint p) {
        const Int128 side = cross(o, back, p);
        if (side != 0) return side < 0 ? 0 : 2;
        return dot(o, back, p) < 0 ? 1 : 3;
    };
    const int qa = quarter(a);
    const int qb = quarter(b);
    return qa != qb ? qa < qb : cross(o, a, b) < 0;
}

/// Joins the half arcs of one group to simple rings. At a node where the group meets itself corner to corner, a ring
/// keeps to its own corner; where a ring comes back to a node, it is closed there. So parts and holes that touch at a
/// corner come out as rings of their own.
class RingTracer {
public:
    RingTracer(const Topology& topology, std::span<const HalfArc> half_arcs)
        : m_topology(topology),
          m_half_arcs(half_arcs),
          m_used(half_arcs.size(), false),
          m_opened_at(half_arcs.size(), nowhere) {}

    /// Calls `take` with the vertices of each ring, its first vertex not repeated. False where the half arcs do not add
    /// up to rings.
    template <class Take>
    bool trace(Take take) {
        bool whole = true;
        for (std::size_t i = 0; i < m_half_arcs.size(); ++i) {
            std::size_t next = m_used[i] ? nowhere : i;
            while (next != nowhere) {
                m_used[next] = true;
                m_opened_at[node_of(m_half_arcs[next].start)] = m_open.size();
                m_open.push_back(next);
                const std::size_t node = node_of(sort_key(end_of(next)));
                const std::size_t opened = node == nowhere ? nowhere : m_opened_at[node];
                const std::size_t follower = node == nowhere ? nowhere : next_after(next, node);
                if (opened != nowhere) close(opened, take);
                next = follower;
            }
            whole = whole && m_open.empty();
            while (!m_open.empty()) release();
        }
        return whole;
    }

private:
    static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

    std::span<const GridPoint> vertices(std::size_t i) const { return m_topology.arc(m_half_arcs[i].arc); }
    GridPoint end_of(std::size_t i) const { return m_half_arcs[i].forward ? vertices(i).back() : vertices(i).front(); }
    GridPoint before_end_of(std::size_t i) const {
        const auto v = vertices(i);
        return m_half_arcs[i].forward ? v[v.size() - 2] : v[1];
    }
    GridPoint second_of(std::size_t i) const {
        const auto v = vertices(i);
        return m_half_arcs[i].forward ? v[1] : v[v.size() - 2];
    }

    /// A node goes by the first half arc that starts there.
    std::size_t node_of(std::uint64_t key) const {
        const auto found = std::ranges::lower_bound(m_half_arcs, key, {}, &HalfArc::start);
        if (found == m_half_arcs.end() || found->start != key) return nowhere;
        return static_cast<std::size_t>(found - m_half_arcs.begin());
    }

    std::size_t next_after(std::size_t incoming, std::size_t node) const {
        std::size_t best = nowhere;
        for (std::size_t i = node; i < m_half_arcs.size() && m_half_arcs[i].start == m_half_arcs[node].start; ++i) {
            if (m_used[i]) continue;
            if (best == nowhere ||
                before_clockwise(end_of(incoming), before_end_of(incoming), second_of(i), second_of(best))) {
                best = i;
            }
        }
        return best;
    }

    void release() {
        m_opened_at[node_of(m_half_arcs[m_open.back()].start)] = nowhere;
        m_open.pop_back();
    }

    template <class Take>
    void close(std::size_t opened, Take& take) {
        m_ring.clear();
        for (std::size_t k = opened; k < m_open.size(); ++k) {
            const auto v = vertices(m_open[k]);
            if (m_half_arcs[m_open[k]].forward) {
                m_ring.insert(m_ring.end(), v.begin(), v.end() - 1);
            } else {
                m_ring.insert(m_ring.end(), v.rbegin(), v.rend() - 1);
            }
        }
        while (m_open.size() > opened) release();
        take(std::span<const GridPoint>(m_ring));
    }

    const Topology& m_topology;
    std::span<const HalfArc> m_half_arcs;
    std::vector<bool> m_used;
    std::vector<std::size_t> m_opened_at;  ///< by node: place in m_open, or nowhere
    std::vector<std::size_t> m_open;       ///< the half arcs walked and not yet closed to a ring
    std::vector<GridPoint> m_ring;
};

/// Adds the rings of one group whose faces lie side by side; false where they do not.
bool add_rings(GridRings& rings, const Topology& topology, std::span<const HalfArc> half_arcs, std::int32_t group) {
    GridRings traced;
    const bool whole = RingTracer(topology, half_arcs).trace([&](std::span<const GridPoint> ring) {
        if (twice_signed_area_mm2(ring) != 0) traced.add(ring, group);
    });
    if (!whole) return false;
    for (std::size_t ring = 0; ring < traced.size(); ++ring) rings.add(traced.ring(ring), group);
    return true;
}

/// The lines round all ground that the faces of one group cover, however they overlap.
Topology union_lines(const Topology& topology, std::span<const HalfArc> half_arcs) {
    OneSidedLines lines;
    for (const HalfArc& half : half_arcs) {
        const std::span<const GridPoint> v = topology.arc(half.arc);
        for (std::int32_t copy = 0; copy < half.excess; ++copy) {
            if (half.forward) {
                lines.vertices.insert(lines.vertices.end(), v.begin(), v.end());
            } else {
                lines.vertices.insert(lines.vertices.end(), v.rbegin(), v.rend());
            }
            lines.begin.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
            lines.face.push_back(0);
        }
    }
    OneSidedLines outer = outer_lines(cut_at_contacts(std::move(lines)));
    Topology result;
    result.face_count = 1;
    result.vertices = std::move(outer.vertices);
    result.arc_begin = std::move(outer.begin);
    result.left = std::move(outer.face);
    result.right.assign(result.left.size(), outside);
    return result;
}

enum class Faces { side_by_side, overlapping };

/// The outline rings of all groups, group after group. Faces that are known to overlap, or turn out to, are united.
GridRings outline_rings(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count,
                        Faces faces) {
    if (group_of_face.size() != static_cast<std::size_t>(topology.face_count)) {
        throw std::invalid_argument("outlines: one group for each face");
    }
    if (std::ranges::any_of(group_of_face, [&](std::int32_t g) { return g < outside || g >= group_count; })) {
        throw std::invalid_argument("outlines: a group is out of range");
    }
    GridRings rings;
    rings.face_count = group_count;
    const std::vector<HalfArc> half_arcs = group_boundaries(topology, group_of_face);
    for (std::size_t begin = 0, end = 0; begin < half_arcs.size(); begin = end) {
        const std::int32_t group = half_arcs[begin].group;
        while (end < half_arcs.size() && half_arcs[end].group == group) ++end;
        const auto boundary = std::span(half_arcs).subspan(begin, end - begin);
        const bool simple = faces == Faces::side_by_side &&
                            std::ranges::all_of(boundary, [](const HalfArc& h) { return h.alone && h.excess == 1; });
        if (simple && add_rings(rings, topology, boundary, group)) continue;
        const Topology lines = union_lines(topology, boundary);
        add_rings(rings, lines, group_boundaries(lines, std::array<std::int32_t, 1>{0}), group);
    }
    return rings;
}

struct GridBox {
    GridPoint min, max;

    explicit GridBox(std::span<const GridPoint> ring) : min(ring[0]), max(ring[0]) {
        for (const GridPoint p : ring) {
            min = {std::min(min.x, p.x), std::min(min.y, p.y)};
            max = {std::max(max.x, p.x), std::max(max.y, p.y)};
        }
    }
    bool contains(const GridBox& other) const {
        return min.x <= other.min.x && min.y <= other.min.y && max.x >= other.max.x && max.y >= other.max.y;
    }
};

/// Is the middle of p-q inside the ring (1), outside (-1) or on its line (0)?
int side_of_middle(GridPoint p, GridPoint q, std::span<const GridPoint> ring) {
    const std::int64_t x = std::int64_t{p.x} + q.x;  // all doubled, so that the middle is whole
    const std::int64_t y = std::int64_t{p.y} + q.y;
    bool inside = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GridPoint a = ring[i];
        const GridPoint b = ring[i + 1 == ring.size() ? 0 : i + 1];
        const std::int64_t ay = 2 * std::int64_t{a.y} - y;
        const std::int64_t by = 2 * std::int64_t{b.y} - y;
        if ((ay > 0 && by > 0) || (ay < 0 && by < 0)) continue;
        const std::int64_t ax = 2 * std::int64_t{a.x} - x;
        const std::int64_t bx = 2 * std::int64_t{b.x} - x;
        const Int128 turn = Int128{ax} * by - Int128{bx} * ay;
        if (turn == 0 && std::min(ax, bx) <= 0 && std::max(ax, bx) >= 0) return 0;
        if ((ay > 0) != (by > 0) && (turn > 0) == (by > ay)) inside = !inside;
    }
    return inside ? 1 : -1;
}

/// True where a hole lies in a shell. The rings touch at corners at most, so the middle of some edge of the hole is
/// not on the shell.
bool lies_in(std::span<const GridPoint> hole, std::span<const GridPoint> shell) {
    for (std::size_t i = 0; i < hole.size(); ++i) {
        const int side = side_of_middle(hole[i], hole[i + 1 == hole.size() ? 0 : i + 1], shell);
        if (side != 0) return side > 0;
    }
    return true;
}

void add_ring(Shapes& shapes, std::span<const GridPoint> ring) {
    for (const GridPoint p : ring) shapes.vertices.push_back(in_metres(p));
    shapes.vertices.push_back(in_metres(ring.front()));
    shapes.close_ring();
}

/// Adds one shape: each shell with its holes, a hole going to the smallest shell around it.
void add_shape(Shapes& shapes, const GridRings& rings, std::size_t begin, std::size_t end) {
    struct Shell {
        std::size_t ring;
        Int128 area;
        GridBox box;
        std::vector<std::size_t> holes;
    };
    std::vector<Shell> shells;
    std::vector<std::size_t> holes;
    for (std::size_t ring = begin; ring < end; ++ring) {
        const Int128 area = twice_signed_area_mm2(rings.ring(ring));
        if (area > 0) {
            shells.push_back({ring, area, GridBox(rings.ring(ring)), {}});
        } else {
            holes.push_back(ring);
        }
    }
    std::ranges::sort(shells, {}, &Shell::area);
    std::vector<Shell*> around;  // ascending area
    for (const std::size_t hole : holes) {
        const GridBox box(rings.ring(hole));
        around.clear();
        for (Shell& shell : shells) {
            if (shell.box.contains(box)) around.push_back(&shell);
        }
        if (around.empty()) continue;  // only where faces overlap
        const auto home = around.size() == 1 ? around.begin() : std::ranges::find_if(around, [&](const Shell* shell) {
            return lies_in(rings.ring(hole), rings.ring(shell->ring));
        });
        (home != around.end() ? *home : around.back())->holes.push_back(hole);
    }
    std::ranges::sort(shells, {}, &Shell::ring);
    for (const Shell& shell : shells) {
        add_ring(shapes, rings.ring(shell.ring));
        for (const std::size_t hole : shell.holes) add_ring(shapes, rings.ring(hole));
        shapes.close_part();
    }
    shapes.close_shape();
}

}  // namespace

namespace {

Shapes shapes_of(const GridRings& rings) {
    Shapes shapes;
    std::size_t end = 0;
    for (std::int32_t group = 0; group < rings.face_count; ++group) {
        const std::size_t begin = end;
        while (end < rings.size() && rings.face[end] == group) ++end;
        add_shape(shapes, rings, begin, end);
    }
    return shapes;
}

}  // namespace

Shapes outlines(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count) {
    return shapes_of(outline_rings(topology, group_of_face, group_count, Faces::side_by_side));
}

Shapes united_outlines(const Topology& topology, std::span<const std::int32_t> group_of_face,
                       std::int32_t group_count) {
    return shapes_of(outline_rings(topology, group_of_face, group_count, Faces::overlapping));
}

Topology dissolve(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count) {
    return topology_of(outline_rings(topology, group_of_face, group_count, Faces::side_by_side));
}

}  // namespace locality::geo
