#include "catch.h"
#include "io/read_layer.h"
#include "layer_fixture.h"
#include "reading.h"
#include "scratch_folder.h"

using namespace locality;
using model::Status;
using test::ScratchFolder;
using Strings = std::vector<std::string>;

namespace {

struct Read {
    model::PointLayer points;
    model::Issues issues;

    std::string what(const std::string& kind) const { return test::said(issues, kind); }
};

Read read(const model::WeightsSpec& spec) {
    Read r;
    r.points = io::read_points(spec, "weights", r.issues);
    return r;
}

Read read_text(const std::string& text, model::WeightsSpec spec = {}) {
    const ScratchFolder folder;
    spec.source.path = folder.write("p.csv", text);
    return read(spec);
}

std::string refusal(const model::WeightsSpec& spec) {
    return test::refusal([&] { read(spec); });
}

std::string refusal_of(const std::string& text, model::WeightsSpec spec = {}) {
    const ScratchFolder folder;
    spec.source.path = folder.write("p.csv", text);
    return refusal(spec);
}

}  // namespace

TEST_CASE("points from easting and northing, x and y, or degrees", "[read_points]") {
    const Read bng = read_text("LSOA21CD,Easting,Northing\nE01000001,430000,433000\nE01000002,431000,434000\n");
    CHECK(bng.points.code == Strings{"E01000001", "E01000002"});
    CHECK(bng.points.place[1] == geo::Point{431000, 434000});
    CHECK(bng.points.zone.empty());
    CHECK(bng.points.unit == "points");
    CHECK(bng.points.weight.number == std::vector<double>{1, 1});
    CHECK(read_text("LSOA21CD,x,y\nE01000001,430000,433000\n").points.place[0] == geo::Point{430000, 433000});

    const Read degrees = read_text("pcds,lat,long\nLS1 1AA,53.79617,-1.55254\n");
    CHECK(degrees.points.code == Strings{"LS1 1AA"});
    CHECK(degrees.points.place[0].x == Approx(429570).margin(20));
    CHECK(degrees.points.place[0].y == Approx(433411).margin(10));
    CHECK(read_text("id,code,x,y\n1,A,-1.55254,53.79617\n").points.place[0].x == Approx(429570).margin(20));
    // Metres first where a table has both.
    CHECK(read_text("code,easting,northing,longitude,latitude\nA,430000,433000,0,0\n").points.place[0] ==
          geo::Point{430000, 433000});
}

TEST_CASE("points weigh what their column says, or another table", "[read_points]") {
    model::WeightsSpec spec;
    spec.value = "total_households";
    spec.unit = "households";
    spec.zone = "lsoa21_derived";
    const std::string text =
        "oa21cd,lsoa21_derived,lat,long,total_households\nE00000001,E01000001,53.79,-1.55,\"1,144\"\nE00000002,"
        "E01000001,53.80,-1.55,*\n"
        "E00000003,E01000002,,,7\n";
    const Read own = read_text(text, spec);
    CHECK(own.points.zone == Strings{"E01000001", "E01000001"});
    CHECK(own.points.code == Strings{"E00000001", "E00000002"});
    CHECK(own.points.weight.number[0] == 1144);
    CHECK(own.points.weight.status[1] == Status::suppressed);
    CHECK(own.points.unit == "households");
    CHECK(own.what("no_place") == "1 points have no place and were left out, with 7 households");

    const ScratchFolder folder;
    spec.value.clear();
    spec.table.path = folder.write("households.csv", "oa21_code,total_households\nE00000001,5\nE00000003,6\n");
    const Read joined = read_text(text, spec);
    CHECK(joined.points.weight.number[0] == 5);
    CHECK(joined.points.weight.status[1] == Status::missing);
    CHECK(joined.what("unknown_code") == "1 of 3 points have no row in households.csv and no weight");

    spec.table.path = folder.write("others.csv", "oa21_code,total_households\nE00009999,5\n");
    CHECK_THAT(refusal_of(text, spec),
               LOCALITY_CONTAINS("others.csv: none of its codes (\"oa21_code\") stands in p.csv"));
    spec.table.path = folder.write("none.csv", "oa21_code,dwellings\nE00000001,5\n");
    CHECK_THAT(refusal_of(text, spec),
               LOCALITY_CONTAINS("none.csv: no column of households is recognised; say which with value = \"...\""));

    model::WeightsSpec people;
    people.unit = "residents";
    CHECK(read_text("oa21cd,x,y,total_households,usual_residents\nE00000001,430000,433000,5,12\n", people)
              .points.weight.number[0] == 12);
}

TEST_CASE("points from a layer, and zones by their interior points", "[read_points]") {
    const ScratchFolder folder;
    test::LayerFixture layer = test::three_wards();
    layer.fields = {{"OA21CD"}, {"people", OFTReal}};
    layer.features = {{"POINT (430000 433000)", {"E00000001", "3.5"}},
                      {"MULTIPOINT (431000 433000)", {"E00000002", "2"}},
                      {"", {"E00000003", "4"}}};
    const auto file = folder.path() / "p.gpkg";
    test::write_layer(file, "GPKG", layer);
    const auto before = test::contents(folder.path());
    model::WeightsSpec spec;
    spec.source.path = file;
    spec.value = "people";
    const Read r = read(spec);
    CHECK(test::contents(folder.path()) == before);
    CHECK(r.points.place == std::vector<geo::Point>{{430000, 433000}, {431000, 433000}});
    CHECK(r.points.weight.number == std::vector<double>{3.5, 2});
    CHECK(r.points.unit == "residents");

    test::write_layer(folder.path() / "w.gpkg", "GPKG", test::three_wards());
    spec.source.path = folder.path() / "w.gpkg";
    spec.value.clear();
    const Read wards = read(spec);
    REQUIRE(wards.points.place.size() == 3);
    CHECK(wards.points.place[0].x > 430000);
    CHECK(wards.points.place[0].x < 431000);

    CHECK(wards.points.shapes.shape_count() == 0);
    spec.spread = true;
    const Read spread = read(spec);
    REQUIRE(spread.points.shapes.shape_count() == 3);
    CHECK(geo::bounds(spread.points.shapes, 1).contains(spread.points.place[1]));
    spec.source.path = file;
    CHECK_THAT(refusal(spec),
               LOCALITY_CONTAINS("holds points, which cannot be spread; take spread out, or name polygons"));
    spec.spread = false;
    spec.source.path = folder.path() / "w.gpkg";
    model::Issues issues;
    model::SourceSpec mask;
    mask.path = folder.path() / "w.gpkg";
    CHECK(io::read_shapes(mask, "mask", issues).shapes.shape_count() == 3);

    test::write_layer(folder.path() / "d.geojson", "GeoJSON", test::three_wards_in_degrees());
    spec.source.path = folder.path() / "d.geojson";
    CHECK(read(spec).points.place[0].x == Approx(430300).margin(300));
}

TEST_CASE("points that cannot be used are refused", "[read_points]") {
    CHECK_THAT(refusal_of("code,name\nA,x\n"), LOCALITY_CONTAINS("p.csv: no columns of places are recognised"));
    CHECK(refusal_of("code,x,y\nA,,\n") == "p.csv: no row has a place in columns \"x\" and \"y\"");
    CHECK_THAT(refusal_of("LSOA21CD,Easting,Northing\nE01000001,-1.55,53.79\n"),
               LOCALITY_CONTAINS("but its coordinates look like degrees"));
    CHECK_THAT(refusal_of("LSOA21CD,Longitude,Latitude\nE01000001,430000,433000\n"),
               LOCALITY_CONTAINS("they look like National Grid metres"));
    model::WeightsSpec spec;
    spec.value = "n";
    CHECK(refusal_of("code,x,y,n\nA,430000,433000,-1\n", spec) == "p.csv: A has a negative weight (-1)");
    spec.zone = "zoen";
    CHECK_THAT(refusal_of("code,zone,x,y,n\nA,B,430000,433000,1\n", spec),
               LOCALITY_CONTAINS("zone = \"zoen\": no such column (did you mean \"zone\"?)"));

    const ScratchFolder folder;
    test::LayerFixture layer = test::three_wards();
    for (auto& f : layer.features) f.wkt = "LINESTRING (430000 433000, 431000 433000)";
    layer.type = wkbLineString;
    test::write_layer(folder.path() / "l.gpkg", "GPKG", layer);
    model::WeightsSpec lines;
    lines.source.path = folder.path() / "l.gpkg";
    CHECK_THAT(refusal(lines), LOCALITY_CONTAINS("l.gpkg: holds no points"));
    layer.type = wkbUnknown;
    for (auto& f : layer.features) f.wkt.clear();
    test::write_layer(folder.path() / "n.gpkg", "GPKG", layer);
    lines.source.path = folder.path() / "n.gpkg";
    CHECK_THAT(refusal(lines), LOCALITY_CONTAINS("n.gpkg: holds no points and no polygons"));
}
