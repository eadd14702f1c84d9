#include "catch.h"
#include "core/repair.h"
#include "geo/coverage_faults.h"
#include "geo/crs.h"
#include "geo/mending.h"
#include "io/read_layer.h"
#include "real_data.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <map>
#include <numeric>
#include <random>
#include <sstream>

using namespace locality;

namespace {

model::Layer read(const std::string& path, const std::string& layer = {}) {
    model::Issues issues;
    model::SourceSpec spec;
    spec.path = real_data() / path;
    spec.layer = layer;
    return io::read_layer(spec, layer.empty() ? "zones" : layer, issues);
}

std::size_t count(const model::Issues& issues, std::string_view kind) {
    return static_cast<std::size_t>(
        std::ranges::count_if(issues, [&](const model::Issue& i) { return i.kind == kind; }));
}

/// Ward of each zone by the ONS lookup: name, code, ward's name, ward's code, all in quotes.
std::map<std::string, std::string> ward_of_zone() {
    std::ifstream file(real_data() / "leeds/lookups/lsoa21_ward24_lad24.csv");
    std::map<std::string, std::string> result;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        std::string text[4];
        for (std::string& cell : text) {
            cells >> std::quoted(cell);
            cells.ignore(1, ',');
        }
        result[text[1]] = text[3];
    }
    return result;
}

}  // namespace

TEST_CASE("Leeds LSOA 2021 are a clean coverage; wards made of them keep every square metre") {
    LOCALITY_REQUIRE_REAL_DATA();
    const core::Repaired repaired = core::repair(read("leeds/leeds_27700.gpkg", "lsoa21"));
    const model::Coverage& zones = repaired.coverage;
    REQUIRE(zones.size() == 488);
    CHECK(repaired.issues.empty());
    const double total_m2 = std::accumulate(zones.area_m2.begin(), zones.area_m2.end(), 0.0);
    CHECK(total_m2 == Approx(551.77e6).epsilon(1e-5));

    const auto lookup = ward_of_zone();
    std::map<std::string, std::int32_t> wards;
    for (const auto& [zone, ward] : lookup) wards.emplace(ward, 0);
    std::int32_t next = 0;
    for (auto& [ward, group] : wards) group = next++;
    REQUIRE(wards.size() == 33);
    std::vector<std::int32_t> groups;
    for (const std::string& code : zones.code) groups.push_back(wards.at(lookup.at(code)));
    const geo::Shapes outlines = geo::outlines(zones.topology, groups, next);
    CHECK(geo::mend(outlines).mends.empty());
    for (std::int32_t ward = 0; ward < next; ++ward) {
        double sum_m2 = 0;
        std::vector<std::size_t> members;
        for (std::size_t zone = 0; zone < zones.size(); ++zone) {
            if (groups[zone] != ward) continue;
            sum_m2 += zones.area_m2[zone];
            members.push_back(zone);
        }
        const geo::Shapes united = geo::united(zones.shapes, members);
        CHECK(geo::area_m2(outlines, static_cast<std::size_t>(ward)) == Approx(sum_m2).epsilon(1e-9));
        CHECK(geo::perimeter_m(outlines, static_cast<std::size_t>(ward)) ==
              Approx(geo::perimeter_m(united, 0)).epsilon(1e-9));
        const auto part = outlines.shape_begin[static_cast<std::size_t>(ward)];
        CHECK(outlines.shape_begin[static_cast<std::size_t>(ward) + 1] - part == united.part_count());
    }
}

TEST_CASE("Leeds layers with invalid polygons are mended, each listed, and then clean") {
    LOCALITY_REQUIRE_REAL_DATA();
    const auto [layer, zones, invalid] = GENERATE(table<std::string, std::size_t, std::size_t>(
        {{"oa11", 2543, 8}, {"msoa21", 107, 1}, {"lsoa11", 482, 0}, {"ward25", 33, 0}}));
    const core::Repaired repaired = core::repair(read("leeds/leeds_27700.gpkg", layer));
    CHECK(repaired.coverage.size() == zones);
    CHECK(count(repaired.issues, "invalid_geometry") == invalid);
    CHECK(repaired.issues.size() == invalid);
    for (const model::Issue& issue : repaired.issues) {
        CHECK(issue.where.has_value());
        CHECK_THAT(issue.what, LOCALITY_CONTAINS("Ring Self-intersection"));
    }
}

TEST_CASE("a publisher's layer whose neighbours share no vertex bit for bit meets on the grid") {
    LOCALITY_REQUIRE_REAL_DATA();
    geo::add_grid_folder((real_data() / "proj").string());
    model::Layer layer = read("leeds/boundaries/lsoa11_leeds_ukgeojson.geojson");
    const core::Repaired repaired = core::repair(layer);
    CHECK(repaired.coverage.size() == 482);
    CHECK(count(repaired.issues, "overlap") == 0);
    CHECK(count(repaired.issues, "gap") == 0);
    SECTION("pushed about by up to 10 cm, it has slivers, and they are all found") {
        std::mt19937 random(1);
        std::uniform_real_distribution<double> push(-0.1, 0.1);
        for (std::size_t shape = 0; shape < layer.size(); ++shape) {
            const geo::Point by{push(random), push(random)};
            const auto begin = layer.shapes.ring_begin[layer.shapes.part_begin[layer.shapes.shape_begin[shape]]];
            const auto end = layer.shapes.ring_begin[layer.shapes.part_begin[layer.shapes.shape_begin[shape + 1]]];
            for (auto i = begin; i < end; ++i) {
                layer.shapes.vertices[i] = {layer.shapes.vertices[i].x + by.x, layer.shapes.vertices[i].y + by.y};
            }
        }
        const core::Repaired pushed = core::repair(layer);
        CHECK(count(pushed.issues, "overlap") > 1000);
        CHECK(count(pushed.issues, "gap") > 1500);
        const double zones_m2 = std::accumulate(pushed.coverage.area_m2.begin(), pushed.coverage.area_m2.end(), 0.0);
        std::vector<std::size_t> all(pushed.coverage.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        const double ground_m2 = geo::area_m2(geo::united(pushed.coverage.shapes, all), 0);
        CHECK(pushed.coverage.overlap_m2 == Approx(zones_m2 - ground_m2).epsilon(0.01));

        model::RepairRules rules;
        rules.snap_m = 0.5;
        const core::Repaired snapped = core::repair(layer, {}, rules);
        const model::Coverage& zones = snapped.coverage;
        CHECK(count(snapped.issues, "overlap") + count(snapped.issues, "gap") == 0);
        CHECK(count(snapped.issues, "too_narrow_to_snap") == 0);
        const geo::CoverageFaults any = geo::coverage_faults(zones.topology, zones.shapes, 0.0);
        CHECK(any.gaps.size() + any.overlaps.size() == 0);
        CHECK(zones.adjacency.neighbour == repaired.coverage.adjacency.neighbour);
        CHECK(geo::area_m2(geo::united(zones.shapes, all), 0) ==
              Approx(std::accumulate(zones.area_m2.begin(), zones.area_m2.end(), 0.0)).margin(0.01));
        for (std::size_t zone = 0; zone < zones.size(); ++zone) {
            CHECK(std::abs(zones.area_m2[zone] - pushed.coverage.area_m2[zone]) <
                  0.5 * geo::perimeter_m(pushed.coverage.shapes, zone));
        }
    }
    SECTION("the few slivers that the grid leaves are snapped away") {
        const model::Coverage& before = repaired.coverage;
        const geo::CoverageFaults slivers = geo::coverage_faults(before.topology, before.shapes, 0.0);
        CHECK(slivers.gaps.size() == 3);
        CHECK(slivers.overlaps.size() == 2);
        const core::Prepared snapped = core::prepare(layer, {}, 0.5);
        const model::Boundaries& after = snapped.boundaries;
        const geo::CoverageFaults left = geo::coverage_faults(after.topology, after.shapes, 0.0);
        CHECK(left.gaps.empty());
        CHECK(left.overlaps.empty());
        for (const model::AreaChange& change : snapped.area_changes) {
            if (change.step == "snap") CHECK(std::abs(change.after_m2 - change.before_m2) < 0.07);
        }
    }
}

TEST_CASE("England's LSOA and MSOA 2021 become clean coverages of the same ground") {
    LOCALITY_REQUIRE_REAL_DATA();
    const core::Repaired lsoa = core::repair(read("england/lsoa21_bgc_england_27700.gpkg", "lsoa"));
    CHECK(lsoa.coverage.size() == 33755);
    CHECK(lsoa.issues.size() == 7);
    CHECK(count(lsoa.issues, "invalid_geometry") == 7);
    CHECK(lsoa.coverage.overlap_m2 == 0.0);
    CHECK(lsoa.coverage.gap_m2 == 0.0);
    const core::Repaired msoa = core::repair(read("england/msoa21_bgc_england_27700.gpkg", "msoa"));
    CHECK(msoa.coverage.size() == 6856);
    CHECK(msoa.issues.size() == 7);
    CHECK(msoa.coverage.overlap_m2 == 0.0);
    const auto total = [](const model::Coverage& c) {
        return std::accumulate(c.area_m2.begin(), c.area_m2.end(), 0.0);
    };
    CHECK(total(lsoa.coverage) == Approx(total(msoa.coverage)).margin(100.0));
    CHECK(total(lsoa.coverage) == Approx(130'456.5e6).epsilon(1e-6));
}

TEST_CASE("layers published in degrees meet those in metres within 5 cm") {
    LOCALITY_REQUIRE_REAL_DATA();
    geo::add_grid_folder((real_data() / "proj").string());
    const auto [file, layer] = GENERATE(table<std::string, std::string>({{"lsoa21_bgc_leeds", "lsoa21"},
                                                                         {"lsoa11_bgc_leeds", "lsoa11"},
                                                                         {"msoa21_bgc_leeds", "msoa21"},
                                                                         {"msoa11_bgc_leeds", "msoa11"},
                                                                         {"wards25_bgc_leeds", "ward25"},
                                                                         {"oa11_leeds", "oa11"}}));
    const model::Layer degrees = read("leeds/boundaries/" + file + ".geojson");
    const model::Layer metres = read("leeds/leeds_27700.gpkg", layer);
    CHECK_THAT(degrees.coordinates, LOCALITY_CONTAINS("OSTN15"));
    REQUIRE(degrees.code == metres.code);
    REQUIRE(degrees.shapes.ring_begin == metres.shapes.ring_begin);
    double farthest_m = 0;
    for (std::size_t i = 0; i < metres.shapes.vertices.size(); ++i) {
        const geo::Point p = degrees.shapes.vertices[i];
        const geo::Point q = metres.shapes.vertices[i];
        farthest_m = std::max(farthest_m, std::hypot(p.x - q.x, p.y - q.y));
    }
    CHECK(farthest_m < 0.05);
}
