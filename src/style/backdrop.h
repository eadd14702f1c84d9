#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace locality::style {

/// A picture under the zones: an aerial photograph, a street map. Read for each part of the ground that is painted.
struct Backdrop {
    /// Pixels of a stretch of ground, rows from north to south: 0xaarrggbb, colours already multiplied by alpha.
    struct Picture {
        int width = 0, height = 0;
        std::vector<std::uint32_t> pixels;
    };
    std::function<Picture(const geo::Box& ground, int width, int height)> read;
    std::string attribution;
    double opacity = 0.6;  ///< of the zones' colours over it, 0 to 1; 0 leaves their lines alone
};

}  // namespace locality::style
