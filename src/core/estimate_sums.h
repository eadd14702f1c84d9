#pragma once

#include "core/published_sums.h"
#include "model/result.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace locality::core {

/// The counts of one indicator and period over every set, sex and category, as sums over the parts of areas that no
/// footprint tells apart.
struct EstimateSums {
    std::vector<model::Estimate*> estimate;     ///< of the first sums, one each; the others are implied
    std::vector<stats::SparseVector> combined;  ///< each implied sum, by estimates
    PublishedSums sums;                         ///< counts not yet filled in
    std::size_t footprints = 0;                 ///< how many have a count
};

/// Whether the people that a figure counts are its denominator: those whom a mean or an average is of.
bool counts_denominator(const model::Estimate& e, const model::IndicatorInfo& info);
/// The people that a figure counts: its numerator, or its denominator. NaN where it does not count any.
double people_counted(const model::Estimate& e, const model::IndicatorInfo& info);

/// A few people whom published totals tell of by adding and subtracting: see differencing_audit.
struct ImpliedFootprint {
    struct Part {
        std::vector<std::pair<std::size_t, std::size_t>> of;  ///< set and footprint; several that have the same zones
        double times = 1;
    };
    std::vector<Part> parts;
};

/// Makes the sums of `estimates` (one indicator and period, as (set, estimate)), and one for each sex and category of
/// each implied footprint of which every part has a count.
///
/// Sexes, and the categories of a dimension, are taken to add up to everybody where they do so in every footprint;
/// where they never exceed it, not to exceed it; else to be unrelated.
EstimateSums estimate_sums(const model::Result& result,
                           std::span<const std::pair<std::size_t, model::Estimate*>> estimates,
                           std::span<const ImpliedFootprint> implied);

}  // namespace locality::core
