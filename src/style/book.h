#pragma once

#include "style/chart.h"
#include "style/style.h"

#include <map>
#include <string>
#include <vector>

namespace locality::style {

/// How the book wants one column shaded; what it does not say is empty or the default of all columns.
struct ColumnLook {
    std::string scheme = "quantiles";  ///< "quantiles" or "deciles"
    std::string palette;
    std::string title;
    int classes = 5;
    bool low_is_worse = false;
    std::vector<std::string> labels;  ///< of deciles: ten
};

/// styles.toml, checked: every colour is a colour, every palette that is named is there.
struct Book {
    std::map<std::string, std::vector<Colour>> palettes;
    std::vector<Colour> of_two;  ///< nine, for two columns: the first column's thirds run fastest, faint to strong
    ColumnLook look;             ///< of columns that have none of their own
    std::map<std::string, ColumnLook> columns;  ///< "*_decile" is the look of every column that ends so and has no own
    Colour missing, suppressed, hatch;
    MapStyle map;
    std::map<std::string, MapStyle> looks;  ///< "dark", "contrast": [map] with other colours
    ChartStyle charts;                      ///< the colours of [charts] alone
    std::map<std::string, ChartStyle> chart_looks;  ///< by the names of looks
};

/// Throws model::InputError with the line, what is wrong, and what to write.
Book parse(const StyleBook& book);

/// `count` colours of a palette, evenly spaced from its first to its last; one alone is taken past the middle.
std::vector<Colour> sampled(const std::vector<Colour>& palette, std::size_t count);

}  // namespace locality::style
