#pragma once

#include "io/read_table.h"
#include "model/issue.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

inline constexpr std::size_t most_table_rows = 20'000'000;

/// Cells of a sheet row by row, before it is known which row is the header.
struct Grid {
    std::shared_ptr<std::string> text;  ///< what the cells look into
    std::vector<std::string_view> cells;
    std::vector<std::size_t> row_begin{0};

    std::size_t row_count() const { return row_begin.size() - 1; }
    std::span<const std::string_view> row(std::size_t r) const {
        return std::span(cells).subspan(row_begin[r], row_begin[r + 1] - row_begin[r]);
    }
};

/// Reads comma-, semicolon-, tab- or bar-separated text (RFC 4180). Our own reader because GDAL's drops byte order
/// marks, cells beyond the header and repeated names without a word, and takes every encoding for UTF-8.
/// Throws model::InputError for binary files and for a quote that is never closed, naming its line.
Grid read_csv(const std::filesystem::path& file, const std::string& source, model::Issues& issues,
              std::size_t most_rows = most_table_rows);

/// Which row is the header: titles may stand above it. `hints` are columns that the project file names.
std::size_t header_row(const Grid& grid, std::span<const std::string> hints);

/// True where a row has a column that recognise() knows as a code, or one of the hints.
bool is_recognised_header(std::span<const std::string_view> row, std::span<const std::string> hints);

/// Makes a table: header found, repeated names numbered, columns without a name and empty rows left out, short rows
/// filled; each a note. Throws model::InputError for a sheet without rows.
Table table_of(const Grid& grid, const std::string& source, std::span<const std::string> hints, model::Issues& issues);

}  // namespace locality::io
