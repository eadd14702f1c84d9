#pragma once

#include "io/geopackage_output.h"
#include "model/result.h"

namespace locality::io::geopackage {

/// Writes `layer_styles`, in which QGIS looks for the default style of each layer: zones shaded by IMD decile (darkest
/// = most deprived, blanks hatched; plain where the zones have no deciles) and footprints outlined with their names.
/// Each as QML for QGIS 3.22 and later, and as SLD 1.0 for others.
void write_styles(NewFile& file, const model::Result& result);

}  // namespace locality::io::geopackage
