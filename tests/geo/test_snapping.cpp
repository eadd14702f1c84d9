#include "catch.h"
#include "geo/coverage_faults.h"
#include "geo/mending.h"
#include "geo/snapping.h"
#include "made_shapes.h"
#include "patchwork.h"
#include "wkt.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

using namespace locality::geo;

namespace {

CoverageFaults any_faults(const Shapes& shapes) {
    return coverage_faults(build_topology(shapes), shapes, 0.0);
}

bool same(const Shapes& a, const Shapes& b) {
    return a.vertices == b.vertices && a.ring_begin == b.ring_begin && a.part_begin == b.part_begin &&
           a.shape_begin == b.shape_begin;
}

/// Ground of all shapes together, each square metre once: GEOS's word.
double ground_m2(const Shapes& shapes) {
    std::vector<std::size_t> all(shapes.shape_count());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return area_m2(united(shapes, all), 0);
}

double total_m2(const Shapes& shapes) {
    double total = 0;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) total += area_m2(shapes, shape);
    return total;
}

/// Every vertex of every shape pushed on its own by up to `most` metres either way, and made valid again.
Shapes jittered(const Shapes& clean, std::mt19937& random, double most) {
    std::uniform_real_distribution<double> push(-most, most);
    Shapes result = clean;
    for (std::size_t ring = 0; ring < result.ring_count(); ++ring) {
        for (std::uint32_t i = result.ring_begin[ring]; i < result.ring_begin[ring + 1]; ++i) {
            result.vertices[i] = {result.vertices[i].x + push(random), result.vertices[i].y + push(random)};
        }
        result.vertices[result.ring_begin[ring + 1] - 1] = result.vertices[result.ring_begin[ring]];
    }
    return mend(result).shapes;
}

Shapes in_order(const Shapes& shapes, const std::vector<std::size_t>& order) {
    Shapes result;
    for (const std::size_t shape : order) result.append(shapes, shape);
    return result;
}

}  // namespace

TEST_CASE("a sliver between two zones closes, and no vertex stands where none stood") {
    // The right square was drawn 0.2 m too far east.
    const Shapes apart = made::squares({{0, 0, 100}, {100.2, 0, 100}});
    const Snapped result = snap(apart, 0.5);
    CHECK(wkt::write(result.shapes, 0) == "MULTIPOLYGON (((0 0, 100 0, 100 100, 0 100, 0 0)))");
    CHECK(wkt::write(result.shapes, 1) == "MULTIPOLYGON (((100 0, 200.2 0, 200.2 100, 100 100, 100 0)))");
    CHECK(result.moved == 2);
    CHECK(result.inserted == 0);
    CHECK(result.farthest_m == Approx(0.2));
    CHECK(result.settled);
    CHECK(result.kept.empty());
    SECTION("wider than the tolerance, it stays") {
        const Snapped same_again = snap(apart, 0.199);
        CHECK(same(same_again.shapes, apart));
        CHECK(same_again.moved == 0);
    }
}

TEST_CASE("an edge gets the vertices of the neighbours that lie near it") {
    // Two small squares against one side of a large one, 5 cm into it and 5 cm off it.
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))",
                                       "POLYGON ((99.95 0, 150 0, 150 50, 99.95 50, 99.95 0))",
                                       "POLYGON ((100.05 50, 150 50, 150 100, 100.05 100, 100.05 50))"});
    const Snapped result = snap(shapes, 0.3);
    CHECK(result.inserted == 1);
    CHECK(any_faults(result.shapes).gaps.empty());
    CHECK(any_faults(result.shapes).overlaps.empty());
    const Adjacency neighbours = adjacency(build_topology(result.shapes));
    CHECK(neighbours.of(0).size() == 2);
    CHECK(neighbours.of(1).size() == 2);
}

TEST_CASE("clean coverages, coasts and what is near itself only come out as they went in") {
    CHECK(same(snap(made::grid(0, 0, 10, 5, 5), 2.0).shapes, made::grid(0, 0, 10, 5, 5)));
    // An inlet 0.2 m wide, and a coast with a vertex every 0.1 m beside a border.
    const Shapes inlet = wkt::shapes({"POLYGON ((0 0, 10 0, 10 10, 5.2 10, 5.2 2, 5 2, 5 10, 0 10, 0 0))",
                                      "POLYGON ((10 0, 20 0, 20 10, 10.1 10, 10 10, 10 0))"});
    CHECK(same(snap(inlet, 0.5).shapes, inlet));
    const Patchwork patchwork(7, 12, 30);
    CHECK(same(snap(patchwork.zones, 0.5).shapes, patchwork.zones));
}

TEST_CASE("a zone narrower than the tolerance is kept as it was, and others snap to it") {
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0))",
                                       "POLYGON ((100.05 0, 100.25 0, 100.25 100, 100.05 100, 100.05 0))",
                                       "POLYGON ((100.3 0, 200 0, 200 100, 100.3 100, 100.3 0))"});
    const Snapped result = snap(shapes, 0.5);
    CHECK(result.kept == std::vector<std::size_t>{1});
    CHECK(wkt::write(result.shapes, 1) == wkt::write(shapes, 1));
    CHECK(area_m2(result.shapes, 0) == Approx(10'005));
    CHECK(area_m2(result.shapes, 2) == Approx(9975));
    CHECK(any_faults(result.shapes).gaps.empty());
    CHECK(any_faults(result.shapes).overlaps.empty());
}

TEST_CASE("zones on the same ground, empty zones and a layer of none are no trouble") {
    Shapes shapes = made::squares({{0, 0, 100}, {0, 0, 100}, {100.1, 0, 100}});
    shapes.close_shape();
    const Snapped result = snap(shapes, 0.5);
    CHECK(area_m2(result.shapes, 0) == area_m2(result.shapes, 1));
    CHECK(result.shapes.is_empty(3));
    CHECK(any_faults(result.shapes).gaps.empty());
    CHECK(any_faults(result.shapes).overlap_m2 == Approx(10'000).epsilon(0.002));
    CHECK(snap(Shapes{}, 0.5).shapes.shape_count() == 0);
}

TEST_CASE("a tolerance that makes no sense is refused") {
    const Shapes shapes = made::squares({{0, 0, 100}});
    for (const double tolerance : {0.0, -1.0, 100.5, std::nan("")}) {
        CHECK_THROWS_AS(snap(shapes, tolerance), std::invalid_argument);
    }
}

TEST_CASE("what was jittered within the tolerance becomes a coverage again", "[property]") {
    const unsigned seed = GENERATE(range(0U, 12U));
    constexpr double tolerance = 0.5;
    const Patchwork patchwork(seed, 12, 30);
    std::mt19937 random(seed);
    const Shapes dirty = jittered(patchwork.zones, random, 0.15);
    const Snapped result = snap(dirty, tolerance);
    const Shapes& clean = result.shapes;
    CHECK(result.settled);
    CHECK(result.kept.empty());
    const CoverageFaults left = any_faults(clean);
    CHECK(left.gaps.size() == any_faults(patchwork.zones).gaps.size());  // empty cells that zones go round
    CHECK(left.overlaps.empty());

    double perimeter = 0;
    for (std::size_t zone = 0; zone < clean.shape_count(); ++zone) {
        const double most = tolerance * perimeter_m(dirty, zone);
        perimeter += perimeter_m(dirty, zone);
        CHECK(std::abs(area_m2(clean, zone) - area_m2(dirty, zone)) <= most);
    }
    // Gaps and overlaps gone, areas add up to the ground, which is what it was but for its edge.
    CHECK(total_m2(clean) == Approx(ground_m2(clean)).epsilon(1e-9));
    CHECK(std::abs(ground_m2(clean) - ground_m2(dirty)) <= tolerance * perimeter);

    CHECK(same(snap(clean, tolerance).shapes, clean));

    std::vector<std::size_t> order(dirty.shape_count());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::shuffle(order, random);
    Shapes shuffled = in_order(dirty, order);
    respell(shuffled, random);
    const Shapes snapped_shuffled = snap(shuffled, tolerance).shapes;
    const auto arcs = [](const Shapes& shapes) { return build_topology(shapes); };
    CHECK(arcs(snapped_shuffled).vertices == arcs(in_order(clean, order)).vertices);
    CHECK(face_areas_m2(arcs(snapped_shuffled)) == face_areas_m2(arcs(in_order(clean, order))));
}

TEST_CASE("shapes that overlap at will lose no ground by more than the tolerance along their lines", "[property]") {
    const unsigned seed = GENERATE(range(0U, 12U));
    const double tolerance = GENERATE(0.05, 2.0);
    const Shapes dirty = mend(made::stars(seed, 30, 300, 60, 25)).shapes;
    const Snapped result = snap(dirty, tolerance);
    for (std::size_t shape = 0; shape < dirty.shape_count(); ++shape) {
        CHECK(std::abs(area_m2(result.shapes, shape) - area_m2(dirty, shape)) <= tolerance * perimeter_m(dirty, shape));
    }
    CHECK(mend(result.shapes).mends.empty());
    if (result.settled && result.kept.empty()) CHECK(same(snap(result.shapes, tolerance).shapes, result.shapes));
}
