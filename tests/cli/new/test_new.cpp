#include "catch.h"
#include "program.h"
#include "real_data.h"

#include <nlohmann/json.hpp>

#include <regex>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("new makes a project of files, which builds") {
    const SmallCity city;
    const std::string out = city.path("my.toml");
    const Ran ran = locality({"new", city.path("zones.geojson"), city.path("wards.geojson"), city.path("people.csv"),
                              city.path("imd.csv"), city.path("patients.csv"), city.path("practices.csv"), "--title",
                              "Smalltown", "-o", out});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(std::regex_replace(ran.out, std::regex(city.folder().string()), "FOLDER"), "new/small_city.txt");
    test::check_golden(test::bytes_of(out), "new/small_city.toml");
    CHECK(locality({"check", out, "-q"}).code == 0);
    const Ran profile = locality({"profile", out, "West", "--json"});
    CHECK(profile.code == 0);
}

TEST_CASE("new takes a whole folder, and says what it left out") {
    const SmallCity city;
    city.write("empty.csv", "");
    const std::string out = city.path("mine.toml");
    const Ran ran = locality({"new", city.folder().string(), "-o", out, "--json"});
    CHECK(ran.code == 3);  // a file cannot be read; the project is made of the others
    const json said = json::parse(ran.out);
    CHECK(said["output"] == out);
    std::map<std::string, std::string> role, problem;
    for (const json& file : said["files"]) {
        const std::string name = std::filesystem::path(file["file"].get<std::string>()).filename();
        role[name] = file["role"];
        problem[name] = file.value("problem", "");
    }
    CHECK(role["zones.geojson"] == "zones");
    CHECK(role["patients.csv"] == "registrations");
    CHECK(role["empty.csv"] == "leave-out");
    CHECK_THAT(problem["empty.csv"], LOCALITY_CONTAINS("is empty"));
    CHECK(locality({"check", out, "-q"}).code == 0);
}

TEST_CASE("new does what it is told") {
    const SmallCity city;
    const std::string out = city.path("my.toml");
    const auto roles = [&](std::vector<std::string> more) {
        std::vector<std::string> arguments{"new", city.path("zones.geojson"), city.path("wards.geojson"), "-o", out,
                                           "--overwrite", "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const json said = json::parse(locality(arguments).out);
        return said["files"][0]["role"].get<std::string>() + " " + said["files"][1]["role"].get<std::string>();
    };
    CHECK(roles({}) == "zones boundaries");
    CHECK(roles({"--as", "wards.geojson=zones"}) == "leave-out zones");
    CHECK(roles({"--as", "wards.geojson=leave-out"}) == "zones leave-out");
}

TEST_CASE("new refuses what it cannot do, and writes nothing") {
    const SmallCity city;
    const std::string out = city.path("my.toml");
    const auto refused = [&](std::vector<std::string> arguments, int code) {
        arguments.insert(arguments.begin(), "new");
        arguments.insert(arguments.end(), {"-o", out});
        const Ran ran = locality(arguments);
        CHECK(ran.code == code);
        CHECK_FALSE(std::filesystem::exists(out));
        return ran.err;
    };
    CHECK_THAT(refused({}, 2), LOCALITY_CONTAINS("FILES"));
    CHECK_THAT(refused({city.path("no.csv")}, 1), LOCALITY_CONTAINS("no such file"));
    CHECK_THAT(refused({city.path("people.csv")}, 1), LOCALITY_CONTAINS("there are no zones"));
    CHECK_THAT(refused({city.path("zones.geojson"), "--as", "zones.geojson=zone"}, 1), LOCALITY_CONTAINS("the roles are"));
    CHECK_THAT(refused({city.path("zones.geojson"), "--as", "zone.geojson=zones"}, 1),
               LOCALITY_CONTAINS("they are zones.geojson"));
    CHECK_THAT(refused({city.path("zones.geojson"), city.path("people.csv"), "--as", "people.csv=practices"}, 1),
               LOCALITY_CONTAINS("practice"));
    city.write("my.toml", "mine");
    const Ran there = locality({"new", city.path("zones.geojson"), "-o", out});
    CHECK(there.code == 1);
    CHECK_THAT(there.err, LOCALITY_CONTAINS("exists already"));
    CHECK(test::bytes_of(out) == "mine");
}

TEST_CASE("new recognises the tables of the demo city") {
    const test::ScratchFolder folder;
    const std::string out = (folder.path() / "demo.toml").string();
    const Ran ran = locality({"new", LOCALITY_SOURCE_DIR "/geodata/demo", "-o", out, "--json"});
    CHECK(ran.code == 0);
    std::map<std::string, std::string> role;
    const json said = json::parse(ran.out);
    for (const json& file : said["files"])
        role[std::filesystem::path(file["file"].get<std::string>()).filename()] = file["role"];
    for (const char* name : {"smoking", "bowel_screening", "fuel_poverty", "healthy_weight", "diabetes_register",
                             "emergency_admissions"}) {
        INFO(name);
        CHECK(role[std::string("synthetic_") + name + "_lsoa21.csv"] == "indicator");
    }
    CHECK(role["synthetic_pcn_lcp.csv"] == "lookup");
    CHECK(role["synthetic_lsoa21_neighbourhood_team.csv"] == "lookup");
    const std::string project = test::bytes_of(out);
    for (const char* line : {"numerator = \"SMOKERS\"\ndenominator = \"ADULTS\"", "period = \"PERIOD\"", "sex = \"SEX\"",
                             "numerator = \"ADMISSIONS\"\ndenominator = \"RESIDENTS\"",
                             "numerator = \"HOUSEHOLDS_IN_FUEL_POVERTY\"\ndenominator = \"HOUSEHOLDS\""})
        CHECK_THAT(project, LOCALITY_CONTAINS(line));
    CHECK(locality({"build", out, "-q", "-o", (folder.path() / "demo.gpkg").string()}).code == 0);
}

TEST_CASE("new brings a table of larger areas to the zones by a lookup among the files") {
    const SmallCity city;
    city.write("sick.csv", "MSOA21CD,PERIOD,SICK,PEOPLE\nE02000001,2024,30,100\nE02000002,2024,10,100\n");
    city.write("areas.csv",
               "OA21CD,LSOA21CD,MSOA21CD\nE00000001,E01000001,E02000001\nE00000002,E01000001,E02000001\n"
               "E00000003,E01000002,E02000001\nE00000004,E01000003,E02000002\nE00000005,E01000004,E02000002\n");
    const std::string out = city.path("my.toml");
    CHECK(locality({"new", city.path("zones.geojson"), city.path("wards.geojson"), city.path("people.csv"),
                    city.path("sick.csv"), city.path("areas.csv"), "-q", "-o", out})
              .code == 0);
    std::string project = test::bytes_of(out);
    CHECK_THAT(project, LOCALITY_CONTAINS("from = \"LSOA21CD\", to = \"MSOA21CD\""));
    const std::size_t at = project.find("numerator = \"SICK\"");
    REQUIRE(at != std::string::npos);
    city.write("my.toml", project.insert(at, "assume = \"same_rate\"\n"));
    // Two output areas in a zone do not count it twice. West has zone 1 and half of zone 2, 100 and 100 of the first
    // area's 300 residents; zone 3 and half of zone 4, 300 and 200 of the second's 700:
    // (30 * 2/3 + 10 * 5/7) / (100 * 2/3 + 100 * 5/7) = 19.655%.
    const Ran figure = locality({"explain", out, "sick/ward/E05000001/2024"});
    INFO(figure.out << figure.err);
    CHECK(figure.code == 0);
    CHECK_THAT(figure.out, LOCALITY_CONTAINS("19.65"));
}

TEST_CASE("new makes a project of the real files of Leeds") {
    LOCALITY_REQUIRE_REAL_DATA();
    const test::ScratchFolder folder;
    const std::string out = (folder.path() / "leeds.toml").string();
    const std::filesystem::path data = real_data();
    const Ran ran = locality({"new", data / "leeds/leeds_27700.gpkg", data / "leeds/population/census21_pop_6bands_lsoa21_long.csv",
                              data / "leeds/indicators/imd2025_england_lsoa21.csv", data / "leeds/nhs/modelled_registrations_lsoa21.csv",
                              data / "leeds/nhs/gp_practice_pcn_map_oct2025_leeds.csv", data / "leeds/lookups/community_committees_wards.csv",
                              data / "leeds/indicators/census21_household_tenure21_lsoa21.csv",
                              data / "leeds/points/postcodes_leeds.csv", "-o", out, "--json"});
    CHECK(ran.code == 0);
    const json said = json::parse(ran.out);
    std::map<std::string, std::string> role;
    for (const json& file : said["files"])
        role[std::filesystem::path(file["file"].get<std::string>()).filename().string() + ":" + file["layer"].get<std::string>()] =
            file["role"];
    CHECK(role["leeds_27700.gpkg:lsoa21"] == "zones");
    CHECK(role["leeds_27700.gpkg:lsoa11"] == "leave-out");
    CHECK(role["leeds_27700.gpkg:ward25"] == "boundaries");
    CHECK(role["leeds_27700.gpkg:lsoa21_pwc"] == "centroids");
    CHECK(role["community_committees_wards.csv:"] == "lookup");
    CHECK(role["census21_household_tenure21_lsoa21.csv:"] == "indicator");
    CHECK(locality({"check", out, "-q"}).code == 0);
}
