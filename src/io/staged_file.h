#pragma once

#include "model/project.h"

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// Larger inputs are refused rather than read until memory ends.
inline constexpr std::uintmax_t largest_file_bytes = std::uintmax_t{4} << 30;

/// A folder of our own in the system's temporary place, removed with what is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

/// A file ready to be opened: the user's own, or a private copy where opening it in place would change it or leave
/// something beside it (a member of a zip, a GeoPackage in write-ahead mode).
struct StagedFile {
    std::shared_ptr<TemporaryFolder> folder;  ///< keeps the copy; null where the file is read in place
    std::filesystem::path path;
    std::string name;   ///< for messages: "wards.gpkg", "wards.zip, member wards.shp"
    std::string layer;  ///< of the spec; empty where it named the member of a zip
};

enum class Holds { layers, tables };

/// Checks that the file is there and of a size that can be read, and chooses the member of a zip: the one that
/// spec.layer names, else the only one that holds what is wanted. Throws model::InputError.
StagedFile stage(const model::SourceSpec& spec, Holds what, std::uintmax_t most_bytes = largest_file_bytes);

/// The members of a zip that hold layers or tables, by their path in it; a .txt only where there is nothing else.
/// Throws model::InputError.
std::vector<std::string> members_of(const model::SourceSpec& zip);

/// How the names of files that can be read end; zips apart.
inline constexpr std::array layer_endings{".gpkg", ".shp", ".geojson", ".json", ".topojson", ".fgb", ".gml", ".kml"};
inline constexpr std::array text_endings{".csv", ".tsv", ".txt"};
inline constexpr std::array workbook_endings{".xlsx", ".ods"};

/// True where the file's name ends so, whatever the case: has_ending(path, ".csv").
bool has_ending(const std::filesystem::path& path, std::string_view ending);
bool has_ending(const std::filesystem::path& path, std::span<const char* const> endings);

}  // namespace locality::io
