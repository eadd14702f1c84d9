#pragma once

#include "geo/shapes.h"

#include <ogr_geometry.h>

#include <cstddef>

namespace locality::io {

/// What was done to geometries on their way into flat arrays, counted.
struct ShapeTally {
    std::size_t curved = 0;       ///< curves replaced by short straight lines
    std::size_t collections = 0;  ///< collections of which only the polygons were taken
    std::size_t other = 0;        ///< lines and points where a polygon is due: empty shapes
    std::size_t polygons = 0;     ///< features that gave at least one polygon
};

/// Adds one shape: the polygons of `geometry`, x and y only; an empty shape where there are none. Rings are closed.
/// Returns false where a vertex is not a finite number.
bool append_shape(const OGRGeometry* geometry, geo::Shapes& shapes, ShapeTally& tally);

}  // namespace locality::io
