#include "../../bench/allocation_methods.h"
#include "catch.h"
#include "core/bridge.h"
#include "core/chain.h"
#include "core/combination_ground.h"
#include "core/reconcile.h"
#include "core/repair.h"
#include "core/shares.h"
#include "core/sharing.h"
#include "io/crosswalk_csv.h"
#include "io/load.h"
#include "io/project_file.h"
#include "io/read_layer.h"
#include "io/read_table.h"
#include "real_data.h"

#include <array>
#include <map>
#include <set>

using namespace locality;

namespace {

model::SourceSpec source(const char* file, const char* layer = "") {
    model::SourceSpec spec;
    spec.path = real_data() / file;
    spec.layer = layer;
    return spec;
}

core::Bridge leeds_bridge(const char* from, const char* to) {
    model::BridgeSpec spec;
    spec.source = source("leeds/lookups/lsoa11_lsoa21_popweights.csv");
    spec.from = from;
    spec.to = to;
    spec.weight = "TotPersons";
    model::Issues issues;
    return core::bridge(io::read_bridge(spec, issues));
}

double total(const model::Values& values) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values.known(i)) sum += values.number[i];
    return sum;
}

}  // namespace

TEST_CASE("residents of MSOAs are given to LSOAs nearer to the census than by households", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    std::map<std::string, stats::EstimationError> error;
    for (const bench::AllocationMethod& m : bench::allocation_methods(real_data())) {
        error[m.name] = m.error;
        CHECK(m.error.count == 488);
        CHECK(m.error.bias == Approx(0).margin(1e-6));
    }
    // Measured once outside the program, from the same files.
    CHECK(error["area"].mape_percent == Approx(45.95).margin(0.005));
    CHECK(error["area"].misallocated_percent == Approx(22.55).margin(0.005));
    CHECK(error["equal"].mape_percent == Approx(11.24).margin(0.005));
    CHECK(error["equal"].rmse == Approx(274.7).margin(0.05));
    CHECK(error["households"].mape_percent == Approx(7.37).margin(0.005));
    CHECK(error["households"].misallocated_percent == Approx(3.80).margin(0.005));
    CHECK(error["earlier residents"].mape_percent == Approx(4.63).margin(0.005));
    CHECK(error["earlier residents"].rmse == Approx(134.5).margin(0.05));
    CHECK(error["postcodes"].mape_percent < error["area"].mape_percent);
}

TEST_CASE("Leeds is bridged from 2011 to 2021 and back as the ONS lookup says", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const core::Bridge b = leeds_bridge("LSOA11CD", "LSOA21CD");
    CHECK(b.from.size() == 482);
    CHECK(b.to.size() == 488);
    std::map<core::Change, int> count;
    for (const core::Change change : b.change) ++count[change];
    CHECK(count[core::Change::split] >= 14);
    CHECK(count[core::Change::merged] == 1);
    CHECK(count[core::Change::unchanged] + count[core::Change::split] + count[core::Change::complex] == 487);

    model::Issues issues;
    const model::ResidentsTable old =
        io::read_residents(source("leeds/population/population20_lsoa11_syoa.csv"), issues);
    const core::Bridged there = core::bridged_counts(old.code, old.total, b);
    CHECK(total(old.total) == 798786);
    CHECK(total(there.values) == Approx(798786).epsilon(1e-12));
    // There and back: exact for what was not divided both ways.
    const core::Bridge back = leeds_bridge("LSOA21CD", "LSOA11CD");
    const core::Bridged again = core::bridged_counts(b.to, there.values, back);
    std::map<std::string, double> given;
    for (std::size_t i = 0; i < old.code.size(); ++i) given[old.code[i]] = old.total.number[i];
    for (std::size_t j = 0; j < back.to.size(); ++j)
        if (again.how[j] == core::Bridging::exact && back.change[j] != core::Change::unchanged)
            CHECK(again.values.number[j] == Approx(given.at(back.to[j])).epsilon(1e-12));
    CHECK(total(again.values) == Approx(798786).epsilon(1e-12));
}

TEST_CASE("Leeds in wards, committees and PCNs: every combination adds up to the city", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Project project =
        io::read_project(std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata/leeds.toml", real_data());
    const model::Result r = core::reconcile(io::load(project));
    const auto set = [&](const char* id) {
        for (std::size_t s = 0; s < r.sets.size(); ++s)
            if (r.sets[s].id == id) return s;
        throw 0;
    };
    const std::array sets{set("ward"), set("committee"), set("pcn"), set("lcp")};
    const core::Combinations c = core::combinations(r, sets);
    CHECK(c.basis == model::Basis::households);
    for (const auto& t : c.totals) {
        INFO(t.column);
        CHECK(t.closes);
    }
    CHECK(c.totals[1].zones == 811960);
    // Wards nest in committees and PCNs in LCPs: each ward is in one committee, each PCN in one LCP.
    std::map<std::int32_t, std::set<std::vector<std::int32_t>>> committees, lcps;
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        for (const std::int32_t ward : c.combination[i].in[0]) committees[ward].insert(c.combination[i].in[1]);
        for (const std::int32_t pcn : c.combination[i].in[2]) lcps[pcn].insert(c.combination[i].in[3]);
    }
    CHECK(committees.size() == 33);
    for (const auto& [ward, in] : committees) CHECK(in.size() == 1);
    for (const auto& [pcn, in] : lcps) CHECK(in.size() == 1);
    // A ward's residents are the figure that the set itself shows.
    std::vector<double> of_ward(33, 0.0);
    for (std::size_t i = 0; i < c.combination.size(); ++i)
        for (const std::int32_t ward : c.combination[i].in[0])
            of_ward[static_cast<std::size_t>(ward)] += c.columns[1].values.number[i];
    const model::Values& shown = model::find_column(r.sets[sets[0]].columns, "residents")->values;
    for (std::size_t w = 0; w < 33; ++w) CHECK(of_ward[w] == Approx(shown.number[w]).epsilon(1e-9));

    const std::array two{set("ward"), set("pcn")};
    const core::Combinations wp = core::combinations(r, two);
    const geo::Shapes pieces = core::pieces_of(wp, r);
    for (std::size_t i = 0; i < wp.combination.size(); ++i)
        CHECK(geo::area_m2(pieces, i) == Approx(10000 * wp.columns[0].values.number[i]).margin(60));
}

TEST_CASE("residents of output areas, spread or as points, share LSOA 2011 out alike and conserve them", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    const model::Boundaries lsoa =
        core::prepare(io::read_layer(source("leeds/leeds_27700.gpkg", "lsoa11"), "lsoa", issues)).boundaries;
    const model::Boundaries ward =
        core::prepare(io::read_layer(source("leeds/leeds_27700.gpkg", "ward25"), "ward", issues)).boundaries;
    model::WeightsSpec spec;
    spec.source = source("leeds/leeds_27700.gpkg", "oa11");
    spec.spread = true;
    model::PointLayer oa = io::read_points(spec, "weights", issues);
    REQUIRE(oa.shapes.shape_count() == 2543);
    oa.unit = "residents";
    const core::Sharing spread = core::sharing(lsoa, &oa, nullptr, issues);
    const model::Crosswalk a = core::shares_by(model::Basis::residents, lsoa, ward, spread, issues);
    model::PointLayer points = oa;
    points.shapes = {};
    const core::Sharing at_points = core::sharing(lsoa, &points, nullptr, issues);
    const model::Crosswalk b = core::shares_by(model::Basis::residents, lsoa, ward, at_points, issues);
    double apart = 0, whole = 0;
    for (std::size_t z = 0; z < lsoa.size(); ++z) {
        double sum = 0;
        for (const double s : a.shares_of(z)) sum += s;
        REQUIRE(sum == Approx(a.covered[z]).margin(1e-9));
        whole += a.whole[z];
    }
    for (const double m : core::misplaced({lsoa.code, ward.code, a}, {lsoa.code, ward.code, b})) apart += m;
    CHECK(whole == Approx(2543).margin(1e-6));  // every output area once, whatever the seams between the layers
    CHECK(apart / 482 < 0.02);                  // a fiftieth of the people, where wards cut output areas
}
