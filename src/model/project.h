#pragma once

#include "model/indicator.h"
#include "model/disclosure.h"
#include "model/people.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace locality::model {

/// Where a layer or table is, and what the user said about it. What was not said is empty and gets recognised.
struct SourceSpec {
    std::filesystem::path path;  ///< absolute, existing
    std::string layer;           ///< layer of a GeoPackage, sheet of a workbook, member of a zip
    std::string code;            ///< column that holds the zone's code
    std::string name;
    std::string kind;            ///< "lsoa", "oa", "msoa", "ward", "lad", "other"
    int vintage = 0;
    std::string crs;             ///< only believed for a file that states none
    int line = 0;                ///< in the project file, for messages
    std::string named;           ///< the path as the project writes it; only the file's name where that is absolute

    bool given() const { return !path.empty(); }
};

/// How a footprint set is made.
enum class Origin { boundaries, lookup, registrations, union_of, dissolve };

/// By what a zone is shared out among footprints. `masked_area` is the area of what the project's mask (built-up
/// ground, buildings) leaves of it.
enum class Basis { area, masked_area, residents, households, registered, lookup };

/// What becomes of people on ground that several footprints of one set claim.
enum class Overlapping {
    each,     ///< they count in each; the ledger shows how many are counted again
    share,    ///< each claimant gets an equal part of them: everybody counts once
    priority  ///< the first claimant in a stated order gets them: everybody counts once
};

/// Whether counts are split between footprints or zones go whole, and by which rule.
enum class Method {
    split,          ///< a zone's people are divided by the shares
    largest_share,  ///< the whole zone goes where its largest share is
    centroid,       ///< the whole zone goes where its population-weighted centroid lies (ONS best fit)
    lookup          ///< the whole zone goes where a table says
};

/// How split footprints are brought into one piece each. See core/mend.h.
enum class Mender {
    none,   ///< they stay as the largest shares leave them
    rule,   ///< the city's: detached zones go to the 2nd, 3rd ... largest footprint beside them
    local,  ///< dissolve or bridge, whichever moves fewer patients; then small parts solved exactly
    exact   ///< fewest patients moved, with a proof or the gap that is left
};

/// Who gets the ground of gaps and overlaps between zones.
enum class Close {
    leave,         ///< nobody: they are listed and stay
    longest_edge,  ///< the zone with the longest edge to it
    lower_code,    ///< the zone whose code comes first
    layer          ///< the zone that holds most of it in another layer of the same codes
};

/// How zones are made a coverage.
struct RepairRules {
    double snap_m = 0.0;              ///< lines nearer than this become one; 0: none do
    Close close = Close::leave;
    std::optional<double> close_up_to_m2;  ///< larger gaps and overlaps stay; none: all are closed
};

/// The set that every result starts with: one footprint of all zones. No project may call another set so.
inline constexpr const char* whole_set_id = "whole";

struct FootprintSpec {
    std::string id;     ///< lower case, [a-z][a-z0-9_]*: names layers and commands ("pcn")
    std::string title;  ///< "Primary Care Networks"
    Origin origin = Origin::boundaries;
    SourceSpec source;     ///< boundaries, or the layer to dissolve
    SourceSpec lookup;     ///< lookup table: zone -> footprint; footprint -> union; or shape -> group
    std::string from, to, to_name, share;  ///< columns of `lookup`; recognised where empty
    std::string of;        ///< union_of, dissolve: id of the set it is made from
    std::string attribute; ///< dissolve: attribute of the layer to group by
    std::optional<Basis> basis;   ///< default: residents where weights are given, else area; registered for registrations
    std::optional<Method> method; ///< default: split for boundaries; lookup for lookups; largest_share for registrations
    Overlapping overlapping = Overlapping::each;  ///< boundaries, dissolve; a union goes with the set it is made of
    std::vector<std::string> priority;            ///< codes, first claimant first; the others follow in order of code
    Mender mend = Mender::rule;   ///< for largest_share: how split footprints are brought into one piece
    double time_limit_s = 60.0;   ///< of the exact mender
    SourceSpec overrides;         ///< table of zones that go to a footprint by hand, before mending
    std::string override_zone, override_footprint, override_reason;  ///< its columns; recognised where empty
    std::vector<std::string> locked;           ///< zones that stay where they are while mending
    std::map<std::string, double> floor, ceiling;  ///< of a footprint's people in its zones, by code; "" for all others
    int line = 0;
    double snap_m = 0.0;   ///< lines of its boundaries nearer than this become one; 0: none do
};

/// How figures published for other zones become figures of the project's: a table of links between the two.
struct BridgeSpec {
    SourceSpec source;
    std::string from, to;  ///< columns of codes: of the zones published for, of the project's zones
    std::string weight;    ///< column of the people or households that the two have in common

    bool given() const { return source.given(); }
};

/// One indicator: what it is, and which columns of which table hold it.
struct IndicatorSpec {
    IndicatorInfo info;
    bool has_kind = false;  ///< said by the project or by a library
    SourceSpec source;      ///< the table; not given for an indicator that is only defined
    std::string numerator, denominator, value, period, sex, age;  ///< columns; a period may stand for itself
    std::string lower, upper;  ///< columns of published 95% limits
    std::string sd, se;        ///< mean: columns of the standard deviation, or of the standard error of `value`
    bool individuals = false;  ///< mean: each row is one person's `value`
    bool expected = false;  ///< `denominator` holds expected events
    struct Column {
        std::string dimension, column;
    };
    std::vector<Column> breakdowns;  ///< by dimension
    struct Condition {
        std::string column;
        std::vector<std::string> values;  ///< rows with any of them are added up
    };
    std::vector<Condition> where;
    /// One column (or pair) of a wide table, and what it stands for.
    struct Wide {
        std::string numerator, denominator, value, period, sex, age;
        std::string lower, upper, sd, se;
        std::vector<Category> categories;
    };
    std::vector<Wide> wide;
    SourceSpec lookup;
    std::string from, to, share;  ///< columns of `lookup`; recognised where empty
    Assumption assume = Assumption::none;
    double least_covered = 1.0;
    int line = 0;
};

struct WeightsSpec {
    SourceSpec source;   ///< points or small zones
    std::string value;   ///< column of people or households
    std::string zone;    ///< column with the zone each point stands for
    std::string unit;    ///< "residents" or "households"
    SourceSpec table;    ///< where the value stands in another table, joined on the code
    bool spread = false;  ///< small zones: their people are spread over their ground, not set at one point of it
};

struct OutputSpec {
    std::string shade = "imd_decile";  ///< column of the zones
    std::string footprints;            ///< set outlined on the map; empty: the last one
};

/// A project file, checked: what to load and what to make.
struct Project {
    std::filesystem::path file;
    std::vector<std::filesystem::path> folders;  ///< where relative paths were looked for, in that order
    std::string title;
    std::string attribution;
    bool synthetic = false;  ///< every map and file then says so
    SourceSpec zones;
    SourceSpec residents;
    SourceSpec deprivation;
    SourceSpec registrations;
    SourceSpec practices;
    SourceSpec centroids;
    SourceSpec mask;
    BridgeSpec residents_bridge, deprivation_bridge;  ///< where those tables are for other zones
    WeightsSpec weights;
    SourceSpec links;               ///< pairs of zones that count as touching: bridges, tunnels, ferries
    std::string link_from, link_to; ///< its columns; recognised where empty
    std::vector<FootprintSpec> footprints;
    std::vector<IndicatorSpec> indicators;
    std::vector<SourceSpec> libraries;  ///< of indicators, in the order they are first named
    OutputSpec output;
    SourceSpec postcodes;  ///< table of postcodes and where they are
    DisclosureSpec disclosure;
    RepairRules repair;    ///< of the zones
    SourceSpec reference;  ///< the layer that Close::layer asks
};

}  // namespace locality::model
