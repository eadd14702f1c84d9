#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace locality::io {

/// Folders in which a project's relative paths are looked for: beside the project file, then `data` (--data), then the
/// folder that LOCALITY_DATA names. Throws model::InputError where `data` is no folder.
std::vector<std::filesystem::path> search_folders(const std::filesystem::path& beside,
                                                  const std::optional<std::filesystem::path>& data);

struct Found {
    std::filesystem::path path;  ///< absolute; empty where not found
    std::string problem;         ///< in words: the places looked in, the nearest file, what to do
};

/// The first file called `named` in `folders`, or a folder where that will do; an absolute name is taken as it is.
enum class Wanted { file, file_or_folder };
Found find_file(const std::string& named, const std::vector<std::filesystem::path>& folders,
                Wanted wanted = Wanted::file);

}  // namespace locality::io
