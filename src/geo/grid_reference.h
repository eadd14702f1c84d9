#pragma once

#include "geo/shapes.h"

#include <optional>
#include <string>
#include <string_view>

namespace locality::geo {

/// A square of the British National Grid: what a grid reference names. "SE 29 33" is a square kilometre, not a point.
struct GridSquare {
    Point south_west;   ///< metres east and north
    double size_m = 1;  ///< 100,000 m for two letters alone, 1 m for ten figures
    Point centre() const { return {south_west.x + size_m / 2, south_west.y + size_m / 2}; }
    friend bool operator==(const GridSquare&, const GridSquare&) = default;
};

/// What reading a grid reference came to: a square; or a problem, where the text must be meant as one but is wrong; or
/// neither, where it is something else.
struct GridReading {
    std::optional<GridSquare> square;
    std::string problem;  ///< what is wrong and what to do, to follow the text in quotation marks
};

/// Reads two letters and up to ten figures, half of them east and half north, with spaces or without: "SE", "SE 29 33",
/// "SE 2983 3370", "SE29833370". Letters alone must be capitals. Squares off Great Britain (0 to 700 km east, 0 to
/// 1,300 km north) are a problem. Source   Ordnance Survey, "Using the National Grid": 500 km squares S T N O H J, in
/// each 25 squares A to Z without I,
///          from the north-west.
GridReading read_grid_reference(std::string_view text);

/// The square with so many figures (0, 2, 4, 6, 8 or 10, both directions together) that a place lies in: "SE 2983
/// 3370". Figures are cut off, not rounded, as the Ordnance Survey does. Empty for places off Great Britain. Throws
/// std::invalid_argument for another number of figures.
std::string grid_reference(Point place, int figures = 8);

}  // namespace locality::geo
