#include "geo/near_lines.h"

#include "geo/exact.h"
#include "geo/line_cells.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace locality::geo {

namespace {

double squared_distance(GridPoint p, GridPoint q) {
    const double dx = static_cast<double>(std::int64_t{p.x} - q.x), dy = static_cast<double>(std::int64_t{p.y} - q.y);
    return dx * dx + dy * dy;
}

}  // namespace

NearLines::NearLines(std::int64_t tolerance_mm, std::size_t expected)
    : m_tolerance(tolerance_mm), m_slots(std::bit_ceil(std::max<std::size_t>(expected, 16)), nobody) {}

std::size_t NearLines::slot_of(GridPoint p) const {
    std::size_t slot = mixed(sort_key(p)) & (m_slots.size() - 1);
    while (m_slots[slot] != nobody && m_position[m_slots[slot]] != p) slot = (slot + 1) & (m_slots.size() - 1);
    return slot;
}

void NearLines::grow() {
    m_slots.assign(2 * m_slots.size(), nobody);
    for (std::uint32_t place = 0; place < m_position.size(); ++place) m_slots[slot_of(m_position[place])] = place;
}

std::uint32_t NearLines::place_at(GridPoint p) const {
    return m_slots[slot_of(p)];
}

std::uint32_t NearLines::add_place(GridPoint p) {
    std::size_t slot = slot_of(p);
    if (m_slots[slot] != nobody) return m_slots[slot];
    if (4 * (m_position.size() + 1) > 3 * m_slots.size()) {
        grow();
        slot = slot_of(p);
    }
    const auto place = static_cast<std::uint32_t>(m_position.size());
    m_slots[slot] = place;
    m_position.push_back(p);
    m_went.push_back(place);
    m_held.push_back(0);
    m_touched.push_back(1);
    return place;
}

void NearLines::add_ring(std::int32_t face, std::span<const std::uint32_t> places, std::span<const char> free_edge) {
    m_walk.insert(m_walk.end(), places.begin(), places.end());
    m_free.insert(m_free.end(), free_edge.begin(), free_edge.end());
    m_begin.push_back(static_cast<std::uint32_t>(m_walk.size()));
    m_face.push_back(face);
}

void NearLines::hold(std::int32_t face) {
    for (std::size_t r = 0; r < ring_count(); ++r) {
        if (m_face[r] != face) continue;
        for (const std::uint32_t place : ring(r)) m_held[place] = 1;
    }
    m_held_face.resize(std::max<std::size_t>(m_held_face.size(), static_cast<std::size_t>(face) + 1), 0);
    m_held_face[static_cast<std::size_t>(face)] = 1;
}

std::uint32_t NearLines::now_at(std::uint32_t place) const {
    while (m_went[place] != place) place = m_went[place];
    return place;
}

void NearLines::gather_passing() {
    m_passing_begin.assign(m_position.size() + 1, 0);
    for (const std::uint32_t place : m_walk) ++m_passing_begin[place + 1];
    for (std::size_t p = 0; p < m_position.size(); ++p) m_passing_begin[p + 1] += m_passing_begin[p];
    m_passing.resize(m_walk.size());
    std::vector<std::uint32_t> next(m_passing_begin.begin(), m_passing_begin.end() - 1);
    for (std::size_t r = 0; r < ring_count(); ++r) {
        for (const std::uint32_t place : ring(r)) m_passing[next[place]++] = m_face[r];
    }
    // Each face once, ascending; the lists close up as they shrink.
    std::uint32_t kept = 0;
    for (std::size_t p = 0; p < m_position.size(); ++p) {
        const auto first = m_passing.begin() + m_passing_begin[p];
        const auto last = m_passing.begin() + m_passing_begin[p + 1];
        std::sort(first, last);
        m_passing_begin[p] = kept;
        for (auto at = first; at != last; ++at) {
            if (kept > m_passing_begin[p] && m_passing[kept - 1] == *at) continue;
            m_passing[kept++] = *at;
        }
    }
    m_passing_begin.back() = kept;
}

bool NearLines::passes(std::uint32_t place, std::int32_t face) const {
    return std::ranges::find(passing(place), face) != passing(place).end();
}

std::vector<NearLines::Edge> NearLines::free_edges() const {
    std::vector<Edge> edges;
    for (std::size_t r = 0; r < ring_count(); ++r) {
        for (std::uint32_t i = m_begin[r]; i < m_begin[r + 1]; ++i) {
            if (!m_free[i]) continue;
            const std::uint32_t next = i + 1 == m_begin[r + 1] ? m_begin[r] : i + 1;
            edges.push_back({m_walk[i], m_walk[next], m_face[r], i});
        }
    }
    return edges;
}

bool NearLines::may_come_near(const Edge& edge, std::uint32_t place, double reach) const {
    if (passes(place, edge.face)) return false;
    const GridPoint a = m_position[edge.a], b = m_position[edge.b], p = m_position[place];
    const double across = static_cast<double>(cross(a, b, p));
    return across * across <= reach * reach * squared_distance(a, b);
}

/// Pairs of edge and place that are near, or may be once vertices have moved, and of which one was touched.
void NearLines::find_candidates(const std::vector<Edge>& edges) {
    m_candidates.clear();
    if (edges.empty()) return;
    double length = 0.0;
    for (const Edge& e : edges) length += std::sqrt(squared_distance(m_position[e.a], m_position[e.b]));
    const double reach = 2.0 * static_cast<double>(m_tolerance) + 2;
    const Cells cells{std::max({1.0, 2 * reach, length / static_cast<double>(edges.size())})};
    const std::size_t buckets = std::bit_ceil(std::max<std::size_t>(edges.size(), 64));
    const auto bucket_of = [&](std::uint64_t cell) { return near_cells_together(cell) & (buckets - 1); };
    const auto is_touched = [&](const Edge& e) { return m_touched[e.a] || m_touched[e.b]; };

    std::vector<std::uint32_t> places;
    std::vector<char> taken(m_position.size(), 0);
    std::vector<char> of_place(buckets, 0), of_edge(buckets, 0);  // has one that was touched
    for (const Edge& e : edges) {
        for (const std::uint32_t place : {e.a, e.b}) {
            if (taken[place]) continue;
            taken[place] = 1;
            places.push_back(place);
            if (m_touched[place]) of_place[bucket_of(cells.cell(m_position[place]))] = 1;
        }
    }
    struct Entry {
        GridPoint low, high;  // the edge's box
        std::uint32_t edge;
    };
    std::vector<std::uint32_t> begin(buckets + 1, 0);
    std::vector<Entry> entries;
    const auto each_entry = [&](auto take) {
        for (std::uint32_t i = 0; i < edges.size(); ++i) {
            const bool touched = is_touched(edges[i]);
            cells.along(m_position[edges[i].a], m_position[edges[i].b], reach, [&](std::uint64_t cell) {
                const std::size_t bucket = bucket_of(cell);
                if (touched) of_edge[bucket] = 1;
                if (touched || of_place[bucket]) take(bucket, i);
            });
        }
    };
    each_entry([&](std::size_t bucket, std::uint32_t) { ++begin[bucket + 1]; });
    for (std::size_t b = 0; b < buckets; ++b) begin[b + 1] += begin[b];
    entries.resize(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    each_entry([&](std::size_t bucket, std::uint32_t edge) {
        const auto [a, b] = std::pair(m_position[edges[edge].a], m_position[edges[edge].b]);
        entries[next[bucket]++] = {
            {std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}, edge};
    });
    for (const std::uint32_t place : places) {
        const std::size_t bucket = bucket_of(cells.cell(m_position[place]));
        if (!m_touched[place] && !of_edge[bucket]) continue;
        const GridPoint p = m_position[place];
        for (std::uint32_t k = begin[bucket]; k < begin[bucket + 1]; ++k) {
            const Entry& entry = entries[k];
            if (p.x < entry.low.x - reach || p.x > entry.high.x + reach || p.y < entry.low.y - reach ||
                p.y > entry.high.y + reach)
                continue;
            const Edge& e = edges[entry.edge];
            if (!m_touched[place] && !is_touched(e)) continue;
            if (may_come_near(e, place, reach)) m_candidates.emplace_back(entry.edge, place);
        }
    }
}

bool NearLines::comes_near(const Edge& edge, std::uint32_t place, Nearest& nearest) const {
    if (edge.a == edge.b || place == edge.a || place == edge.b || passes(place, edge.face)) return false;
    const GridPoint a = m_position[edge.a], b = m_position[edge.b], p = m_position[place];
    const double length2 = squared_distance(a, b);
    const double along = static_cast<double>(dot(a, b, p));
    nearest = {};
    if (along <= 0) {
        nearest = {squared_distance(a, p), 0.0, edge.a};
    } else if (along >= length2) {
        nearest = {squared_distance(b, p), 1.0, edge.b};
    } else {
        const double across = static_cast<double>(cross(a, b, p));
        nearest = {across * across / length2, along / length2, nobody};
    }
    const double tolerance = static_cast<double>(m_tolerance);
    if (nearest.squared > tolerance * tolerance) return false;
    if (nearest.end == nobody) return true;
    // Where all shapes that pass the place pass the end as well, they meet this line there.
    return std::ranges::any_of(passing(place), [&](std::int32_t face) { return !passes(nearest.end, face); });
}

/// Of places that come near others' lines: which stay, and which go to one of those.
void NearLines::choose(std::vector<std::uint32_t>& near,
                       std::vector<std::pair<std::uint32_t, std::uint32_t>>& moves) const {
    struct Rank {
        std::uint32_t place;
        std::uint32_t passing;  ///< how many shapes pass it; one that must stay comes before all
        GridPoint position;
    };
    std::vector<Rank> ranks;
    ranks.reserve(near.size());
    for (const std::uint32_t place : near) {
        const auto count = static_cast<std::uint32_t>(passing(place).size());
        ranks.push_back({place, m_held[place] ? nobody : count, m_position[place]});
    }
    std::ranges::sort(ranks, [](const Rank& a, const Rank& b) {
        return a.passing != b.passing ? a.passing > b.passing : a.position < b.position;
    });
    std::ranges::transform(ranks, near.begin(), &Rank::place);
    const double tolerance = static_cast<double>(m_tolerance);
    const Cells cells{std::max(1.0, tolerance)};
    // The chosen by cell, as chains: those of one bucket one after the other.
    std::vector<std::uint32_t> chain(std::bit_ceil(near.size() + 1), nobody), follows(near.size(), nobody);
    const auto bucket_of = [&](std::int32_t column, std::int32_t row) {
        return mixed(sort_key({column, row})) & (chain.size() - 1);
    };
    const auto nearest_chosen = [&](GridPoint p) {
        std::uint32_t best = nobody;
        double best_squared = tolerance * tolerance;
        for (std::int32_t column = cells.of(p.x) - 1; column <= cells.of(p.x) + 1; ++column) {
            for (std::int32_t row = cells.of(p.y) - 1; row <= cells.of(p.y) + 1; ++row) {
                for (std::uint32_t i = chain[bucket_of(column, row)]; i != nobody; i = follows[i]) {
                    const double squared = squared_distance(p, m_position[near[i]]);
                    if (squared > best_squared) continue;
                    if (squared == best_squared && best != nobody && m_position[best] <= m_position[near[i]]) continue;
                    best = near[i];
                    best_squared = squared;
                }
            }
        }
        return best;
    };
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0; i < near.size(); ++i) {
        const GridPoint p = m_position[near[i]];
        if (!m_held[near[i]] && nearest_chosen(p) != nobody) {
            others.push_back(near[i]);
            continue;
        }
        std::uint32_t& first = chain[bucket_of(cells.of(p.x), cells.of(p.y))];
        follows[i] = first;
        first = i;
    }
    for (const std::uint32_t place : others) moves.emplace_back(place, nearest_chosen(m_position[place]));
}

bool NearLines::merge(std::vector<Edge>& edges) {
    std::vector<char> is_near(m_position.size(), 0);
    std::vector<std::uint32_t> near;
    const auto take = [&](std::uint32_t place) {
        if (is_near[place]) return;
        is_near[place] = 1;
        near.push_back(place);
    };
    const double tolerance = static_cast<double>(m_tolerance);
    Nearest nearest;
    for (const auto& [edge, place] : m_candidates) {
        if (!comes_near(edges[edge], place, nearest)) continue;
        take(place);
        for (const std::uint32_t end : {edges[edge].a, edges[edge].b}) {
            if (squared_distance(m_position[end], m_position[place]) <= tolerance * tolerance) take(end);
        }
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> moves;
    choose(near, moves);
    m_touched.assign(m_position.size(), 0);
    if (moves.empty()) return false;
    for (const auto& [from, to] : moves) {
        m_went[from] = to;
        m_touched[to] = 1;
    }
    for (std::uint32_t& place : m_walk) place = m_went[place];
    for (Edge& edge : edges) {
        edge.a = m_went[edge.a];
        edge.b = m_went[edge.b];
    }
    for (auto& [edge, place] : m_candidates) place = m_went[place];
    gather_passing();
    return true;
}

bool NearLines::bend(const std::vector<Edge>& edges) {
    struct Insertion {
        std::uint32_t at;
        double along;
        std::uint32_t place;
        std::int32_t face;
        double squared;
        std::pair<GridPoint, GridPoint> edge;
    };
    const double tolerance = static_cast<double>(m_tolerance);
    std::vector<Insertion> insertions;
    Nearest nearest;
    for (const auto& [edge, place] : m_candidates) {
        const Edge& e = edges[edge];
        if (!comes_near(e, place, nearest) || nearest.end != nobody) continue;
        const auto face = static_cast<std::size_t>(e.face);
        if (face < m_held_face.size() && m_held_face[face]) continue;
        // A place within the tolerance of an end goes to it in the next round, or is held.
        if (!m_held[place] && (squared_distance(m_position[e.a], m_position[place]) <= tolerance * tolerance ||
                               squared_distance(m_position[e.b], m_position[place]) <= tolerance * tolerance))
            continue;
        insertions.push_back(
            {e.at, nearest.along, place, e.face, nearest.squared, std::minmax(m_position[e.a], m_position[e.b])});
        for (const std::uint32_t touched : {place, e.a, e.b}) m_touched[touched] = 1;
    }
    if (insertions.empty()) return false;
    // A shape takes a place once, where it is nearest: taken twice, a sharp corner would become a spike.
    std::ranges::sort(insertions, [](const Insertion& i, const Insertion& k) {
        if (i.place != k.place) return i.place < k.place;
        if (i.face != k.face) return i.face < k.face;
        if (i.squared != k.squared) return i.squared < k.squared;
        return i.edge < k.edge;  // not where it stands, which is where the ring happens to start
    });
    const auto same = [](const Insertion& i, const Insertion& k) { return i.place == k.place && i.face == k.face; };
    insertions.erase(std::unique(insertions.begin(), insertions.end(), same), insertions.end());
    std::ranges::sort(insertions, [&](const Insertion& i, const Insertion& k) {
        if (i.at != k.at) return i.at < k.at;
        if (i.along != k.along) return i.along < k.along;
        return m_position[i.place] < m_position[k.place];
    });
    m_inserted += insertions.size();

    std::vector<std::uint32_t> walk;
    std::vector<char> is_free;
    walk.reserve(m_walk.size() + insertions.size());
    is_free.reserve(m_walk.size() + insertions.size());
    std::vector<std::uint32_t> begin{0};
    std::size_t next = 0;
    for (std::size_t r = 0; r < ring_count(); ++r) {
        for (std::uint32_t i = m_begin[r]; i < m_begin[r + 1]; ++i) {
            walk.push_back(m_walk[i]);
            is_free.push_back(m_free[i]);
            for (; next < insertions.size() && insertions[next].at == i; ++next) {
                walk.push_back(insertions[next].place);
                is_free.push_back(1);
            }
        }
        begin.push_back(static_cast<std::uint32_t>(walk.size()));
    }
    m_walk.swap(walk);
    m_free.swap(is_free);
    m_begin.swap(begin);
    return true;
}

bool NearLines::improve() {
    gather_passing();
    std::vector<Edge> edges = free_edges();
    find_candidates(edges);
    const bool merged = merge(edges);
    const bool bent = bend(edges);
    return merged || bent;
}

}  // namespace locality::geo
