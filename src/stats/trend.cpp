#include "stats/trend.h"

#include "stats/inequality.h"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace locality::stats {

namespace {

constexpr auto points = static_cast<std::size_t>(trend_points);
using Points = std::array<double, points>;

/// Slope and its standard error of the line through y at 1, 2 ... with weights w, leaving out the point `without`.
struct Slope {
    double value = 0, standard_error = 0;
};
Slope slope(const Points& y, const Points& w, std::size_t without = points) {
    double sum = 0, x = 0, yy = 0;
    for (std::size_t i = 0; i < points; ++i) {
        if (i == without) continue;
        sum += w[i];
        x += w[i] * static_cast<double>(i + 1);
        yy += w[i] * y[i];
    }
    const double middle_x = x / sum, middle_y = yy / sum;
    double spread = 0, product = 0;
    for (std::size_t i = 0; i < points; ++i) {
        if (i == without) continue;
        const double from_middle = static_cast<double>(i + 1) - middle_x;
        spread += w[i] * from_middle * from_middle;
        product += w[i] * from_middle * (y[i] - middle_y);
    }
    return {product / spread, std::sqrt(1 / spread)};
}

/// Whether leaving one point out turns the slope round or makes it flat.
bool turned_by_one_point(const Points& y, const Points& w) {
    const double all = slope(y, w).value;
    for (std::size_t i = 0; i < points; ++i)
        if (slope(y, w, i).value * all <= 0) return true;
    return false;
}

Trend told(double chi_squared, double slope_value, bool one_point_decides, Confidence confidence) {
    Trend trend;
    const boost::math::chi_squared distribution(1);
    trend.chi_squared = chi_squared;
    trend.p_value = boost::math::cdf(complement(distribution, chi_squared));
    trend.slope = slope_value;
    trend.one_point_decides = one_point_decides;
    trend.direction = TrendDirection::no_significant_change;
    const bool significant =
        confidence.level() < 1 && chi_squared > boost::math::quantile(distribution, confidence.level());
    if (significant && !one_point_decides && slope_value != 0)
        trend.direction = slope_value > 0 ? TrendDirection::increasing : TrendDirection::decreasing;
    return trend;
}

Trend not_told(std::string_view why) {
    Trend trend;
    trend.why_not = why;
    return trend;
}

constexpr std::string_view too_few = "fewer than five points";
constexpr std::string_view gap = "one of the last five points is missing";

}  // namespace

std::string_view words(TrendDirection direction) {
    switch (direction) {
        case TrendDirection::cannot_be_calculated:
            return "cannot be calculated";
        case TrendDirection::increasing:
            return "increasing";
        case TrendDirection::decreasing:
            return "decreasing";
        case TrendDirection::no_significant_change:
            return "no significant change";
    }
    return "";
}

std::string_view words(TrendDirection direction, Polarity polarity) {
    const bool judged = polarity == Polarity::low_is_good || polarity == Polarity::high_is_good;
    if (!judged) return words(direction);
    const bool high_is_good = polarity == Polarity::high_is_good;
    if (direction == TrendDirection::increasing)
        return high_is_good ? "increasing and getting better" : "increasing and getting worse";
    if (direction == TrendDirection::decreasing)
        return high_is_good ? "decreasing and getting worse" : "decreasing and getting better";
    return words(direction);
}

Trend recent_trend_of_proportion(std::span<const double> count, std::span<const double> total, Confidence confidence) {
    if (count.size() != total.size()) throw std::invalid_argument("counts and totals are not of the same periods");
    if (count.size() < points) return not_told(too_few);
    count = count.last(points);
    total = total.last(points);
    Points log_odds{}, alike;
    alike.fill(1);
    double sum_count = 0, sum_total = 0, x_total = 0;
    for (std::size_t i = 0; i < points; ++i) {
        if (std::isnan(count[i]) || std::isnan(total[i])) return not_told(gap);
        if (count[i] < 0 || count[i] > total[i] || total[i] <= 0)
            throw std::invalid_argument("a proportion's numerator is negative or greater than its denominator");
        sum_count += count[i];
        sum_total += total[i];
        x_total += total[i] * static_cast<double>(i + 1);
        log_odds[i] = std::log(count[i] / (total[i] - count[i]));
    }
    if (sum_count == 0) return not_told("all counts are 0");
    if (sum_count == sum_total) return not_told("all counts are the whole");
    // Armitage's test in centred sums: the products of the textbook form lose digits where populations are large.
    const double p = sum_count / sum_total, middle = x_total / sum_total;
    double product = 0, spread = 0;
    for (std::size_t i = 0; i < points; ++i) {
        const double from_middle = static_cast<double>(i + 1) - middle;
        product += from_middle * (count[i] - total[i] * p);
        spread += total[i] * from_middle * from_middle;
    }
    const double chi_squared = product * product / (p * (1 - p) * spread);
    // A year of nobody or of everybody has no log odds: the counts' own slope then tells the direction.
    const bool all_have_odds = std::all_of(log_odds.begin(), log_odds.end(), [](double v) { return std::isfinite(v); });
    Points y = log_odds, w = alike;
    if (!all_have_odds)
        for (std::size_t i = 0; i < points; ++i) {
            y[i] = count[i] / total[i];
            w[i] = total[i];
        }
    return told(chi_squared, slope(y, w).value, turned_by_one_point(y, w), confidence);
}

Trend recent_trend(std::span<const Figure> figures_95, Confidence confidence) {
    if (figures_95.size() < points) return not_told(too_few);
    figures_95 = figures_95.last(points);
    Points y{}, w{};
    for (std::size_t i = 0; i < points; ++i) {
        const Figure& figure = figures_95[i];
        if (figure.blank != Blank::no || std::isnan(figure.value)) return not_told(gap);
        const double standard_error = (figure.limits.upper - figure.limits.lower) / 3.92;
        if (!(standard_error > 0 && std::isfinite(standard_error)))
            return not_told("one of the last five points has no limits");
        y[i] = figure.value;
        w[i] = 1 / (standard_error * standard_error);
    }
    const Slope all = slope(y, w);
    const double deviate = all.value / all.standard_error;
    return told(deviate * deviate, all.value, turned_by_one_point(y, w), confidence);
}

TrendDirection change_between(const Figure& earlier, const Figure& later) {
    const Figure change = difference(later, earlier);
    if (change.blank != Blank::no) return TrendDirection::cannot_be_calculated;
    if (!beyond_chance(change, 0)) return TrendDirection::no_significant_change;
    return change.value > 0 ? TrendDirection::increasing : TrendDirection::decreasing;
}

}  // namespace locality::stats
