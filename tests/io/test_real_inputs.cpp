#include "catch.h"
#include "geo/crs.h"
#include "geo/shapes.h"
#include "io/read_layer.h"
#include "io/read_table.h"
#include "reading.h"
#include "real_data.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <thread>

using namespace locality;

namespace {

model::SourceSpec at(const std::string& file, const std::string& layer = {}) {
    return test::at(std::filesystem::weakly_canonical(real_data() / file), layer);
}

double total(const model::Values& values) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values.known(i)) sum += values.number[i];
    return sum;
}

std::size_t worst_tenth(const model::DeprivationTable& table) {
    return static_cast<std::size_t>(std::count(table.decile.number.begin(), table.decile.number.end(), 1.0));
}

}  // namespace

TEST_CASE("the layers that Leeds has in both systems meet within 0.05 m", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    geo::add_grid_folder((real_data() / "proj").string());
    struct Pair {
        const char* layer;
        const char* degrees;
    };
    for (const Pair& pair : {Pair{"lsoa21", "lsoa21_bgc_leeds"},
                             {"lsoa11", "lsoa11_bgc_leeds"},
                             {"msoa21", "msoa21_bgc_leeds"},
                             {"msoa11", "msoa11_bgc_leeds"},
                             {"ward25", "wards25_bgc_leeds"},
                             {"oa11", "oa11_leeds"}}) {
        INFO(pair.layer);
        model::Issues issues;
        const model::Layer metres = io::read_layer(at("leeds/leeds_27700.gpkg", pair.layer), pair.layer, issues);
        CHECK(issues.empty());
        const model::Layer moved =
            io::read_layer(at(std::string("leeds/boundaries/") + pair.degrees + ".geojson"), pair.layer, issues);
        REQUIRE(metres.code == moved.code);
        CHECK(metres.kind == moved.kind);
        CHECK(metres.vintage == moved.vintage);
        CHECK(metres.shapes.part_begin == moved.shapes.part_begin);
        REQUIRE(metres.shapes.ring_begin == moved.shapes.ring_begin);
        double furthest = 0;
        for (std::size_t i = 0; i < metres.shapes.vertices.size(); ++i) {
            const geo::Point a = metres.shapes.vertices[i], b = moved.shapes.vertices[i];
            furthest = std::max(furthest, std::hypot(a.x - b.x, a.y - b.y));
        }
        CHECK(furthest < 0.05);
        CHECK_THAT(moved.coordinates, LOCALITY_CONTAINS("OSTN15"));
    }
}

TEST_CASE("Leeds layers have their numbers", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const std::map<std::string, std::size_t> expected{{"lsoa21", 488},     {"lsoa11", 482}, {"msoa21", 107},
                                                      {"msoa11", 107},     {"ward25", 33},  {"oa11", 2543},
                                                      {"lad_dissolved", 1}};
    for (const auto& [layer, count] : expected) {
        INFO(layer);
        model::Issues issues;
        const model::Layer read = io::read_layer(at("leeds/leeds_27700.gpkg", layer), layer, issues);
        CHECK(read.size() == count);
        CHECK(std::set<std::string>(read.code.begin(), read.code.end()).size() == count);
    }
    model::Issues issues;
    CHECK(io::read_layer(at("leeds/boundaries/lsoa11_leeds_ukgeojson.geojson"), "other", issues).size() == 482);
    model::WeightsSpec centroids;
    centroids.source = at("leeds/leeds_27700.gpkg", "lsoa21_pwc");
    CHECK(io::read_points(centroids, "centroids", issues).code.size() == 488);
    centroids.source = at("leeds/points/lsoa21_pwc_bng.csv");
    CHECK(io::read_points(centroids, "centroids", issues).code.size() == 488);
}

TEST_CASE("Leeds residents add up", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    const auto census = io::read_residents(at("leeds/population/census21_pop_6bands_lsoa21_long.csv"), issues);
    CHECK(census.code.size() == 488);
    CHECK(total(census.total) == 811960);
    CHECK(census.year == 2021);
    REQUIRE(census.groups.size() == 6);
    CHECK(census.groups[0] == model::PeopleGroup{model::Sex::all, 0, 15});
    CHECK(census.groups[5] == model::PeopleGroup{model::Sex::all, 65, 999});
    const auto ages = io::read_residents(at("leeds/population/population20_lsoa11_syoa.csv"), issues);
    CHECK(ages.code.size() == 482);
    CHECK(total(ages.total) == 798786);
    CHECK(ages.year == 2020);
    REQUIRE(ages.groups.size() == 19);
    double by_age = 0;
    for (const model::Values& count : ages.count) by_age += total(count);
    CHECK(by_age == 798786);
    CHECK(issues.empty());
    const auto msoa = io::read_residents(at("leeds/population/population20_msoa11_syoa.csv"), issues);
    CHECK(total(msoa.total) == 798786);
}

TEST_CASE("tables of other topics give residents where they hold a total", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    CHECK(io::read_residents(at("leeds/indicators/census2021-ts021-lsoa_leeds.csv"), issues).code.size() == 488);
    const auto local_health = io::read_residents(at("leeds/indicators/phe_local_health_msoa11.csv"), issues);
    CHECK(local_health.code.size() == 107);
    CHECK(local_health.groups.empty());  // its ages are percentages
    CHECK_FALSE(test::said(issues, "not_counts").empty());
}

TEST_CASE("deciles of Leeds and of England", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    const auto now = io::read_deprivation(at("leeds/indicators/imd2025_england_lsoa21.csv"), issues);
    CHECK(now.edition == 2025);
    CHECK(worst_tenth(now) == 84);
    const auto before = io::read_deprivation(at("leeds/indicators/imd2019_england_lsoa11.csv"), issues);
    CHECK(before.edition == 2019);
    CHECK(worst_tenth(before) == 114);
    CHECK(worst_tenth(io::read_deprivation(at("leeds/indicators/iod2019_domains_rank_decile_lsoa11.csv"), issues)) ==
          114);
    CHECK(worst_tenth(io::read_deprivation(at("leeds/indicators/uk_imd_e_imd2019_score_lsoa11.csv"), issues)) == 114);
    const auto england = io::read_deprivation(at("england/imd2025_england_lsoa21.csv"), issues);
    CHECK(england.code.size() == 33755);
    CHECK(england.national_zones == 33755);
    CHECK(worst_tenth(england) ==
          3375);  // every published decile is ceil(10 rank / 33,755), or there would be an issue
    CHECK(io::read_deprivation(at("england/imd2019_england_lsoa11.csv"), issues).national_zones == 32844);
    CHECK(issues.empty());
}

TEST_CASE("every patient of Staffordshire is read", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    const auto spec = at("staffordshire/gp_registrations_lsoa21_oct2025.csv");
    const auto registrations = io::read_registrations(spec, issues);
    CHECK(registrations.rows.size() == 16864);
    double patients = 0;
    std::set<std::string> practices, zones;
    for (const auto& row : registrations.rows) {
        patients += row.patients;
        practices.insert(row.practice);
        zones.insert(row.zone);
    }
    CHECK(patients == 1210283);
    CHECK(practices.size() == 141);
    for (const char* zone : {"CLOSED", "EMPTY", "L99999999", "M99999999"}) CHECK(zones.contains(zone));
    CHECK_FALSE(test::said(issues, "stray_column").empty());
    std::set<std::string> pcns;
    for (const auto& row : io::read_practices(spec, issues).rows) pcns.insert(row.pcn);
    CHECK(pcns.size() == 25);
    CHECK(io::read_practices(at("staffordshire/gp_practices_oct2025.csv"), issues).rows.size() == 141);
}

TEST_CASE("practices of Leeds in every vintage", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    for (const char* file :
         {"gp_practice_pcn_map_oct2025_leeds", "gp_practice_pcn_map_oct2025_leeds_latlon",
          "gp_practice_pcn_map_jan2022_leeds", "gp_practice_pcn_map_sep2020_leeds", "epcn_latest_members_leeds"}) {
        INFO(file);
        model::Issues issues;
        const auto practices = io::read_practices(at(std::string("leeds/nhs/") + file + ".csv"), issues);
        CHECK(practices.rows.size() >= 86);
        CHECK(practices.rows.size() <= 94);
        std::set<std::string> pcns;
        for (const auto& row : practices.rows)
            if (!row.pcn.empty()) pcns.insert(row.pcn);
        CHECK(pcns.size() == 19);
        CHECK_FALSE(practices.rows[0].name.empty());
        CHECK_FALSE(practices.rows[0].pcn_name.empty());
    }
    model::Issues issues;
    const auto modelled = io::read_registrations(at("leeds/nhs/modelled_registrations_lsoa21.csv"), issues);
    CHECK(modelled.rows.size() == 21731);
    CHECK(issues.empty());
}

TEST_CASE("lookups of Leeds", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    model::FootprintSpec ward;
    ward.id = "ward";
    ward.origin = model::Origin::lookup;
    ward.lookup = at("leeds/lookups/lsoa21_ward24_lad24.csv");
    const auto wards = io::read_lookup(ward, issues);
    CHECK(wards.rows.size() == 488);
    std::set<std::string> codes;
    for (const auto& row : wards.rows) codes.insert(row.to);
    CHECK(codes.size() == 33);
    model::FootprintSpec committee;
    committee.id = "committee";
    committee.origin = model::Origin::dissolve;
    committee.of = "ward";
    committee.lookup = at("leeds/lookups/community_committees_wards.csv");
    CHECK(io::read_lookup(committee, issues).rows.size() == 33);
    CHECK(issues.empty());
}

TEST_CASE("all England is read, on two threads at once as on one", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Layer lsoa, ward;
    model::Issues issues_lsoa, issues_ward;
    const auto start = std::chrono::steady_clock::now();
    {
        const std::jthread other(
            [&] { ward = io::read_layer(at("england/ward25_bgc_england_27700.gpkg"), "ward", issues_ward); });
        lsoa = io::read_layer(at("england/lsoa21_bgc_england_27700.gpkg"), "lsoa", issues_lsoa);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    WARN("England's LSOAs and wards read in " << seconds << " s");
    CHECK(lsoa.size() == 33755);
    CHECK(lsoa.shapes.vertices.size() == 1974647);
    CHECK(lsoa.kind == "lsoa");
    CHECK(ward.size() == 6826);
    CHECK(ward.kind == "ward");
    CHECK(ward.name[0] == "Burn Valley");
    CHECK(issues_lsoa.empty());
}
