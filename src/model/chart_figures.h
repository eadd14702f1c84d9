#pragma once

#include "model/estimate.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace locality::model {

/// Figures arranged as charts show them: core::chart_figures works them out, style draws them.

/// Whose chart it is.
struct ChartSubject {
    std::string name, code, set_title;  ///< of the footprint
    std::string whole;                  ///< what the whole area is called
    std::string source;                 ///< the result's attribution
    bool synthetic = false;
};

/// One value that a chart marks.
struct ChartValue {
    double value = no_value;
    Status status = Status::missing;
    Limits limits{};  ///< 95%
    Standing standing = Standing::not_compared;
    std::string figure{};  ///< its address (core::figure_address); empty where there is none
};

/// Residents by age and sex in bands that neither overlap nor leave ages out, the youngest first.
struct AgePyramid {
    struct Side {
        Sex sex = Sex::all;
        Values people, share, whole_share;  ///< an entry per band; shares in % of all residents, both sexes together
    };
    std::vector<AgeBand> bands;
    std::vector<Side> sides;  ///< female and male, or all alone where the table does not part them
    /// Bands are of different widths, so shares are by single year of age: else a wide band would look like many
    /// people. A band without an end is taken to end at 99.
    bool per_year = false;
};

/// Residents by national decile of deprivation, ten entries, the most deprived first.
struct DecilePeople {
    Values people, share, whole_share;  ///< shares in % of all residents
    double unknown_people = 0;          ///< in zones whose decile is not known
    int edition = 0;
};

/// One indicator of a footprint among all footprints of its set.
///
/// Places run from 0 to 1, from the worst footprint to the best; from the lowest to the highest where neither end is
/// good. The whole area stands at 0.5, and what lies farthest from it, an end or England, at 0 or 1.
struct SpineLine {
    std::string title, unit, period;
    Sex sex = Sex::all;
    Population population = Population::resident;
    Polarity polarity = Polarity::neutral;
    ChartValue here;
    double whole = no_value;
    Status whole_status = Status::missing;
    double england = no_value;  ///< where the table has a row for it
    double worst = no_value, lower_quarter = no_value, upper_quarter = no_value, best = no_value;
    std::size_t known = 0, footprints = 0;  ///< of the set: with a value, and all
    double place = no_value, place_worst = no_value, place_lower = no_value, place_upper = no_value,
           place_best = no_value, place_whole = no_value, place_england = no_value;
};

/// One indicator over time, for a group of people.
struct PeriodSeries {
    std::string title, unit;
    Sex sex = Sex::all;
    std::string breakdown;
    Population population = Population::resident;
    Polarity polarity = Polarity::neutral;
    struct Point {
        std::string period;
        double year = no_value;  ///< the middle of the period; NaN where its months are not known
        ChartValue here, whole;
    };
    std::vector<Point> points;  ///< oldest first
    RecentTrend trend = RecentTrend::cannot_be_calculated;
};

/// One indicator by deprivation, inside a footprint or the whole area.
struct Gradient {
    std::string title, unit, period;
    Sex sex = Sex::all;
    std::string breakdown;
    bool quintiles = false;  ///< fifths of the map's zones; else England's tenths
    bool by_people = true;   ///< groups stand where their people stand; else one after the other
    struct Group {
        std::string label;        ///< "1", the most deprived, "10"
        double from = 0, to = 0;  ///< where its people stand, from the most deprived (0) to the least (1)
        double people = 0;        ///< the denominator; NaN where it is withheld
        ChartValue value;
    };
    std::vector<Group> groups;                          ///< with people
    double line_start = no_value, line_end = no_value;  ///< the slope index's line at 0 and 1
    double slope = no_value;                            ///< the slope index of inequality
    Limits slope_limits{};
    std::string no_slope;  ///< why there is none
};

/// The gap between zones of decile 1 and all others over time.
struct GapSeries {
    std::string title, unit;
    Sex sex = Sex::all;
    std::string breakdown;
    struct Point {
        std::string period;
        double year = no_value;  ///< the middle of the period
        ChartValue gap;          ///< decile 1 less the others
        ChartValue imd1, rest, whole_gap;
    };
    std::vector<Point> points;  ///< oldest first
    std::string course;         ///< "closing, beyond chance", from the first to the last
    struct Target {
        double cut = 0;  ///< 0 to 1
        double from_year = no_value, start = no_value, by_year = no_value, end = no_value;
        double due_now = no_value;
        std::string from, judged;  ///< the period it counts from; "on course", or why it cannot be told
        int by = 0;                ///< the year it is for
    };
    std::optional<Target> target;
};

}  // namespace locality::model
