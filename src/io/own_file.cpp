#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>

namespace locality::io {

namespace fs = std::filesystem;

fs::path own_file(const fs::path& relative) {
    std::vector<fs::path> places;
    if (const char* home = std::getenv("LOCALITY_HOME"); home && *home) places.push_back(fs::absolute(home));
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) places.push_back(program.parent_path() / LOCALITY_SHARE_FROM_BIN);
    places.emplace_back(LOCALITY_SOURCE_DIR);

    std::vector<std::string> looked;
    for (const fs::path& place : places) {
        const fs::path candidate = (place / relative).lexically_normal();
        if (fs::exists(candidate, error)) return candidate;
        looked.push_back(candidate.string());
    }
    throw model::InputError(
        fmt::format("{}: the program's own file is not there (looked for {}); install Locality again, "
                    "or name the folder that holds it with LOCALITY_HOME",
                    relative.string(), fmt::join(looked, " and ")));
}

fs::path demo_project() {
    return own_file("geodata/demo/demo.toml");
}

}  // namespace locality::io
