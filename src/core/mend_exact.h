#pragma once

#include "core/mend_tree.h"

namespace locality::core {

struct ExactAnswer {
    bool optimal = false;                 ///< `cost` is proven least
    bool infeasible = false;              ///< proven: no assignment meets the limits
    std::vector<std::int32_t> footprint;  ///< per zone; empty where none was found
    double cost = 0;
    double bound = 0;                               ///< no mended assignment costs less
    std::size_t rows = 0, nodes = 0, clusters = 0;  ///< separator rows, nodes of the trees, clusters solved at the end
};

/// The assignment in which every footprint is in one piece for the fewest patients moved.
///
/// Rows are collected until the cheapest choice that keeps them is mended. Rows that share no zone are apart: each such
/// cluster is solved by itself (see solve_cluster), and their bounds add up. `known` is a mended assignment or empty.
/// If the limits of `stop` end first, the best known is given with the proven bound.
///
/// The same answer on every machine, unless time ends first. Throws model::Cancelled.
ExactAnswer mend_exactly(const MendingCase& problem, std::span<const std::int32_t> known, const MendStop& stop);

}  // namespace locality::core
