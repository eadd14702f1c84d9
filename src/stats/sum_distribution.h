#pragma once

#include <span>
#include <vector>

namespace locality::stats {

struct SumMoments {
    double mean = 0, deviation = 0;
};

/// Distribution of a weighted sum of independent variables, each a function of a normal one:
///
///     sum over i of weight[i] * value(i, Z_i),  Z_i standard normal
///
/// from its characteristic function, by Gil-Pelaez' formula. Exact but for the arithmetic: to about 1e-8 where the
/// variables are about normal, and 1e-5 for lognormal ones with a standard error of 1 on the log scale.
/// Source  Gil-Pelaez 1951, Biometrika 38:481; Davies 1973, Biometrika 60:415, for the step.
class SumDistribution {
public:
    /// `values` holds one row per variable: its value at each of nodes().
    static std::span<const double> nodes();
    SumDistribution(std::span<const std::vector<double>> values, std::span<const double> weights);
    /// Probability of a sum not above `x`.
    double probability(double x) const;
    /// The sum that is not exceeded with `probability`, 0 to 1 without its ends.
    double quantile(double probability) const;

private:
    SumMoments m_moments;
    double m_step = 0;
    std::vector<double> m_real, m_imaginary;  ///< characteristic function of (sum - mean) at (k + 1/2) * step
};

/// Mean and standard deviation of such a sum; its values as for SumDistribution.
SumMoments sum_moments(std::span<const std::vector<double>> values, std::span<const double> weights);

}  // namespace locality::stats
