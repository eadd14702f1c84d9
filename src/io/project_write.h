#pragma once

#include "io/backdrop.h"
#include "model/project.h"

#include <filesystem>
#include <optional>
#include <string>

namespace locality::io {

/// A project as the text of a project file that stands in `folder`: read_project makes the same project of it. Paths
/// are relative where the data lie in that folder, below it or beside it; else absolute. What is as it would be anyway
/// is left out. Of an indicator that a library defines, the library is named and everything else is said.
///
/// `backdrop` is the picture that lies under its maps, which is no part of what is computed.
///
/// Throws model::InputError for a path that is no UTF-8, which TOML cannot hold.
std::string project_text(const model::Project& project, const std::filesystem::path& folder,
                         const std::optional<BackdropSpec>& backdrop = {});

/// Writes it, under a temporary name beside `file` and renamed. Throws model::InputError where `file` exists and may not
/// be replaced, does not end in .toml, or cannot be written.
void write_project(const model::Project& project, const std::filesystem::path& file, bool overwrite,
                   const std::optional<BackdropSpec>& backdrop = {});

}  // namespace locality::io
