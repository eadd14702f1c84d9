#include "catch.h"
#include "io/read_layer.h"
#include "io/wkb_shapes.h"
#include "layer_fixture.h"
#include "made_shapes.h"
#include "reading.h"
#include "scratch_folder.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <random>

using namespace locality;

namespace {

using Bytes = std::vector<std::byte>;

std::unique_ptr<OGRGeometry> geometry_of(const char* wkt) {
    OGRGeometry* made = nullptr;
    REQUIRE(OGRGeometryFactory::createFromWkt(wkt, nullptr, &made) == OGRERR_NONE);
    return std::unique_ptr<OGRGeometry>(made);
}

Bytes wkb_of(const OGRGeometry& geometry, OGRwkbByteOrder order, OGRwkbVariant variant) {
    Bytes bytes(static_cast<std::size_t>(geometry.WkbSize()));
    REQUIRE(geometry.exportToWkb(order, reinterpret_cast<unsigned char*>(bytes.data()), variant) == OGRERR_NONE);
    return bytes;
}

struct Read {
    geo::Shapes shapes;
    io::ShapeTally tally;
    bool finite = true;
};

bool same(const Read& a, const Read& b) {
    // Byte by byte: a vertex that is no number equals nothing.
    return a.shapes.vertices.size() == b.shapes.vertices.size() &&
           (a.shapes.vertices.empty() ||
            std::memcmp(a.shapes.vertices.data(), b.shapes.vertices.data(),
                        a.shapes.vertices.size() * sizeof(geo::Point)) == 0) &&
           a.shapes.ring_begin == b.shapes.ring_begin && a.shapes.part_begin == b.shapes.part_begin &&
           a.shapes.shape_begin == b.shapes.shape_begin && a.finite == b.finite && a.tally.curved == b.tally.curved &&
           a.tally.collections == b.tally.collections && a.tally.other == b.tally.other &&
           a.tally.polygons == b.tally.polygons;
}

std::optional<Read> by_bytes(const Bytes& wkb) {
    Read read;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const bool readable = io::append_wkb_shape(wkb, read.shapes, read.tally, read.finite);
    CPLPopErrorHandler();
    if (!readable) return std::nullopt;
    return read;
}

/// What the bytes mean to OGR; nothing where it refuses them.
std::optional<Read> by_object(const Bytes& wkb) {
    OGRGeometry* made = nullptr;
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const OGRErr error = OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size());
    CPLPopErrorHandler();
    const std::unique_ptr<OGRGeometry> geometry(made);
    if (error != OGRERR_NONE) return std::nullopt;
    Read read;
    read.finite = io::append_shape(geometry.get(), read.shapes, read.tally);
    return read;
}

const char* const geometries[] = {
    "POLYGON ((0 0,4 0,4 4,0 4,0 0))",
    "POLYGON ((0 0,4 0,4 4,0 4,0 0),(1 1,2 1,2 2,1 1))",
    "POLYGON ((0 0,4 0,4 4))",
    "POLYGON EMPTY",
    "POLYGON Z ((0 0 1,4 0 2,4 4 3,0 0 1))",
    "POLYGON M ((0 0 1,4 0 2,4 4 3,0 0 1))",
    "POLYGON ZM ((0 0 1 5,4 0 2 6,4 4 3 7,0 0 1 5))",
    "MULTIPOLYGON (((0 0,4 0,4 4,0 0)),((9 9,8 9,8 8,9 9),(8.8 8.9,8.7 8.9,8.7 8.8,8.8 8.9)))",
    "MULTIPOLYGON Z (((0 0 1,4 0 1,4 4 1,0 0 1)),((9 9 2,8 9 2,8 8 2,9 9 2)))",
    "MULTIPOLYGON EMPTY",
    "MULTIPOLYGON (EMPTY,((0 0,4 0,4 4,0 0)))",
    "CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0))",
    "MULTISURFACE (((0 0,4 0,4 4,0 0)),CURVEPOLYGON (CIRCULARSTRING (0 0,1 1,2 0,1 -1,0 0)))",
    "GEOMETRYCOLLECTION (POINT (1 1),POLYGON ((0 0,4 0,4 4,0 0)))",
    "POLYHEDRALSURFACE (((0 0,4 0,4 4,0 0)))",
    "TIN (((0 0,4 0,4 4,0 0)))",
    "LINESTRING (0 0,1 1)",
    "POINT (1 1)",
};

}  // namespace

TEST_CASE("bytes give the shapes that their objects give", "[wkb]") {
    std::size_t compared = 0;
    for (const char* wkt : geometries) {
        INFO(wkt);
        const std::unique_ptr<OGRGeometry> geometry = geometry_of(wkt);
        Read object;
        object.finite = io::append_shape(geometry.get(), object.shapes, object.tally);
        for (const OGRwkbByteOrder order : {wkbNDR, wkbXDR})
            for (const OGRwkbVariant variant : {wkbVariantIso, wkbVariantOldOgc, wkbVariantPostGIS1}) {
                const Bytes wkb = wkb_of(*geometry, order, variant);
                if (!by_object(wkb)) continue;  // the older variants have no word for some kinds
                const std::optional<Read> bytes = by_bytes(wkb);
                REQUIRE(bytes);
                CHECK(same(*bytes, object));
                ++compared;
            }
    }
    CHECK(compared > 4 * std::size(geometries));
    const std::optional<Read> nothing = by_bytes({});
    REQUIRE(nothing);
    CHECK(nothing->shapes.shape_count() == 1);
    CHECK(nothing->shapes.is_empty(0));
}

TEST_CASE("damaged bytes are read as OGR reads them, or refused", "[wkb][property]") {
    const unsigned seed = GENERATE(range(1U, 41U));
    std::mt19937 random(seed);
    int refused = 0, read = 0;
    for (const char* wkt : geometries) {
        const Bytes whole = wkb_of(*geometry_of(wkt), seed % 2 ? wkbNDR : wkbXDR, wkbVariantIso);
        for (int attempt = 0; attempt < 40; ++attempt) {
            Bytes bytes = whole;
            if (random() % 3 == 0) bytes.resize(random() % bytes.size() + 1);
            // Heads and counts are in the first bytes.
            for (int change = static_cast<int>(random() % 3); change > 0; --change)
                bytes[random() % std::min<std::size_t>(bytes.size(), random() % 2 ? 14 : 200)] =
                    static_cast<std::byte>(random() % 2 ? random() % 8 : random() % 256);
            const std::optional<Read> object = by_object(bytes), found = by_bytes(bytes);
            REQUIRE(object.has_value() == found.has_value());
            if (object) CHECK(same(*found, *object));
            ++(object ? read : refused);
        }
    }
    CHECK(read > 50);
    CHECK(refused > 50);
}

namespace {

/// A GeoPackage large enough for several readers; row numbers have gaps, so that parts are of different sizes.
void write_large(const std::filesystem::path& file) {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    REQUIRE(dataset != nullptr);
    OGRSpatialReference grid;
    grid.importFromEPSG(27700);
    OGRLayer* layer = dataset->CreateLayer("wards", &grid, wkbUnknown, nullptr);
    for (const auto& [name, type] : std::vector<std::pair<const char*, OGRFieldType>>{
             {"WD25CD", OFTString}, {"WD25NM", OFTString}, {"people", OFTInteger}, {"share", OFTReal}}) {
        OGRFieldDefn field(name, type);
        REQUIRE(layer->CreateField(&field) == OGRERR_NONE);
    }
    dataset->StartTransaction();
    std::mt19937 random(7);
    for (int i = 0; i < 600; ++i) {
        OGRLinearRing ring;
        for (const geo::Point& p : made::star(random, {400000.0 + i * 100, 400000}, 500, 1000)) ring.addPoint(p.x, p.y);
        ring.closeRings();
        OGRPolygon polygon;
        polygon.addRing(&ring);
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetFID(i < 400 ? i + 1 : 3 * i);
        feature.SetField(0, ("E0500" + std::to_string(1000 + i)).c_str());
        if (i % 3 != 0) feature.SetField(1, ("Ward " + std::to_string(i) + " ").c_str());
        if (i % 5 != 0) feature.SetField(2, i);
        if (i % 7 != 0) feature.SetField(3, i / 7.0);
        if (i % 11 != 0) feature.SetGeometry(&polygon);
        REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
    dataset->CommitTransaction();
    dataset->ExecuteSQL("CREATE VIEW seen AS SELECT fid AS OGC_FID, geom, WD25CD, WD25NM FROM wards", nullptr, nullptr);
    dataset->ExecuteSQL(
        "INSERT INTO gpkg_contents (table_name, identifier, data_type, srs_id) "
        "VALUES ('seen', 'seen', 'features', 27700)",
        nullptr, nullptr);
    dataset->ExecuteSQL(
        "INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) "
        "VALUES ('seen', 'geom', 'GEOMETRY', 27700, 0, 0)",
        nullptr, nullptr);
}

bool same(const model::Layer& a, const model::Layer& b) {
    bool attributes = a.attributes.size() == b.attributes.size();
    for (std::size_t i = 0; attributes && i < a.attributes.size(); ++i)
        attributes = a.attributes[i].name == b.attributes[i].name && a.attributes[i].text == b.attributes[i].text;
    return attributes && a.code == b.code && a.name == b.name && a.shapes.vertices == b.shapes.vertices &&
           a.shapes.ring_begin == b.shapes.ring_begin && a.shapes.part_begin == b.shapes.part_begin &&
           a.shapes.shape_begin == b.shapes.shape_begin;
}

}  // namespace

TEST_CASE("several readers find what one finds, in a table and in a view", "[read_layer]") {
    const test::ScratchFolder folder;
    const std::filesystem::path file = folder.path() / "wards.gpkg";
    write_large(file);
    REQUIRE(std::filesystem::file_size(file) > (8 << 20));
    model::SourceSpec spec;
    spec.path = file;
    model::Issues issues;
    for (const char* name : {"wards", "seen"}) {
        INFO(name);
        spec.layer = name;
        const model::Layer one = io::read_layer(spec, "ward", issues, 1);
        CHECK(one.size() == 600);
        CHECK(one.code[0] == "E05001000");
        CHECK(one.name[1] == "Ward 1");
        CHECK(one.shapes.is_empty(11));
        CHECK(one.shapes.vertices.size() == (600 - 55) * 1001);
        for (const int threads : {2, 3, 7}) CHECK(same(io::read_layer(spec, "ward", issues, threads), one));
    }
}

TEST_CASE("a GeoPackage whose shape is no shape is damaged", "[read_layer]") {
    const test::ScratchFolder folder;
    const std::filesystem::path file = folder.path() / "wards.gpkg";
    test::write_layer(file, "GPKG", test::three_wards());
    {
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        REQUIRE(dataset != nullptr);
        // The head of a GeoPackage's shape, then bytes that are none.
        dataset->ExecuteSQL("UPDATE wards SET geom = x'47500001346C0000FFFFFFFFFF' WHERE fid = 2", nullptr, nullptr);
    }
    model::Issues issues;
    CHECK(test::refusal([&] { io::read_layer(test::at(file), "ward", issues); }).starts_with("wards.gpkg: is damaged"));
}
