#include "io/layer_choice.h"

#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::io {

namespace {

enum class Geometry { none, points, lines, polygons, unknown };

Geometry kind_of(OGRwkbGeometryType declared) {
    const OGRwkbGeometryType type = wkbFlatten(declared);
    if (type == wkbNone) return Geometry::none;
    if (type == wkbPoint || type == wkbMultiPoint) return Geometry::points;
    if (OGR_GT_IsSubClassOf(type, wkbSurface) || OGR_GT_IsSubClassOf(type, wkbMultiSurface)) return Geometry::polygons;
    if (OGR_GT_IsSubClassOf(type, wkbCurve) || OGR_GT_IsSubClassOf(type, wkbMultiCurve)) return Geometry::lines;
    return Geometry::unknown;
}

/// As declared, else as the first geometry shows.
Geometry kind_of(OGRLayer& layer) {
    const Geometry declared = kind_of(layer.GetGeomType());
    if (declared != Geometry::unknown) return declared;
    constexpr int features_looked_at = 20;
    layer.ResetReading();
    for (int i = 0; i < features_looked_at; ++i) {
        const OGRFeatureUniquePtr feature(layer.GetNextFeature());
        if (!feature) break;
        if (const OGRGeometry* geometry = feature->GetGeometryRef(); geometry && !geometry->IsEmpty()) {
            const Geometry found = kind_of(geometry->getGeometryType());
            layer.ResetReading();
            return found;
        }
    }
    layer.ResetReading();
    return Geometry::unknown;
}

const char* in_words(Geometry kind) {
    switch (kind) {
        case Geometry::none:
            return "no shapes";
        case Geometry::points:
            return "points";
        case Geometry::lines:
            return "lines";
        case Geometry::polygons:
            return "polygons";
        case Geometry::unknown:
            break;
    }
    return "mixed shapes";
}

bool has_recognised_code(OGRLayer& layer) {
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i)
        if (recognise(definition.GetFieldDefn(i)->GetNameRef()).is_code) return true;
    return false;
}

}  // namespace

OGRLayer& choose_layer(const OpenedFile& opened, bool polygons) {
    GDALDataset& dataset = *opened.dataset;
    const std::string& file = opened.file.name;
    if (!opened.file.layer.empty()) {
        OGRLayer* named = find_layer(dataset, opened.file.layer);
        const std::vector<std::string> names = layer_names(dataset);
        if (!named) {
            const std::string near = nearest(opened.file.layer, names);
            throw model::InputError(fmt::format("{}: no layer \"{}\"{}; it has: {}", file, opened.file.layer,
                                                near.empty() ? "" : " (did you mean \"" + near + "\"?)",
                                                fmt::join(names, ", ")));
        }
        if (const Geometry kind = kind_of(*named); polygons && kind != Geometry::polygons && kind != Geometry::unknown)
            throw model::InputError(fmt::format("{}, layer {}: holds {}; boundaries must be polygons", file,
                                                named->GetName(), in_words(kind)));
        return *named;
    }
    std::vector<OGRLayer*> fitting;
    std::vector<std::string> all;
    for (OGRLayer* layer : dataset.GetLayers()) {
        const Geometry kind = kind_of(*layer);
        all.push_back(fmt::format("{} ({})", layer->GetName(), in_words(kind)));
        const bool fits = polygons ? kind == Geometry::polygons : kind == Geometry::points;
        if (fits || kind == Geometry::unknown) fitting.push_back(layer);
    }
    if (fitting.empty() && !polygons)  // polygons will do for points: their interior points are taken
        for (OGRLayer* layer : dataset.GetLayers())
            if (kind_of(*layer) == Geometry::polygons) fitting.push_back(layer);
    if (fitting.empty())
        throw model::InputError(fmt::format("{}: holds no {}; its layers: {}", file, polygons ? "polygons" : "points",
                                            fmt::join(all, ", ")));
    if (fitting.size() > 1 &&
        std::count_if(fitting.begin(), fitting.end(), [](OGRLayer* l) { return has_recognised_code(*l); }) == 1)
        std::erase_if(fitting, [](OGRLayer* l) { return !has_recognised_code(*l); });
    if (fitting.size() > 1)
        throw model::InputError(
            fmt::format("{}: holds several layers; choose one with layer = \"...\": {}", file, fmt::join(all, ", ")));
    return *fitting.front();
}

std::string source_of(const OpenedFile& opened, OGRLayer& layer) {
    if (opened.dataset->GetLayerCount() == 1) return opened.file.name;
    return opened.file.name + ", layer " + layer.GetName();
}

Columns columns_of(const Features& features, const std::string& source) {
    return {source, features.columns, features.size(),
            [&features](std::size_t column, std::size_t row) { return std::string_view(features.cells[column][row]); },
            [&features](std::size_t column) -> std::string {
                switch (features.types[column]) {
                    case OFTString:
                        return "text";
                    case OFTInteger:
                    case OFTInteger64:
                        return "whole number";
                    case OFTReal:
                        return "decimal number";
                    default:
                        return "date";
                }
            }};
}

}  // namespace locality::io
