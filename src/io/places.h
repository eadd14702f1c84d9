#pragma once

#include "geo/shapes.h"
#include "io/read_table.h"
#include "model/project.h"

#include <string>
#include <vector>

namespace locality::io {

/// The places that a table's rows name, as they stand there.
struct Places {
    std::vector<geo::Point> place;  ///< NaN where a row has none
    std::string definition;         ///< of their coordinate system
};

/// Finds the columns of places: easting and northing, longitude and latitude, or x and y, whose range tells what they
/// are. Throws model::InputError where no columns are recognised, or no row has a place.
Places places_of(const Table& table, const model::SourceSpec& spec);

/// Brings the places that are known to the National Grid; the others stay NaN.
void bring_places(Places& places, const std::string& source, model::Issues& issues);

}  // namespace locality::io
