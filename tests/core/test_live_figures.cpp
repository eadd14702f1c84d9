#include "catch.h"
#include "core/live_figures.h"
#include "core/reconcile.h"
#include "grid.h"
#include "model/errors.h"

#include <random>

using namespace locality;
using model::Status;
using model::Values;

namespace {

constexpr int side = 6;
constexpr int zones = side * side;

/// A square city whose zones a table gives to footprints A, B and C, or to none.
model::Inputs city(const std::vector<std::int32_t>& footprint_of_zone) {
    model::Inputs in;
    in.zones = test::grid_layer(side, side);
    std::mt19937 random(9);
    model::ResidentsTable residents;
    model::DeprivationTable deprivation;
    deprivation.edition = 2025;
    deprivation.national_zones = 33755;
    model::LookupTable lookup;
    residents.total = Values(zones);
    deprivation.score = deprivation.rank = deprivation.decile = Values(zones);
    for (int z = 0; z < zones; ++z) {
        const std::string code = test::grid_code(z);
        const auto at = static_cast<std::size_t>(z);
        residents.code.push_back(code);
        deprivation.code.push_back(code);
        if (z == 7)
            residents.total.set_blank(at, Status::suppressed);
        else
            residents.total.set(at, 500.0 + static_cast<double>(random() % 2000));
        if (z != 20) {
            deprivation.score.set(at, static_cast<double>(random() % 600) / 10.0);
            deprivation.rank.set(at, 1.0 + static_cast<double>(random() % 33755));
            deprivation.decile.set(at, 1.0 + static_cast<double>(random() % 4));
        }
        if (footprint_of_zone[at] != model::unassigned) {
            const std::string to(1, static_cast<char>('A' + footprint_of_zone[at]));
            lookup.rows.push_back({code, to, to, 1.0});
        }
    }
    in.residents = residents;
    in.deprivation = deprivation;
    model::FootprintSpec spec;
    spec.id = "lcp";
    spec.title = "Care Partnerships";
    spec.origin = model::Origin::lookup;
    in.project.footprints.push_back(spec);
    in.footprints.push_back({std::nullopt, lookup, std::nullopt});
    return in;
}

}  // namespace

TEST_CASE("live figures are what a new run of the whole job gives", "[live][property]") {
    std::mt19937 random(21);
    std::vector<std::int32_t> footprint(zones);
    for (std::int32_t& f : footprint) f = static_cast<std::int32_t>(random() % 4) - 1;
    footprint[0] = 0, footprint[1] = 1, footprint[2] = 2;
    const model::Result start = core::reconcile(city(footprint));
    core::LiveAssignment live = core::live_assignment(start, *start.set("lcp"));
    const std::vector<std::int32_t> all{0, 1, 2};
    for (int i = 0; i < 60; ++i) {
        const std::vector<std::int32_t> moved{static_cast<std::int32_t>(3 + random() % (zones - 3))};
        live.make(live.moves_to(moved, static_cast<std::int32_t>(random() % 4) - 1));
        if (i % 6 != 0) continue;
        const model::Result again =
            core::reconcile(city({live.footprint_of_zone().begin(), live.footprint_of_zone().end()}));
        const model::FootprintSet& set = *again.set("lcp");
        const std::vector<model::Column> columns = core::live_columns(live, set, all);
        std::size_t compared = 0;
        for (const model::Column& expected : set.columns) {
            const model::Column* column = model::find_column(columns, expected.id);
            if (!column) continue;
            ++compared;
            CHECK(column->title == expected.title);
            for (const std::size_t f : {0, 1, 2}) {
                INFO(expected.id << " of footprint " << f);
                REQUIRE(column->values.status[f] == expected.values.status[f]);
                if (!column->values.known(f)) continue;
                // Means are of sums that are exact here and rounded there.
                const std::string& id = expected.id;
                if (id == "imd_score" || id == "imd_average_rank" || id == "imd_extent")
                    REQUIRE(column->values.number[f] == Approx(expected.values.number[f]).epsilon(1e-12));
                else
                    REQUIRE(column->values.number[f] == expected.values.number[f]);
            }
        }
        REQUIRE(compared == set.columns.size());
        for (const model::Ledger& expected : again.ledger) {
            if (expected.set != "lcp") continue;
            const model::Ledger line = live.ledger(*live.quantity(expected.quantity), "lcp");
            INFO(expected.quantity);
            REQUIRE(line.in == expected.in);
            REQUIRE(line.allocated == expected.allocated);
            REQUIRE(line.outside == expected.outside);
            REQUIRE(line.unallocatable == expected.unallocatable);
            REQUIRE(line.counted == expected.counted);
            REQUIRE(line.closes == expected.closes);
        }
    }
}

TEST_CASE("a set that splits zones cannot be edited, and says so", "[live]") {
    model::Inputs in = city(std::vector<std::int32_t>(zones, 0));
    in.footprints[0].lookup->rows[3].share = 0.5;
    const model::Result result = core::reconcile(in);
    CHECK_THROWS_AS(core::live_assignment(result, *result.set("lcp")), model::InputError);
    CHECK_THROWS_WITH(core::live_assignment(result, *result.set("lcp")), LOCALITY_CONTAINS("\"lcp\" splits zones"));
}
