#include "stats/interval.h"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::stats {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

void refuse_negative(double count) {
    if (count < 0) throw std::invalid_argument("a count of events is negative");
}

Figure figure(double value, Interval limits) {
    return {value, limits, std::isnan(value) ? Blank::missing : Blank::no};
}

Interval student_limits(double count, double mean, double standard_deviation, Confidence confidence) {
    if (confidence.level() == 1) return {-unlimited, unlimited};
    const double t = boost::math::quantile(complement(boost::math::students_t(count - 1), confidence.tail()));
    const double half = t * standard_deviation / std::sqrt(count);
    return {mean - half, mean + half};
}

}  // namespace

Confidence::Confidence(double level) : m_level(level >= 90 ? level / 100 : level) {
    if (!(m_level >= 0.9 && m_level <= 1))
        throw std::invalid_argument("a confidence is from 0.9 to 1, or from 90 to 100 for per cent");
}

double Confidence::tail() const {
    return (1 - m_level) / 2;
}

double Confidence::z() const {
    if (m_level == 1) return unlimited;
    return boost::math::quantile(boost::math::normal(), m_level + (1 - m_level) / 2);
}

Interval wilson_limits(double count, double total, Confidence confidence) {
    refuse_negative(count);
    if (total <= 0) throw std::invalid_argument("a proportion's denominator is not above 0");
    if (count > total) throw std::invalid_argument("a proportion's numerator is greater than its denominator");
    if (std::isnan(count) || std::isnan(total)) return {};
    if (confidence.level() == 1) return {0, 1};
    const double z = confidence.z();
    const double middle = 2 * count + z * z;
    const double half = z * std::sqrt(z * z + 4 * count * (1 - count / total));
    const double whole = 2 * (total + z * z);
    return {count == 0 ? 0 : (middle - half) / whole, count == total ? 1 : (middle + half) / whole};
}

Interval byars_limits(double count, Confidence confidence) {
    refuse_negative(count);
    const auto limit = [](double x, double z) {
        const double root = 1 - 1 / (9 * x) + z / (3 * std::sqrt(x));
        return x * root * root * root;
    };
    const double z = confidence.z();
    Interval limits{limit(count, -z), limit(count + 1, z)};
    if (!(limits.lower >= 0)) limits.lower = nothing;
    return limits;
}

Interval exact_poisson_limits(double count, Confidence confidence) {
    refuse_negative(count);
    if (std::isnan(count)) return {};
    if (confidence.level() == 1) return {0, unlimited};
    // A chi-squared quantile with 2k degrees of freedom is twice that of the gamma distribution of shape k.
    const double tail = confidence.tail();
    return {count == 0 ? 0 : boost::math::gamma_p_inv(count, tail), boost::math::gamma_q_inv(count + 1, tail)};
}

Interval poisson_limits(double count, Confidence confidence) {
    return count < 10 ? exact_poisson_limits(count, confidence) : byars_limits(count, confidence);
}

Figure proportion(double count, double total, Confidence confidence, double multiplier) {
    const Interval limits = wilson_limits(count, total, confidence);
    return figure(count / total * multiplier, {limits.lower * multiplier, limits.upper * multiplier});
}

Figure rate(double count, double population, Confidence confidence, double multiplier) {
    if (population <= 0) throw std::invalid_argument("a rate's denominator is not above 0");
    const Interval limits = poisson_limits(count, confidence);
    return figure(count / population * multiplier,
                  {limits.lower / population * multiplier, limits.upper / population * multiplier});
}

Mean mean(std::span<const double> values, Confidence confidence) {
    if (values.empty()) throw std::invalid_argument("the mean of no values");
    Mean result;
    result.count = values.size();
    const double n = static_cast<double>(values.size());
    double sum = 0;
    for (const double v : values) sum += v;
    if (std::isnan(sum)) return result;
    double squares = 0;
    for (const double v : values) squares += (v - sum / n) * (v - sum / n);
    result.sum = sum;
    result.figure = figure(sum / n, {});
    if (values.size() == 1) return result;
    result.standard_deviation = std::sqrt(squares / (n - 1));
    result.figure.limits = student_limits(n, sum / n, result.standard_deviation, confidence);
    return result;
}

Figure mean_of_sums(double count, double sum, double squares, Confidence confidence) {
    if (count <= 0) throw std::invalid_argument("the mean of no values");
    const double mean = sum / count;
    Figure result = figure(mean, {});
    if (!(count > 1) || std::isnan(mean) || std::isnan(squares)) return result;
    const double variance = std::max(0.0, squares - mean * sum) / (count - 1);
    result.limits = student_limits(count, mean, std::sqrt(variance), confidence);
    return result;
}

}  // namespace locality::stats
