#pragma once

#include "model/crosswalk.h"
#include "model/indicator.h"

#include <array>
#include <string>
#include <vector>

namespace locality::model {

/// Whom a figure counts: those who live in a footprint, or those on the lists of its practices, wherever they live.
enum class Population : std::uint8_t { resident, registered };

/// How confidence limits were made.
enum class LimitsMethod : std::uint8_t {
    none,
    wilson,
    exact_poisson,
    byars,
    dobson_byars,
    chiang,
    student_t,  ///< of a mean, from the spread of what it is the mean of
    published,  ///< the footprint is exactly one published area, whose own limits these are
    combined    ///< from the published limits of several areas (MOVER)
};

/// How a figure stands beside the whole area's. Higher and lower where neither end of the scale is good.
enum class Standing : std::uint8_t { not_compared, similar, better, worse, higher, lower };

/// What the last five periods do.
enum class RecentTrend : std::uint8_t { cannot_be_calculated, increasing, decreasing, no_significant_change };

/// What a reader must know of a figure before relying on it.
enum class Flag : std::uint8_t {
    vintage_bridged,  ///< its zones are of another year and were brought over by a lookup
    modelled,         ///< areas that the footprint cuts were divided by an assumption
    suppressed,       ///< a publisher withheld a part of it
    partial,          ///< made from the known part of the footprint alone
    averaged          ///< a weighted mean of published values, not made anew from counts
};
struct Flags {
    std::uint8_t bits = 0;
    void set(Flag f) { bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(f)); }
    bool has(Flag f) const { return (bits >> static_cast<unsigned>(f) & 1U) != 0; }
    friend bool operator==(const Flags&, const Flags&) = default;
};

/// Two confidence limits, in the unit of the value; NaN where there are none.
struct Limits {
    double lower = no_value, upper = no_value;
};

/// One footprint's figure for an indicator, period, sex and category.
struct Estimate {
    std::size_t indicator = 0;  ///< index into Result::indicators
    std::string period;
    Sex sex = Sex::all;
    std::int32_t footprint = 0;
    double numerator = no_value, denominator = no_value, value = no_value;
    double covered_share = 0;  ///< of the footprint's zones (by share), how much had a value, 0 to 1
    Status status = Status::missing;
    std::string breakdown{};  ///< categories besides sex (breakdown_text); empty for all people
    Population population = Population::resident;
    std::string reason{};  ///< why there is no value, or no limits, in words
    Limits limits_95{}, limits_998{};
    LimitsMethod method = LimitsMethod::none;
    Basis basis = Basis::area;          ///< by what the areas that the set's footprints cut were divided
    double estimated_share = no_value;  ///< the part (of the denominator, else the count) from zones that were divided
    Limits spread{};  ///< least and greatest value among ways to divide the zones; NaN where there is one way
    Standing standing_95 = Standing::not_compared, standing_998 = Standing::not_compared;
    RecentTrend trend = RecentTrend::cannot_be_calculated;
    Flags flags{};
};

/// Patients who live in one footprint of a set and are on the lists of another's practices.
struct Flow {
    std::int32_t residence = unassigned;     ///< footprint; `unassigned`: in none of the set
    std::int32_t registration = unassigned;  ///< footprint; `unassigned`: with practices of none of the set
    double patients = 0;
};

/// An indicator's table in its place: its own areas, and what part of each lies in which of the map's zones.
struct PlacedIndicator {
    std::string areas;              ///< what the table is for, in words: "zones", "practices", "output areas"
    std::vector<std::string> code;  ///< of the areas, ascending; those that stand on the map
    Crosswalk to_zones;             ///< area -> zone; empty where the areas are the zones themselves
    Basis basis = Basis::lookup;    ///< what the shares of `to_zones` are by
    Values people;                  ///< of each area: residents, or patients of a practice; for weighting
    std::string set;                ///< the footprint set that the areas are; empty where they are none
    bool bridged = false;           ///< the lookup is between zones of different years
    bool divided = false;           ///< bringing areas to zones needs the assumption that all parts have the same rate
    Population population = Population::resident;  ///< registered: of practices' lists
    std::string why_none;                          ///< why nothing can be brought to zones; empty where it can
    /// Shares that do not go through zones: the set's footprints are the areas, or are made of them, or have practices.
    struct Direct {
        std::string set;
        Population population = Population::resident;
        Crosswalk shares;
    };
    std::vector<Direct> direct;
    std::vector<IndicatorTable::Slice> slices;  ///< `code` empty: an entry for each of `code` above
    std::vector<AgeBand> bands;                 ///< of the slices' counts by age
    bool averages = false;          ///< the table gives published values: numerators are values times their weight
    bool weight_is_people = false;  ///< which is `people`, the table not saying what a value is of

    bool are_zones() const { return set.empty() && to_zones.zone_count() == 0; }
};

}  // namespace locality::model
