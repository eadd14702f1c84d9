#include "catch.h"
#include "core/nesting.h"
#include "core/repair.h"
#include "core/shares.h"
#include "geo/crs.h"
#include "grid.h"
#include "io/read_layer.h"
#include "real_data.h"

using namespace locality;

namespace {

model::Coverage read(const std::string& path, const std::string& layer) {
    model::Issues issues;
    model::SourceSpec spec;
    spec.path = real_data() / path;
    spec.layer = layer;
    return core::repair(io::read_layer(spec, layer, issues)).coverage;
}

/// The two halves of a row of four zones.
model::Boundaries halves(const model::Coverage& zones) {
    model::Layer layer;
    layer.id = "ward";
    layer.code = {"L", "R"};
    layer.name = layer.code;
    layer.shapes = geo::outlines(zones.topology, std::vector<std::int32_t>{0, 0, 1, 1}, 2);
    return core::prepare(layer).boundaries;
}

model::Issues report(const model::Boundaries& zones, const model::Boundaries& footprints,
                     const model::Crosswalk& shares) {
    model::Issues issues;
    core::report_nesting(zones, footprints, shares, issues);
    return issues;
}

}  // namespace

TEST_CASE("a nested pair has exact shares without an overlay, the same as by area") {
    const model::Coverage zones = core::repair(test::grid_layer(4, 1)).coverage;
    const model::Boundaries wards = halves(zones);
    const auto shares = core::shares_by_nesting(zones, wards);
    REQUIRE(shares);
    CHECK(shares->footprint_count == 2);
    CHECK(shares->footprint == std::vector<std::int32_t>{0, 0, 1, 1});
    CHECK(shares->share == std::vector<double>{1, 1, 1, 1});
    CHECK(shares->covered == std::vector<double>{1, 1, 1, 1});
    CHECK(shares->basis == std::vector<model::Basis>(4, model::Basis::area));
    const model::Crosswalk by_area = core::shares_by_area(zones, wards);
    CHECK(by_area.row_begin == shares->row_begin);
    CHECK(by_area.footprint == shares->footprint);
    CHECK(by_area.share == shares->share);
    const model::Issues issues = report(zones, wards, *shares);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].kind == "nested");
    CHECK(issues[0].severity == model::Severity::note);
    CHECK(issues[0].layer == "ward");
    CHECK(issues[0].what ==
          "the zones nest in these footprints: 4 of 4 lie whole in one of them, and no line cuts a zone");
}

TEST_CASE("zones that overlap have no nest; nor is one said of zones that lines cut") {
    model::Coverage zones = core::repair(test::grid_layer(4, 1)).coverage;
    const model::Boundaries wards = halves(zones);
    zones.overlap_m2 = 1;
    CHECK_FALSE(core::shares_by_nesting(zones, wards));
    const model::Coverage other = core::repair(test::grid_layer(4, 1, 'Z', 100, 50)).coverage;
    CHECK_FALSE(core::shares_by_nesting(other, wards));
    CHECK(report(other, wards, core::shares_by_area(other, wards)).empty());
    // Far apart, nothing is cut and nothing is held.
    const model::Coverage away = core::repair(test::grid_layer(4, 1, 'Z', 100, 5000)).coverage;
    CHECK(report(away, wards, core::shares_by_area(away, wards)).empty());
}

TEST_CASE("Leeds LSOAs of 2011 nest in their MSOAs by shared edges; of 2021 all but the one zone of a faulty MSOA") {
    LOCALITY_REQUIRE_REAL_DATA();
    const std::string file = "leeds/leeds_27700.gpkg";
    const model::Coverage lsoa11 = read(file, "lsoa11"), msoa11 = read(file, "msoa11");
    const auto shares = core::shares_by_nesting(lsoa11, msoa11);
    REQUIRE(shares);
    const model::Crosswalk by_area = core::shares_by_area(lsoa11, msoa11);
    CHECK(by_area.footprint == shares->footprint);
    CHECK(by_area.share == shares->share);
    CHECK(report(lsoa11, msoa11, *shares).at(0).what ==
          "the zones nest in these footprints: 482 of 482 lie whole in one of them, and no line cuts a zone");

    const model::Coverage lsoa21 = read(file, "lsoa21"), msoa21 = read(file, "msoa21");
    CHECK_FALSE(core::shares_by_nesting(lsoa21, msoa21));
    const model::Issues issues = report(lsoa21, msoa21, core::shares_by_area(lsoa21, msoa21));
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].kind == "nearly_nested");
    CHECK(issues[0].code == "E01011266");
    CHECK(issues[0].what ==
          "the zones nest in these footprints, but for 1 of 488 that a line cuts; those are shared out by area");
    CHECK_FALSE(core::shares_by_nesting(lsoa21, read(file, "ward25")));
}
