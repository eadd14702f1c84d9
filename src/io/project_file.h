#pragma once

#include "model/project.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace locality::io {

/// Reads and checks a project file (TOML). Relative paths are looked for beside the project file, then under `data`
/// (--data), then under the folder that LOCALITY_DATA names.
///
/// Throws model::InputError, with file and line, for broken TOML, an unknown key (with the nearest valid one), a wrong
/// type, a missing file (with the places looked in), a footprint set that names no other, or names itself.
model::Project read_project(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data = {});

/// The demo city's project, found from wherever the program is run: beside the build, or installed.
std::filesystem::path demo_project();

/// A folder or file of the program's own data ("styles/imd_decile.toml"): beside the build, or installed. Throws
/// model::InputError naming the places looked in.
std::filesystem::path own_file(const std::filesystem::path& relative);

/// The known word nearest to `word` by edit distance, or empty when none is near enough to be meant.
std::string nearest(std::string_view word, std::span<const std::string> known);

}  // namespace locality::io
