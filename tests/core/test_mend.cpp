#include "catch.h"
#include "core/contiguity.h"
#include "core/mend_exact.h"
#include "core/mend_local.h"
#include "core/mend_rule.h"
#include "geo/links.h"
#include "mend_city.h"

#include <chrono>
#include <random>
#include <stop_token>
#include <thread>

using namespace locality;
using model::Mender;
using model::OverrideKind;
using test::letters;
using test::MendCity;

namespace {

constexpr Mender every_mender[] = {Mender::rule, Mender::local, Mender::exact};

/// The fewest patients moved, by trying every assignment.
double least_by_trying(const core::MendingCase& problem) {
    double least = std::numeric_limits<double>::infinity();
    std::vector<std::int32_t> footprint(problem.zone_count(), 0);
    for (;;) {
        const double cost = core::cost_of(problem, footprint);
        if (cost < least && core::is_mended(problem, footprint)) least = cost;
        std::size_t z = 0;
        while (z < footprint.size() && ++footprint[z] == problem.footprint_count) footprint[z++] = 0;
        if (z == footprint.size()) return least;
    }
}

std::vector<std::vector<double>> random_patients(int seed, int zones, int footprints) {
    std::mt19937 random(seed);
    std::vector<std::vector<double>> rows(zones, std::vector<double>(footprints));
    for (auto& row : rows)
        for (double& p : row) p = random() % 4 == 0 ? 0 : random() % 100;
    for (auto& row : rows) row[0] += 1;  // nobody's zone would take no part
    return rows;
}

}  // namespace

TEST_CASE("a piece is dissolved where that moves fewer patients", "[mend]") {
    // A A B A
    // B B B B: to dissolve the last zone of A costs 6 - 4 = 2; to bridge over the B between costs 9 - 0 = 9.
    const MendCity city({{9, 0}, {9, 0}, {0, 9}, {6, 4}, {0, 9}, {0, 9}, {0, 9}, {0, 9}}, 4, 2);
    for (Mender mender : every_mender) {
        const core::Mended m = city.mend(mender);
        CHECK(letters(m.assignment.footprint) == "AABBBBBB");
        CHECK(m.report.patients_moved == 2);
        CHECK(m.report.zones_moved == 1);
    }
    const core::Mended m = city.mend(Mender::exact);
    REQUIRE(m.overrides.size() == 1);
    const model::Override& o = m.overrides[0];
    CHECK(o.kind == OverrideKind::dissolve);
    CHECK(o.fragment == "A/2");
    CHECK(o.fragment_patients == 6);
    CHECK(o.alternative == "bridge to the rest of A over 1 zone");
    CHECK(o.alternative_cost == 9);
    CHECK(o.cumulative_cost == 2);
    CHECK_FALSE(o.tie);
    CHECK(m.report.status == "optimal");
    CHECK(m.report.bound == 2);
    CHECK(m.report.gap() == 0);
}

TEST_CASE("a piece is bridged where that moves fewer, over a zone without its patients too", "[mend]") {
    // A A C A A under B B B B B: the C zone has none of A's patients, and giving it to A costs 3; dissolving the two A
    // zones on the right would cost 30 each. C has other zones above.
    const MendCity city({{0, 50, 0},
                         {0, 50, 0},
                         {0, 50, 0},
                         {0, 50, 0},
                         {0, 50, 0},  // row of B
                         {40, 10, 0},
                         {40, 10, 0},
                         {0, 0, 3},
                         {40, 10, 0},
                         {40, 10, 0},  // A A C A A
                         {0, 0, 50},
                         {0, 0, 50},
                         {0, 0, 50},
                         {0, 0, 50},
                         {0, 0, 50}},  // row of C
                        5, 3);
    const core::Mended rule = city.mend(Mender::rule);
    CHECK(rule.report.patients_moved == 60);
    for (Mender mender : {Mender::local, Mender::exact}) {
        const core::Mended m = city.mend(mender);
        CHECK(letters(m.assignment.footprint) == "BBBBBAAAAACCCCC");
        REQUIRE(m.overrides.size() == 1);
        CHECK(m.overrides[0].kind == OverrideKind::bridge);
        CHECK(m.overrides[0].rank == 0);
        CHECK(m.overrides[0].patients_moved == 3);
        CHECK(m.overrides[0].fragment == "A/2");
        CHECK(m.overrides[0].alternative_cost == 60);
        CHECK(m.report.used == mender);
        CHECK(m.assignment.share[7] == 0.0);
    }
}

TEST_CASE("zones that meet at a corner are apart", "[mend]") {
    // A B
    // B A: one of the two must give way; A's zones have 5 to lose, B's 4.
    const MendCity city({{9, 4}, {5, 9}, {5, 9}, {9, 4}}, 2, 2);
    const core::Mended m = city.mend(Mender::exact);
    CHECK(m.report.patients_moved == 4);
    CHECK(std::count(m.assignment.footprint.begin(), m.assignment.footprint.end(), 0) == 3);
}

TEST_CASE("a link joins what no edge joins, and mending then has nothing to do", "[mend]") {
    const std::vector<std::vector<double>> rows{{9, 0}, {0, 9}, {6, 4}};
    const MendCity apart(rows, 3, 2);
    CHECK(apart.mend(Mender::exact).report.patients_moved == 2);
    const std::vector<geo::Link> ferry{{0, 2}};
    const MendCity linked(rows, geo::with_links(test::grid_adjacency(3, 1), ferry), 2);
    for (Mender mender : every_mender) {
        const core::Mended m = linked.mend(mender);
        CHECK(letters(m.assignment.footprint) == "ABA");
        CHECK(m.report.patients_moved == 0);
        CHECK(m.issues.empty());
    }
    CHECK(core::pieces(linked.start, linked.graph, 2) == std::vector<int>{1, 1});
    const geo::Adjacency graph = geo::with_links(test::grid_adjacency(3, 1), ferry);
    CHECK(std::vector<std::int32_t>(graph.of(0).begin(), graph.of(0).end()) == std::vector<std::int32_t>{1, 2});
    CHECK(graph.length_m[graph.begin[0] + 1] == 0.0);
    // A link where an edge is already adds nothing.
    CHECK(geo::with_links(graph, std::vector<geo::Link>{{0, 1}}).neighbour == graph.neighbour);
    CHECK_THROWS_AS(geo::with_links(graph, std::vector<geo::Link>{{0, 3}}), std::invalid_argument);
    CHECK_THROWS_AS(geo::with_links(graph, std::vector<geo::Link>{{1, 1}}), std::invalid_argument);
}

TEST_CASE("an island may hold a piece of its own, and is said", "[mend]") {
    geo::Shapes shapes = test::grid_shapes(3, 1);
    shapes.append(test::grid_shapes(1, 1, 100, 5000, 0), 0);
    const geo::Adjacency graph = geo::adjacency(geo::build_topology(shapes));
    const MendCity city({{9, 0}, {0, 9}, {6, 5}, {7, 1}}, graph, 2);
    for (Mender mender : every_mender) {
        const core::Mended m = city.mend(mender);
        CHECK(letters(m.assignment.footprint) == "ABBA");  // the mainland is mended, the island stays
        REQUIRE(m.issues.size() == 1);
        CHECK(m.issues[0].kind == "still_split");
        CHECK(m.issues[0].code == "Z03");
        CHECK_THAT(m.issues[0].what, LOCALITY_CONTAINS("no edge joins"));
    }
}

TEST_CASE("a zone of two parts joins what its parts touch", "[mend]") {
    // Z00 is two squares, left and right of Z01; A has Z00, Z02 (right of its right part).
    geo::Shapes shapes;
    const geo::Shapes left = test::grid_shapes(1, 1), right = test::grid_shapes(1, 1, 100, 200, 0);
    shapes.vertices = left.vertices;
    shapes.close_ring();
    shapes.close_part();
    shapes.vertices.insert(shapes.vertices.end(), right.vertices.begin(), right.vertices.end());
    shapes.close_ring();
    shapes.close_part();
    shapes.close_shape();
    shapes.append(test::grid_shapes(1, 1, 100, 100, 0), 0);
    shapes.append(test::grid_shapes(1, 1, 100, 300, 0), 0);
    const MendCity city({{9, 0}, {0, 9}, {6, 4}}, geo::adjacency(geo::build_topology(shapes)), 2);
    CHECK(core::pieces(city.start, city.graph, 2) == std::vector<int>{1, 1});
    CHECK(city.mend(Mender::exact).report.patients_moved == 0);
}

TEST_CASE("a locked zone stays, whatever it costs", "[mend]") {
    const MendCity city({{9, 0}, {9, 0}, {0, 8}, {6, 4}}, 4, 2);
    core::MendLimits limits;
    limits.locked = {false, false, false, true};
    for (Mender mender : {Mender::local, Mender::exact}) {
        const core::Mended m = city.mend(mender, limits);
        CHECK(letters(m.assignment.footprint) == (mender == Mender::exact ? "AAAA" : letters(m.assignment.footprint)));
        CHECK(m.assignment.footprint[3] == 0);
    }
    const core::Mended exact = city.mend(Mender::exact, limits);
    CHECK(exact.report.patients_moved == 8);
    CHECK(exact.report.status == "optimal");
    // With the way barred as well nothing can be done, and that is proven.
    limits.locked = {true, false, true, true};
    const core::Mended barred = city.mend(Mender::exact, limits);
    CHECK(barred.report.status == "infeasible");
    REQUIRE(!barred.issues.empty());
    CHECK(barred.issues[0].kind == "mending_infeasible");
    CHECK(letters(barred.assignment.footprint) == "AABA");
    const core::Mended local = city.mend(Mender::local, limits);
    CHECK(local.report.status == "left split");
    CHECK(local.issues[0].kind == "still_split");
}

TEST_CASE("floors and ceilings are kept by the exact mender", "[mend]") {
    // A A A B: nothing is split; B has 9 of its own, and 4 more in each of A's zones.
    const MendCity city({{9, 4}, {9, 4}, {9, 4}, {1, 9}}, 4, 2);
    CHECK(city.mend(Mender::exact).report.patients_moved == 0);
    core::MendLimits limits;
    limits.floor = {model::no_value, 15};
    const core::Mended floor = city.mend(Mender::exact, limits);
    CHECK(letters(floor.assignment.footprint) == "ABBB");
    CHECK(floor.report.patients_moved == 10);
    CHECK(floor.report.status == "optimal");
    limits.floor = {};
    limits.ceiling = {20, model::no_value};
    const core::Mended ceiling = city.mend(Mender::exact, limits);
    CHECK(letters(ceiling.assignment.footprint) == "AABB");
    limits.ceiling = {5, 5};
    CHECK(city.mend(Mender::exact, limits).report.status == "infeasible");
    // The local mender makes nothing worse, and says what it did not reach.
    limits.ceiling = {};
    limits.floor = {model::no_value, 15};
    const core::Mended local = city.mend(Mender::local, limits);
    CHECK(local.issues.size() == 1);
    CHECK(local.issues[0].kind == "footprint_limit");
    CHECK_THAT(local.issues[0].what, LOCALITY_CONTAINS("under its floor of 15"));
}

TEST_CASE("the local mender does not take a footprint through its floor", "[mend]") {
    // A A B A: dissolving the last zone would leave A 18 of its patients, under a floor of 20; bridging leaves B none.
    const MendCity city({{9, 0}, {9, 0}, {0, 9}, {6, 4}}, 4, 2);
    core::MendLimits limits;
    limits.floor = {20, 5};
    const core::Mended local = city.mend(Mender::local, limits);
    CHECK(letters(local.assignment.footprint) == "AABA");
    CHECK(local.report.status == "left split");
    CHECK(city.mend(Mender::exact, limits).report.status == "infeasible");
}

TEST_CASE("a level choice costs nothing and is marked", "[mend]") {
    const MendCity city({{9, 0}, {0, 9}, {5, 5}}, 3, 2);
    const core::Mended m = city.mend(Mender::exact);
    CHECK(letters(m.assignment.footprint) == "ABB");
    CHECK(m.report.patients_moved == 0);
    REQUIRE(m.overrides.size() == 1);
    CHECK(m.overrides[0].tie);
}

TEST_CASE("zones that nobody claims take no part and join nothing", "[mend]") {
    const MendCity city({{9, 0}, {0, 0}, {6, 1}}, 3, 2);
    for (Mender mender : every_mender) {
        const core::Mended m = city.mend(mender);
        CHECK(letters(m.assignment.footprint) == "A.A");
        CHECK(m.issues.size() == 1);
    }
}

TEST_CASE("exact finds the least of all assignments, and nobody is worse than the rule", "[mend][property]") {
    for (int seed = 1; seed <= 14; ++seed) {
        CAPTURE(seed);
        const int footprints = seed % 2 ? 3 : 4;
        const MendCity city(random_patients(seed, footprints == 3 ? 9 : 8, footprints), footprints == 3 ? 3 : 4,
                            footprints);
        const core::MendingCase problem = city.problem();
        const double least = least_by_trying(problem);
        const core::Mended rule = city.mend(Mender::rule), local = city.mend(Mender::local),
                           exact = city.mend(Mender::exact);
        CHECK(exact.report.patients_moved == least);
        CHECK(exact.report.bound == least);
        CHECK(exact.report.status == "optimal");
        CHECK(local.report.patients_moved <= rule.report.patients_moved);
        CHECK(least <= local.report.patients_moved);
        // Without the heuristic's bound the answer is as good.
        CHECK(core::mend_exactly(problem, {}, {}).cost == least);
        for (const core::Mended* m : {&rule, &local, &exact}) {
            CHECK(core::is_mended(problem, m->assignment.footprint));
            double sum = 0;
            for (const model::Override& o : m->overrides) CHECK(o.cumulative_cost == (sum += o.patients_moved));
            CHECK(sum == m->report.patients_moved);
        }
    }
}

TEST_CASE("mending is cancelled inside a mender", "[mend]") {
    // A mosaic of 900 zones in 30 footprints keeps every mender busy for far longer.
    const MendCity city(random_patients(7, 900, 30), 30, 30);
    const core::MendingCase problem = city.problem({});
    for (const bool exact : {false, true}) {
        CAPTURE(exact);
        std::stop_source cancel;
        core::MendStop stop;
        stop.cancel = cancel.get_token();
        const std::jthread hand([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            cancel.request_stop();
        });
        if (exact)
            CHECK_THROWS_AS(core::mend_exactly(problem, {}, stop), model::Cancelled);
        else
            CHECK_THROWS_AS(core::mend_locally(problem, stop.cancel), model::Cancelled);
    }
}

TEST_CASE("exact finds the least within floors and locks too, or proves that there is none", "[mend][property]") {
    int infeasible = 0;
    for (int seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        const MendCity city(random_patients(seed, 9, 3), 3, 3);
        core::MendLimits limits;
        limits.floor = {60.0 + seed * 45, 60, model::no_value};
        limits.ceiling = {model::no_value, model::no_value, 200};
        limits.locked.assign(9, false);
        limits.locked[seed % 9] = true;
        const core::MendingCase problem = city.problem(limits);
        const double least = least_by_trying(problem);
        const core::ExactAnswer exact = core::mend_exactly(problem, {}, {});
        CHECK(exact.infeasible == std::isinf(least));
        if (exact.infeasible) {
            ++infeasible;
            continue;
        }
        CHECK(exact.optimal);
        CHECK(exact.cost == least);
        CHECK(core::is_mended(problem, exact.footprint));
    }
    CHECK(infeasible > 0);
    CHECK(infeasible < 12);
}

TEST_CASE("shares that are no whole numbers are mended as well", "[mend][property]") {
    for (int seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        auto rows = random_patients(seed, 9, 3);
        for (auto& row : rows) {
            const double sum = row[0] + row[1] + row[2];
            for (double& p : row) p /= sum;
        }
        const MendCity city(rows, 3, 3);
        const core::MendingCase problem = city.problem();
        CHECK_FALSE(problem.whole_numbers);
        CHECK(city.mend(Mender::exact).report.patients_moved == Approx(least_by_trying(problem)).margin(1e-9));
    }
}

TEST_CASE("a mender can be run again and gives the same rows", "[mend]") {
    const MendCity city(random_patients(7, 25, 3), 5, 3);
    for (Mender mender : every_mender) {
        const core::Mended a = city.mend(mender), b = city.mend(mender);
        CHECK(a.assignment.footprint == b.assignment.footprint);
        if (mender == Mender::exact) CHECK(a.report.bound == b.report.bound);
        REQUIRE(a.overrides.size() == b.overrides.size());
    }
}

TEST_CASE("a mender is refused zones that disagree", "[mend]") {
    const MendCity city({{9, 0}, {0, 9}}, 2, 2);
    core::MendLimits limits;
    limits.locked = {true};
    CHECK_THROWS_AS(city.mend(Mender::rule, limits), std::invalid_argument);
    limits.locked = {};
    limits.floor = {1};
    CHECK_THROWS_AS(city.mend(Mender::exact, limits), std::invalid_argument);
    // An unlocked zone that is not at its largest would have a negative cost.
    CHECK_THROWS_AS(core::mending_case(std::vector<std::int32_t>{1, 1}, city.weights, city.graph, 2),
                    std::invalid_argument);
}
