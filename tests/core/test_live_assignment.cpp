#include "../geo/patchwork.h"
#include "catch.h"
#include "core/allocate.h"
#include "core/assign.h"
#include "core/contiguity.h"
#include "core/live_assignment.h"
#include "core/repair.h"
#include "core/shares.h"
#include "core/weights.h"
#include "grid.h"
#include "io/read_layer.h"
#include "made_shapes.h"
#include "real_data.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace locality;
using core::LiveAssignment;
using core::LiveFigures;
using model::Move;
using model::Status;
using model::unassigned;
using model::Values;

namespace {

LiveFigures::Quantity quantity(const char* id, Values values) {
    return {{id, id, "people", 0, std::move(values)}, std::nullopt, 0};
}

/// Zones, and what they are moved about with.
struct Ground {
    geo::Topology topology;
    geo::Adjacency adjacency;
    explicit Ground(const geo::Shapes& shapes)
        : topology(geo::build_topology(shapes)), adjacency(geo::adjacency(topology)) {}
    std::size_t zones() const { return static_cast<std::size_t>(topology.face_count); }
};

/// People that no double adds up exactly, some of them blank, and weights in a third of the footprints.
LiveFigures awkward_figures(std::size_t zones, std::size_t footprints, std::mt19937& random) {
    std::uniform_real_distribution<double> people(0.0, 3000.0);
    LiveFigures figures;
    Values whole(zones), part(zones), gappy(zones);
    std::vector<core::WeightEntry> entries;
    for (std::size_t z = 0; z < zones; ++z) {
        whole.set(z, std::floor(people(random)));
        part.set(z, people(random) / 7.0);
        if (random() % 9 == 0)
            gappy.set_blank(z, random() % 2 == 0 ? Status::suppressed : Status::missing);
        else
            gappy.set(z, people(random));
        for (std::size_t f = 0; f < footprints; ++f)
            if (random() % 3 == 0) entries.push_back({int(z), int(f), people(random)});
    }
    figures.quantities = {quantity("whole", whole), quantity("part", part), quantity("gappy", gappy)};
    figures.weights = core::collect(std::move(entries), zones);
    return figures;
}

std::vector<std::int32_t> random_assignment(std::size_t zones, std::size_t footprints, std::mt19937& random) {
    std::vector<std::int32_t> footprint(zones);
    std::uniform_int_distribution<int> any(-1, static_cast<int>(footprints) - 1);
    for (std::int32_t& f : footprint) f = any(random);
    return footprint;
}

model::Assignment plain(const LiveAssignment& live) {
    model::Assignment a;
    a.footprint.assign(live.footprint_of_zone().begin(), live.footprint_of_zone().end());
    return a;
}

model::Crosswalk shares(const LiveAssignment& live) {
    model::Assignment a = plain(live);
    return core::shares_of(a, model::Basis::area, live.footprint_count());
}

void require_same_shape(const geo::Shapes& one, const geo::Shapes& all, std::size_t shape) {
    geo::Shapes expected;
    expected.append(all, shape);
    REQUIRE(one.vertices == expected.vertices);
    REQUIRE(one.ring_begin == expected.ring_begin);
    REQUIRE(one.part_begin == expected.part_begin);
}

/// Everything it knows against functions that look at the whole map.
void require_right(const LiveAssignment& live, const Ground& ground) {
    const std::vector<int> pieces = core::pieces(plain(live), ground.adjacency, live.footprint_count());
    const geo::Shapes outlines = geo::outlines(ground.topology, live.footprint_of_zone(), int(live.footprint_count()));
    for (std::size_t f = 0; f < live.footprint_count(); ++f) {
        INFO("footprint " << f);
        const auto footprint = static_cast<std::int32_t>(f);
        REQUIRE(live.pieces(footprint) == pieces[f]);
        REQUIRE(live.zones_by_piece(footprint).size() == static_cast<std::size_t>(pieces[f]));
        require_same_shape(live.outline(footprint), outlines, f);
    }
    for (std::size_t q = 0; q < live.quantities().size(); ++q) {
        const Values& count = live.quantities()[q].column.values;
        const Values expected = core::allocate_counts(count, shares(live));
        double known = 0;
        for (std::size_t z = 0; z < count.size(); ++z) known += count.known(z) ? count.number[z] : 0.0;
        for (std::size_t f = 0; f < live.footprint_count(); ++f) {
            const core::Amount amount = live.total(q, static_cast<std::int32_t>(f));
            REQUIRE(amount.status == expected.status[f]);
            if (amount.status != Status::known)
                REQUIRE(std::isnan(amount.number));
            else if (live.quantities()[q].column.id == "whole")
                REQUIRE(amount.number == expected.number[f]);
            else
                REQUIRE(amount.number == Approx(expected.number[f]).epsilon(1e-13));
        }
        const model::Ledger ledger = live.ledger(q, "set");
        REQUIRE(ledger.closes);
        REQUIRE(ledger.in == Approx(known).epsilon(1e-13));
    }
}

void require_fit(const LiveAssignment& live, const model::Weights& weights) {
    std::vector<double> kept(live.footprint_count(), 0.0), of(live.footprint_count(), 0.0);
    for (std::size_t z = 0; z < live.zone_count(); ++z) {
        const std::int32_t f = live.footprint_of_zone()[z];
        if (f == unassigned) continue;
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            of[static_cast<std::size_t>(f)] += weights.weight[k];
            if (weights.footprint[k] == f) kept[static_cast<std::size_t>(f)] += weights.weight[k];
        }
    }
    for (std::size_t f = 0; f < kept.size(); ++f) {
        const core::Fit fit = live.fit(static_cast<std::int32_t>(f));
        REQUIRE(fit.kept == Approx(kept[f]).epsilon(1e-12).margin(1e-9));
        REQUIRE(fit.of == Approx(of[f]).epsilon(1e-12).margin(1e-9));
    }
}

/// A step of one zone, or of several, some of them twice.
std::vector<Move> random_step(const LiveAssignment& live, std::mt19937& random) {
    std::uniform_int_distribution<int> zone(0, int(live.zone_count()) - 1), to(-1, int(live.footprint_count()) - 1);
    std::vector<std::int32_t> zones{zone(random)};
    while (random() % 4 == 0) zones.push_back(zone(random));
    std::vector<Move> moves = live.moves_to(zones, to(random));
    if (!moves.empty() && random() % 5 == 0) {
        const Move first = moves.front();
        const std::int32_t on = to(random);
        if (on != first.to) moves.push_back({first.zone, first.to, on});
    }
    return moves;
}

/// Random steps and all of them undone: the same bytes; on the way, the same as made afresh.
void require_reversible(const Ground& ground, std::size_t footprints, int steps, std::mt19937& random) {
    const LiveFigures figures = awkward_figures(ground.zones(), footprints, random);
    LiveAssignment live(ground.topology, ground.adjacency, random_assignment(ground.zones(), footprints, random),
                        footprints, figures);
    const std::string start = live.state();
    std::vector<std::vector<Move>> made;
    for (int i = 0; i < steps; ++i) {
        const std::vector<Move> step = random_step(live, random);
        const std::string before = live.state();
        const core::Change foreseen = live.preview(step);
        REQUIRE(live.state() == before);
        const core::Change change = live.make(step);
        REQUIRE(change.moves == step);
        REQUIRE(change.arcs == foreseen.arcs);
        REQUIRE(change.footprints.size() == foreseen.footprints.size());
        for (std::size_t f = 0; f < change.footprints.size(); ++f) {
            REQUIRE(change.footprints[f].footprint == foreseen.footprints[f].footprint);
            REQUIRE(change.footprints[f].after.pieces == foreseen.footprints[f].after.pieces);
            REQUIRE(change.footprints[f].after.zones == live.zones_of(change.footprints[f].footprint).size());
        }
        made.push_back(step);
        if (i % 50 != 0 && i != steps - 1) continue;
        const LiveAssignment afresh(ground.topology, ground.adjacency,
                                    {live.footprint_of_zone().begin(), live.footprint_of_zone().end()}, footprints,
                                    figures);
        REQUIRE(live.state() == afresh.state());
        require_right(live, ground);
        require_fit(live, *figures.weights);
    }
    for (auto step = made.rbegin(); step != made.rend(); ++step) {
        std::ranges::reverse(*step);
        for (Move& m : *step) std::swap(m.from, m.to);
        live.make(*step);
    }
    REQUIRE(live.state() == start);
}

/// Five zones in a row, 100, 200 ... 500 people: A A A B B.
struct Row {
    Ground ground{test::grid_shapes(5, 1)};
    LiveAssignment live{ground.topology,
                        ground.adjacency,
                        {0, 0, 0, 1, 1},
                        2,
                        {{quantity("residents", Values::of({100, 200, 300, 400, 500}))}, std::nullopt, {}}};

    core::Change give(std::int32_t zone, std::int32_t to) {
        return live.make(live.moves_to(std::vector<std::int32_t>{zone}, to));
    }
    double people(std::int32_t footprint) const { return live.total(0, footprint).number; }
};

}  // namespace

TEST_CASE("a zone moves, and both footprints know", "[live]") {
    Row row;
    CHECK(row.people(0) == 600);
    CHECK(row.people(1) == 900);
    CHECK(row.live.outline(0).ring_count() == 1);
    CHECK(geo::area_m2(row.live.outline(0), 0) == 30000);

    const core::Change change = row.give(2, 1);
    CHECK(row.people(0) == 300);
    CHECK(row.people(1) == 1200);
    CHECK(geo::area_m2(row.live.outline(0), 0) == 20000);
    REQUIRE(change.footprints.size() == 2);
    CHECK(change.footprints[0].footprint == 0);
    CHECK(change.footprints[0].before.totals[0].number == 600);
    CHECK(change.footprints[0].after.totals[0].number == 300);
    CHECK(change.footprints[1].before.zones == 2);
    CHECK(change.footprints[1].after.zones == 3);
    CHECK_FALSE(change.footprints[0].breaks());
    CHECK_FALSE(change.footprints[1].breaks());
    // Its top and bottom lie in B now, its left side is a border, its right side is none any more.
    CHECK(change.arcs.size() >= 2);
    for (const std::uint32_t arc : change.arcs)
        CHECK((row.ground.topology.left[arc] == 2 || row.ground.topology.right[arc] == 2));
}

TEST_CASE("a preview tells of a break and leaves everything alone", "[live]") {
    Row row;
    const std::string before = row.live.state();
    const core::Change change = row.live.preview(row.live.moves_to(std::vector<std::int32_t>{1}, 1));
    REQUIRE(change.footprints.size() == 2);
    CHECK(change.footprints[0].before.pieces == 1);
    CHECK(change.footprints[0].after.pieces == 2);
    CHECK(change.footprints[0].breaks());
    CHECK(change.footprints[1].breaks());  // zone 1 does not touch B's other zones
    CHECK(change.footprints[0].after.totals[0].number == 400);
    CHECK(row.live.state() == before);
    CHECK(row.people(0) == 600);

    row.give(1, 1);
    CHECK(row.live.zones_by_piece(0) == std::vector<std::vector<std::int32_t>>{{0}, {2}});
    CHECK(row.give(1, 0).footprints[0].heals());
    CHECK(row.live.state() == before);
}

TEST_CASE("zones that no footprint claims stand in the ledger as outside", "[live]") {
    Row row;
    row.give(0, unassigned);
    const model::Ledger ledger = row.live.ledger(0, "pcn");
    CHECK(ledger.set == "pcn");
    CHECK(ledger.quantity == "residents");
    CHECK(ledger.in == 1500);
    CHECK(ledger.allocated == 1400);
    CHECK(ledger.outside == 100);
    CHECK(ledger.counted == 1400);
    CHECK(ledger.counted_again == 0);
    CHECK(ledger.closes);
}

TEST_CASE("a footprint that loses its last zone has no people, no pieces and no outline", "[live]") {
    Row row;
    row.live.make(row.live.moves_to(std::vector<std::int32_t>{3, 4, 3}, 0));
    CHECK(row.live.zones_of(1).empty());
    CHECK(row.live.pieces(1) == 0);
    CHECK(row.live.outline_arcs(1).empty());
    CHECK(row.live.outline(1).is_empty(0));
    CHECK(row.live.total(0, 1).status == Status::missing);
    CHECK(row.live.pieces(0) == 1);
    CHECK(row.people(0) == 1500);
}

TEST_CASE("a ring stays whole without one zone and falls apart without two", "[live]") {
    // A A A
    // A B A
    // A A A
    const Ground ground(test::grid_shapes(3, 3));
    LiveAssignment live(ground.topology, ground.adjacency, {0, 0, 0, 0, 1, 0, 0, 0, 0}, 2);
    CHECK(live.pieces(0) == 1);
    CHECK(live.outline(0).ring_count() == 2);
    live.make(std::vector<Move>{{1, 0, 1}});
    CHECK(live.pieces(0) == 1);
    CHECK(live.outline(0).ring_count() == 1);
    live.make(std::vector<Move>{{7, 0, 1}});
    CHECK(live.pieces(0) == 2);
    // Corners do not join: the four corner zones are alone once the sides are gone.
    live.make(std::vector<Move>{{3, 0, 1}, {5, 0, 1}});
    CHECK(live.pieces(0) == 4);
    CHECK(live.pieces(1) == 1);
    CHECK(live.outline(0).part_count() == 4);
}

TEST_CASE("a bridge joins what has no common edge", "[live]") {
    const Ground ground(made::squares({{0, 0, 100}, {200, 0, 100}, {300, 0, 100}}));
    geo::Adjacency bridged = ground.adjacency;
    REQUIRE(bridged.neighbour == std::vector<std::int32_t>{2, 1});
    bridged = {{0, 1, 3, 4}, {1, 0, 2, 1}, {0, 0, 100, 100}};
    LiveAssignment live(ground.topology, bridged, {0, 0, 0}, 2);
    CHECK(live.pieces(0) == 1);
    live.make(std::vector<Move>{{1, 0, 1}});
    CHECK(live.pieces(0) == 2);
    LiveAssignment apart(ground.topology, ground.adjacency, {0, 0, 0}, 2);
    CHECK(apart.pieces(0) == 2);
}

TEST_CASE("what is blank reaches its footprint only, and leaves it with its zone", "[live]") {
    const Ground ground(test::grid_shapes(3, 1));
    Values people = Values::of({10, 20, 30});
    people.set_blank(1, Status::suppressed);
    people.set_blank(2, Status::missing);
    LiveAssignment live(ground.topology, ground.adjacency, {0, 0, 1}, 2, {{quantity("residents", people)}, {}, {}});
    CHECK(live.total(0, 0).status == Status::suppressed);
    CHECK(live.total(0, 1).status == Status::missing);
    live.make(std::vector<Move>{{1, 0, 1}});
    CHECK(live.total(0, 0).number == 10);
    CHECK(live.total(0, 1).status == Status::suppressed);
    live.make(std::vector<Move>{{2, 1, 0}});
    CHECK(live.total(0, 0).status == Status::missing);
    CHECK(live.ledger(0, "set").allocated == 10);
}

TEST_CASE("zones on the same ground keep the outline that the whole map gives them", "[live]") {
    // Two pairs of squares upon each other, side by side.
    const Ground ground(made::squares({{0, 0, 100}, {0, 0, 100}, {100, 0, 100}, {100, 0, 100}}));
    for (int code = 0; code < 81; ++code) {
        std::vector<std::int32_t> footprint;
        for (int z = 0, rest = code; z < 4; ++z, rest /= 3) footprint.push_back(rest % 3 - 1);
        const LiveAssignment live(ground.topology, ground.adjacency, footprint, 2);
        const geo::Shapes all = geo::outlines(ground.topology, footprint, 2);
        for (std::int32_t f : {0, 1}) require_same_shape(live.outline(f), all, static_cast<std::size_t>(f));
    }
}

TEST_CASE("a move that cannot be is refused before anything changes", "[live]") {
    Row row;
    const std::string before = row.live.state();
    const auto refused = [&](std::vector<Move> moves) {
        CHECK_THROWS_AS(row.live.make(moves), std::invalid_argument);
        CHECK(row.live.state() == before);
    };
    refused({{0, 0, 1}, {5, 0, 1}});
    refused({{0, 0, 1}, {-1, 0, 1}});
    refused({{0, 0, 1}, {1, 0, 2}});
    refused({{0, 0, 1}, {1, 1, 0}});
    refused({{0, 0, 1}, {0, 0, 1}});
    CHECK_THROWS_AS(row.live.moves_to(std::vector<std::int32_t>{9}, 0), std::invalid_argument);

    const auto make = [&](std::vector<std::int32_t> footprint, LiveFigures figures) {
        return LiveAssignment(row.ground.topology, row.ground.adjacency, std::move(footprint), 2, std::move(figures));
    };
    CHECK_THROWS_AS(make({0, 0, 0, 0}, {}), std::invalid_argument);
    CHECK_THROWS_AS(make({0, 0, 0, 0, 2}, {}), std::invalid_argument);
    CHECK_THROWS_AS(make({0, 0, 0, 0, 0}, {{quantity("residents", Values(4))}, {}, {}}), std::invalid_argument);
    CHECK_THROWS_AS(make({0, 0, 0, 0, 0}, {{}, core::collect({}, 4), {}}), std::invalid_argument);
    CHECK_THROWS_AS(row.live.assignment(), std::invalid_argument);
}

TEST_CASE("totals are exact whatever came and went", "[live]") {
    const Values values = Values::of({0.1, 0.2, 0.3, 1e12, -5.5, std::ldexp(1.0, -80)});
    core::ExactTotals totals(values, 2);
    for (const std::size_t z : {3, 0, 1, 2}) totals.add(z, 0);
    totals.take(3, 0);
    CHECK(totals.amount(0).number == 0.1 + (0.2 + 0.3));  // the nearest double of the exact sum
    for (const std::size_t z : {2, 0, 1}) totals.take(z, 0);
    CHECK(totals.amount(0).status == Status::missing);
    std::string empty, start;
    totals.write(empty);
    core::ExactTotals(values, 2).write(start);
    CHECK(empty == start);
    totals.add(4, 1);
    CHECK(totals.amount(1).number == -5.5);
    totals.add(5, 1);
    CHECK(totals.amount(1).number == -5.5);

    CHECK_THROWS_AS(core::fixed_point(2e13), std::invalid_argument);
    CHECK_THROWS_AS(core::fixed_point(INFINITY), std::invalid_argument);
    CHECK_THROWS_AS(core::fixed_point(NAN), std::invalid_argument);
    CHECK(core::floating_point(core::fixed_point(1e13 + 1.0 / 512)) == 1e13 + 1.0 / 512);
}

TEST_CASE("500 random steps and 500 undone leave the same bytes: square zones", "[live][property]") {
    std::mt19937 random(3);
    const Ground ground(test::grid_shapes(15, 15));
    require_reversible(ground, 5, 500, random);
}

TEST_CASE("500 random steps and 500 undone leave the same bytes: zones in parts, with holes and gaps",
          "[live][property]") {
    for (const unsigned seed : {1U, 2U, 3U}) {
        std::mt19937 random(seed);
        const Ground ground(Patchwork(seed, 12, 60).zones);
        require_reversible(ground, 7, 500, random);
    }
}

TEST_CASE("500 random steps and 500 undone leave the same bytes: Leeds", "[live][property][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(real_data() / "leeds/leeds_27700.gpkg");
    spec.layer = "lsoa21";
    model::Issues issues;
    const model::Coverage zones = core::repair(io::read_layer(spec, "lsoa21", issues)).coverage;
    Ground ground(zones.shapes);
    REQUIRE(ground.zones() == 488);
    std::mt19937 random(488);
    require_reversible(ground, 33, 500, random);
}
