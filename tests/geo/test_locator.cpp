#include "catch.h"
#include "geo/locator.h"
#include "geo/topology.h"
#include "made_shapes.h"

#include <random>

using namespace locality::geo;

namespace {

using Faces = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("a locator says which shapes hold a place", "[geo]") {
    // 0 and 1 side by side, 2 over half of both, 3 with a hole, 4 without any ground.
    Shapes shapes = made::squares({{0, 0, 10}, {10, 0, 10}, {5, 5, 10}});
    made::add_ring(shapes, made::rectangle(100, 100, 30, 30));
    made::add_ring(shapes, made::rectangle(110, 110, 10, 10));
    shapes.close_part();
    made::add_ring(shapes, made::rectangle(200, 100, 5, 5));
    shapes.close_part();
    shapes.close_shape();
    shapes.close_shape();
    const Locator locator(shapes);

    CHECK(locator.at({2, 2}) == Faces{0});
    CHECK(locator.at({12, 2}) == Faces{1});
    CHECK(locator.at({7, 7}) == Faces{0, 2});
    CHECK(locator.at({12, 7}) == Faces{1, 2});
    CHECK(locator.at({105, 115}) == Faces{3});
    CHECK(locator.at({115, 115}).empty());
    CHECK(locator.at({202, 102}) == Faces{3});
    CHECK(locator.at({-1, 2}).empty());
    CHECK(locator.bounds_of(3).max_x == 205);
    CHECK(locator.bounds_of(4).empty());
}

TEST_CASE("a place on a line goes to its upper right", "[geo]") {
    const Shapes shapes = made::squares({{0, 0, 10}, {10, 0, 10}, {0, 10, 10}, {10, 10, 10}});
    const Locator locator(shapes);
    CHECK(locator.at({10, 5}) == Faces{1});
    CHECK(locator.at({5, 10}) == Faces{2});
    CHECK(locator.at({10, 10}) == Faces{3});
    CHECK(locator.at({0, 0}) == Faces{0});
    CHECK(locator.at({20, 5}).empty());
    CHECK(locator.at({5, 20}).empty());
}

TEST_CASE("a locator and locate agree on random shapes", "[geo][property]") {
    std::mt19937 random(20'251);
    std::uniform_int_distribution<int> size(1, 40), place(0, 60);
    for (int round = 0; round < 30; ++round) {
        Shapes shapes;
        for (int i = 0; i < 12; ++i) {
            const double x = place(random), y = place(random);
            // A triangle that may lean either way.
            made::add(shapes,
                      {{x, y}, {x + size(random), y + place(random) % 7}, {x + place(random) % 11, y + size(random)}});
        }
        const Topology topology = build_topology(shapes);
        const Locator locator(shapes);
        std::vector<Point> points;
        for (int i = 0; i < 200; ++i)
            points.push_back({static_cast<double>(place(random)), static_cast<double>(place(random))});
        const Located located = locate(topology, points);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto expected = located.of(i);
            INFO("round " << round << ", place " << points[i].x << " " << points[i].y);
            CHECK(locator.at(points[i]) == Faces(expected.begin(), expected.end()));
        }
    }
}
