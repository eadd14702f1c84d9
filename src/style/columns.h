#pragma once

#include "model/result.h"

#include <string>
#include <vector>

namespace locality::style {

/// What a map of zones, or of the footprints of a set, can be shaded by: their columns, and for footprints each
/// indicator's period, sex, breakdown and people as a column of its own ("smoking:2024/25", "smoking:2024/25:female",
/// "diabetes:2024/25:registered"). One row per zone or footprint. Columns without any known value are left out.
std::vector<model::Column> zone_columns(const model::Result& result);
std::vector<model::Column> footprint_columns(const model::Result& result, const model::FootprintSet& set);

/// Whether the number of classes is for the user to choose, of a method of shading_methods().
bool takes_class_count(const std::string& method);

}  // namespace locality::style
