#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace locality::io {

/// Writes rows of cells, the header first, as CSV (RFC 4180, UTF-8, lines ended by \n): cells that hold a comma, a
/// quote or a line end are quoted. Written under a temporary name beside the target and renamed, so that a crash leaves
/// no half of a file. Replaces a file that is there: the caller has asked. Throws model::InputError where it cannot be
/// written.
void write_csv(const std::filesystem::path& file, std::span<const std::vector<std::string>> rows);

}  // namespace locality::io
