#pragma once

#include "app/figure_model.h"
#include "core/profile.h"

namespace locality::app {

/// The tables of a footprint's profile, in words: its figures beside the whole area's, its people by age and sex, its
/// indicators, and its zones in the most deprived tenth. They arrange what core::profile worked out and compute
/// nothing.
FigureTable figures_table(const core::Profile& profile);
FigureTable people_table(const core::Profile& profile);
FigureTable indicators_table(const core::Profile& profile);
FigureTable imd1_table(const core::Profile& profile);
/// Patients by where they live and where they are registered, a row for each other footprint; empty without practices.
FigureTable flow_table(const core::Profile& profile);

/// Every footprint of a set with its people and deprivation, to choose one from.
FigureTable footprints_table(const model::FootprintSet& set);

}  // namespace locality::app
