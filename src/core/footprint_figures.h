#pragma once

#include "core/zone_figures.h"
#include "model/result.h"

#include <span>
#include <vector>

namespace locality::core {

/// A zone counts among a footprint's `zones` from this share of it on: less is the seam between two publishers' lines.
inline constexpr double least_share_of_a_zone = 0.01;

/// numerator / denominator x multiplier; blank where either is (suppressed wins), missing over nought.
model::Values ratio(const model::Values& numerator, const model::Values& denominator, double multiplier);
/// people x score by zone; nought where nobody lives, blank where either is.
model::Values product(const model::Values& people, const model::Values& score);
/// Residents by zone, nought where the decile is not known: over all residents, the part whose deprivation is known.
model::Values residents_of_known_decile(const model::Values& residents, const model::Values& decile);

/// Fills what a set's crosswalk says of people and deprivation: `columns`, `people`.
///
/// list_size has one entry per footprint, or is empty for a set without practices. Blank counts make blank figures (see
/// allocate_counts); `covered_share` says what part of a footprint's residents has a known decile.
void fill_figures(model::FootprintSet& set, const ZoneFigures& figures, std::span<const double> list_size);

/// Columns for each sex and each age band that the set's `groups` and `people` tell.
std::vector<model::Column> people_columns(const model::FootprintSet& set);

/// The ledger lines of one set: residents, registered, imd1_residents, as far as the tables are given.
std::vector<model::Ledger> ledger_lines(const model::FootprintSet& set, const ZoneFigures& figures,
                                        const model::Inputs& inputs);

}  // namespace locality::core
