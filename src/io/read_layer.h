#pragma once

#include "model/issue.h"
#include "model/layer.h"
#include "model/project.h"

#include <string>
#include <vector>

namespace locality::io {

/// Reads polygons with GDAL, read-only, into flat arrays in EPSG:27700 metres. GeoPackage, Shapefile, GeoJSON, TopoJSON,
/// FlatGeobuf, GML, KML and zips of them. The file is byte-identical afterwards and nothing is left beside it.
///
/// Code, name, kind and vintage are recognised from the publishers' column names where `spec` does not say them.
/// A feature without a geometry becomes an empty shape, one without a code is an error naming the feature.
/// A large GeoPackage is read by `threads` threads (0: as many as the machine has), each a range of its rows; the result
/// does not depend on them.
/// Throws model::InputError: no such file or layer or column (with the nearest), several layers and none chosen, no
/// coordinate system, degrees declared as metres and the reverse, lines where polygons are due, a file too large.
model::Layer read_layer(const model::SourceSpec& spec, const std::string& id, model::Issues& issues, int threads = 1);

/// Reads polygons without codes or names (a mask): shapes, source and coordinates alone, else as read_layer.
model::Layer read_shapes(const model::SourceSpec& spec, const std::string& id, model::Issues& issues);

/// Reads points: a point layer, a CSV with x and y (easting, northing) or longitude and latitude, or polygons (their
/// interior points; their shapes too where the weights are to be spread). Weights and zone codes as WeightsSpec says or
/// as recognised; all 1 where there are none.
model::PointLayer read_points(const model::WeightsSpec& spec, const std::string& id, model::Issues& issues);

}  // namespace locality::io
