#include "catch.h"
#include "geo/errors.h"
#include "hand_made_result.h"
#include "io/gdal_listening.h"
#include "io/geopackage.h"
#include "model/errors.h"
#include "reading.h"
#include "real_data.h"
#include "scratch_folder.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <random>

using namespace locality;
namespace fs = std::filesystem;
using tests::hand_made_result;
using tests::names_in;

namespace {

/// What reading says of a result after `change` was done to its file.
std::string said_after(const std::function<void(GDALDataset&)>& change) {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    const fs::path file = folder / "out.gpkg";
    io::write_geopackage(hand_made_result(), file, false);
    {
        const io::Listening gdal;
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        REQUIRE(dataset);
        change(*dataset);
    }
    return test::refusal([&] { io::read_geopackage(file); });
}

std::string said_after(const char* sql) {
    return said_after([&](GDALDataset& dataset) { dataset.ReleaseResultSet(dataset.ExecuteSQL(sql, nullptr, "")); });
}

std::string said_with_first_zone(const OGRGeometry& geometry) {
    return said_after([&](GDALDataset& dataset) {
        OGRLayer* zones = dataset.GetLayerByName("zones");
        const OGRFeatureUniquePtr feature(zones->GetFeature(1));
        feature->SetGeometry(&geometry);
        REQUIRE(zones->SetFeature(feature.get()) == OGRERR_NONE);
    });
}

std::string said_with_first_zone(const char* wkt) {
    OGRGeometry* geometry = nullptr;
    REQUIRE(OGRGeometryFactory::createFromWkt(wkt, nullptr, &geometry) == OGRERR_NONE);
    const OGRGeometryUniquePtr owner(geometry);
    return said_with_first_zone(*geometry);
}

}  // namespace

TEST_CASE("a file that was changed is refused with the place") {
    struct Change {
        const char* sql;
        const char* said;
    };
    const auto [sql, said] = GENERATE(
        Change{"DROP TABLE ledger", "out.gpkg, table ledger: no such table"},
        Change{"DROP TABLE crosswalk_pcn", "table crosswalk_pcn: no such table"},
        Change{"ALTER TABLE zones RENAME COLUMN code TO id", "table zones: no field \"code\""},
        Change{"ALTER TABLE zones RENAME COLUMN imd_score TO score", "table zones: no field \"imd_score\""},
        Change{"UPDATE zones SET code = 'B' WHERE code = 'A'", "table zones: code \"B\" is out of order"},
        Change{"UPDATE zones SET imd_score = 9e999", "table zones: row 1, field \"imd_score\" is not a number"},
        Change{"UPDATE zones SET residents_status = 'lost'", "table zones: \"lost\" is not a word"},
        Change{"UPDATE footprints_pcn SET pieces_after = -1", "table footprints_pcn: -1 is not between"},
        Change{"UPDATE footprints_pcn SET pieces_after = NULL", "field \"pieces_after\" is not a whole number"},
        Change{"UPDATE columns SET decimals = 99", "table columns: 99 is not between 0 and 20"},
        Change{"UPDATE footprint_sets SET method = 'magic'", "table footprint_sets: \"magic\" is not a word"},
        Change{"UPDATE footprint_sets SET id = 'lcp' WHERE id = 'pcn'", "table footprints_lcp: no such table"},
        Change{"UPDATE crosswalk_pcn SET footprint = 'X'", "table crosswalk_pcn: code \"X\" is in no layer"},
        Change{"UPDATE crosswalk_pcn SET zone = NULL", "table crosswalk_pcn: a row without a code"},
        Change{"UPDATE crosswalk_pcn SET zone = 'A' WHERE zone = 'D'", "table crosswalk_pcn: the zones are out of"},
        Change{"UPDATE crosswalk_pcn SET footprint = 'P1' WHERE zone = 'A'", "the footprints of a zone are out of"},
        Change{"UPDATE crosswalk_pcn SET footprint = NULL WHERE zone = 'A'", "the footprints of a zone are out of"},
        Change{"UPDATE registered_pcn SET footprint = 'P1'", "table registered_pcn: the footprints of a zone are out"},
        Change{"DELETE FROM assignment_pcn WHERE zone = 'D'", "table assignment_pcn: zones are missing"},
        Change{"DELETE FROM assignment_pcn WHERE zone = 'B'", "table assignment_pcn: the zones are out of order"},
        Change{"DELETE FROM people_pcn WHERE footprint = 'P2'", "table people_pcn: the groups are out of order"},
        Change{"DELETE FROM people_pcn WHERE footprint = 'P3'", "table people_pcn: footprints are missing"},
        Change{"UPDATE people_pcn SET people = NULL", "table people_pcn: a figure and its status disagree"},
        Change{"UPDATE people_pcn SET age_from = -3", "table people_pcn: -3 is not between 0 and 999"},
        Change{"UPDATE estimates_pcn SET indicator = 'x'", "table estimates_pcn: code \"x\" is in no layer"},
        Change{"UPDATE rule_log SET set_id = 'x'", "table rule_log: no footprint set is called \"x\""},
        Change{"UPDATE indicators SET polarity = 'x'", "table indicators: no polarity is called \"x\""},
        Change{"UPDATE issues SET severity = 'x'", "table issues: no severity is called \"x\""},
        Change{"UPDATE unplaced SET row_count = -1", "table unplaced: fewer than no rows"},
        Change{"UPDATE join_report SET join_no = 7", "table join_report: the joins are out of order"},
        Change{"UPDATE join_report SET join_no = 0", "table join_report: the joins are not numbered from 1"},
        Change{"UPDATE join_report SET codes = -1", "table join_report: fewer than no codes"},
        Change{"UPDATE provenance SET bytes = -1 WHERE kind = 'input'", "table provenance: a file of less than no"},
        Change{"UPDATE provenance SET value = 'soon' WHERE item = 'vintage'", "\"soon\" is not a number"},
        Change{"UPDATE provenance SET value = '0' WHERE item = 'layout'", "made by another version of Locality"},
        Change{"DELETE FROM provenance WHERE item = 'name'", "is not a GeoPackage that Locality made"},
        Change{"ALTER TABLE provenance RENAME COLUMN value TO v", "is not a GeoPackage that Locality made"});
    CAPTURE(sql);
    CHECK_THAT(said_after(sql), LOCALITY_CONTAINS(said));
}

TEST_CASE("shapes that no zone can have are refused") {
    CHECK_THAT(said_with_first_zone("POINT(430000 430000)"), LOCALITY_CONTAINS("table zones: row 1 holds a POINT"));
    CHECK_THAT(said_with_first_zone("MULTIPOLYGON(((430000 430000, 430100 430000, 430100 430100)))"),
               LOCALITY_CONTAINS("row 1 holds an open ring"));
    CHECK_THAT(said_with_first_zone("MULTIPOLYGON(((0 0, 1e9 0, 1e9 1e9, 0 0)))"),
               LOCALITY_CONTAINS("row 1 lies outside the National Grid"));
    OGRLinearRing ring;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (auto [x, y] : {std::pair{0., 0.}, {nan, 0.}, {5., 5.}, {0., 0.}}) ring.addPoint(x, y);
    OGRPolygon polygon;
    polygon.addRing(&ring);
    OGRMultiPolygon multi;
    multi.addGeometry(&polygon);
    CHECK_THAT(said_with_first_zone(multi), LOCALITY_CONTAINS("row 1 lies outside the National Grid"));
    // A bow tie is no valid zone either, but harms nobody: it reads, with the areas of its arcs.
    CHECK(said_with_first_zone("MULTIPOLYGON(((0 0, 10 10, 10 0, 0 10, 0 0)))") == "");
}

TEST_CASE("other files are no result") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    CHECK_FALSE(io::is_result(folder / "none.gpkg"));
    CHECK_THROWS_WITH(io::read_geopackage(folder / "none.gpkg"), LOCALITY_CONTAINS("no such file"));
    std::ofstream(folder / "text.gpkg") << "code,name\n";
    CHECK_FALSE(io::is_result(folder / "text.gpkg"));
    CHECK_THROWS_WITH(io::read_geopackage(folder / "text.gpkg"),
                      LOCALITY_CONTAINS("is not a GeoPackage that Locality made"));
    CHECK_FALSE(io::is_result(folder / ""));
}

TEST_CASE("a layer of boundaries is no result") {
    LOCALITY_REQUIRE_REAL_DATA();
    CHECK_FALSE(io::is_result(real_data() / "leeds/leeds_27700.gpkg"));
}

TEST_CASE("reading leaves the file as it is and nothing beside it") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    io::write_geopackage(hand_made_result(), folder / "out.gpkg", false);
    const auto before = fs::last_write_time(folder / "out.gpkg");
    io::read_geopackage(folder / "out.gpkg");
    CHECK(fs::last_write_time(folder / "out.gpkg") == before);
    CHECK(names_in(folder) == std::vector<std::string>{"out.gpkg"});
}

TEST_CASE("damaged files are refused or read, never worse", "[property]") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    io::write_geopackage(hand_made_result(), folder / "whole.gpkg", false);
    std::ifstream in(folder / "whole.gpkg", std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    std::mt19937 random(20251122);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        CAPTURE(round);
        std::string bytes = whole;
        if (round % 10 == 0) {
            bytes.resize(random() % bytes.size());
        } else {
            for (int i = 0; i < 1 << (round % 10); ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        std::ofstream(folder / "damaged.gpkg", std::ios::binary) << bytes;
        try {
            io::read_geopackage(folder / "damaged.gpkg");
        } catch (const model::InputError&) {
            ++refused;
        }
        fs::remove(folder / "damaged.gpkg");
    }
    CHECK(refused > 50);
}
