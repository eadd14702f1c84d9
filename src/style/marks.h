#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::style {

/// Ground that is marked on top of the zones, whatever they are shaded by: gaps of a footprint set ("\" lines), double
/// claims (crossed lines), and what somebody picked (a heavy outline).
struct Marks {
    enum class Kind : std::uint8_t { gap, several, picked };
    geo::Shapes shapes;
    std::vector<Kind> kind;                ///< per shape
    std::string gap_words, several_words;  ///< in the legend; empty where there are none
};

}  // namespace locality::style
