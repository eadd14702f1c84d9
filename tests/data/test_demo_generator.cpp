#include "catch.h"
#include "demo_files.h"
#include "scratch_folder.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

using namespace locality;

namespace {

std::string bytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int make_demo_city(const std::string& arguments) {
    return std::system((std::string("'") + LOCALITY_MAKE_DEMO_CITY + "' " + arguments).c_str());
}

std::set<std::string> tables(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(folder))
        if (file.path().extension() == ".csv") names.insert(file.path().filename().string());
    return names;
}

}  // namespace

TEST_CASE("the generator makes the committed demo city, byte for byte") {
    const test::ScratchFolder scratch;
    REQUIRE(make_demo_city("'" + scratch.path().string() + "'") == 0);
    CHECK(tables(scratch.path()) == tables(demo_folder()));
    for (const std::string& name : tables(scratch.path())) {
        INFO(name);
        CHECK(bytes(scratch.path() / name) == bytes(demo_folder() / name));
    }
    // GeoPackage bytes depend on the version of SQLite; what is in them does not.
    for (const char* name : {"oa21", "lsoa21", "msoa21", "ward25"}) {
        INFO(name);
        const model::Layer made = demo_layer(name, scratch.path()), committed = demo_layer(name);
        CHECK(made.code == committed.code);
        CHECK(made.name == committed.name);
        CHECK(made.shapes.vertices == committed.shapes.vertices);
        CHECK(made.shapes.ring_begin == committed.shapes.ring_begin);
        CHECK(made.shapes.shape_begin == committed.shapes.shape_begin);
    }
}

TEST_CASE("the generator says how it is used and what it cannot do") {
    const test::ScratchFolder scratch;
    const std::string folder = "'" + scratch.path().string() + "'", said = (scratch.path() / "said").string();
    const auto complaint = [&](const std::string& arguments) {
        CHECK(make_demo_city(arguments + " 2> '" + said + "'") != 0);
        return bytes(said);
    };
    CHECK_THAT(complaint(""), LOCALITY_CONTAINS("usage: make_demo_city FOLDER [SEED]"));
    CHECK_THAT(complaint(folder + " 1 2"), LOCALITY_CONTAINS("usage: make_demo_city FOLDER [SEED]"));
    CHECK_THAT(complaint(folder + " seven"), LOCALITY_CONTAINS("the seed \"seven\" is not a whole number"));
    CHECK_THAT(complaint("'" + (scratch.path() / "nowhere").string() + "'"),
               LOCALITY_CONTAINS("nowhere: no such folder; make it first"));
    std::filesystem::create_directory(scratch.path() / "synthetic_oa21_lsoa21_msoa21.csv");
    CHECK_THAT(complaint(folder), LOCALITY_CONTAINS("synthetic_oa21_lsoa21_msoa21.csv: cannot be written"));
}
