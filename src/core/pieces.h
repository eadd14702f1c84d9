#pragma once

#include "geo/topology.h"
#include "model/layer.h"
#include "model/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// Shapes of one or more sets cut along each other's lines, so that every piece of ground is claimed by the same of
/// them throughout and no two pieces overlap.
struct Pieces {
    model::Boundaries ground;                   ///< a shape per piece, in order of claimants; codes are "1", "2" ...
    std::vector<std::uint32_t> claim_begin{0};  ///< pieces + 1 entries, into `claimant`
    std::vector<std::int32_t> claimant;         ///< ascending within a piece: shapes numbered through all sets in order

    std::size_t size() const { return claim_begin.size() - 1; }
    std::span<const std::int32_t> claimants(std::size_t piece) const {
        return std::span(claimant).subspan(claim_begin[piece], claim_begin[piece + 1] - claim_begin[piece]);
    }
};

/// Cuts the shapes of all sets, which are valid already. Only shapes that partly overlap are given to GEOS; a shape
/// within another, or on the same ground, is not cut. Ground less than 1 mm x the perimeters wide is no piece (noise_m2).
/// Pieces with the same claimants are one shape; they do not depend on `threads`. Throws model::Cancelled.
Pieces cut_into_pieces(std::span<const geo::Shapes* const> sets, int threads = 0,
                       const model::Progress& progress = {});

/// Boundaries of shapes that are valid already: their topology, areas, and numbers as codes.
model::Boundaries numbered(geo::Shapes shapes, std::string id);

/// Which shapes share more than noise with another of the same boundaries.
std::vector<bool> overlapping(const model::Boundaries& boundaries, int threads = 0);

}  // namespace locality::core
