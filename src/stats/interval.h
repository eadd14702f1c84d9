#pragma once

#include "stats/figure.h"

#include <cstddef>
#include <span>

namespace locality::stats {

/// How sure confidence limits are: 95% and 99.8% in English public health.
class Confidence {
public:
    /// A fraction (0.9 to 1) or a percentage (90 to 100); 1 and 100 are certainty.
    /// Throws std::invalid_argument for any other number.
    Confidence(double level);                 // NOLINT: 0.95 is a confidence wherever one is asked for
    double level() const { return m_level; }  ///< as a fraction
    double tail() const;                      ///< the fraction outside on each side: 0.025 for 95%
    double z() const;                         ///< normal deviate: 1.959964 for 95%; infinite for certainty

private:
    double m_level;
};

/// Wilson's score limits of the proportion `count` / `total`, as fractions.
///
/// Missing  NaN in gives NaN limits.
/// Throws   std::invalid_argument if count < 0, total <= 0 or count > total.
/// Source   Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:857; as in PHEindicatormethods 2.1.0.
Interval wilson_limits(double count, double total, Confidence confidence = 0.95);

/// Byar's approximation to the Poisson limits of a count. A lower limit below 0 is NaN; so is that of a count of 0.
/// Throws std::invalid_argument if count < 0.
/// Source   Breslow & Day 1987, Statistical methods in cancer research II, p. 69.
Interval byars_limits(double count, Confidence confidence = 0.95);

/// Exact Poisson limits of a count, from chi-squared quantiles; the lower limit of 0 is 0.
/// Throws std::invalid_argument if count < 0.
/// Source   Garwood 1936, Biometrika 28:437.
Interval exact_poisson_limits(double count, Confidence confidence = 0.95);

/// Limits of a count of events as OHID publishes them: exact below 10, Byar's from 10 on.
Interval poisson_limits(double count, Confidence confidence = 0.95);

/// `count` / `total` with Wilson's limits, times `multiplier` (100 for a percentage).
/// Missing and Throws as wilson_limits. For groups of areas add up counts and totals first.
Figure proportion(double count, double total, Confidence confidence = 0.95, double multiplier = 1);

/// `count` / `population` times `multiplier`, with the limits of poisson_limits; `population` may be person-years.
/// Missing  NaN in gives a blank.
/// Throws   std::invalid_argument if count < 0 or population <= 0.
Figure rate(double count, double population, Confidence confidence = 0.95, double multiplier = 100'000);

/// Mean of numbers with Student's t limits.
struct Mean {
    Figure figure;
    double sum = nothing, standard_deviation = nothing;  ///< n - 1 below
    std::size_t count = 0;
};
/// Missing  a NaN among the values makes everything but `count` missing. One value has a mean and no limits.
/// Throws   std::invalid_argument for no values.
Mean mean(std::span<const double> values, Confidence confidence = 0.95);

/// The same of `count` numbers of which only the sum and the sum of the squares are known. `count` may be a fraction,
/// where people are divided between areas. One or fewer have no limits.
/// Missing  NaN in gives a blank; NaN squares a mean without limits.
/// Throws   std::invalid_argument for a count not above 0.
Figure mean_of_sums(double count, double sum, double squares, Confidence confidence = 0.95);

}  // namespace locality::stats
