#include "program.h"

#include "catch.h"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

namespace test {

namespace {

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

/// A square kilometre (or part of one) as a GeoJSON feature, in metres from the city's south-west corner.
std::string feature(const std::string& properties, int west, int south, int east, int north) {
    constexpr int city_east = 430000, city_north = 433000;
    std::ostringstream text;
    const auto point = [&](int x, int y) { text << '[' << city_east + x << ',' << city_north + y << ']'; };
    text << R"({"type":"Feature","properties":{)" << properties << R"(},"geometry":{"type":"Polygon","coordinates":[[)";
    point(west, south), text << ',', point(east, south), text << ',', point(east, north), text << ',';
    point(west, north), text << ',', point(west, south);
    text << "]]}}";
    return text.str();
}

std::string layer(const std::vector<std::string>& features) {
    std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) text += (i ? ",\n" : "\n") + features[i];
    return text + "]}\n";
}

}  // namespace

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

Ran locality(const std::vector<std::string>& arguments, const std::string& environment) {
    const ScratchFolder folder;
    std::string command = "cd " + quoted(folder.path().string()) +
                          " && env -u LOCALITY_DATA -u LOCALITY_HOME -u DISPLAY -u QT_QPA_PLATFORM " + environment +
                          " " + quoted(LOCALITY_PROGRAM);
    for (const std::string& argument : arguments) command += " " + quoted(argument);
    const std::filesystem::path out = folder.path() / "out", err = folder.path() / "err";
    command += " >" + quoted(out.string()) + " 2>" + quoted(err.string()) + " </dev/null";
    const int status = std::system(command.c_str());
    Ran ran;
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ran.out = bytes_of(out);
    std::istringstream lines(bytes_of(err));
    static const std::regex is_progress("^ *[0-9]+% .*");
    for (std::string line; std::getline(lines, line);)
        (std::regex_match(line, is_progress) ? ran.progress : ran.err) += line + "\n";
    return ran;
}

void check_golden(const std::string& text, const std::string& golden) {
    const std::filesystem::path file = std::filesystem::path(LOCALITY_SOURCE_DIR) / "tests/cli" / golden;
    if (std::getenv("LOCALITY_WRITE_GOLDEN")) std::ofstream(file, std::ios::binary) << text;
    INFO("golden file " << file);
    CHECK(text == bytes_of(file));
}

SmallCity::SmallCity() {
    const auto lsoa = [](const std::string& n) {
        return R"("LSOA21CD":"E0100000)" + n + R"(","LSOA21NM":"Smalltown 00)" + n + "A\"";
    };
    write("zones.geojson",
          layer({feature(lsoa("1"), 0, 0, 1000, 1000), feature(lsoa("2"), 1000, 0, 2000, 1000),
                 feature(lsoa("3"), 0, 1000, 1000, 2000), feature(lsoa("4"), 1000, 1000, 2000, 2000)}));
    write("wards.geojson", layer({feature(R"("WD25CD":"E05000001","WD25NM":"West")", 0, 0, 1500, 2000),
                                  feature(R"("WD25CD":"E05000002","WD25NM":"East")", 1500, 0, 2000, 2000)}));
    write("people.csv", "lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\nE01000003,300\nE01000004,400\n");
    write("imd.csv",
          "lsoa21_code,IMD_decile,IMD_rank,IMD_score\nE01000001,1,100,60\nE01000002,5,15000,20\n"
          "E01000003,1,200,50\nE01000004,10,33000,5\n");
    write(
        "patients.csv",
        "PRACTICE_CODE,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\nA1,E01000001,ALL,80\nB1,E01000001,ALL,10\nA1,E01000002,ALL,"
        "20\n"
        "B1,E01000002,ALL,150\nA1,E01000003,ALL,200\nB1,E01000003,ALL,50\nA1,E01000004,ALL,100\nB1,E01000004,ALL,250\n"
        "A1,CLOSED,ALL,3\nB1,W01000001,ALL,2\n");
    write("practices.csv",
          "PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME\nA1,The Elms,U00001,ELMS PCN\nB1,The Oaks,U00002,OAKS PCN\n");
    write("city.toml", R"(title = "Smalltown"
attribution = "Synthetic data of a test"
synthetic = true

[zones]
path = "zones.geojson"
[residents]
path = "people.csv"
[deprivation]
path = "imd.csv"
[registrations]
path = "patients.csv"
[practices]
path = "practices.csv"

[[footprints]]
set = "ward"
title = "Wards"
from = "boundaries"
path = "wards.geojson"

[[footprints]]
set = "pcn"
title = "Primary Care Networks"
from = "registrations"
)");
}

std::string SmallCity::with_smoking(const std::string& more) const {
    write("smoking.csv",
          "lsoa21_code,year,smokers,adults\nE01000001,2020,40,80\nE01000002,2020,15,150\nE01000003,2020,100,200\n"
          "E01000004,2020,20,300\nE01000001,2024,24,80\nE01000002,2024,15,150\nE01000003,2024,60,200\n"
          "E01000004,2024,21,300\n");
    write("smoking.toml", bytes_of(project()) + R"(
[[indicators]]
id = "smoking"
title = "Adults who smoke"
kind = "proportion"
path = "smoking.csv"
numerator = "smokers"
denominator = "adults"
period = "year"
polarity = "low_is_good"
)" + more);
    return path("smoking.toml");
}

}  // namespace test
