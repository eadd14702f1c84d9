#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("map draws a PNG, an SVG and a PDF without a display") {
    const SmallCity city;
    const Ran png = locality({"map", city.project(), "--shade", "imd_decile", "--footprints", "ward", "--imd1",
                              "--size", "800x600", "-o", city.path("map.png")});
    CHECK(png.code == 0);
    CHECK(png.err.empty());
    CHECK_THAT(png.out, LOCALITY_CONTAINS("Map: " + city.path("map.png")));
    const std::string bytes = test::bytes_of(city.path("map.png"));
    REQUIRE(bytes.size() > 24);
    CHECK(bytes.substr(1, 3) == "PNG");
    CHECK(bytes.substr(16, 8) == std::string("\x00\x00\x03\x20\x00\x00\x02\x58", 8));

    CHECK(locality({"map", city.project(), "-q", "-o", city.path("map.svg")}).out.empty());
    CHECK_THAT(test::bytes_of(city.path("map.svg")), LOCALITY_CONTAINS("<svg"));
    CHECK(locality({"map", city.project(), "-q", "-o", city.path("map.pdf")}).code == 0);
    CHECK(test::bytes_of(city.path("map.pdf")).starts_with("%PDF"));
}

TEST_CASE("map --json tells the classes that the legend shows") {
    const SmallCity city;
    const Ran ran = locality({"map", city.project(), "-o", city.path("map.png"), "--json"});
    REQUIRE(ran.code == 0);
    const json map = json::parse(ran.out);
    CHECK(map["shade"] == "imd_decile");
    CHECK(map["footprints"] == "pcn");
    CHECK(map["synthetic"] == true);
    REQUIRE(map["classes"].size() == 10);
    CHECK(map["classes"][0]["zones"] == 2);
    CHECK(map["missing"] == 0);
}

TEST_CASE("map draws what build wrote") {
    const SmallCity city;
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    REQUIRE(locality({"map", out, "-q", "-o", city.path("a.png")}).code == 0);
    REQUIRE(locality({"map", city.project(), "-q", "-o", city.path("b.png")}).code == 0);
    CHECK(test::bytes_of(city.path("a.png")) == test::bytes_of(city.path("b.png")));
}

TEST_CASE("map refuses what it cannot draw") {
    const SmallCity city;
    const auto error = [&](std::vector<std::string> arguments, int code) {
        arguments.insert(arguments.begin(), {"map", city.project()});
        const Ran ran = locality(arguments);
        CHECK(ran.code == code);
        CHECK(ran.out.empty());
        return ran.err;
    };
    const std::string png = city.path("map.png");
    CHECK_THAT(error({"-o", png, "--shade", "imd_decil"}, 1), LOCALITY_CONTAINS("imd_decile"));
    CHECK_THAT(error({"-o", png, "--footprints", "wards"}, 1), LOCALITY_CONTAINS("ward"));
    CHECK_THAT(error({"-o", city.path("map.gif")}, 1), LOCALITY_CONTAINS(".png"));
    for (const char* size : {"800", "800x", "x600", "100x100", "800x30000", "-800x600", "800x600px", "8e2x600"})
        CHECK_THAT(error({"-o", png, "--size", size}, 2), LOCALITY_CONTAINS("write 1600x1200"));
    CHECK_FALSE(std::filesystem::exists(png));
    city.write("map.png", "mine");
    CHECK_THAT(error({"-o", png}, 1), LOCALITY_CONTAINS("exists already"));
    CHECK(test::bytes_of(png) == "mine");
    CHECK(locality({"map", city.project(), "-q", "-o", png, "--overwrite"}).code == 0);
    CHECK(test::bytes_of(png) != "mine");
}

TEST_CASE("map finds its styles where LOCALITY_HOME says, or tells where it looked") {
    const SmallCity city;
    city.write("styles/styles.toml", "palette = 1\n");
    const Ran ran =
        locality({"map", city.project(), "-o", city.path("map.png")}, "LOCALITY_HOME='" + city.folder().string() + "'");
    CHECK(ran.code == 1);
    CHECK_FALSE(ran.err.empty());
}
