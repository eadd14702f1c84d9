#include "catch.h"
#include "core/differencing.h"

#include <cstdint>
#include <random>
#include <set>
#include <vector>

using namespace locality;
using model::Values;

namespace {

/// A set whose footprints are given by the share of each zone in each: shares[footprint][zone].
model::FootprintSet set_of(const char* id, const std::vector<std::vector<double>>& shares) {
    model::FootprintSet set;
    set.id = id;
    set.crosswalk.footprint_count = shares.size();
    for (std::size_t z = 0; z < shares[0].size(); ++z) {
        for (std::size_t f = 0; f < shares.size(); ++f) {
            if (shares[f][z] == 0) continue;
            set.crosswalk.footprint.push_back(static_cast<std::int32_t>(f));
            set.crosswalk.share.push_back(shares[f][z]);
        }
        set.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(set.crosswalk.share.size()));
    }
    set.code.resize(shares.size());
    return set;
}

core::DifferencingAudit audit(const std::vector<model::FootprintSet>& sets, const std::vector<double>& people,
                              double least) {
    std::vector<const model::FootprintSet*> all;
    for (const model::FootprintSet& set : sets) all.push_back(&set);
    return core::differencing_audit(all, Values::of(people), least);
}

using Zones = std::vector<std::size_t>;

}  // namespace

TEST_CASE("two footprints that differ by a zone give that zone away", "[differencing]") {
    const std::vector<model::FootprintSet> sets{set_of("ward", {{1, 1, 1, 0}}),
                                                set_of("pcn", {{1, 1, 0, 0}, {0, 0, 0, 1}})};
    const auto found = audit(sets, {2000, 2000, 300, 2000}, 1000);
    REQUIRE(found.threats.size() == 1);
    CHECK(found.threats[0].zones == Zones{2});
    CHECK(found.threats[0].people == 300);
    REQUIRE(found.threats[0].totals.size() == 2);
    CHECK(found.threats[0].totals[0].set == 0);
    CHECK(found.threats[0].totals[0].times == 1);
    CHECK(found.threats[0].totals[1].set == 1);
    CHECK(found.threats[0].totals[1].times == -1);
    CHECK(found.totals == 3);
    CHECK(found.span_searched);
    CHECK(found.span_exact);
    CHECK(audit(sets, {2000, 2000, 300, 2000}, 300).threats.empty());  // fewer than, not as many as
}

TEST_CASE("a small footprint is a threat by itself, an empty one none", "[differencing]") {
    const std::vector<model::FootprintSet> sets{set_of("ward", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}})};
    const auto found = audit(sets, {40, 5000, 0}, 100);
    REQUIRE(found.threats.size() == 1);
    CHECK(found.threats[0].totals.size() == 1);
    CHECK(found.threats[0].zones == Zones{0});
    CHECK(found.totals == 2);
}

TEST_CASE("a total less several others is found in the span", "[differencing]") {
    const std::vector<model::FootprintSet> sets{set_of("whole", {{1, 1, 1, 1}}),
                                                set_of("ward", {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}})};
    const auto found = audit(sets, {2000, 2000, 2000, 50}, 1000);
    REQUIRE(found.threats.size() == 1);
    CHECK(found.threats[0].zones == Zones{3});
    CHECK(found.threats[0].totals.size() == 4);
    CHECK(found.threats[0].people == 50);
}

TEST_CASE("the same zones under two names are no difference", "[differencing]") {
    const std::vector<model::FootprintSet> sets{set_of("a", {{1, 1, 0}, {0, 0, 1}}),
                                                set_of("b", {{0, 0, 1}, {1, 1, 0}})};
    const auto found = audit(sets, {500, 500, 500}, 400);
    CHECK(found.threats.empty());
    CHECK(found.totals == 2);
}

TEST_CASE("split zones count by the part that differs", "[differencing]") {
    const std::vector<model::FootprintSet> sets{set_of("a", {{1, 0.75}}), set_of("b", {{1, 0.7}})};
    const auto found = audit(sets, {5000, 1000}, 100);
    REQUIRE(found.threats.size() == 1);
    CHECK(found.threats[0].people == Approx(50));
    CHECK(found.threats[0].zones == Zones{1});
    CHECK_FALSE(found.span_exact);
    CHECK(audit(sets, {5000, 1000}, 49).threats.empty());
}

TEST_CASE("zones of unknown people count as one, too many totals are said", "[differencing]") {
    Values people = Values::of({900, model::no_value});
    const std::vector<model::FootprintSet> sets{set_of("a", {{1, 1}}), set_of("b", {{1, 0}})};
    const std::vector<const model::FootprintSet*> all{&sets[0], &sets[1]};
    CHECK(core::differencing_audit(all, people, 5).threats.size() == 1);
    std::vector<std::vector<double>> many(201, std::vector<double>(201, 0));
    for (std::size_t i = 0; i < 201; ++i) many[i][i] = 1;
    const auto wide = audit({set_of("many", many)}, std::vector<double>(201, 1000), 100);
    CHECK_FALSE(wide.span_searched);
    CHECK(wide.totals == 201);
    const std::vector<const model::FootprintSet*> short_set{&sets[0]};
    CHECK_THROWS_AS(core::differencing_audit(short_set, Values::of({1}), 5), std::invalid_argument);
}

TEST_CASE("every small difference of two is found, whatever the sets", "[differencing][property]") {
    std::mt19937 random(5);
    std::size_t found = 0;
    for (int round = 0; round < 60; ++round) {
        const std::size_t zones = 12;
        std::vector<double> people(zones);
        for (double& p : people) p = 100 + random() % 900;
        std::vector<model::FootprintSet> sets;
        std::vector<std::vector<double>> all;
        for (int s = 0; s < 3; ++s) {
            std::vector<std::vector<double>> shares(3, std::vector<double>(zones, 0));
            for (auto& footprint : shares)
                for (double& share : footprint) share = random() % 2;
            shares[0][static_cast<std::size_t>(s)] = 1;
            all.insert(all.end(), shares.begin(), shares.end());
            sets.push_back(set_of("s", shares));
        }
        const double least = 1500;
        std::set<Zones> expected, told;
        for (std::size_t a = 0; a < all.size(); ++a)
            for (std::size_t b = a + 1; b < all.size(); ++b) {
                Zones rest;
                double sum = 0;
                for (std::size_t z = 0; z < zones; ++z)
                    if (all[a][z] != all[b][z]) {
                        rest.push_back(z);
                        sum += people[z];
                    }
                if (!rest.empty() && sum < least) expected.insert(rest);
            }
        for (const core::DifferencingThreat& threat : audit(sets, people, least).threats)
            if (threat.totals.size() == 2) told.insert(threat.zones);
        for (const Zones& zones_of : expected) CHECK(told.contains(zones_of));
        found += expected.size();
    }
    CHECK(found > 20);
}
