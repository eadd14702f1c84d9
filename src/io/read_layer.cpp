#include "io/read_layer.h"

#include "geo/parallel.h"
#include "io/columns.h"
#include "io/gdal_crs.h"
#include "io/gdal_open.h"
#include "io/gdal_shapes.h"
#include "io/layer_choice.h"
#include "io/notes.h"
#include "io/wkb_features.h"
#include "io/wkb_shapes.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <system_error>

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

void append(geo::Shapes& shapes, const geo::Shapes& more) {
    const auto add = [](std::vector<std::uint32_t>& begin, std::span<const std::uint32_t> more_begin) {
        const std::uint32_t end = begin.back();
        for (const std::uint32_t b : more_begin.subspan(1)) begin.push_back(end + b);
    };
    shapes.vertices.insert(shapes.vertices.end(), more.vertices.begin(), more.vertices.end());
    add(shapes.ring_begin, more.ring_begin);
    add(shapes.part_begin, more.part_begin);
    add(shapes.shape_begin, more.shape_begin);
}

/// What one reader found of a layer.
struct Polygons {
    Features features;
    geo::Shapes shapes;
    ShapeTally tally;
    std::optional<std::size_t> no_number;  ///< the first feature with a vertex that is none: told once codes are known

    void append(Polygons more) {
        if (more.no_number && !no_number) no_number = features.size() + *more.no_number;
        features.append(std::move(more.features));
        io::append(shapes, more.shapes);
        tally.curved += more.tally.curved;
        tally.collections += more.tally.collections;
        tally.other += more.tally.other;
        tally.polygons += more.tally.polygons;
    }
};

Polygons read_part(OGRLayer& layer, const std::string& source, Listening& gdal, std::size_t batch_size,
                   std::size_t vertices_expected) {
    Polygons part;
    part.shapes.vertices.reserve(vertices_expected);
    std::size_t read = 0;
    const auto take = [&](bool finite) {
        if (!finite && !part.no_number) part.no_number = read;
        ++read;
    };
    if (has_wkb_columns(layer))
        part.features = read_wkb_features(
            layer, source, gdal,
            [&](std::span<const std::byte> wkb) {
                bool finite = true;
                const bool readable = append_wkb_shape(wkb, part.shapes, part.tally, finite);
                take(finite);
                return readable;
            },
            batch_size);
    else
        part.features = read_features(layer, source, gdal, [&](const OGRGeometry* geometry) {
            take(append_shape(geometry, part.shapes, part.tally));
        });
    return part;
}

/// Reads a GeoPackage's table by ranges of its row numbers, each by a thread that opens the file for itself. Nothing
/// where it has none to ask for (a view), or a part cannot be read: then the layer is read as a whole, to say why.
std::optional<Polygons> read_in_parts(const OpenedFile& opened, OGRLayer& layer, const std::string& source, int threads,
                                      std::size_t batch_size, std::size_t vertices_expected) {
    const std::int64_t rows = layer.GetFeatureCount();
    const auto parts = static_cast<std::size_t>(threads);
    std::vector<std::optional<Polygons>> found(parts);
    geo::in_parallel(parts, threads, [&](std::size_t part, std::size_t) {
        Listening gdal;
        const GDALDatasetUniquePtr dataset = open_again(opened);
        OGRLayer* const same = dataset ? dataset->GetLayerByName(layer.GetName()) : nullptr;
        if (!same) return;
        // How rows are numbered makes the parts larger or smaller, but together they always are the whole table.
        const auto first_of = [&](std::size_t p) { return rows * static_cast<std::int64_t>(p) / threads; };
        const std::string from = part == 0 ? "" : fmt::format("_rowid_ > {}", first_of(part));
        const std::string to = part + 1 == parts ? "" : fmt::format("_rowid_ <= {}", first_of(part + 1));
        const std::string range = from + (from.empty() || to.empty() ? "" : " AND ") + to;
        if (same->SetAttributeFilter(range.c_str()) != OGRERR_NONE) return;
        try {
            found[part] = read_part(*same, source, gdal, batch_size, vertices_expected / (part == 0 ? 1 : parts));
        } catch (const model::InputError&) {
        }
        if (!gdal.warnings().empty()) found[part].reset();
    });
    if (std::ranges::any_of(found, [](const auto& part) { return !part; })) return std::nullopt;
    Polygons all = std::move(*found[0]);
    for (std::size_t part = 1; part < parts; ++part) all.append(std::move(*found[part]));
    if (all.features.size() == 0) return std::nullopt;
    return all;
}

/// The shapes of a layer, into `layer`; the rest is returned.
Polygons read_polygons(const OpenedFile& opened, OGRLayer& source_layer, Listening& gdal, const std::string& id,
                       model::Layer& layer, model::Issues& issues, int threads) {
    constexpr std::uintmax_t batch_bytes = 1 << 20, worth_two_readers = 8 << 20, vertex_bytes = 2 * sizeof(double);
    const bool by_columns = has_wkb_columns(source_layer);
    std::error_code no_file;
    const std::uintmax_t bytes = by_columns ? std::filesystem::file_size(opened.file.path, no_file) : 0;
    const auto rows =
        static_cast<std::uintmax_t>(std::max<std::int64_t>(by_columns ? source_layer.GetFeatureCount() : 1, 1));
    const auto batch_size =
        static_cast<std::size_t>(std::clamp<std::uintmax_t>(batch_bytes / (bytes / rows + 1), 1, 1024));
    const auto vertices_expected = static_cast<std::size_t>(bytes / vertex_bytes);
    threads = geo::thread_count(threads);
    std::optional<Polygons> polygons;
    if (threads > 1 && !no_file && bytes >= worth_two_readers && has_ending(opened.file.path, ".gpkg"))
        polygons = read_in_parts(opened, source_layer, layer.source, threads, batch_size, vertices_expected);
    if (!polygons) polygons = read_part(source_layer, layer.source, gdal, batch_size, vertices_expected);
    note_recoded(polygons->features, layer.source, issues);
    add_warnings(gdal, id, issues);
    const ShapeTally& tally = polygons->tally;
    if (polygons->features.size() == 0) throw model::InputError(layer.source + ": has no features");
    if (tally.polygons == 0)
        throw model::InputError(fmt::format("{}: holds no polygons ({}); boundaries must be polygons", layer.source,
                                            tally.other > 0 ? "lines or points only" : "every shape is empty"));
    report(tally, id, issues);
    layer.shapes = std::move(polygons->shapes);
    return std::move(*polygons);
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
    if (const auto no_number = read_polygons(opened, source_layer, gdal, id, layer, issues, 1).no_number)
        throw model::InputError(
            fmt::format("{}: feature {} has a vertex that is no number; mend its shape", layer.source, *no_number + 1));
    layer.coordinates = to_national_grid(coordinates, layer.shapes.vertices, layer.source, issues);
    return layer;
}

model::Layer read_layer(const model::SourceSpec& spec, const std::string& id, model::Issues& issues, int threads) {
    Listening gdal;
    const OpenedFile opened = open_vector(spec, Holds::layers, gdal);
    OGRLayer& source_layer = choose_layer(opened, true);

    model::Layer layer;
    layer.id = id;
    layer.source = source_of(opened, source_layer);
    const Coordinates coordinates = coordinates_of(source_layer, spec, opened.file.path.string(), layer.source);
    Polygons polygons = read_polygons(opened, source_layer, gdal, id, layer, issues, threads);
    Features& features = polygons.features;
    const std::optional<std::size_t> no_number = polygons.no_number;

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
