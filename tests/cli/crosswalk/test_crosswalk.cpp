#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("crosswalk prints shares of zones, and of footprints in footprints, as CSV") {
    const SmallCity city;
    const Ran one = locality({"crosswalk", city.project(), "ward"});
    CHECK(one.code == 0);
    CHECK(one.err.empty());
    CHECK(one.out ==
          "zone,footprint,weight,share,basis\n"
          "E01000001,E05000001,1000000,1,area\n"
          "E01000002,E05000001,500000,0.5,area\n"
          "E01000002,E05000002,500000,0.5,area\n"
          "E01000003,E05000001,1000000,1,area\n"
          "E01000004,E05000001,500000,0.5,area\n"
          "E01000004,E05000002,500000,0.5,area\n");
    const Ran two = locality({"crosswalk", city.project(), "ward", "pcn"});
    CHECK(two.code == 0);
    test::check_golden(two.out, "crosswalk/ward_in_pcn.csv");
    const Ran hectares = locality({"crosswalk", city.project(), "ward", "pcn", "--by", "hectares", "--json"});
    REQUIRE(hectares.code == 0);
    double sum = 0;
    for (const json& row : json::parse(hectares.out)) sum += row["weight"].get<double>();
    CHECK(sum == Approx(400));
}

TEST_CASE("a mask and small zones refine what zones are divided by") {
    const SmallCity city;
    const std::string head =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    const auto feature = [](const std::string& properties, int west, int south, int east, int north) {
        const auto at = [](int x, int y) {
            return "[" + std::to_string(430000 + x) + "," + std::to_string(433000 + y) + "]";
        };
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Polygon","coordinates":[[)" +
               at(west, south) + "," + at(east, south) + "," + at(east, north) + "," + at(west, north) + "," +
               at(west, south) + "]]}}";
    };
    // Zone 2 is built on from 1,400 m to 1,800 m, zone 4 nowhere; the wards meet at 1,500 m.
    city.write("built.geojson", head + feature("", 1400, 0, 1800, 500) + "," + feature("", 0, 0, 1000, 2000) + "]}");
    city.write("oa.geojson", head + feature(R"("OA21CD":"E00000001","usual_residents":90)", 1000, 0, 1600, 1000) + "," +
                                 feature(R"("OA21CD":"E00000002","usual_residents":10)", 1600, 0, 2000, 1000) + "]}");
    const std::string text = "title = \"Refined\"\n[zones]\npath = \"zones.geojson\"\n";
    const std::string ward = "[[footprints]]\nset = \"ward\"\nfrom = \"boundaries\"\npath = \"wards.geojson\"\n";
    const std::string mask = "[mask]\npath = \"built.geojson\"\n";
    const std::string weights = "[weights]\npath = \"oa.geojson\"\nvalue = \"usual_residents\"\nunit = \"residents\"\nspread = true\n";
    const auto rows = [&](const std::string& project) {
        city.write("refined.toml", project);
        const Ran ran = locality({"crosswalk", city.path("refined.toml"), "ward"});
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        return ran.out;
    };
    const std::string masked = rows(text + mask + ward);
    CHECK_THAT(masked, LOCALITY_CONTAINS("E01000002,E05000001,50000,0.25,masked_area\nE01000002,E05000002,150000,0.75,masked_area\n"));
    CHECK_THAT(masked, LOCALITY_CONTAINS("E01000004,E05000001,500000,0.5,area\n"));
    const std::string spread = rows(text + weights + ward);
    CHECK_THAT(spread, LOCALITY_CONTAINS("E01000002,E05000001,75,0.75,residents\n"));
    // Of the first small zone's ground 1,400 to 1,600 m is built on, half of it in each ward.
    const std::string both = rows(text + weights + mask + ward);
    CHECK_THAT(both, LOCALITY_CONTAINS("E01000002,E05000001,45,0.45,residents\n"));
    CHECK_THAT(both, LOCALITY_CONTAINS("E01000001,E05000001,1000000,1,masked_area\n"));
    const Ran check = locality({"check", city.path("refined.toml")});
    CHECK_THAT(check.out, LOCALITY_CONTAINS("3 zones have no residents in oa.geojson"));
}

TEST_CASE("what crosswalk writes is a lookup with shares that gives the same figures") {
    const SmallCity city;
    const std::string csv = city.path("ward.csv");
    REQUIRE(locality({"crosswalk", city.project(), "ward", "-o", csv, "-q"}).code == 0);
    std::string text = test::bytes_of(city.path("city.toml"));
    city.write("again.toml",
               text + "\n[[footprints]]\nset = \"again\"\nfrom = \"lookup\"\nlookup = { path = \"ward.csv\" }\n");
    const Ran first = locality({"crosswalk", city.project(), "ward", "pcn"});
    const Ran second = locality({"crosswalk", city.path("again.toml"), "again", "--compare", csv});
    CHECK(second.code == 0);
    CHECK_THAT(second.err, LOCALITY_CONTAINS("0 of 4 zones are shared out otherwise than in ward.csv"));
    const Ran build = locality({"build", city.path("again.toml"), "-o", city.path("o.gpkg"), "--json"});
    REQUIRE(build.code == 0);
    const json built = json::parse(build.out);
    json ward, again;
    for (const json& set : built["sets"]) (set["set"] == "ward" ? ward : again) = set["footprints"];
    REQUIRE(again.size() == 2);
    for (std::size_t f = 0; f < 2; ++f)
        for (const char* id : {"residents", "registered", "imd1_residents"}) CHECK(again[f][id] == ward[f][id]);
}

TEST_CASE("crosswalk goes through another first, says what is lost, and turns round") {
    const SmallCity city;
    city.write("old.csv",
               "old,new,part\nOLD1,E01000001,1\nOLD2,E01000002,0.25\nOLD2,E01000004,0.5\nOLD2,E01999999,0.25\n");
    const Ran chain = locality({"crosswalk", city.project(), "ward", "--first", city.path("old.csv"), "--from", "old",
                                "--to", "new", "--share", "part"});
    CHECK(chain.code == 0);
    CHECK(chain.out ==
          "zone,footprint,weight,share,basis\nOLD1,E05000001,,1,lookup\nOLD2,E05000001,,0.375,lookup\n"
          "OLD2,E05000002,,0.375,lookup\n");
    CHECK_THAT(chain.err,
               LOCALITY_CONTAINS("1 of 2 zones lose part of themselves on the way: 0.2500 of a zone together"));
    CHECK_THAT(chain.err, LOCALITY_CONTAINS("codes that the second link does not have: E01999999"));

    const Ran round = locality({"crosswalk", city.project(), "ward", "--invert"});
    CHECK(round.code == 0);
    CHECK_THAT(round.out, LOCALITY_CONTAINS("E05000002,E01000002,500000,0.5,area\n"));

    const Ran no_weight = locality({"crosswalk", city.project(), "ward", "--first", city.path("old.csv"), "--from",
                                    "old", "--to", "new", "--share", "part", "--invert"});
    CHECK(no_weight.code == 1);
    CHECK_THAT(no_weight.err, LOCALITY_CONTAINS("it is not known how much zone OLD1 holds"));
}

TEST_CASE("crosswalk refuses what is no crosswalk") {
    const SmallCity city;
    CHECK(locality({"crosswalk", city.project()}).code == 2);
    CHECK(locality({"crosswalk", city.project(), "ward", "pcn", "whole"}).code == 2);
    const Ran missing = locality({"crosswalk", city.project(), "ward", "--compare", "nothing.csv"});
    CHECK(missing.code == 1);
    CHECK_THAT(missing.err, LOCALITY_CONTAINS("nothing.csv: no such file"));
    city.write("bad.csv", "zone,footprint,share\nE01000001,A,1.5\n");
    CHECK_THAT(locality({"crosswalk", city.project(), "ward", "--compare", city.path("bad.csv")}).err,
               LOCALITY_CONTAINS("E01000001 has \"1.5\" in column \"share\"; a share is a number from 0 to 1"));
    city.write("twice.csv", "zone,footprint,share\nE01000001,A,0.5\nE01000001,A,0.5\n");
    CHECK_THAT(locality({"crosswalk", city.project(), "ward", "--compare", city.path("twice.csv")}).err,
               LOCALITY_CONTAINS("E01000001 and A stand together twice; take one row out"));
}

TEST_CASE("a table for 2011 zones serves 2021 zones over a bridge") {
    const SmallCity city;
    // Zone 1 is as it was; 2 was split into 2 and 4 by 1 to 3; 3 was made of two.
    city.write("links.csv",
               "old,new,people\nE01000001,E01000001,100\nE01900002,E01000002,50\nE01900002,E01000004,150\n"
               "E01900003,E01000003,30\nE01900004,E01000003,10\n");
    city.write("old_people.csv",
               "lsoa11_code,usual_residents\nE01000001,90\nE01900002,400\nE01900003,60\nE01900004,20\nE01900009,7\n");
    city.write("old_imd.csv",
               "lsoa11_code,IMD_decile,IMD_rank,IMD_score\nE01000001,1,100,60\nE01900002,5,15000,20\n"
               "E01900003,1,200,50\nE01900004,2,4000,30\n");
    const std::string bridge = "bridge = { path = \"links.csv\", from = \"old\", to = \"new\", weight = \"people\" }\n";
    city.write("bridged.toml",
               "title = \"Bridged\"\n[zones]\npath = \"zones.geojson\"\n[residents]\npath = \"old_people.csv\"\n" +
                   bridge + "[deprivation]\npath = \"old_imd.csv\"\n" + bridge +
                   "[[footprints]]\nset = \"ward\"\nfrom = \"boundaries\"\npath = \"wards.geojson\"\n");
    const Ran build = locality({"build", city.path("bridged.toml"), "-o", city.path("b.gpkg"), "--json"});
    REQUIRE(build.code == 0);
    const json built = json::parse(build.out);
    for (const json& line : built["ledger"]["lines"]) {
        if (line["quantity"] != "residents" || line["set"] != "whole") continue;
        CHECK(line["in"].get<double>() == Approx(577));
        CHECK(line["allocated"].get<double>() == Approx(570));
        CHECK(line["unallocatable"].get<double>() == Approx(7));
    }
    const Ran check = locality({"check", city.path("bridged.toml")});
    CHECK_THAT(check.out, LOCALITY_CONTAINS("apportioned: part of a zone that was split"));
    CHECK_THAT(check.out, LOCALITY_CONTAINS("E01000002 E01000004"));
    city.write("nothing.toml",
               "[zones]\npath = \"zones.geojson\"\n[residents]\npath = \"old_people.csv\"\n"
               "bridge = { path = \"links.csv\", from = \"old\", to = \"new\" }\n");
    CHECK_THAT(locality({"check", city.path("nothing.toml")}).err, LOCALITY_CONTAINS("does not say \"weight\""));
}
