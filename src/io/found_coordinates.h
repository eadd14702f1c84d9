#pragma once

#include "geo/shapes.h"
#include "model/found.h"

#include <ogrsf_frmts.h>

#include <string>
#include <vector>

namespace locality::io {

/// A coordinate system in words: "British National Grid, in metres"; "longitude and latitude, in degrees (WGS 84)".
std::string in_words(const std::string& crs);

/// The systems that places with these numbers can be in, the likeliest first; empty where none puts them in Great
/// Britain.
std::vector<model::PlausibleSystem> plausible_systems(const geo::Box& numbers);

/// Fills in what coordinates a layer has: in words, and where it lies on the National Grid. `numbers` is its box as it
/// stands in the file. Where the file states none and its numbers fit, the likeliest is chosen (source.crs).
void find_coordinates(OGRLayer& layer, const std::string& opened_path, const geo::Box& numbers, model::Found& found);

}  // namespace locality::io
