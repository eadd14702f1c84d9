#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

/// The small city with two postcodes in it and one elsewhere.
struct PostcodeCity : SmallCity {
    PostcodeCity() {
        write("postcodes.csv",
              "pcds,easting,northing\nLS1 1AA,430250,433250\nLS12 1AB,431700,434500\nW1A 1AA,529000,181000\n");
        const std::string toml = test::bytes_of(project());
        write("city.toml", toml + "[postcodes]\npath = \"postcodes.csv\"\n");
    }
};

}  // namespace

TEST_CASE("find says where a postcode, a reference, a zone and a footprint are") {
    const PostcodeCity city;
    std::string text;
    for (const char* place : {"ls121ab", "SE 30 33", "E01000002", "ward:West", "NZ 25 64"}) {
        const Ran ran = locality({"find", city.project(), place});
        INFO(place);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        text += "$ locality find city.toml \"" + std::string(place) + "\"\n" + ran.out + "\n";
    }
    test::check_golden(text, "find/small_city.txt");
}

TEST_CASE("find --json names zone, reference and footprints, from a project and from what build wrote") {
    const PostcodeCity city;
    const Ran ran = locality({"find", city.project(), "LS12 1AB", "--json"});
    REQUIRE(ran.code == 0);
    const json found = json::parse(ran.out);
    CHECK(found["place"] == "LS12 1AB");
    CHECK(found["is"] == "point");
    CHECK(found["zone"]["code"] == "E01000004");
    CHECK(found["grid_reference"] == "SE 3170 3450");
    CHECK(found["easting"] == 431700);
    REQUIRE(found["footprints"].size() == 3);
    CHECK(found["footprints"][1]["name"] == "East");
    CHECK(found["footprints"][1]["share"].is_null());

    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    CHECK(locality({"find", out, "LS12 1AB", "--json"}).out == ran.out);
    CHECK(locality({"find", out, "E01000002"}).out == locality({"find", city.project(), "E01000002"}).out);
}

TEST_CASE("find says what is wrong with a place") {
    const PostcodeCity city;
    const auto said = [&](const char* place) {
        const Ran ran = locality({"find", city.project(), place});
        CHECK(ran.code == 1);
        CHECK(ran.out.empty());
        return ran.err;
    };
    CHECK_THAT(said("Nowhere"), LOCALITY_CONTAINS("no footprint or zone has the code or name \"Nowhere\""));
    CHECK_THAT(said("LS9 9ZZ"), LOCALITY_CONTAINS("postcode \"LS9 9ZZ\" is not among those of postcodes.csv"));
    CHECK_THAT(said("SE 12 3"), LOCALITY_CONTAINS("\"SE 12 3\" does not have as many figures"));
    const SmallCity without;
    CHECK_THAT(locality({"find", without.project(), "LS12 1AB"}).err, LOCALITY_CONTAINS("no postcodes are loaded"));
    CHECK(locality({"find"}).code == 2);
}

TEST_CASE("profile takes a place for the footprint it lies in") {
    const PostcodeCity city;
    const std::string west = locality({"profile", city.project(), "ward:West"}).out;
    const Ran ran = locality({"profile", city.project(), "LS1 1AA", "--set", "ward"});
    CHECK(ran.code == 0);
    CHECK(ran.out == west);
    CHECK(ran.err == "LS1 1AA (SE 3025 3325) is in West (ward)\n");
    CHECK(locality({"profile", city.project(), "SE 302 332", "--set", "ward"}).out == west);
    CHECK(locality({"profile", city.project(), "E01000001", "--set", "ward"}).out == west);
    CHECK(locality({"profile", city.project(), "West", "--set", "ward"}).out == west);
    // Without a set the one that maps show is meant.
    CHECK(locality({"profile", city.project(), "LS1 1AA"}).out ==
          locality({"profile", city.project(), "pcn:ELMS PCN"}).out);

    CHECK_THAT(locality({"profile", city.project(), "LS1 1AA", "--set", "wards"}).err,
               LOCALITY_CONTAINS("--set wards: there is no such set; the sets are whole, ward, pcn"));
    CHECK_THAT(locality({"profile", city.project(), "NZ 25 64", "--set", "ward"}).err,
               LOCALITY_CONTAINS("NZ 25 64 lies in no footprint of set ward"));
    CHECK_THAT(locality({"profile", city.project(), "pcn:ELMS PCN", "--set", "ward"}).err,
               LOCALITY_CONTAINS("is a footprint of set pcn, not of ward"));
}
