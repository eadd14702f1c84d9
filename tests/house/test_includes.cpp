#include "catch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

// The table of rooms in README.md, as a test: what each room may include.

namespace {

namespace fs = std::filesystem;

struct Room {
    std::set<std::string> rooms;             ///< besides itself
    std::vector<std::string> foreign;        ///< patterns of foreign headers
    std::vector<std::string> edge = {};      ///< files that begin so
    std::vector<std::string> edge_only = {}; ///< patterns allowed in those alone
};

const std::map<std::string, Room> table{
    {"stats", {{}, {"boost/.*"}}},
    {"geo", {{}, {"geos_c\\.h", "proj\\.h"}}},
    {"model", {{"geo"}, {}}},
    {"io", {{"model", "geo"}, {"(gdal|ogr|cpl)[a-z_]*\\.h", "toml\\+\\+/toml\\.h", "toml\\+\\+/toml\\.hpp", "openssl/.*"}}},
    {"core", {{"model", "geo", "stats"}, {}, {"mend_tree", "linear_ranges"}, {"coin/Clp[A-Za-z]*\\.hpp"}}},
    {"style", {{"model", "geo", "stats"}, {"toml\\+\\+/toml\\.h", "toml\\+\\+/toml\\.hpp"}, {"painter"}, {"Q[A-Z].*"}}},
    {"cli", {{"model", "geo", "stats", "io", "core", "style"}, {"CLI/.*", "nlohmann/.*"}}},
    {"app", {{"model", "geo", "stats", "io", "core", "style"}, {"Q[A-Z].*"}}},
};

bool matches(const std::string& text, const std::vector<std::string>& patterns) {
    for (const std::string& p : patterns)
        if (std::regex_match(text, std::regex(p))) return true;
    return false;
}

/// Why `include` (with its brackets or quotes) is a stranger in `file` of `room`; empty where it is at home.
std::string stranger(const std::string& room, const std::string& file, const std::string& include) {
    const Room& rules = table.at(room);
    const std::string name = include.substr(1, include.size() - 2);
    if (include.front() == '"') {
        const auto slash = name.find('/');
        if (slash == std::string::npos) return "is not named from src/";
        const std::string other = name.substr(0, slash);
        if (other == room || rules.rooms.contains(other)) return {};
        return "is of room " + other;
    }
    const bool standard = std::regex_match(name, std::regex("[a-z_0-9]+"));
    const bool system = matches(name, {"unistd\\.h", "malloc\\.h", "sys/(stat|types|mman|ioctl)\\.h", "fcntl\\.h"});
    if (standard || system || matches(name, {"fmt/.*", "spdlog/.*"}) || matches(name, rules.foreign)) return {};
    const bool at_edge = std::any_of(rules.edge.begin(), rules.edge.end(),
                                     [&](const std::string& edge) { return file.starts_with(edge); });
    if (at_edge && matches(name, rules.edge_only)) return {};
    return "is a library this room does not know";
}

std::vector<std::string> includes_of(std::istream& text) {
    static const std::regex line_of("^\\s*#\\s*include\\s*([<\"][^>\"]+[>\"]).*");
    std::vector<std::string> result;
    for (std::string line; std::getline(text, line);)
        if (std::smatch m; std::regex_match(line, m, line_of)) result.push_back(m[1]);
    return result;
}

const fs::path source = fs::path(LOCALITY_SOURCE_DIR) / "src";

}  // namespace

TEST_CASE("the rule knows a stranger", "[house]") {
    CHECK(stranger("core", "overlay.cpp", "\"geo/topology.h\"").empty());
    CHECK(stranger("core", "overlay.cpp", "<vector>").empty());
    CHECK(stranger("style", "painter_labels.cpp", "<QPainter>").empty());
    CHECK_FALSE(stranger("core", "overlay.cpp", "\"io/load.h\"").empty());
    CHECK_FALSE(stranger("core", "overlay.cpp", "<geos_c.h>").empty());
    CHECK_FALSE(stranger("style", "scene.cpp", "<QPainter>").empty());
    CHECK_FALSE(stranger("cli", "main.cpp", "<QGuiApplication>").empty());
    CHECK_FALSE(stranger("app", "main.cpp", "\"cli/print.h\"").empty());
    CHECK_FALSE(stranger("geo", "crs.cpp", "<gdal_priv.h>").empty());
    CHECK_FALSE(stranger("geo", "crs.cpp", "\"crs.h\"").empty());
    std::istringstream text("#include \"geo/box.h\"\n // #include <no>\n#  include <proj.h>  // why\n");
    CHECK(includes_of(text) == std::vector<std::string>{"\"geo/box.h\"", "<proj.h>"});
}

TEST_CASE("no room includes a stranger", "[house]") {
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const fs::path relative = fs::relative(entry.path(), source);
        if (relative.extension() != ".h" && relative.extension() != ".cpp") continue;
        const std::string room = relative.begin()->string();
        INFO(relative.string());
        REQUIRE(table.contains(room));
        std::ifstream text(entry.path());
        for (const std::string& include : includes_of(text)) {
            const std::string why = stranger(room, relative.filename().string(), include);
            INFO(include << " " << why);
            CHECK(why.empty());
        }
        ++files;
    }
    CHECK(files > 20);
}

TEST_CASE("the link lines say what the table says", "[house]") {
    static const std::regex rooms_of("locality_room\\(\\s*(\\w+)[^)]*?\\bROOMS\\s+([a-z ]+)");
    for (const auto& [room, rules] : table) {
        std::ifstream file(source / room / "CMakeLists.txt");
        REQUIRE(file);
        std::stringstream text;
        text << file.rdbuf();
        const std::string all = text.str();
        std::smatch m;
        if (!std::regex_search(all, m, rooms_of)) continue;  // programs and rooms without rooms
        std::istringstream linked(m[2]);
        for (std::string other; linked >> other;) {
            INFO(room << " links " << other);
            CHECK(rules.rooms.contains(other));
        }
    }
}
