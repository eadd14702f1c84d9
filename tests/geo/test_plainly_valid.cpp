#include "catch.h"
#include "geo/geos.h"
#include "geo/plainly_valid.h"
#include "made_shapes.h"
#include "wkt.h"

#include <random>

using namespace locality::geo;

namespace {

GridShape on_grid(const Shapes& shapes, std::size_t shape) {
    GridShape result;
    for (auto part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        for (auto ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
            const auto points = shapes.ring(ring);
            for (std::size_t i = 0; i + 1 < points.size(); ++i) result.vertices.push_back(on_grid(points[i]));
            result.ring_begin.push_back(static_cast<std::uint32_t>(result.vertices.size()));
        }
        result.part_begin.push_back(static_cast<std::uint32_t>(result.ring_count()));
    }
    return result;
}

bool plainly_valid(const std::string& text) {
    const Shapes shapes = wkt::shapes({text});
    return PlainlyValid()(on_grid(shapes, 0));
}

}  // namespace

TEST_CASE("shapes whose lines keep apart are proved valid") {
    CHECK(plainly_valid("POLYGON ((0 0, 1 0, 0 1, 0 0))"));
    CHECK(plainly_valid("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))"));
    CHECK(plainly_valid(
        "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1)), ((1.5 1.5, 2 1.5, 2 2, 1.5 1.5)))"));
}

TEST_CASE("shapes that may be invalid are not") {
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"));                        // crosses itself
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 4 0, 2 0, 2 2, 0 0))"));                        // turns back
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 4 0, 4 4, 2 0, 0 4, 0 0))"));                   // touches an edge
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 4 0, 2 2, 4 4, 0 4, 2 2, 0 0))"));              // a vertex twice
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 1, 6 1, 6 2, 5 1))"));  // a hole outside
    CHECK_FALSE(plainly_valid("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 3 2, 3 3, 2 2))"));
    CHECK_FALSE(plainly_valid("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((1 1, 2 1, 2 2, 1 1)))"));
    CHECK_FALSE(plainly_valid("MULTIPOLYGON (((1 1, 2 1, 2 2, 1 1)), ((0 0, 9 0, 9 9, 0 9, 0 0)))"));
}

TEST_CASE("one wrong vertex among thousands is seen") {
    std::mt19937 random(5);
    Shapes shapes;
    made::add(shapes, made::star(random, {5000, 5000}, 4000, 5000));
    GridShape shape = on_grid(shapes, 0);
    CHECK(PlainlyValid()(shape));
    for (const std::size_t at : {0U, 7U, 8U, 2500U, 4991U, 4998U}) {
        GridShape crossed = shape;
        const GridPoint opposite = shape.vertices[(at + 2500) % 5000];
        crossed.vertices[at] = {6 * opposite.x - 25'000'000,
                                6 * opposite.y - 25'000'000};  // outside, through the shape
        CHECK_FALSE(PlainlyValid()(crossed));
        crossed = shape;
        crossed.vertices[at] = shape.vertices[(at + 2500) % 5000];  // twice at one place
        CHECK_FALSE(PlainlyValid()(crossed));
        crossed = shape;
        crossed.vertices[at] = shape.vertices[at + 1];
        CHECK_FALSE(PlainlyValid()(crossed));
    }
}

TEST_CASE("nothing that GEOS finds invalid is proved valid", "[property]") {
    const unsigned seed = GENERATE(range(1U, 21U));
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> corner(0, 4 + static_cast<int>(seed) % 6);
    int proved = 0;
    for (int attempt = 0; attempt < 400; ++attempt) {
        Shapes shapes;
        const int rings = 1 + static_cast<int>(random() % 3);
        for (int ring = 0; ring < rings; ++ring) {
            const std::size_t begin = shapes.vertices.size();
            for (int i = 3 + static_cast<int>(random() % 4); i > 0; --i) {
                shapes.vertices.push_back({double(corner(random)), double(corner(random))});
            }
            shapes.vertices.push_back(shapes.vertices[begin]);
            shapes.close_ring();
            if (random() % 2 == 0 || ring + 1 == rings) shapes.close_part();
        }
        shapes.close_shape();
        const GridShape shape = on_grid(shapes, 0);
        if (!PlainlyValid()(shape)) continue;
        ++proved;
        Point where;
        CHECK(geos::invalid_reason(geos::geometry(shapes, 0).get(), where) == "");
    }
    CHECK(proved > 10);
}
