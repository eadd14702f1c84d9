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

TEST_CASE("profile sets those who live here beside those on the lists here, and says who crosses over") {
    const SmallCity city;
    city.write("qof.csv", "PRACTICE_CODE,REGISTER,LIST\nA1,40,400\nB1,23,460\n");
    city.write("qof.toml", test::bytes_of(city.project()) + R"(
[[indicators]]
id = "diabetes"
title = "Diabetes"
path = "qof.csv"
code = "PRACTICE_CODE"
kind = "proportion"
numerator = "REGISTER"
denominator = "LIST"
period = "2024/25"
polarity = "low_is_good"
)");
    const Ran ran = locality({"profile", city.path("qof.toml"), "pcn:ELMS PCN"});
    REQUIRE(ran.code == 0);
    test::check_golden(ran.out, "profile/registered.txt");
    // By the numbers: the practice's own patients, and its share of those who live in the footprint's zones.
    const json profile = json::parse(locality({"profile", city.path("qof.toml"), "pcn:ELMS PCN", "--json"}).out);
    REQUIRE(profile["indicators"].size() == 2);
    CHECK(profile["indicators"][0]["population"] == "resident");
    CHECK(profile["indicators"][1]["population"] == "registered");
    CHECK(profile["indicators"][1]["value"].get<double>() == Approx(10));
    double crossing = 0, here = 0;
    for (const json& line : profile["flow"])
        if (line["lives_in"] == "U00001") crossing += line["patients"].get<double>();
    for (const json& line : profile["figures"]) {
        if (line["id"] == "registered_elsewhere") CHECK(line["value"].get<double>() == Approx(crossing));
        if (line["id"] == "registered_here") here = line["value"].get<double>();
    }
    CHECK(here == Approx(profile["lives_and_registered_here"].get<double>()));
    CHECK(crossing > 0);
    // A map of wards has no lists: one figure, and no flow.
    const json ward = json::parse(locality({"profile", city.path("qof.toml"), "West", "--json"}).out);
    CHECK(ward["indicators"].size() == 1);
    CHECK(ward["flow"].empty());
}
