#include "catch.h"
#include "core/allocate.h"
#include "core/pieces.h"
#include "core/shares.h"
#include "core/sharing.h"
#include "geo/mending.h"
#include "made_shapes.h"
#include "numbered_boundaries.h"

#include <array>
#include <map>
#include <numeric>

using namespace locality;
using geo::Shapes;
using model::Boundaries;
using model::Crosswalk;
using model::Overlapping;
using test::boundaries;
using test::row;
using test::Row;

namespace {

std::map<std::vector<int>, double> areas(const core::Pieces& pieces) {
    std::map<std::vector<int>, double> result;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const auto claimants = pieces.claimants(p);
        result[{claimants.begin(), claimants.end()}] = pieces.ground.area_m2[p];
    }
    return result;
}

std::vector<std::int32_t> in_order(std::size_t count) {
    std::vector<std::int32_t> rank(count);
    std::iota(rank.begin(), rank.end(), 0);
    return rank;
}

Crosswalk shares(const Boundaries& zones, const Boundaries& footprints, Overlapping policy,
                 std::vector<std::int32_t> rank) {
    const std::array sets{&footprints.shapes};
    const core::Pieces pieces = core::cut_into_pieces(sets);
    model::Issues issues;
    return core::shares_of_claimants(core::shares_of_pieces(model::Basis::area, zones, pieces, {}, issues), pieces,
                                     policy, rank);
}

}  // namespace

TEST_CASE("two sets are cut into the pieces that both draw") {
    // Set 1: two squares side by side. Set 2: one across the line between them, reaching out to the south.
    const Boundaries a = boundaries(made::grid(0, 0, 100, 2, 1), "A");
    Shapes across;
    made::add(across, made::rectangle(50, -50, 100, 100));
    const Boundaries b = boundaries(across, "B");
    const std::array sets{&a.shapes, &b.shapes};
    const core::Pieces pieces = core::cut_into_pieces(sets);
    CHECK(areas(pieces) ==
          std::map<std::vector<int>, double>{{{0}, 7500}, {{0, 2}, 2500}, {{1}, 7500}, {{1, 2}, 2500}, {{2}, 5000}});
}

TEST_CASE("the same ground, and ground within other ground, is not cut") {
    Shapes shapes = made::squares({{0, 0, 100}, {0, 0, 100}, {20, 20, 10}});
    const Boundaries a = boundaries(shapes, "A");
    const std::array sets{&a.shapes};
    const core::Pieces pieces = core::cut_into_pieces(sets);
    CHECK(areas(pieces) == std::map<std::vector<int>, double>{{{0, 1}, 9900}, {{0, 1, 2}, 100}});
}

TEST_CASE("ground that two footprints claim goes by the set's policy") {
    // One zone of 100 m; footprint 0 has the west 60 m, footprint 1 the east 60 m: 20 m are both's.
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 1, 1), "Z");
    Shapes two;
    made::add(two, made::rectangle(0, 0, 60, 100));
    made::add(two, made::rectangle(40, 0, 60, 100));
    const Boundaries footprints = boundaries(two, "F");
    const auto rounded = [](const Row& r) {
        Row result;
        for (const auto& [f, s] : r) result.emplace_back(f, std::round(s * 1e9) / 1e9);
        return result;
    };
    CHECK(rounded(row(shares(zones, footprints, Overlapping::each, in_order(2)), 0)) == Row{{0, 0.6}, {1, 0.6}});
    CHECK(rounded(row(shares(zones, footprints, Overlapping::share, in_order(2)), 0)) == Row{{0, 0.5}, {1, 0.5}});
    CHECK(rounded(row(shares(zones, footprints, Overlapping::priority, {0, 1}), 0)) == Row{{0, 0.6}, {1, 0.4}});
    CHECK(rounded(row(shares(zones, footprints, Overlapping::priority, {1, 0}), 0)) == Row{{0, 0.4}, {1, 0.6}});
    CHECK(shares(zones, footprints, Overlapping::share, in_order(2)).covered[0] == 1);
    CHECK_THROWS_AS(shares(zones, footprints, Overlapping::share, in_order(1)), std::invalid_argument);
}

TEST_CASE("pieces of random overlapping stars are the ground that GEOS says", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    const Shapes first = geo::mend(made::stars(seed, 8, 200, 90, 14)).shapes;
    const Shapes second = geo::mend(made::stars(seed + 20, 6, 200, 90, 11)).shapes;
    const Boundaries a = boundaries(first, "A"), b = boundaries(second, "B");
    const std::array sets{&a.shapes, &b.shapes};
    const core::Pieces pieces = core::cut_into_pieces(sets);
    const auto shapes_of = [&](std::int32_t claimant) {
        return claimant < 8 ? std::pair(&a, static_cast<std::size_t>(claimant))
                            : std::pair(&b, static_cast<std::size_t>(claimant - 8));
    };
    // Each piece lies in its claimants and in nobody else; each shape is the sum of its pieces.
    std::vector<double> total(14, 0.0);
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const double tolerance = 0.005 * geo::perimeter_m(pieces.ground.shapes, p) + 0.01;  // cuts are rounded to 1 mm
        const auto claimants = pieces.claimants(p);
        for (std::int32_t c = 0; c < 14; ++c) {
            const auto [set, shape] = shapes_of(c);
            const double shared = geo::intersection_area_m2(pieces.ground.shapes, p, set->shapes, shape);
            const bool claims = std::find(claimants.begin(), claimants.end(), c) != claimants.end();
            INFO("piece " << p << ", claimant " << c);
            REQUIRE(shared == Approx(claims ? pieces.ground.area_m2[p] : 0.0).margin(tolerance));
            if (claims) total[static_cast<std::size_t>(c)] += pieces.ground.area_m2[p];
        }
    }
    for (std::int32_t c = 0; c < 14; ++c) {
        const auto [set, shape] = shapes_of(c);
        REQUIRE(total[static_cast<std::size_t>(c)] ==
                Approx(set->area_m2[shape]).margin(0.01 * geo::perimeter_m(set->shapes, shape)));
    }
}

TEST_CASE("whatever overlaps, share and priority count everybody once", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    const Boundaries zones = boundaries(made::grid(0, 0, 50, 6, 6), "Z");
    const Boundaries footprints = boundaries(geo::mend(made::stars(seed, 12, 300, 120, 12)).shapes, "F");
    const Crosswalk each = shares(zones, footprints, Overlapping::each, in_order(12));
    const Crosswalk plain = core::shares_by_area(zones, footprints);
    std::vector<std::int32_t> backwards = in_order(12);
    std::reverse(backwards.begin(), backwards.end());
    bool doubled = false;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        INFO("zone " << z);
        // `each` over pieces is what the overlay says without any.
        REQUIRE(test::sum(row(each, z)) == Approx(test::sum(row(plain, z))).margin(1e-3));
        REQUIRE(each.covered[z] == Approx(plain.covered[z]).margin(1e-3));
        doubled = doubled || test::sum(row(each, z)) > 1.5;
        for (const Crosswalk& c : {shares(zones, footprints, Overlapping::share, in_order(12)),
                                   shares(zones, footprints, Overlapping::priority, backwards)}) {
            REQUIRE(test::sum(row(c, z)) == Approx(c.covered[z]).margin(1e-12));
            REQUIRE(test::sum(row(c, z)) <= 1 + 1e-12);
        }
    }
    CHECK(doubled);
}

TEST_CASE("splitting a zone changes no total", "[property]") {
    // Each zone of 50 m against the same ground as four zones of 25 m with a quarter of the people.
    const auto seed = GENERATE(5u, 6u);
    const Boundaries coarse = boundaries(made::grid(0, 0, 50, 6, 6), "Z"),
                     fine = boundaries(made::grid(0, 0, 25, 12, 12), "Y");
    const Boundaries footprints = boundaries(geo::mend(made::stars(seed, 5, 300, 140, 15)).shapes, "F");
    const Crosswalk a = core::shares_by_area(coarse, footprints), b = core::shares_by_area(fine, footprints);
    const model::Values of_a = core::allocate_counts(model::Values::of(std::vector<double>(36, 400)), a);
    const model::Values of_b = core::allocate_counts(model::Values::of(std::vector<double>(144, 100)), b);
    for (std::size_t f = 0; f < 5; ++f)
        REQUIRE(of_a.number[f] == Approx(of_b.number[f]).epsilon(1e-5));  // slivers under 1 mm go to their neighbours
}
