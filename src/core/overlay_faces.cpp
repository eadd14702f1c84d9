#include "core/overlay_faces.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <unordered_map>

namespace locality::core {

using geo::GridPoint;
using geo::Topology;

namespace {

/// Arcs by the nodes at their ends.
struct ArcGraph {
    std::vector<std::uint32_t> node_of_end;  ///< of arc a: [2a] at its start, [2a + 1] at its end
    std::vector<std::uint32_t> begin;        ///< nodes + 1 entries, into `ends`
    std::vector<std::uint32_t> ends;         ///< arc ends at each node, as indexes into node_of_end

    std::size_t node_count() const { return begin.size() - 1; }
};

ArcGraph arc_graph(const Topology& topology) {
    struct End {
        GridPoint at;
        std::uint32_t end;
    };
    std::vector<End> sorted(2 * topology.arc_count());
    for (std::uint32_t a = 0; a < topology.arc_count(); ++a) {
        sorted[2 * a] = {topology.vertices[topology.arc_begin[a]], 2 * a};
        sorted[2 * a + 1] = {topology.vertices[topology.arc_begin[a + 1] - 1], 2 * a + 1};
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const End& a, const End& b) { return a.at != b.at ? a.at < b.at : a.end < b.end; });
    ArcGraph graph;
    graph.node_of_end.resize(sorted.size());
    graph.ends.resize(sorted.size());
    for (std::uint32_t i = 0; i < sorted.size(); ++i) {
        if (i == 0 || sorted[i].at != sorted[i - 1].at) graph.begin.push_back(i);
        graph.node_of_end[sorted[i].end] = static_cast<std::uint32_t>(graph.begin.size() - 1);
        graph.ends[i] = sorted[i].end;
    }
    graph.begin.push_back(static_cast<std::uint32_t>(sorted.size()));
    return graph;
}

/// Sets of faces, each stored once.
class Sets {
public:
    explicit Sets(FacesAtArcs& into) : m_into(into) {}

    std::uint32_t id_of(std::span<const FaceTurns> set) {
        std::uint64_t hash = set.size();
        for (const FaceTurns& f : set)
            hash = (hash ^ (static_cast<std::uint64_t>(f.face) << 8) ^ static_cast<std::uint64_t>(f.turns)) *
                   0x9E3779B97F4A7C15u;
        const auto [first, last] = m_ids.equal_range(hash);
        for (auto i = first; i != last; ++i)
            if (std::ranges::equal(of(i->second), set)) return i->second;
        const auto id = static_cast<std::uint32_t>(m_into.set_begin.size() - 1);
        m_into.faces.insert(m_into.faces.end(), set.begin(), set.end());
        m_into.set_begin.push_back(static_cast<std::uint32_t>(m_into.faces.size()));
        m_ids.emplace(hash, id);
        return id;
    }
    std::span<const FaceTurns> of(std::uint32_t id) const {
        return std::span(m_into.faces).subspan(m_into.set_begin[id], m_into.set_begin[id + 1] - m_into.set_begin[id]);
    }

private:
    FacesAtArcs& m_into;
    std::unordered_multimap<std::uint64_t, std::uint32_t> m_ids;
};

/// The set after passing `turns`, or before it where `sign` is -1.
std::uint32_t carried(Sets& sets, std::uint32_t set, const Topology& other, std::span<const ArcTurns> turns, int sign,
                      std::vector<FaceTurns>& work) {
    work.assign(sets.of(set).begin(), sets.of(set).end());
    for (const ArcTurns& t : turns) {
        if (other.left[t.other_arc] != geo::outside) work.push_back({other.left[t.other_arc], sign * t.turns});
        if (other.right[t.other_arc] != geo::outside) work.push_back({other.right[t.other_arc], -sign * t.turns});
    }
    std::sort(work.begin(), work.end(), [](const FaceTurns& a, const FaceTurns& b) { return a.face < b.face; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < work.size();) {
        FaceTurns sum = work[i];
        for (++i; i < work.size() && work[i].face == sum.face; ++i) sum.turns += work[i].turns;
        if (sum.turns != 0) work[kept++] = sum;
    }
    work.resize(kept);
    return sets.id_of(work);
}

}  // namespace

FacesAtArcs faces_at_arcs(const Topology& arcs, const Topology& other, std::span<const std::uint32_t> begin,
                          std::span<const ArcTurns> turns, geo::Toward toward) {
    const ArcGraph graph = arc_graph(arcs);

    // First the way through the graph, then its roots located all at once, then the faces carried along it.
    constexpr std::uint32_t root = UINT32_MAX;
    struct Step {
        std::uint32_t node, end;  ///< a node and the arc end by which it was reached
    };
    std::vector<Step> steps;
    std::vector<GridPoint> roots;
    std::vector<char> seen(graph.node_count(), 0);
    steps.reserve(graph.node_count());
    for (std::uint32_t start = 0; start < graph.node_count(); ++start) {
        if (seen[start]) continue;
        seen[start] = 1;
        const std::uint32_t end = graph.ends[graph.begin[start]];
        roots.push_back(arcs.vertices[end % 2 == 0 ? arcs.arc_begin[end / 2] : arcs.arc_begin[end / 2 + 1] - 1]);
        std::size_t next = steps.size();
        steps.push_back({start, root});
        for (; next < steps.size(); ++next) {
            const std::uint32_t node = steps[next].node;
            for (std::uint32_t i = graph.begin[node]; i < graph.begin[node + 1]; ++i) {
                const std::uint32_t far_end = graph.ends[i] ^ 1u;
                const std::uint32_t far_node = graph.node_of_end[far_end];
                if (seen[far_node]) continue;
                seen[far_node] = 1;
                steps.push_back({far_node, far_end});
            }
        }
    }
    const geo::Located located = geo::locate(other, roots, toward);

    FacesAtArcs result;
    Sets sets(result);
    std::vector<FaceTurns> work;
    std::vector<std::uint32_t> set_of_node(graph.node_count());
    const auto passed = [&](std::uint32_t arc) { return turns.subspan(begin[arc], begin[arc + 1] - begin[arc]); };
    std::size_t next_root = 0;
    for (const Step& step : steps) {
        if (step.end == root) {
            work.clear();
            for (const std::int32_t face : located.of(next_root)) work.push_back({face, 1});
            ++next_root;
            set_of_node[step.node] = sets.id_of(work);
            continue;
        }
        const std::uint32_t arc = step.end / 2, near_node = graph.node_of_end[step.end ^ 1u];
        set_of_node[step.node] = passed(arc).empty() ? set_of_node[near_node]
                                                     : carried(sets, set_of_node[near_node], other, passed(arc),
                                                               step.end % 2 == 1 ? 1 : -1, work);
    }

    result.set_of_arc.resize(arcs.arc_count());
    for (std::uint32_t a = 0; a < arcs.arc_count(); ++a) {
        result.set_of_arc[a] = set_of_node[graph.node_of_end[2 * a]];
        // The way not taken must lead to the same faces.
        assert(carried(sets, result.set_of_arc[a], other, passed(a), 1, work) ==
               set_of_node[graph.node_of_end[2 * a + 1]]);
    }
    return result;
}

}  // namespace locality::core
