#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace locality::io {

/// A column of a table to write.
struct FigureColumn {
    std::string name;
    bool is_number = false;
};

/// A cell: text, or a number. Empty text and NaN are blanks: an empty cell, or NULL.
struct FigureCell {
    std::string text;
    double number = std::numeric_limits<double>::quiet_NaN();
};

/// A table that is filled row by row, so that a nation's figures need not stand in memory as text.
struct FigureSheet {
    std::string name;         ///< of the sheet or layer: "figures"
    std::string description;  ///< for GeoPackages
    std::vector<FigureColumn> columns;
    std::size_t rows = 0;
    /// Fills the cells of a row; they are all blank when it is called.
    std::function<void(std::size_t row, std::vector<FigureCell>& cells)> fill;
};

/// The table as CSV (RFC 4180, UTF-8, line ends \n), numbers with up to 12 digits.
void append_csv(const FigureSheet& sheet, std::string& text);

/// Writes a table as .csv, .xlsx or .gpkg, by the file's ending, under a temporary name beside it and renamed.
/// Throws model::InputError if the file exists and `overwrite` is false, ends otherwise, or cannot be written.
void write_figures(const FigureSheet& sheet, const std::filesystem::path& file, bool overwrite);

}  // namespace locality::io
