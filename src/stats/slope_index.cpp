#include "stats/inequality.h"
#include "stats/sum_distribution.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace locality::stats {

namespace {

double to_scale(double v, SlopeScale scale) {
    if (scale == SlopeScale::log) return std::log(v);
    if (scale == SlopeScale::logit) return std::log(v / (1 - v));
    return v;
}

double from_scale(double v, SlopeScale scale) {
    if (scale == SlopeScale::log) return std::exp(v);
    if (scale == SlopeScale::logit) return 1 / (1 + std::exp(-v));
    return v;
}

/// What each group's value counts for at the deprived end of the line, at the other, and in the difference of the two.
struct Weights {
    std::vector<double> start, end, slope;
};

Weights line_weights(std::span<const SlopeGroup> groups) {
    double people = 0;
    for (const SlopeGroup& group : groups) people += group.population;
    double below = 0, spread = 0;
    std::vector<double> share, from_middle;
    for (const SlopeGroup& group : groups) {
        share.push_back(group.population / people);
        from_middle.push_back(below + share.back() / 2 - 0.5);
        below += share.back();
        spread += share.back() * from_middle.back() * from_middle.back();
    }
    Weights weights;
    for (std::size_t i = 0; i < share.size(); ++i) {
        const double slope = share[i] * from_middle[i] / spread;
        weights.slope.push_back(slope);
        weights.start.push_back(share[i] - slope / 2);
        weights.end.push_back(share[i] + slope / 2);
    }
    return weights;
}

double sum_of(std::span<const double> weights, std::span<const double> values) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * values[i];
    return sum;
}

double deviation_of(std::span<const double> weights, std::span<const double> errors) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * weights[i] * errors[i] * errors[i];
    return std::sqrt(sum);
}

void check(std::span<const SlopeGroup> groups, const SlopeOptions& options) {
    if (groups.size() < 5 || groups.size() > 100)
        throw std::invalid_argument("an index of inequality needs 5 to 100 quantiles");
    if (!(options.multiplier < 0 || options.multiplier > 0))
        throw std::invalid_argument("the multiplier of an index of inequality is 0 or missing");
    if (options.transform && options.scale == SlopeScale::identity)
        throw std::invalid_argument("a line fitted on a scale needs a scale, log or logit");
    for (const SlopeGroup& group : groups) {
        if (!(group.population > 0)) throw std::invalid_argument("a quantile's population is missing or not above 0");
        const bool given = !std::isnan(group.standard_error);
        if (given && options.transform)
            throw std::invalid_argument("a line fitted on a scale takes limits, not standard errors");
        if (group.standard_error < 0) throw std::invalid_argument("a standard error is negative");
        if (!given && !group.limits_95.known())
            throw std::invalid_argument("a quantile has neither limits nor a standard error");
        if (!given && group.limits_95.lower > group.limits_95.upper)
            throw std::invalid_argument("a quantile's limits are the wrong way round");
        const double least = given ? group.value : std::min(group.value, group.limits_95.lower);
        const double most = given ? group.value : std::max(group.value, group.limits_95.upper);
        if (options.scale != SlopeScale::identity && least < 0) throw std::invalid_argument("a rate is negative");
        if (options.scale == SlopeScale::logit && most > 1)
            throw std::invalid_argument("a proportion is greater than 1");
    }
}

/// Quantile of end / start where both are normal: Fieller's theorem. NaN where the start may be 0.
double fieller(const Weights& weights, std::span<const double> values, std::span<const double> errors, double z) {
    double start_variance = 0, end_variance = 0, covariance = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double v = errors[i] * errors[i];
        start_variance += weights.start[i] * weights.start[i] * v;
        end_variance += weights.end[i] * weights.end[i] * v;
        covariance += weights.start[i] * weights.end[i] * v;
    }
    const double start = sum_of(weights.start, values), end = sum_of(weights.end, values);
    const double a = start * start - z * z * start_variance, b = start * end - z * z * covariance;
    const double c = end * end - z * z * end_variance;
    if (a <= 0) return nothing;
    const double half = std::sqrt(std::max(0.0, b * b - a * c));
    return (b + (z < 0 ? -half : half)) / a;
}

/// Quantile of end / start where each group's value is `nodes` of a standard normal.
double ratio_quantile(const Weights& weights, std::span<const std::vector<double>> nodes, double near, double scale,
                      double wanted) {
    // P(end / start <= r) is P(end - r * start <= 0), as the start is above 0.
    const auto off = [&](double r) {
        std::vector<double> combined;
        for (std::size_t i = 0; i < weights.start.size(); ++i)
            combined.push_back(weights.end[i] - r * weights.start[i]);
        return SumDistribution(nodes, combined).probability(0) - wanted;
    };
    double low = near - scale / 4, high = near + scale / 4;
    double off_low = off(low), off_high = off(high);
    for (int i = 0; i < 40 && off_low > 0; ++i) {
        high = low, off_high = off_low;
        low -= scale, off_low = off(low);
    }
    for (int i = 0; i < 40 && off_high < 0; ++i) {
        low = high, off_low = off_high;
        high += scale, off_high = off(high);
    }
    if (off_low > 0 || off_high < 0) return nothing;
    if (off_low == 0) return low;
    if (off_high == 0) return high;
    std::uintmax_t iterations = 40;
    const auto close = [&](double a, double b) { return std::abs(b - a) < 1e-7 * scale; };
    const auto [below, above] = boost::math::tools::toms748_solve(off, low, high, off_low, off_high, close, iterations);
    return (below + above) / 2;
}

/// Limits of slope and ratio before the multiplier.
struct Limits {
    Interval slope, ratio;
};

/// Where the line was fitted on the values but errors are normal on the scale.
Limits limits_by_inversion(const Weights& weights, std::span<const double> on_scale, std::span<const double> errors,
                           SlopeScale scale, double tail) {
    std::vector<std::vector<double>> nodes(on_scale.size());
    for (std::size_t i = 0; i < on_scale.size(); ++i)
        for (const double z : SumDistribution::nodes())
            nodes[i].push_back(from_scale(on_scale[i] + errors[i] * z, scale));
    Limits limits;
    const SumDistribution slope(nodes, weights.slope);
    limits.slope = {slope.quantile(tail), slope.quantile(1 - tail)};
    const SumMoments start = sum_moments(nodes, weights.start), end = sum_moments(nodes, weights.end);
    const double z = -boost::math::quantile(boost::math::normal(), tail);
    if (!(start.mean > z * start.deviation)) return limits;
    const double ratio = end.mean / start.mean;
    std::vector<double> combined;  // first guess by the delta method
    for (std::size_t i = 0; i < weights.start.size(); ++i)
        combined.push_back(weights.end[i] - ratio * weights.start[i]);
    const double deviation = sum_moments(nodes, combined).deviation / start.mean;
    limits.ratio = {ratio, ratio};
    if (deviation > 0)
        limits.ratio = {ratio_quantile(weights, nodes, ratio - z * deviation, deviation, tail),
                        ratio_quantile(weights, nodes, ratio + z * deviation, deviation, 1 - tail)};
    return limits;
}

Interval times(const Interval& limits, double factor) {
    if (factor < 0) return {limits.upper * factor, limits.lower * factor};
    return {limits.lower * factor, limits.upper * factor};
}

}  // namespace

SlopeIndex slope_index(std::span<const SlopeGroup> groups, const SlopeOptions& options) {
    check(groups, options);
    std::vector<double> values, on_scale, errors;
    const double z_95 = Confidence(0.95).z();
    for (const SlopeGroup& group : groups) {
        if (std::isnan(group.value)) return {};
        values.push_back(group.value);
        on_scale.push_back(to_scale(group.value, options.scale));
        const bool given = !std::isnan(group.standard_error);
        errors.push_back(
            given ? group.standard_error
                  : (to_scale(group.limits_95.upper, options.scale) - to_scale(group.limits_95.lower, options.scale)) /
                        (2 * z_95));
    }
    const Weights weights = line_weights(groups);
    const bool turned = options.multiplier < 0;
    const std::vector<double>& fitted = options.transform ? on_scale : values;
    const double slope = sum_of(weights.slope, fitted);
    const double start = sum_of(weights.start, fitted), end = sum_of(weights.end, fitted);
    const double low_end = options.transform ? from_scale(start, options.scale) : start;
    const double high_end = options.transform ? from_scale(end, options.scale) : end;

    SlopeIndex index;
    index.blank = std::isfinite(low_end) && std::isfinite(high_end) ? Blank::no : Blank::missing;
    if (index.blank != Blank::no) return index;
    index.sii = options.multiplier * (options.transform ? high_end - low_end : slope);
    index.rii = turned ? low_end / high_end : high_end / low_end;
    index.intercept = options.transform ? low_end * std::abs(options.multiplier) : low_end;

    const bool finite = std::all_of(errors.begin(), errors.end(), [](double e) { return std::isfinite(e); });
    const double z = options.confidence.z();
    if (!finite || !std::isfinite(z)) return index;
    Limits limits;
    const double half = z * deviation_of(weights.slope, errors);
    if (options.transform) {
        const double middle = start + slope / 2;
        const auto at = [&](double b, double end_of_line) {
            return from_scale(middle + end_of_line * b / 2, options.scale);
        };
        const double low = slope - half, high = slope + half;
        limits.slope = {at(low, 1) - at(low, -1), at(high, 1) - at(high, -1)};
        limits.ratio = {at(low, 1) / at(low, -1), at(high, 1) / at(high, -1)};
    } else if (options.scale == SlopeScale::identity) {
        limits.slope = {slope - half, slope + half};
        limits.ratio = {fieller(weights, values, errors, -z), fieller(weights, values, errors, z)};
    } else {
        limits = limits_by_inversion(weights, on_scale, errors, options.scale, options.confidence.tail());
    }
    index.sii_limits = times(limits.slope, options.multiplier);
    index.rii_limits = turned ? Interval{1 / limits.ratio.upper, 1 / limits.ratio.lower} : limits.ratio;
    return index;
}

}  // namespace locality::stats
