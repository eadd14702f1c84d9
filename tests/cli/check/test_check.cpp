#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("check lists issues and joins, and writes nothing") {
    const SmallCity city;
    city.write(
        "people.csv",
        "lsoa21_code,usual_residents\nE01000001,100\nE01000001,150\nE01000002,200\nE01000003,300\nE01000009,7\n");
    const Ran ran = locality({"check", city.project()});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "check/small_city.txt");
    const auto files = std::distance(std::filesystem::directory_iterator(city.folder()), {});
    CHECK(files == 7);
}

TEST_CASE("check --json has every code") {
    const SmallCity city;
    std::string people = "lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\nE01000003,300\nE01000004,400\n";
    for (int i = 10; i < 60; ++i) people += "E010001" + std::to_string(i) + ",1\n";
    city.write("people.csv", people);
    const Ran text = locality({"check", city.project()});
    CHECK_THAT(text.out, LOCALITY_CONTAINS("50 unknown: ") && LOCALITY_CONTAINS(" and 40 more"));
    const Ran whole = locality({"check", city.project(), "-v"});
    CHECK_THAT(whole.out, LOCALITY_CONTAINS("E01000159") && !LOCALITY_CONTAINS(" and 40 more"));
    const Ran ran = locality({"check", city.project(), "--json"});
    REQUIRE(ran.code == 0);
    const json result = json::parse(ran.out);
    bool found = false;
    for (const json& join : result["joins"]) {
        if (join["table"] != "residents") continue;
        found = true;
        CHECK(join["matched"] == 4);
        CHECK(join["unknown"].size() == 50);
        CHECK(join["missing"].empty());
    }
    CHECK(found);
    CHECK(result["issues"].is_array());
    CHECK_FALSE(result["ledger"]["lines"].empty());
}

TEST_CASE("check -q says nothing but ends with what it found") {
    const SmallCity city;
    const Ran ran = locality({"check", city.project(), "-q"});
    CHECK(ran.code == 0);
    CHECK(ran.out.empty());
    CHECK(ran.err.empty());
}
