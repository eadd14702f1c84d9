#pragma once

#include "geo/crs.h"
#include "geo/shapes.h"
#include "model/issue.h"
#include "model/project.h"

#include <ogrsf_frmts.h>

#include <span>
#include <string>

namespace locality::io {

/// What a layer's coordinates are, and whether the file itself says so.
struct Coordinates {
    std::string definition;    ///< for geo::ToNationalGrid
    bool north_first = false;  ///< features come as y, x
    bool assumed = false;      ///< by the format's rule, not by the file: GeoJSON and TopoJSON without "crs" are WGS 84
};

/// The coordinate system of a layer: the file's; spec.crs only where the file states none. A file and a project that
/// say different things are an error, for one of them must be wrong.
Coordinates coordinates_of(OGRLayer& layer, const model::SourceSpec& spec, const std::string& opened_path,
                           const std::string& source);

/// Brings points to the National Grid, in place, and says how. Degrees declared as metres, metres declared as degrees
/// and places outside Great Britain are an InputError.
std::string to_national_grid(const Coordinates& coordinates, std::span<geo::Point> points, const std::string& source,
                             model::Issues& issues);

}  // namespace locality::io
