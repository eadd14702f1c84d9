#pragma once

#include "geo/edge_bins.h"
#include "geo/topology.h"

#include <cstdint>
#include <vector>

namespace locality::core {

/// Line integrals along the arcs of a topology, in whole units of twice a square millimetre (P x Q summed over edges P
/// Q, measured from a common origin). Sums wrap round 2^64 on the way, which does no harm as every result fits.
class ArcSums {
public:
    ArcSums(const geo::Topology& topology, geo::GridPoint origin);

    std::int64_t cross(std::uint32_t edge) const {
        const geo::GridPoint p = m_topology.vertices[edge], q = m_topology.vertices[edge + 1];
        return (std::int64_t{p.x} - m_origin.x) * (std::int64_t{q.y} - m_origin.y) -
               (std::int64_t{p.y} - m_origin.y) * (std::int64_t{q.x} - m_origin.x);
    }
    /// From the arc's first vertex to its last.
    std::uint64_t whole(std::size_t arc) const {
        return up_to(m_topology.arc_begin[arc + 1] - 1) - up_to(m_topology.arc_begin[arc]);
    }
    /// From the first vertex of `edge` to the arc's last.
    std::uint64_t rest(std::size_t arc, std::uint32_t edge) const {
        return up_to(m_topology.arc_begin[arc + 1] - 1) - up_to(edge);
    }

private:
    std::uint64_t up_to(std::uint32_t vertex) const;

    const geo::Topology& m_topology;
    geo::GridPoint m_origin;
    std::vector<std::uint64_t> m_blocks;  ///< the sum up to every 8th vertex: a byte per vertex instead of eight
};

/// All cuts between one arc of the zones and one of the footprints.
struct ArcCuts {
    std::uint32_t zone_arc = 0, footprint_arc = 0;
    std::int32_t turns = 0;  ///< +1 for each cut where the zone arc passes to the left of the footprint arc, -1 ...
    std::uint64_t twice_mm2 = 0;  ///< turn x (rest of the zone arc - rest of the footprint arc), summed, modulo 2^64
};

/// Finds where the arcs of two sets cut each other, footprints being moved by (e, e^2): one entry for each pair of arcs
/// that do, by zone arc, then footprint arc. The same for any number of threads.
std::vector<ArcCuts> arc_cuts(const geo::Topology& zones, const ArcSums& zone_sums, const geo::Topology& footprints,
                              const ArcSums& footprint_sums, const geo::GridBox& common, int threads);

}  // namespace locality::core
