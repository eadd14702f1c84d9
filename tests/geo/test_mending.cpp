#include "catch.h"
#include "geo/errors.h"
#include "geo/mending.h"
#include "geo/topology.h"
#include "patchwork.h"
#include "wkt.h"

#include <cmath>
#include <limits>

using namespace locality::geo;

namespace {

Mended mend_one(const std::string& text) {
    return mend(wkt::shapes({text}));
}

}  // namespace

TEST_CASE("valid shapes are only snapped to the grid") {
    const Mended mended = mend(wkt::shapes({
        "POLYGON ((0.0004 0, 10 0, 10 10, 0 9.9996, 0.0004 0))",
        "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (0 0, 5 2, 2 5, 0 0))",  // a hole may touch its shell at a corner
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((1 1, 2 1, 2 2, 1 2, 1 1)))",
        "POLYGON EMPTY",
    }));
    CHECK(mended.mends.empty());
    CHECK(wkt::write(mended.shapes, 0) == "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)))");
    CHECK(area_m2(mended.shapes, 1) == 96.0);
    CHECK(mended.shapes.part_count() == 5);
    CHECK(mended.shapes.is_empty(4));
}

TEST_CASE("repeated vertices are left out, also where only the grid makes them the same") {
    const Mended mended = mend_one("POLYGON ((0 0, 0 0, 10 0, 10.0001 0.0001, 10 10, 0 10, 0.0002 0, 0 0))");
    CHECK(mended.mends.empty());
    CHECK(wkt::write(mended.shapes, 0) == "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)))");
}

TEST_CASE("both loops of a figure of eight stay") {
    const Mended mended = mend_one("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))");
    REQUIRE(mended.mends.size() == 1);
    CHECK(mended.mends[0].shape == 0);
    CHECK(mended.mends[0].what == "Self-intersection");
    CHECK(mended.mends[0].where == Point{5, 5});
    CHECK(mended.mends[0].area_before_m2 == 0.0);
    CHECK(mended.mends[0].area_after_m2 == 50.0);
    CHECK(area_m2(mended.shapes, 0) == 50.0);
    CHECK(mended.shapes.part_count() == 2);
}

TEST_CASE("a shell inside another shell is the hole it was meant to be") {
    const Mended mended = mend_one("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((2 2, 4 2, 4 4, 2 4, 2 2)))");
    REQUIRE(mended.mends.size() == 1);
    CHECK(mended.mends[0].what == "Nested shells");
    CHECK(mended.mends[0].area_before_m2 == 104.0);
    CHECK(mended.mends[0].area_after_m2 == 96.0);
}

TEST_CASE("parts that overlap are united, holes outside their shell are read as ground") {
    CHECK(area_m2(mend_one("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((1 1, 3 1, 3 3, 1 3, 1 1)))").shapes, 0) ==
          7.0);
    const Mended outside = mend_one("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0), (5 0, 6 0, 6 1, 5 1, 5 0))");
    REQUIRE(outside.mends.size() == 1);
    CHECK(outside.mends[0].what == "Hole lies outside shell");
    CHECK(mend(outside.shapes).mends.empty());
}

TEST_CASE("a spike is cut off") {
    const Mended mended = mend_one("POLYGON ((0 0, 10 0, 10 5, 20 5, 10 5, 10 10, 0 10, 0 0))");
    REQUIRE(mended.mends.size() == 1);
    CHECK(mended.mends[0].area_before_m2 == 100.0);
    CHECK(mended.mends[0].area_after_m2 == 100.0);
    CHECK(bounds(mended.shapes, 0).max_x == 10.0);
}

TEST_CASE("what shrinks to nothing is listed") {
    const Mended mended = mend(wkt::shapes({
        "POLYGON ((0 0, 10 0, 0 0, 0 0))",
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (5 5, 5.0001 5, 5.0001 5.0001, 5 5))",
        "MULTIPOLYGON (((3 3, 3.0001 3, 3.0001 3.0001, 3 3), (3 3, 3.0001 3, 3.0001 3.0001, 3 3)), ((0 0, 1 0, 1 1, 0 "
        "0)))",
        "POLYGON ((0 0, 10 0, 20 0, 0 0))",
    }));
    REQUIRE(mended.mends.size() == 4);
    CHECK(mended.shapes.is_empty(0));
    CHECK(mended.mends[0].what == "Ring without area");
    CHECK(mended.mends[1].shape == 1);
    CHECK(mended.mends[1].where == Point{5, 5});
    CHECK(mended.shapes.ring_count() == 2);
    CHECK(area_m2(mended.shapes, 1) == 100.0);
    CHECK(area_m2(mended.shapes, 2) == 0.5);
    CHECK(mended.shapes.is_empty(3));
}

TEST_CASE("a place that cannot be is refused with its shape") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Shapes shapes = wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 0))"});
    shapes.vertices[5].y = nan;
    try {
        mend(shapes);
        FAIL("not refused");
    } catch (const GeometryError& error) {
        CHECK(error.shape() == 1U);
        CHECK_THAT(error.what(), LOCALITY_CONTAINS("(1, nan) cannot be in British National Grid metres"));
    }
}

TEST_CASE("a ring of one vertex and a shape that GEOS refuses") {
    Shapes shapes;
    shapes.vertices = {{0, 0}};
    shapes.close_ring();
    shapes.close_part();
    shapes.close_shape();
    CHECK(mend(shapes).mends.size() == 1);
    // GEOS wants closed rings; `intersection` takes shapes as they stand.
    const Shapes open = wkt::shapes({"POLYGON ((0 0, 1 0, 1 1, 0 1))"});
    CHECK_THROWS_WITH(intersection_area_m2(open, 0, open, 0), LOCALITY_CONTAINS("GEOS could not make a ring"));
}

TEST_CASE("shapes are united on the grid") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((9 9, 10 9, 10 10, 9 9))",
                                       "POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))"});
    const Shapes both = united(shapes, std::vector<std::size_t>{0, 2});
    CHECK(both.shape_count() == 1);
    CHECK(area_m2(both, 0) == 7.0);
    CHECK(united(shapes, std::vector<std::size_t>{}).is_empty(0));
}

TEST_CASE("intersections and points inside") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))", "POLYGON ((1 0, 5 0, 5 2, 1 2, 1 0))",
                                       "POLYGON ((2 0, 3 0, 3 1, 2 1, 2 0))", "POLYGON EMPTY"});
    CHECK(intersection_area_m2(shapes, 0, shapes, 1) == 2.0);
    CHECK(area_m2(intersection(shapes, 0, shapes, 1), 0) == 2.0);
    CHECK(intersection(shapes, 0, shapes, 2).is_empty(0));  // they share a line
    const std::vector<Point> inside = interior_points(shapes);
    CHECK((inside[1].x > 1 && inside[1].x < 5 && inside[1].y > 0 && inside[1].y < 2));
    CHECK(std::isnan(inside[3].x));
}

TEST_CASE("what is proved valid is valid to GEOS, and what is mended stays mended", "[property]") {
    const unsigned seed = GENERATE(range(1U, 41U));
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> corner(0, 6);
    std::uniform_int_distribution<int> length(3, 9);
    Shapes shapes;
    for (int shape = 0; shape < 30; ++shape) {  // a few corners of a small lattice: every way to touch and cross
        for (int ring = 0; ring < 1 + static_cast<int>(random() % 2); ++ring) {
            const std::size_t begin = shapes.vertices.size();
            for (int i = length(random); i > 0; --i) {
                shapes.vertices.push_back({double(corner(random)), double(corner(random))});
            }
            shapes.vertices.push_back(shapes.vertices[begin]);
            shapes.close_ring();
            if (random() % 2 == 0) shapes.close_part();
        }
        if (shapes.part_begin.back() != shapes.ring_count()) shapes.close_part();
        shapes.close_shape();
    }
    const Mended mended = mend(shapes);
    CHECK(mend(mended.shapes).mends.empty());
    const std::vector<double> areas = face_areas_m2(build_topology(mended.shapes));
    std::vector<bool> is_mended(shapes.shape_count(), false);
    for (const Mend& m : mended.mends) is_mended[m.shape] = true;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        CHECK(areas[shape] == Approx(area_m2(mended.shapes, shape)).margin(1e-9));
        // GEOS accepts the shape itself: cutting it with itself throws nothing and loses nothing.
        CHECK(intersection_area_m2(mended.shapes, shape, mended.shapes, shape) == Approx(areas[shape]).margin(1e-9));
        if (!is_mended[shape]) CHECK(area_m2(mended.shapes, shape) == Approx(area_m2(shapes, shape)));
    }
}
