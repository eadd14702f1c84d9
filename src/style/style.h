#pragma once

#include "model/values.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace locality::style {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};
/// "#081d58" or "#081d58ff"; throws std::invalid_argument for anything else.
Colour colour(std::string_view hex);
/// "#081d58", with the alpha only where it is not 255.
std::string hex(Colour c);

/// One class of a shading: values above `above` (or equal, in the first class) up to `up_to`, both as numbers.
struct ShadeClass {
    double above = 0, up_to = 0;
    Colour fill;
    std::string label;  ///< in words: "1 = most deprived 10% in England", "12.1 to 15.3"
};

/// How a column is shaded: classes and what blanks look like. The legend is these classes, with counts.
struct Shading {
    std::string column;  ///< id of the column
    std::string title;   ///< above the legend
    std::vector<ShadeClass> classes;
    Colour missing, suppressed;  ///< under their hatches: "/" for missing, "x" for suppressed
    /// Class of a known value; -1 where it is in none.
    int class_of(double value) const;
};

/// Where styles are: the `styles` folder of the program, read once by the edge and passed in as text.
struct StyleBook {
    std::string text;  ///< styles/styles.toml
};

/// The shading for a column: deciles of deprivation get ten classes, darkest = 1, with words; ranks and any other
/// numbers quantiles (R type 7) with the book's sequential palette, reversed where a low value is worse off.
/// `unit` "%" and others go into the labels. Throws std::invalid_argument if the book is broken or lacks a palette.
Shading shading_for(const model::Column& column, const StyleBook& book);

/// Lines and marks that every map shares, from the book.
struct MapStyle {
    Colour paper, ink, zone_line, footprint_line, footprint_casing, imd1_line, imd1_casing, label, label_halo;
    double zone_line_px = 0.4, footprint_line_px = 1.6, imd1_line_px = 1.4;
    std::string font_family;
};
MapStyle map_style(const StyleBook& book);

}  // namespace locality::style
