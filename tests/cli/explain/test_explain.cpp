#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

struct City : SmallCity {
    City() {
        write("smoking.csv",
              "LSOA21CD,PERIOD,SMOKERS,ADULTS\nE01000001,2023/24,20,80\nE01000002,2023/24,30,160\nE01000003,2023/24,*,"
              "240\nE01000004,2023/24,64,320\n");
        write("figures.toml", test::bytes_of(path("city.toml")) +
                                  "\n[[indicators]]\nid = \"smoking\"\ntitle = \"Adults who smoke\"\npath = "
                                  "\"smoking.csv\"\nkind = \"proportion\"\nnumerator = \"SMOKERS\"\ndenominator = "
                                  "\"ADULTS\"\npolarity = \"low_is_good\"\n");
    }
    std::string project() const { return path("figures.toml"); }
};

/// Without the sums of files that SQLite stamps with the day.
std::string without_layer_sums(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at) + 1;
        const std::string line = text.substr(at, end - at);
        const bool layer = line.find(".gpkg") != std::string::npos || line.find("figures.toml") != std::string::npos;
        out += layer ? line.substr(0, line.find_last_of(' ')) + "\n" : line;
        at = end;
    }
    return out;
}

}  // namespace

TEST_CASE("explain tells how one figure came about, back to zones and files") {
    const City city;
    const Ran ran = locality({"explain", city.project(), "smoking/ward/East"});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(without_layer_sums(ran.out), "explain/small_city.txt");
}

TEST_CASE("explain says why there is no figure, and what the shares add up to") {
    const City city;
    const Ran ran = locality({"explain", city.project(), "smoking/ward/E05000001/2023/24", "--json"});
    REQUIRE(ran.code == 0);
    const json why = json::parse(ran.out);
    CHECK(why["status"] == "suppressed");
    CHECK(why["value"].is_null());
    CHECK(why["areas"].size() == 4);
    CHECK(why["files"][0]["sha256"].get<std::string>().size() == 64);
}

TEST_CASE("explain does not list what the zones of a sensitive indicator count") {
    const City city;
    city.write("secret.toml", test::bytes_of(city.project()) + "sensitive = true\n[disclosure]\nrule = \"nhs\"\n");
    const Ran ran = locality({"explain", city.path("secret.toml"), "smoking/ward/East"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("the indicator is sensitive: by rule nhs small counts are withheld and others "
                                          "rounded to the nearest 5"));
    const json why = json::parse(locality({"explain", city.path("secret.toml"), "smoking/ward/East", "--json"}).out);
    REQUIRE_FALSE(why["areas"].empty());
    for (const json& area : why["areas"]) {
        CHECK(area["numerator"].is_null());
        CHECK(area["status"] == "suppressed");
    }
}

TEST_CASE("explain names what it does not find, and does not explain a result") {
    const City city;
    CHECK_THAT(locality({"explain", city.project(), "smoking/ward"}).err,
               LOCALITY_CONTAINS("is not the address of a figure"));
    CHECK_THAT(locality({"explain", city.project(), "smoking/ward/West/1999"}).err,
               LOCALITY_CONTAINS("there are: 2023/24"));
    const Ran nothing = locality({"explain"});
    CHECK(nothing.code == 2);
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    const Ran result = locality({"explain", out, "smoking/ward/West"});
    CHECK(result.code == 1);
    CHECK_THAT(result.err, LOCALITY_CONTAINS("name the project file (.toml) instead"));
}
