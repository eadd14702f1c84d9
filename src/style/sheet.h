#pragma once

#include "geo/shapes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::style {

/// The paper or screen that a map is drawn on.
struct Sheet {
    int width = 1600, height = 1200;         ///< pixels
    int dpi = 96;                            ///< pixels per inch of paper, 30 to 1200
    std::optional<geo::Box> extent = {};     ///< the ground to show, in National Grid metres; else the whole map
};

/// The names of paper sizes: "A4" (lying), "A4-portrait" (standing), up to "A0-portrait".
std::vector<std::string> paper_names();

/// A sheet by its size: a name of paper_names(), whatever the case, or pixels ("1600x1200"). Empty for anything else.
std::optional<Sheet> sheet_of(std::string_view size, int dpi);

/// Throws model::InputError where a sheet cannot be drawn, with what can: sides outside 200 to 20,000 pixels; a
/// picture of pixels (`as_pixels`: PNG) that would need more than 600 MB of memory, a drawing (SVG, PDF) needs none.
void require_drawable(const Sheet& sheet, bool as_pixels);

/// Memory that a picture of pixels takes while it is drawn.
double picture_bytes(const Sheet& sheet);

}  // namespace locality::style
