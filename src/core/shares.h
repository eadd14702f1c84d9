#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <span>
#include <vector>

namespace locality::core {

/// Shares by area: shared square metres over the zone's area. `covered` counts ground in several footprints once.
model::Crosswalk shares_by_area(const model::Boundaries& zones, const model::Boundaries& footprints, int threads = 0);

/// Shares by people: the weight of a zone's points that lie in each footprint, over the weight of all its points. A
/// zone whose points have no weight falls back to area, says so in `basis`, and is listed in `issues`.
///
/// Points name their zone, or are placed in the zone they lie in; points in no zone and of no known zone are listed.
model::Crosswalk shares_by_people(const model::Boundaries& zones, const model::Boundaries& footprints,
                                  const model::PointLayer& points, model::Issues& issues, int threads = 0);

/// Shares from weights: each over its row's total. Zones without weight have an empty row.
model::Crosswalk shares_of(const model::Weights& weights, model::Basis basis, std::size_t footprint_count);

/// Shares of 1 where each zone was assigned.
model::Crosswalk shares_of(const model::Assignment& assignment, model::Basis basis, std::size_t footprint_count);

}  // namespace locality::core
