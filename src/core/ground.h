#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::core {

/// Ground by which zones are shared out more finely than by all their area: pieces that each belong to one zone, with
/// people who live somewhere on them, or with the square metres themselves.
struct Ground {
    model::Boundaries pieces;
    std::vector<std::int32_t> zone;  ///< of each piece
    std::vector<double> weight;      ///< of each piece: people, households or square metres
    model::Basis basis = model::Basis::masked_area;
    std::string what;  ///< of the weights, for messages: "residents in oa21.gpkg"
};

/// A mask made ready: parts as shapes of their own, mended, and united where they overlap.
model::Boundaries prepared_mask(const model::Layer& mask, int threads = 0);

/// Of each zone the ground inside the mask (one piece per zone that has any), weighted by its square metres. GEOS cuts
/// only mask shapes that a zone's line passes through. (Binary dasymetric mapping: Wright 1936, Geographical
/// Review 26.)
Ground ground_in_mask(const model::Boundaries& zones, const model::Boundaries& mask, int threads = 0);

/// The ground of small zones (points.shapes) with their people, cut where a line of the zones passes through one that
/// does not name its zone: people go to each side by ground. With a mask only the ground inside it counts; a small zone
/// that has none there keeps all its ground, and is listed ("no_mask").
///
/// Small zones in no zone ("point_outside"), of no known zone ("unknown_code"), with a blank ("blank_weight") or
/// negative weight ("negative_weight") or without ground ("no_place") are listed and left out.
Ground ground_of_small_zones(const model::Boundaries& zones, const model::PointLayer& small,
                             const model::Boundaries* mask, model::Issues& issues, int threads = 0);

/// Shares by ground: the weight of a zone's pieces in each footprint, where a line cuts a piece by area, over the
/// weight of all its pieces. A zone without weight falls back as `fall_back` says. `mask` is the ground for that, or
/// null.
model::Crosswalk shares_by_ground(const model::Boundaries& zones, const model::Boundaries& footprints,
                                  const Ground& ground, const Ground* mask, model::Issues& issues, int threads = 0);

/// Rows from weights that people or ground have in footprints, over all the zone's (`total`); `in_any` counts what lies
/// in several footprints once. Zones without any weight have an empty row, with `whole` zero.
model::Crosswalk shares_over_people(const model::Weights& weights, const std::vector<double>& total,
                                    const std::vector<double>& in_any, model::Basis basis, std::size_t footprint_count);

/// Fills the rows of zones without weight (`whole` is zero) from their ground inside the mask, where that is given and
/// not what `shares` are by already, else from all their area. Each has the basis that it fell back to; they are listed
/// in one issue ("no_weights", or "no_mask" for shares by masked area). `what` is what they have none of.
void fall_back(model::Crosswalk& shares, const model::Boundaries& zones, const model::Boundaries& footprints,
               const Ground* mask, const std::string& what, model::Issues& issues, int threads = 0);

/// The basis that a unit of weights stands for: households, else residents.
model::Basis basis_of_unit(const std::string& unit);

}  // namespace locality::core
