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

}  // namespace

double quantile(std::span<const double> ascending, double p) {
    if (ascending.empty() || std::isnan(ascending.front()) || std::isnan(ascending.back()))
        throw std::invalid_argument("quantile of no values or of NaN");
    if (!(p >= 0 && p <= 1)) throw std::invalid_argument("quantile outside 0 to 1");
    const double position = p * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    if (below + 1 >= ascending.size()) return ascending.back();
    const double part = position - static_cast<double>(below);
    return ascending[below] + part * (ascending[below + 1] - ascending[below]);
}

std::vector<double> quantile_breaks(std::span<const double> values, int class_count) {
    if (class_count < 1) throw std::invalid_argument("fewer than one class");
    const std::vector<double> sorted = ascending(values);
    std::vector<double> breaks;
    if (sorted.empty()) return breaks;
    for (int i = 1; i <= class_count; ++i) {
        const double bound = i == class_count ? sorted.back() : quantile(sorted, static_cast<double>(i) / class_count);
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
