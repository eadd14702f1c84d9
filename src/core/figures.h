#pragma once

#include "core/indicator_areas.h"
#include "model/result.h"

#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// What one figure is made of: sums over the parts of areas that lie in a footprint.
struct FigureParts {
    double numerator = 0, denominator = 0;
    bool has_denominator = false;
    std::vector<double> band_numerator, band_denominator;  ///< by the table's age bands; empty without
    double squares = model::no_value;  ///< mean: of what it is the mean of, added up; NaN where not known
    /// Of published limits: (share x weight x distance of a limit from its value)^2, added up over the areas; NaN where
    /// one has none.
    double below = model::no_value, above = model::no_value;
    model::Limits published{};  ///< where the footprint is exactly one area, whole: its own 95% limits
};

/// A figure with its limits, or why it has none.
struct MadeFigure {
    double value = model::no_value;
    std::string reason;  ///< why there is no value, or no limits; empty where there are both
    model::Limits limits_95, limits_998;
    model::LimitsMethod method = model::LimitsMethod::none;
};

/// How to make figures of one indicator's slice.
struct Recipe {
    model::IndicatorKind kind = model::IndicatorKind::count;
    double multiplier = 1.0;
    bool averages = false;          ///< numerators are published values times their weight
    bool weight_is_people = false;  ///< and the weight is people, not what the values were made of: no limits
    std::vector<double> standard;   ///< standardised_rate: weight of each band
    std::vector<double> reference;  ///< indirect_ratio by age: the whole area's rate in each band
};

/// The weight of each age band in the European Standard Population 2013. Ages that no band has are left out of the
/// rate, as in one for people under 75. Empty where a band is not made of whole five-year bands (the last: 90 and
/// over).
std::vector<double> standard_weights(std::span<const model::AgeBand> bands);

/// The recipe of a table's slice. `all` are the sums over every area that is known: the reference of an indirect ratio.
/// Throws model::InputError where the table's ages are not those that its kind needs, saying which are.
Recipe recipe_of(const model::IndicatorTable& table, bool weight_is_people, const FigureParts& all);

/// One figure by the method of its kind:
///
///   count              numerator * multiplier; no limits
///   proportion         numerator / denominator * multiplier; Wilson
///   rate               the same; exact Poisson below 10 events, Byar's from 10 on
///   mean               the same; Student's t limits where squares tell the spread (individual values, or published
///                      means with their standard deviation or error and how many they are of)
///   score              a mean weighted by people; no limits of its own
///   standardised_rate  Dobson's limits on the European Standard Population 2013; blank below 10 events
///   indirect_ratio     observed / expected * multiplier; limits of the observed over the expected
///   life_expectancy    at birth, Chiang II with Silcocks' variance; blank for 5,000 people or fewer
///
/// Published limits   a footprint that is exactly one published area keeps that area's own. Means of several published
///                    values have, where squares do not tell more, limits from all areas' limits: with W = sum of
///                    weights w, value -/+ sqrt(sum (w (value_a - limit_a))^2) / W. Those at 99.8% are as much farther
///                    from the value as the normal distribution has it, 3.0902 / 1.9600.
///
/// A denominator of 0, a numerator over its denominator in a proportion, and what the methods refuse give a reason.
/// Parts divided between footprints are fractions; every method takes them as they are.
/// Source  stats/interval.h, standardised.h, life_expectancy.h; combined limits: Zou & Donner 2008, Stat Med 27:1693.
MadeFigure figure_of(const Recipe& recipe, const FigureParts& parts, bool with_limits = true);

/// Fills `estimates` of set `set` (an index into `sets`): each placed indicator, slice and footprint, counts allocated
/// first and the statistic made of the sums, never of other statistics unless the table gives nothing else (marked
/// `averaged`). The whole area's set comes first, and the others are compared with it.
///
/// Blanks   a footprint that an unknown area reaches has no figure (suppressed wins over missing), unless at least
///          table.least_covered of it is known: then the known areas alone make it, marked `partial`.
/// Assumed  an area larger than zones is divided only with table.assume; else the footprints that cut it have no
///          figure, and an issue says so.
/// `ways` are other crosswalks of the set (other_ways): each figure is made by them too, and the range is its `spread`.
void add_estimates(std::vector<MadeSet>& sets, std::size_t set, std::vector<model::PlacedIndicator>& placed,
                   const IndicatorGround& ground, std::span<const model::Crosswalk> ways, model::Issues& issues);

/// How the figures of an indicator's table are made: what is left of it without its rows.
struct IndicatorMethod {
    model::IndicatorTable table;         ///< without slices and lookup
    std::vector<bool> weight_is_people;  ///< per slice: published values, weighted by people
};
IndicatorMethod method_of(const model::IndicatorTable& table);

/// Fills `estimates` of a set whose zones were moved: those of one indicator, of residents, by `set.crosswalk`,
/// compared with the whole area's. Other ways to divide zones are not tried: there is no `spread`. Nothing where the
/// indicator's areas are the set's own footprints or made of them: moving zones leaves those figures alone.
void add_estimates_again(const model::FootprintSet& whole, model::FootprintSet& set, std::size_t indicator,
                         const model::PlacedIndicator& placed, const IndicatorMethod& method);

}  // namespace locality::core
