#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("inequality prints the gradient, the gaps, their course and the target") {
    const SmallCity city;
    const Ran ran = locality({"inequality", city.with_smoking(), "smoking", "--set", "ward", "--cut-gap", "25", "--cut",
                              "10", "--by", "2028"});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "inequality/small_city.txt");
}

TEST_CASE("inequality as JSON and CSV") {
    const SmallCity city;
    const std::string csv = city.path("groups.csv");
    const Ran ran = locality(
        {"inequality", city.with_smoking(), "smoking", "--set", "pcn", "--period", "2020", "--json", "-o", csv});
    REQUIRE(ran.code == 0);
    const json answer = json::parse(ran.out);
    CHECK(answer["period"] == "2020");
    REQUIRE(answer["periods"].size() == 2);
    CHECK(answer["periods"][0]["imd1"]["value"].get<double>() == Approx(50));
    CHECK(answer["periods"][0]["rest"]["value"].get<double>() == Approx(100.0 * 35 / 450));
    CHECK(answer["periods"][1]["imd1"]["value"].get<double>() == Approx(30));
    CHECK(answer["gap_change"]["course"] == "closing, beyond chance");
    CHECK(answer["footprints"].size() == 2);
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("2020,whole,all,,national decile,1,2,0,140,280,50,"));
}

TEST_CASE("inequality says what it has not got") {
    const SmallCity city;
    const std::string project = city.with_smoking();
    const Ran indicator = locality({"inequality", project, "asthma"});
    CHECK(indicator.code == 1);
    CHECK_THAT(indicator.err, LOCALITY_CONTAINS("no indicator is called \"asthma\"; those with a table are smoking"));
    const Ran period = locality({"inequality", project, "smoking", "--period", "1999"});
    CHECK_THAT(period.err, LOCALITY_CONTAINS("there is no period \"1999\"; the periods are 2020, 2024"));
    const Ran sex = locality({"inequality", project, "smoking", "--sex", "female"});
    CHECK_THAT(sex.err, LOCALITY_CONTAINS("has no figures for sex \"female\""));
    CHECK(locality({"inequality", project, "smoking", "--cut", "10"}).code == 2);
    const std::string gpkg = city.path("out.gpkg");
    REQUIRE(locality({"build", project, "-o", gpkg, "-q"}).code == 0);
    const Ran built = locality({"inequality", gpkg, "smoking"});
    CHECK(built.code == 1);
    CHECK_THAT(built.err, LOCALITY_CONTAINS("name the project file"));
}

TEST_CASE("inequality of a sensitive indicator is told and drawn without its small groups") {
    const SmallCity city;
    const std::string project = city.with_smoking("sensitive = true\n[disclosure]\nrule = \"nhs\"\n");
    city.write("smoking.csv",
               "lsoa21_code,year,smokers,adults\nE01000001,2024,24,80\nE01000002,2024,4,150\nE01000003,2024,60,200\n"
               "E01000004,2024,21,300\n");
    const std::string svg = city.path("gradient.svg"), csv = city.path("groups.csv");
    const Ran ran = locality({"inequality", project, "smoking", "--set", "ward", "--chart", svg, "-o", csv});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("* is withheld, so that few people cannot be told of or worked out"));
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("2024,whole,all,,national decile,5,1,0,*,*,*,*,*"));
    CHECK_THAT(test::bytes_of(svg), LOCALITY_CONTAINS("svg"));
    const json all = json::parse(locality({"inequality", project, "smoking", "--set", "ward", "--json"}).out);
    CHECK(all["kept_by_disclosure_rule"] == true);
    CHECK(all["weakly_withheld"] == 0);
    CHECK(all["periods"][0]["national_deciles"][4]["withheld"] == true);
    CHECK(all["periods"][0]["national_deciles"][9]["withheld"] == true);  // else the rest would tell decile 5

    const Ran chart = locality({"chart", project, "whole:all", "--kind", "gradient", "--indicator", "smoking"});
    REQUIRE(chart.code == 0);
    CHECK_THAT(chart.out, LOCALITY_CONTAINS("withheld"));
}
