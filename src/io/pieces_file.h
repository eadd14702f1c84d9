#pragma once

#include "geo/shapes.h"
#include "model/values.h"

#include <filesystem>
#include <string>
#include <vector>

namespace locality::io {

/// Rows of texts and figures, with a shape each where there are shapes: what an analysis hands out as a file of its
/// own.
struct FigureTable {
    std::string title;
    std::vector<std::string> text_names;          ///< of the text columns
    std::vector<std::vector<std::string>> texts;  ///< by row, then text column
    std::vector<model::Column> columns;           ///< an entry per row
    geo::Shapes shapes;                           ///< one per row, or none at all
};

/// The table as CSV: texts, then figures in full precision; a figure that is not known is empty.
std::string figures_csv(const FigureTable& table);

/// A GeoPackage with the layer `layer` of the rows that have a shape, and the table `name` of all rows. Written whole
/// or not at all. Throws model::InputError where it cannot be written.
void write_figures(const FigureTable& table, const std::string& layer, const std::string& name,
                   const std::filesystem::path& file, bool overwrite);

}  // namespace locality::io
