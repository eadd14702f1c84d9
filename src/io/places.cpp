#include "io/places.h"

#include "io/column_words.h"
#include "io/columns.h"
#include "io/gdal_crs.h"
#include "model/errors.h"
#include "model/values.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <span>

namespace locality::io {

namespace {

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

}  // namespace

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

void bring_places(Places& places, const std::string& source, model::Issues& issues) {
    std::vector<std::size_t> row;
    std::vector<geo::Point> known;
    for (std::size_t i = 0; i < places.place.size(); ++i)
        if (std::isfinite(places.place[i].x) && std::isfinite(places.place[i].y)) {
            row.push_back(i);
            known.push_back(places.place[i]);
        }
    to_national_grid({places.definition, false, false}, known, source, issues);
    places.definition = "EPSG:27700";
    for (std::size_t i = 0; i < row.size(); ++i) places.place[row[i]] = known[i];
}

}  // namespace locality::io
