#include "catch.h"
#include "geo/mending.h"
#include "geo/topology.h"
#include "patchwork.h"
#include "wkt.h"

#include <numeric>
#include <stdexcept>

using namespace locality::geo;

namespace {

Shapes outline(const Shapes& shapes, std::vector<std::int32_t> groups, std::int32_t count) {
    return outlines(build_topology(shapes), groups, count);
}

}  // namespace

TEST_CASE("the outline of a group leaves its inner borders out") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
                                       "POLYGON ((2 0, 3 0, 3 1, 2 1, 2 0))"});
    const Shapes result = outline(shapes, {1, 1, outside}, 3);
    CHECK(result.is_empty(0));
    CHECK(wkt::write(result, 1) == "MULTIPOLYGON (((1 0, 2 0, 2 1, 1 1, 0 1, 0 0, 1 0)))");
    CHECK(result.is_empty(2));
}

TEST_CASE("parts that touch at a corner stay apart") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"});
    const Shapes result = outline(shapes, {0, 0}, 1);
    CHECK(result.part_count() == 2);
    CHECK(result.ring_count() == 2);
    CHECK(area_m2(result, 0) == 2.0);
}

TEST_CASE("holes that touch the shell or each other at a corner are holes of their own") {
    // A 4 x 4 board of squares with some left out; the first hole touches the outside, the others each other.
    Shapes shapes;
    std::vector<std::int32_t> groups;
    const std::vector<std::string_view> board{"#####",  //
                                              "#.###",  //
                                              "##.##",  //
                                              "####.",  //
                                              "#####"};
    for (std::size_t y = 0; y < board.size(); ++y) {
        for (std::size_t x = 0; x < board.size(); ++x) {
            const double a = static_cast<double>(x);
            const double b = static_cast<double>(y);
            for (const Point p : {Point{a, b}, {a + 1, b}, {a + 1, b + 1}, {a, b + 1}, {a, b}})
                shapes.vertices.push_back(p);
            shapes.close_ring();
            shapes.close_part();
            shapes.close_shape();
            groups.push_back(board[y][x] == '#' ? 0 : outside);
        }
    }
    const Shapes result = outline(shapes, groups, 1);
    CHECK(result.part_count() == 1);
    CHECK(result.ring_count() == 3);
    CHECK(area_m2(result, 0) == 22.0);
    CHECK(mend(result).mends.empty());
}

TEST_CASE("an island in the hole of its own group goes beside the shell, and holes go to the shell around them") {
    const Shapes shapes = wkt::shapes({
        "POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0), (10 10, 80 10, 80 80, 10 80, 10 10))",
        "POLYGON ((20 20, 70 20, 70 70, 20 70, 20 20), (30 30, 60 30, 60 60, 30 60, 30 30))",
        "POLYGON ((40 40, 50 40, 50 50, 40 50, 40 40))",
        "POLYGON ((100 0, 190 0, 190 90, 100 90, 100 0), (110 10, 180 10, 180 80, 110 80, 110 10))",
    });
    const Shapes result = outline(shapes, {0, 0, 0, 0}, 1);
    CHECK(result.part_count() == 4);
    for (std::uint32_t part = 0; part < 4; ++part) {
        const std::uint32_t shell = result.part_begin[part];
        CHECK(twice_signed_area_m2(result.ring(shell)) > 0);
        if (result.part_begin[part + 1] == shell + 1) continue;
        CHECK(twice_signed_area_m2(result.ring(shell + 1)) < 0);
    }
    CHECK(area_m2(result, 0) == 2 * (8100 - 4900) + (2500 - 900) + 100);
    CHECK(mend(result).mends.empty());
}

TEST_CASE("a shape that stands twice is outlined once") {
    const std::string square = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))";
    const Shapes shapes = wkt::shapes({square, square, "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"});
    CHECK(wkt::write(outline(shapes, {0, 0, 1}, 2), 0) == "MULTIPOLYGON (((1 0, 1 1, 0 1, 0 0, 1 0)))");
    CHECK(area_m2(outline(shapes, {0, 0, 1}, 2), 1) == 1.0);
    CHECK(area_m2(outline(shapes, {1, 0, 0}, 2), 1) == 1.0);
    CHECK(area_m2(outline(shapes, {0, 0, 0}, 1), 0) == 2.0);
}

TEST_CASE("dissolving keeps the lines between groups only, from node to node") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
                                       "POLYGON ((0 1, 1 1, 1 2, 0 2, 0 1))", "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"});
    const std::vector<std::int32_t> groups{0, 0, 1, 1};
    CHECK(wkt::write(dissolve(build_topology(shapes), groups, 2)) ==
          "0|-: 0 1, 0 0, 1 0, 2 0, 2 1\n"
          "-|1: 0 1, 0 2, 1 2, 2 2, 2 1\n"
          "1|0: 0 1, 1 1, 2 1\n");
}

TEST_CASE("faces that overlap are united") {
    const Shapes shapes = wkt::shapes({
        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))",
        "POLYGON ((2 2, 6 2, 6 6, 2 6, 2 2))",  // crosses the first
        "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))",  // inside the first
        "POLYGON ((4 0, 6 0, 6 1, 4 1, 4 0))",  // beside it, without a common vertex at (4, 1)
        "POLYGON ((10 0, 12 0, 12 2, 10 2, 10 0))",
        "POLYGON ((10 0, 11 0, 12 0, 12 1, 11 1, 10 0))",  // along the edges of the one before
    });
    const Topology topology = build_topology(shapes);
    const std::vector<std::int32_t> all{0, 0, 0, 0, 0, 0};
    const Shapes result = united_outlines(topology, all, 1);
    CHECK(result.part_count() == 2);
    CHECK(result.ring_count() == 2);
    CHECK(area_m2(result, 0) == 16 + 16 - 4 + 2 + 4);
    CHECK(mend(result).mends.empty());
    SECTION("where they stand on each other along shared lines, outlines sees it") {
        const Shapes pair =
            wkt::shapes({"POLYGON ((0 0, 1 0, 2 0, 2 1, 1 1, 0 1, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"});
        CHECK(area_m2(outlines(build_topology(pair), std::vector<std::int32_t>{0, 0}, 1), 0) == 2.0);
    }
    SECTION("a hole in all of them stays") {
        const Shapes rings = wkt::shapes({"POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 6 2, 6 6, 2 6, 2 2))",
                                          "POLYGON ((1 1, 8 1, 8 8, 1 8, 1 1), (3 3, 7 3, 7 7, 3 7, 3 3))"});
        const Shapes both = united_outlines(build_topology(rings), std::vector<std::int32_t>{0, 0}, 1);
        CHECK(area_m2(both, 0) == 81 - 9);
        CHECK(both.ring_count() == 2);
    }
}

TEST_CASE("groups must be given for each face and be in range") {
    const Topology topology = build_topology(wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"}));
    CHECK_THROWS_AS(outlines(topology, std::vector<std::int32_t>{}, 1), std::invalid_argument);
    CHECK_THROWS_AS(outlines(topology, std::vector<std::int32_t>{1}, 1), std::invalid_argument);
    CHECK_THROWS_AS(outlines(topology, std::vector<std::int32_t>{-2}, 1), std::invalid_argument);
}

TEST_CASE("outlines are what GEOS unites", "[property]") {
    const unsigned seed = GENERATE(range(1U, 13U));
    const int group_count = 1 + static_cast<int>(seed) % 4;
    const Patchwork patchwork(seed, 14, 40);
    const Topology topology = build_topology(patchwork.zones);
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::int32_t> group(outside, group_count - 1);
    std::vector<std::int32_t> groups;
    for (int zone = 0; zone < patchwork.zone_count; ++zone) groups.push_back(group(random));
    const Shapes result = outlines(topology, groups, group_count);
    REQUIRE(result.shape_count() == static_cast<std::size_t>(group_count));
    CHECK(mend(result).mends.empty());
    for (std::int32_t g = 0; g < group_count; ++g) {
        std::vector<std::size_t> members;
        for (std::size_t zone = 0; zone < groups.size(); ++zone) {
            if (groups[zone] == g) members.push_back(zone);
        }
        const Shapes expected = united(patchwork.zones, members);
        const auto shape = static_cast<std::size_t>(g);
        CHECK(area_m2(result, shape) == Approx(area_m2(expected, 0)).epsilon(1e-10));
        CHECK(perimeter_m(result, shape) == Approx(perimeter_m(expected, 0)).epsilon(1e-10));
        CHECK(result.shape_begin[shape + 1] - result.shape_begin[shape] == expected.part_count());
        const auto rings =
            result.part_begin[result.shape_begin[shape + 1]] - result.part_begin[result.shape_begin[shape]];
        CHECK(rings == expected.ring_count());
        CHECK(intersection_area_m2(result, shape, expected, 0) == Approx(area_m2(expected, 0)).epsilon(1e-10));
    }
    SECTION("and dissolving gives the topology of the outlines") {
        CHECK(wkt::write(dissolve(topology, groups, group_count)) == wkt::write(build_topology(result)));
    }
}

TEST_CASE("united outlines are what GEOS unites, however faces overlap", "[property]") {
    const unsigned seed = GENERATE(range(1U, 9U));
    Shapes shapes = Patchwork(seed, 10, 12).zones;
    const Shapes others = Patchwork(seed + 50, 10, 9).zones;
    for (std::size_t zone = 0; zone < others.shape_count(); ++zone) shapes.append(others, zone);
    std::mt19937 random(seed);
    std::uniform_int_distribution<std::int32_t> group(outside, 1);
    std::vector<std::int32_t> groups;
    for (std::size_t face = 0; face < shapes.shape_count(); ++face) groups.push_back(group(random));
    const Shapes result = united_outlines(build_topology(shapes), groups, 2);
    CHECK(mend(result).mends.empty());
    for (std::size_t g = 0; g < 2; ++g) {
        std::vector<std::size_t> members;
        for (std::size_t face = 0; face < groups.size(); ++face) {
            if (groups[face] == static_cast<std::int32_t>(g)) members.push_back(face);
        }
        const Shapes expected = united(shapes, members);
        // Both round the crossings to the millimetre, each in its own way.
        CHECK(area_m2(result, g) == Approx(area_m2(expected, 0)).margin(1e-3 * perimeter_m(expected, 0)));
        CHECK(perimeter_m(result, g) == Approx(perimeter_m(expected, 0)).epsilon(5e-3));
    }
}
