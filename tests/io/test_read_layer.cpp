#include "catch.h"
#include "geo/shapes.h"
#include "io/read_layer.h"
#include "layer_fixture.h"
#include "reading.h"
#include "scratch_folder.h"

#include <algorithm>
#include <fstream>

using namespace locality;
using test::at;
using test::LayerFixture;
using test::said;
using test::ScratchFolder;

namespace {

model::Layer read(const model::SourceSpec& spec) {
    model::Issues issues;
    return io::read_layer(spec, "ward", issues);
}

/// Layers by code: FlatGeobuf orders features by place.
model::Layer sorted(const model::Layer& layer) {
    std::vector<std::size_t> order(layer.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return layer.code[a] < layer.code[b]; });
    model::Layer out = layer;
    out.shapes = {};
    for (std::size_t i = 0; i < order.size(); ++i) {
        out.code[i] = layer.code[order[i]];
        out.name[i] = layer.name[order[i]];
        out.shapes.append(layer.shapes, order[i]);
    }
    return out;
}

std::string refusal(const model::SourceSpec& spec) {
    return test::refusal([&] { read(spec); });
}

struct Format {
    const char* driver;
    const char* file;
    bool in_degrees;
};

std::filesystem::path write(const ScratchFolder& folder, const Format& format) {
    const std::filesystem::path file = folder.path() / format.file;
    test::write_layer(file, format.driver, format.in_degrees ? test::three_wards_in_degrees() : test::three_wards());
    return file;
}

const std::vector<Format>& formats() {
    static const std::vector<Format> list{
        {"GPKG", "wards.gpkg", false},      {"ESRI Shapefile", "wards.shp", false},
        {"GeoJSON", "wards.geojson", true}, {"FlatGeobuf", "wards.fgb", false},
        {"GML", "wards.gml", false},        {"LIBKML", "wards.kml", true},
    };
    return list;
}

}  // namespace

TEST_CASE("every format gives the same wards and is left as it was", "[read_layer]") {
    for (const Format& format : formats()) {
        const ScratchFolder folder;
        const std::filesystem::path file = write(folder, format);
        const auto before = test::contents(folder.path());
        INFO(format.driver);

        const model::Layer layer = sorted(read(at(file)));

        CHECK(test::contents(folder.path()) == before);
        CHECK(layer.code == std::vector<std::string>{"E05000001", "E05000002", "E05000003"});
        CHECK(layer.name == std::vector<std::string>{"Abbey", "Bräm & Hill", "Calverley"});
        CHECK(layer.kind == "ward");
        CHECK(layer.vintage == 2025);
        REQUIRE(layer.shapes.shape_count() == 3);
        CHECK(layer.shapes.part_count() == 4);
        CHECK(layer.shapes.ring_count() == 5);
        for (std::size_t ring = 0; ring < layer.shapes.ring_count(); ++ring)
            CHECK(layer.shapes.ring(ring).front() == layer.shapes.ring(ring).back());
        if (!format.in_degrees) {
            CHECK(geo::area_m2(layer.shapes, 0) == Approx(1e6));
            CHECK(geo::area_m2(layer.shapes, 1) == Approx(1e6 - 200 * 200));
            CHECK(geo::area_m2(layer.shapes, 2) == Approx(2e6));
        } else {
            CHECK(geo::area_m2(layer.shapes, 0) == Approx(1317 * 1112.6).epsilon(0.01));
            CHECK(geo::bounds(layer.shapes).min_x == Approx(429740).margin(200));
        }
    }
}

TEST_CASE("a zip of every format is read, and only its own folder is written to", "[read_layer]") {
    for (const Format& format : formats()) {
        const ScratchFolder loose, zipped;
        write(loose, format);
        std::map<std::string, std::filesystem::path> members;
        for (const auto& [name, bytes] : test::contents(loose.path())) members["data/" + name] = loose.path() / name;
        test::write_zip(zipped.path() / "wards.zip", members);
        const auto before = test::contents(zipped.path());
        INFO(format.driver);

        const model::Layer layer = sorted(read(at(zipped.path() / "wards.zip")));

        CHECK(test::contents(zipped.path()) == before);
        CHECK(layer.code == std::vector<std::string>{"E05000001", "E05000002", "E05000003"});
        CHECK_THAT(layer.source, LOCALITY_CONTAINS("wards.zip, member data/wards"));
    }
}

TEST_CASE("TopoJSON is read", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.write("wards.topojson", R"({"type":"Topology","arcs":[
        [[-1.55,53.79],[-1.53,53.79]],[[-1.53,53.79],[-1.53,53.80]],[[-1.53,53.80],[-1.55,53.80],[-1.55,53.79]],
        [[-1.53,53.79],[-1.51,53.79],[-1.51,53.80],[-1.53,53.80]]],
        "objects":{"wards":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","arcs":[[0,1,2]],"properties":{"WD25CD":"E05000001","WD25NM":"Abbey"}},
        {"type":"Polygon","arcs":[[3,-2]],"properties":{"WD25CD":"E05000002","WD25NM":"Bramley"}}]}}})");
    const auto before = test::contents(folder.path());
    const model::Layer layer = read(at(file));
    CHECK(test::contents(folder.path()) == before);
    CHECK(layer.code == std::vector<std::string>{"E05000001", "E05000002"});
    CHECK(geo::area_m2(layer.shapes, 0) == Approx(1317 * 1112.6).epsilon(0.01));
}

TEST_CASE("a GeoPackage in write-ahead mode stays as it is, its log read", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "wards.gpkg";
    test::write_layer(file, "GPKG", test::three_wards());
    // The mode is two bytes of the header.
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(18);
    bytes.write("\2\2", 2);
    bytes.close();
    const auto before = test::contents(folder.path());
    CHECK(read(at(file)).size() == 3);
    CHECK(test::contents(folder.path()) == before);
}

TEST_CASE("a GeoPackage that is being written is refused", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "wards.gpkg";
    test::write_layer(file, "GPKG", test::three_wards());
    folder.write("wards.gpkg-journal", "half a transaction");
    CHECK_THAT(refusal(at(file)), LOCALITY_CONTAINS("wards.gpkg: another program is writing it"));
}

TEST_CASE("a layer is chosen: named, or the only one that can be meant", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "city.gpkg";
    LayerFixture places = test::three_wards();
    places.name = "places";
    places.type = wkbPoint;
    for (auto& f : places.features) f.wkt = "POINT (430500 433500)";
    LayerFixture plain = test::three_wards();
    plain.name = "sketch";
    plain.fields = {{"colour"}};
    for (auto& f : plain.features) f.values = {"red"};
    test::write_layer(file, "GPKG", places);
    test::write_layer(file, "GPKG", test::three_wards(), true);
    CHECK(read(at(file)).source == "city.gpkg, layer wards");  // the only polygons

    test::write_layer(file, "GPKG", plain, true);
    CHECK(read(at(file)).source == "city.gpkg, layer wards");  // the only one with a code
    CHECK(read(at(file, "WARDS")).size() == 3);

    LayerFixture more = test::three_wards();
    more.name = "wards_2024";
    test::write_layer(file, "GPKG", more, true);
    CHECK(refusal(at(file)) ==
          "city.gpkg: holds several layers; choose one with layer = \"...\": places (points), "
          "wards (polygons), sketch (polygons), wards_2024 (polygons)");
    CHECK(refusal(at(file, "ward")) ==
          "city.gpkg: no layer \"ward\" (did you mean \"wards\"?); it has: places, wards, sketch, wards_2024");
    CHECK(refusal(at(file, "places")) == "city.gpkg, layer places: holds points; boundaries must be polygons");
}

TEST_CASE("a member of a zip is chosen", "[read_layer]") {
    const ScratchFolder folder;
    const auto a = folder.path() / "a.geojson", b = folder.path() / "b.geojson", zip = folder.path() / "both.zip";
    LayerFixture one = test::three_wards_in_degrees();
    test::write_layer(a, "GeoJSON", one);
    one.features.pop_back();
    test::write_layer(b, "GeoJSON", one);
    test::write_zip(zip, {{"a.geojson", a}, {"old/b.geojson", b}, {"readme.txt", a}});
    CHECK(read(at(zip, "b.geojson")).size() == 2);
    CHECK(read(at(zip, "old/b.geojson")).size() == 2);
    CHECK(read(at(zip, "A")).size() == 3);
    CHECK_THAT(
        refusal(at(zip)),
        LOCALITY_CONTAINS("both.zip: holds several files; choose one with layer = \"...\": a.geojson, old/b.geojson"));
    CHECK_THAT(refusal(at(zip, "c")), LOCALITY_CONTAINS("both.zip: has no member \"c\""));
    test::write_zip(folder.path() / "notes.zip", {{"readme.doc", a}});
    CHECK_THAT(refusal(at(folder.path() / "notes.zip")),
               LOCALITY_CONTAINS("holds nothing that can be read as boundaries"));
    CHECK_THAT(refusal(at(folder.write("broken.zip", "PK\3\4 nonsense"))),
               LOCALITY_CONTAINS("broken.zip: not a zip or workbook that can be read"));
}

TEST_CASE("a damaged member of a zip is refused", "[read_layer]") {
    const ScratchFolder folder;
    const auto a = folder.path() / "a.gpkg", zip = folder.path() / "a.zip";
    test::write_layer(a, "GPKG", test::three_wards());
    test::write_zip(zip, {{"a.gpkg", a}});
    std::fstream bytes(zip, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(400);
    bytes.write(std::string(300, '\x55').data(), 300);
    bytes.close();
    CHECK_THAT(refusal(at(zip)), LOCALITY_CONTAINS("a.zip"));
}

TEST_CASE("files that cannot be read are refused, each in its words", "[read_layer]") {
    const ScratchFolder folder;
    CHECK_THAT(refusal(at(folder.path() / "none.gpkg")), LOCALITY_CONTAINS("none.gpkg: no such file; check the path"));
    CHECK_THAT(refusal(at(folder.path())), LOCALITY_CONTAINS(": is a folder; name a file in it"));
    CHECK(refusal(at(folder.write("empty.gpkg", ""))) == "empty.gpkg: is empty");
    CHECK_THAT(refusal(at(folder.write("text.gpkg", "no geopackage at all"))),
               LOCALITY_CONTAINS("text.gpkg: not a file of boundaries that can be read"));
    CHECK_THAT(refusal(at(folder.write("half.geojson", R"({"type":"FeatureCollection","features":[{"type":"Fea)"))),
               LOCALITY_CONTAINS("half.geojson"));
    std::filesystem::resize_file(folder.write("huge.geojson", "{"), (std::uintmax_t{4} << 30) + 1);
    CHECK(refusal(at(folder.path() / "huge.geojson")) ==
          "huge.geojson: larger than 4 GB; cut it down to the area you need first");
    // A driver that follows links must not be let in.
    CHECK_THAT(refusal(at(folder.write("link.json", "<OGRVRTDataSource></OGRVRTDataSource>"))),
               LOCALITY_CONTAINS("link.json: not a file of boundaries"));
}

TEST_CASE("lines, no shapes and nothing at all are no boundaries", "[read_layer]") {
    const ScratchFolder folder;
    LayerFixture lines = test::three_wards();
    lines.type = wkbLineString;
    for (auto& f : lines.features) f.wkt = "LINESTRING (430000 433000, 431000 433000)";
    test::write_layer(folder.path() / "lines.gpkg", "GPKG", lines);
    CHECK(refusal(at(folder.path() / "lines.gpkg")) == "lines.gpkg: holds no polygons; its layers: wards (lines)");

    lines.type = wkbUnknown;
    for (std::size_t i = 0; i < 30; ++i) lines.features.insert(lines.features.begin(), {"", {"E05000009", "Z", ""}});
    test::write_layer(folder.path() / "mixed.gpkg", "GPKG", lines);
    CHECK_THAT(refusal(at(folder.path() / "mixed.gpkg")),
               LOCALITY_CONTAINS("mixed.gpkg: holds no polygons (lines or points only)"));

    LayerFixture blank = test::three_wards();
    for (auto& f : blank.features) f.wkt.clear();
    test::write_layer(folder.path() / "blank.gpkg", "GPKG", blank);
    CHECK_THAT(refusal(at(folder.path() / "blank.gpkg")), LOCALITY_CONTAINS("(every shape is empty)"));
    blank.features.clear();
    test::write_layer(folder.path() / "none.gpkg", "GPKG", blank);
    CHECK(refusal(at(folder.path() / "none.gpkg")) == "none.gpkg: has no features");
}

TEST_CASE("odd shapes are made plain polygons, and said", "[read_layer]") {
    const ScratchFolder folder;
    LayerFixture odd = test::three_wards();
    odd.features = {
        // A circle of 1 km radius.
        {"CURVEPOLYGON (CIRCULARSTRING (430000 433000, 431000 432000, 432000 433000, 431000 434000, 430000 433000))",
         {"E05000001", "Curved", ""}},
        {"GEOMETRYCOLLECTION (POLYGON ((430000 433000, 431000 433000, 431000 434000, 430000 433000)), LINESTRING (0 0, "
         "1 1), "
         "MULTIPOLYGON (((440000 433000, 441000 433000, 441000 434000, 440000 433000))))",
         {"E05000002", "Collected", ""}},
        {"POLYGON Z ((430000 433000 7, 431000 433000 8, 431000 434000 9, 430000 433000 7))", {"E05000003", "High", ""}},
        {"POLYGON ZM ((430000 433000 7 1, 431000 433000 8 2, 431000 434000 9 3, 430000 433000 7 4))",
         {"E05000004", "Measured", ""}},
        {"POINT (430000 433000)", {"E05000005", "Point", ""}},
        {"", {"E05000006", "Nothing", ""}},
        {"MULTISURFACE (((430000 433000, 431000 433000, 431000 434000, 430000 433000)))", {"E05000007", "Surface", ""}},
        {"POLYGON EMPTY", {"E05000008", "Empty", ""}},
    };
    test::write_layer(folder.path() / "odd.gpkg", "GPKG", odd);
    model::Issues issues;
    const model::Layer layer = io::read_layer(at(folder.path() / "odd.gpkg"), "ward", issues);
    REQUIRE(layer.size() == 8);
    CHECK(geo::area_m2(layer.shapes, 0) == Approx(3.14159265e6).epsilon(1e-4));
    CHECK(layer.shapes.shape_begin[2] - layer.shapes.shape_begin[1] == 2);
    CHECK(geo::area_m2(layer.shapes, 1) == Approx(1e6));
    CHECK(geo::area_m2(layer.shapes, 2) == Approx(5e5));
    CHECK(geo::area_m2(layer.shapes, 3) == Approx(5e5));
    CHECK(layer.shapes.is_empty(4));
    CHECK(layer.shapes.is_empty(5));
    CHECK(geo::area_m2(layer.shapes, 6) == Approx(5e5));
    CHECK(layer.shapes.is_empty(7));
    CHECK_FALSE(said(issues, "curved_geometry").empty());
    CHECK_FALSE(said(issues, "geometry_collection").empty());
    CHECK_FALSE(said(issues, "not_a_polygon").empty());
}

TEST_CASE("a vertex that is no number is refused", "[read_layer]") {
    const ScratchFolder folder;
    LayerFixture wards = test::three_wards();
    wards.features[1].wkt = "POLYGON ((430000 433000, 431000 1e999, 431000 434000, 430000 433000))";
    test::write_layer(folder.path() / "nan.gpkg", "GPKG", wards);
    CHECK(refusal(at(folder.path() / "nan.gpkg")) ==
          "nan.gpkg: feature 2 (E05000002) has a vertex that is no number; mend its shape");
}

TEST_CASE("codes are text, from text and from whole numbers", "[read_layer]") {
    const ScratchFolder folder;
    LayerFixture wards = test::three_wards();
    wards.fields = {{"zone", OFTInteger64}, {"title"}, {"size", OFTReal}};
    for (std::size_t i = 0; i < 3; ++i) wards.features[i].values = {std::to_string(100 + i), "A", "1.5"};
    const auto file = folder.path() / "zones.gpkg";
    test::write_layer(file, "GPKG", wards);

    model::SourceSpec spec = at(file);
    CHECK(read(spec).code == std::vector<std::string>{"100", "101", "102"});
    CHECK(read(spec).kind == "other");
    spec.code = "ZONE";
    spec.name = "title";
    spec.kind = "locality";
    spec.vintage = 2020;
    CHECK(read(spec).name == std::vector<std::string>{"A", "A", "A"});
    CHECK(read(spec).kind == "locality");
    CHECK(read(spec).vintage == 2020);
    spec.code = "size";
    CHECK(refusal(spec) ==
          "zones.gpkg: column \"size\" is a decimal number; choose a column of text or whole numbers with "
          "code = \"...\"; it has: zone (whole number), title (text), size (decimal number)");
    spec.code = "zoen";
    CHECK(refusal(spec) ==
          "zones.gpkg: code = \"zoen\": no such column (did you mean \"zone\"?); it has: zone (whole number), "
          "title (text), size (decimal number)");
    spec.code = "zone";
    spec.name = "titel";
    CHECK_THAT(refusal(spec), LOCALITY_CONTAINS("name = \"titel\": no such column (did you mean \"title\"?)"));
}

TEST_CASE("the code column is recognised, and its rows must have one", "[read_layer]") {
    const ScratchFolder folder;
    LayerFixture wards = test::three_wards();
    const auto file = folder.path() / "w.gpkg";

    SECTION("nothing is recognised") {
        wards.fields = {{"colour"}, {"size", OFTInteger}};
        for (auto& f : wards.features) f.values = {"red", "4"};
        test::write_layer(file, "GPKG", wards);
        CHECK(refusal(at(file)) ==
              "w.gpkg: no column is recognised as a code; say which with code = \"...\"; it has: colour (text), "
              "size (whole number)");
    }
    SECTION("a feature without a code") {
        wards.features[1].values[0] = "";
        test::write_layer(file, "GPKG", wards);
        CHECK(refusal(at(file)) ==
              "w.gpkg: feature 2 has no code in column \"WD25CD\"; fill it in, or choose another with code = \"...\"");
    }
    SECTION("two years of the same kind") {
        wards.fields = {{"LSOA11CD"}, {"LSOA21CD"}};
        for (std::size_t i = 0; i < 3; ++i)
            wards.features[i].values = {"E0100000" + std::to_string(i), "E0101000" + std::to_string(i)};
        test::write_layer(file, "GPKG", wards);
        CHECK(refusal(at(file)) ==
              "w.gpkg: both \"LSOA21CD\" and \"LSOA11CD\" could be the code; choose with code = \"...\"");
        model::SourceSpec spec = at(file);
        spec.vintage = 2011;
        CHECK(read(spec).code[1] == "E01000001");
        CHECK(read(spec).vintage == 2011);
    }
    SECTION("a zone's own code before its district's, whatever stands first") {
        wards.fields = {{"LADCD_ACTIVE"}, {"LAD25NM"}, {"MSOA21CD"}, {"LSOA21CD"}, {"LSOA21NM"}};
        for (std::size_t i = 0; i < 3; ++i)
            wards.features[i].values = {"E08000035", "Leeds", "E02000001", "E0100000" + std::to_string(i),
                                        "Leeds 00" + std::to_string(i)};
        test::write_layer(file, "GPKG", wards);
        const model::Layer layer = read(at(file));
        CHECK(layer.kind == "lsoa");
        CHECK(layer.name[2] == "Leeds 002");
        REQUIRE(layer.attributes.size() == 5);
        CHECK(layer.attributes[0].name == "LADCD_ACTIVE");
        CHECK(layer.attributes[0].text == std::vector<std::string>(3, "E08000035"));
    }
    SECTION("groups that have names only") {
        wards.fields = {{"Name"}};
        for (std::size_t i = 0; i < 3; ++i) wards.features[i].values = {"Inner East " + std::to_string(i)};
        test::write_layer(file, "GPKG", wards);
        model::Issues issues;
        CHECK(io::read_layer(at(file), "committee", issues).code[2] == "Inner East 2");
        CHECK_FALSE(said(issues, "names_as_codes").empty());
    }
    SECTION("a missing name is the code again") {
        wards.features[2].values[1] = "";
        test::write_layer(file, "GPKG", wards);
        CHECK(read(at(file)).name[2] == "E05000003");
    }
}

TEST_CASE("text that is not UTF-8 is read as Windows-1252", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "wards.shp";
    test::write_layer(file, "ESRI Shapefile", test::three_wards());
    std::filesystem::remove(folder.path() / "wards.cpg");
    CHECK(read(at(file)).name[1] == "Bräm & Hill");
}

TEST_CASE("coordinate systems: the file's, else the project's, and both must be true", "[read_layer]") {
    const ScratchFolder folder;
    const auto file = folder.path() / "w.gpkg";
    model::SourceSpec spec = at(file);
    LayerFixture wards = test::three_wards();

    SECTION("none stated is an error, unless the project says one") {
        wards.crs.clear();
        for (const Format& format : {Format{"GPKG", "n.gpkg", false}, Format{"ESRI Shapefile", "n.shp", false},
                                     Format{"FlatGeobuf", "n.fgb", false}, Format{"GML", "n.gml", false}}) {
            INFO(format.driver);
            spec = at(folder.path() / format.file);
            test::write_layer(spec.path, format.driver, wards);
            CHECK(refusal(spec) ==
                  std::string(format.file) +
                      ": states no coordinate system; say it in the project file with crs = \"EPSG:27700\" (or "
                      "\"EPSG:4326\" for degrees)");
            spec.crs = "EPSG:27700";
            CHECK(geo::area_m2(sorted(read(spec)).shapes, 0) == Approx(1e6));
            spec.crs = "national grid";
            CHECK_THAT(refusal(spec),
                       LOCALITY_CONTAINS("crs = \"national grid\" is no coordinate system; write for example"));
        }
    }
    SECTION("a file and a project that say different things") {
        test::write_layer(file, "GPKG", wards);
        spec.crs = "EPSG:27700";
        CHECK(read(spec).size() == 3);
        spec.crs = "EPSG:4326";
        CHECK(refusal(spec) ==
              "w.gpkg: states OSGB36 / British National Grid, but the project file says crs = \"EPSG:4326\"; take "
              "crs out, or mend the file");
    }
    SECTION("degrees declared as metres") {
        wards = test::three_wards_in_degrees();
        wards.crs = "EPSG:27700";
        test::write_layer(file, "GPKG", wards);
        CHECK_THAT(refusal(spec),
                   LOCALITY_CONTAINS("w.gpkg: states OSGB36 / British National Grid (metres), but its coordinates look "
                                     "like degrees (x from -1.55 to -1.49"));
    }
    SECTION("metres declared as degrees") {
        wards.crs = "EPSG:4326";
        test::write_layer(file, "GPKG", wards);
        CHECK_THAT(
            refusal(spec),
            LOCALITY_CONTAINS("w.gpkg: states WGS 84 (degrees), but its coordinates are no degrees (x from 430000 "
                              "to 433000"));
        CHECK_THAT(refusal(spec), LOCALITY_CONTAINS("they look like National Grid metres"));
    }
    SECTION("metres in GeoJSON, which can state nothing") {
        spec.path = folder.write("w.geojson",
                                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},
            "geometry":{"type":"Polygon","coordinates":[[[430000,433000],[431000,433000],[431000,434000],[430000,433000]]]}}]})");
        CHECK_THAT(refusal(spec),
                   LOCALITY_CONTAINS("as JSON it counts as WGS 84 (degrees), but its coordinates are no degrees"));
        CHECK_THAT(refusal(spec), LOCALITY_CONTAINS("say what they are with crs = \"EPSG:27700\" in the project file"));
        spec.crs = "EPSG:27700";
        CHECK(geo::area_m2(read(spec).shapes, 0) == Approx(5e5));
    }
    SECTION("GeoJSON with the older crs member, even at its end") {
        spec.path = folder.write("w.geojson",
                                 R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},
            "geometry":{"type":"Polygon","coordinates":[[[430000,433000],[431000,433000],[431000,434000],[430000,433000]]]}}],
            "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}}})");
        CHECK(geo::area_m2(read(spec).shapes, 0) == Approx(5e5));
    }
    SECTION("another country") {
        wards = test::three_wards_in_degrees();
        for (auto& f : wards.features) f.wkt = "POLYGON ((13 52, 13.1 52, 13.1 52.1, 13 52))";
        test::write_layer(file, "GPKG", wards);
        CHECK_THAT(refusal(spec), LOCALITY_CONTAINS("w.gpkg: lies outside Great Britain"));
    }
    SECTION("an old spelling of the National Grid is the National Grid") {
        spec.path = folder.path() / "w.shp";
        test::write_layer(spec.path, "ESRI Shapefile", wards);
        std::ofstream(folder.path() / "w.prj")
            << R"(PROJCS["OSGB_1936_British_National_Grid",GEOGCS["GCS_OSGB 1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],)"
            << R"(PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",49],)"
            << R"(PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER["false_easting",400000],)"
            << R"(PARAMETER["false_northing",-100000],UNIT["Meter",1]])";
        const model::Layer layer = read(spec);
        CHECK(layer.coordinates == "British National Grid already");
        CHECK(layer.shapes.vertices[0] == geo::Point{430000, 433000});
    }
    SECTION("heights above the National Grid are dropped with their system") {
        wards.crs = "EPSG:7405";
        test::write_layer(file, "GPKG", wards);
        CHECK(read(spec).coordinates == "British National Grid already");
    }
    SECTION("a system with north first is read the right way round") {
        wards = test::three_wards_in_degrees();
        test::write_layer(folder.path() / "w.gml", "GML", wards);
        spec.path = folder.path() / "w.gml";
        CHECK(geo::bounds(read(spec).shapes).min_x == Approx(429740).margin(200));
    }
}
