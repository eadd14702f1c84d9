#include "stats/inequality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace locality::stats {

std::vector<int> quantile_groups(std::span<const double> values, int quantiles, bool highest_first) {
    if (quantiles < 1) throw std::invalid_argument("fewer than one quantile");
    std::vector<double> sorted;
    for (const double v : values)
        if (!std::isnan(v)) sorted.push_back(highest_first ? -v : v);
    std::vector<int> groups(values.size(), 0);
    const double n = static_cast<double>(sorted.size());
    if (n < quantiles) return groups;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        const double key = highest_first ? -values[i] : values[i];
        const auto before = std::lower_bound(sorted.begin(), sorted.end(), key) - sorted.begin();
        const double rank = static_cast<double>(before) + 1;
        // The reference's own order of floating operations: another one moves values at the edges of quantiles.
        const double group = std::floor((quantiles + 1) - std::ceil(((n + 1) - rank) / (n / quantiles)));
        groups[i] = std::max(1, static_cast<int>(group));
    }
    return groups;
}

namespace {

/// Why two figures cannot be compared, if they cannot.
Blank incomparable(const Figure& first, const Figure& second) {
    for (const Figure* figure : {&first, &second})
        if (figure->blank != Blank::no) return figure->blank;
    for (const Figure* figure : {&first, &second})
        if (std::isnan(figure->value) || !figure->limits.known()) return Blank::missing;
    return Blank::no;
}

}  // namespace

Figure difference(const Figure& first, const Figure& second) {
    const Blank blank = incomparable(first, second);
    if (blank != Blank::no) return {nothing, {}, blank};
    const double value = first.value - second.value;
    const double below = std::hypot(first.value - first.limits.lower, second.limits.upper - second.value);
    const double above = std::hypot(first.limits.upper - first.value, second.value - second.limits.lower);
    return {value, {value - below, value + above}, Blank::no};
}

Figure ratio(const Figure& first, const Figure& second) {
    const Blank blank = incomparable(first, second);
    if (blank != Blank::no) return {nothing, {}, blank};
    for (const Figure* figure : {&first, &second})
        if (figure->value < 0 || figure->limits.lower < 0)
            throw std::invalid_argument("the ratio of numbers that may be negative");
    if (second.value == 0) return {nothing, {}, Blank::divided_by_zero};
    // MOVER-R with each root's numerator made rational: where small counts make 2 * value - upper 0 it stays defined.
    const auto product = [](double limit, double value) { return limit * (2 * value - limit); };
    const double both = first.value * second.value;
    const double first_low = product(first.limits.lower, first.value);
    const double first_high = product(first.limits.upper, first.value);
    const double second_low = product(second.limits.lower, second.value);
    const double second_high = product(second.limits.upper, second.value);
    const double under_low = std::sqrt(std::max(0.0, both * both - first_low * second_high));
    const double under_high = std::sqrt(std::max(0.0, both * both - first_high * second_low));
    Interval limits{0, std::numeric_limits<double>::infinity()};
    if (first.limits.lower > 0) limits.lower = first_low / (both + under_low);
    if (second_low > 0) limits.upper = (both + under_high) / second_low;
    return {first.value / second.value, limits, Blank::no};
}

bool beyond_chance(const Figure& figure, double value) {
    return figure.blank == Blank::no && (value < figure.limits.lower || value > figure.limits.upper);
}

}  // namespace locality::stats
