#pragma once

#include "io/columns.h"
#include "model/found.h"

namespace locality::io {

/// The columns of a table or layer, with their different cells.
std::vector<model::FoundColumn> found_columns(const Columns& columns);

/// Fills in what a table can be, the likeliest first, and the columns that it would be read by.
void find_table_roles(model::Found& found);
/// The same for a layer of polygons or points.
void find_layer_roles(model::Found& found);

/// "smoking_2024" of "Smoking 2024.csv": a name for sets and indicators.
std::string id_of(std::string_view words);

}  // namespace locality::io
