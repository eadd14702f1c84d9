#include "catch.h"
#include "core/reconcile.h"
#include "io/load.h"
#include "io/project_file.h"
#include "io/read_table.h"
#include "real_data.h"

#include <algorithm>
#include <map>
#include <set>

// The example projects on the real data, against published figures.

using namespace locality;

namespace {

model::Result reconciled(const char* example) {
    const auto file = std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata" / example;
    return core::reconcile(io::load(io::read_project(file, real_data())));
}

double zone_total(const model::Result& r, const char* column) {
    double sum = 0;
    const model::Values& values = model::find_column(r.zone_columns, column)->values;
    for (std::size_t z = 0; z < values.size(); ++z)
        if (values.known(z)) sum += values.number[z];
    return sum;
}

int imd1_zones(const model::Result& r) {
    int count = 0;
    for (const double d : model::find_column(r.zone_columns, "imd_decile")->values.number) count += d == 1.0;
    return count;
}

void require_closed_ledger(const model::Result& r) {
    REQUIRE_FALSE(r.ledger.empty());
    for (const model::Ledger& line : r.ledger) {
        INFO(line.set << " " << line.quantity);
        CHECK(line.closes);
    }
}

int split(const std::vector<int>& pieces) {
    return static_cast<int>(std::count_if(pieces.begin(), pieces.end(), [](int n) { return n > 1; }));
}

}  // namespace

TEST_CASE("Leeds: everybody in and out, 84 IMD1 LSOAs, the official best fit", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Result r = reconciled("leeds.toml");
    CHECK(r.zones.size() == 488);
    CHECK(r.set("ward")->code.size() == 33);
    CHECK(zone_total(r, "residents") == 811960);
    CHECK(imd1_zones(r) == 84);
    require_closed_ledger(r);
    for (const model::Ledger& line : r.ledger)
        if (line.quantity == "residents") CHECK(line.allocated == Approx(811960).epsilon(1e-12));

    model::Issues issues;
    model::FootprintSpec official;
    official.lookup.path = real_data() / "leeds/lookups/lsoa21_ward24_lad24.csv";
    official.from = "lsoa21_code";
    official.to = "ward24_code";
    std::map<std::string, std::string> ward_of;
    for (const auto& row : io::read_lookup(official, issues).rows) ward_of[row.from] = row.to;
    const model::FootprintSet& best_fit = *r.set("ward_bestfit");
    std::size_t agree = 0;
    for (std::size_t z = 0; z < r.zones.size(); ++z)
        agree += best_fit.code.at(best_fit.assignment->footprint[z]) == ward_of[r.zones.code[z]];
    CHECK(agree == 488);

    // Every PCN that won a zone is in one piece after mending, and no patient is lost on the way.
    const model::FootprintSet& pcn = *r.set("pcn");
    CHECK(split(pcn.pieces_before) > 0);
    CHECK(split(pcn.pieces_after) == 0);
}

TEST_CASE("Leeds on 2011 zones: 114 IMD1 LSOAs of IoD 2019", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Result r = reconciled("leeds-2011.toml");
    CHECK(r.zones.size() == 482);
    CHECK(zone_total(r, "residents") == 798786);
    CHECK(imd1_zones(r) == 114);
    require_closed_ledger(r);
}

TEST_CASE("Staffordshire: 1,210,283 patients accounted for, 7 of 25 PCNs mended", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Result r = reconciled("staffordshire.toml");
    require_closed_ledger(r);
    double unplaced = 0;
    std::set<std::string> categories;
    for (const model::Unplaced& u : r.unplaced) {
        if (u.quantity != "registered") continue;
        unplaced += u.people;
        categories.insert(u.category);
    }
    CHECK(zone_total(r, "registered") + unplaced == 1210283);
    CHECK(categories.contains("CLOSED"));
    CHECK(categories.contains("EMPTY"));
    CHECK(categories.contains("Wales (W01)"));

    const model::FootprintSet& pcn = *r.set("pcn");
    REQUIRE(pcn.code.size() == 25);
    CHECK(split(pcn.pieces_before) == 7);
    // What stays split is one zone that touches no other.
    CHECK(split(pcn.pieces_after) == 1);
    std::size_t alone = 0;
    for (const model::Issue& issue : r.issues)
        if (issue.kind == "still_split") {
            const auto z =
                std::lower_bound(r.zones.code.begin(), r.zones.code.end(), issue.code) - r.zones.code.begin();
            REQUIRE(static_cast<std::size_t>(z) < r.zones.size());
            CHECK(r.zones.adjacency.of(z).empty());
            ++alone;
        }
    CHECK(alone == 1);
    // Every zone that is not with its largest PCN has an override that says so.
    std::size_t moved = 0;
    for (std::size_t z = 0; z < r.zones.size(); ++z)
        moved += pcn.assignment->runner_up_share[z] > pcn.assignment->share[z];
    CHECK(moved == pcn.overrides.size());
}

TEST_CASE("Gipton and Harehills, as docs/figures.md works it out by hand", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Result r = reconciled("leeds.toml");
    const auto figure = [&](const char* indicator) -> const model::Estimate& {
        const model::FootprintSet& wards = *r.set("ward24");
        for (const model::Estimate& e : wards.estimates)
            if (r.indicators[e.indicator].id == indicator &&
                wards.code[static_cast<std::size_t>(e.footprint)] == "E05011394")
                return e;
        FAIL("no figure");
        throw 0;
    };
    const model::Estimate& overcrowded = figure("overcrowding");
    CHECK(overcrowded.numerator == 1352);
    CHECK(overcrowded.denominator == 11309);
    CHECK(overcrowded.value == Approx(11.9551).epsilon(1e-5));
    CHECK(overcrowded.limits_95.lower == Approx(11.3700).epsilon(1e-5));
    CHECK(overcrowded.limits_95.upper == Approx(12.5660).epsilon(1e-5));
    CHECK(overcrowded.limits_998.lower == Approx(11.0443).epsilon(1e-5));
    CHECK(overcrowded.limits_998.upper == Approx(12.9301).epsilon(1e-5));
    CHECK(overcrowded.standing_95 == model::Standing::worse);
    const model::Estimate& fuel = figure("fuel_poverty");
    CHECK(fuel.numerator == Approx(3498));
    CHECK(fuel.denominator == Approx(11687));
    CHECK(fuel.value == Approx(29.9307).epsilon(1e-5));
    CHECK(fuel.flags.has(model::Flag::vintage_bridged));
}
