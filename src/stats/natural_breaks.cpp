#include "stats/natural_breaks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace locality::stats {

namespace {

/// A number of twice the digits of a double: the exact sum hi + lo. Dekker 1971; Shewchuk 1997.
struct Twice {
    double hi = 0, lo = 0;
    Twice() = default;
    Twice(double h, double l = 0) : hi(h), lo(l) {}

    static Twice sum(double a, double b) {
        const double s = a + b, of_b = s - a;
        return {s, (a - (s - of_b)) + (b - of_b)};
    }
    static Twice product(double a, double b) {
        const double p = a * b;
        return {p, std::fma(a, b, -p)};
    }
    friend Twice operator+(Twice a, Twice b) {
        const Twice s = sum(a.hi, b.hi);
        return sum(s.hi, s.lo + a.lo + b.lo);
    }
    friend Twice operator-(Twice a, Twice b) { return a + Twice(-b.hi, -b.lo); }
    friend Twice operator*(Twice a, Twice b) {
        const Twice p = product(a.hi, b.hi);
        return sum(p.hi, p.lo + a.hi * b.lo + a.lo * b.hi);
    }
    friend Twice operator/(Twice a, Twice b) {
        const double first = a.hi / b.hi;
        const Twice rest = a - b * first;
        return sum(first, (rest.hi + rest.lo) / b.hi);
    }
    friend bool operator<(Twice a, Twice b) { return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo); }
};

/// Different values in ascending order, each with what all its occurrences weigh.
struct Points {
    std::vector<double> value, weight;
};

Points points_of(std::span<const double> values, std::span<const double> weights) {
    if (!weights.empty() && weights.size() != values.size())
        throw std::invalid_argument("class breaks of values and weights of different number");
    std::vector<std::uint32_t> order;
    std::vector<double> sorted(values.begin(), values.end());
    for (const double v : sorted)
        if (!std::isfinite(v)) throw std::invalid_argument("class breaks of NaN or of an infinite value");
    if (weights.empty()) {
        std::sort(sorted.begin(), sorted.end());
    } else {
        for (const double w : weights)
            if (!(w >= 0 && std::isfinite(w))) throw std::invalid_argument("a weight is negative or missing");
        order.resize(values.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
        for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = values[order[i]];
    }
    Points points;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const double weight = weights.empty() ? 1 : weights[order[i]];
        if (i == 0 || sorted[i] != points.value.back()) {
            points.value.push_back(sorted[i]);
            points.weight.push_back(weight);
        } else {
            points.weight.back() += weight;
        }
    }
    return points;
}

void drop_weightless(Points& points) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.value.size(); ++i) {
        if (points.weight[i] == 0) continue;
        points.value[kept] = points.value[i];
        points.weight[kept++] = points.weight[i];
    }
    points.value.resize(kept);
    points.weight.resize(kept);
}

/// From where to where a class may end, for each class: places between points, 0 to their number.
using Windows = std::vector<std::pair<std::size_t, std::size_t>>;

/// Cuts points into classes; sums are kept as `Number`.
template <class Number>
class Partition {
public:
    explicit Partition(const Points& points) : m_count(points.value.size()) {
        // Squares about the median: about 0, those of values far off would swallow their differences.
        const double middle = points.value[m_count / 2];
        m_weight.resize(m_count + 1);
        m_sum.resize(m_count + 1);
        m_squares.resize(m_count + 1);
        for (std::size_t i = 0; i < m_count; ++i) {
            const Number x = Number(points.value[i]) - Number(middle), w = points.weight[i];
            m_weight[i + 1] = m_weight[i] + w;
            m_sum[i + 1] = m_sum[i] + w * x;
            m_squares[i + 1] = m_squares[i] + w * x * x;
        }
    }

    /// Ends of the best classes that end within `windows`.
    std::vector<std::size_t> ends(const Windows& windows) {
        const std::size_t k = windows.size();
        std::vector<std::vector<std::uint32_t>> cuts(k);
        m_best.assign(m_count + 1, Number(0));
        for (std::size_t j = windows[0].first; j <= windows[0].second; ++j) m_best[j] = cost(0, j);
        for (std::size_t q = 1; q < k; ++q) {
            next_class(windows[q - 1], windows[q], m_best);
            cuts[q] = m_cuts;
        }
        std::vector<std::size_t> result(k);
        std::size_t end = m_count;
        for (std::size_t q = k; q-- > 0;) {
            result[q] = end;
            if (q > 0) end = cuts[q][end];
        }
        return result;
    }

    /// The least squares within 1, 2 ... `classes` classes, by how many points from the first they hold, where between
    /// two classes one point may be left out: no more than the finer points that these stand for can have.
    std::vector<std::vector<Number>> least_squares(std::size_t classes) {
        std::vector<std::vector<Number>> least(classes);
        least[0].assign(m_count + 1, Number(0));
        for (std::size_t j = 1; j <= m_count; ++j) least[0][j] = cost(0, j);
        for (std::size_t q = 1; q < classes; ++q) {
            m_best = least[q - 1];
            for (std::size_t j = m_count; j > 0; --j) m_best[j] = std::min(m_best[j], m_best[j - 1]);
            next_class({0, m_count - 1}, {1, m_count}, m_best);
            m_best[0] = 0;
            least[q] = m_best;
        }
        return least;
    }

    /// Sum of squares within classes that end there.
    Number within(std::span<const std::size_t> ends) const {
        Number sum = 0;
        std::size_t from = 0;
        for (const std::size_t end : ends) sum = sum + cost(std::exchange(from, end), end);
        return sum;
    }
    Number all_squares() const { return m_squares[m_count]; }

private:
    Number cost(std::size_t i, std::size_t j) const {
        const Number w = m_weight[j] - m_weight[i], s = m_sum[j] - m_sum[i];
        return (m_squares[j] - m_squares[i]) - s * s / w;
    }

    /// From the best sums of some classes that end in `before` those of one class more that ends in `ends`.
    void next_class(std::pair<std::size_t, std::size_t> before, std::pair<std::size_t, std::size_t> ends,
                    std::vector<Number>& best) {
        m_base.resize(m_count + 1);
        m_next.assign(m_count + 1, Number(0));
        m_cuts.assign(m_count + 1, 0);
        for (std::size_t i = before.first; i <= before.second; ++i) m_base[i] = best[i] - m_squares[i];
        fill(ends.first, ends.second, before.first, before.second);
        best.swap(m_next);
    }

    /// Best cuts before a class that ends at low to high. As its end moves on, its cut never moves back: so those left
    /// of the middle one lie before its cut, those right of it after.
    void fill(std::size_t low, std::size_t high, std::size_t from, std::size_t to) {
        if (low > high) return;
        const std::size_t j = low + (high - low) / 2, last = std::min(to, j - 1);
        const Number weight = m_weight[j], sum = m_sum[j];
        Number best = 0;
        std::size_t cut = from;
        for (std::size_t i = from; i <= last; ++i) {
            const Number w = weight - m_weight[i], s = sum - m_sum[i];
            const Number at = m_base[i] - s * s / w;
            if (i == from || at < best) {
                best = at;
                cut = i;
            }
        }
        m_next[j] = best + m_squares[j];
        m_cuts[j] = static_cast<std::uint32_t>(cut);
        fill(low, j - 1, from, cut);
        fill(j + 1, high, cut, to);
    }

    std::size_t m_count;
    std::vector<Number> m_weight, m_sum, m_squares;  ///< of the points before a place
    std::vector<Number> m_best, m_next, m_base;
    std::vector<std::uint32_t> m_cuts;
};

/// Every class with a point of its own.
Windows all_places(std::size_t points, std::size_t classes) {
    Windows windows;
    for (std::size_t q = 1; q < classes; ++q) windows.push_back({q, points - (classes - q)});
    windows.push_back({points, points});
    return windows;
}

/// Points in groups of neighbours, each group one point at its mean.
Points coarse(const Points& points, std::size_t group) {
    Points result;
    for (std::size_t from = 0; from < points.value.size(); from += group) {
        const std::size_t to = std::min(from + group, points.value.size());
        double weight = 0, sum = 0;
        for (std::size_t i = from; i < to; ++i) {
            weight += points.weight[i];
            sum += points.weight[i] * points.value[i];
        }
        result.value.push_back(sum / weight);
        result.weight.push_back(weight);
    }
    return result;
}

Points mirrored(Points points) {
    std::reverse(points.value.begin(), points.value.end());
    std::reverse(points.weight.begin(), points.weight.end());
    for (double& v : points.value) v = -v;
    return points;
}

/// Where the classes of the best partition can end: a place is out where the least that groups of points allow before
/// and after it is more than a partition is known to have. Branch and bound, on groups of 16.
Windows promising_places(const Partition<double>& partition, const Points& points, std::size_t classes) {
    constexpr std::size_t group = 16;
    const std::size_t count = points.value.size();
    const Windows everywhere = all_places(count, classes);
    if (classes == 1 || count < 8 * group * classes) return everywhere;
    const Points groups = coarse(points, group);
    const std::size_t group_count = groups.value.size();
    Partition<double> rough(groups), rough_back(mirrored(groups));
    std::vector<std::size_t> known = rough.ends(all_places(group_count, classes));
    for (std::size_t& end : known) end = std::min(end * group, count);
    // The bounds are sums too: the slack is far above their rounding, or the sums are taken again with twice the
    // digits.
    const double most = partition.within(known) * (1 + 1e-5);
    const auto before = rough.least_squares(classes - 1), after = rough_back.least_squares(classes - 1);
    Windows windows;
    for (std::size_t q = 1; q < classes; ++q) {
        auto [low, high] = everywhere[q - 1];
        // Whole groups before a place, and after it.
        const auto hopeless = [&](std::size_t j) {
            const std::size_t after_j = group_count - (j + group - 1) / group;
            return before[q - 1][j / group] + after[classes - q - 1][after_j] > most;
        };
        while (low < high && hopeless(low)) ++low;
        while (low < high && hopeless(high)) --high;
        windows.push_back({low, high});
    }
    windows.push_back({count, count});
    return windows;
}

}  // namespace

std::vector<double> natural_breaks(std::span<const double> values, int class_count, std::span<const double> weights) {
    if (class_count < 1) throw std::invalid_argument("fewer than one class");
    Points points = points_of(values, weights);
    if (points.value.empty()) return {};
    const double greatest = points.value.back();
    drop_weightless(points);
    const auto classes = static_cast<std::size_t>(class_count);
    std::vector<double> breaks;
    if (points.value.size() <= classes) {
        breaks = points.value;
    } else {
        Partition<double> plain(points);
        std::vector<std::size_t> ends = plain.ends(promising_places(plain, points, classes));
        // Rounding errs by some 1e-16 of the squares in all for each point; where that shows beside what is left within
        // classes, cut again with twice the digits.
        const double error = plain.all_squares() * 1e-15;
        if (plain.within(ends) < 1e6 * error)
            ends = Partition<Twice>(points).ends(all_places(points.value.size(), classes));
        for (const std::size_t end : ends) breaks.push_back(points.value[end - 1]);
    }
    // What weighs nothing moves no bound, but has a class.
    if (breaks.empty()) breaks.push_back(greatest);
    breaks.back() = greatest;
    return breaks;
}

}  // namespace locality::stats
