#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

#include <filesystem>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("disclosure lists the sums that tell of few people, and ends with 3") {
    const SmallCity city;
    const Ran ran = locality({"disclosure", city.project(), "--threshold", "350"});
    CHECK(ran.code == 3);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "disclosure/small_city.txt");
}

TEST_CASE("disclosure finds nothing where nothing is small") {
    const SmallCity city;
    const Ran ran = locality({"disclosure", city.project(), "--set", "whole", "--set", "ward", "--threshold", "100"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("No sum of published totals tells of fewer than 100 people"));
}

TEST_CASE("disclosure as JSON and CSV names totals, zones and people") {
    const SmallCity city;
    const std::string csv = city.path("threats.csv");
    const Ran ran = locality(
        {"disclosure", city.project(), "--set", "whole", "--set", "ward", "--threshold", "301", "--json", "-o", csv});
    REQUIRE(ran.code == 3);
    const json answer = json::parse(ran.out);
    REQUIRE(answer["threats"].size() == 2);  // East alone, and everybody less West, which is the same people
    CHECK(answer["threats"][0]["totals"][0]["code"] == "E05000002");
    CHECK(answer["threats"][0]["people"].get<double>() == Approx(300));
    CHECK(answer["threats"][0]["zones"] == json::array({"E01000002", "E01000004"}));
    CHECK(answer["threats"][1]["totals"].size() == 2);
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("whole:all - ward:E05000001,E01000002 E01000004,300"));
    CHECK(locality({"disclosure", city.project(), "--threshold", "0"}).code == 2);
    CHECK(locality({"disclosure", city.project(), "--set", "parish"}).code == 1);
}

TEST_CASE("disclosure takes the project's own threshold") {
    const SmallCity city;
    const std::string project = test::bytes_of(city.project());
    city.write("city.toml", project + "\n[disclosure]\nrule = \"nhs\"\npeople = 50\n");
    CHECK(locality({"disclosure", city.project(), "--set", "ward"}).code == 0);
    city.write("city.toml", project + "\n[disclosure]\nrule = \"nhs\"\npeople = 301\n");
    CHECK(locality({"disclosure", city.project(), "--set", "ward"}).code == 3);
    city.write("city.toml", project + "\n[disclosure]\nrule = \"ons\"\n");
    const Ran wrong = locality({"disclosure", city.project()});
    CHECK(wrong.code == 1);
    CHECK_THAT(wrong.err, LOCALITY_CONTAINS("\"nhs\", \"under5\" or \"none\""));
}

TEST_CASE("build refuses to write totals that give few people away, where the project says so") {
    const SmallCity city;
    const std::string project = test::bytes_of(city.project());
    city.write("city.toml", project + "\n[disclosure]\nrule = \"none\"\npeople = 350\nthreats = \"refuse\"\n");
    const std::string out = city.path("out.gpkg");
    const Ran refused = locality({"build", city.project(), "-o", out, "-q"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.err, LOCALITY_CONTAINS("of fewer than 350 people, and [disclosure] says threats = \"refuse\""));
    CHECK_FALSE(std::filesystem::exists(out));
    const std::string csv = city.path("figures.csv");
    CHECK(locality({"figures", city.project(), "-o", csv}).code == 1);
    CHECK_FALSE(std::filesystem::exists(csv));
    city.write("city.toml", project + "\n[disclosure]\nrule = \"none\"\npeople = 350\nthreats = \"list\"\n");
    CHECK(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
}
