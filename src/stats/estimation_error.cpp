#include "stats/estimation_error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace locality::stats {

EstimationError estimation_error(std::span<const double> estimate, std::span<const double> truth) {
    if (estimate.empty() || estimate.size() != truth.size())
        throw std::invalid_argument("estimation_error: estimates and true values are not equally many");
    EstimationError e;
    e.count = estimate.size();
    double squares = 0, absolute = 0, sum = 0;
    std::vector<double> relative;
    for (std::size_t i = 0; i < estimate.size(); ++i) {
        const double error = estimate[i] - truth[i];
        squares += error * error;
        absolute += std::abs(error);
        sum += truth[i];
        e.bias += error;
        if (truth[i] != 0) relative.push_back(std::abs(error / truth[i]));
    }
    const auto n = static_cast<double>(estimate.size());
    e.rmse = std::sqrt(squares / n);
    e.rrmse_percent = 100 * e.rmse / (sum / n);
    e.misallocated_percent = 100 * absolute / 2 / sum;
    if (relative.empty()) return e;
    std::ranges::sort(relative);
    e.mape_percent =
        100 * std::accumulate(relative.begin(), relative.end(), 0.0) / static_cast<double>(relative.size());
    const std::size_t middle = relative.size() / 2;
    e.median_ape_percent = 50 * (relative[middle] + relative[(relative.size() - 1) / 2]);
    return e;
}

}  // namespace locality::stats
