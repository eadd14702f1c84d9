#pragma once

#include "core/combinations.h"
#include "model/progress.h"

namespace locality::core {

/// The ground of each combination as a shape: outlines of whole zones; where a set's lines cut zones, pieces cut by
/// GEOS. The ground outside a set's zones is not drawn; a combination of too little ground to draw is an empty shape.
/// Throws model::Cancelled.
geo::Shapes pieces_of(const Combinations& combinations, const model::Result& result, int threads = 0,
                      const model::Progress& progress = {});

/// The ground of one combination, as `pieces_of` has it but for roundings, cut from the footprints near it alone. One
/// shape; where it is claimed by nobody, a shape for each zone it reaches.
geo::Shapes piece_of(const Combinations& combinations, const model::Result& result, std::size_t combination,
                     const model::Progress& progress = {});

/// Ground that one of the combinations' sets leaves out, and ground that it claims more than once.
struct DisputedGround {
    struct Piece {
        std::vector<std::int32_t> in;  ///< who claims it: none in a gap, else several
        std::int32_t zone = -1;        ///< of a gap: the zone it lies in
        double hectares = 0;
    };
    std::vector<Piece> pieces;  ///< gaps first, zone by zone; then by claim
    geo::Shapes shapes;         ///< one per piece
};
DisputedGround disputed_ground(const Combinations& combinations, const model::Result& result, std::size_t slot,
                               const model::Progress& progress = {});
/// The same of a set by itself.
DisputedGround disputed_ground(const model::Result& result, std::size_t set, const model::Progress& progress = {});

}  // namespace locality::core
