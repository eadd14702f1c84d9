#include "catch.h"
#include "geo/errors.h"
#include "geo/mending.h"
#include "geo/topology.h"
#include "patchwork.h"
#include "wkt.h"

#include <limits>
#include <numeric>

using namespace locality::geo;

namespace {

/// Left faces gain and right faces lose what an arc sweeps: the areas from the arcs by hand.
void check_areas(const Topology& topology, const Shapes& shapes) {
    const std::vector<double> areas = face_areas_m2(topology);
    REQUIRE(areas.size() == shapes.shape_count());
    for (std::size_t face = 0; face < areas.size(); ++face) {
        CHECK(areas[face] == Approx(area_m2(shapes, face)).epsilon(1e-10));
    }
}

}  // namespace

TEST_CASE("two squares side by side share one arc") {
    const Shapes shapes =
        wkt::shapes({"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((20 10, 10 10, 10 0, 20 0, 20 10))"});
    const Topology topology = build_topology(shapes);
    CHECK(wkt::write(topology) ==
          "-|0: 10 0, 0 0, 0 10, 10 10\n"
          "0|1: 10 0, 10 10\n"
          "1|-: 10 0, 20 0, 20 10, 10 10\n");
    CHECK(face_areas_m2(topology) == std::vector<double>{100.0, 100.0});
    CHECK(face_perimeters_m(topology) == std::vector<double>{40.0, 40.0});
    CHECK(topology.face_count == 2);
}

TEST_CASE("a shape that meets no other is one closed arc from its smallest vertex") {
    const Topology topology =
        build_topology(wkt::shapes({"POLYGON ((10 0, 10 10, 0 10, 0 0, 10 0))", "POLYGON EMPTY"}));
    CHECK(wkt::write(topology) == "-|0: 0 0, 0 10, 10 10, 10 0, 0 0\n");
    CHECK(face_areas_m2(topology) == std::vector<double>{100.0, 0.0});
}

TEST_CASE("an island fills the hole of its lake exactly") {
    const Topology topology = build_topology(wkt::shapes(
        {"POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))", "POLYGON ((6 6, 3 6, 3 3, 6 3, 6 6))"}));
    CHECK(wkt::write(topology) ==
          "-|0: 0 0, 0 9, 9 9, 9 0, 0 0\n"
          "0|1: 3 3, 3 6, 6 6, 6 3, 3 3\n");
}

TEST_CASE("four squares meet at a node; corners alone are no border") {
    const Topology topology =
        build_topology(wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))", "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))",
                                    "POLYGON ((0 1, 1 1, 1 2, 0 2, 0 1))", "POLYGON ((1 1, 2 1, 2 2, 1 2, 1 1))"}));
    CHECK(topology.arc_count() == 8);
    const Adjacency touching = adjacency(topology);
    CHECK(touching.begin == std::vector<std::uint32_t>{0, 2, 4, 6, 8});
    CHECK(touching.neighbour == std::vector<std::int32_t>{1, 2, 0, 3, 0, 3, 1, 2});
    CHECK(touching.length_m == std::vector<double>(8, 1.0));
}

TEST_CASE("a shape twice in a layer stands twice on its line") {
    const std::string square = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))";
    const Topology topology = build_topology(wkt::shapes({square, square, "POLYGON ((1 0, 2 0, 2 1, 1 1, 1 0))"}));
    CHECK(wkt::write(topology) ==
          "-|0: 1 0, 0 0, 0 1, 1 1\n"
          "-|1: 1 0, 0 0, 0 1, 1 1\n"
          "0|2: 1 0, 1 1\n"
          "1|-: 1 0, 1 1\n"
          "2|-: 1 0, 2 0, 2 1, 1 1\n");
    CHECK(face_areas_m2(topology) == std::vector<double>{1.0, 1.0, 1.0});
    CHECK(topology.same_line(0, 1));
    CHECK_FALSE(topology.same_line(1, 2));
    SECTION("and both touch the neighbour") {
        const Adjacency touching = adjacency(topology);
        CHECK(std::vector<std::int32_t>(touching.of(2).begin(), touching.of(2).end()) ==
              std::vector<std::int32_t>{0, 1});
        CHECK(touching.of(0).size() == 1);
    }
}

TEST_CASE("a line with the same face on both sides is no arc") {
    // Two parts of one shape that share an edge: not valid, but read as the ground they cover.
    const Topology topology =
        build_topology(wkt::shapes({"MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 0, 2 0, 2 1, 1 1, 1 0)))"}));
    CHECK(topology.arc_count() == 2);
    CHECK(face_areas_m2(topology) == std::vector<double>{2.0});
}

TEST_CASE("vertices snap to the millimetre; repeated ones and spikes go") {
    const Topology topology = build_topology(
        wkt::shapes({"POLYGON ((0.0004 0, 5 0, 5 0.0003, 8 0, 5 0, 10 0, 10 10, 0 10, 0 0.0004, 0.0004 0))",
                     "POLYGON ((10.0003 0, 20 0, 20 10, 10 9.9997, 10.0003 0))", "POLYGON ((30 0, 40 0, 30 0, 30 0))",
                     "POLYGON ((50 0, 60 0, 70 0, 50 0))"}));
    CHECK(wkt::write(topology) ==
          "-|0: 10 0, 5 0, 0 0, 0 10, 10 10\n"
          "0|1: 10 0, 10 10\n"
          "1|-: 10 0, 20 0, 20 10, 10 10\n");
}

TEST_CASE("a vertex of one neighbour on the other's edge makes edges that are not shared") {
    const Topology topology = build_topology(
        wkt::shapes({"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 5, 10 0))"}));
    CHECK(wkt::write(topology) ==
          "-|0: 10 0, 0 0, 0 10, 10 10\n"
          "-|1: 10 0, 10 5, 10 10\n"
          "0|-: 10 0, 10 10\n"
          "1|-: 10 0, 20 0, 20 10, 10 10\n");
    CHECK(adjacency(topology).neighbour.empty());
}

TEST_CASE("areas are exact where doubles would not be") {
    // Two thousand kilometres out, a square of 1 mm.
    const Topology topology = build_topology(wkt::shapes(
        {"POLYGON ((1999999.998 1999999.998, 1999999.999 1999999.998, 1999999.999 1999999.999, 1999999.998 "
         "1999999.999, "
         "1999999.998 1999999.998))",
         "POLYGON ((-2000000 -2000000, 2000000 -2000000, 2000000 2000000, -2000000 2000000, -2000000 -2000000))"}));
    CHECK(face_areas_m2(topology) == std::vector<double>{1e-6, 1.6e13});
}

TEST_CASE("coordinates that cannot be the National Grid are refused with their shape") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(on_grid({nan, 3}), LOCALITY_CONTAINS("(nan, 3) cannot be in British National Grid metres"));
    CHECK_THROWS_AS(on_grid({0, std::numeric_limits<double>::infinity()}), GeometryError);
    CHECK_THROWS_WITH(on_grid({2'000'000.001, 0}), LOCALITY_CONTAINS("(2000000.001, 0)"));
    CHECK(on_grid({-2'000'000, 2'000'000}) == GridPoint{-2'000'000'000, 2'000'000'000});
    try {
        build_topology(wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((0 0, 3000000 0, 1 1, 0 0))"}));
        FAIL("not refused");
    } catch (const GeometryError& error) {
        CHECK(error.shape() == 1U);
    }
}

TEST_CASE("on a random coverage the arcs add up to the shapes", "[property]") {
    const unsigned seed = GENERATE(range(1U, 13U));
    const Patchwork patchwork(seed, 12, 3 + static_cast<int>(seed) * 4);
    const Topology topology = build_topology(patchwork.zones);
    check_areas(topology, patchwork.zones);
    const std::vector<double> perimeters = face_perimeters_m(topology);
    for (std::size_t zone = 0; zone < perimeters.size(); ++zone) {
        CHECK(perimeters[zone] == Approx(perimeter_m(patchwork.zones, zone)).epsilon(1e-10));
    }
    SECTION("neighbours and the length of their borders are those of the cells") {
        const Adjacency touching = adjacency(topology);
        auto borders = patchwork.borders();
        for (std::int32_t zone = 0; zone < patchwork.zone_count; ++zone) {
            const auto row = touching.of(static_cast<std::size_t>(zone));
            for (std::size_t i = 0; i < row.size(); ++i) {
                const double length = touching.length_m[touching.begin[static_cast<std::size_t>(zone)] + i];
                REQUIRE(borders.contains({zone, row[i]}));
                CHECK(length == Approx(borders[{zone, row[i]}]).epsilon(1e-10));
                borders.erase({zone, row[i]});
            }
        }
        CHECK(borders.empty());
    }
}

TEST_CASE("how rings are spelt and which shape comes first make no difference", "[property]") {
    const unsigned seed = GENERATE(range(1U, 9U));
    const Patchwork patchwork(seed, 10, 12);
    const Topology topology = build_topology(patchwork.zones);
    std::mt19937 random(seed);
    Shapes respelt = patchwork.zones;
    respell(respelt, random);
    CHECK(wkt::write(build_topology(respelt)) == wkt::write(topology));

    std::vector<std::size_t> order(patchwork.zones.shape_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    Shapes shuffled;
    for (const std::size_t zone : order) shuffled.append(respelt, zone);
    Topology renamed = build_topology(shuffled);
    for (auto* side : {&renamed.left, &renamed.right}) {
        for (std::int32_t& face : *side) {
            if (face != outside) face = static_cast<std::int32_t>(order[static_cast<std::size_t>(face)]);
        }
    }
    CHECK(wkt::write(renamed) == wkt::write(topology));
}

TEST_CASE("shapes that overlap at random keep their areas", "[property]") {
    const unsigned seed = GENERATE(range(1U, 5U));
    Shapes shapes = Patchwork(seed, 8, 5).zones;
    const Shapes others = Patchwork(seed + 100, 8, 5).zones;
    for (std::size_t zone = 0; zone < others.shape_count(); ++zone) shapes.append(others, zone);
    for (std::size_t zone = 0; zone < 3; ++zone) shapes.append(others, zone);
    check_areas(build_topology(shapes), shapes);
}
