#pragma once

#include "stats/interval.h"

#include <span>
#include <vector>

namespace locality::stats {

/// Scale on which a quantile's value is about normally distributed.
enum class SlopeScale {
    identity,  ///< means, life expectancies
    log,       ///< rates
    logit      ///< proportions, as fractions
};

/// One deprivation quantile of an area.
struct SlopeGroup {
    double population = 0, value = 0;
    Interval limits_95;               ///< of the value, unless the standard error is given
    double standard_error = nothing;  ///< of the value on its scale, if not to be taken from the limits
};

struct SlopeOptions {
    SlopeScale scale = SlopeScale::identity;
    bool transform = false;  ///< fit the line on the scale itself (log or logit), not on the values
    double multiplier = 1;   ///< of the SII: 100 for proportions shown in %; below 0 turns SII and RII round
    Confidence confidence = 0.95;
};

/// Slope and relative index of inequality.
struct SlopeIndex {
    double sii = nothing;        ///< difference between the two ends of the line; above 0: more where advantaged
    double rii = nothing;        ///< ratio of the two ends
    double intercept = nothing;  ///< the line's value at the most deprived end
    Interval sii_limits, rii_limits;
    Blank blank = Blank::missing;
};

/// Slope and relative index of inequality over deprivation quantiles, the first being the most deprived: the line
/// fitted to the values at the middle of each group's place in the population, by least squares weighted by population.
///
/// The limits are analytic. Where the line is fitted on the scale on which the errors are normal, its slope is normal
/// too. Elsewhere, and for ratios, limits are the quantiles of the exact distribution of the index when each value is
/// independently normal on its scale, by inverting its characteristic function; the reference draws 100,000 samples of
/// the same distribution.
///
/// Missing  a NaN value makes everything missing. The index has no limits where a value or limit has no place on the
///          scale (a rate of 0, a proportion of 0 or 1), and no value either where the line is fitted on it; nor has
///          the ratio where the line may start at 0.
/// Throws   std::invalid_argument for fewer than 5 or more than 100 groups, a population not above 0, a group with
/// neither
///          limits nor standard error, a negative standard error, limits the wrong way round, a negative rate, a
///          proportion outside 0 to 1, a transform without a scale, a standard error given with a transform, or a
///          multiplier of 0. For log with a transform and a multiplier between 0 and 1 the reference swaps the limits:
///          a defect not followed.
/// Source   Low & Low 2004, J Public Health 26:388; PHEindicatormethods 2.1.0 phe_sii; Gil-Pelaez 1951, Biometrika
///          38:481; Fieller 1954, J R Stat Soc B 16:175.
SlopeIndex slope_index(std::span<const SlopeGroup> groups, const SlopeOptions& options = {});

/// Quantile of each value, 1 to `quantiles`: 1 = the highest values, or the lowest if not `highest_first`. Ties share
/// the quantile of their best rank. Missing  0 for a NaN, and for every value where there are fewer values than
/// quantiles. Throws   std::invalid_argument for quantiles < 1. Source   PHEindicatormethods 2.1.0 phe_quantile.
std::vector<int> quantile_groups(std::span<const double> values, int quantiles, bool highest_first = true);

/// first - second, with limits made of the limits of both, which must be of one confidence and independent of each
/// other. With proportions and Wilson's limits this is Newcombe's method 10; it serves rates, means, standardised
/// rates, life expectancies, and gaps themselves ("has the gap changed?") alike. Missing  blank where either is blank
/// or has no limits. Source   Newcombe 1998, Stat Med 17:873; Zou & Donner 2008, Stat Med 27:1693 (MOVER).
Figure difference(const Figure& first, const Figure& second);

/// first / second, with limits made of the limits of both, as for difference. The upper limit is infinite where the
/// second's lower limit is 0.
/// Missing  as difference; blank too where the second is 0.
/// Throws   std::invalid_argument where a value or a lower limit is negative: a ratio of such numbers says nothing.
/// Source   Donner & Zou 2012, Stat Methods Med Res 21:347; Newcombe 2016, 25:1774 (MOVER-R).
Figure ratio(const Figure& first, const Figure& second);

/// Whether limits leave out `value`: 0 for a difference, 1 for a ratio. Then it is beyond chance. False for a blank.
bool beyond_chance(const Figure& figure, double value);

}  // namespace locality::stats
