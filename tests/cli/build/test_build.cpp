#include "catch.h"
#include "program.h"
#include "real_data.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

/// Names of everything in a folder, sorted.
std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

/// The text without the line that names this run's folder.
std::string without_last_line(const std::string& text) {
    return text.substr(0, text.rfind('\n', text.size() - 2) + 1);
}

}  // namespace

TEST_CASE("build prints the footprints and the ledger, and writes the GeoPackage") {
    const SmallCity city;
    const std::string out = city.path("out.gpkg");
    const Ran ran = locality({"build", city.project(), "-o", out});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    CHECK(std::filesystem::file_size(out) > 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("GeoPackage: " + out + "\n"));
    test::check_golden(without_last_line(ran.out), "build/small_city.txt");
}

TEST_CASE("build leaves nothing beside its output and its inputs as they were") {
    const SmallCity city;
    const auto before = names_in(city.folder());
    const std::string zones = test::bytes_of(city.folder() / "zones.geojson");
    REQUIRE(locality({"build", city.project(), "-o", city.path("out.gpkg")}).code == 0);
    auto after = names_in(city.folder());
    after.erase(std::remove(after.begin(), after.end(), "out.gpkg"), after.end());
    CHECK(after == before);
    CHECK(test::bytes_of(city.folder() / "zones.geojson") == zones);
}

TEST_CASE("build writes the same bytes again, whatever the threads") {
    const SmallCity city;
    REQUIRE(locality({"build", city.project(), "-o", city.path("a.gpkg")}).code == 0);
    REQUIRE(locality({"build", city.project(), "-o", city.path("b.gpkg"), "--threads", "1"}).code == 0);
    CHECK(test::bytes_of(city.path("a.gpkg")) == test::bytes_of(city.path("b.gpkg")));
}

TEST_CASE("build refuses an existing file without --overwrite, and keeps it") {
    const SmallCity city;
    const auto out = city.write("out.gpkg", "mine");
    const Ran refused = locality({"build", city.project(), "-o", out.string()});
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err, LOCALITY_CONTAINS("out.gpkg: exists already") && LOCALITY_CONTAINS("--overwrite"));
    CHECK(test::bytes_of(out) == "mine");

    const Ran replaced = locality({"build", city.project(), "-o", out.string(), "--overwrite", "-q"});
    CHECK(replaced.code == 0);
    CHECK(test::bytes_of(out).starts_with("SQLite format 3"));
}

TEST_CASE("a build that fails leaves no file") {
    const SmallCity city;
    city.write("people.csv", "nothing,to,see\n1,2,3\n");
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg")});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, LOCALITY_CONTAINS("people.csv"));
    for (const std::string& name : names_in(city.folder())) CHECK_THAT(name, !LOCALITY_CONTAINS("gpkg"));
}

TEST_CASE("build says what is wrong with its output before it works") {
    const SmallCity city;
    const Ran folder = locality({"build", city.project(), "-o", city.path("no/such/out.gpkg")});
    CHECK(folder.code == 1);
    CHECK_THAT(folder.err, LOCALITY_CONTAINS("there is no folder") && LOCALITY_CONTAINS("make it first"));
    const Ran is_folder = locality({"build", city.project(), "-o", city.folder().string()});
    CHECK(is_folder.code == 1);
    CHECK_THAT(is_folder.err, LOCALITY_CONTAINS("is a folder; name a file in it"));
    const Ran none = locality({"build", city.project()});
    CHECK(none.code == 2);
    CHECK_THAT(none.err, LOCALITY_CONTAINS("--output"));
    const Ran ending = locality({"build", city.project(), "-o", city.path("out.shp")});
    CHECK(ending.code == 1);
    CHECK_THAT(ending.err, LOCALITY_CONTAINS(".gpkg"));
}

TEST_CASE("build -q says nothing") {
    const SmallCity city;
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg"), "-q"});
    CHECK(ran.code == 0);
    CHECK(ran.out.empty());
    CHECK(ran.err.empty());
}

TEST_CASE("build -q still prints the JSON that was asked for") {
    const SmallCity city;
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg"), "-q", "--json"});
    CHECK(ran.err.empty());
    CHECK(json::parse(ran.out)["zones"] == 4);
}

TEST_CASE("build -v names every file read") {
    const SmallCity city;
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg"), "-v"});
    CHECK(ran.code == 0);
    for (const char* name : {"zones: zones.geojson", "residents: people.csv", "footprints ward: wards.geojson"})
        CHECK_THAT(ran.err, LOCALITY_CONTAINS(name));
}

TEST_CASE("build --json is the same as JSON") {
    const SmallCity city;
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg"), "--json"});
    REQUIRE(ran.code == 0);
    const json result = json::parse(ran.out);
    CHECK(result["synthetic"] == true);
    CHECK(result["zones"] == 4);
    REQUIRE(result["sets"].size() == 3);
    CHECK(result["sets"][0]["set"] == "whole");
    const json& wards = result["sets"][1];
    CHECK(wards["set"] == "ward");
    CHECK(wards["basis"] == "area");
    REQUIRE(wards["footprints"].size() == 2);
    CHECK(wards["footprints"][0]["name"] == "West");
    CHECK(wards["footprints"][0]["residents"].get<double>() == Approx(700));
    CHECK(wards["footprints"][0]["imd1_residents"].get<double>() == Approx(400));
    CHECK(wards["footprints"][1]["residents"].get<double>() == Approx(300));
    CHECK(result["sets"][2]["footprints"][1]["registered"].get<double>() == Approx(520));
    CHECK(result["sets"][2]["footprints"][1]["list_size"].get<double>() == Approx(462));
    for (const json& line : result["ledger"]["lines"]) CHECK(line["closes"] == true);
    double in_no_zone = 0;
    for (const json& row : result["ledger"]["unplaced"]) in_no_zone += row["people"].get<double>();
    CHECK(in_no_zone == 5);
}

TEST_CASE("what its publisher withheld is told from what is not there") {
    const SmallCity city;
    city.write("people.csv", "lsoa21_code,usual_residents\nE01000001,c\nE01000002,200\nE01000003,300\n");
    const Ran ran = locality({"build", city.project(), "-o", city.path("out.gpkg"), "--json"});
    REQUIRE(ran.code == 0);
    const json wards = json::parse(ran.out)["sets"][1]["footprints"];
    CHECK(wards[0]["residents"].is_null());
    CHECK(std::count(wards[0]["suppressed"].begin(), wards[0]["suppressed"].end(), "residents") == 1);
    CHECK(wards[1]["residents"].is_null());
    CHECK_FALSE(wards[1].contains("suppressed"));
    const Ran text = locality({"build", city.project(), "-o", city.path("text.gpkg")});
    CHECK_THAT(text.out, LOCALITY_CONTAINS("suppressed") && LOCALITY_CONTAINS("no data"));
}

TEST_CASE("the demo city builds from any folder, and its figures are these") {
    const test::ScratchFolder folder;
    const std::string out = (folder.path() / "demo.gpkg").string();
    const Ran ran = locality({"build", "-o", out});
    CHECK(ran.code == 0);
    test::check_golden(without_last_line(ran.out), "build/demo.txt");
}

TEST_CASE("a build that is interrupted leaves no file, or the whole of it") {
    LOCALITY_REQUIRE_REAL_DATA();
    const test::ScratchFolder folder;
    const std::string out = (folder.path() / "england.gpkg").string();
    const std::string project = std::string(LOCALITY_SOURCE_DIR) + "/geodata/england.toml";
    // On a busy machine an early interrupt comes before the program listens for one; it then ends without a word.
    for (double seconds = 0.4;; seconds *= 2) {
        REQUIRE(seconds < 60);
        const Ran ran = locality({"build", project, "--data", real_data().string(), "-o", out},
                                 "timeout --foreground -s INT " + std::to_string(seconds));
        if (std::filesystem::exists(out)) {
            CHECK(ran.code == 0);  // a machine that was quicker
            return;
        }
        CHECK(ran.out.empty());
        CHECK(names_in(folder.path()).empty());
        if (ran.err.empty()) continue;
        CHECK(ran.err == "locality: stopped; nothing was written\n");
        return;
    }
}
