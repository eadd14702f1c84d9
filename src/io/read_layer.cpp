#include "io/read_layer.h"

#include "io/columns.h"
#include "io/gdal_crs.h"
#include "io/gdal_open.h"
#include "io/gdal_shapes.h"
#include "io/layer_choice.h"
#include "io/notes.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <optional>
#include <set>

namespace locality::io {

namespace {

bool is_key_type(OGRFieldType type) {
    return type == OFTString || type == OFTInteger || type == OFTInteger64;
}

void report(const ShapeTally& tally, const std::string& id, model::Issues& issues) {
    if (tally.curved > 0)
        note(issues, id, "curved_geometry",
             fmt::format("{} shapes have curves; they were drawn with short straight lines", tally.curved));
    if (tally.collections > 0)
        warn(issues, id, "geometry_collection",
             fmt::format("{} shapes are collections; their polygons were taken and the rest left out",
                         tally.collections));
    if (tally.other > 0)
        warn(issues, id, "not_a_polygon",
             fmt::format("{} features are lines or points and count as having no shape", tally.other));
}

struct Polygons {
    Features features;
    std::optional<std::size_t> no_number;  ///< the first feature with a vertex that is none: told once codes are known
};

/// The shapes of a layer, into `layer`; its attributes are returned.
Polygons read_polygons(OGRLayer& source_layer, Listening& gdal, const std::string& id, model::Layer& layer,
                       model::Issues& issues) {
    ShapeTally tally;
    std::size_t read = 0;
    std::optional<std::size_t> no_number;
    Features features = read_features(source_layer, layer.source, gdal, issues, [&](const OGRGeometry* geometry) {
        if (!append_shape(geometry, layer.shapes, tally) && !no_number) no_number = read;
        ++read;
    });
    add_warnings(gdal, id, issues);
    if (features.size() == 0) throw model::InputError(layer.source + ": has no features");
    if (tally.polygons == 0)
        throw model::InputError(fmt::format("{}: holds no polygons ({}); boundaries must be polygons", layer.source,
                                            tally.other > 0 ? "lines or points only" : "every shape is empty"));
    report(tally, id, issues);
    return {std::move(features), no_number};
}

}  // namespace

model::Layer read_shapes(const model::SourceSpec& spec, const std::string& id, model::Issues& issues) {
    Listening gdal;
    const OpenedFile opened = open_vector(spec, Holds::layers, gdal);
    OGRLayer& source_layer = choose_layer(opened, true);
    model::Layer layer;
    layer.id = id;
    layer.source = source_of(opened, source_layer);
    const Coordinates coordinates = coordinates_of(source_layer, spec, opened.file.path.string(), layer.source);
    if (const auto no_number = read_polygons(source_layer, gdal, id, layer, issues).no_number)
        throw model::InputError(
            fmt::format("{}: feature {} has a vertex that is no number; mend its shape", layer.source, *no_number + 1));
    layer.coordinates = to_national_grid(coordinates, layer.shapes.vertices, layer.source, issues);
    return layer;
}

model::Layer read_layer(const model::SourceSpec& spec, const std::string& id, model::Issues& issues) {
    Listening gdal;
    const OpenedFile opened = open_vector(spec, Holds::layers, gdal);
    OGRLayer& source_layer = choose_layer(opened, true);

    model::Layer layer;
    layer.id = id;
    layer.source = source_of(opened, source_layer);
    const Coordinates coordinates = coordinates_of(source_layer, spec, opened.file.path.string(), layer.source);
    auto [features, no_number] = read_polygons(source_layer, gdal, id, layer, issues);

    const Columns columns = columns_of(features, layer.source);
    const KeyColumn key = key_column(columns, spec, false);
    if (!is_key_type(features.types[key.code]))
        throw model::InputError(
            fmt::format("{}: column \"{}\" is a {}; choose a column of text or whole numbers with code = \"...\"; "
                        "it has: {}",
                        layer.source, features.columns[key.code], columns.type(key.code), listed(columns)));
    for (std::size_t i = 0; i < features.size(); ++i)
        if (features.cells[key.code][i].empty())
            throw model::InputError(
                fmt::format("{}: feature {} has no code in column \"{}\"; fill it in, or choose another with "
                            "code = \"...\"",
                            layer.source, features.id[i], features.columns[key.code]));
    if (no_number)
        throw model::InputError(fmt::format("{}: feature {} ({}) has a vertex that is no number; mend its shape",
                                            layer.source, *no_number + 1, features.cells[key.code][*no_number]));
    if (key.only_names)
        note(issues, id, "names_as_codes",
             fmt::format("no column of codes: the names in \"{}\" were used", features.columns[key.code]));
    layer.kind = key.kind;
    layer.vintage = key.vintage;
    layer.code = features.cells[key.code];
    layer.name = key.name ? features.cells[*key.name] : layer.code;
    for (std::size_t i = 0; i < layer.name.size(); ++i)
        if (layer.name[i].empty()) layer.name[i] = layer.code[i];
    for (std::size_t c = 0; c < features.columns.size(); ++c)
        if (is_key_type(features.types[c]))
            layer.attributes.push_back({features.columns[c], std::move(features.cells[c])});

    layer.coordinates = to_national_grid(coordinates, layer.shapes.vertices, layer.source, issues);
    return layer;
}

}  // namespace locality::io
