#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("deprivation prints the official measures of every footprint") {
    const SmallCity city;
    const Ran ran = locality({"deprivation", city.project()});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "deprivation/small_city.txt");
    const Ran zones = locality({"deprivation", city.project(), "ward", "--zones"});
    CHECK(zones.code == 0);
    test::check_golden(zones.out, "deprivation/zones.txt");
}

TEST_CASE("deprivation reads what build wrote, and writes the same figures as JSON and CSV") {
    const SmallCity city;
    const std::string gpkg = city.path("out.gpkg"), csv = city.path("measures.csv");
    REQUIRE(locality({"build", city.project(), "-o", gpkg, "-q"}).code == 0);
    const Ran ran = locality({"deprivation", gpkg, "ward", "--json", "-o", csv});
    REQUIRE(ran.code == 0);
    CHECK(ran.out == locality({"deprivation", city.project(), "ward", "--json"}).out);
    const json answer = json::parse(ran.out);
    CHECK(answer["national_zones"] == 33755);
    CHECK(answer["edition"] == 2025);
    const json& west = answer["sets"][0]["footprints"][0];
    CHECK(west["name"] == "West");
    CHECK(west["imd_score"].get<double>() == Approx((100 * 60 + 300 * 50 + 100 * 20 + 200 * 5) / 700.0));
    CHECK(west["imd1_of_whole"].get<double>() == Approx(100));
    CHECK(answer["sets"][0]["imd1_zones"].size() == 2);
    const std::string table = test::bytes_of(csv);
    CHECK_THAT(table, LOCALITY_CONTAINS("set,code,name,imd_average_rank,imd_score,"));
    CHECK_THAT(table, LOCALITY_CONTAINS("ward,E05000001,West,"));
    CHECK(locality({"deprivation", gpkg, "ward", "-o", csv}).code == 1);  // is there already
    CHECK(locality({"deprivation", gpkg, "ward", "--zones", "-q", "-o", csv, "--overwrite"}).code == 0);
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("ward,E05000001,West,E01000003,Smalltown 003A,1,300,0.75,0.75"));
}

TEST_CASE("deprivation says whose people weigh the averages") {
    const SmallCity city;
    city.write("imd.csv",
               "lsoa21_code,IMD_rank,IMD_score,Total population: mid 2022\nE01000001,100,60,1000\n"
               "E01000002,15000,20,1000\nE01000003,200,50,1000\nE01000004,33000,5,1000\n");
    const Ran ran = locality({"deprivation", city.project(), "whole"});
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("weighted by the official denominators (Total population: mid 2022)"));
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("33.750"));
}

TEST_CASE("deprivation refuses what it cannot do") {
    const SmallCity city;
    const Ran set = locality({"deprivation", city.project(), "parish"});
    CHECK(set.code == 1);
    CHECK_THAT(set.err, LOCALITY_CONTAINS("no footprint set is called \"parish\"; the sets are whole, ward, pcn"));
    city.write("imd.csv", "lsoa21_code,IMD_score\nE01000001,60\nE01000002,20\nE01000003,50\nE01000004,5\n");
    const Ran ranks = locality({"deprivation", city.project()});
    CHECK(ranks.code == 0);  // the edition is known; ranks are not
    CHECK_THAT(ranks.out, LOCALITY_CONTAINS("no data"));
    city.write("imd.csv", "some_code,IMD_score\nE01000001,60\n");
    const Ran unknown = locality({"deprivation", city.project()});
    CHECK(unknown.code == 1);
}
