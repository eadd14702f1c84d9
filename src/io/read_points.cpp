#include "geo/mending.h"
#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/gdal_crs.h"
#include "io/gdal_open.h"
#include "io/gdal_shapes.h"
#include "io/layer_choice.h"
#include "io/notes.h"
#include "io/places.h"
#include "io/read_layer.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <unordered_map>

namespace locality::io {

namespace {

bool is_text_file(const model::SourceSpec& spec) {
    const StagedFile file = stage(spec, Holds::tables);
    for (const char* ending : {".csv", ".txt", ".tsv", ".xlsx", ".ods"})
        if (has_ending(file.path, ending)) return true;
    return false;
}

/// Points, weights and keys as rows of text, whatever they came from.
struct Rows {
    Table table;        ///< of a text file
    Features features;  ///< of a layer
    Columns columns;
    Coordinates coordinates;
    std::vector<geo::Point> place;
    geo::Shapes shapes;  ///< of small zones whose people are spread over them
};

void read_table_rows(const model::WeightsSpec& spec, Rows& rows, model::Issues& issues) {
    const std::array hints{spec.value, spec.zone};
    rows.table = read_table_with(spec.source, hints, issues);
    rows.columns = columns_of(rows.table);
    Places places = places_of(rows.table, spec.source);
    rows.place = std::move(places.place);
    rows.coordinates = {places.definition, false, false};
}

void read_layer_rows(const model::WeightsSpec& spec, Rows& rows, model::Issues& issues) {
    Listening gdal;
    const OpenedFile opened = open_vector(spec.source, Holds::layers, gdal);
    OGRLayer& layer = choose_layer(opened, false);
    const std::string source = source_of(opened, layer);
    rows.coordinates = coordinates_of(layer, spec.source, opened.file.path.string(), source);

    geo::Shapes shapes;
    ShapeTally tally;
    std::size_t points = 0;
    constexpr geo::Point nowhere{model::no_value, model::no_value};
    rows.features = read_features(layer, source, gdal, [&](const OGRGeometry* geometry) {
        const OGRwkbGeometryType type = geometry ? wkbFlatten(geometry->getGeometryType()) : wkbNone;
        geo::Point place = nowhere;
        if (geometry && !geometry->IsEmpty()) {
            const OGRGeometry* first = type == wkbMultiPoint ? geometry->toMultiPoint()->getGeometryRef(0) : geometry;
            if (wkbFlatten(first->getGeometryType()) == wkbPoint) {
                place = {first->toPoint()->getX(), first->toPoint()->getY()};
                ++points;
            }
        }
        rows.place.push_back(place);
        append_shape(points > 0 ? nullptr : geometry, shapes, tally);  // polygons matter only where nothing is a point
    });
    note_recoded(rows.features, source, issues);
    add_warnings(gdal, source, issues);
    rows.columns = columns_of(rows.features, source);
    if (rows.features.size() == 0) throw model::InputError(source + ": has no features");
    if (points == 0 && tally.polygons == 0) throw model::InputError(source + ": holds no points and no polygons");
    if (points > 0) return;
    to_national_grid(rows.coordinates, shapes.vertices, source, issues);
    rows.coordinates = {"EPSG:27700", false, false};
    rows.place = geo::interior_points(shapes);
    if (spec.spread) rows.shapes = std::move(shapes);
}

/// The column of people or households: as named, else as its name says.
std::optional<std::size_t> value_column(const Columns& columns, const model::WeightsSpec& spec, bool must) {
    if (!spec.value.empty()) return column_called(columns, spec.value, "value");
    const bool households = spec.unit == "households";
    const auto found = spec.unit.empty() && !must ? std::nullopt : find_column(columns, [&](std::string_view name) {
        const std::string n = lower(name);
        if (n.find("household") != std::string::npos) return households || spec.unit.empty();
        return !households && (n.find("residents") != std::string::npos || n == "population" ||
                               n == "total_population" || n == "persons" || n == "people");
    });
    if (!found && must)
        throw model::InputError(
            fmt::format("{}: no column of {} is recognised; say which with value = \"...\"; it has: {}", columns.source,
                        spec.unit.empty() ? "people or households" : spec.unit, listed(columns)));
    return found;
}

/// Weights from another table, joined on the code.
model::Values joined_weights(const model::WeightsSpec& spec, const std::vector<std::string>& code,
                             const std::string& source, model::Issues& issues) {
    const std::array hints{spec.value};
    const Table table = read_table_with(spec.table, hints, issues);
    const Columns columns = columns_of(table);
    const KeyColumn key = key_column(columns, spec.table, false);
    const std::size_t value = *value_column(columns, spec, true);
    CellTally tally;
    const model::Values all = numbers(table, value, tally);
    tally.report(issues, table.source);
    std::unordered_map<std::string_view, std::size_t> row_of;
    for (std::size_t row = 0; row < table.row_count(); ++row) row_of.try_emplace(table.cells[key.code][row], row);
    model::Values weight(code.size());
    std::size_t unmatched = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const auto at = row_of.find(code[i]);
        if (at == row_of.end()) {
            ++unmatched;
            continue;
        }
        weight.number[i] = all.number[at->second];
        weight.status[i] = all.status[at->second];
    }
    if (unmatched == code.size())
        throw model::InputError(
            fmt::format("{}: none of its codes (\"{}\") stands in {}; choose the columns with code = \"...\"",
                        table.source, table.columns[key.code], source));
    if (unmatched > 0)
        warn(issues, source, "unknown_code",
             fmt::format("{} of {} points have no row in {} and no weight", unmatched, code.size(), table.source));
    return weight;
}

model::Values own_weights(const Columns& columns, std::size_t value, model::Issues& issues) {
    CellTally tally;
    model::Values weight(columns.rows);
    for (std::size_t row = 0; row < columns.rows; ++row)
        tally.read(columns.cell(value, row), columns.names[value], weight, row);
    tally.report(issues, columns.source);
    return weight;
}

}  // namespace

model::PointLayer read_points(const model::WeightsSpec& spec, const std::string& id, model::Issues& issues) {
    Rows rows;
    if (is_text_file(spec.source))
        read_table_rows(spec, rows, issues);
    else
        read_layer_rows(spec, rows, issues);
    const Columns& columns = rows.columns;
    if (spec.spread && rows.shapes.shape_count() == 0)
        throw model::InputError(columns.source +
                                ": holds points, which cannot be spread; take spread out, or name polygons");

    model::PointLayer points;
    points.id = id;
    points.source = columns.source;
    const KeyColumn key = key_column(columns, spec.source, false);
    for (std::size_t row = 0; row < columns.rows; ++row) points.code.emplace_back(columns.cell(key.code, row));
    if (!spec.zone.empty()) {
        const std::size_t zone = column_called(columns, spec.zone, "zone");
        for (std::size_t row = 0; row < columns.rows; ++row) points.zone.emplace_back(columns.cell(zone, row));
    }

    points.unit = spec.unit;
    if (spec.table.given()) {
        points.weight = joined_weights(spec, points.code, points.source, issues);
    } else if (const auto value = value_column(columns, spec, false)) {
        points.weight = own_weights(columns, *value, issues);
    } else {
        points.weight = model::Values::of(std::vector<double>(columns.rows, 1.0));
        points.unit = "points";
    }
    if (points.unit.empty()) points.unit = "residents";
    for (std::size_t i = 0; i < points.weight.size(); ++i)
        if (points.weight.number[i] < 0)
            throw model::InputError(fmt::format("{}: {} has a negative weight ({})", points.source, points.code[i],
                                                points.weight.number[i]));

    // Points without a place are left out, and said.
    std::size_t kept = 0, lost = 0;
    double lost_weight = 0;
    for (std::size_t i = 0; i < rows.place.size(); ++i) {
        if (!std::isfinite(rows.place[i].x) || !std::isfinite(rows.place[i].y)) {
            ++lost;
            if (points.weight.known(i)) lost_weight += points.weight.number[i];
            continue;
        }
        if (spec.spread) points.shapes.append(rows.shapes, i);
        if (kept != i) {
            rows.place[kept] = rows.place[i];
            points.code[kept] = std::move(points.code[i]);
            if (!points.zone.empty()) points.zone[kept] = std::move(points.zone[i]);
            points.weight.number[kept] = points.weight.number[i];
            points.weight.status[kept] = points.weight.status[i];
        }
        ++kept;
    }
    if (kept == 0) throw model::InputError(points.source + ": no point has a place");
    rows.place.resize(kept);
    points.code.resize(kept);
    if (!points.zone.empty()) points.zone.resize(kept);
    points.weight.number.resize(kept);
    points.weight.status.resize(kept);
    if (lost > 0)
        warn(issues, points.source, "no_place",
             fmt::format("{} points have no place and were left out, with {} {}", lost, lost_weight, points.unit));

    to_national_grid(rows.coordinates, rows.place, points.source, issues);
    points.place = std::move(rows.place);
    return points;
}

}  // namespace locality::io
