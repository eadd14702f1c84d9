#include "stats/classes.h"

#include "stats/breaks.h"
#include "stats/natural_breaks.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace locality::stats {

namespace {

constexpr std::array<double, 6> tails{1, 10, 50, 90, 99, 100};

constexpr std::array<std::pair<ClassMethod, std::string_view>, class_methods.size()> method_words{
    {{ClassMethod::quantiles, "quantiles"},
     {ClassMethod::equal, "equal"},
     {ClassMethod::natural, "natural"},
     {ClassMethod::head_tail, "head-tail"},
     {ClassMethod::deviations, "deviations"},
     {ClassMethod::pretty, "pretty"},
     {ClassMethod::box, "box"},
     {ClassMethod::percentiles, "percentiles"},
     {ClassMethod::gaps, "gaps"}}};

std::vector<double> ascending(std::span<const double> values, int class_count = 1) {
    if (class_count < 1) throw std::invalid_argument("fewer than one class");
    std::vector<double> sorted(values.begin(), values.end());
    for (const double v : sorted)
        if (!std::isfinite(v)) throw std::invalid_argument("class breaks of NaN or of an infinite value");
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

double mean(std::span<const double> values) {
    double sum = 0;
    for (const double v : values) sum += v;
    return sum / static_cast<double>(values.size());
}

double median(std::span<const double> ascending) {
    return quantile(ascending, 0.5);
}

/// `bounds` in ascending order and once each, with the maximum at their end where it is above them all.
std::vector<double> closed(std::vector<double> bounds, double maximum) {
    std::sort(bounds.begin(), bounds.end());
    if (bounds.empty() || maximum > bounds.back()) bounds.push_back(maximum);
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    return bounds;
}

/// 1, 2, 5 or 10 times a power of ten: the nearest, or the least that is not below.
double nice(double x, bool nearest) {
    const double power = std::pow(10.0, std::floor(std::log10(x))), first = x / power;
    const std::array<double, 3> nearest_to{1.5, 3, 7}, not_below{1, 2, 5};
    constexpr std::array<double, 3> steps{1, 2, 5};
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (nearest ? first < nearest_to[i] : first <= not_below[i]) return steps[i] * power;
    return 10 * power;
}

}  // namespace

std::string_view word(ClassMethod method) {
    for (const auto& [known, text] : method_words)
        if (known == method) return text;
    return "";
}

std::optional<ClassMethod> class_method(std::string_view text) {
    for (const auto& [method, known] : method_words)
        if (known == text) return method;
    return {};
}

bool takes_count(ClassMethod method) {
    return method == ClassMethod::quantiles || method == ClassMethod::equal || method == ClassMethod::natural ||
           method == ClassMethod::pretty || method == ClassMethod::gaps;
}

std::vector<double> class_breaks(std::span<const double> values, ClassMethod method, int class_count) {
    switch (method) {
        case ClassMethod::quantiles:
            return quantile_breaks(values, class_count);
        case ClassMethod::equal:
            return equal_breaks(values, class_count);
        case ClassMethod::natural:
            return natural_breaks(values, class_count);
        case ClassMethod::head_tail:
            return head_tail_breaks(values);
        case ClassMethod::deviations:
            return deviation_breaks(values);
        case ClassMethod::pretty:
            return pretty_breaks(values, class_count);
        case ClassMethod::box:
            return box_breaks(values);
        case ClassMethod::percentiles:
            return percentile_breaks(values, tails);
        case ClassMethod::gaps:
            return gap_breaks(values, class_count);
    }
    return {};
}

std::vector<double> equal_breaks(std::span<const double> values, int class_count) {
    const std::vector<double> sorted = ascending(values, class_count);
    if (sorted.empty()) return {};
    const double low = sorted.front(), high = sorted.back();
    std::vector<double> bounds;
    for (int j = 1; j < class_count && low < high; ++j) {
        const double part = static_cast<double>(j) / class_count;
        bounds.push_back(std::min(low + (high - low) * part, high));
    }
    return closed(std::move(bounds), high);
}

std::vector<double> head_tail_breaks(std::span<const double> values) {
    const std::vector<double> sorted = ascending(values);
    if (sorted.empty()) return {};
    std::vector<double> bounds;
    std::span<const double> head = sorted;
    while (!head.empty() && head.front() < head.back()) {
        const double middle = mean(head);
        bounds.push_back(middle);
        const auto above = std::upper_bound(head.begin(), head.end(), middle);
        if (above == head.begin()) break;  // a mean rounded below its least value
        head = head.subspan(static_cast<std::size_t>(above - head.begin()));
    }
    return closed(std::move(bounds), sorted.back());
}

std::vector<double> deviation_breaks(std::span<const double> values) {
    const std::vector<double> sorted = ascending(values);
    if (sorted.empty()) return {};
    const double middle = mean(sorted);
    double squares = 0;
    for (const double v : sorted) squares += (v - middle) * (v - middle);
    const double deviation =
        sorted.front() == sorted.back() ? 0 : std::sqrt(squares / static_cast<double>(sorted.size() - 1));
    std::vector<double> bounds;
    for (const double times : {-2, -1, 1, 2})
        if (deviation > 0) bounds.push_back(middle + times * deviation);
    return closed(std::move(bounds), sorted.back());
}

std::vector<double> pretty_breaks(std::span<const double> values, int class_count) {
    const std::vector<double> sorted = ascending(values, class_count);
    if (sorted.empty()) return {};
    const double low = sorted.front(), high = sorted.back();
    if (low == high) return {high};
    const double step = nice(nice(high - low, false) / std::max(1, class_count - 1), true);
    const double first = std::floor(low / step), last = std::ceil(high / step);
    std::vector<double> bounds;
    for (double at = first + 1; at <= last; ++at) bounds.push_back(at * step);
    return closed(std::move(bounds), high);
}

std::vector<double> box_breaks(std::span<const double> values) {
    const std::vector<double> sorted = ascending(values);
    if (sorted.empty()) return {};
    const double low = quantile(sorted, 0.25), high = quantile(sorted, 0.75), whisker = 1.5 * (high - low);
    return closed({low - whisker, low, median(sorted), high, high + whisker}, sorted.back());
}

std::vector<double> percentile_breaks(std::span<const double> values, std::span<const double> percents) {
    const std::vector<double> sorted = ascending(values);
    std::vector<double> bounds;
    for (std::size_t i = 0; i < percents.size(); ++i) {
        if (!(percents[i] >= 0 && percents[i] <= 100) || (i > 0 && percents[i] <= percents[i - 1]))
            throw std::invalid_argument("percentiles do not ascend from 0 to 100");
        if (!sorted.empty()) bounds.push_back(quantile(sorted, percents[i] / 100));
    }
    if (sorted.empty()) return {};
    return closed(std::move(bounds), sorted.back());
}

std::vector<double> gap_breaks(std::span<const double> values, int class_count) {
    const std::vector<double> sorted = ascending(values, class_count);
    if (sorted.empty()) return {};
    std::vector<std::size_t> gaps;  // index of the value below
    for (std::size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i] > sorted[i - 1]) gaps.push_back(i - 1);
    const auto width = [&](std::size_t gap) { return sorted[gap + 1] - sorted[gap]; };
    std::sort(gaps.begin(), gaps.end(),
              [&](std::size_t a, std::size_t b) { return width(a) != width(b) ? width(a) > width(b) : a > b; });
    if (gaps.size() > static_cast<std::size_t>(class_count - 1)) gaps.resize(static_cast<std::size_t>(class_count - 1));
    std::vector<double> bounds;
    for (const std::size_t gap : gaps) bounds.push_back(sorted[gap] + width(gap) / 2);
    return closed(std::move(bounds), sorted.back());
}

std::vector<double> manual_breaks(std::span<const double> values, std::span<const double> bounds) {
    const std::vector<double> sorted = ascending(values);
    if (bounds.empty()) throw std::invalid_argument("classes without bounds");
    for (std::size_t i = 0; i < bounds.size(); ++i)
        if (!std::isfinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            throw std::invalid_argument("bounds of classes do not ascend");
    std::vector<double> own(bounds.begin(), bounds.end());
    return closed(std::move(own), sorted.empty() ? own.back() : sorted.back());
}

int national_decile(std::int64_t rank, std::int64_t count) {
    if (rank < 1 || rank > count) throw std::invalid_argument("a rank is not from 1 to the number of zones ranked");
    return static_cast<int>((10 * rank + count - 1) / count);
}

ClassFit class_fit(std::span<const double> values, std::span<const double> breaks) {
    const std::vector<double> sorted = ascending(values);
    if (!sorted.empty() && (breaks.empty() || sorted.back() > breaks.back()))
        throw std::invalid_argument("a value is above the bounds of all classes");
    const auto deviations = [](std::span<const double> of) {
        double sum = 0;
        if (of.empty()) return sum;
        const double middle = median(of);
        for (const double v : of) sum += std::abs(v - middle);
        return sum;
    };
    ClassFit fit;
    auto from = sorted.begin();
    for (const double bound : breaks) {
        const auto to = std::upper_bound(from, sorted.end(), bound);
        const std::span<const double> inside(from, to);
        from = to;
        if (inside.empty()) continue;
        fit.absolute_deviation += deviations(inside);
        const double middle = mean(inside);
        for (const double v : inside) fit.within_squares += (v - middle) * (v - middle);
    }
    const double of_all = deviations(sorted);
    if (of_all > 0) fit.goodness = 1 - fit.absolute_deviation / of_all;
    return fit;
}

}  // namespace locality::stats
