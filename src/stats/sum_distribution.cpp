#include "stats/sum_distribution.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>

namespace locality::stats {

namespace {

// The trapezoid rule on a bell: with this step its error is below rounding for all but wild functions.
constexpr double node_step = 0.2, last_node = 7.4;
constexpr std::size_t node_count = 75;

struct Nodes {
    std::array<double, node_count> at{}, weight{};
    Nodes() {
        double sum = 0;
        for (std::size_t k = 0; k < node_count; ++k) {
            at[k] = static_cast<double>(k) * node_step - last_node;
            sum += weight[k] = std::exp(-at[k] * at[k] / 2);
        }
        for (double& w : weight) w /= sum;
    }
};

const Nodes& normal_nodes() {
    static const Nodes nodes;
    return nodes;
}

}  // namespace

std::span<const double> SumDistribution::nodes() {
    return normal_nodes().at;
}

SumMoments sum_moments(std::span<const std::vector<double>> values, std::span<const double> weights) {
    const auto& node_weight = normal_nodes().weight;
    SumMoments moments;
    double variance = 0, size = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        double mean = 0, squares = 0;
        for (std::size_t k = 0; k < node_count; ++k) mean += node_weight[k] * values[i][k];
        for (std::size_t k = 0; k < node_count; ++k)
            squares += node_weight[k] * (values[i][k] - mean) * (values[i][k] - mean);
        moments.mean += weights[i] * mean;
        variance += weights[i] * weights[i] * squares;
        size += std::abs(weights[i] * mean);
    }
    // What rounding leaves of values that do not vary is no deviation.
    moments.deviation = std::sqrt(variance);
    if (moments.deviation < 1e-13 * size) moments.deviation = 0;
    return moments;
}

SumDistribution::SumDistribution(std::span<const std::vector<double>> values, std::span<const double> weights)
    : m_moments(sum_moments(values, weights)) {
    if (m_moments.deviation == 0) return;
    const auto& node_weight = normal_nodes().weight;
    // The formula repeats itself every 2 pi / step: 32 deviations keep the repeats out of the way.
    m_step = 2 * std::numbers::pi / (32 * m_moments.deviation);
    double off_mean = -m_moments.mean;
    for (std::size_t i = 0; i < values.size(); ++i) off_mean += weights[i] * values[i][node_count / 2];
    constexpr std::size_t most_points = 4000;
    constexpr double negligible = 1e-9;
    for (std::size_t point = 0; point < most_points; ++point) {
        const double t = (static_cast<double>(point) + 0.5) * m_step;
        std::complex<double> whole = std::polar(1.0, t * off_mean);
        for (std::size_t i = 0; i < values.size(); ++i) {
            double real = 0, imaginary = 0;
            const double middle = values[i][node_count / 2];
            for (std::size_t k = 0; k < node_count; ++k) {
                const double angle = t * weights[i] * (values[i][k] - middle);
                real += node_weight[k] * std::cos(angle);
                imaginary += node_weight[k] * std::sin(angle);
            }
            whole *= std::complex<double>(real, imaginary);
        }
        m_real.push_back(whole.real());
        m_imaginary.push_back(whole.imag());
        if (std::abs(whole) < negligible) break;
    }
}

double SumDistribution::probability(double x) const {
    if (m_moments.deviation == 0) return x < m_moments.mean ? 0 : 1;
    double sum = 0;
    for (std::size_t point = 0; point < m_real.size(); ++point) {
        const double k = static_cast<double>(point) + 0.5, angle = k * m_step * (x - m_moments.mean);
        sum += (m_imaginary[point] * std::cos(angle) - m_real[point] * std::sin(angle)) / k;
    }
    return std::clamp(0.5 - sum / std::numbers::pi, 0.0, 1.0);
}

double SumDistribution::quantile(double wanted) const {
    if (m_moments.deviation == 0) return m_moments.mean;
    const auto off = [&](double x) { return probability(x) - wanted; };
    double low = m_moments.mean + m_moments.deviation * (boost::math::quantile(boost::math::normal(), wanted) - 0.5);
    double high = low + m_moments.deviation;
    while (off(low) > 0 && low > m_moments.mean - 15 * m_moments.deviation) low -= m_moments.deviation;
    while (off(high) < 0 && high < m_moments.mean + 15 * m_moments.deviation) high += m_moments.deviation;
    if (off(low) >= 0) return low;
    if (off(high) <= 0) return high;
    std::uintmax_t iterations = 60;
    const auto [below, above] =
        boost::math::tools::toms748_solve(off, low, high, boost::math::tools::eps_tolerance<double>(40), iterations);
    return (below + above) / 2;
}

}  // namespace locality::stats
