#include "geo/plainly_valid.h"

#include "geo/crossing.h"
#include "geo/exact.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace locality::geo {

void GridShape::clear() {
    vertices.clear();
    ring_begin.resize(1);
    part_begin.resize(1);
}

namespace {

constexpr std::size_t eight = 8;  // boxes to a run

int sign(double v) {
    return (v > 0) - (v < 0);
}

/// Do two segments share any point?
bool meet(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    const int abc = sign(orientation(a, b, c));
    const int abd = sign(orientation(a, b, d));
    if (abc * abd > 0) return false;
    const int cda = sign(orientation(c, d, a));
    const int cdb = sign(orientation(c, d, b));
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
    if (!take_edges(shape)) return false;
    build_levels();
    return apart_within(m_level_count - 1, 0) && (shape.ring_count() == 1 || rings_nest(shape));
}

/// False where a vertex is repeated or an edge turns straight back.
bool PlainlyValid::take_edges(const GridShape& shape) {
    m_edges.resize(shape.vertices.size());
    Edge* edge = m_edges.data();
    std::uint32_t first = 0;
    for (std::size_t ring = 0; ring < shape.ring_count(); ++ring) {
        const std::span<const GridPoint> v = shape.ring(ring);
        if (v.size() < 3) return false;
        GridPoint a = v[v.size() - 2], b = v.back();
        for (std::uint32_t i = 0; i < v.size(); ++i) {
            const GridPoint c = v[i];
            if (b == c) return false;
            const double turn = orientation(a, b, c);
            if (turn == 0 && dot(b, a, c) > 0) return false;
            *edge++ = {c, i + 1 == v.size() ? v[0] : v[i + 1], first + (i + 1 == v.size() ? 0 : i + 1)};
            a = b;
            b = c;
        }
        first += static_cast<std::uint32_t>(v.size());
    }
    return true;
}

void PlainlyValid::build_levels() {
    constexpr std::int32_t least = std::numeric_limits<std::int32_t>::min();
    constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
    const auto sized = [&](Boxes& boxes, std::size_t size) {
        // What fills up the last eight meets nothing.
        const std::size_t whole = (size + eight - 1) / eight * eight;
        for (auto* low : {&boxes.min_x, &boxes.min_y}) {
            low->resize(whole);
            std::fill(low->begin() + static_cast<std::ptrdiff_t>(size), low->end(), most);
        }
        for (auto* high : {&boxes.max_x, &boxes.max_y}) {
            high->resize(whole);
            std::fill(high->begin() + static_cast<std::ptrdiff_t>(size), high->end(), least);
        }
    };
    Boxes& edges = m_levels[0];
    sized(edges, m_edges.size());
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        const auto [a, b, next] = m_edges[i];
        edges.min_x[i] = std::min(a.x, b.x);
        edges.min_y[i] = std::min(a.y, b.y);
        edges.max_x[i] = std::max(a.x, b.x);
        edges.max_y[i] = std::max(a.y, b.y);
    }
    m_level_count = 1;
    do {
        const Boxes& parts = m_levels[m_level_count - 1];
        Boxes& runs = m_levels[m_level_count++];
        const std::size_t size = parts.size() / eight;
        sized(runs, size);
        for (std::size_t run = 0; run < size; ++run) {
            const auto first = static_cast<std::ptrdiff_t>(run * eight),
                       last = first + static_cast<std::ptrdiff_t>(eight);
            runs.min_x[run] = *std::min_element(parts.min_x.begin() + first, parts.min_x.begin() + last);
            runs.min_y[run] = *std::min_element(parts.min_y.begin() + first, parts.min_y.begin() + last);
            runs.max_x[run] = *std::max_element(parts.max_x.begin() + first, parts.max_x.begin() + last);
            runs.max_y[run] = *std::max_element(parts.max_y.begin() + first, parts.max_y.begin() + last);
        }
        if (size == 1) return;
    } while (true);
}

/// Which of eight boxes meet one, as bits.
unsigned PlainlyValid::meeting(const Boxes& boxes, std::size_t first, const Boxes& own, std::size_t box) {
    static constexpr std::array<std::int32_t, eight> bits{1, 2, 4, 8, 16, 32, 64, 128};
    const std::int32_t min_x = own.min_x[box], min_y = own.min_y[box], max_x = own.max_x[box], max_y = own.max_y[box];
    const std::int32_t *low_x = boxes.min_x.data() + first, *low_y = boxes.min_y.data() + first;
    const std::int32_t *high_x = boxes.max_x.data() + first, *high_y = boxes.max_y.data() + first;
    std::int32_t found = 0;
    for (std::size_t k = 0; k < eight; ++k) {
        const bool meets = (low_x[k] <= max_x) & (high_x[k] >= min_x) & (low_y[k] <= max_y) & (high_y[k] >= min_y);
        found |= meets ? bits[k] : 0;
    }
    return static_cast<unsigned>(found);
}

/// Do the edges of one run keep apart? Its parts are eight boxes of the level below.
bool PlainlyValid::apart_within(std::size_t level, std::size_t run) const {
    const Boxes& parts = m_levels[level - 1];
    const std::size_t first = run * eight;
    for (std::size_t k = 0; k < eight; ++k) {
        const std::size_t part = first + k;
        if (parts.min_x[part] > parts.max_x[part]) break;
        if (level > 1 && !apart_within(level - 1, part)) return false;
        for (unsigned others = meeting(parts, first, parts, part) & (0xFEU << k); others != 0; others &= others - 1) {
            const std::size_t other = first + static_cast<std::size_t>(std::countr_zero(others));
            if (level > 1 ? !apart_between(level - 1, part, other) : !apart(part, other)) return false;
        }
    }
    return true;
}

/// Do the edges of two runs of one level keep apart?
bool PlainlyValid::apart_between(std::size_t level, std::size_t run, std::size_t other) const {
    const Boxes &runs = m_levels[level], &parts = m_levels[level - 1];
    for (unsigned mine = meeting(parts, run * eight, runs, other); mine != 0; mine &= mine - 1) {
        const std::size_t part = run * eight + static_cast<std::size_t>(std::countr_zero(mine));
        for (unsigned theirs = meeting(parts, other * eight, parts, part); theirs != 0; theirs &= theirs - 1) {
            const std::size_t their_part = other * eight + static_cast<std::size_t>(std::countr_zero(theirs));
            if (level > 1 ? !apart_between(level - 1, part, their_part) : !apart(part, their_part)) return false;
        }
    }
    return true;
}

bool PlainlyValid::apart(std::size_t edge, std::size_t other) const {
    const Edge &e = m_edges[edge], &f = m_edges[other];
    if (e.next == other || f.next == edge) return true;  // neighbours: no spike, so they share their corner only
    return !meet(e.a, e.b, f.a, f.b);
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
