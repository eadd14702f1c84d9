#pragma once

#include "geo/shapes.h"
#include "model/issue.h"
#include "model/project.h"
#include "model/words.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::model {

/// What one layer, sheet or table of a user's files is for in a project.
enum class Role {
    left_out,
    zones,
    boundaries,     ///< footprints, a shape each
    dissolve,       ///< footprints, shapes joined by an attribute
    lookup,         ///< footprints: what goes into which
    residents,
    deprivation,
    registrations,  ///< patients by practice and zone; the PCNs are made from them
    practices,
    postcodes,
    centroids,
    weights,        ///< small areas with people: how a zone is shared out that a line cuts
    links,          ///< zones of one year and those of another, with what they have in common
    indicator
};
inline constexpr Words<Role, 14> role_words{{{Role::left_out, "leave-out"},
                                             {Role::zones, "zones"},
                                             {Role::boundaries, "boundaries"},
                                             {Role::dissolve, "dissolve"},
                                             {Role::lookup, "lookup"},
                                             {Role::residents, "residents"},
                                             {Role::deprivation, "deprivation"},
                                             {Role::registrations, "registrations"},
                                             {Role::practices, "practices"},
                                             {Role::postcodes, "postcodes"},
                                             {Role::centroids, "centroids"},
                                             {Role::weights, "weights"},
                                             {Role::links, "links"},
                                             {Role::indicator, "indicator"}}};

/// One column as far as its name and its cells tell what it holds.
struct FoundColumn {
    std::string name;
    std::string kind;  ///< "lsoa", "ward", "practice" ...; empty where nothing tells
    int vintage = 0;
    bool is_code = false, is_name = false;
    bool is_number = false;  ///< every cell that is filled is a number, missing or suppressed
    bool is_whole = false;   ///< and every number is a whole one
    std::size_t filled = 0, different = 0;
    std::vector<std::string> values;    ///< different ones, ascending; empty where there are too many, or decimals
    std::vector<std::string> repeated;  ///< of these, those that stand more than once
    std::vector<std::string> never_above;  ///< of whole numbers: the columns of them that no row has less in
};

/// A coordinate system that the numbers of a file fit.
struct PlausibleSystem {
    std::string crs;    ///< "EPSG:27700"
    std::string words;  ///< "British National Grid, in metres: near SE 29 33"
    geo::Box box;       ///< where the file then lies, on the National Grid
};

/// One layer, sheet or table of a file that a user brought: what is in it, what it can be, and what was chosen.
struct Found {
    enum class Holds { nothing, table, points, polygons } holds = Holds::nothing;
    SourceSpec source;     ///< path and layer; code, name, kind, vintage and crs as recognised or chosen
    SourceSpec recognised; ///< as a reader would find it by itself: what need not be said
    std::string label;     ///< "leeds_27700.gpkg, layer lsoa21"
    std::size_t rows = 0;
    std::vector<FoundColumn> columns;
    std::string coordinates;               ///< in words; empty for tables without places
    std::vector<PlausibleSystem> systems;  ///< the likeliest first, where the file does not say which
    geo::Box box;                          ///< of its places on the National Grid; empty where it has none
    std::string problem;                   ///< why it cannot be read, or what its role lacks; empty where nothing is wrong
    std::string reason;                    ///< why it was left out, though it can be read
    std::string guess;                     ///< what was guessed of it and may be otherwise
    std::vector<Role> possible;            ///< the likeliest first; never left_out
    Role role = Role::left_out;
    bool fixed = false;                    ///< the user chose the role
    std::string set, title;                ///< of footprints and indicators: id, and name for people
    std::string own_title;                 ///< the user's, in place of what the file's name suggests
    std::string of;                        ///< the set that a lookup joins together, empty where it takes zones; or that
                                           ///< an indicator is about
    std::string from, to, to_name, share;  ///< columns of a lookup, or of links; `to` also the attribute to dissolve by
    std::string numerator, denominator, value, breakdown;  ///< columns of an indicator, or of weights (value)
    std::string period, sex;                               ///< columns of an indicator
    /// Of an indicator about larger areas: the table, among the others, that says in which of them each zone lies.
    struct Between {
        SourceSpec source;
        std::string label, zone, area;  ///< columns
    };
    std::optional<Between> between;

    const FoundColumn* column(std::string_view name) const {
        for (const FoundColumn& c : columns)
            if (c.name == name) return &c;
        return nullptr;
    }
    bool makes_set() const { return role == Role::boundaries || role == Role::dissolve || role == Role::lookup; }
};

/// The indicator that a table holds, by the columns that are chosen.
IndicatorSpec indicator_spec(const Found& found);

/// The roles that a user may give to what holds that, left_out the last.
inline std::vector<Role> roles_of(Found::Holds holds) {
    switch (holds) {
        case Found::Holds::polygons:
            return {Role::zones, Role::boundaries, Role::dissolve, Role::weights, Role::left_out};
        case Found::Holds::points:
            return {Role::centroids, Role::weights, Role::left_out};
        case Found::Holds::table:
            return {Role::residents,  Role::deprivation, Role::registrations, Role::practices, Role::lookup,
                    Role::indicator,  Role::postcodes,   Role::centroids,     Role::weights,   Role::links,
                    Role::left_out};
        case Found::Holds::nothing:
            break;
    }
    return {Role::left_out};
}

}  // namespace locality::model
