#include "geo/planar_lines.h"

#include <algorithm>
#include <cmath>

namespace locality::geo {

namespace {

/// Anticlockwise from east: does o-a come before o-b?
bool before_anticlockwise(GridPoint o, GridPoint a, GridPoint b) {
    const auto lower = [&](GridPoint p) { return p.y < o.y || (p.y == o.y && p.x < o.x); };
    if (lower(a) != lower(b)) return lower(b);
    return cross(o, a, b) > 0;
}

}  // namespace

PlanarLines::PlanarLines(const OneSidedLines& lines) : m_lines(lines) {
    join_copies();
    link();
    trace();
}

void PlanarLines::join_copies() {
    struct Copy {
        std::uint64_t first, second;
        std::uint32_t line;
        bool reversed;
    };
    std::vector<Copy> copies;
    copies.reserve(m_lines.size());
    for (std::uint32_t line = 0; line < m_lines.size(); ++line) {
        const auto v = m_lines.line(line);
        const std::uint64_t first = sort_key(v.front());
        const std::uint64_t last = sort_key(v.back());
        const std::uint64_t second = sort_key(v[1]);
        const std::uint64_t before_last = sort_key(v[v.size() - 2]);
        const bool reversed = first != last ? last < first : before_last < second;
        copies.push_back({reversed ? last : first, reversed ? before_last : second, line, reversed});
    }
    std::ranges::stable_sort(copies, [](const Copy& a, const Copy& b) {
        return a.first != b.first ? a.first < b.first : a.second < b.second;
    });
    for (std::size_t i = 0, k = 0; i < copies.size(); i = k) {
        Chain chain{copies[i].line, copies[i].reversed, 0, static_cast<std::uint32_t>(m_faces.size()), 0};
        for (; k < copies.size() && copies[k].first == copies[i].first && copies[k].second == copies[i].second; ++k) {
            chain.step += copies[k].reversed ? -1 : 1;
            m_faces.push_back(m_lines.face[copies[k].line]);
        }
        chain.faces_end = static_cast<std::uint32_t>(m_faces.size());
        if (chain.step != 0) m_chains.push_back(chain);
    }
}

void PlanarLines::link() {
    const auto halves = static_cast<std::uint32_t>(2 * m_chains.size());
    std::vector<std::uint32_t> order(halves);
    for (std::uint32_t half = 0; half < halves; ++half) order[half] = half;
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const GridPoint node = start(a);
        if (node != start(b)) return node < start(b);
        if (before_anticlockwise(node, second(a), second(b))) return true;
        return !before_anticlockwise(node, second(b), second(a)) && a < b;
    });
    m_next.resize(halves);
    for (std::size_t begin = 0, end = 0; begin < halves; begin = end) {
        while (end < halves && start(order[end]) == start(order[begin])) ++end;
        for (std::size_t i = begin; i < end; ++i) {
            // Coming in against order[i], the same ground goes on along the half clockwise next to it.
            m_next[order[i] ^ 1U] = order[i == begin ? end - 1 : i - 1];
        }
    }
}

void PlanarLines::trace() {
    m_cycle.assign(m_next.size(), nobody);
    for (std::uint32_t first = 0; first < m_next.size(); ++first) {
        if (m_cycle[first] != nobody) continue;
        Cycle cycle{first, 0, 0.0};
        for (std::uint32_t half = first; m_cycle[half] == nobody; half = m_next[half]) {
            m_cycle[half] = static_cast<std::uint32_t>(m_cycles.size());
            const auto v = vertices(half);
            Int128 twice = 0;
            for (std::size_t i = 1; i < v.size(); ++i) {
                twice += swept(v[i - 1], v[i]);
                cycle.length_m += std::hypot(double(v[i].x) - v[i - 1].x, double(v[i].y) - v[i - 1].y);
            }
            cycle.twice_area += backwards(half) ? -twice : twice;
        }
        cycle.length_m /= millimetres_per_metre;
        m_cycles.push_back(cycle);
    }
}

}  // namespace locality::geo
