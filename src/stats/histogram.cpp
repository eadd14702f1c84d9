#include "stats/histogram.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::stats {

Histogram histogram(std::span<const double> values, int bins) {
    if (bins < 1) throw std::invalid_argument("histogram without bins");
    Histogram h;
    if (values.empty()) return h;
    if (std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }))
        throw std::invalid_argument("histogram of NaN");
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    h.from = *least;
    h.to = *greatest;
    h.count.assign(h.from == h.to ? 1 : static_cast<std::size_t>(bins), 0);
    const double per_bin = static_cast<double>(h.count.size()) / (h.to - h.from);
    for (const double v : values) {
        const std::size_t bin = h.from == h.to ? 0 : static_cast<std::size_t>((v - h.from) * per_bin);
        ++h.count[std::min(bin, h.count.size() - 1)];
    }
    return h;
}

}  // namespace locality::stats
