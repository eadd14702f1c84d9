#include "catch.h"
#include "core/repair.h"
#include "demo_files.h"
#include "geo/crs.h"
#include "geo/topology.h"

#include <cmath>
#include <set>

using namespace locality;

namespace {

struct Counts {
    const char* layer;
    std::size_t zones;
    const char* code;  ///< shape of its codes
};
constexpr Counts coverages[] = {{"oa21", 2500, "Z00[0-9]{6}"},
                                {"lsoa21", 480, "Z01[0-9]{6}"},
                                {"msoa21", 105, "Z02[0-9]{6}"},
                                {"ward25", 33, "Z05[0-9]{6}"}};

using Side = std::pair<geo::GridPoint, geo::GridPoint>;

/// The straight pieces of a layer's edges, each once, whichever way it was walked.
std::set<Side> sides(const geo::Topology& topology) {
    std::set<Side> all;
    for (std::size_t a = 0; a < topology.arc_count(); ++a) {
        const auto arc = topology.arc(a);
        for (std::size_t i = 0; i + 1 < arc.size(); ++i) all.insert(std::minmax(arc[i], arc[i + 1]));
    }
    return all;
}

double area_km2(const geo::Shapes& shapes) {
    double sum = 0;
    for (std::size_t s = 0; s < shapes.shape_count(); ++s) sum += geo::area_m2(shapes, s) / 1e6;
    return sum;
}

}  // namespace

TEST_CASE("each polygon layer of the demo city is a true coverage") {
    for (const Counts& expected : coverages) {
        INFO(expected.layer);
        const core::Repaired repaired = core::repair(demo_layer(expected.layer));
        CHECK(repaired.coverage.size() == expected.zones);
        CHECK(repaired.issues.empty());
        CHECK(repaired.coverage.overlap_m2 == 0.0);
        CHECK(repaired.coverage.gap_m2 == 0.0);
        CHECK(strangers(repaired.coverage.code, expected.code) == 0);
        CHECK(area_km2(repaired.coverage.shapes) == Approx(549.6).margin(0.1));
    }
}

TEST_CASE("the demo city's zones nest and share their vertices") {
    const auto oa = core::prepare(demo_layer("oa21")).boundaries;
    const auto lsoa = core::prepare(demo_layer("lsoa21")).boundaries;
    const auto msoa = core::prepare(demo_layer("msoa21")).boundaries;
    const std::set<Side> oa_sides = sides(oa.topology), lsoa_sides = sides(lsoa.topology),
                         msoa_sides = sides(msoa.topology);
    CHECK(std::includes(oa_sides.begin(), oa_sides.end(), lsoa_sides.begin(), lsoa_sides.end()));
    CHECK(std::includes(lsoa_sides.begin(), lsoa_sides.end(), msoa_sides.begin(), msoa_sides.end()));

    // The outlines of the output areas of each LSOA are the LSOA.
    const std::vector<std::string>* parent = nullptr;
    for (const auto& a : oa.attributes)
        if (a.name == "LSOA21CD") parent = &a.text;
    REQUIRE(parent);
    std::vector<std::int32_t> group;
    for (const std::string& code : *parent) {
        const auto at = std::lower_bound(lsoa.code.begin(), lsoa.code.end(), code);
        REQUIRE((at != lsoa.code.end() && *at == code));
        group.push_back(static_cast<std::int32_t>(at - lsoa.code.begin()));
    }
    CHECK(sides(geo::dissolve(oa.topology, group, 480)) == lsoa_sides);

    std::vector<int> members(480);
    for (std::int32_t g : group) ++members[static_cast<std::size_t>(g)];
    CHECK(*std::min_element(members.begin(), members.end()) >= 3);
    CHECK(*std::max_element(members.begin(), members.end()) <= 9);
}

TEST_CASE("the demo city's wards nest neither in LSOAs nor in output areas") {
    const auto ward = core::prepare(demo_layer("ward25")).boundaries;
    const auto oa = core::prepare(demo_layer("oa21")).boundaries;
    const auto lsoa = core::prepare(demo_layer("lsoa21")).boundaries;
    const std::set<Side> oa_sides = sides(oa.topology), lsoa_sides = sides(lsoa.topology);
    std::size_t on_oa = 0, on_lsoa = 0, all = 0;
    for (const Side& side : sides(ward.topology)) {
        ++all;
        on_oa += oa_sides.contains(side) ? 1 : 0;
        on_lsoa += lsoa_sides.contains(side) ? 1 : 0;
    }
    CHECK(on_oa < all);
    CHECK(on_oa > 0.85 * static_cast<double>(all));
    CHECK(on_lsoa < on_oa);
    CHECK(on_lsoa > 0.6 * static_cast<double>(all));

    const model::Layer layer = demo_layer("ward25");
    const auto& committees = attribute(layer, "COMMITTEE_CODE");
    CHECK(std::set(committees.begin(), committees.end()).size() == 10);
    CHECK(strangers(committees, "ZCC[0-9]{2}") == 0);
    const auto& names = attribute(layer, "COMMITTEE_NAME");
    CHECK(std::set(names.begin(), names.end()).size() == 10);
    CHECK(std::set(layer.name.begin(), layer.name.end()).size() == 33);
}

TEST_CASE("zones of the demo city are one piece each, small in the centre and large at the edge") {
    const model::Layer lsoa = demo_layer("lsoa21");
    std::vector<double> hectares;
    for (std::size_t z = 0; z < lsoa.size(); ++z) {
        CHECK(lsoa.shapes.shape_begin[z + 1] - lsoa.shapes.shape_begin[z] == 1);
        hectares.push_back(geo::area_m2(lsoa.shapes, z) / 1e4);
    }
    std::sort(hectares.begin(), hectares.end());
    CHECK(hectares.front() < 15);
    CHECK(hectares[240] < 70);
    CHECK(hectares.back() > 1'000);
}

TEST_CASE("the demo city lies in the open sea, on coordinates of 0.1 m") {
    for (const char* name : {"oa21", "lsoa21", "msoa21", "ward25"}) {
        const model::Layer layer = demo_layer(name);
        const geo::Box box = geo::bounds(layer.shapes);
        CHECK(geo::plausible_national_grid(box));
        // East of 620 km and north of 480 km there is no land of Great Britain.
        CHECK(box.min_x > 620'000);
        CHECK(box.min_y > 480'000);
        CHECK(box.max_x < 665'000);
        double worst = 0;
        for (const geo::Point& p : layer.shapes.vertices) {
            worst = std::max(worst, std::abs(p.x * 10 - std::round(p.x * 10)));
            worst = std::max(worst, std::abs(p.y * 10 - std::round(p.y * 10)));
        }
        CHECK(worst < 1e-6);
    }
}

TEST_CASE("centroids of the demo city lie in their own zones") {
    const auto check = [](const char* points, const char* layer, std::size_t count) {
        model::WeightsSpec spec;
        spec.source.path = demo_folder() / "demo_boundaries.gpkg";
        spec.source.layer = points;
        model::Issues issues;
        const model::PointLayer found = io::read_points(spec, points, issues);
        REQUIRE(found.place.size() == count);
        const auto zones = core::prepare(demo_layer(layer)).boundaries;
        const geo::Located located = geo::locate(zones.topology, found.place);
        std::size_t at_home = 0;
        for (std::size_t p = 0; p < count; ++p) {
            for (std::int32_t face : located.of(p))
                at_home += zones.code[static_cast<std::size_t>(face)] == found.code[p];
        }
        CHECK(at_home == count);
    };
    check("oa21_pwc", "oa21", 2500);
    check("lsoa21_pwc", "lsoa21", 480);
}

TEST_CASE("every file of the demo city says that it is synthetic and all of them are small") {
    std::uintmax_t bytes = 0;
    for (const auto& file : std::filesystem::directory_iterator(demo_folder())) {
        bytes += file.file_size();
        if (file.path().extension() == ".csv")
            CHECK_THAT(file.path().filename().string(), LOCALITY_CONTAINS("synthetic_"));
    }
    CHECK(bytes < 6'000'000);
}
