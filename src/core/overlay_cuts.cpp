#include "core/overlay_cuts.h"

#include "geo/crossing.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>
#include <numeric>

namespace locality::core {

using geo::CellGrid;
using geo::EdgeBins;
using geo::EdgeRun;
using geo::GridBox;
using geo::GridPoint;
using geo::Topology;

namespace {

constexpr std::uint32_t block = 8;

// Tiles of this many edges keep a tile's index in the processor's cache.
constexpr std::size_t edges_per_tile = 4096;

/// Finds the cuts in one tile after the other; each thread has its own.
class TileCuts {
public:
    TileCuts(const Topology& zones, const ArcSums& zone_sums, const Topology& footprints, const ArcSums& footprint_sums)
        : m_zones(zones), m_zone_sums(zone_sums), m_footprints(footprints), m_footprint_sums(footprint_sums) {}

    void add(const GridBox& tile, std::span<const EdgeRun> zone_runs, std::span<const EdgeRun> footprint_runs) {
        index(tile, footprint_runs);
        for (const EdgeRun& run : zone_runs)
            for (std::uint32_t k = run.first; k < run.first + run.count; ++k) look(k, run.arc);
    }

    std::vector<ArcCuts> found;

private:
    struct Edge {
        GridPoint p, q;
        std::uint32_t vertex, arc;
    };
    struct Box {
        std::int32_t min_x, min_y, max_x, max_y;
    };
    static Box box_of(GridPoint p, GridPoint q) {
        return {std::min(p.x, q.x), std::min(p.y, q.y), std::max(p.x, q.x), std::max(p.y, q.y)};
    }

    void index(const GridBox& tile, std::span<const EdgeRun> runs) {
        m_edges.clear();
        GridBox box;
        double length = 0;
        for (const EdgeRun& run : runs) {
            for (std::uint32_t k = run.first; k < run.first + run.count; ++k) {
                const GridPoint p = m_footprints.vertices[k], q = m_footprints.vertices[k + 1];
                m_edges.push_back({p, q, k, run.arc});
                box.add(p);
                box.add(q);
                length += std::max(std::abs(double(q.x) - p.x), std::abs(double(q.y) - p.y));
            }
        }
        m_box = box.within(tile);
        // Cells about as wide as edges are long, but not many more cells than edges.
        const double mean_length = length / static_cast<double>(m_edges.size());
        m_grid = CellGrid::square(m_box, 4 * m_edges.size());
        int shift = m_grid.shift_x;
        while (std::ldexp(1.0, shift + 1) <= mean_length) ++shift;
        m_grid = CellGrid(m_box, shift, shift);

        m_begin.assign(m_grid.size() + 1, 0);
        for (const Edge& e : m_edges) m_grid.cells_along(e.p, e.q, 0, [&](std::size_t cell) { ++m_begin[cell + 1]; });
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        m_in_cell.resize(m_begin.back());
        m_boxes.resize(m_begin.back());
        m_next.assign(m_begin.begin(), m_begin.end() - 1);
        for (std::uint32_t e = 0; e < m_edges.size(); ++e) {
            const Box edge_box = box_of(m_edges[e].p, m_edges[e].q);
            m_grid.cells_along(m_edges[e].p, m_edges[e].q, 0, [&](std::size_t cell) {
                m_boxes[m_next[cell]] = edge_box;
                m_in_cell[m_next[cell]++] = e;
            });
        }
    }

    void look(std::uint32_t k, std::uint32_t arc) {
        const GridPoint p = m_zones.vertices[k], q = m_zones.vertices[k + 1];
        const Box own = box_of(p, q);
        m_grid.cells_along(p, q, 0, [&](std::size_t cell) {
            for (std::uint32_t i = m_begin[cell]; i < m_begin[cell + 1]; ++i) {
                const Box& box = m_boxes[i];
                if ((box.min_x > own.max_x) | (box.max_x < own.min_x) | (box.min_y > own.max_y) |
                    (box.max_y < own.min_y))
                    continue;
                const Edge& e = m_edges[m_in_cell[i]];
                const geo::Cut cut = geo::cut(p, q, e.p, e.q);
                if (cut.turn == 0) continue;
                // Two edges may share several cells; the one that holds the cut counts it. Rounding must not take the
                // cut out of either edge's box.
                const double cut_x =
                    std::clamp(p.x + cut.t * (double(q.x) - p.x), double(std::max(box.min_x, own.min_x)),
                               double(std::min(box.max_x, own.max_x)));
                const double cut_y =
                    std::clamp(p.y + cut.t * (double(q.y) - p.y), double(std::max(box.min_y, own.min_y)),
                               double(std::min(box.max_y, own.max_y)));
                const auto x = static_cast<std::int64_t>(std::floor(cut_x)),
                           y = static_cast<std::int64_t>(std::floor(cut_y));
                if (!m_box.contains(x, y) || m_grid.cell_of(x, y) != cell) continue;
                count(arc, k, e, cut);
            }
        });
    }

    void count(std::uint32_t arc, std::uint32_t k, const Edge& e, const geo::Cut& cut) {
        const auto part = [](double t, std::int64_t cross) {
            return static_cast<std::uint64_t>(std::llround(t * static_cast<double>(cross)));
        };
        const std::uint64_t zone_rest = m_zone_sums.rest(arc, k) - part(cut.t, m_zone_sums.cross(k));
        const std::uint64_t footprint_rest =
            m_footprint_sums.rest(e.arc, e.vertex) - part(cut.s, m_footprint_sums.cross(e.vertex));
        const std::uint64_t value = cut.turn > 0 ? zone_rest - footprint_rest : footprint_rest - zone_rest;
        if (found.empty() || found.back().zone_arc != arc || found.back().footprint_arc != e.arc)
            found.push_back({arc, e.arc, 0, 0});
        found.back().turns += cut.turn;
        found.back().twice_mm2 += value;
    }

    const Topology& m_zones;
    const ArcSums& m_zone_sums;
    const Topology& m_footprints;
    const ArcSums& m_footprint_sums;
    // Of the tile at hand: the footprints' edges and which of them are in each cell.
    std::vector<Edge> m_edges;
    std::vector<Box> m_boxes;  ///< by cell, beside m_in_cell: most pairs are told apart by these alone
    GridBox m_box;
    CellGrid m_grid;
    std::vector<std::uint32_t> m_begin, m_in_cell, m_next;
};

/// Orders by zone arc, then footprint arc, and adds up what stands more than once.
std::vector<ArcCuts> merged(const std::vector<TileCuts>& parts, std::size_t zone_arcs) {
    std::vector<std::uint32_t> begin(zone_arcs + 1, 0);
    for (const TileCuts& part : parts)
        for (const ArcCuts& c : part.found) ++begin[c.zone_arc + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<ArcCuts> sorted(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (const TileCuts& part : parts)
        for (const ArcCuts& c : part.found) sorted[next[c.zone_arc]++] = c;
    std::size_t kept = 0;
    for (std::size_t arc = 0; arc < zone_arcs; ++arc) {
        std::sort(sorted.begin() + begin[arc], sorted.begin() + begin[arc + 1],
                  [](const ArcCuts& a, const ArcCuts& b) { return a.footprint_arc < b.footprint_arc; });
        for (std::uint32_t i = begin[arc]; i < begin[arc + 1]; ++i) {
            const ArcCuts c = sorted[i];
            if (kept > 0 && sorted[kept - 1].zone_arc == c.zone_arc &&
                sorted[kept - 1].footprint_arc == c.footprint_arc) {
                sorted[kept - 1].turns += c.turns;
                sorted[kept - 1].twice_mm2 += c.twice_mm2;
            } else {
                sorted[kept++] = c;
            }
        }
    }
    sorted.resize(kept);
    return sorted;
}

}  // namespace

ArcSums::ArcSums(const Topology& topology, GridPoint origin) : m_topology(topology), m_origin(origin) {
    m_blocks.reserve(topology.vertices.size() / block + 1);
    std::uint64_t sum = 0;
    for (std::uint32_t v = 0; v < topology.vertices.size(); ++v) {
        if (v % block == 0) m_blocks.push_back(sum);
        if (v + 1 < topology.vertices.size()) sum += static_cast<std::uint64_t>(cross(v));
    }
}

// Between the last vertex of an arc and the first of the next runs an edge that is none: it is in every sum from there
// on, and so in no difference within an arc.
std::uint64_t ArcSums::up_to(std::uint32_t vertex) const {
    std::uint64_t sum = m_blocks[vertex / block];
    for (std::uint32_t v = vertex - vertex % block; v < vertex; ++v) sum += static_cast<std::uint64_t>(cross(v));
    return sum;
}

std::vector<ArcCuts> arc_cuts(const Topology& zones, const ArcSums& zone_sums, const Topology& footprints,
                              const ArcSums& footprint_sums, const GridBox& common, int threads) {
    if (common.empty()) return {};
    const std::size_t edges = zones.vertices.size() + footprints.vertices.size();
    const CellGrid tiles = CellGrid::square(common, edges / edges_per_tile + 1);
    const EdgeBins footprint_bins = geo::bin_edges(footprints, tiles);
    std::vector<char> wanted(tiles.size());
    for (std::size_t t = 0; t < tiles.size(); ++t) wanted[t] = !footprint_bins.of(t).empty();
    const EdgeBins zone_bins = geo::bin_edges(zones, tiles, wanted);

    // Which thread takes which tile does not matter: whole numbers are added up, and sorted afterwards.
    std::vector<TileCuts> parts(std::min(static_cast<std::size_t>(threads), tiles.size()),
                                TileCuts(zones, zone_sums, footprints, footprint_sums));
    std::atomic<std::size_t> next_tile = 0;
    const auto work = [&](TileCuts& part) {
        for (std::size_t t; (t = next_tile++) < tiles.size();)
            if (!zone_bins.of(t).empty()) part.add(tiles.cell(t).within(common), zone_bins.of(t), footprint_bins.of(t));
    };
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < parts.size(); ++i)
        others.push_back(std::async(std::launch::async, [&work, &part = parts[i]] { work(part); }));
    work(parts[0]);
    for (std::future<void>& other : others) other.get();
    return merged(parts, zones.arc_count());
}

}  // namespace locality::core
