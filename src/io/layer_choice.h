#pragma once

#include "io/columns.h"
#include "io/gdal_open.h"

#include <string>

namespace locality::io {

/// The layer to read: the one that is named, else the only one whose geometry is due, else the only one of those whose
/// columns are recognised. Throws model::InputError listing the layers.
OGRLayer& choose_layer(const OpenedFile& opened, bool polygons);

/// "leeds_27700.gpkg, layer lsoa21"; the file's name alone where it holds one layer.
std::string source_of(const OpenedFile& opened, OGRLayer& layer);

/// The columns of features, with their types.
Columns columns_of(const Features& features, const std::string& source);

}  // namespace locality::io
