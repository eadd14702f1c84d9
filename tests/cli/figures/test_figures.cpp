#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

/// The small city with an indicator, and one of a library that has no data.
struct City : SmallCity {
    City() {
        write("smoking.csv",
              "LSOA21CD,PERIOD,SEX,SMOKERS,ADULTS\nE01000001,2023/24,Persons,20,80\nE01000002,2023/24,Persons,30,160\n"
              "E01000003,2023/24,Persons,*,240\nE01000004,2023/24,Persons,64,320\n");
        write("figures.toml",
              test::bytes_of(path("city.toml")) +
                  "\n[[indicators]]\nid = \"smoking\"\ntitle = \"Adults, who smoke\"\npath = "
                  "\"smoking.csv\"\nkind = \"proportion\"\nnumerator = \"SMOKERS\"\ndenominator = "
                  "\"ADULTS\"\npolarity = \"low_is_good\"\n[[indicators]]\nlibrary = \"outcomes\"\nid = "
                  "\"suicide\"\n");
    }
    std::string project() const { return path("figures.toml"); }
};

std::size_t lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("figures prints a tidy table, blanks apart, and what has no data") {
    const City city;
    const Ran ran = locality({"figures", city.project()});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "figures/small_city.csv");
}

TEST_CASE("figures writes CSV, XLSX and GeoPackage, the same twice") {
    const City city;
    const Ran printed = locality({"figures", city.project(), "--set", "ward"});
    for (const char* ending : {".csv", ".xlsx", ".gpkg"}) {
        INFO(ending);
        const std::string once = city.path(std::string("once") + ending),
                          again = city.path(std::string("again") + ending);
        const Ran ran = locality({"figures", city.project(), "--set", "ward", "-o", once});
        CHECK(ran.code == 0);
        CHECK_THAT(ran.err, LOCALITY_CONTAINS("3 figures; 1 indicator without data"));
        REQUIRE(locality({"figures", city.project(), "--set", "ward", "-o", again}).code == 0);
        CHECK(test::bytes_of(once) == test::bytes_of(again));
        const Ran refused = locality({"figures", city.project(), "-o", once});
        CHECK(refused.code == 1);
        CHECK_THAT(refused.err, LOCALITY_CONTAINS("exists already"));
    }
    CHECK(test::bytes_of(city.path("once.csv")) == printed.out);
    const Ran other = locality({"figures", city.project(), "-o", city.path("x.txt")});
    CHECK(other.code == 1);
    CHECK_THAT(other.err, LOCALITY_CONTAINS("end the name in .csv or .xlsx or .gpkg"));
}

TEST_CASE("figures chooses a set and an indicator, and names those there are") {
    const City city;
    CHECK(lines(locality({"figures", city.project(), "--set", "ward", "--indicator", "smoking"}).out) == 3);
    CHECK(lines(locality({"figures", city.project(), "--indicator", "suicide"}).out) == 2);
    const Ran none = locality({"figures", city.project(), "--indicator", "smokin"});
    CHECK(none.code == 1);
    CHECK_THAT(none.err, LOCALITY_CONTAINS("there is no indicator \"smokin\"; there are: smoking, suicide"));
    CHECK_THAT(locality({"figures", city.project(), "--set", "wards"}).err,
               LOCALITY_CONTAINS("there is no set \"wards\""));
}

TEST_CASE("figures --json says null where there is no number; a result gives the same figures") {
    const City city;
    const Ran ran = locality({"figures", city.project(), "--set", "ward", "--json"});
    REQUIRE(ran.code == 0);
    const json rows = json::parse(ran.out);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["value"].is_null());
    CHECK(rows[0]["status"] == "suppressed");
    CHECK(rows[1]["value"].get<double>() == Approx(100.0 * 47 / 240));  // half of two zones
    CHECK(rows[2]["reason"] == "no data: the project names no table of it");
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    CHECK(locality({"figures", out}).out == locality({"figures", city.project()}).out);
}
