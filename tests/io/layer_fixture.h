#pragma once

#include <ogr_core.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace test {

struct Field {
    std::string name;
    OGRFieldType type = OFTString;
};

struct Feature {
    std::string wkt;  ///< empty: no geometry
    std::vector<std::string> values;
};

/// What a layer is made of, to be written in any format that GDAL writes.
struct LayerFixture {
    std::string name = "wards";
    std::string crs = "EPSG:27700";  ///< empty: none
    std::vector<Field> fields{{"WD25CD"}, {"WD25NM"}, {"LAD25CD"}};
    std::vector<Feature> features;
    OGRwkbGeometryType type = wkbUnknown;
};

/// Three wards near Leeds: a square, a square with a hole, and one of two parts; all in one district.
LayerFixture three_wards();
/// The same places in degrees (two decimals are enough for tests of formats).
LayerFixture three_wards_in_degrees();

/// Writes a layer; into an existing file as a further layer where `append`.
void write_layer(const std::filesystem::path& file, const std::string& driver, const LayerFixture& layer,
                 bool append = false);

/// One sheet of rows of text; numbers are written as numbers where they are whole.
struct Sheet {
    std::string name;
    std::vector<std::vector<std::string>> rows;
};
void write_workbook(const std::filesystem::path& file, const std::string& driver, const std::vector<Sheet>& sheets);

/// Puts files into a zip under the names given.
void write_zip(const std::filesystem::path& zip, const std::map<std::string, std::filesystem::path>& members);

/// Every file of a folder with its bytes: what must not change when a file is read.
std::map<std::string, std::string> contents(const std::filesystem::path& folder);

}  // namespace test
