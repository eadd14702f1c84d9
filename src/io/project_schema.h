#pragma once

#include "model/project.h"

#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace locality::io {

// What a project file can say: the keys of each of its tables, the words of choices that are plain text in the model,
// and what each way of making footprints can be told. docs/project-file.md explains them to users.

inline constexpr std::array<std::string_view, 18> root_keys{
    "title",         "attribution", "synthetic",  "zones",     "residents", "deprivation",
    "registrations", "practices",   "centroids",  "weights",   "mask",      "links",
    "footprints",    "indicators",  "disclosure", "postcodes", "output",    "backdrop"};
inline constexpr std::array<std::string_view, 7> layer_keys{"path", "layer", "code", "name", "kind", "vintage", "crs"};
inline constexpr std::array<std::string_view, 5> table_keys{"path", "layer", "code", "vintage", "bridge"};
inline constexpr std::array<std::string_view, 5> bridge_keys{"path", "layer", "from", "to", "weight"};
inline constexpr std::array<std::string_view, 3> mask_keys{"path", "layer", "crs"};
inline constexpr std::array<std::string_view, 11> zones_keys{
    "path", "layer", "code", "name", "kind", "vintage", "crs", "snap_m", "close", "close_up_to_m2", "reference"};
inline constexpr std::array<std::string_view, 2> registrations_keys{"path", "layer"};
inline constexpr std::array<std::string_view, 4> practices_keys{"path", "layer", "code", "name"};
inline constexpr std::array<std::string_view, 5> centroid_keys{"path", "layer", "code", "vintage", "crs"};
inline constexpr std::array<std::string_view, 4> postcode_keys{"path", "layer", "code", "crs"};
inline constexpr std::array<std::string_view, 10> weights_keys{"path",  "layer", "code", "vintage", "crs",
                                                               "value", "unit",  "zone", "table",   "spread"};
inline constexpr std::array<std::string_view, 3> joined_table_keys{"path", "layer", "code"};
inline constexpr std::array<std::string_view, 6> lookup_keys{"path", "layer", "from", "to", "to_name", "share"};
inline constexpr std::array<std::string_view, 4> links_keys{"path", "layer", "from", "to"};
inline constexpr std::array<std::string_view, 5> override_keys{"path", "layer", "zone", "footprint", "reason"};
/// What an indicator is: what a library may say of it, and a project too.
inline constexpr std::array<std::string_view, 18> definition_keys{
    "id",         "title",        "unit",           "kind",      "polarity",   "multiplier",
    "definition", "numerator_is", "denominator_is", "period_is", "breakdowns", "standard",
    "source",     "url",          "licence",        "note",      "sensitive",  "published_for"};
/// And, for a project, which table and columns hold it.
inline constexpr std::array<std::string_view, 40> indicator_keys{
    "id",          "title",        "unit",           "kind",      "polarity",     "multiplier",
    "definition",  "numerator_is", "denominator_is", "period_is", "breakdowns",   "standard",
    "source",      "url",          "licence",        "note",      "sensitive",    "published_for",
    "library",     "path",         "layer",          "code",      "vintage",      "numerator",
    "denominator", "value",        "expected",       "period",    "sex",          "age",
    "where",       "wide",         "lookup",         "assume",    "least_covered",
    "lower",       "upper",        "sd",             "se",        "individuals"};
inline constexpr std::array<std::string_view, 5> indicator_lookup_keys{"path", "layer", "from", "to", "share"};
inline constexpr std::array<std::string_view, 4> library_keys{"title", "description", "checked", "indicators"};
/// Libraries of indicators that the program brings along: geodata/indicators/<name>.toml.
inline constexpr std::array<std::string_view, 4> indicator_libraries{"marmot", "outcomes", "core20plus5_adults",
                                                                     "core20plus5_children"};
inline constexpr std::array<std::string_view, 2> indicator_standards{"ESP2013", "whole"};
inline constexpr std::array<std::string_view, 2> output_keys{"shade", "footprints"};
inline constexpr std::array<std::string_view, 3> backdrop_keys{"path", "zones_percent", "attribution"};

inline constexpr std::array<std::string_view, 6> disclosure_keys{"rule", "threshold", "round",
                                                                 "zero", "people",    "threats"};

inline constexpr std::array<std::string_view, 6> zone_kinds{"lsoa", "oa", "msoa", "ward", "lad", "other"};
inline constexpr std::array<std::string_view, 2> weight_units{"residents", "households"};

inline constexpr std::array<std::string_view, 3> disclosure_rules{"nhs", "under5", "none"};
inline constexpr std::array<std::string_view, 2> zero_words{"show", "withhold"};
inline constexpr std::array<std::string_view, 2> threat_words{"list", "refuse"};

/// What each origin can be told, besides set, title and from.
struct OriginRules {
    std::vector<std::string_view> keys;
    std::vector<model::Basis> bases;
    std::vector<model::Method> methods;
};
inline OriginRules rules(model::Origin origin) {
    const std::vector<model::Basis> by_ground{model::Basis::area, model::Basis::masked_area, model::Basis::residents,
                                              model::Basis::households};
    const std::vector<model::Method> by_ground_methods{model::Method::split, model::Method::largest_share,
                                                       model::Method::centroid};
    switch (origin) {
        case model::Origin::boundaries:
            return {{"path", "layer", "code", "name", "kind", "vintage", "crs", "snap_m", "basis", "method", "mend",
                     "time_limit_s", "overrides", "locked", "floor", "ceiling", "overlapping", "priority"},
                    by_ground,
                    by_ground_methods};
        case model::Origin::lookup:
            return {{"lookup", "basis", "method", "overrides"}, {model::Basis::lookup}, {model::Method::lookup}};
        case model::Origin::registrations:
            return {{"basis", "method", "mend", "time_limit_s", "overrides", "locked", "floor", "ceiling"},
                    {model::Basis::registered},
                    {model::Method::split, model::Method::largest_share}};
        case model::Origin::union_of:
            return {{"of", "lookup"}, {}, {}};
        case model::Origin::dissolve:
            return {{"of",           "path",      "layer",     "code",   "name",    "kind",        "vintage",
                     "crs",          "snap_m",    "attribute", "lookup", "basis",   "method",      "mend",
                     "time_limit_s", "overrides", "locked",    "floor",  "ceiling", "overlapping", "priority"},
                    by_ground,
                    by_ground_methods};
    }
    throw std::invalid_argument("rules: no such origin");
}

}  // namespace locality::io
