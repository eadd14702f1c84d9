#pragma once

#include "geo/one_sided_lines.h"
#include "geo/shapes.h"

#include <cstdint>
#include <vector>

namespace locality::geo {

/// A piece of ground that one-sided lines enclose, and how many faces of the layer lie on it.
struct WindingFace {
    int winding = 0;                  ///< 0: enclosed by faces and covered by none; 2 or more: covered that often
    double area_m2 = 0.0;             ///< without the pieces inside it
    double perimeter_m = 0.0;         ///< of all its rings
    std::vector<std::int32_t> along;  ///< the faces whose lines bound it, ascending
    Shapes shape;                     ///< one shape, its holes included
};

/// The enclosed pieces of ground that are covered by no face, or by more than one.
///
/// Crossing a line that has a face on either side leaves one face and enters another, so only one-sided lines tell how
/// often ground is covered: one more to their left than to their right.
///
/// Lines are as `cut_at_contacts` leaves them.
std::vector<WindingFace> winding_faces(const OneSidedLines& lines);

/// The lines with covered ground to their left and uncovered ground to their right, each once, with face 0: the outline
/// of everything that the faces cover. Lines are as `cut_at_contacts` leaves them.
OneSidedLines outer_lines(const OneSidedLines& lines);

}  // namespace locality::geo
