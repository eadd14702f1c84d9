#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

#include <filesystem>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("chart prints what a chart shows and draws it in three formats") {
    const SmallCity city;
    const Ran ran =
        locality({"chart", city.project(), "ward:E05000001", "--kind", "deciles", "-o", city.path("d.png")});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    // West has zones 1 and 3 (decile 1: 400 people) whole, and the west half of 2 and 4 (100 and 200).
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("400 of its residents (57.1%) live in zones of the most deprived 10%"));
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("Synthetic data"));
    CHECK(test::bytes_of(city.path("d.png")).substr(1, 3) == "PNG");
    for (const char* kind : {"deciles", "spine", "trend", "gradient", "gap"}) {
        const std::string svg = city.path(std::string(kind) + ".svg"), pdf = city.path(std::string(kind) + ".pdf");
        const std::string project = city.with_smoking();
        INFO(kind);
        CHECK(locality({"chart", project, "ward:E05000001", "--kind", kind, "--indicator", "smoking", "-q", "-o", svg})
                  .code == 0);
        CHECK_THAT(test::bytes_of(svg), LOCALITY_CONTAINS("<svg"));
        CHECK(locality({"chart", project, "ward:E05000001", "--kind", kind, "--indicator", "smoking", "-q", "-o", pdf})
                  .code == 0);
        CHECK(test::bytes_of(pdf).starts_with("%PDF"));
    }
}

TEST_CASE("chart writes its table and tells its marks") {
    const SmallCity city;
    const std::string project = city.with_smoking(), csv = city.path("t.csv");
    const Ran ran = locality(
        {"chart", project, "ward:E05000001", "--kind", "trend", "--indicator", "smoking", "--json", "-o", csv});
    REQUIRE(ran.code == 0);
    const json chart = json::parse(ran.out);
    REQUIRE(chart["marks"].size() == 2);
    CHECK(chart["marks"][0]["name"] == "2020");
    CHECK(chart["marks"][0]["figure"] == "smoking/ward/E05000001/2020");
    CHECK(chart["marks"][0]["status"] == "known");
    // West: zones 1 and 3, and half of 2 and 4: (40 + 100 + 7.5 + 10) of (80 + 200 + 75 + 150).
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("2020,31.1881"));
}

TEST_CASE("a gap's target is drawn and judged") {
    const SmallCity city;
    const Ran ran = locality({"chart", city.with_smoking(), "ward:E05000001", "--kind", "gap", "--indicator", "smoking",
                              "--cut-gap", "10", "--by", "2028"});
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("Target: 10% smaller by 2028 than in 2020: met"));
}

TEST_CASE("chart refuses what it cannot draw") {
    const SmallCity city;
    const std::string project = city.with_smoking(), png = city.path("x.png");
    const auto error = [&](std::vector<std::string> arguments, int code) {
        arguments.insert(arguments.begin(), {"chart", project, "ward:E05000001", "-o", png});
        const Ran ran = locality(arguments);
        CHECK(ran.code == code);
        CHECK_FALSE(std::filesystem::exists(png));
        return ran.err;
    };
    CHECK_THAT(error({"--kind", "pie"}, 2), LOCALITY_CONTAINS("pyramid"));
    CHECK_THAT(error({"--kind", "trend"}, 2), LOCALITY_CONTAINS("--indicator"));
    CHECK_THAT(error({"--kind", "trend", "--indicator", "asthma"}, 1),
               LOCALITY_CONTAINS("those with a table are smoking"));
    CHECK_THAT(error({"--kind", "trend", "--indicator", "smoking", "--sex", "female"}, 1),
               LOCALITY_CONTAINS("--sex all"));
    CHECK_THAT(error({"--kind", "gradient", "--indicator", "smoking", "--period", "1999"}, 1),
               LOCALITY_CONTAINS("2020, 2024"));
    CHECK_THAT(error({"--kind", "pyramid"}, 1), LOCALITY_CONTAINS("no ages"));
    CHECK(error({"--kind", "gap", "--indicator", "smoking", "--by", "2028"}, 2).size() > 0);
}

TEST_CASE("what build wrote has charts, but for those by deprivation") {
    const SmallCity city;
    const std::string gpkg = city.path("out.gpkg");
    REQUIRE(locality({"build", city.with_smoking(), "-o", gpkg, "-q"}).code == 0);
    for (const char* kind : {"deciles", "spine", "trend"})
        CHECK(locality({"chart", gpkg, "ward:E05000001", "--kind", kind, "--indicator", "smoking", "-q"}).code == 0);
    const Ran gap = locality({"chart", gpkg, "ward:E05000001", "--kind", "gap", "--indicator", "smoking"});
    CHECK(gap.code == 1);
    CHECK_THAT(gap.err, LOCALITY_CONTAINS("name the project file"));
}

TEST_CASE("inequality saves its chart") {
    const SmallCity city;
    const std::string svg = city.path("gradient.svg");
    const Ran ran = locality({"inequality", city.with_smoking(), "smoking", "--chart", svg});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("Chart: " + svg));
    CHECK_THAT(test::bytes_of(svg), LOCALITY_CONTAINS("by IMD decile"));
    CHECK(locality({"inequality", city.project(), "smoking", "--chart", city.path("x.gif")}).code == 1);
}
