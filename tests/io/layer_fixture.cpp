#include "layer_fixture.h"

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace test {

namespace {

/// GDAL grumbles about some of what tests must write; what matters is thrown.
struct Quiet {
    Quiet() { CPLPushErrorHandler(CPLQuietErrorHandler); }
    ~Quiet() { CPLPopErrorHandler(); }
};

void require(bool ok, const std::string& what) {
    if (!ok) throw std::runtime_error("fixture: " + what + ": " + CPLGetLastErrorMsg());
}

GDALDriver& driver_called(const std::string& name) {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name.c_str());
    require(driver != nullptr, "no driver " + name);
    return *driver;
}

}  // namespace

LayerFixture three_wards() {
    LayerFixture layer;
    layer.features = {
        {"POLYGON ((430000 433000, 431000 433000, 431000 434000, 430000 434000, 430000 433000))",
         {"E05000001", "Abbey", "E08000035"}},
        {"POLYGON ((431000 433000, 432000 433000, 432000 434000, 431000 434000, 431000 433000), "
         "(431400 433400, 431600 433400, 431600 433600, 431400 433600, 431400 433400))",
         {"E05000002", "Bräm & Hill", "E08000035"}},
        {"MULTIPOLYGON (((430000 434000, 431000 434000, 431000 435000, 430000 435000, 430000 434000)), "
         "((432000 434000, 433000 434000, 433000 435000, 432000 435000, 432000 434000)))",
         {"E05000003", "Calverley", "E08000035"}},
    };
    return layer;
}

LayerFixture three_wards_in_degrees() {
    LayerFixture layer = three_wards();
    layer.crs = "EPSG:4326";
    layer.features[0].wkt = "POLYGON ((-1.55 53.79, -1.53 53.79, -1.53 53.80, -1.55 53.80, -1.55 53.79))";
    layer.features[1].wkt =
        "POLYGON ((-1.53 53.79, -1.51 53.79, -1.51 53.80, -1.53 53.80, -1.53 53.79), "
        "(-1.525 53.793, -1.515 53.793, -1.515 53.797, -1.525 53.797, -1.525 53.793))";
    layer.features[2].wkt =
        "MULTIPOLYGON (((-1.55 53.80, -1.53 53.80, -1.53 53.81, -1.55 53.81, -1.55 53.80)), "
        "((-1.51 53.80, -1.49 53.80, -1.49 53.81, -1.51 53.81, -1.51 53.80)))";
    return layer;
}

void write_layer(const std::filesystem::path& file, const std::string& driver, const LayerFixture& fixture,
                 bool append) {
    const Quiet quiet;
    GDALDriver& format = driver_called(driver);
    GDALDatasetUniquePtr dataset(append ? GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE)
                                        : format.Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    require(dataset != nullptr, "cannot make " + file.string());
    OGRSpatialReference crs;
    if (!fixture.crs.empty()) {
        require(crs.SetFromUserInput(fixture.crs.c_str()) == OGRERR_NONE, fixture.crs);
        crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    OGRLayer* layer =
        dataset->CreateLayer(fixture.name.c_str(), fixture.crs.empty() ? nullptr : &crs, fixture.type, nullptr);
    require(layer != nullptr, "no layer in " + file.string());
    for (const Field& field : fixture.fields) {
        OGRFieldDefn definition(field.name.c_str(), field.type);
        require(layer->CreateField(&definition) == OGRERR_NONE, field.name);
    }
    for (const Feature& f : fixture.features) {
        OGRFeature feature(layer->GetLayerDefn());
        for (std::size_t i = 0; i < f.values.size(); ++i) {
            const int field = layer->GetLayerDefn()->GetFieldIndex(fixture.fields[i].name.c_str());
            if (!f.values[i].empty()) feature.SetField(field, f.values[i].c_str());
        }
        if (!f.wkt.empty()) {
            OGRGeometry* geometry = nullptr;
            require(OGRGeometryFactory::createFromWkt(f.wkt.c_str(), nullptr, &geometry) == OGRERR_NONE, f.wkt);
            feature.SetGeometryDirectly(geometry);
        }
        require(layer->CreateFeature(&feature) == OGRERR_NONE, "feature in " + file.string());
    }
}

void write_workbook(const std::filesystem::path& file, const std::string& driver, const std::vector<Sheet>& sheets) {
    GDALDatasetUniquePtr book(driver_called(driver).Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    require(book != nullptr, "cannot make " + file.string());
    // The writers make a header of the field names: without one, rows come as they are.
    for (const Sheet& sheet : sheets) {
        OGRLayer* layer = book->CreateLayer(sheet.name.c_str(), nullptr, wkbNone, nullptr);
        require(layer != nullptr, sheet.name);
        std::size_t width = 0;
        for (const auto& row : sheet.rows) width = std::max(width, row.size());
        for (std::size_t c = 0; c < width; ++c) {
            const std::string name = "Field" + std::to_string(c + 1);
            OGRFieldDefn definition(name.c_str(), OFTString);
            require(layer->CreateField(&definition) == OGRERR_NONE, name);
        }
        for (const auto& row : sheet.rows) {
            OGRFeature feature(layer->GetLayerDefn());
            for (std::size_t c = 0; c < row.size(); ++c)
                if (!row[c].empty()) feature.SetField(static_cast<int>(c), row[c].c_str());
            require(layer->CreateFeature(&feature) == OGRERR_NONE, "row");
        }
    }
}

void write_zip(const std::filesystem::path& zip, const std::map<std::string, std::filesystem::path>& members) {
    const std::string root = "/vsizip/" + zip.string();
    VSILFILE* hold = VSIFOpenL(root.c_str(), "wb");  // keeps one archive open over several members
    require(hold != nullptr, root);
    for (const auto& [name, file] : members) {
        std::ifstream in(file, std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(in)), {});
        VSILFILE* out = VSIFOpenL((root + "/" + name).c_str(), "wb");
        require(out != nullptr, name);
        VSIFWriteL(bytes.data(), 1, bytes.size(), out);
        VSIFCloseL(out);
    }
    VSIFCloseL(hold);
}

std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) {
            files[std::filesystem::relative(entry.path(), folder).string() + "/"] = "";
            continue;
        }
        std::ifstream in(entry.path(), std::ios::binary);
        files[std::filesystem::relative(entry.path(), folder).string()] =
            std::string((std::istreambuf_iterator<char>(in)), {});
    }
    return files;
}

}  // namespace test
