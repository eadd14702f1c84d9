#pragma once

#include "model/crosswalk.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

struct WeightEntry {
    std::int32_t zone, footprint;
    double weight;
};

/// One row per zone from entries in any order; entries of one pair are added up in the order given.
model::Weights collect(std::vector<WeightEntry> entries, std::size_t zone_count);

/// Columns of `weights` added up by group; columns whose group is geo::outside are dropped.
model::Weights regroup(const model::Weights& weights, std::span<const std::int32_t> group_of_footprint);

/// Shares as weights, so that the same rules choose among them.
model::Weights as_weights(const model::Crosswalk& shares);

/// Shares of rows that do not overlap (patients, a lookup): each weight over its zone's `total`, which may be more than
/// the row holds; what is left of a zone is outside. Throws std::invalid_argument for another number of totals.
model::Crosswalk shares_over(const model::Weights& weights, std::span<const double> total, model::Basis basis,
                             std::size_t footprint_count);

}  // namespace locality::core
