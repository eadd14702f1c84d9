#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace locality::app {

/// A project or GeoPackage opened before, newest first, kept in the user's settings.
struct RecentFile {
    std::filesystem::path file;
    std::optional<std::filesystem::path> data;
};

/// Those that still exist.
std::vector<RecentFile> recent_files();
/// Puts `file` first; what is beyond the eighth is forgotten.
void remember(const RecentFile& file);

}  // namespace locality::app
