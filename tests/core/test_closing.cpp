#include "catch.h"
#include "core/closing.h"
#include "core/repair.h"
#include "geo/mending.h"
#include "layers.h"
#include "made_shapes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>

using namespace locality;
using model::Close;
using test::Drawing;
using test::rectangle;

namespace {

model::RepairRules rules(Close close, double snap_m = 0.0) {
    model::RepairRules result;
    result.close = close;
    result.snap_m = snap_m;
    return result;
}

std::size_t count(const model::Issues& issues, std::string_view kind) {
    return static_cast<std::size_t>(
        std::ranges::count_if(issues, [&](const model::Issue& i) { return i.kind == kind; }));
}

/// B and C side by side below A, 2 m apart from each other at x = 100 ... 102; A's lower edge is at y = 100. C reaches
/// 5 m into D on its right.
model::Layer untidy() {
    return Drawing()
        .zone("A", rectangle(0, 100, 200, 50))
        .zone("B", rectangle(0, 0, 100, 100))
        .zone("C", rectangle(102, 0, 98, 100))
        .zone("D", rectangle(195, 0, 60, 80))
        .zone("E", rectangle(100, -10, 155, 10))
        .layer;
}

double total_m2(const model::Coverage& zones) {
    return std::accumulate(zones.area_m2.begin(), zones.area_m2.end(), 0.0);
}

double ground_m2(const geo::Shapes& shapes) {
    std::vector<std::size_t> all(shapes.shape_count());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return geo::area_m2(geo::united(shapes, all), 0);
}

}  // namespace

TEST_CASE("gaps and overlaps that are left are listed with their ground and the zones they touch") {
    const core::Repaired repaired = core::repair(untidy());
    REQUIRE(repaired.faults.rows.size() == 2);
    const model::Fault& overlap = repaired.faults.rows[0];
    CHECK(overlap.kind == "overlap");
    CHECK(overlap.layer == "zones");
    CHECK(overlap.zones == "C D");
    CHECK(overlap.area_m2 == 400.0);
    CHECK(overlap.given_to.empty());
    CHECK(overlap.rule.empty());
    const model::Fault& gap = repaired.faults.rows[1];
    CHECK(gap.kind == "gap");
    CHECK(gap.zones == "A B C E");
    CHECK(gap.area_m2 == 200.0);
    CHECK(gap.width_m == Approx(2 * 200.0 / 204));
    CHECK(geo::area_m2(repaired.faults.ground, 1) == 200.0);
    CHECK(geo::bounds(repaired.faults.ground, 1) == geo::Box{100, 0, 102, 100});
    CHECK(repaired.area_changes.empty());
}

TEST_CASE("closed by the longest edge: each piece to one zone, every area listed, nothing left") {
    const core::Repaired repaired = core::repair(untidy(), {}, rules(Close::longest_edge));
    const model::Coverage& zones = repaired.coverage;
    CHECK(zones.gap_m2 == 0.0);
    CHECK(zones.overlap_m2 == 0.0);
    // The gap has 100 m with B and with C: the lower code. The overlap has D's long side beyond it, and C's.
    REQUIRE(repaired.faults.rows.size() == 2);
    CHECK(repaired.faults.rows[0].kind == "gap");
    CHECK(repaired.faults.rows[0].given_to == "B");
    CHECK(repaired.faults.rows[0].rule == "longest edge");
    CHECK(repaired.faults.rows[1].kind == "overlap");
    CHECK(repaired.faults.rows[1].given_to == "C");  // 85 m of C goes on beyond it, 80 m of D
    CHECK(zones.area_m2 == std::vector<double>{10'000, 10'200, 9800, 4400, 1550});
    CHECK(total_m2(zones) == Approx(ground_m2(zones.shapes)));
    REQUIRE(repaired.area_changes.size() == 2);
    CHECK(repaired.area_changes[0].code == "B");
    CHECK(repaired.area_changes[0].step == "close");
    CHECK(repaired.area_changes[0].before_m2 == 10'000);
    CHECK(repaired.area_changes[0].after_m2 == 10'200);
    CHECK(repaired.area_changes[1].code == "D");
    REQUIRE(count(repaired.issues, "gap_closed") == 1);
    CHECK(repaired.issues[0].what == "200.00 m2 between these zones belonged to none; given to B (longest edge)");
    CHECK(repaired.issues[1].what == "400.00 m2 belonged to each of these zones; kept by C (longest edge)");
    CHECK(repaired.issues.size() == 2);
    // What was cut meets again: neighbours share edges.
    CHECK(std::ranges::count(zones.adjacency.of(1), 2) == 1);
    CHECK(std::ranges::count(zones.adjacency.of(2), 3) == 1);
}

TEST_CASE("closed by the lower code") {
    const core::Repaired repaired = core::repair(untidy(), {}, rules(Close::lower_code));
    CHECK(repaired.faults.rows[0].given_to == "A");
    CHECK(repaired.faults.rows[1].given_to == "C");
    CHECK(repaired.faults.rows[1].rule == "lower code");
    CHECK(repaired.coverage.area_m2 == std::vector<double>{10'200, 10'000, 9800, 4400, 1550});
}

TEST_CASE("closed by another layer of the same codes, where it says something") {
    const core::Prepared reference = core::prepare(Drawing("official")
                                                       .zone("C", rectangle(101, 0, 94, 100))
                                                       .zone("D", rectangle(195, 0, 60, 80))
                                                       .zone("Z", rectangle(0, 0, 300, 300))
                                                       .layer);
    const core::Repaired repaired = core::repair(untidy(), {}, rules(Close::layer), &reference.boundaries);
    CHECK(repaired.faults.rows[0].given_to == "C");
    CHECK(repaired.faults.rows[0].rule == "reference layer");
    CHECK(repaired.faults.rows[1].given_to == "D");
    CHECK(repaired.coverage.area_m2 == std::vector<double>{10'000, 10'000, 9600, 4800, 1550});
    const core::Prepared silent = core::prepare(Drawing("official").zone("C", rectangle(500, 0, 9, 9)).layer);
    const core::Repaired by_edge = core::repair(untidy(), {}, rules(Close::layer), &silent.boundaries);
    CHECK(by_edge.faults.rows[0].given_to == "B");
    CHECK(by_edge.faults.rows[0].rule == "not in the reference layer: longest edge");
    CHECK_THROWS_AS(core::repair(untidy(), {}, rules(Close::layer)), std::invalid_argument);
}

TEST_CASE("pieces above the size that may be closed stay") {
    model::RepairRules small = rules(Close::longest_edge);
    small.close_up_to_m2 = 300;
    const core::Repaired repaired = core::repair(untidy(), {}, small);
    REQUIRE(repaired.faults.rows.size() == 2);
    CHECK(repaired.faults.rows[0].given_to == "B");
    CHECK(repaired.faults.rows[1].given_to.empty());
    CHECK(repaired.coverage.gap_m2 == 0.0);
    CHECK(repaired.coverage.overlap_m2 == 400.0);
    CHECK(count(repaired.issues, "overlap") == 1);
}

TEST_CASE("ground of three zones is cut by who claims it, and no zone gives its last away") {
    // B lies in A; C covers a corner of both.
    const model::Layer layer = Drawing()
                                   .zone("A", rectangle(0, 0, 100, 100))
                                   .zone("B", rectangle(60, 60, 30, 30))
                                   .zone("C", rectangle(80, 80, 50, 50))
                                   .layer;
    const core::Repaired repaired = core::repair(layer, {}, rules(Close::lower_code));
    CHECK(repaired.coverage.overlap_m2 == 0.0);
    CHECK(repaired.coverage.area_m2 == std::vector<double>{10'000 - 900, 900, 2500 - 400});
    CHECK(repaired.faults.rows.size() == 3);
    for (const model::Fault& fault : repaired.faults.rows) {
        CHECK(fault.given_to == (fault.zones == "A C" ? "A" : "B"));
        CHECK(fault.rule == (fault.zones == "A C" ? "lower code" : "the other rule would leave it no ground"));
    }
}

TEST_CASE("the same shape twice is left to both, and says so") {
    const model::Layer layer = Drawing()
                                   .zone("A", rectangle(0, 0, 100, 100))
                                   .zone("B", rectangle(0, 0, 100, 100))
                                   .zone("C", rectangle(100, 0, 100, 100))
                                   .layer;
    for (const Close close : {Close::leave, Close::lower_code, Close::longest_edge}) {
        const core::Repaired repaired = core::repair(layer, {}, rules(close));
        CHECK(repaired.coverage.area_m2 == std::vector<double>{10'000, 10'000, 10'000});
        REQUIRE(repaired.issues.size() == 1);
        CHECK(repaired.issues[0].kind == "overlap");
        CHECK(repaired.issues[0].code == "A B");
        CHECK(repaired.issues[0].what == "1.00 ha belong to both zones: they have the same shape");
        CHECK(repaired.coverage.overlap_m2 == 10'000);
    }
}

TEST_CASE("snapping tells how many zones changed, and by how much at most") {
    const model::Layer layer =
        Drawing().zone("A", rectangle(0, 0, 100, 100)).zone("B", rectangle(100.2, 0, 100, 100)).layer;
    const core::Repaired repaired = core::repair(layer, {}, rules(Close::leave, 0.5));
    CHECK(repaired.coverage.area_m2 == std::vector<double>{10'000, 10'020});
    REQUIRE(repaired.issues.size() == 1);
    CHECK(repaired.issues[0].kind == "snapped");
    CHECK(repaired.issues[0].severity == model::Severity::warning);
    CHECK(repaired.issues[0].what ==
          "lines nearer than 0.5 m became one: 2 vertices moved, by 0.200 m at most, and 0 added; the area of 1 of 2 "
          "changed, by 20.00 m2 in all and 20.00 m2 at most (B)");
    REQUIRE(repaired.area_changes.size() == 1);
    CHECK(repaired.area_changes[0].step == "snap");
    CHECK(repaired.area_changes[0].code == "B");
    CHECK(repaired.area_changes[0].after_m2 == Approx(10'020));
    CHECK(repaired.coverage.adjacency.neighbour == std::vector<std::int32_t>{1, 0});
}

TEST_CASE("a zone too narrow to snap is named") {
    const model::Layer layer = Drawing()
                                   .zone("A", rectangle(0, 0, 100, 100))
                                   .zone("B", rectangle(100.05, 0, 0.2, 100))
                                   .zone("C", rectangle(100.3, 0, 100, 100))
                                   .layer;
    const core::Prepared prepared = core::prepare(layer, {}, 0.5);
    REQUIRE(count(prepared.issues, "too_narrow_to_snap") == 1);
    CHECK(prepared.issues.back().code == "B");
    CHECK(prepared.boundaries.area_m2[1] == Approx(20));
}

TEST_CASE("random layers full of gaps and overlaps close to coverages of the same ground", "[property]") {
    const unsigned seed = GENERATE(range(0U, 8U));
    const Close close = GENERATE(Close::longest_edge, Close::lower_code);
    // A crooked lattice whose zones were each pushed by up to 3 m.
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> bend(-15, 15), push(-3, 3);
    constexpr int side = 6;
    std::vector<geo::Point> corner;
    for (int y = 0; y <= side; ++y)
        for (int x = 0; x <= side; ++x) corner.push_back({x * 100 + bend(random), y * 100 + bend(random)});
    Drawing drawing;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const std::size_t at = static_cast<std::size_t>(y * (side + 1) + x);
            test::Ring ring{corner[at], corner[at + 1], corner[at + side + 2], corner[at + side + 1]};
            for (geo::Point& p : ring) p = {p.x + push(random), p.y + push(random)};
            drawing.zone("Z" + std::to_string(100 + y * side + x), ring);
        }
    }
    const core::Repaired left = core::repair(drawing.layer);
    const core::Repaired closed = core::repair(drawing.layer, {}, rules(close));
    REQUIRE(left.faults.rows.size() > 20);
    CHECK(closed.coverage.gap_m2 == 0.0);
    CHECK(closed.coverage.overlap_m2 == 0.0);
    CHECK(count(closed.issues, "gap") + count(closed.issues, "overlap") == 0);
    // By GEOS: the ground is what zones and gaps held, and now each square metre is one zone's.
    const double before = ground_m2(left.coverage.shapes);
    CHECK(ground_m2(closed.coverage.shapes) == Approx(before + left.coverage.gap_m2).margin(0.5));
    CHECK(total_m2(closed.coverage) == Approx(ground_m2(closed.coverage.shapes)).margin(0.01));
    // What each zone gained and lost stands in the list.
    double gaps = 0, overlaps = 0, changes = 0;
    for (const model::Fault& f : closed.faults.rows) (f.kind == "gap" ? gaps : overlaps) += f.area_m2;
    for (const model::AreaChange& c : closed.area_changes) changes += c.after_m2 - c.before_m2;
    CHECK(gaps == Approx(left.coverage.gap_m2).margin(0.1));
    CHECK(changes == Approx(total_m2(closed.coverage) - total_m2(left.coverage)).margin(1e-6));
    // The order of the file does not matter.
    Drawing turned;
    for (std::size_t i = drawing.layer.size(); i-- > 0;) {
        turned.layer.code.push_back(drawing.layer.code[i]);
        turned.layer.name.push_back(drawing.layer.name[i]);
        turned.layer.shapes.append(drawing.layer.shapes, i);
    }
    const core::Repaired again = core::repair(turned.layer, {}, rules(close));
    CHECK(again.coverage.topology.vertices == closed.coverage.topology.vertices);
    CHECK(again.coverage.area_m2 == closed.coverage.area_m2);
}
