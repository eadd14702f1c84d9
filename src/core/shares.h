#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <span>
#include <vector>

namespace locality::core {

struct Ground;

/// Shares by area: shared square metres over the zone's area. `covered` counts ground in several footprints once.
///
/// Slivers  vertices are rounded to 1 mm, so a line that two layers have in common may part by that much. A pair that
///          shares less than 1 mm x the shorter of the two perimeters is no pair, and a zone of which less than 1 mm x
///          its own perimeter is left is whole: share or row sum exactly 1. What slivers held goes to the row's other
///          shares, so that its sum stays. Never more than a thousandth of an area is taken for a sliver.
model::Crosswalk shares_by_area(const model::Boundaries& zones, const model::Boundaries& footprints, int threads = 0);

/// Shares by people: the weight of a zone's points that lie in each footprint, over the weight of all its points;
/// `covered` counts a point in several footprints once. A zone whose points have no weight falls back to area (to that
/// inside `mask`, where it is given and has any there), says so in `basis`, and is listed in `issues` ("no_weights").
///
/// Points name their zone, or are placed in the zone they lie in (in several: the one with the lowest code). Points in
/// no zone ("point_outside"), of no known zone ("unknown_code"), with a blank ("blank_weight": it is not zero) or
/// negative weight ("negative_weight") or without a place ("no_place") are listed and left out.
/// Throws std::invalid_argument if `points` has not one weight, or not one zone, for each place.
model::Crosswalk shares_by_people(const model::Boundaries& zones, const model::Boundaries& footprints,
                                  const model::PointLayer& points, model::Issues& issues, int threads = 0,
                                  const Ground* mask = nullptr);

/// Shares from weights: each over its row's total. Zones without weight have an empty row. Throws std::invalid_argument
/// for a blank or negative weight.
model::Crosswalk shares_of(const model::Weights& weights, model::Basis basis, std::size_t footprint_count);

/// What part of each zone lies in one footprint.
std::vector<double> shares_in(const model::Crosswalk& shares, std::size_t footprint);

/// Shares of 1 where each zone was assigned.
model::Crosswalk shares_of(const model::Assignment& assignment, model::Basis basis, std::size_t footprint_count);

}  // namespace locality::core
