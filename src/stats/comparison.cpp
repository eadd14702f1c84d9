#include "stats/comparison.h"

#include "stats/breaks.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::stats {

namespace {

/// -2 far below, -1 below, 0 similar, 1 above, 2 far above.
Standing judged(int side, Polarity polarity) {
    if (polarity == Polarity::none) return Standing::not_compared;
    if (side == 0) return Standing::similar;
    const bool far = side > 1 || side < -1;
    if (polarity == Polarity::neutral) {
        if (side > 0) return far ? Standing::highest : Standing::higher;
        return far ? Standing::lowest : Standing::lower;
    }
    const bool good = (side > 0) == (polarity == Polarity::high_is_good);
    if (good) return far ? Standing::best : Standing::better;
    return far ? Standing::worst : Standing::worse;
}

bool complete(const Figure& figure) {
    return !std::isnan(figure.value) && figure.limits.known();
}

}  // namespace

std::string_view words(Standing standing) {
    switch (standing) {
        case Standing::not_compared:
            return "not compared";
        case Standing::similar:
            return "similar";
        case Standing::better:
            return "better";
        case Standing::worse:
            return "worse";
        case Standing::best:
            return "much better";
        case Standing::worst:
            return "much worse";
        case Standing::higher:
            return "higher";
        case Standing::lower:
            return "lower";
        case Standing::highest:
            return "much higher";
        case Standing::lowest:
            return "much lower";
    }
    return "";
}

Standing against_benchmark(const Figure& figure, double benchmark, Polarity polarity) {
    if (!complete(figure) || std::isnan(benchmark)) return Standing::not_compared;
    if (figure.limits.lower <= benchmark && benchmark <= figure.limits.upper) return judged(0, polarity);
    return judged(figure.value < benchmark ? -1 : 1, polarity);
}

Standing against_benchmark(const Figure& figure_95, const Interval& limits_998, double benchmark, Polarity polarity) {
    if (!complete(figure_95) || !limits_998.known() || std::isnan(benchmark)) return Standing::not_compared;
    if (figure_95.limits.lower <= benchmark && benchmark <= figure_95.limits.upper) return judged(0, polarity);
    const int side = figure_95.value < benchmark ? -1 : 1;
    const bool within = limits_998.lower <= benchmark && benchmark <= limits_998.upper;
    return judged(within ? side : 2 * side, polarity);
}

Standing against_figure(const Figure& figure, const Figure& benchmark, Polarity polarity) {
    if (!complete(figure) || !benchmark.limits.known()) return Standing::not_compared;
    if (figure.limits.upper < benchmark.limits.lower) return judged(-1, polarity);
    if (figure.limits.lower > benchmark.limits.upper) return judged(1, polarity);
    return judged(0, polarity);
}

std::vector<double> category_bounds(std::span<const double> values, int categories) {
    if (categories < 1) throw std::invalid_argument("fewer than one category");
    std::vector<double> sorted;
    for (const double v : values)
        if (!std::isnan(v)) sorted.push_back(v);
    if (sorted.size() <= 3) return {};
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> bounds;
    for (int i = 0; i <= categories; ++i) {
        const double bound = quantile(sorted, static_cast<double>(i) / categories);
        // std::round takes halves away from zero; past 2^52 a double has no decimals left to round.
        const double scaled = bound * 1e10;
        bounds.push_back(std::abs(scaled) < 4503599627370496.0 ? std::round(scaled) / 1e10 : bound);
    }
    return bounds;
}

int quintile_category(double value, std::span<const double> values) {
    const auto known = std::count_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); });
    if (std::isnan(value) || known < 5) return 0;
    const std::vector<double> bounds = category_bounds(values, 5);
    for (int k = 1; k <= 5; ++k)
        if (value <= bounds[static_cast<std::size_t>(k)]) return k;
    return 5;
}

}  // namespace locality::stats
