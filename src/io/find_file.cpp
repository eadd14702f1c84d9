#include "io/find_file.h"

#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace locality::io {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_neighbours = 5000;  // of a folder, looked through for a name meant

std::string nearest_file(const fs::path& wanted) {
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator it(wanted.parent_path(), error), end;
         !error && it != end && names.size() < most_neighbours; it.increment(error))
        names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return nearest(wanted.filename().string(), names);
}

}  // namespace

std::vector<fs::path> search_folders(const fs::path& beside, const std::optional<fs::path>& data) {
    std::vector<fs::path> folders{beside};
    if (data) {
        std::error_code error;
        if (!fs::is_directory(*data, error))
            throw model::InputError(
                fmt::format("--data {}: no such folder; name the folder that holds the data files", data->string()));
        folders.push_back(fs::absolute(*data).lexically_normal());
    }
    if (const char* named = std::getenv("LOCALITY_DATA"); named && *named)
        folders.push_back(fs::absolute(named).lexically_normal());
    return folders;
}

Found find_file(const std::string& named, const std::vector<fs::path>& folders, Wanted wanted) {
    std::vector<fs::path> places;
    if (fs::path(named).is_absolute()) {
        places.emplace_back(named);
    } else {
        for (const fs::path& folder : folders) places.push_back((folder / named).lexically_normal());
    }
    std::error_code error;
    std::vector<std::string> looked;
    std::string near;
    for (const fs::path& place : places) {
        const fs::file_status status = fs::status(place, error);
        const bool folder = fs::is_directory(status);
        if (fs::is_regular_file(status) || (folder && wanted == Wanted::file_or_folder)) return {place, ""};
        if (folder) return {{}, fmt::format("\"path\" is \"{}\", a folder; name a file in it", named)};
        looked.push_back(place.string());
        if (near.empty()) near = nearest_file(place);
    }
    return {{},
            fmt::format("\"path\" is \"{}\", which is not there (looked for {}); {}", named, fmt::join(looked, " and "),
                        near.empty() ? "put the file there, or name its folder with --data or LOCALITY_DATA"
                                     : fmt::format("did you mean \"{}\"?", near))};
}

}  // namespace locality::io
