#include "io/found_coordinates.h"

#include "geo/crs.h"
#include "geo/errors.h"
#include "geo/grid_reference.h"
#include "io/gdal_crs.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace locality::io {

namespace {

struct Known {
    const char* crs;
    const char* words;
};
constexpr std::array<Known, 7> known{{{"EPSG:27700", "British National Grid, in metres"},
                                      {"EPSG:4326", "longitude and latitude, in degrees (WGS 84)"},
                                      {"OGC:CRS84", "longitude and latitude, in degrees (WGS 84)"},
                                      {"EPSG:4258", "longitude and latitude, in degrees (ETRS89)"},
                                      {"EPSG:3857", "Web Mercator, in metres"},
                                      {"EPSG:32630", "UTM zone 30 north, in metres"},
                                      {"EPSG:32631", "UTM zone 31 north, in metres"}}};
// In the order of how often they are met.
constexpr std::array tried{"EPSG:4326", "EPSG:27700", "EPSG:3857", "EPSG:32630", "EPSG:32631"};

/// Great Britain with its isles; narrower than what geo::plausible_national_grid lets pass, for it decides between
/// systems.
constexpr geo::Box great_britain{0, 0, 660'000, 1'220'000};

bool inside(const geo::Box& box, const geo::Box& outer) {
    return outer.contains({box.min_x, box.min_y}) && outer.contains({box.max_x, box.max_y});
}

/// Of the corners that can be brought there: a box reaches further than what it holds, and a grid shift ends somewhere.
geo::Box on_the_grid(const std::string& crs, const geo::Box& numbers) {
    const geo::ToNationalGrid grid(crs);
    geo::Box box;
    std::string refused;
    for (const geo::Point corner : {geo::Point{numbers.min_x, numbers.min_y}, geo::Point{numbers.max_x, numbers.min_y},
                                    geo::Point{numbers.min_x, numbers.max_y}, geo::Point{numbers.max_x, numbers.max_y},
                                    numbers.centre()}) {
        try {
            std::array<geo::Point, 1> point{corner};
            grid.transform(point);
            box.add(point[0]);
        } catch (const geo::GeometryError& error) {
            refused = error.what();
        }
    }
    if (box.empty()) throw geo::GeometryError(refused);
    return box;
}

}  // namespace

std::string in_words(const std::string& crs) {
    for (const Known& k : known)
        if (crs == k.crs) return k.words;
    try {
        const geo::ToNationalGrid grid(crs);
        return fmt::format("{}, in {}", grid.source_name(), grid.source_is_geographic() ? "degrees" : "metres");
    } catch (const geo::GeometryError&) {
        return "a coordinate system that is not known";
    }
}

std::vector<model::PlausibleSystem> plausible_systems(const geo::Box& numbers) {
    std::vector<model::PlausibleSystem> systems;
    if (numbers.empty()) return systems;
    const bool degrees = geo::plausible_degrees(numbers);
    for (const char* crs : tried) {
        // Degrees are small numbers, which would also be a few hundred metres in the sea off Cornwall.
        if (degrees != (std::string_view(crs) == "EPSG:4326")) continue;
        try {
            const geo::Box there = on_the_grid(crs, numbers);
            if (!inside(there, great_britain)) continue;
            systems.push_back({crs, fmt::format("{}: near {}", in_words(crs), geo::grid_reference(there.centre(), 4)), there});
        } catch (const geo::GeometryError&) {  // too far away to be brought there
        }
    }
    return systems;
}

void find_coordinates(OGRLayer& layer, const std::string& opened_path, const geo::Box& numbers, model::Found& found) {
    std::string stated;
    try {
        const Coordinates coordinates = coordinates_of(layer, found.source, opened_path, found.label);
        geo::Box there = numbers;
        if (coordinates.north_first) {
            std::swap(there.min_x, there.min_y);
            std::swap(there.max_x, there.max_y);
        }
        const bool misfit = coordinates.assumed && !numbers.empty() && !geo::plausible_degrees(numbers);
        if (!misfit) {
            found.coordinates = in_words(coordinates.definition) + (coordinates.assumed ? ", as GeoJSON is" : "");
            if (!there.empty()) found.box = on_the_grid(coordinates.definition, there);
            return;
        }
    } catch (const model::InputError& error) {
        stated = error.what();
    } catch (const geo::GeometryError& error) {
        found.problem = fmt::format("{}: its coordinate system cannot be brought to the National Grid ({})", found.label,
                                    error.what());
        return;
    }
    found.systems = plausible_systems(numbers);
    if (found.systems.empty()) {
        found.coordinates = "not known";
        found.problem = fmt::format(
            "{}: does not say its coordinate system, and its numbers (x from {:.6g} to {:.6g}, y from {:.6g} to {:.6g}) "
            "put it in no part of Great Britain; save it again with a coordinate system",
            found.label, numbers.min_x, numbers.max_x, numbers.min_y, numbers.max_y);
        return;
    }
    found.source.crs = found.systems.front().crs;
    found.box = found.systems.front().box;
    found.coordinates = in_words(found.source.crs) + ", told by its numbers: the file does not say";
    if (found.systems.size() == 1) found.systems.clear();
}

}  // namespace locality::io
