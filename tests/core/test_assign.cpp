#include "catch.h"
#include "core/assign.h"
#include "core/contiguity.h"
#include "core/mend.h"
#include "core/weights.h"
#include "grid.h"

#include <numeric>
#include <random>

using namespace locality;
using model::unassigned;

namespace {

/// A row per zone: the patients of footprints A, B, C ... there.
model::Weights patients(const std::vector<std::vector<double>>& rows) {
    std::vector<core::WeightEntry> entries;
    for (std::size_t z = 0; z < rows.size(); ++z)
        for (std::size_t f = 0; f < rows[z].size(); ++f)
            if (rows[z][f] > 0) entries.push_back({static_cast<int>(z), static_cast<int>(f), rows[z][f]});
    return core::collect(std::move(entries), rows.size());
}

std::vector<std::string> codes(int count, char letter) {
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i) result.push_back(test::grid_code(i, letter));
    return result;
}

core::Mended mend(const model::Weights& weights, int columns, int rows, int footprints) {
    return core::mend({core::assign_largest(weights), weights, test::grid_adjacency(columns, rows),
                       codes(columns * rows, 'Z'), codes(footprints, 'F')},
                      model::Mender::rule);
}

}  // namespace

TEST_CASE("a zone goes to its largest share, a tie to the lower code", "[assign]") {
    const auto a = core::assign_largest(patients({{10, 30, 5}, {20, 20, 1}, {}, {0, 0, 7}}));
    CHECK(a.footprint == std::vector<std::int32_t>{1, 0, unassigned, 2});
    CHECK(a.tie == std::vector<bool>{false, true, false, false});
    CHECK(a.share[0] == Approx(30.0 / 45));
    CHECK(a.runner_up[0] == 0);
    CHECK(a.runner_up_share[0] == Approx(10.0 / 45));
    CHECK(a.runner_up[1] == 1);
    CHECK(a.runner_up[3] == unassigned);
    CHECK(std::isnan(a.share[2]));
}

TEST_CASE("shares are of all registered patients where the total is given", "[assign]") {
    const std::vector<double> total{100};
    CHECK(core::assign_largest(patients({{10, 30}}), total).share[0] == Approx(0.3));
    CHECK_THROWS_AS(core::assign_largest(patients({{10, 30}, {1}}), total), std::invalid_argument);
}

TEST_CASE("pieces join along edges, not corners", "[assign]") {
    // A B
    // B A   seen from above: both are split, the squares of one letter meet only in the middle.
    const auto a = core::assign_largest(patients({{0, 1}, {1, 0}, {1, 0}, {0, 1}}));
    CHECK(core::pieces(a, test::grid_adjacency(2, 2), 3) == std::vector<int>{2, 2, 0});
}

TEST_CASE("a detached zone goes to its 2nd largest footprint", "[assign]") {
    // A A B A: the last zone is cut off from A; B is 2nd there and touches it.
    const auto m = mend(patients({{9, 0}, {9, 0}, {0, 9}, {6, 4}}), 4, 1, 2);
    REQUIRE(m.overrides.size() == 1);
    const model::Override& o = m.overrides[0];
    CHECK(o.zone == 3);
    CHECK(o.from == 0);
    CHECK(o.to == 1);
    CHECK(o.rank == 2);
    CHECK(o.share_from == Approx(0.6));
    CHECK(o.share_to == Approx(0.4));
    CHECK(o.patients_moved == 2);
    CHECK(m.assignment.footprint == std::vector<std::int32_t>{0, 0, 1, 1});
    CHECK(m.assignment.share[3] == Approx(0.4));
    CHECK(m.assignment.runner_up[3] == 0);
    CHECK(m.issues.empty());
}

TEST_CASE("the 3rd largest is taken where the 2nd is not beside the zone", "[assign]") {
    // A A B A, and C (2nd in the last zone) lies at the far end of nothing it touches.
    const auto m = mend(patients({{9, 0, 0}, {9, 0, 0}, {0, 9, 0}, {6, 2, 4}}), 4, 1, 3);
    REQUIRE(m.overrides.size() == 1);
    CHECK(m.overrides[0].to == 1);
    CHECK(m.overrides[0].rank == 3);
}

TEST_CASE("a footprint without patients there is the last resort, and says so", "[assign]") {
    const auto m = mend(patients({{9, 0}, {9, 0}, {0, 9}, {6, 0}}), 4, 1, 2);
    REQUIRE(m.overrides.size() == 1);
    CHECK(m.overrides[0].rank == 0);
    CHECK(m.overrides[0].patients_to == 0);
    CHECK_THAT(m.overrides[0].reason, LOCALITY_CONTAINS("no footprint with a share here"));
}

TEST_CASE("inner zones of a detached piece wait for the outer ones", "[assign]") {
    // A A B A A: the last zone touches B only once its neighbour has moved there.
    const auto m = mend(patients({{9, 0}, {99, 0}, {0, 9}, {6, 4}, {6, 5}}), 5, 1, 2);
    REQUIRE(m.overrides.size() == 2);
    CHECK(m.overrides[0].zone == 3);
    CHECK(m.overrides[1].zone == 4);
    CHECK(m.assignment.footprint == std::vector<std::int32_t>{0, 0, 1, 1, 1});
}

TEST_CASE("the body is the piece with most patients, not most zones", "[assign]") {
    const auto m = mend(patients({{9, 1}, {9, 1}, {0, 9}, {50, 4}}), 4, 1, 2);
    CHECK(m.assignment.footprint == std::vector<std::int32_t>{1, 1, 1, 0});
}

TEST_CASE("an island that touches no other footprint stays, with an issue", "[assign]") {
    geo::Shapes shapes = test::grid_shapes(2, 1);
    const geo::Shapes far = test::grid_shapes(1, 1, 100, 5000, 0);
    shapes.append(far, 0);
    const auto weights = patients({{5, 0}, {0, 5}, {3, 1}});
    const auto m = core::mend({core::assign_largest(weights), weights, geo::adjacency(geo::build_topology(shapes)),
                               codes(3, 'Z'), codes(2, 'F')},
                              model::Mender::rule);
    CHECK(m.overrides.empty());
    REQUIRE(m.issues.size() == 1);
    CHECK(m.issues[0].kind == "still_split");
    CHECK(m.issues[0].code == "Z02");
}

TEST_CASE("mending leaves every footprint of a connected map in one piece", "[assign][property]") {
    const int columns = 14, rows = 11, footprints = 9;
    const auto adjacency = test::grid_adjacency(columns, rows);
    for (int seed = 1; seed <= 30; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::vector<double>> rows_of(columns * rows, std::vector<double>(footprints));
        for (auto& row : rows_of)
            for (double& p : row) p = random() % 100;
        const auto weights = patients(rows_of);
        const auto start = core::assign_largest(weights);
        const auto m = core::mend({start, weights, adjacency, codes(columns * rows, 'Z'), codes(footprints, 'F')},
                                  model::Mender::rule);
        CAPTURE(seed);
        CHECK(m.issues.empty());
        const auto won = core::pieces(start, adjacency, footprints);
        const auto left = core::pieces(m.assignment, adjacency, footprints);
        for (int f = 0; f < footprints; ++f) CHECK(left[f] == (won[f] > 0 ? 1 : 0));
        // Every zone that is not where it started has exactly one override that says why.
        std::vector<int> moved(columns * rows, 0);
        for (const auto& o : m.overrides) ++moved[o.zone];
        for (int z = 0; z < columns * rows; ++z) CHECK(moved[z] == (m.assignment.footprint[z] != start.footprint[z] ? 1 : 0));
    }
}
