#pragma once

#include "core/zone_figures.h"
#include "model/result.h"

#include <span>
#include <vector>

namespace locality::core {

/// A zone counts among a footprint's `zones` from this share of it on: less is the seam between two publishers' lines.
inline constexpr double least_share_of_a_zone = 0.01;

/// Fills what a set's crosswalk says of people and deprivation: `columns`, `people`, `estimates`.
///
/// list_size has one entry per footprint, or is empty for a set without practices. Blank counts make blank figures (see
/// allocate_counts); `covered_share` says what part of a footprint's residents has a known decile.
void fill_figures(model::FootprintSet& set, const ZoneFigures& figures, std::span<const double> list_size,
                  const std::vector<model::IndicatorTable>& indicators, const model::Coverage& zones);

/// The ledger lines of one set: residents, registered, imd1_residents, as far as the tables are given.
std::vector<model::Ledger> ledger_lines(const model::FootprintSet& set, const ZoneFigures& figures,
                                        const model::Inputs& inputs);

/// How all rows of an indicator, whatever their period and sex, met the zones.
model::JoinReport indicator_join(const model::IndicatorTable& table, const model::Coverage& zones);

}  // namespace locality::core
