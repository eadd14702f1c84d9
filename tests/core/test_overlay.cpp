#include "catch.h"
#include "core/overlay.h"
#include "geo/errors.h"
#include "made_shapes.h"

#include <map>

using namespace locality;
using geo::Shapes;
using geo::Topology;
using Pairs = std::map<std::pair<int, int>, double>;

namespace {

Pairs pairs(const model::Weights& w) {
    Pairs result;
    for (std::size_t z = 0; z < w.row_count(); ++z)
        for (std::uint32_t k = w.row_begin[z]; k < w.row_begin[z + 1]; ++k)
            result[{static_cast<int>(z), w.footprint[k]}] = w.weight[k];
    return result;
}

Pairs overlay(const Shapes& zones, const Shapes& footprints) {
    return pairs(core::overlay_m2(geo::build_topology(zones), geo::build_topology(footprints), 1));
}

}  // namespace

TEST_CASE("two squares share the square where they overlap") {
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{5, 5, 10}})) == Pairs{{{0, 0}, 25.0}});
    CHECK(overlay(made::squares({{5, 5, 10}}), made::squares({{0, 0, 10}})) == Pairs{{{0, 0}, 25.0}});
    CHECK(overlay(made::squares({{400000, 650000, 10}}), made::squares({{400005, 649995, 10}})) ==
          Pairs{{{0, 0}, 25.0}});
}

TEST_CASE("squares apart share nothing") {
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{20, 0, 10}})).empty());
    // Boxes that meet, shapes that do not.
    Shapes corner;
    made::add(corner, {{0, 0}, {100, 0}, {100, 10}, {10, 10}, {10, 100}, {0, 100}});
    CHECK(overlay(corner, made::squares({{50, 50, 10}})).empty());
    CHECK(overlay(made::squares({{50, 50, 10}}), corner).empty());
}

TEST_CASE("a square inside another is shared whole, whichever is the zone") {
    CHECK(overlay(made::squares({{2, 2, 3}}), made::squares({{0, 0, 10}})) == Pairs{{{0, 0}, 9.0}});
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{2, 2, 3}})) == Pairs{{{0, 0}, 9.0}});
}

TEST_CASE("a square in a hole shares nothing") {
    Shapes ring;
    made::add_ring(ring, made::rectangle(0, 0, 30, 30));
    made::add_ring(ring, made::rectangle(10, 10, 10, 10));
    ring.close_part();
    ring.close_shape();
    CHECK(overlay(ring, made::squares({{12, 12, 5}})).empty());
    CHECK(overlay(ring, made::squares({{10, 10, 10}})).empty());
    CHECK(overlay(ring, made::squares({{5, 5, 10}})) == Pairs{{{0, 0}, 75.0}});
}

TEST_CASE("a layer laid over itself shares each zone with itself alone") {
    const Shapes four = made::grid(0, 0, 10, 2, 2);
    CHECK(overlay(four, four) == Pairs{{{0, 0}, 100.0}, {{1, 1}, 100.0}, {{2, 2}, 100.0}, {{3, 3}, 100.0}});
}

TEST_CASE("zones lie whole in the footprints they were joined to") {
    const Shapes zones = made::grid(0, 0, 10, 4, 2);
    const Topology topology = geo::build_topology(zones);
    const std::vector<std::int32_t> group{0, 0, 1, 1, 0, 1, 1, geo::outside};
    const Topology footprints = geo::dissolve(topology, group, 2);
    CHECK(pairs(core::overlay_m2(topology, footprints)) == Pairs{{{0, 0}, 100.0},
                                                                 {{1, 0}, 100.0},
                                                                 {{2, 1}, 100.0},
                                                                 {{3, 1}, 100.0},
                                                                 {{4, 0}, 100.0},
                                                                 {{5, 1}, 100.0},
                                                                 {{6, 1}, 100.0}});
}

TEST_CASE("a corner that touches a line, and lines that partly coincide, are ordinary") {
    // A diamond whose corners touch the square's sides from inside.
    Shapes diamond;
    made::add(diamond, {{5, 0}, {10, 5}, {5, 10}, {0, 5}});
    CHECK(overlay(made::squares({{0, 0, 10}}), diamond) == Pairs{{{0, 0}, 50.0}});
    CHECK(overlay(diamond, made::squares({{0, 0, 10}})) == Pairs{{{0, 0}, 50.0}});
    // From outside.
    CHECK(overlay(diamond, made::squares({{10, 0, 10}})).empty());
    CHECK(overlay(diamond, made::squares({{-10, 0, 10}})).empty());
    // Half of a side in common.
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{10, 5, 10}})).empty());
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{-10, -5, 10}})).empty());
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{0, 0, 5}})) == Pairs{{{0, 0}, 25.0}});
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{5, 5, 5}})) == Pairs{{{0, 0}, 25.0}});
    // Only a corner in common.
    CHECK(overlay(made::squares({{0, 0, 10}}), made::squares({{10, 10, 10}, {-10, -10, 10}, {10, -10, 10}})).empty());
}

TEST_CASE("footprints that overlap each other are each shared in full") {
    const Pairs expected{{{0, 0}, 60.0}, {{0, 1}, 60.0}, {{0, 2}, 100.0}};
    Shapes footprints;
    made::add(footprints, made::rectangle(0, 0, 6, 10));
    made::add(footprints, made::rectangle(4, 0, 6, 10));
    made::add(footprints, made::rectangle(-5, -5, 20, 20));
    CHECK(overlay(made::squares({{0, 0, 10}}), footprints) == expected);
    // The same line three times.
    Shapes thrice;
    for (int i = 0; i < 3; ++i) made::add(thrice, made::rectangle(5, 0, 10, 10));
    CHECK(overlay(made::squares({{0, 0, 10}}), thrice) == Pairs{{{0, 0}, 50.0}, {{0, 1}, 50.0}, {{0, 2}, 50.0}});
    CHECK(overlay(thrice, made::squares({{0, 0, 10}})) == Pairs{{{0, 0}, 50.0}, {{1, 0}, 50.0}, {{2, 0}, 50.0}});
}

TEST_CASE("a layer moved by a millimetre shares a millimetre with its neighbours") {
    const Shapes two = made::grid(0, 0, 10, 2, 1);
    const Pairs shared = overlay(two, made::moved(two, 0.001, 0));
    REQUIRE(shared.size() == 3);
    CHECK(shared.at({0, 0}) == 99.99);
    CHECK(shared.at({1, 0}) == 0.01);
    CHECK(shared.at({1, 1}) == 99.99);
}

TEST_CASE("pairs under the smallest are dropped") {
    const Topology zones = geo::build_topology(made::grid(0, 0, 10, 2, 1));
    const Topology moved = geo::build_topology(made::moved(made::grid(0, 0, 10, 2, 1), 0.001, 0));
    CHECK(pairs(core::overlay_m2(zones, moved, 1, 0.02)).size() == 2);
}

TEST_CASE("layers without shapes share nothing and keep their rows") {
    const Topology one = geo::build_topology(made::squares({{0, 0, 10}}));
    CHECK(core::overlay_m2(one, Topology{}).row_count() == 1);
    CHECK(core::overlay_m2(Topology{}, one).row_count() == 0);
    // An empty shape has its row too.
    Shapes with_empty;
    with_empty.close_shape();
    made::add(with_empty, made::rectangle(0, 0, 10, 10));
    CHECK(overlay(with_empty, made::squares({{0, 0, 5}})) == Pairs{{{1, 0}, 25.0}});
}

TEST_CASE("edges over the whole grid are cut exactly") {
    // Triangles of 1,200 km: differences of coordinates pass 2^30, cross products 2^60.
    Shapes zone, footprint;
    made::add(zone, {{0, 0}, {1200000, 0}, {0, 1200000}});
    made::add(footprint, {{0, 0}, {1200000, 0}, {1200000, 1200000}});
    CHECK(overlay(zone, footprint) == Pairs{{{0, 0}, 600000.0 * 600000.0}});
    // Strips of 3,800 km: differences pass 2^31, and 64 bits do not hold their products. The slanting strip rises by
    // 190 km on its way and leaves the level one, 95 km high, half-way.
    Shapes level, slanting;
    made::add(level, made::rectangle(-1900000, 0, 3800000, 95000));
    made::add(slanting, {{-1900000, 0}, {1900000, 190000}, {1900000, 190001}, {-1900000, 1}});
    const Pairs shared = overlay(level, slanting);
    REQUIRE(shared.size() == 1);
    CHECK(shared.at({0, 0}) == Approx(1900000.0 - 10.0).epsilon(1e-12));
}

TEST_CASE("boundaries over more than 4.6 million square km are refused") {
    const Shapes far = made::squares({{-1900000, -1900000, 1}, {1900000, 1900000, 1}});
    CHECK_THROWS_AS(overlay(far, far), geo::GeometryError);
    CHECK_THROWS_WITH(overlay(far, far), LOCALITY_CONTAINS("3800 km by 3800 km"));
}
