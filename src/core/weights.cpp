#include "core/weights.h"

#include "geo/topology.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace locality::core {

using model::Weights;

Weights collect(std::vector<WeightEntry> entries, std::size_t zone_count) {
    std::stable_sort(entries.begin(), entries.end(), [](const WeightEntry& a, const WeightEntry& b) {
        return std::pair(a.zone, a.footprint) < std::pair(b.zone, b.footprint);
    });
    Weights weights;
    std::size_t e = 0;
    for (std::size_t z = 0; z < zone_count; ++z) {
        for (; e < entries.size() && entries[e].zone == static_cast<std::int32_t>(z); ++e) {
            const bool same =
                weights.footprint.size() > weights.row_begin.back() && weights.footprint.back() == entries[e].footprint;
            if (same) {
                weights.weight.back() += entries[e].weight;
            } else {
                weights.footprint.push_back(entries[e].footprint);
                weights.weight.push_back(entries[e].weight);
            }
        }
        weights.row_begin.push_back(static_cast<std::uint32_t>(weights.footprint.size()));
    }
    if (e != entries.size()) throw std::invalid_argument("collect: an entry is for no zone");
    return weights;
}

Weights regroup(const Weights& weights, std::span<const std::int32_t> group_of_footprint) {
    std::vector<WeightEntry> entries;
    for (std::size_t z = 0; z < weights.row_count(); ++z)
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k)
            if (const std::int32_t g = group_of_footprint[weights.footprint[k]]; g != geo::outside)
                entries.push_back({static_cast<std::int32_t>(z), g, weights.weight[k]});
    return collect(std::move(entries), weights.row_count());
}

Weights as_weights(const model::Crosswalk& shares) { return {shares.row_begin, shares.footprint, shares.share}; }

model::Crosswalk shares_over(const Weights& weights, std::span<const double> total, model::Basis basis,
                             std::size_t footprint_count) {
    if (total.size() != weights.row_count())
        throw std::invalid_argument("shares_over: totals and weights are for different numbers of zones");
    model::Crosswalk shares;
    shares.row_begin = weights.row_begin;
    shares.footprint = weights.footprint;
    shares.footprint_count = footprint_count;
    shares.basis.assign(weights.row_count(), basis);
    if (basis == model::Basis::registered) shares.whole.assign(total.begin(), total.end());
    for (std::size_t z = 0; z < weights.row_count(); ++z) {
        double covered = 0.0;
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            shares.share.push_back(total[z] > 0.0 ? weights.weight[k] / total[z] : 0.0);
            covered += shares.share.back();
        }
        // The sum of n quotients of one total is within n roundings of 1 where they are all of it.
        shares.covered.push_back(std::abs(covered - 1.0) < 1e-12 ? 1.0 : covered);
    }
    return shares;
}

}  // namespace locality::core
