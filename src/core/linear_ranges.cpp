#include "core/linear_ranges.h"

#include <coin/ClpSimplex.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::core {

struct LinearRanges::Program {
    ClpSimplex lp;
    std::vector<stats::SparseVector> sums;
    std::vector<double> objective;
};

LinearRanges::LinearRanges(std::size_t unknowns, std::span<const stats::SparseVector> sums)
    : m_program(std::make_unique<Program>()) {
    Program& p = *m_program;
    p.sums.assign(sums.begin(), sums.end());
    p.objective.assign(unknowns, 0.0);
    p.lp.setLogLevel(0);
    std::vector<int> row, column;
    std::vector<double> value;
    for (std::size_t r = 0; r < sums.size(); ++r)
        for (const auto& [unknown, times] : sums[r]) {
            if (unknown >= unknowns) throw std::invalid_argument("LinearRanges: a sum has an unknown beyond the last");
            row.push_back(static_cast<int>(r));
            column.push_back(static_cast<int>(unknown));
            value.push_back(times);
        }
    CoinPackedMatrix matrix(true, row.data(), column.data(), value.data(), static_cast<CoinBigIndex>(value.size()));
    matrix.setDimensions(static_cast<int>(sums.size()), static_cast<int>(unknowns));
    const std::vector<double> from(sums.size(), -COIN_DBL_MAX), to(sums.size(), COIN_DBL_MAX);
    p.lp.loadProblem(matrix, nullptr, nullptr, p.objective.data(), from.data(), to.data());
}

LinearRanges::~LinearRanges() = default;

void LinearRanges::limit(std::size_t sum, double least, double most) {
    m_program->lp.setRowBounds(static_cast<int>(sum), std::isinf(least) ? -COIN_DBL_MAX : least,
                               std::isinf(most) ? COIN_DBL_MAX : most);
}

LinearRanges::Extreme LinearRanges::extreme(std::span<const std::size_t> sums, bool most) {
    constexpr double no_part = 1e-9;
    Program& p = *m_program;
    std::fill(p.objective.begin(), p.objective.end(), 0.0);
    for (const std::size_t sum : sums)
        for (const auto& [unknown, times] : p.sums[sum]) p.objective[unknown] += most ? -times : times;
    for (std::size_t u = 0; u < p.objective.size(); ++u)
        p.lp.setObjectiveCoefficient(static_cast<int>(u), p.objective[u]);
    p.lp.primal();
    if (p.lp.status() != 0) {  // from the beginning: a stale basis can end in nothing
        p.lp.allSlackBasis(true);
        p.lp.primal();
    }
    Extreme end;
    if (p.lp.status() != 0) return end;
    end.found = true;
    const double* activity = p.lp.getRowActivity();
    end.sums.assign(activity, activity + p.sums.size());
    for (const std::size_t sum : sums) end.value += end.sums[sum];
    const double* price = p.lp.getRowPrice();
    for (std::size_t r = 0; r < p.sums.size(); ++r)
        if (std::abs(price[r]) > no_part) end.by.push_back(r);
    return end;
}

}  // namespace locality::core
