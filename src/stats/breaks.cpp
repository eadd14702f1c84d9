#include "stats/breaks.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::stats {

namespace {

std::vector<double> ascending(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    if (std::any_of(sorted.begin(), sorted.end(), [](double v) { return std::isnan(v); }))
        throw std::invalid_argument("class breaks of NaN");
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// The value `part` of the way from one place to the next; between ties exactly the tie.
double between(std::span<const double> ascending, std::size_t below, double part) {
    if (below + 1 >= ascending.size()) return ascending.back();
    return ascending[below] + part * (ascending[below + 1] - ascending[below]);
}

}  // namespace

double quantile(std::span<const double> ascending, double p) {
    if (ascending.empty() || std::isnan(ascending.front()) || std::isnan(ascending.back()))
        throw std::invalid_argument("quantile of no values or of NaN");
    if (!(p >= 0 && p <= 1)) throw std::invalid_argument("quantile outside 0 to 1");
    const double position = p * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    return between(ascending, below, position - static_cast<double>(below));
}

std::vector<double> quantile_breaks(std::span<const double> values, int class_count) {
    if (class_count < 1) throw std::invalid_argument("fewer than one class");
    const std::vector<double> sorted = ascending(values);
    std::vector<double> breaks;
    if (sorted.empty()) return breaks;
    // Places are counted in whole k-ths: a bound that falls on a value is that value, whose ties then stay with it.
    const auto k = static_cast<std::size_t>(class_count);
    for (std::size_t i = 1; i <= k; ++i) {
        const std::size_t place = i * (sorted.size() - 1);
        const double bound = between(sorted, place / k, static_cast<double>(place % k) / static_cast<double>(k));
        if (breaks.empty() || bound > breaks.back()) breaks.push_back(bound);
    }
    return breaks;
}

std::vector<double> occupied_breaks(std::span<const double> values, std::span<const double> breaks) {
    const std::vector<double> sorted = ascending(values);
    std::vector<double> different(sorted);
    different.erase(std::unique(different.begin(), different.end()), different.end());
    if (different.size() <= breaks.size()) return different;
    std::vector<double> occupied;
    auto from = sorted.begin();
    for (double bound : breaks) {
        const auto to = std::upper_bound(from, sorted.end(), bound);
        if (to != from) occupied.push_back(bound);
        from = to;
    }
    return occupied;
}

int class_of(double value, std::span<const double> breaks) {
    const auto at = std::lower_bound(breaks.begin(), breaks.end(), value);
    return std::isnan(value) || at == breaks.end() ? -1 : static_cast<int>(at - breaks.begin());
}

}  // namespace locality::stats
