#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// A cell of CSV (RFC 4180): quoted where it holds a comma, a quote or a line end, or a space at an end, which some
/// programs would drop.
std::string csv_cell(std::string_view text);

/// Writes rows of cells, the header first, lines ended by \n; as a whole, like write_text.
void write_csv(const std::filesystem::path& file, std::span<const std::vector<std::string>> rows);

}  // namespace locality::io
