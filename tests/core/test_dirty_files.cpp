#include "catch.h"
#include "core/reconcile.h"
#include "io/geopackage.h"
#include "io/load.h"
#include "io/project_file.h"
#include "model/errors.h"
#include "scratch_folder.h"

#include <algorithm>

// The faults of test_dirty.cpp that can stand in a file, from the file to the ledger.

using namespace locality;

namespace {

constexpr const char* metres = "urn:ogc:def:crs:EPSG::27700";
constexpr const char* degrees = "urn:ogc:def:crs:OGC:1.3:CRS84";

struct Feature {
    std::string code, geometry;
};

std::string geojson(const std::string& key, const std::vector<Feature>& features, const std::string& crs = metres) {
    std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + crs + R"("}},"features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) {
        text += (i > 0 ? "," : "") + std::string(R"({"type":"Feature","properties":{")") + key + R"(":")" +
                features[i].code + R"("},"geometry":)" + features[i].geometry + "}";
    }
    return text + "]}";
}

std::string polygon(const std::string& rings) {
    return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
}

/// A square's ring, from its lower left corner.
std::string square(int x, int y, int side) {
    const auto at = [](int px, int py) { return "[" + std::to_string(px) + "," + std::to_string(py) + "]"; };
    return "[" + at(x, y) + "," + at(x + side, y) + "," + at(x + side, y + side) + "," + at(x, y + side) + "," +
           at(x, y) + "]";
}

struct Town {
    test::ScratchFolder folder;
    std::string more = "";  ///< of [zones]

    model::Result result() const {
        const auto file = folder.write("p.toml", "[zones]\npath = \"zones.geojson\"\n" + more +
                                                     "[residents]\npath = \"people.csv\"\n[[footprints]]\nset = "
                                                     "\"ward\"\nfrom = \"boundaries\"\npath = \"wards.geojson\"\n");
        return core::reconcile(io::load(io::read_project(file)));
    }
    void wards(const std::string& rings) const {
        folder.write("wards.geojson", geojson("WD25CD", {{"E05000001", polygon(rings)}}));
    }
};

const model::Ledger& ledger_of(const model::Result& result) {
    return *std::ranges::find_if(result.ledger,
                                 [](const model::Ledger& l) { return l.set == "ward" && l.quantity == "residents"; });
}

std::vector<std::string> kinds(const model::Result& result) {
    std::vector<std::string> found;
    for (const model::Issue& i : result.issues) found.push_back(i.kind + " " + i.code);
    return found;
}

bool has(const model::Result& result, const std::string& issue) {
    return std::ranges::count(kinds(result), issue) > 0;
}

}  // namespace

TEST_CASE("a file full of faulty shapes loses nobody", "[dirty]") {
    Town town;
    const std::vector<Feature> features{
        {"E01000001", polygon(square(430000, 433000, 100))},
        // A bow-tie, a null, rings of one and of two points, a hole outside, a shell in a shell, vertices twice.
        {"E01000002", polygon("[[430100,433000],[430200,433100],[430200,433000],[430100,433100],[430100,433000]]")},
        {"E01000003", "null"},
        {"E01000004", polygon("[[430300,433000]]")},
        {"E01000005", polygon("[[430400,433000],[430500,433000],[430400,433000]]")},
        {"E01000006", polygon(square(430500, 433000, 100) + "," + square(430010, 433010, 20))},
        {"E01000007", R"({"type":"MultiPolygon","coordinates":[[)" + square(430600, 433000, 100) + "],[" +
                          square(430640, 433040, 20) + "]]}"},
        {"E01000008", polygon("[[430700,433000],[430700,433000],[430800,433000],[430800,433100],[430700,433100],"
                              "[430700,433100],[430700,433000]]")},
        {"E01000001", polygon(square(430000, 433100, 100))},  // the first again, a second part
        {"E01000009", polygon(square(430700, 433000, 100))},  // the eighth's shape
    };
    town.folder.write("zones.geojson", geojson("LSOA21CD", features));
    std::string people = "lsoa21_code,usual_residents\n";
    for (int i = 1; i <= 9; ++i) people += "E0100000" + std::to_string(i) + ",400\n";
    town.folder.write("people.csv", people);
    town.wards(square(429000, 432000, 5000));
    const model::Result result = town.result();

    CHECK(result.zones.size() == 9);
    CHECK(result.zones.area_m2 == std::vector<double>{20'000, 5000, 0, 0, 0, 10'000, 10'000 - 400, 10'000, 10'000});
    CHECK(has(result, "duplicate_code E01000001"));
    CHECK(has(result, "invalid_geometry E01000002"));
    CHECK(has(result, "empty_geometry E01000003"));
    CHECK(has(result, "empty_geometry E01000004"));
    CHECK(has(result, "empty_geometry E01000005"));
    CHECK(has(result, "invalid_geometry E01000006"));
    CHECK(has(result, "invalid_geometry E01000007"));
    CHECK_FALSE(has(result, "invalid_geometry E01000008"));
    CHECK(has(result, "overlap E01000008 E01000009"));
    const model::Ledger& line = ledger_of(result);
    CHECK(line.closes);
    CHECK(line.in == 3600);
    CHECK(line.allocated == Approx(2400));
    CHECK(line.outside == Approx(1200));  // the three zones without ground

    SECTION("and the result is written and read back with its faults and what mending changed") {
        const auto file = town.folder.path() / "town.gpkg";
        io::write_geopackage(result, file, false);
        const model::Result back = io::read_geopackage(file);
        REQUIRE(back.faults.rows.size() == 2);
        CHECK(back.faults.rows[0].kind == "overlap");
        CHECK(back.faults.rows[0].zones == "E01000008 E01000009");
        CHECK(back.faults.rows[0].area_m2 == 10'000);
        CHECK(back.faults.rows[0].given_to.empty());
        CHECK(back.faults.rows[1].kind == "gap");  // the inner shell, which is a hole of nobody's
        CHECK(back.faults.rows[1].zones == "E01000007");
        CHECK(back.faults.rows[1].area_m2 == 400);
        CHECK(back.faults.ground.vertices == result.faults.ground.vertices);
        REQUIRE(back.area_changes.size() == result.area_changes.size());
        CHECK(back.area_changes[0].code == "E01000002");
        CHECK(back.area_changes[0].step == "mend");
        CHECK(back.area_changes[0].after_m2 == 5000);
    }
}

TEST_CASE("zones in degrees and footprints in metres meet", "[dirty]") {
    Town town;
    town.folder.write(
        "zones.geojson",
        geojson("LSOA21CD",
                {{"E01000001", polygon("[[-1.55,53.80],[-1.54,53.80],[-1.54,53.81],[-1.55,53.81],[-1.55,53.80]]")}},
                degrees));
    town.folder.write("people.csv", "lsoa21_code,usual_residents\nE01000001,1600\n");
    town.wards(square(429000, 433000, 3000));
    const model::Ledger line = ledger_of(town.result());
    CHECK(line.allocated == Approx(1600));
    CHECK(line.outside == Approx(0).margin(1e-6));
}

TEST_CASE("a place that cannot be and a layer of nothing are refused with the file", "[dirty]") {
    Town town;
    town.folder.write("people.csv", "lsoa21_code,usual_residents\nE01000001,1600\n");
    town.wards(square(429000, 433000, 3000));
    town.folder.write("zones.geojson", geojson("LSOA21CD", {{"E01000001", polygon(square(430000, 433000, 100))},
                                                            {"E01000002", polygon(square(1'000'000'000, 0, 100))}}));
    CHECK_THROWS_WITH(town.result(),
                      LOCALITY_CONTAINS("zones.geojson: lies outside Great Britain: x from 430000 to 1e+09"));
    town.folder.write("zones.geojson", geojson("LSOA21CD", {}));
    CHECK_THROWS_WITH(town.result(), LOCALITY_CONTAINS("zones.geojson"));
    CHECK_THROWS_AS(town.result(), model::InputError);
}

TEST_CASE("what a project asks to snap and to close is done, and stands in the options", "[dirty]") {
    Town town;
    town.folder.write("people.csv", "lsoa21_code,usual_residents\nE01000001,100\nE01000002,100\n");
    town.wards(square(429000, 432000, 5000));
    // A street of 3 m between the two, and a bite of 10 m out of the first that the second does not fill.
    town.folder.write("zones.geojson", geojson("LSOA21CD", {{"E01000001", polygon(square(430000, 433000, 100))},
                                                            {"E01000002", polygon(square(430090, 433000, 100))}}));
    town.folder.write("official.geojson", geojson("LSOA21CD", {{"E01000002", polygon(square(430090, 433000, 100))}}));
    const auto area = [&](const std::string& more, std::size_t zone) {
        town.more = more;
        return town.result().zones.area_m2[zone];
    };
    CHECK(area("", 0) == 10'000);
    CHECK(area("close = \"lower_code\"\n", 1) == Approx(9000));
    CHECK(area("close = \"layer\"\nreference = { path = \"official.geojson\" }\n", 0) == Approx(9000));
    CHECK(area("close = \"lower_code\"\nclose_up_to_m2 = 500\n", 1) == 10'000);
    CHECK(area("snap_m = 15\n", 0) == Approx(10'000).margin(1001));
    town.more = "snap_m = 0.5\nclose = \"layer\"\nclose_up_to_m2 = 5000\nreference = { path = \"official.geojson\" }\n";
    const model::Result result = town.result();
    CHECK(result.options.at("zones.snap_m") == "0.5");
    CHECK(result.options.at("zones.close") == "layer");
    CHECK(result.options.at("zones.close_up_to_m2") == "5000");
    CHECK(std::ranges::count(result.files, "reference", &model::InputFile::role) == 1);
    CHECK(ledger_of(result).closes);
    CHECK(has(result, "overlap_closed E01000001 E01000002"));
}
