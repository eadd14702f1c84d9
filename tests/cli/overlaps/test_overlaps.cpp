#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

#include <sstream>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("overlaps prints a matrix of two sets and a list of one combination per line for one more") {
    const SmallCity city;
    const Ran two = locality({"overlaps", city.project(), "ward", "pcn"});
    CHECK(two.code == 0);
    CHECK(two.err.empty());
    test::check_golden(two.out, "overlaps/two_sets.txt");
    const Ran three = locality({"overlaps", city.project(), "ward", "pcn", "whole", "--by", "imd1"});
    CHECK(three.code == 0);
    test::check_golden(three.out, "overlaps/three_sets.txt");
}

TEST_CASE("overlaps --json adds up to the zones, and does from what build wrote too") {
    const SmallCity city;
    const std::string built = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", built, "-q"}).code == 0);
    for (const std::string& from : {city.project(), built}) {
        const Ran ran = locality({"overlaps", from, "ward", "pcn", "--json"});
        REQUIRE(ran.code == 0);
        const json overlaps = json::parse(ran.out);
        CHECK(overlaps["basis"] == "area");
        CHECK(overlaps["synthetic"] == true);
        double residents = 0, hectares = 0;
        for (const json& row : overlaps["overlaps"]) {
            residents += row["residents"].get<double>();
            hectares += row["hectares"].get<double>();
            CHECK(row["ward"].size() == 1);
        }
        CHECK(residents == Approx(1000));
        CHECK(hectares == Approx(400));
        for (const json& total : overlaps["totals"]) CHECK(total["closes"] == true);
    }
}

TEST_CASE("overlaps writes pieces to draw and a table, or CSV") {
    const SmallCity city;
    const std::string gpkg = city.path("pieces.gpkg"), csv = city.path("pieces.csv");
    REQUIRE(locality({"overlaps", city.project(), "ward", "pcn", "-o", gpkg, "-q"}).code == 0);
    REQUIRE(locality({"overlaps", city.project(), "ward", "pcn", "-o", csv, "-q"}).code == 0);
    test::check_golden(test::bytes_of(csv), "overlaps/two_sets.csv");
    // The pieces can be read as boundaries again: two wards by two PCNs.
    city.write("pieces.toml",
               "[zones]\npath = \"zones.geojson\"\n[[footprints]]\nset = \"piece\"\nfrom = \"dissolve\"\npath = "
               "\"pieces.gpkg\"\n"
               "layer = \"pieces\"\ncode = \"pcn_code\"\nattribute = \"ward_code\"\n");
    const Ran read = locality({"crosswalk", city.path("pieces.toml"), "piece"});
    CHECK(read.code == 0);
    CHECK_THAT(read.out, LOCALITY_CONTAINS("E01000001,E05000001,"));
    const Ran again = locality({"overlaps", city.project(), "ward", "pcn", "-o", gpkg});
    CHECK(again.code == 1);
    CHECK_THAT(again.err, LOCALITY_CONTAINS("exists already"));
}

TEST_CASE("overlaps shows ground that two footprints of one set claim") {
    const SmallCity city;
    std::string text = test::bytes_of(city.path("city.toml"));
    city.write(
        "claims.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[
{"type":"Feature","properties":{"code":"A","name":"Alpha"},"geometry":{"type":"Polygon","coordinates":[[[430000,433000],[431000,433000],[431000,435000],[430000,435000],[430000,433000]]]}},
{"type":"Feature","properties":{"code":"B","name":"Beta"},"geometry":{"type":"Polygon","coordinates":[[[430500,433000],[431500,433000],[431500,435000],[430500,435000],[430500,433000]]]}}]})");
    const std::string set =
        "\n[[footprints]]\nset = \"claim\"\ntitle = \"Claims\"\nfrom = \"boundaries\"\npath = \"claims.geojson\"\ncode "
        "= \"code\"\n";
    city.write("claims.toml", text + set);
    const Ran ran = locality({"overlaps", city.path("claims.toml"), "claim", "--by", "residents", "pcn"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("A + B"));
    test::check_golden(ran.out, "overlaps/double_claims.txt");
    const auto residents = [&](const std::string& policy) {
        city.write("policy.toml", text + set + policy);
        const Ran profile =
            locality({"build", city.path("policy.toml"), "-o", city.path("p.gpkg"), "--overwrite", "--json"});
        REQUIRE(profile.code == 0);
        const json built = json::parse(profile.out);
        std::vector<double> figures;
        for (const json& made : built["sets"])
            if (made["set"] == "claim")
                for (const json& footprint : made["footprints"])
                    figures.push_back(footprint["residents"].get<double>());
        return figures;
    };
    // Zones 1 and 3 (400 people) half in both; zones 2 and 4 (600) half in B.
    CHECK(residents("") == std::vector<double>{400, 500});
    CHECK(residents("overlapping = \"share\"\n") == std::vector<double>{300, 400});
    CHECK(residents("overlapping = \"priority\"\n") == std::vector<double>{400, 300});
    CHECK(residents("overlapping = \"priority\"\npriority = [\"B\"]\n") == std::vector<double>{200, 500});
    city.write("policy.toml", text + set + "overlapping = \"priority\"\npriority = [\"C\"]\n");
    const Ran unknown = locality({"build", city.path("policy.toml"), "-o", city.path("q.gpkg")});
    CHECK(unknown.code == 1);
    CHECK_THAT(unknown.err, LOCALITY_CONTAINS("priority names \"C\", which is no code of this set; it has A, B"));
}

TEST_CASE("overlaps says which sets there are") {
    const SmallCity city;
    const Ran wrong = locality({"overlaps", city.project(), "wards", "pcn"});
    CHECK(wrong.code == 1);
    CHECK_THAT(wrong.err,
               LOCALITY_CONTAINS("there is no set \"wards\" (did you mean \"ward\"?); the sets are whole, ward, pcn"));
    CHECK(locality({"overlaps", city.project(), "ward"}).code == 2);
    CHECK(locality({"overlaps", city.project(), "ward", "pcn", "--by", "cats"}).code == 2);
}
