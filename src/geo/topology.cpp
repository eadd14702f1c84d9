#include "geo/topology.h"

#include "geo/edge_bins.h"
#include "geo/exact.h"
#include "geo/grid_rings.h"
#include "geo/parallel.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace locality::geo {

namespace {

/// Consecutive vertices of one ring in one tile of the land.
struct VertexRun {
    std::uint32_t tile = 0;
    std::uint32_t first = 0, count = 0;  ///< into GridRings::vertices
};

/// Rings in groups of about as many vertices each, to be taken on by several threads: groups + 1 entries.
std::vector<std::uint32_t> ring_groups(const GridRings& rings) {
    constexpr std::uint32_t vertices_each = 1U << 16;
    std::vector<std::uint32_t> begin{0};
    for (std::uint32_t ring = 0; ring < rings.size(); ++ring) {
        if (rings.begin[ring] - rings.begin[begin.back()] >= vertices_each) begin.push_back(ring);
    }
    begin.push_back(static_cast<std::uint32_t>(rings.size()));
    return begin;
}

/// Calls visit(ring) for every ring, group by group; visit is told the group.
template <class Visit>
void each_ring(std::span<const std::uint32_t> groups, int threads, const Visit& visit) {
    in_parallel(groups.size() - 1, threads, [&](std::size_t group, std::size_t) {
        for (std::uint32_t ring = groups[group]; ring < groups[group + 1]; ++ring) visit(ring, group);
    });
}

GridBox box_of(const GridRings& rings, std::span<const std::uint32_t> groups, int threads) {
    std::vector<GridBox> boxes(groups.size());
    each_ring(groups, threads, [&](std::uint32_t ring, std::size_t group) {
        const std::span<const GridPoint> v = rings.ring(ring);
        GridPoint low = v[0], high = v[0];
        for (const GridPoint p : v) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
        boxes[group].add(low);
        boxes[group].add(high);
    });
    GridBox box;
    for (const GridBox& b : boxes) box = box.with(b);
    return box;
}

/// The vertices of the rings by the tile they are in.
class Tiles {
public:
    Tiles(const GridRings& rings, std::span<const std::uint32_t> groups, int threads) {
        // Tiles of this many vertices keep what is made of one in the processor's cache.
        constexpr std::size_t vertices_each = 4096;
        const CellGrid grid =
            CellGrid::square(box_of(rings, groups, threads), rings.vertices.size() / vertices_each + 1);
        std::vector<std::vector<VertexRun>> found(groups.size());
        each_ring(groups, threads, [&](std::uint32_t ring, std::size_t group) {
            const std::uint32_t end = rings.begin[ring + 1] - 1;
            VertexRun run;
            for (std::uint32_t i = rings.begin[ring] + 1; i < end; ++i) {
                const auto tile = static_cast<std::uint32_t>(grid.cell_of(rings.vertices[i].x, rings.vertices[i].y));
                if (run.count == 0 || run.tile != tile) {
                    if (run.count > 0) found[group].push_back(run);
                    run = {tile, i, 0};
                }
                ++run.count;
            }
            if (run.count > 0) found[group].push_back(run);
        });
        m_begin.assign(grid.size() + 1, 0);
        for (const auto& runs : found)
            for (const VertexRun& run : runs) ++m_begin[run.tile + 1];
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        m_runs.resize(m_begin.back());
        std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
        for (const auto& runs : found)
            for (const VertexRun& run : runs) m_runs[next[run.tile]++] = run;
    }

    std::size_t size() const { return m_begin.size() - 1; }
    std::span<const VertexRun> of(std::size_t tile) const {
        return std::span(m_runs).subspan(m_begin[tile], m_begin[tile + 1] - m_begin[tile]);
    }

private:
    std::vector<std::uint32_t> m_begin;
    std::vector<VertexRun> m_runs;
};

/// Finds the nodes in one tile after the other; each thread has its own.
class NodesOfTile {
public:
    explicit NodesOfTile(const GridRings& rings) : m_vertices(rings.vertices) {}

    void find(std::span<const VertexRun> runs, std::vector<char>& is_node) {
        std::size_t count = 0;
        for (const VertexRun& run : runs) count += run.count;
        const int bits = std::bit_width(count) + 1;  // a quarter to a half full
        m_shift = 64 - bits;
        m_slots.assign(std::size_t{1} << bits, nobody);
        m_first.resize(count);
        std::uint32_t* first = m_first.data();
        for (const VertexRun& run : runs) {
            for (std::uint32_t i = run.first; i < run.first + run.count; ++i) {
                const std::uint32_t f = first_at(i);
                *first++ = f;
                if (!same_neighbours(i, f)) is_node[f] = 1;
            }
        }
        first = m_first.data();
        for (const VertexRun& run : runs) {
            for (std::uint32_t i = run.first; i < run.first + run.count; ++i) is_node[i] = is_node[*first++];
        }
    }

private:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    /// The first vertex of the tile at the same place: open addressing, linear probing.
    std::uint32_t first_at(std::uint32_t index) {
        const GridPoint place = m_vertices[index];
        std::uint64_t h = sort_key(place) * 0x9E3779B97F4A7C15U;
        h ^= h >> 32;
        h *= 0xD6E8FEB86659FD93U;
        for (std::size_t slot = h >> m_shift;; slot = (slot + 1) & (m_slots.size() - 1)) {
            const std::uint32_t found = m_slots[slot];
            if (found == nobody) return m_slots[slot] = index;
            if (m_vertices[found] == place) return found;
        }
    }
    bool same_neighbours(std::uint32_t i, std::uint32_t f) const {
        const GridPoint *v = m_vertices.data() + i, *w = m_vertices.data() + f;
        return (v[-1] == w[1] && v[1] == w[-1]) || (v[-1] == w[-1] && v[1] == w[1]);
    }

    std::span<const GridPoint> m_vertices;
    std::vector<std::uint32_t> m_slots;
    std::vector<std::uint32_t> m_first;  ///< by vertex of the tile
    int m_shift = 0;
};

/// For each vertex of the rings: is it a node, where lines part? A vertex is none where every ring that passes it comes
/// and goes by the same two neighbours.
std::vector<char> nodes(const GridRings& rings, std::span<const std::uint32_t> groups, int threads) {
    std::vector<char> is_node(rings.vertices.size(), 0);
    if (rings.size() == 0) return is_node;
    const Tiles tiles(rings, groups, threads);
    std::vector<NodesOfTile> workers(static_cast<std::size_t>(thread_count(threads)), NodesOfTile(rings));
    in_parallel(tiles.size(), threads, [&](std::size_t tile, std::size_t worker) {
        if (!tiles.of(tile).empty()) workers[worker].find(tiles.of(tile), is_node);
    });
    return is_node;
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
    Cutter(const GridRings& rings, const std::vector<char>& is_node) : m_rings(rings), m_is_node(is_node) {}

    void cut(std::uint32_t ring, std::vector<Chain>& chains) const {
        const std::vector<GridPoint>& v = m_rings.vertices;
        const std::uint32_t begin = m_rings.begin[ring] + 1;
        const std::uint32_t end = m_rings.begin[ring + 1] - 1;
        const auto next_node = [&](std::uint32_t from) {
            return static_cast<std::uint32_t>(std::find(m_is_node.begin() + from, m_is_node.begin() + end, char{1}) -
                                              m_is_node.begin());
        };
        const std::uint32_t first = next_node(begin);
        if (first == end) {  // meets no other line: closed at its smallest vertex
            const auto smallest = std::min_element(v.begin() + begin, v.begin() + end);
            const auto at = static_cast<std::uint32_t>(smallest - v.begin());
            chains.push_back(chain(ring, at, at, end - begin));
            return;
        }
        for (std::uint32_t from = first;;) {
            const std::uint32_t to = next_node(from + 1);
            if (to == end) {
                chains.push_back(chain(ring, from, first, end - from + first - begin));
                return;
            }
            chains.push_back(chain(ring, from, to, to - from));
            from = to;
        }
    }

private:
    Chain chain(std::uint32_t ring, std::uint32_t from, std::uint32_t to, std::uint32_t length) const {
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
        return {first, second, m_rings.face[ring], along, ring, from, length};
    }

    const GridRings& m_rings;
    const std::vector<char>& m_is_node;
};

/// The vertices of a chain, from its first on.
void copy_vertices(const GridRings& rings, const Chain& chain, std::span<GridPoint> to) {
    const std::uint32_t begin = rings.begin[chain.ring] + 1;
    const std::uint32_t end = rings.begin[chain.ring + 1] - 1;
    std::uint32_t i = chain.from;
    for (GridPoint& p : to) {
        p = rings.vertices[i];
        if (chain.face_is_left) {  // with the ring
            i = i + 1 == end ? begin : i + 1;
        } else {
            i = i == begin ? end - 1 : i - 1;
        }
    }
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

Topology topology_of(const GridRings& rings, int threads) {
    const std::vector<std::uint32_t> groups = ring_groups(rings);
    std::vector<Chain> chains;
    {
        const std::vector<char> is_node = nodes(rings, groups, threads);
        const Cutter cutter(rings, is_node);
        std::vector<std::vector<Chain>> found(groups.size());
        each_ring(groups, threads, [&](std::uint32_t ring, std::size_t group) { cutter.cut(ring, found[group]); });
        for (const std::vector<Chain>& some : found) chains.insert(chains.end(), some.begin(), some.end());
    }
    std::ranges::sort(chains, [](const Chain& a, const Chain& b) {
        return a.first_key != b.first_key ? a.first_key < b.first_key : a.second_key < b.second_key;
    });
    Topology topology;
    topology.face_count = rings.face_count;
    std::vector<std::size_t> chain_of_arc;
    std::uint32_t vertices = 0;
    Sides sides;
    for (std::size_t i = 0, j = 0; i < chains.size(); i = j) {
        sides.left.clear();
        sides.right.clear();
        for (j = i; j < chains.size() && chains[j].same_line(chains[i]); ++j) {
            (chains[j].face_is_left ? sides.left : sides.right).push_back(chains[j].face);
        }
        if (j - i > 1) sides.cancel_common();
        for (std::size_t k = 0; k < std::max(sides.left.size(), sides.right.size()); ++k) {
            chain_of_arc.push_back(i);
            vertices += chains[i].length + 1;
            topology.arc_begin.push_back(vertices);
            topology.left.push_back(k < sides.left.size() ? sides.left[k] : outside);
            topology.right.push_back(k < sides.right.size() ? sides.right[k] : outside);
        }
    }
    topology.vertices.resize(vertices);
    constexpr std::size_t arcs_each = 1024;
    in_parallel((chain_of_arc.size() + arcs_each - 1) / arcs_each, threads, [&](std::size_t piece, std::size_t) {
        const std::size_t end = std::min(chain_of_arc.size(), (piece + 1) * arcs_each);
        for (std::size_t arc = piece * arcs_each; arc < end; ++arc) {
            const std::span to =
                std::span(topology.vertices)
                    .subspan(topology.arc_begin[arc], topology.arc_begin[arc + 1] - topology.arc_begin[arc]);
            copy_vertices(rings, chains[chain_of_arc[arc]], to);
        }
    });
    return topology;
}

Topology build_topology(const Shapes& shapes) {
    return topology_of(grid_rings(shapes));
}

}  // namespace locality::geo
