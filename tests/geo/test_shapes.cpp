#include "catch.h"
#include "wkt.h"

#include <cmath>

using namespace locality::geo;

TEST_CASE("the area of a shape is its shells less its holes, whichever way they turn") {
    const Shapes shapes = wkt::shapes({
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
        "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))",
        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2)), ((20 0, 21 0, 21 3, 20 0)))",
        "POLYGON EMPTY",
    });
    CHECK(area_m2(shapes, 0) == 100.0);
    CHECK(area_m2(shapes, 1) == 96.0);
    CHECK(area_m2(shapes, 2) == 97.5);
    CHECK(area_m2(shapes, 3) == 0.0);
    CHECK(perimeter_m(shapes, 1) == 48.0);
    CHECK(perimeter_m(shapes, 2) == Approx(52.0 + std::sqrt(10.0)));
    CHECK(perimeter_m(shapes, 3) == 0.0);
    CHECK(shapes.shape_count() == 4);
    CHECK(shapes.is_empty(3));
}

TEST_CASE("areas keep their precision far from the origin") {
    // At 1,200 km a plain sum of products would lose about a square metre.
    const Shapes shapes =
        wkt::shapes({"POLYGON ((655000 1200000, 655000.001 1200000, 655000.001 1200000.001, "
                     "655000 1200000.001, 655000 1200000))"});
    CHECK(area_m2(shapes, 0) == Approx(1e-6).epsilon(1e-3));
}

TEST_CASE("a ring that turns anticlockwise has a positive area") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 4 0, 0 3, 0 0))", "POLYGON ((0 0, 0 3, 4 0, 0 0))"});
    CHECK(twice_signed_area_m2(shapes.ring(0)) == 12.0);
    CHECK(twice_signed_area_m2(shapes.ring(1)) == -12.0);
    CHECK(twice_signed_area_m2({}) == 0.0);
}

TEST_CASE("bounds of a shape, of an empty shape, and of a layer") {
    const Shapes shapes =
        wkt::shapes({"POLYGON ((0 0, 4 0, 0 3, 0 0))", "POLYGON EMPTY", "POLYGON ((10 -1, 12 -1, 12 0, 10 -1))"});
    CHECK(bounds(shapes, 0).max_y == 3.0);
    CHECK(bounds(shapes, 1).empty());
    CHECK(bounds(shapes, 2).min_x == 10.0);
    const Box all = bounds(shapes);
    CHECK(all.min_x == 0.0);
    CHECK(all.min_y == -1.0);
    CHECK(all.max_x == 12.0);
    CHECK(all.max_y == 3.0);
}

TEST_CASE("append copies one shape with all its parts and rings") {
    const Shapes from = wkt::shapes(
        {"POLYGON EMPTY", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (2 1, 5 1, 5 2, 2 1)), ((20 0, 21 0, 21 3, 20 0)))"});
    Shapes to = wkt::shapes({"POLYGON ((50 0, 60 0, 60 10, 50 0))"});
    to.append(from, 1);
    to.append(from, 0);
    REQUIRE(to.shape_count() == 3);
    CHECK(wkt::write(to, 1) == wkt::write(from, 1));
    CHECK(to.is_empty(2));
}
