#include "catch.h"
#include "core/resource_share.h"
#include "model/errors.h"

#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace locality;
using model::Status;
using model::Values;

namespace {

constexpr core::DecileWeights all_alike{1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
constexpr core::DecileWeights need{3, 2, 2, 1, 1, 1, 1, 1, 1, 1};

/// Zone 0 in footprint 0, zone 1 half in each, zone 2 in footprint 1, zone 3 in none.
model::Crosswalk two_footprints() {
    model::Crosswalk shares;
    shares.footprint_count = 2;
    shares.footprint = {0, 0, 1, 1};
    shares.share = {1, 0.5, 0.5, 1};
    shares.row_begin = {0, 1, 3, 4, 4};
    shares.basis.assign(4, model::Basis::area);
    shares.covered = {1, 1, 1, 0};
    return shares;
}
const std::vector<std::string> codes{"Z0", "Z1", "Z2", "Z3"};

}  // namespace

TEST_CASE("a budget goes by weighted people, and equally beside it", "[share]") {
    const Values residents = Values::of({100, 200, 100, 999}), decile = Values::of({1, 2, 10, 1});
    const auto lines = core::resource_share(residents, decile, two_footprints(), codes, need, 100'000);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].people == 200);
    CHECK(lines[0].weighted_people == 100 * 3 + 100 * 2);
    CHECK(lines[1].weighted_people == 100 * 2 + 100 * 1);
    CHECK(lines[0].by_need_pence == 62'500);
    CHECK(lines[1].by_need_pence == 37'500);
    CHECK(lines[0].equal_pence == 50'000);
    const auto alike = core::resource_share(residents, decile, two_footprints(), codes, all_alike, 101);
    CHECK(alike[0].by_need_pence == alike[0].equal_pence);
    CHECK(alike[0].equal_pence == 51);  // equal remainders: the first
    CHECK(alike[1].equal_pence == 50);
}

TEST_CASE("the largest remainders get what is left", "[share]") {
    // Quotas 1.5, 3.25, 5.25 of 10.
    CHECK(core::largest_remainder(std::vector<double>{6, 13, 21}, 10) == std::vector<std::int64_t>{2, 3, 5});
    CHECK(core::largest_remainder(std::vector<double>{0, 1, 0}, 7) == std::vector<std::int64_t>{0, 7, 0});
    CHECK(core::largest_remainder(std::vector<double>{1, 1, 1}, 0) == std::vector<std::int64_t>{0, 0, 0});
    CHECK_THROWS_AS(core::largest_remainder(std::vector<double>{0, 0}, 7), std::invalid_argument);
    CHECK_THROWS_AS(core::largest_remainder(std::vector<double>{1, -1}, 7), std::invalid_argument);
    CHECK_THROWS_AS(core::largest_remainder(std::vector<double>{1}, -7), std::invalid_argument);
}

TEST_CASE("parts always sum to the budget, and none is more than a penny off its quota", "[share][property]") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<double> weight(1 + random() % 60);
        for (double& w : weight) w = random() % 5 == 0 ? 0.0 : static_cast<double>(random() % 100'000) / 7.0;
        weight[0] += 1;
        const auto total = static_cast<std::int64_t>(random()) * (round % 2 ? 1 : 20'000);
        const auto part = core::largest_remainder(weight, total);
        const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
        CHECK(std::accumulate(part.begin(), part.end(), std::int64_t{0}) == total);
        for (std::size_t i = 0; i < part.size(); ++i) {
            const double quota = static_cast<double>(total) * weight[i] / sum;
            CHECK(std::abs(static_cast<double>(part[i]) - quota) <= 1.0 + quota * 1e-12);
            if (weight[i] == 0) CHECK(part[i] == 0);
        }
    }
}

TEST_CASE("a budget is not shared out by what is not known", "[share]") {
    Values residents = Values::of({100, 200, 100, model::no_value}), decile = Values::of({1, 2, 10, model::no_value});
    CHECK_NOTHROW(core::resource_share(residents, decile, two_footprints(), codes, need, 1));  // Z3 lies in none
    decile.set_blank(2, Status::suppressed);
    CHECK_THROWS_WITH(core::resource_share(residents, decile, two_footprints(), codes, need, 1),
                      LOCALITY_CONTAINS("the residents or the decile of 1 zone is not known: Z2"));
    residents.set(2, 0);  // nobody lives there
    CHECK_NOTHROW(core::resource_share(residents, decile, two_footprints(), codes, need, 1));
    residents.set_blank(0, Status::missing);
    CHECK_THROWS_AS(core::resource_share(residents, decile, two_footprints(), codes, need, 1), model::InputError);
    const Values one = Values::of({1, 1, 1, 1});
    CHECK_THROWS_WITH(core::resource_share(one, one, two_footprints(), codes, need, -1),
                      LOCALITY_CONTAINS("is negative"));
    CHECK_THROWS_WITH(core::resource_share(one, one, two_footprints(), codes, {-1}, 5),
                      LOCALITY_CONTAINS("a weight is -1"));
    CHECK_THROWS_WITH(core::resource_share(one, one, two_footprints(), codes, {0, 1}, 5),
                      LOCALITY_CONTAINS("nobody counts"));
}
