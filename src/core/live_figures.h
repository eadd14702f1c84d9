#pragma once

#include "core/live_assignment.h"
#include "model/result.h"

#include <span>
#include <vector>

namespace locality::core {

/// What a set's figures are made of, zone by zone: residents, registered patients, residents of IMD decile 1 zones,
/// hectares and what the shares and means need, with the patients that the zones were assigned by where it has them.
LiveFigures live_figures(const model::Result& result, const model::FootprintSet& set);

/// The set's assignment, to be moved about in. It refers to `result.zones`. Throws model::InputError for a set that
/// splits zones.
LiveAssignment live_assignment(const model::Result& result, const model::FootprintSet& set);

/// The set's columns as they are now, for the footprints named, an entry for each: those of `set.columns` that moves
/// change or leave alone, with their titles. Figures of age bands and sexes are not among them. Needs the quantities of
/// live_figures.
std::vector<model::Column> live_columns(const LiveAssignment& live, const model::FootprintSet& set,
                                        std::span<const std::int32_t> footprints);

}  // namespace locality::core
