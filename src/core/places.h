#pragma once

#include "core/profile.h"
#include "geo/shapes.h"
#include "model/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// Something a user can name on the map.
struct Place {
    enum class Is { footprint, zone, point } is = Is::point;
    std::string label;                 ///< as it is properly written: "Seacroft (U16878)", "LS12 1AB", "SE 2983 3370"
    std::optional<Found> footprint;    ///< where it is one
    std::optional<std::int32_t> zone;  ///< where it is one, or the one that the point lies in
    geo::Point point;                  ///< the point; of a footprint or zone a point inside it
};

/// Finds what a user means: a footprint or zone by code or name (any case, with its set before it where several have
/// it: "ward:Seacroft", "zone:E01011229"), a postcode of the project's table, a grid reference ("SE 29 33", its
/// middle), or metres east and north, or degrees of latitude and longitude ("429795, 433925", "53.80, -1.55"); then a
/// footprint or zone by the start of its name where only one fits. A code goes before a name, a footprint
/// before a zone, either before a postcode.
/// Throws model::InputError that says what is wrong with a place that can be told to be meant, lists what fits where
/// several do, or says what can be given.
Place find_place(const model::Result& result, std::string_view what);

/// The footprints of a set that hold a point, by their outlines; several where they overlap.
std::vector<std::size_t> footprints_at(const model::FootprintSet& set, geo::Point point);

/// The one footprint of a set that a place means: itself; the one that holds the point; the one with most of the zone.
/// Throws model::InputError where there is none, or where a point lies in several.
std::size_t footprint_for(const model::Result& result, std::size_t set, const Place& place);

/// Keeps the postcodes that lie in a zone; how many do not is a note.
model::Postcodes postcodes_within(const model::Coverage& zones, model::Postcodes postcodes, model::Issues& issues);

}  // namespace locality::core
