#pragma once

#include "model/crosswalk.h"
#include "model/values.h"
#include "stats/inequality.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// What is made of numerator and denominator, and with which limits: Wilson's, those of events, none.
enum class RateKind { proportion, rate, mean };

/// One period of an indicator by zone, as inequality needs it.
struct ZoneRates {
    model::Values numerator, denominator;
    RateKind kind = RateKind::proportion;
    double multiplier = 1;  ///< 100 for a percentage, 100,000 for a rate per 100,000
};

/// The people of one deprivation group.
struct GroupFigure {
    std::string label;      ///< "1", "10"; "IMD1", "the rest"
    std::size_t zones = 0;  ///< with at least a hundredth in the area
    std::size_t blank = 0;  ///< of them, left out: their figures are not known
    double numerator = 0, denominator = 0;
    stats::Figure figure;   ///< with 95% limits, where its kind has them
    bool withheld = false;  ///< by a disclosure rule: nothing of it is told but its zones
};

/// A group's figure by the method of its kind; blank where the numbers cannot be.
stats::Figure group_figure(const ZoneRates& rates, double numerator, double denominator);

/// How unequal an indicator is by deprivation inside one area.
///
///   deciles     national: England's tenths that the zones lie in, the most deprived first; some may be empty
///   quintiles   local: the map's zones in fifths by rank, as many zones in each (stats::quantile_groups)
///   gaps        IMD1 less the others, ratios IMD1 over the others; limits by MOVER (stats::difference, ratio)
///   slope       index of inequality over the national deciles that have people (five at least), else over the
///               quintiles; above 0: more at the least deprived end
///
/// Zones whose numerator or denominator is blank are left out of both and counted: never read as nought.
struct Inequality {
    std::vector<GroupFigure> deciles, quintiles;
    GroupFigure imd1, rest, least;  ///< `least`: the least deprived national decile with people, IMD1 apart
    stats::Figure gap_to_rest, ratio_to_rest, gap_to_least, ratio_to_least;
    stats::SlopeIndex slope;
    bool slope_of_quintiles = false;
    std::string no_slope;  ///< why there is none, in words
    GroupFigure all;       ///< every zone, its deprivation known or not
};

/// `share` says what part of each zone lies in the area: all 1 for the whole map.
/// Throws std::invalid_argument where sizes disagree.
Inequality inequality(const ZoneRates& rates, const model::Values& decile, const model::Values& rank,
                      std::span<const double> share);
/// The groups alone inside each footprint of a set, not compared yet (compare_groups).
std::vector<Inequality> groups_inside(const ZoneRates& rates, const model::Values& decile, const model::Values& rank,
                                      const model::Crosswalk& shares);

/// Gaps, ratios and slope, from the figures of the groups. None is made of a group that is withheld.
void compare_groups(Inequality& inequality, const ZoneRates& rates);

/// Whether a gap closed from an earlier period to a later one.
enum class GapCourse { cannot_be_told, closing, widening, no_change_beyond_chance, turned_round };
struct GapChange {
    GapCourse course = GapCourse::cannot_be_told;
    stats::Figure
        change;  ///< of the gap's size, later less earlier: below 0 it got smaller; of a ratio, later over earlier
};
/// The sizes of both gaps are compared (stats::difference); limits that leave out 0 are beyond chance. The periods must
/// not have months in common: figures of the same people are no two observations.
/// Missing  cannot be told where a gap or one of its limits is not known.
GapChange gap_change(const stats::Figure& earlier, const stats::Figure& later);
/// The same of a relative gap, IMD1 over the others: it closes as the ratio nears 1. Limits by MOVER-R (stats::ratio).
/// Missing  cannot be told either where a limit has no end, or the earlier ratio may be 0.
GapChange ratio_change(const stats::Figure& earlier, const stats::Figure& later);
std::string_view words(GapCourse course);

/// A target: `cut` (0 to 1) less at one time than at another, times being years with their fractions: the middle of
/// 2028 is 2028.5.
struct Target {
    double cut = 0, from_year = 0, by_year = 0;
};
enum class Course { cannot_be_told, met, on_course, behind_within_chance, not_on_course };
struct TargetJudgement {
    Course course = Course::cannot_be_told;
    double due_now = model::no_value, due_at_end = model::no_value;
    std::string why_not;  ///< where it cannot be told, in words
};
/// How a figure (or the size of a gap) stands on the straight way from its start to the target, the lower the better.
/// Behind, but within chance: its 95% limits reach the way.
TargetJudgement judge(const Target& target, double start, const stats::Figure& now, double now_year);
std::string_view words(Course course);

/// A gap without its sign: its size, with limits.
stats::Figure size_of(const stats::Figure& gap);

}  // namespace locality::core
