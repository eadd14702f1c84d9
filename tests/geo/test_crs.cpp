#include "catch.h"
#include "geo/crs.h"
#include "geo/errors.h"
#include "real_data.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <numbers>
#include <sstream>
#include <string>
#include <vector>

using namespace locality::geo;

namespace {

struct Golden {
    std::string name;
    Point degrees, national_grid;
};

/// The Ordnance Survey's published test points.
std::vector<Golden> ostn15_points() {
    std::ifstream file(real_data() / "golden/ostn15_points.csv");
    std::vector<Golden> result;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream cells(line);
        Golden golden;
        std::string cell;
        std::getline(cells, golden.name, ',');
        for (double* value : {&golden.degrees.y, &golden.degrees.x, &golden.national_grid.x, &golden.national_grid.y}) {
            std::getline(cells, cell, ',');
            *value = std::strtod(cell.c_str(), nullptr);
        }
        result.push_back(golden);
    }
    REQUIRE(result.size() == 10);
    return result;
}

double distance_m(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

Point brought(const ToNationalGrid& way, Point p) {
    std::vector<Point> points{p};
    way.transform(points);
    return points.front();
}

constexpr Point leeds_degrees{-1.5491, 53.8008};
/// By OSTN15.
constexpr Point leeds{429795.881, 433925.548};

}  // namespace

// Grid folders are added for good, so this one comes before the tests with the grid. Catch2 runs tests in the order of
// the file, and this file's alone add the folder.
TEST_CASE("without the OSTN15 grid the Helmert shift is used and says so") {
    if (std::getenv("PROJ_DATA") != nullptr || std::getenv("PROJ_LIB") != nullptr) {
        WARN("skipped: PROJ_DATA may hold the grid");
        return;
    }
    const std::string definition = GENERATE("EPSG:4326", "EPSG:4258", "OGC:CRS84", "EPSG:4979");
    const ToNationalGrid way(definition);
    CHECK(way.how() ==
          "Helmert shift: positions may be off by up to 5 m, because the OSTN15 grid "
          "(uk_os_OSTN15_NTv2_OSGBtoETRS.tif) was not found");
    CHECK(way.accuracy_m() == 5.0);
    CHECK(way.source_is_geographic());
    CHECK_FALSE(way.is_identity());
    const double off = distance_m(brought(way, leeds_degrees), leeds);
    CHECK(off > 1.0);
    CHECK(off < 3.0);
}

TEST_CASE("the Helmert shift keeps within the metres it states") {
    LOCALITY_REQUIRE_REAL_DATA();
    const ToNationalGrid way("EPSG:4326");
    for (const Golden& golden : ostn15_points()) {
        INFO(golden.name);
        CHECK(distance_m(brought(way, golden.degrees), golden.national_grid) < way.accuracy_m());
    }
}

TEST_CASE("with the OSTN15 grid the official test points are met") {
    LOCALITY_REQUIRE_REAL_DATA();
    add_grid_folder((real_data() / "proj").string());
    const std::string definition = GENERATE("EPSG:4326", "EPSG:4258");
    const ToNationalGrid way(definition);
    CHECK_THAT(way.how(), LOCALITY_CONTAINS("OSTN15 grid shift (within 0.1 m"));
    CHECK(way.accuracy_m() == 0.1);
    const std::vector<Golden> points = ostn15_points();
    REQUIRE(points.size() == 10);
    for (const Golden& golden : points) {
        INFO(golden.name);
        CHECK(distance_m(brought(way, golden.degrees), golden.national_grid) < 0.005);
    }
    for (const Golden& golden : points) {
        INFO(golden.name);
        // Back to degrees, measured in metres; and there and back, both ways round.
        std::vector<Point> place{golden.national_grid};
        way.transform_back(place);
        const double radians = std::numbers::pi / 180;
        const double metres_per_degree = 111'400;
        CHECK(std::abs(place[0].y - golden.degrees.y) * metres_per_degree < 0.005);
        CHECK(std::abs(place[0].x - golden.degrees.x) * metres_per_degree * std::cos(golden.degrees.y * radians) <
              0.005);
        way.transform(place);
        CHECK(distance_m(place[0], golden.national_grid) < 0.001);
        place = {brought(way, golden.degrees)};
        way.transform_back(place);
        CHECK(distance_m(brought(way, place[0]), brought(way, golden.degrees)) < 0.001);
        CHECK(std::abs(place[0].y - golden.degrees.y) * metres_per_degree < 0.001);
        CHECK(std::abs(place[0].x - golden.degrees.x) * metres_per_degree < 0.001);
    }
    SECTION("a place off the grid has no way back") {
        std::vector<Point> off{{-900000, -900000}};
        CHECK_THROWS_WITH(way.transform_back(off), LOCALITY_CONTAINS("PROJ cannot bring (-900000, -900000) from the "
                                                                     "British National Grid to"));
    }
    SECTION("web maps' metres come the same way") {
        const ToNationalGrid mercator("EPSG:3857");
        CHECK_FALSE(mercator.source_is_geographic());
        const double radians = std::numbers::pi / 180;
        const Point p{6378137 * leeds_degrees.x * radians,
                      6378137 * std::log(std::tan(std::numbers::pi / 4 + leeds_degrees.y * radians / 2))};
        CHECK(distance_m(brought(mercator, p), leeds) < 0.005);
    }
    SECTION("a place outside the grid is refused by name, not moved otherwise") {
        std::vector<Point> many(3000, leeds_degrees);
        many[2500] = {9.99, 51.5};
        CHECK_THROWS_WITH(way.transform(many), LOCALITY_CONTAINS("PROJ cannot bring (9.99, 51.5) from") &&
                                                   LOCALITY_CONTAINS("outside grid"));
    }
}

TEST_CASE("the National Grid passes unchanged, however it is spelt") {
    const std::string definition = GENERATE(
        as<std::string>(), "EPSG:27700", "urn:ogc:def:crs:EPSG::27700", "EPSG:7405", "+init=epsg:27700",
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +units=m +no_defs",
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
        "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs",
        R"(PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,)"
        R"(299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],)"
        R"(PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],)"
        R"(PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]])");
    const ToNationalGrid way(definition);
    INFO(definition);
    CHECK(way.is_identity());
    CHECK(way.accuracy_m() == 0.0);
    CHECK_FALSE(way.source_is_geographic());
    CHECK(way.how() == "British National Grid already");
    CHECK(brought(way, leeds) == leeds);
    std::vector<Point> back{leeds};
    way.transform_back(back);
    CHECK(back[0] == leeds);
}

TEST_CASE("latitude and longitude on OSGB36 need the projection only") {
    const ToNationalGrid way("EPSG:4277");
    CHECK(way.how() == "map projection, without a shift");
    CHECK(way.accuracy_m() == 0.0);
    CHECK(distance_m(brought(way, {-2, 49}), {400000, -100000}) < 1e-6);
}

TEST_CASE("systems that cannot be read or lead nowhere are refused with a reason") {
    CHECK_THROWS_WITH(ToNationalGrid("rubbish"),
                      LOCALITY_CONTAINS("PROJ cannot read the coordinate system \"rubbish\""));
    CHECK_THROWS_WITH(ToNationalGrid("urn:ogc:def:coordinateOperation:EPSG::1314"),
                      LOCALITY_CONTAINS("PROJ cannot read"));
    CHECK_THROWS_WITH(ToNationalGrid("LOCAL_CS[\"site plan\",UNIT[\"metre\",1]]"),
                      LOCALITY_CONTAINS("PROJ knows no way from site plan to the British National Grid"));
    CHECK_THROWS_WITH(ToNationalGrid("EPSG:4978"), LOCALITY_CONTAINS("counts from the Earth's centre"));
    CHECK_THROWS_AS(ToNationalGrid("EPSG:999999"), GeometryError);
}

TEST_CASE("not a number is not a place") {
    const ToNationalGrid way("EPSG:4277");
    std::vector<Point> points{{std::numeric_limits<double>::quiet_NaN(), 53}};
    CHECK_THROWS_WITH(way.transform(points), LOCALITY_CONTAINS("PROJ cannot bring (nan, 53)"));
}

TEST_CASE("a way can be moved") {
    ToNationalGrid way("EPSG:4277");
    ToNationalGrid other = std::move(way);
    way = std::move(other);
    CHECK(way.source_name() == "OSGB36");
}

TEST_CASE("grid folders that do not exist are ignored") {
    add_grid_folder("/no/such/folder");
    CHECK(ToNationalGrid("EPSG:27700").is_identity());
}

TEST_CASE("ranges tell degrees from National Grid metres") {
    const auto box = [](double west, double south, double east, double north) {
        Box result;
        result.add(Point{west, south});
        result.add(Point{east, north});
        return result;
    };
    CHECK(plausible_national_grid(box(414000, 422000, 446000, 450000)));
    CHECK(plausible_national_grid(box(82643, 5333, 655645, 1219000)));              // Great Britain
    CHECK_FALSE(plausible_national_grid(box(-1.8, 53.6, -1.2, 54)));                // degrees
    CHECK_FALSE(plausible_national_grid(box(-200000, 7100000, -140000, 7200000)));  // web maps' metres
    CHECK_FALSE(plausible_national_grid(Box()));
    CHECK(plausible_degrees(box(-1.8, 53.6, -1.2, 54)));
    CHECK_FALSE(plausible_degrees(box(414000, 422000, 446000, 450000)));
    CHECK_FALSE(plausible_degrees(Box()));
}
