#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

Ran map_of(const std::string& project, const std::string& output, const std::vector<std::string>& more) {
    std::vector<std::string> line{"map", project, "--overwrite", "-q", "-o", output};
    line.insert(line.end(), more.begin(), more.end());
    return locality(line);
}

/// The SVG that is drawn.
std::string drawn_map(const SmallCity& city, const std::string& project, const std::vector<std::string>& more) {
    const Ran ran = map_of(project, city.path("map.svg"), more);
    CHECK(ran.err.empty());
    REQUIRE(ran.code == 0);
    return test::bytes_of(city.path("map.svg"));
}

/// The words with which it is refused.
std::string refused_map(const SmallCity& city, const std::vector<std::string>& more) {
    const Ran ran = map_of(city.project(), city.path("no.svg"), more);
    CHECK(ran.code == 1);
    return ran.err;
}

}  // namespace

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

TEST_CASE("map draws a scenario, from a project or from what build wrote") {
    const SmallCity city;
    city.write("city.scenarios.toml",
               "[[scenarios]]\ntitle = \"North together\"\nset = \"pcn\"\n[[scenarios.steps]]\n"
               "moves = [[\"E01000004\", \"U00002\", \"U00001\"]]\n");
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", city.project(), "-o", out, "-q"}).code == 0);
    const auto drawn = [&](const std::string& of, const std::vector<std::string>& more) {
        return drawn_map(city, of, more);
    };
    const std::string original = drawn(city.project(), {});
    const std::string scenario = drawn(city.project(), {"--scenario", "North together"});
    CHECK(scenario != original);
    CHECK_THAT(scenario, LOCALITY_CONTAINS("Scenario"));
    CHECK_THAT(original, !LOCALITY_CONTAINS("Scenario"));
    CHECK(drawn(out, {"--scenario", city.path("city.scenarios.toml")}) == scenario);

    const auto refused = [&](const std::vector<std::string>& more) { return refused_map(city, more); };
    CHECK_THAT(refused({"--scenario", "North together", "--footprints", "ward"}), LOCALITY_CONTAINS("--footprints pcn"));
    CHECK_THAT(refused({"--scenario", "South"}), LOCALITY_CONTAINS("North together"));
}

TEST_CASE("map marks gaps, double claims and one piece") {
    const SmallCity city;
    const auto drawn = [&](const std::vector<std::string>& more) { return drawn_map(city, city.project(), more); };
    const std::string plain = drawn({}), disputed = drawn({"--disputed", "ward"}),
                      piece = drawn({"--piece", "ward:E05000001,pcn:U00001"});
    CHECK_THAT(disputed, LOCALITY_CONTAINS("In more than one of"));
    CHECK_THAT(plain, !LOCALITY_CONTAINS("In more than one of"));
    CHECK(piece != plain);
    const auto refused = [&](const std::vector<std::string>& more) { return refused_map(city, more); };
    CHECK_THAT(refused({"--disputed", "wards"}), LOCALITY_CONTAINS("ward"));
    CHECK_THAT(refused({"--piece", "wards:E05000001"}), LOCALITY_CONTAINS("SET:CODE"));
    CHECK_THAT(refused({"--piece", "ward:E05"}), LOCALITY_CONTAINS("its codes begin with"));
    CHECK_THAT(refused({"--piece", "ward:,pcn:"}), LOCALITY_CONTAINS("locality overlaps"));
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

TEST_CASE("map draws every choice that the window has") {
    const SmallCity city;
    const auto drawn = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"map", city.project(), "-q", "--overwrite", "-o", city.path("map.png")});
        const Ran ran = locality(arguments);
        INFO(ran.err);
        CHECK(ran.code == 0);
        return test::bytes_of(city.path("map.png"));
    };
    const std::string usual = drawn({"--shade=residents"});
    for (const std::vector<std::string>& other : std::vector<std::vector<std::string>>{
             {"--shade=residents", "--method=equal"},
             {"--shade=residents", "--classes=3"},
             {"--shade=residents", "--palette=cividis"},
             {"--shade=residents", "--breaks=150,250"},
             {"--shade=residents", "--across=imd_score"},
             {"--shade=residents", "--footprints=ward", "--shade-footprints"},
             {"--shade=residents", "--imd1"},
             {"--shade=residents", "--no-labels"},
             {"--shade=residents", "--pick=U00001"},
             {"--shade=residents", "--title=Another"},
             {"--shade=residents", "--extent=430000,433000,431000,434000"},
             {"--shade=residents", "--size=800x600"},
             {"--shade=residents", "--dpi=150"}}) {
        INFO(other.back());
        const bool differs = drawn(other) != usual;
        CHECK(differs);
    }
    // A3 at 100 dots per inch: 420 x 297 mm are 1654 x 1169 pixels.
    CHECK(drawn({"--size=A3", "--dpi=100"}).substr(16, 8) == std::string("\x00\x00\x06\x76\x00\x00\x04\x91", 8));
    CHECK(drawn({"--size=a3-portrait", "--dpi=100"}).substr(16, 8) == std::string("\x00\x00\x04\x91\x00\x00\x06\x76", 8));
}

TEST_CASE("map says which choices cannot be drawn") {
    const SmallCity city;
    const auto error = [&](std::vector<std::string> arguments, int code) {
        arguments.insert(arguments.begin(), {"map", city.project(), "-o", city.path("map.png")});
        const Ran ran = locality(arguments);
        CHECK(ran.code == code);
        CHECK_FALSE(std::filesystem::exists(city.path("map.png")));
        return ran.err;
    };
    CHECK_THAT(error({"--across=residents", "--method=equal"}, 2), LOCALITY_CONTAINS("--across"));
    CHECK_THAT(error({"--method=unheard"}, 1), LOCALITY_CONTAINS("unheard"));
    CHECK_THAT(error({"--palette=rainbow"}, 1), LOCALITY_CONTAINS("rainbow"));
    CHECK_THAT(error({"--breaks=5,2"}, 1), LOCALITY_CONTAINS("ascend"));
    CHECK_THAT(error({"--pick=X"}, 1), LOCALITY_CONTAINS("no footprint"));
    CHECK_THAT(error({"--extent=2,2,1,1"}, 1), LOCALITY_CONTAINS("south-west corner first"));
    CHECK_THAT(error({"--dpi=5"}, 2), LOCALITY_CONTAINS("30"));
    CHECK_THAT(error({"--size=A0", "--dpi=400"}, 1),
               LOCALITY_CONTAINS("18,724 x 13,244 pixels would take 992 MB of memory, and 600 are the most; choose at most "
                                 "311 dots per inch"));
    CHECK_THAT(error({"--size=A0", "--dpi=1200"}, 1), LOCALITY_CONTAINS("from 200 to 20000"));
}
