#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <span>
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

/// One piece of ground that a footprint set leaves out, or claims more than once.
struct DisputedPiece {
    bool gap = false;
    double hectares = 0;
};
/// Adds a set's gaps and double claims, a shape for each piece, and their hectares to the legend.
void add_disputed(Marks& marks, const geo::Shapes& shapes, std::span<const DisputedPiece> pieces,
                  const std::string& set_title);
void add_picked(Marks& marks, const geo::Shapes& shapes);

}  // namespace locality::style
