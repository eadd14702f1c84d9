#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// Counts the pieces of a footprint that meet at a zone, without looking at the rest of the map.
///
/// A search starts from each neighbour of the zone that belongs to the footprint, all in step. Two that meet go on as
/// one; one that runs dry has walked a piece to its end. It is over when one search is left, so the cost is that of all
/// pieces but the largest, or of the shortest way round the zone where they hang together: a few zones on a map of
/// footprints. The worst case is a footprint bent into a ring: half of its zones are walked, never another footprint's.
///
/// A class only to keep its memory: nothing of one count is left for the next.
class PieceSearch {
public:
    explicit PieceSearch(std::size_t zone_count) : m_mark(zone_count, 0) {}

    /// How many pieces of `footprint`, `zone` itself left out, touch `zone`.
    int pieces_at(std::int32_t zone, std::int32_t footprint, std::span<const std::int32_t> footprint_of_zone,
                  const geo::Adjacency& adjacency);

private:
    struct Search {
        std::vector<std::int32_t> found;  ///< zones that it walked or will
        std::size_t walked = 0;
        std::uint32_t joined_to = 0;  ///< itself, or the search that took it over
    };
    std::uint32_t leader(std::uint32_t search);
    void start(std::int32_t zone);
    void join(std::uint32_t a, std::uint32_t b);

    std::vector<std::uint64_t> m_mark;  ///< by zone: the search that found it, counted on from call to call
    std::uint64_t m_base = 0;           ///< marks up to here are of earlier calls
    std::vector<Search> m_searches;
    std::uint32_t m_count = 0;          ///< of m_searches in use
    std::vector<std::uint32_t> m_open;  ///< searches that are their own leaders and have not run dry
};

}  // namespace locality::core
