#include "geo/mending.h"
#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/gdal_crs.h"
#include "io/gdal_open.h"
#include "io/gdal_shapes.h"
#include "io/layer_choice.h"
#include "io/notes.h"
#include "io/read_layer.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <unordered_map>

namespace locality::io {

namespace {

struct Places {
    std::vector<geo::Point> place;  ///< NaN where a row has none
    std::string definition;         ///< of their coordinate system; empty where already on the National Grid
};

/// The pair of columns that hold a place, and in what.
struct PlaceColumns {
    std::size_t x = 0, y = 0;
    std::string definition;
};

std::optional<std::size_t> named_one_of(const Columns& columns, std::span<const char* const> names) {
    for (const char* name : names)
        if (const auto c = find_column(columns, [&](std::string_view n) {
                const std::vector<std::string> words = words_of(n);
                std::string joined;
                for (const std::string& w : words) joined += (joined.empty() ? "" : " ") + w;
                return joined == name;
            }))
            return c;
    return {};
}

PlaceColumns place_columns(const Columns& columns, const model::SourceSpec& spec) {
    static constexpr std::array easting{"easting", "eastings", "bng e", "oseast 1 m", "pwc easting"};
    static constexpr std::array northing{"northing", "northings", "bng n", "osnrth 1 m", "pwc northing"};
    static constexpr std::array x{"x", "x coord", "xcoord", "point x"};
    static constexpr std::array y{"y", "y coord", "ycoord", "point y"};
    static constexpr std::array longitude{"longitude", "long", "lon", "lng", "longitude 1 m"};
    static constexpr std::array latitude{"latitude", "lat", "latitude 1 m"};
    if (const auto e = named_one_of(columns, easting), n = named_one_of(columns, northing); e && n)
        return {*e, *n, spec.crs.empty() ? "EPSG:27700" : spec.crs};
    if (const auto e = named_one_of(columns, longitude), n = named_one_of(columns, latitude); e && n)
        return {*e, *n, spec.crs.empty() ? "EPSG:4326" : spec.crs};
    // x and y do not say what they are; their range does, where the project file does not.
    if (const auto e = named_one_of(columns, x), n = named_one_of(columns, y); e && n) return {*e, *n, spec.crs};
    throw model::InputError(
        fmt::format("{}: no columns of places are recognised (easting and northing, x and y, longitude and "
                    "latitude); it has: {}",
                    columns.source, listed(columns)));
}

Places places_of(const Table& table, const model::SourceSpec& spec) {
    const Columns columns = columns_of(table);
    const PlaceColumns at = place_columns(columns, spec);
    Places places;
    geo::Box box;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const Cell x = parse_cell(table.cells[at.x][row]), y = parse_cell(table.cells[at.y][row]);
        const bool known = x.is == Cell::Is::number && y.is == Cell::Is::number;
        places.place.push_back(known ? geo::Point{x.number, y.number} : geo::Point{model::no_value, model::no_value});
        if (known) box.add(places.place.back());
    }
    if (box.empty())
        throw model::InputError(fmt::format("{}: no row has a place in columns \"{}\" and \"{}\"", table.source,
                                            table.columns[at.x], table.columns[at.y]));
    places.definition = at.definition;
    if (places.definition.empty()) places.definition = geo::plausible_degrees(box) ? "EPSG:4326" : "EPSG:27700";
    return places;
}

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
    rows.features = read_features(layer, source, gdal, issues, [&](const OGRGeometry* geometry) {
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
    add_warnings(gdal, source, issues);
    rows.columns = columns_of(rows.features, source);
    if (rows.features.size() == 0) throw model::InputError(source + ": has no features");
    if (points == 0 && tally.polygons == 0) throw model::InputError(source + ": holds no points and no polygons");
    if (points > 0) return;
    to_national_grid(rows.coordinates, shapes.vertices, source, issues);
    rows.coordinates = {"EPSG:27700", false, false};
    rows.place = geo::interior_points(shapes);
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
