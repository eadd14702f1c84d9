#include "catch.h"
#include "core/repair.h"
#include "geo/errors.h"
#include "geo/mending.h"
#include "grid.h"
#include "model/errors.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

using namespace locality;
using core::prepare;
using core::repair;

namespace {

/// A layer of rectangles: code, x, y, width, height in metres.
struct Rectangle {
    std::string code;
    double x, y, width, height;
};

void add_ring(geo::Shapes& shapes, const std::vector<geo::Point>& points) {
    shapes.vertices.insert(shapes.vertices.end(), points.begin(), points.end());
    shapes.vertices.push_back(points.front());
    shapes.close_ring();
}

void add(model::Layer& layer, const std::string& code, const std::vector<geo::Point>& ring) {
    layer.code.push_back(code);
    layer.name.push_back("Zone " + code);
    if (!ring.empty()) {
        add_ring(layer.shapes, ring);
        layer.shapes.close_part();
    }
    layer.shapes.close_shape();
}

model::Layer layer_of(const std::vector<Rectangle>& rectangles) {
    model::Layer layer;
    layer.id = "zones";
    layer.source = "zones.gpkg, layer zones";
    for (const Rectangle& r : rectangles) {
        add(layer, r.code, {{r.x, r.y}, {r.x + r.width, r.y}, {r.x + r.width, r.y + r.height}, {r.x, r.y + r.height}});
    }
    return layer;
}

std::vector<model::Issue> of_kind(const model::Issues& issues, std::string_view kind) {
    std::vector<model::Issue> result;
    std::ranges::copy_if(issues, std::back_inserter(result), [&](const model::Issue& i) { return i.kind == kind; });
    return result;
}

}  // namespace

TEST_CASE("boundaries come sorted by code, with their names and attributes") {
    model::Layer layer = layer_of({{"C", 20, 0, 10, 10}, {"A", 0, 0, 10, 10}, {"B", 10, 0, 10, 10}});
    layer.kind = "lsoa";
    layer.vintage = 2021;
    layer.attributes.push_back({"COMMITTEE", {"three", "one", ""}});
    const core::Prepared prepared = prepare(layer);
    const model::Boundaries& b = prepared.boundaries;
    CHECK(prepared.issues.empty());
    CHECK(b.id == "zones");
    CHECK(b.kind == "lsoa");
    CHECK(b.vintage == 2021);
    CHECK(b.code == std::vector<std::string>{"A", "B", "C"});
    CHECK(b.name == std::vector<std::string>{"Zone A", "Zone B", "Zone C"});
    REQUIRE(b.attributes.size() == 1);
    CHECK(b.attributes[0].name == "COMMITTEE");
    CHECK(b.attributes[0].text == std::vector<std::string>{"one", "", "three"});
    CHECK(geo::bounds(b.shapes, 0).max_x == 10.0);
    CHECK(b.area_m2 == std::vector<double>{100, 100, 100});
    CHECK(geo::adjacency(b.topology).neighbour == std::vector<std::int32_t>{1, 0, 2, 1});
}

TEST_CASE("an invalid zone is mended and listed with place and square metres") {
    model::Layer layer = layer_of({{"B", 50, 0, 10, 10}});
    add(layer, "A", {{0, 0}, {10, 10}, {10, 0}, {0, 10}});
    const core::Prepared prepared = prepare(layer);
    REQUIRE(prepared.issues.size() == 1);
    const model::Issue& issue = prepared.issues[0];
    CHECK(issue.kind == "invalid_geometry");
    CHECK(issue.severity == model::Severity::warning);
    CHECK(issue.layer == "zones");
    CHECK(issue.code == "A");
    CHECK(issue.where == geo::Point{5, 5});
    CHECK(issue.area_m2 == 50.0);
    CHECK(issue.what == "Self-intersection; mended: its area goes from 0.00 m2 to 50.00 m2");
    CHECK(prepared.boundaries.area_m2 == std::vector<double>{50, 100});
}

TEST_CASE("a mend that changes next to nothing is a note; an enclave written as a part is told in words") {
    model::Layer layer;
    layer.id = "zones";
    layer.code = {"A"};
    layer.name = {"A"};
    add_ring(layer.shapes, {{0, 0}, {200, 0}, {200, 200}, {0, 200}});
    layer.shapes.close_part();
    SECTION("enclave") {
        add_ring(layer.shapes, {{50, 50}, {150, 50}, {150, 150}, {50, 150}});
        layer.shapes.close_part();
        layer.shapes.close_shape();
        const core::Prepared prepared = prepare(layer);
        REQUIRE(prepared.issues.size() == 1);
        CHECK(prepared.issues[0].severity == model::Severity::warning);
        CHECK(prepared.issues[0].what ==
              "Nested shells; the inner part was read as a hole: its area goes from 5.00 ha to 3.00 ha");
        CHECK(prepared.issues[0].area_m2 == 20'000.0);
    }
    SECTION("a ring of less than a millimetre") {
        add_ring(layer.shapes, {{300, 300}, {300.0001, 300}, {300, 300.0001}});
        layer.shapes.close_part();
        layer.shapes.close_shape();
        const core::Prepared prepared = prepare(layer);
        REQUIRE(prepared.issues.size() == 1);
        CHECK(prepared.issues[0].severity == model::Severity::note);
        CHECK_THAT(prepared.issues[0].what, LOCALITY_CONTAINS("Ring without area"));
    }
}

TEST_CASE("features of one code are joined") {
    SECTION("apart: a zone of several features") {
        const core::Prepared prepared =
            prepare(layer_of({{"A", 0, 0, 10, 10}, {"B", 10, 0, 10, 10}, {"A", 30, 0, 10, 10}}));
        CHECK(prepared.boundaries.code == std::vector<std::string>{"A", "B"});
        CHECK(prepared.boundaries.area_m2 == std::vector<double>{200, 100});
        REQUIRE(prepared.issues.size() == 1);
        CHECK(prepared.issues[0].kind == "duplicate_code");
        CHECK(prepared.issues[0].code == "A");
        CHECK(prepared.issues[0].severity == model::Severity::note);
        CHECK(prepared.issues[0].what == "stands on 2 features; they were joined");
    }
    SECTION("on each other: ground counts once") {
        const core::Prepared prepared =
            prepare(layer_of({{"A", 0, 0, 10, 10}, {"A", 0, 0, 10, 10}, {"A", 5, 0, 10, 10}, {"B", 15, 0, 10, 10}}));
        CHECK(prepared.boundaries.area_m2 == std::vector<double>{150, 100});
        REQUIRE(prepared.issues.size() == 1);
        CHECK(prepared.issues[0].severity == model::Severity::warning);
        CHECK(prepared.issues[0].area_m2 == 150.0);
        CHECK(prepared.issues[0].what ==
              "stands on 3 features; they were joined; the 150.00 m2 that they share is counted once");
    }
}

TEST_CASE("zones without shape stay, with an issue") {
    model::Layer layer = layer_of({{"A", 0, 0, 10, 10}});
    add(layer, "C", {});
    add(layer, "B", {{0, 0}, {10, 0}, {20, 0}});
    const core::Prepared prepared = prepare(layer);
    CHECK(prepared.boundaries.code == std::vector<std::string>{"A", "B", "C"});
    CHECK(prepared.boundaries.area_m2 == std::vector<double>{100, 0, 0});
    CHECK(prepared.boundaries.shapes.is_empty(1));
    REQUIRE(prepared.issues.size() == 2);
    CHECK(prepared.issues[0].kind == "empty_geometry");
    CHECK(prepared.issues[0].code == "B");
    CHECK(prepared.issues[0].what == "its rings enclose no area; it is kept with an area of 0");
    CHECK(prepared.issues[1].code == "C");
    CHECK(prepared.issues[1].what == "has no shape; it is kept with an area of 0");
}

TEST_CASE("layers that cannot be used are refused with what to do") {
    model::Layer empty;
    empty.source = "roads.gpkg, layer roads";
    CHECK_THROWS_WITH(prepare(empty),
                      "roads.gpkg, layer roads: has no polygons; choose a layer with the outlines of areas");
    add(empty, "A", {});
    CHECK_THROWS_AS(prepare(empty), model::InputError);

    CHECK_THROWS_WITH(prepare(layer_of({{"A", 0, 0, 1, 1}, {"", 1, 0, 1, 1}})),
                      "zones.gpkg, layer zones: feature 2 has no code; give every feature one or remove it");

    model::Layer unequal = layer_of({{"A", 0, 0, 1, 1}});
    unequal.name.clear();
    CHECK_THROWS_AS(prepare(unequal), std::invalid_argument);
}

TEST_CASE("a place that cannot be is refused with the zone's code, once") {
    model::Layer layer = layer_of({{"E01000002", 0, 0, 10, 10}, {"E01000001", 10, 0, 10, 10}});
    layer.shapes.vertices[6].x = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(
        prepare(layer),
        "zones.gpkg, layer zones, E01000001: the place (nan, 0) cannot be in British National Grid metres");
    CHECK_THROWS_AS(repair(layer), geo::GeometryError);
}

TEST_CASE("a clean coverage has neighbours and no issues") {
    const core::Repaired repaired = repair(test::grid_layer(4, 3));
    CHECK(repaired.issues.empty());
    CHECK(repaired.coverage.overlap_m2 == 0.0);
    CHECK(repaired.coverage.gap_m2 == 0.0);
    CHECK(repaired.coverage.adjacency.neighbour.size() == 2 * (3 * 3 + 4 * 2));
}

TEST_CASE("gaps and overlaps between zones are issues with zones, place and square metres") {
    // A and B share a strip; A, B, C and D leave a hole in their middle.
    const core::Repaired repaired = repair(layer_of({
        {"D", 0, 20, 30, 10},
        {"A", 0, 0, 30, 10},
        {"B", 0, 8, 10, 12},
        {"C", 20, 10, 10, 10},
    }));
    const auto overlaps = of_kind(repaired.issues, "overlap");
    REQUIRE(overlaps.size() == 1);
    CHECK(overlaps[0].code == "A B");
    CHECK(overlaps[0].area_m2 == 20.0);
    CHECK(overlaps[0].severity == model::Severity::warning);
    CHECK(overlaps[0].what == "20.00 m2 belong to both zones");
    CHECK(overlaps[0].layer == "zones");
    REQUIRE(overlaps[0].where);
    CHECK((overlaps[0].where->y > 8 && overlaps[0].where->y < 10));
    const auto gaps = of_kind(repaired.issues, "gap");
    REQUIRE(gaps.size() == 1);
    CHECK(gaps[0].code == "A B C D");
    CHECK(gaps[0].area_m2 == 100.0);
    CHECK(gaps[0].what == "100.00 m2 between these zones belong to none of them");
    CHECK(repaired.issues.size() == 2);
    CHECK(repaired.coverage.overlap_m2 == 20.0);
    CHECK(repaired.coverage.gap_m2 == 100.0);
}

TEST_CASE("an overlap in pieces says so, and footprints may overlap") {
    model::Layer layer = layer_of({{"A", 0, 0, 10, 10}});
    add(layer, "B", {{2, 8}, {4, 8}, {4, 20}, {6, 20}, {6, 8}, {8, 8}, {8, 30}, {2, 30}});
    const core::Repaired repaired = repair(layer);
    REQUIRE(repaired.issues.size() == 2);
    CHECK(repaired.issues[0].what == "8.00 m2 belong to both zones, in 2 pieces");
    CHECK(repaired.issues[1].what == "20.00 m2 between these zones belong to none of them");
    CHECK(prepare(layer).issues.empty());
}

TEST_CASE("progress runs from 0 to 1, and a stop stops") {
    std::vector<double> fractions;
    // On the heap: GCC 12 takes a local one for uninitialised.
    const auto source = std::make_unique<std::stop_source>();
    model::Progress progress;
    progress.report = [&](double fraction, std::string_view) { fractions.push_back(fraction); };
    progress.stop = source->get_token();
    repair(test::grid_layer(2, 2), progress);
    CHECK(std::ranges::is_sorted(fractions));
    CHECK(fractions.front() == 0.0);
    CHECK(fractions.back() == 1.0);
    source->request_stop();
    CHECK_THROWS_AS(repair(test::grid_layer(2, 2), progress), model::Cancelled);
}
