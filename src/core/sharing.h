#pragma once

#include "core/ground.h"
#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <cstdint>
#include <optional>
#include <span>

namespace locality::core {

struct Pieces;

/// All by which a project can share zones out besides plain area. `weights` and what it was made from must outlive it.
struct Sharing {
    const model::PointLayer* weights = nullptr;  ///< points, or small zones spread over their ground
    std::optional<Ground> mask;                  ///< of the zones, inside the mask
    std::optional<Ground> small_zones;           ///< where `weights` are spread

    /// What zones are shared out by where nobody says: people if there are weights, else what the mask leaves, else
    /// area.
    model::Basis usual() const;
};

/// Makes ready what is given; either may be null. Small zones are cut, and the mask applied to them, once.
Sharing sharing(const model::Boundaries& zones, const model::PointLayer* weights, const model::Layer* mask,
                model::Issues& issues, int threads = 0);

/// Shares by area, by the area inside the mask, or by people, with the fallbacks of `shares_by_people`.
/// Throws std::invalid_argument for a basis that `sharing` has nothing for.
model::Crosswalk shares_by(model::Basis basis, const model::Boundaries& zones, const model::Boundaries& footprints,
                           const Sharing& sharing, model::Issues& issues, int threads = 0);

/// Shares of pieces (core/pieces.h) by one of the bases, each row scaled to what it covers: pieces do not overlap, but
/// their cut lines are rounded to 1 mm, so that neighbours may share or leave a sliver.
model::Crosswalk shares_of_pieces(model::Basis basis, const model::Boundaries& zones, const Pieces& pieces,
                                  const Sharing& sharing, model::Issues& issues, int threads = 0);

/// Shares of footprints from shares of the pieces they were cut into (core/pieces.h), so that ground that several claim
/// counts as `policy` says: each (in each), share (an equal part to each), priority (to the claimant with the lowest
/// `rank`; one entry per footprint, all different).
///
/// Ensures  under share and priority no row sums to more than 1, and each sums to what is covered.
/// Throws   std::invalid_argument if `rank` has not one entry for each footprint.
model::Crosswalk shares_of_claimants(const model::Crosswalk& pieces_shares, const Pieces& pieces,
                                     model::Overlapping policy, std::span<const std::int32_t> rank);

}  // namespace locality::core
