#pragma once

#include "io/gdal_shapes.h"

#include <cstddef>
#include <span>

namespace locality::io {

/// append_shape for a geometry as WKB (ISO or extended, either byte order), straight into the flat arrays; no bytes are
/// no geometry. What is not plainly a polygon or a multipolygon of closed rings goes the way of OGR's objects, with the
/// same result. Returns false, and adds nothing, where the bytes are no geometry; `finite` becomes false where a vertex
/// is not a finite number.
bool append_wkb_shape(std::span<const std::byte> wkb, geo::Shapes& shapes, ShapeTally& tally, bool& finite);

}  // namespace locality::io
