#pragma once

#include "model/result.h"

#include <vector>

namespace locality::core {

/// Where the patients of a set's practices live, and where those who live in its footprints are registered:
///
///     patients[r, g] = sum over zones of share[zone, r] * patients of g's practices who live in the zone
///
/// Registered  with practices of none of the set's footprints: what `registered_by_zone` has besides.
/// Living      in no footprint: patients of g's lists (`list_size`, by footprint; may be empty) who live in none of
/// them,
///             on the map or elsewhere.
/// Order       by residence, then registration, unassigned last; pairs without patients are left out.
/// A set without `registered` has no flow.
std::vector<model::Flow> flow_of(const model::FootprintSet& set, const model::Values& registered_by_zone,
                                 const model::Values* list_size);

/// Fills a set's flow, and the columns that sum it up, behind `list_size`:
///
///     registered_here       patients who live in the footprint and are on its lists
///     registered_elsewhere  who live in it and are on other lists
///     live_elsewhere        who are on its lists and live elsewhere
///
/// The first and second add up to `registered`, the first and third to `list_size`. Nothing for a set without
/// `registered`; the whole area has no lists but its own.
void fill_flow(model::FootprintSet& set, const model::Values& registered_by_zone);

}  // namespace locality::core
