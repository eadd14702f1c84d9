#include "geo/topology.h"

#include "geo/exact.h"
#include "geo/grid_rings.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace locality::geo {

namespace {

/// Finds for a vertex of the rings the first index at which the same place stands: open addressing, linear probing.
class FirstSeen {
public:
    explicit FirstSeen(std::span<const GridPoint> vertices)
        // In a coverage every place stands twice or more, so this is half full or less; it grows where it is not.
        : m_vertices(vertices), m_slots(std::bit_ceil(std::max<std::size_t>(vertices.size(), 16)), nobody) {}

    std::uint32_t of(std::uint32_t index) {
        const GridPoint place = m_vertices[index];
        for (std::size_t slot = slot_of(place);; slot = (slot + 1) & (m_slots.size() - 1)) {
            const std::uint32_t found = m_slots[slot];
            if (found == nobody) {
                m_slots[slot] = index;
                if (++m_used * 4 > m_slots.size() * 3) grow();
                return index;
            }
            if (m_vertices[found] == place) return found;
        }
    }

private:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    std::size_t slot_of(GridPoint p) const {
        std::uint64_t h = sort_key(p) * 0x9E3779B97F4A7C15U;
        h ^= h >> 32;
        h *= 0xD6E8FEB86659FD93U;
        return static_cast<std::size_t>(h >> (64 - std::countr_zero(m_slots.size())));
    }

    void grow() {
        std::vector<std::uint32_t> old(m_slots.size() * 2, nobody);
        old.swap(m_slots);
        for (const std::uint32_t index : old) {
            if (index == nobody) continue;
            std::size_t slot = slot_of(m_vertices[index]);
            while (m_slots[slot] != nobody) slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = index;
        }
    }

    std::span<const GridPoint> m_vertices;
    std::vector<std::uint32_t> m_slots;
    std::size_t m_used = 0;
};

/// For each vertex of the rings: is it a node, where lines part? A vertex is none where every ring that passes it comes
/// and goes by the same two neighbours.
std::vector<bool> nodes(const GridRings& rings) {
    const std::vector<GridPoint>& v = rings.vertices;
    std::vector<std::uint32_t> first(v.size(), 0);
    std::vector<bool> parts(v.size(), false);
    FirstSeen seen(v);
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        const std::uint32_t end = rings.begin[ring + 1] - 1;
        for (std::uint32_t i = rings.begin[ring] + 1; i < end; ++i) {
            const std::uint32_t f = seen.of(i);
            first[i] = f;
            const bool same =
                (v[i - 1] == v[f - 1] && v[i + 1] == v[f + 1]) || (v[i - 1] == v[f + 1] && v[i + 1] == v[f - 1]);
            if (!same) parts[f] = true;
        }
    }
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        const std::uint32_t end = rings.begin[ring + 1] - 1;
        for (std::uint32_t i = rings.begin[ring] + 1; i < end; ++i) parts[i] = parts[first[i]];
    }
    return parts;
}

/// A piece of a ring from node to node, in the direction that all copies of it agree on.
struct Chain {
    std::uint64_t first_key = 0;   ///< its first vertex
    std::uint64_t second_key = 0;  ///< its second: between nodes there is but one way on, so the two tell chains apart
    std::int32_t face = outside;
    bool face_is_left = true;
    std::uint32_t ring = 0;
    std::uint32_t from = 0;    ///< index of the first vertex
    std::uint32_t length = 0;  ///< edges

    bool same_line(const Chain& other) const { return first_key == other.first_key && second_key == other.second_key; }
};

/// Cuts rings into chains.
class Cutter {
public:
    Cutter(const GridRings& rings, const std::vector<bool>& is_node) : m_rings(rings), m_is_node(is_node) {}

    std::vector<Chain> chains() {
        for (std::uint32_t ring = 0; ring < m_rings.size(); ++ring) cut(ring);
        return std::move(m_chains);
    }

private:
    void cut(std::uint32_t ring) {
        const std::vector<GridPoint>& v = m_rings.vertices;
        const std::uint32_t begin = m_rings.begin[ring] + 1;
        const std::uint32_t end = m_rings.begin[ring + 1] - 1;
        std::uint32_t first = begin;
        while (first < end && !m_is_node[first]) ++first;
        if (first == end) {  // meets no other line: closed at its smallest vertex
            const auto smallest = std::min_element(v.begin() + begin, v.begin() + end);
            const auto at = static_cast<std::uint32_t>(smallest - v.begin());
            add(ring, at, at, end - begin);
            return;
        }
        std::uint32_t from = first;
        std::uint32_t length = 0;
        for (std::uint32_t i = first;;) {
            if (++i == end) i = begin;
            ++length;
            if (!m_is_node[i]) continue;
            add(ring, from, i, length);
            if (i == first) break;
            from = i;
            length = 0;
        }
    }

    void add(std::uint32_t ring, std::uint32_t from, std::uint32_t to, std::uint32_t length) {
        const std::vector<GridPoint>& v = m_rings.vertices;
        std::uint64_t first = sort_key(v[from]);
        std::uint64_t second = sort_key(v[from + 1]);
        const std::uint64_t last = sort_key(v[to]);
        const std::uint64_t before_last = sort_key(v[to - 1]);
        const bool along = first != last ? first < last : second < before_last;
        if (!along) {
            first = last;
            second = before_last;
            from = to;
        }
        m_chains.push_back({first, second, m_rings.face[ring], along, ring, from, length});
    }

    const GridRings& m_rings;
    const std::vector<bool>& m_is_node;
    std::vector<Chain> m_chains;
};

void append_vertices(Topology& topology, const GridRings& rings, const Chain& chain) {
    const std::uint32_t begin = rings.begin[chain.ring] + 1;
    const std::uint32_t end = rings.begin[chain.ring + 1] - 1;
    std::uint32_t i = chain.from;
    for (std::uint32_t k = 0;; ++k) {
        topology.vertices.push_back(rings.vertices[i]);
        if (k == chain.length) break;
        if (chain.face_is_left) {  // with the ring
            i = i + 1 == end ? begin : i + 1;
        } else {
            i = i == begin ? end - 1 : i - 1;
        }
    }
    topology.arc_begin.push_back(static_cast<std::uint32_t>(topology.vertices.size()));
}

/// The faces on the two sides of one line. A face on both sides is not bounded by the line and taken off both.
struct Sides {
    std::vector<std::int32_t> left, right;

    void cancel_common() {
        std::ranges::sort(left);
        std::ranges::sort(right);
        std::vector<std::int32_t> only_left, only_right;
        std::ranges::set_difference(left, right, std::back_inserter(only_left));
        std::ranges::set_difference(right, left, std::back_inserter(only_right));
        left.swap(only_left);
        right.swap(only_right);
    }
};

}  // namespace

Topology topology_of(const GridRings& rings) {
    std::vector<Chain> chains = Cutter(rings, nodes(rings)).chains();
    std::ranges::sort(chains, [](const Chain& a, const Chain& b) {
        return a.first_key != b.first_key ? a.first_key < b.first_key : a.second_key < b.second_key;
    });
    Topology topology;
    topology.face_count = rings.face_count;
    std::size_t vertices = 0;
    std::size_t lines = 0;
    for (std::size_t i = 0; i < chains.size(); ++i) {
        if (i > 0 && chains[i].same_line(chains[i - 1])) continue;
        vertices += chains[i].length + 1;
        ++lines;
    }
    topology.vertices.reserve(vertices);
    topology.arc_begin.reserve(lines + 1);
    topology.left.reserve(lines);
    topology.right.reserve(lines);
    Sides sides;
    for (std::size_t i = 0, j = 0; i < chains.size(); i = j) {
        sides.left.clear();
        sides.right.clear();
        for (j = i; j < chains.size() && chains[j].same_line(chains[i]); ++j) {
            (chains[j].face_is_left ? sides.left : sides.right).push_back(chains[j].face);
        }
        if (j - i > 1) sides.cancel_common();
        for (std::size_t k = 0; k < std::max(sides.left.size(), sides.right.size()); ++k) {
            append_vertices(topology, rings, chains[i]);
            topology.left.push_back(k < sides.left.size() ? sides.left[k] : outside);
            topology.right.push_back(k < sides.right.size() ? sides.right[k] : outside);
        }
    }
    return topology;
}

Topology build_topology(const Shapes& shapes) {
    return topology_of(grid_rings(shapes));
}

}  // namespace locality::geo
