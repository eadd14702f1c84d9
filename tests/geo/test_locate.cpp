#include "catch.h"
#include "geo/errors.h"
#include "geo/topology.h"
#include "made_shapes.h"

#include <algorithm>
#include <random>

using namespace locality;
using geo::GridPoint;
using geo::Point;
using geo::Toward;
using Faces = std::vector<std::int32_t>;

namespace {

Faces faces(const geo::Topology& topology, Point p) {
    const geo::Located located = geo::locate(topology, std::vector{p});
    return {located.of(0).begin(), located.of(0).end()};
}

/// In which faces a point lies: every edge looked at, in doubles, for points that are on no line.
Faces by_ray(const geo::Shapes& shapes, Point p) {
    Faces result;
    for (std::size_t s = 0; s < shapes.shape_count(); ++s) {
        bool in = false;
        for (std::uint32_t r = shapes.part_begin[shapes.shape_begin[s]];
             r < shapes.part_begin[shapes.shape_begin[s + 1]]; ++r) {
            const auto ring = shapes.ring(r);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point a = ring[i], b = ring[i + 1];
                if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
            }
        }
        if (in) result.push_back(static_cast<std::int32_t>(s));
    }
    return result;
}

}  // namespace

TEST_CASE("a point is located in the square it lies in") {
    const geo::Topology four = geo::build_topology(made::grid(0, 0, 10, 2, 2));
    CHECK(faces(four, {5, 5}) == Faces{0});
    CHECK(faces(four, {15, 5}) == Faces{1});
    CHECK(faces(four, {5, 15}) == Faces{2});
    CHECK(faces(four, {15, 15}) == Faces{3});
    CHECK(faces(four, {25, 5}).empty());
    CHECK(faces(four, {-1, 5}).empty());
    CHECK(faces(four, {5, -1}).empty());
    CHECK(faces(four, {5, 20.001}).empty());
}

TEST_CASE("a point on a line belongs to the face on its upper right") {
    const geo::Topology four = geo::build_topology(made::grid(0, 0, 10, 2, 2));
    CHECK(faces(four, {10, 10}) == Faces{3});
    CHECK(faces(four, {0, 0}) == Faces{0});
    CHECK(faces(four, {10, 5}) == Faces{1});
    CHECK(faces(four, {5, 10}) == Faces{2});
    CHECK(faces(four, {20, 5}).empty());
    CHECK(faces(four, {5, 20}).empty());
    CHECK(faces(four, {20, 20}).empty());

    const std::vector<GridPoint> corners{{0, 0}, {10000, 10000}, {20000, 20000}, {10000, 5000}, {20000, 5000}};
    const geo::Located below = geo::locate(four, corners, Toward::lower_left);
    CHECK(below.of(0).empty());
    CHECK(Faces(below.of(1).begin(), below.of(1).end()) == Faces{0});
    CHECK(Faces(below.of(2).begin(), below.of(2).end()) == Faces{3});
    CHECK(Faces(below.of(3).begin(), below.of(3).end()) == Faces{0});
    CHECK(Faces(below.of(4).begin(), below.of(4).end()) == Faces{1});
}

TEST_CASE("a point on a slope is moved more to the right than up") {
    // Rising line, right side 1: (e, e^2) takes a point on it below it. Falling line: above it.
    geo::Shapes shapes;
    made::add(shapes, {{0, 0}, {10, 10}, {0, 10}});
    made::add(shapes, {{0, 0}, {10, 0}, {10, 10}});
    const geo::Topology rising = geo::build_topology(shapes);
    CHECK(faces(rising, {5, 5}) == Faces{1});

    geo::Shapes other;
    made::add(other, {{0, 0}, {10, 0}, {0, 10}});
    made::add(other, {{10, 0}, {10, 10}, {0, 10}});
    const geo::Topology falling = geo::build_topology(other);
    CHECK(faces(falling, {5, 5}) == Faces{1});
    CHECK(faces(falling, {10, 0}).empty());
}

TEST_CASE("faces that overlap all contain the point, ascending") {
    const geo::Topology nested = geo::build_topology(made::squares({{20, 20, 10}, {0, 0, 100}, {10, 10, 50}}));
    CHECK(faces(nested, {25, 25}) == Faces{0, 1, 2});
    CHECK(faces(nested, {15, 15}) == Faces{1, 2});
    CHECK(faces(nested, {5, 5}) == Faces{1});
}

TEST_CASE("a hole is outside, a part in a hole is inside") {
    geo::Shapes shapes;
    made::add_ring(shapes, made::rectangle(0, 0, 30, 30));
    made::add_ring(shapes, made::rectangle(10, 10, 10, 10));
    shapes.close_part();
    made::add_ring(shapes, made::rectangle(14, 14, 2, 2));
    shapes.close_part();
    shapes.close_shape();
    const geo::Topology ring = geo::build_topology(shapes);
    CHECK(faces(ring, {5, 15}) == Faces{0});
    CHECK(faces(ring, {12, 12}).empty());
    CHECK(faces(ring, {15, 15}) == Faces{0});
    CHECK(faces(ring, {10, 15}).empty());
    CHECK(faces(ring, {20, 15}) == Faces{0});
}

TEST_CASE("no points, no faces") {
    const geo::Topology one = geo::build_topology(made::squares({{0, 0, 10}}));
    CHECK(geo::locate(one, std::vector<Point>{}).begin.size() == 1);
    CHECK(geo::locate(geo::Topology{}, std::vector<Point>{{1, 1}}).of(0).empty());
}

TEST_CASE("a point without a place is refused") {
    const geo::Topology one = geo::build_topology(made::squares({{0, 0, 10}}));
    CHECK_THROWS_AS(geo::locate(one, std::vector<Point>{{std::nan(""), 0}}), geo::GeometryError);
}

TEST_CASE("points in random overlapping shapes are where a ray says", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    geo::Shapes shapes = made::stars(seed, 300, 1000, 120, 60);
    // One shape that reaches over all the index, one that is thin and long.
    made::add(shapes, {{-500, -400}, {1500, 350}, {1490, 360}, {-510, -390}});
    made::add(shapes, made::rectangle(-1000, -1000, 3000, 3000));
    const geo::Topology topology = geo::build_topology(shapes);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> mm(-600000, 1600000);
    std::vector<Point> points;
    for (int i = 0; i < 2000; ++i) points.push_back({mm(random) / 1000.0, mm(random) / 1000.0});
    const geo::Located located = geo::locate(topology, points);
    for (std::size_t i = 0; i < points.size(); ++i) {
        // A little up, on no vertex's height; a point on a line is rarer than one in a million.
        const Faces expected = by_ray(shapes, {points[i].x, points[i].y + 1e-7});
        REQUIRE(Faces(located.of(i).begin(), located.of(i).end()) == expected);
    }
}

TEST_CASE("every vertex of a coverage is in one face at most, on both sides", "[property]") {
    const geo::Topology topology = geo::build_topology(made::grid(0, 0, 7, 40, 40));
    const std::vector<GridPoint> points(topology.vertices);
    const geo::Located up = geo::locate(topology, points, Toward::upper_right);
    const geo::Located down = geo::locate(topology, points, Toward::lower_left);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const GridPoint p = points[i];
        REQUIRE(up.of(i).size() == (p.x < 280000 && p.y < 280000 ? 1u : 0u));
        REQUIRE(down.of(i).size() == (p.x > 0 && p.y > 0 ? 1u : 0u));
    }
}
