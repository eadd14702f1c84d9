#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// Gives each whole zone to the footprint with its largest weight. Equal weights go to the lower code (the lower
/// column) and are marked. A zone without weights stays unassigned.
///
/// Shares are of `row_total` where it is given (all registered patients of the zone, also those of practices without a
/// footprint), else of the row's own sum. Throws std::invalid_argument if `row_total` has another number of zones.
model::Assignment assign_largest(const model::Weights& weights, std::span<const double> row_total = {});

/// The assignment that somebody else made (a lookup, a union of footprints), described by these weights: the share that
/// each zone's footprint has there, and the runner-up. Throws std::invalid_argument if the numbers of zones disagree.
model::Assignment assign_as_given(std::vector<std::int32_t> footprint_of_zone, const model::Weights& weights,
                                  std::span<const double> row_total = {});

/// Gives each whole zone to the footprint in which its population-weighted centroid lies (ONS best fit). A zone whose
/// centroid is missing or in no footprint goes by `fallback` (shares by area) and is an Issue; one in several
/// footprints goes to the lower code and is marked as a tie. `share` is the zone's share of area in the chosen one.
model::Assignment assign_by_centroid(const model::Boundaries& zones, const model::Boundaries& footprints,
                                     const model::PointLayer& centroids, const model::Crosswalk& fallback,
                                     model::Issues& issues);

}  // namespace locality::core
