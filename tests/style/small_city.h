#pragma once

#include "geo/topology.h"
#include "made_shapes.h"
#include "model/result.h"
#include "style/scene.h"

#include <fstream>
#include <sstream>
#include <string>

namespace city {

using namespace locality;

inline style::StyleBook book() {
    std::ifstream file(std::string(LOCALITY_SOURCE_DIR) + "/styles/styles.toml");
    std::stringstream text;
    text << file.rdbuf();
    return {text.str()};
}

/// The book with one text in it replaced.
inline style::StyleBook book_with(const std::string& from, const std::string& to) {
    style::StyleBook b = book();
    const auto at = b.text.find(from);
    if (at == std::string::npos) throw std::logic_error("the book has no " + from);
    b.text.replace(at, from.size(), to);
    return b;
}

inline model::Column column(const std::string& id, const std::string& title, const std::vector<double>& numbers,
                            const std::string& unit = "", int decimals = 0) {
    return {id, title, unit, decimals, model::Values::of(numbers)};
}

/// Four zones of 1 km, from the lower left, row by row: decile 1, decile 10 below; no data, suppressed above. Two
/// footprints: the left half, "West", and the right half, "East Side".
inline model::Result four_squares() {
    model::Result r;
    r.title = "Foursquare";
    r.attribution = "Source: made up";
    r.deprivation_edition = 2025;
    r.zones.kind = "lsoa";
    r.zones.code = {"Z1", "Z2", "Z3", "Z4"};
    r.zones.shapes = made::grid(430000, 430000, 1000, 2, 2);
    r.zones.topology = geo::build_topology(r.zones.shapes);
    const double none = model::no_value;
    model::Column deciles = column("imd_decile", "IMD decile", {1, 10, none, none});
    deciles.values.set_blank(3, model::Status::suppressed);
    r.zone_columns = {deciles, column("residents", "Residents", {1500, 1600, 1700, 1800}, "people")};
    model::FootprintSet set;
    set.id = "pcn";
    set.title = "Primary Care Networks";
    set.code = {"U1", "U2"};
    set.name = {"West", "East Side"};
    made::add(set.shapes, made::rectangle(430000, 430000, 1000, 2000));
    made::add(set.shapes, made::rectangle(431000, 430000, 1000, 2000));
    r.sets.push_back(set);
    return r;
}

}  // namespace city
