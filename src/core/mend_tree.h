#pragma once

#include "core/separators.h"
#include "model/errors.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>

namespace locality::core {

/// When to stop looking for a proof. The clock is asked for nothing else: within the limits an answer does not depend
/// on the machine.
struct MendStop {
    std::optional<std::chrono::steady_clock::time_point> deadline;
    std::size_t nodes = std::numeric_limits<std::size_t>::max();   ///< of one cluster's tree
    std::size_t pivots = std::numeric_limits<std::size_t>::max();  ///< of one cluster's linear program
    std::stop_token cancel{};

    /// Throws model::Cancelled where that was asked for.
    bool out_of_time() const {
        if (cancel.stop_requested()) throw model::Cancelled();
        return deadline && std::chrono::steady_clock::now() >= *deadline;
    }
};

/// What the tree says about one cluster: the zones that its rows name.
struct ClusterAnswer {
    enum class Status {
        optimal,    ///< `choice` costs least of all that keep the rows
        stopped,    ///< the limits ended first: `bound` is proven, `choice` the best known
        infeasible  ///< no choice keeps the rows
    };
    Status status = Status::optimal;
    bool has_choice = false;
    std::vector<std::pair<std::int32_t, std::int32_t>> choice;  ///< zone, footprint; zones ascending
    double cost = 0;                                            ///< of `choice`
    double bound = 0;                                           ///< nothing that keeps the rows costs less
    std::size_t nodes = 0;
};

/// Finds the cheapest choice of footprints for the zones that `rows[members]` name, by branch and bound over a linear
/// program whose rows are added as they are broken and whose columns as they are wanted: of the footprints that no row
/// names at a zone, one column, the cheapest, stands for all. Every footprint is thereby allowed at every unlocked
/// zone.
///
/// Rows found on the way are added to `rows` and `members` if they name one of the cluster's zones. `known` is a mended
/// assignment of all zones or empty; its part here is the first upper bound, and the answer where nothing is cheaper.
ClusterAnswer solve_cluster(const MendingCase& problem, Separators& separators, std::span<const std::int32_t> known,
                            std::vector<MendRow>& rows, std::vector<std::size_t>& members, const MendStop& stop);

/// Whether a choice keeps a row, zones outside the choice being where they start.
bool keeps(const MendingCase& problem, const MendRow& row, std::span<const std::int32_t> footprint);

}  // namespace locality::core
