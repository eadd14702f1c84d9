#pragma once

#include <cstddef>
#include <span>

namespace locality::stats {

/// How far estimates are from what was counted.
struct EstimationError {
    std::size_t count = 0;            ///< of estimates
    double rmse = 0;                  ///< root of the mean squared error, in the unit of the estimates
    double rrmse_percent = 0;         ///< rmse over the mean of the truth
    double mape_percent = 0;          ///< mean of |error| / truth, where the truth is not nought
    double median_ape_percent = 0;    ///< median of the same
    double misallocated_percent = 0;  ///< half the sum of |error| over the sum of the truth: who is in the wrong place
    double bias = 0;                  ///< sum of errors: 0 where totals are kept
};

/// Throws   std::invalid_argument for no estimates, or another number of true values.
/// Source   Simpson 2002, "Geography conversion tables: a framework for conversion of data between geographical units",
///          International Journal of Population Geography 8: 69-82 (misallocation); the others are usual.
EstimationError estimation_error(std::span<const double> estimate, std::span<const double> truth);

}  // namespace locality::stats
