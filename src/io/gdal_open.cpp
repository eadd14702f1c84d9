#include "io/gdal_open.h"

#include "io/column_words.h"
#include "io/notes.h"
#include "model/errors.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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
    opened.dataset = open_again(opened);
    if (!opened.dataset)
        throw model::InputError(fmt::format("{}: not a {} that can be read{}", opened.file.name,
                                            what == Holds::layers ? "file of boundaries" : "table",
                                            gdal.in_brackets()));
    if (opened.dataset->GetLayerCount() == 0) throw model::InputError(opened.file.name + ": holds no layer");
    return opened;
}

GDALDatasetUniquePtr open_again(const OpenedFile& opened) {
    CPLStringList options;
    if (has_ending(opened.file.path, ".gpkg") && !opened.file.folder) options.SetNameValue("NOLOCK", "YES");
    if (has_ending(opened.file.path, ".gml")) {
        options.SetNameValue("WRITE_GFS", "NO");
        options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
    }
    return GDALDatasetUniquePtr(GDALDataset::Open(opened.file.path.c_str(),
                                                  GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                                                  options.List(), nullptr));
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

void Features::append(Features&& more) {
    for (std::size_t c = 0; c < cells.size(); ++c) std::ranges::move(more.cells[c], std::back_inserter(cells[c]));
    id.insert(id.end(), more.id.begin(), more.id.end());
    recoded += more.recoded;
}

void note_recoded(const Features& features, const std::string& source, model::Issues& issues) {
    if (features.recoded > 0)
        note(issues, source, "encoding",
             fmt::format("{} cells are not UTF-8 and were read as Windows-1252", features.recoded));
}

FeatureCells::FeatureCells(const OGRFeatureDefn& definition, std::size_t most_features)
    : m_most_features(most_features) {
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        const OGRFieldType type = definition.GetFieldDefn(i)->GetType();
        if (type == OFTBinary || type == OFTStringList || type == OFTIntegerList || type == OFTInteger64List ||
            type == OFTRealList)
            continue;
        m_fields.push_back(i);
        m_features.columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
        m_features.types.push_back(type);
    }
    m_features.cells.resize(m_fields.size());
}

void FeatureCells::add_feature(std::int64_t id, const std::string& source) {
    if (m_features.id.size() == m_most_features)
        throw model::InputError(
            fmt::format("{}: more than {} features; cut it down to the area you need first", source, m_most_features));
    m_features.id.push_back(id);
    for (std::vector<std::string>& column : m_features.cells) column.emplace_back();
}

void FeatureCells::set(std::size_t column, std::string_view text) {
    std::string& cell = m_features.cells[column].back();
    cell = trimmed(text);
    if (CPLIsUTF8(cell.c_str(), static_cast<int>(cell.size()))) return;
    char* utf8 = CPLRecode(cell.c_str(), "CP1252", CPL_ENC_UTF8);
    cell = utf8;
    CPLFree(utf8);
    ++m_features.recoded;
}

Features read_features(OGRLayer& layer, const std::string& source, Listening& gdal,
                       const std::function<void(const OGRGeometry*)>& geometry, std::size_t most_features) {
    FeatureCells cells(*layer.GetLayerDefn(), most_features);
    const std::vector<int>& fields = cells.fields();
    gdal.clear();
    layer.ResetReading();
    for (;;) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) break;
        cells.add_feature(feature->GetFID(), source);
        for (std::size_t c = 0; c < fields.size(); ++c)
            if (feature->IsFieldSetAndNotNull(fields[c])) cells.set(c, feature->GetFieldAsString(fields[c]));
        geometry(feature->GetGeometryRef());
    }
    // A layer that breaks off ends like one that is over; only the error tells.
    if (!gdal.failure().empty()) throw model::InputError(source + ": is damaged" + gdal.in_brackets());
    return cells.take();
}

}  // namespace locality::io
