#include "io/gdal_open.h"

#include "io/column_words.h"
#include "io/notes.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>

namespace locality::io {

namespace {

/// Only these may open a file: others follow links to other files and to the network (VRT, WFS ...).
const char* const drivers[] = {"GPKG", "ESRI Shapefile", "GeoJSON", "TopoJSON", "FlatGeobuf",
                               "GML",  "LIBKML",         "KML",     nullptr};

}  // namespace

void add_warnings(const Listening& gdal, const std::string& layer, model::Issues& issues) {
    for (const std::string& warning : gdal.warnings()) note(issues, layer, "reader_warning", "GDAL says: " + warning);
}

OpenedFile open_vector(const model::SourceSpec& spec, Holds what, Listening& gdal) {
    register_gdal_drivers();
    OpenedFile opened;
    opened.file = stage(spec, what);
    CPLStringList options;
    if (has_ending(opened.file.path, ".gpkg") && !opened.file.folder) options.SetNameValue("NOLOCK", "YES");
    if (has_ending(opened.file.path, ".gml")) {
        options.SetNameValue("WRITE_GFS", "NO");
        options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
    }
    opened.dataset.reset(GDALDataset::Open(opened.file.path.c_str(),
                                           GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                                           options.List(), nullptr));
    if (!opened.dataset)
        throw model::InputError(fmt::format("{}: not a {} that can be read{}", opened.file.name,
                                            what == Holds::layers ? "file of boundaries" : "table",
                                            gdal.in_brackets()));
    if (opened.dataset->GetLayerCount() == 0) throw model::InputError(opened.file.name + ": holds no layer");
    return opened;
}

std::vector<std::string> layer_names(GDALDataset& dataset) {
    std::vector<std::string> names;
    for (OGRLayer* layer : dataset.GetLayers()) names.emplace_back(layer->GetName());
    return names;
}

OGRLayer* find_layer(GDALDataset& dataset, const std::string& name) {
    OGRLayer* found = nullptr;
    for (OGRLayer* layer : dataset.GetLayers()) {
        if (layer->GetName() == name) return layer;
        if (!found && lower(layer->GetName()) == lower(name)) found = layer;
    }
    return found;
}

Features read_features(OGRLayer& layer, const std::string& source, Listening& gdal, model::Issues& issues,
                       const std::function<void(const OGRGeometry*)>& geometry, std::size_t most_features) {
    Features features;
    std::vector<int> fields;
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldType type = definition.GetFieldDefn(i)->GetType();
        if (type == OFTBinary || type == OFTStringList || type == OFTIntegerList || type == OFTInteger64List ||
            type == OFTRealList)
            continue;
        fields.push_back(i);
        features.columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
        features.types.push_back(type);
    }
    features.cells.resize(fields.size());
    std::size_t recoded = 0;
    gdal.clear();
    layer.ResetReading();
    for (;;) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) break;
        if (features.id.size() == most_features)
            throw model::InputError(fmt::format("{}: more than {} features; cut it down to the area you need first",
                                                source, most_features));
        features.id.push_back(feature->GetFID());
        for (std::size_t c = 0; c < fields.size(); ++c) {
            std::string& cell = features.cells[c].emplace_back();
            if (!feature->IsFieldSetAndNotNull(fields[c])) continue;
            cell = trimmed(feature->GetFieldAsString(fields[c]));
            if (!CPLIsUTF8(cell.c_str(), static_cast<int>(cell.size()))) {
                char* utf8 = CPLRecode(cell.c_str(), "CP1252", CPL_ENC_UTF8);
                cell = utf8;
                CPLFree(utf8);
                ++recoded;
            }
        }
        geometry(feature->GetGeometryRef());
    }
    // A layer that breaks off ends like one that is over; only the error tells.
    if (!gdal.failure().empty()) throw model::InputError(source + ": is damaged" + gdal.in_brackets());
    if (recoded > 0)
        note(issues, source, "encoding", fmt::format("{} cells are not UTF-8 and were read as Windows-1252", recoded));
    return features;
}

}  // namespace locality::io
