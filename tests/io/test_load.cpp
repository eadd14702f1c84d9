#include "catch.h"
#include "geo/errors.h"
#include "io/load.h"
#include "io/project_file.h"
#include "io/sha256.h"
#include "model/errors.h"
#include "reading.h"
#include "real_data.h"
#include "scratch_folder.h"

#include <algorithm>

using namespace locality;
using test::ScratchFolder;

namespace {

std::string squares(const std::string& key, const std::string& codes_of_two) {
    const std::string a = codes_of_two.substr(0, 9), b = codes_of_two.substr(10);
    const auto feature = [&](const std::string& code, const std::string& west, const std::string& east) {
        return R"({"type":"Feature","properties":{")" + key + R"(":")" + code +
               R"("},"geometry":{"type":"Polygon","coordinates":[[[)" + west + ",433000],[" + east + ",433000],[" +
               east + ",434000],[" + west + ",434000],[" + west + ",433000]]]}}";
    };
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
           feature(a, "430000", "431000") + "," + feature(b, "431000", "432000") + "]}";
}

/// A project of every kind of input, with something odd in several of its files.
struct City {
    ScratchFolder folder;
    City() {
        folder.write("zones.geojson", squares("LSOA21CD", "E01000001 E01000002"));
        folder.write("wards.geojson", squares("WD25CD", "E05000001 E05000002"));
        folder.write("people.csv", "lsoa21_code,usual_residents\nE01000001,100\nE01000002,\n");
        folder.write(
            "patients.csv",
            "LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS,PCN_CODE,PCN_NAME,,\nE01000001,A1,5,U00001,ELMS PCN,1,\n");
        folder.write("lookup.csv", "LSOA21CD,TEAM_CODE,TEAM_NAME\nE01000001,T1,One\nE01000002,T2,Two\n");
        folder.write("points.csv", "oa21cd,easting,northing,n\nE00000001,430500,433500,7\nE00000002,431500,433500,9\n");
        folder.write("smoking.csv", "LSOA21CD,smokers,adults\nE01000001,5,50\nE01000002,*,60\n");
    }
    static std::string toml() {
        return R"([zones]
path = "zones.geojson"
[residents]
path = "people.csv"
[registrations]
path = "patients.csv"
[weights]
path = "points.csv"
value = "n"
unit = "residents"
[[footprints]]
set = "ward"
from = "boundaries"
path = "wards.geojson"
[[footprints]]
set = "again"
from = "boundaries"
path = "wards.geojson"
[[footprints]]
set = "pcn"
from = "registrations"
[[footprints]]
set = "team"
from = "lookup"
lookup = { path = "lookup.csv", to = "TEAM_CODE", to_name = "TEAM_NAME" }
[[indicators]]
id = "smoking"
path = "smoking.csv"
kind = "proportion"
numerator = "smokers"
denominator = "adults"
)";
    }
    model::Project project(const std::string& text = toml()) const {
        return io::read_project(folder.write("p.toml", text));
    }
};

std::vector<std::string> words(const model::Issues& issues) {
    std::vector<std::string> all;
    for (const model::Issue& i : issues) all.push_back(i.layer + "|" + i.kind + "|" + i.what);
    return all;
}

}  // namespace

TEST_CASE("load reads everything that a project names") {
    const City city;
    const model::Inputs in = io::load(city.project());
    CHECK(in.zones.code == std::vector<std::string>{"E01000001", "E01000002"});
    CHECK(in.zones.id == "zones");
    REQUIRE(in.residents);
    CHECK(in.residents->total.known(0));
    CHECK_FALSE(in.residents->total.known(1));
    CHECK_FALSE(in.deprivation);
    REQUIRE(in.registrations);
    REQUIRE(in.weights);
    CHECK(in.weights->weight.number == std::vector{7.0, 9.0});
    CHECK_FALSE(in.centroids);
    REQUIRE(in.footprints.size() == 4);
    CHECK(in.footprints[0].layer->id == "ward");
    CHECK(in.footprints[1].layer->id == "again");
    CHECK_FALSE(in.footprints[2].layer);
    REQUIRE(in.footprints[3].lookup);
    CHECK(in.footprints[3].lookup->rows[1].to == "T2");
    REQUIRE(in.indicators.size() == 1);
    CHECK(in.indicators[0].slices[0].numerator.status[1] == model::Status::suppressed);
}

TEST_CASE("files are listed in the project's order, named as it names them, with their checksums") {
    const City city;
    const model::Inputs in = io::load(city.project());
    std::vector<std::string> roles;
    for (const model::InputFile& file : in.files) {
        roles.push_back(file.role);
        CHECK(file.path.find('/') == std::string::npos);
        CHECK(file.sha256 == io::sha256_of(city.folder.path() / file.path));
        CHECK(file.bytes == std::filesystem::file_size(city.folder.path() / file.path));
    }
    CHECK(roles == std::vector<std::string>{"project", "zones", "residents", "registrations", "weights",
                                            "footprints ward", "footprints again", "lookup team", "indicator smoking"});
    CHECK_FALSE(in.files[1].coordinates.empty());
    CHECK(in.files[2].coordinates.empty());
}

TEST_CASE("a registrations file with PCN codes serves as the list of practices") {
    const City city;
    const model::Inputs in = io::load(city.project());
    REQUIRE(in.practices);
    REQUIRE(in.practices->rows.size() == 1);
    CHECK(in.practices->rows[0].pcn == "U00001");
    CHECK(in.practices->rows[0].pcn_name == "ELMS PCN");

    city.folder.write("patients.csv", "LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS\nE01000001,A1,5\n");
    CHECK_THROWS_WITH(io::load(city.project()), LOCALITY_CONTAINS("add a table [practices]"));
    const std::string without_pcn = "[zones]\npath = \"zones.geojson\"\n[registrations]\npath = \"patients.csv\"\n";
    CHECK_FALSE(io::load(city.project(without_pcn)).practices);
}

TEST_CASE("issues and the first error do not depend on the number of threads") {
    const City city;
    const model::Project project = city.project();
    const std::vector<std::string> one = words(io::load(project, {}, 1).issues);
    CHECK_FALSE(one.empty());
    for (int run = 0; run < 20; ++run) REQUIRE(words(io::load(project, {}, 2).issues) == one);

    city.folder.write("wards.geojson", "no layer");
    city.folder.write("people.csv", "no,people\n1,2\n");
    const auto error = [&](int threads) { return test::refusal([&] { io::load(project, {}, threads); }); };
    const std::string first = error(1);
    CHECK_THAT(first, LOCALITY_CONTAINS("wards.geojson"));
    for (int run = 0; run < 20; ++run) REQUIRE(error(2) == first);
}

TEST_CASE("loading stops when it is asked to") {
    const City city;
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(io::load(city.project(), {{}, stop.get_token()}), model::Cancelled);
    std::stop_source later;
    const model::Progress progress{[&](double, std::string_view) { later.request_stop(); }, later.get_token()};
    CHECK_THROWS_AS(io::load(city.project(), progress), model::Cancelled);
}

TEST_CASE("progress goes from 0 to 1 and never back") {
    const City city;
    std::vector<double> fractions;
    const model::Progress progress{[&](double f, std::string_view) { fractions.push_back(f); }, {}};
    io::load(city.project(), progress);
    REQUIRE(fractions.size() > 1);
    CHECK(fractions.front() == 0);
    CHECK(fractions.back() == 1);
    CHECK(std::is_sorted(fractions.begin(), fractions.end()));
}

TEST_CASE("Leeds loads from its example project") {
    LOCALITY_REQUIRE_REAL_DATA();
    const model::Inputs in = io::load(io::read_project(io::own_file("geodata/leeds.toml"), real_data()));
    CHECK(in.zones.size() == 488);
    double residents = 0;
    for (double n : in.residents->total.number) residents += n;
    CHECK(residents == 811'960);
    CHECK(in.practices->rows.size() == 86);
    CHECK(in.centroids->code.size() == 488);
    CHECK(in.footprints.front().layer->size() == 33);
    for (const model::InputFile& file : in.files) CHECK(file.path.front() != '/');
    // The output areas come in degrees, and the grid that brings them here lies in the data folder.
    const bool shifted = std::any_of(in.issues.begin(), in.issues.end(), [](const model::Issue& issue) {
        return issue.what.find("OSTN15") != std::string::npos;
    });
    CHECK(shifted);
}
