#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("profile prints one footprint beside the whole area") {
    const SmallCity city;
    const Ran ran = locality({"profile", city.project(), "West"});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "profile/small_city.txt");
}

TEST_CASE("profile --json has figures, bands and zones") {
    const SmallCity city;
    const Ran ran = locality({"profile", city.project(), "ward:E05000001", "--json"});
    REQUIRE(ran.code == 0);
    const json profile = json::parse(ran.out);
    CHECK(profile["code"] == "E05000001");
    CHECK(profile["synthetic"] == true);
    REQUIRE(profile["imd1_zones"].size() == 2);
    CHECK(profile["imd1_zones"][0]["code"] == "E01000003");
    bool found = false;
    for (const json& line : profile["figures"]) {
        if (line["id"] != "residents") continue;
        found = true;
        CHECK(line["value"].get<double>() == Approx(700));
        CHECK(line["whole"].get<double>() == Approx(1000));
        CHECK(line["status"] == "known");
    }
    CHECK(found);
}

TEST_CASE("profile reads what build wrote, and finds the same") {
    const SmallCity city;
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    for (const char* footprint : {"West", "pcn:OAKS PCN", "whole:all"}) {
        INFO(footprint);
        CHECK(locality({"profile", out, footprint}).out == locality({"profile", city.project(), footprint}).out);
        CHECK(locality({"profile", out, footprint, "--json"}).out ==
              locality({"profile", city.project(), footprint, "--json"}).out);
    }
}

TEST_CASE("profile says which footprints there are where none or several fit") {
    const SmallCity city;
    const Ran none = locality({"profile", city.project(), "Nowhere"});
    CHECK(none.code == 1);
    CHECK(none.out.empty());
    CHECK_THAT(none.err, LOCALITY_CONTAINS("no footprint or zone has the code or name \"Nowhere\""));
    const Ran nothing = locality({"profile"});
    CHECK(nothing.code == 2);
    CHECK_THAT(nothing.err, LOCALITY_CONTAINS("locality profile --help shows how"));
}

TEST_CASE("profile refuses a GeoPackage that build did not write") {
    const SmallCity city;
    city.write("other.gpkg", "SQLite format 3");
    const Ran ran = locality({"profile", city.path("other.gpkg"), "West"});
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, LOCALITY_CONTAINS("is a GeoPackage that locality build did not write"));
}
