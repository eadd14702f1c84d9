#include "catch.h"
#include "core/overlay.h"
#include "core/repair.h"
#include "core/shares.h"
#include "geo/mending.h"
#include "io/read_layer.h"
#include "real_data.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace locality;
using model::Boundaries;

namespace {

Boundaries read(const char* file, const char* layer) {
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(real_data() / file);
    spec.layer = layer;
    model::Issues issues;
    return core::prepare(io::read_layer(spec, layer, issues)).boundaries;
}

Boundaries leeds(const char* layer) {
    return read("leeds/leeds_27700.gpkg", layer);
}

/// Every pair whose boxes meet, in the overlay or not, against GEOS; how many there were.
std::size_t require_as_geos(const Boundaries& zones, const Boundaries& footprints) {
    const model::Weights w = core::overlay_m2(zones.topology, footprints.topology);
    std::vector<geo::Box> boxes;
    for (std::size_t f = 0; f < footprints.size(); ++f) boxes.push_back(geo::bounds(footprints.shapes, f));
    std::size_t pairs = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const geo::Box box = geo::bounds(zones.shapes, z);
        const double perimeter_m = geo::perimeter_m(zones.shapes, z);
        std::uint32_t k = w.row_begin[z];
        for (std::size_t f = 0; f < footprints.size(); ++f) {
            const bool found = k < w.row_begin[z + 1] && static_cast<std::size_t>(w.footprint[k]) == f;
            const double m2 = found ? w.weight[k++] : 0.0;
            INFO(zones.code[z] << " and " << footprints.code[f]);
            if (!box.meets(boxes[f])) {
                REQUIRE_FALSE(found);
                continue;
            }
            ++pairs;
            const double tolerance = 0.001 * std::min(perimeter_m, geo::perimeter_m(footprints.shapes, f));
            const double expected = geo::intersection_area_m2(zones.shapes, z, footprints.shapes, f);
            REQUIRE(std::abs(m2 - expected) <= tolerance);
        }
    }
    return pairs;
}

double row_sum(const model::Weights& w, std::size_t z) {
    return std::accumulate(w.weight.begin() + w.row_begin[z], w.weight.begin() + w.row_begin[z + 1], 0.0);
}

}  // namespace

TEST_CASE("every LSOA and ward of Leeds share what GEOS says", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Boundaries zones = leeds("lsoa21"), wards = leeds("ward25");
    REQUIRE(zones.size() == 488);
    REQUIRE(wards.size() == 33);
    CHECK(require_as_geos(zones, wards) > 488);
}

TEST_CASE("LSOAs of 2011 and of 2021, coincident nearly everywhere, share what GEOS says", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    CHECK(require_as_geos(leeds("lsoa11"), leeds("lsoa21")) > 482);
}

TEST_CASE("the LSOAs of Leeds laid over themselves share each itself alone", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Boundaries zones = leeds("lsoa21");
    const model::Weights w = core::overlay_m2(zones.topology, zones.topology);
    REQUIRE(w.weight.size() == zones.size());
    for (std::size_t z = 0; z < zones.size(); ++z) {
        REQUIRE(static_cast<std::size_t>(w.footprint[z]) == z);
        REQUIRE(std::abs(w.weight[z] - zones.area_m2[z]) < 1e-5);
    }
}

TEST_CASE("the wards of Leeds take up its LSOAs", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Boundaries zones = leeds("lsoa21"), wards = leeds("ward25");
    const model::Crosswalk shares = core::shares_by_area(zones, wards);
    double in_m2 = 0, covered_m2 = 0;
    std::size_t whole = 0;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        double sum = 0;
        for (const double s : shares.shares_of(z)) sum += s;
        REQUIRE(sum <= 1 + 1e-12);
        REQUIRE(std::abs(shares.covered[z] - sum) < 1e-12);
        in_m2 += zones.area_m2[z];
        covered_m2 += sum * zones.area_m2[z];
        whole += shares.covered[z] == 1.0;
    }
    // Both layers were generalised by themselves, so their outer lines part by metres; 551.77 km2 is Leeds.
    CHECK(in_m2 / 1e6 == Approx(551.77).margin(0.5));
    CHECK(covered_m2 / in_m2 > 0.998);
    CHECK(whole > 300);
}

TEST_CASE("LSOAs and wards of all England: no zone is shared out more than once", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Boundaries zones = read("england/lsoa21_bgc_england_27700.gpkg", "lsoa");
    const Boundaries wards = read("england/ward25_bgc_england_27700.gpkg", "ward");
    const model::Weights w = core::overlay_m2(zones.topology, wards.topology, 1);
    for (std::size_t z = 0; z < zones.size(); ++z) REQUIRE(row_sum(w, z) <= zones.area_m2[z] + 1e-3);
    const model::Weights again = core::overlay_m2(zones.topology, wards.topology, 2);
    CHECK(again.footprint == w.footprint);
    CHECK(again.weight == w.weight);
    CHECK(std::accumulate(w.weight.begin(), w.weight.end(), 0.0) / 1e6 == Approx(130446.1).margin(0.1));
}
