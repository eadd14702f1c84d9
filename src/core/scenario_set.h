#pragma once

#include "core/live_assignment.h"
#include "core/reconcile.h"
#include "model/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// The estimates of these footprints of a set, ascending, if its zones stood so: the indicators that go by where people
/// live, in the order of `set.estimates`. See add_estimates_again. No disclosure rule has been applied: for judging,
/// not for showing. `tables` are what reconcile kept; empty for a result that was read back, which has no estimates
/// here.
std::vector<model::Estimate> live_estimates(const model::Result& result, const ZoneTables& tables,
                                            const model::FootprintSet& set,
                                            std::span<const std::int32_t> footprint_of_zone,
                                            std::span<const std::int32_t> footprints);

/// Brings a set of whole zones up with `live`, whose zones of the footprints `touched` (ascending) are others now: its
/// assignment, shares, outlines, pieces, columns, people by age and sex, flow and estimates. All that other footprints
/// have stays. What a result that was read back cannot tell (people by age and sex, estimates) becomes missing; figures
/// that a disclosure rule keeps safe are suppressed until the whole scenario is built, and say so.
///
/// Needs the quantities of live_figures. Sets that are made of this one do not follow: building the scenario does that.
void follow(model::FootprintSet& set, const model::Result& result, const ZoneTables& tables, const LiveAssignment& live,
            std::span<const std::int32_t> touched);

/// The same wherever zones stand elsewhere than in the set's assignment.
void follow(model::FootprintSet& set, const model::Result& result, const ZoneTables& tables, const LiveAssignment& live);

/// The footprints that a change touched, without what none claims.
std::vector<std::int32_t> touched_by(const Change& change);

}  // namespace locality::core
