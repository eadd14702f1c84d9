#pragma once

#include "geo/shapes.h"

#include <span>
#include <string>
#include <vector>

namespace locality::demo {

// Invented names, none of a real place.

std::span<const char* const> town_names();
std::span<const char* const> ward_names();

/// "Inner North East", "Outer South": one name for each place by where it lies from the city's centre, all different.
std::vector<std::string> directions(std::span<const geo::Point> places);

/// `count` different practice names in capitals, as the NHS lists write them; `near` gives the ward each stands in.
std::vector<std::string> practice_names(std::span<const std::string> near);

/// `text` in capitals (ASCII).
std::string capitals(std::string text);
/// "OUTLIER GREEN AND SIMLEY" as "Outlier Green and Simley".
std::string title_case(std::string text);

}  // namespace locality::demo
