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
/// How light a colour looks, alpha left aside: CIE L*, 0 (black) to 100 (white).
double lightness(Colour c);

/// One class of a shading: values above `above` (or equal, in the first class) up to `up_to`, both as numbers.
struct ShadeClass {
    double above = 0, up_to = 0;
    Colour fill;
    std::string label;  ///< in words: "1 = most deprived 10% in England", "12.1% to 15.3%"
    friend bool operator==(const ShadeClass&, const ShadeClass&) = default;
};

/// How a column is shaded: classes and what blanks look like. The legend is these classes, with counts.
struct Shading {
    std::string column;  ///< id of the column
    std::string title;   ///< above the legend, with the unit; "{edition}" stands for the year of the deprivation index
    std::vector<ShadeClass> classes;  ///< none where no value is known
    Colour missing, suppressed;       ///< under their hatches: "/" for missing, "x" for suppressed
    Colour hatch;                     ///< the hatches' lines
    std::string method;               ///< one of shading_methods(); empty for two columns together
    std::string palette;              ///< its name in the book
    /// A second column shaded together with the first: class = 3 * third of the second + third of the first.
    std::string across, across_title;
    std::vector<ShadeClass> across_classes;  ///< its thirds; their fills mean nothing
    /// Class of a known value; -1 where it is in none.
    int class_of(double value) const;
    /// Class of known values of two columns shaded together.
    int class_of(double value, double across_value) const;
    friend bool operator==(const Shading&, const Shading&) = default;
};

/// Where styles are: the `styles` folder of the program, read once by the edge and passed in as text.
struct StyleBook {
    std::string text;  ///< styles/styles.toml
};

/// How someone wants a column shaded. What is left empty is as the book says.
struct Recipe {
    std::string method;          ///< one of shading_methods()
    std::string palette;         ///< one of palette_names()
    int classes = 0;             ///< least_classes to most_classes
    std::vector<double> breaks;  ///< of "given": ascending, the upper bounds of all classes but the last
    friend bool operator==(const Recipe&, const Recipe&) = default;
};
inline constexpr int least_classes = 3, most_classes = 10;
/// "deciles" (of a column that the book has deciles for), "quantiles", "equal" (intervals), "natural" (breaks),
/// "given".
std::vector<std::string> shading_methods(const model::Column& column, const StyleBook& book);
/// The book's palettes of ordered colours.
std::vector<std::string> palette_names(const StyleBook& book);
/// The colours of one of them. Throws std::out_of_range for a name that is none of them.
std::vector<Colour> palette_colours(const StyleBook& book, const std::string& name);

/// The shading for a column. Without a recipe, deciles of deprivation get ten classes, darkest = 1, with words; any
/// other numbers quantiles (R type 7; never more classes than different values) in the book's sequential palette,
/// darkest = highest, or lowest where the book says that low is worse off, as it does for ranks. A "%" goes into the
/// labels, any other unit into the title. Given breaks keep classes that hold no value.
/// Throws model::InputError where the book is broken, with the line: its user may have edited it; and for a recipe that
/// names what there is not, or whose breaks do not ascend.
Shading shading_for(const model::Column& column, const StyleBook& book, const Recipe& recipe = {});

/// Two columns shaded together, each in thirds (quantiles): nine classes of the book's palette for two. Of a column
/// whose low is worse (deciles, ranks), the low third is the strong colour.
Shading shading_of_two(const model::Column& column, const model::Column& across, const StyleBook& book);

/// Lines and marks that every map shares, from the book. Widths are for a picture 900 pixels high.
struct MapStyle {
    Colour paper, panel, ink, muted, rule;
    Colour zone_line, zone_line_on_dark;
    Colour footprint_line, footprint_casing, selected_line;
    Colour imd1_line, imd1_casing, imd1_edge;
    Colour gap_line, several_line, mark_casing;
    Colour label, label_halo, banner, banner_ink;
    double zone_line_px = 0.5, footprint_line_px = 1.7, imd1_line_px = 1.5;
    std::vector<std::string> fonts;  ///< families; the first that is installed is used
    friend bool operator==(const MapStyle&, const MapStyle&) = default;
};
/// In a look of the book ("dark", "contrast"), or its usual one. Throws model::InputError as shading_for, and for a
/// look that the book does not have.
MapStyle map_style(const StyleBook& book, const std::string& look = {});

/// A number with its thousands parted by commas and `decimals` places: "144,753", "-1,234.50".
std::string grouped(double number, int decimals);

}  // namespace locality::style
