#pragma once

#include "core/live_assignment.h"
#include "core/mend.h"
#include "model/result.h"

#include <stop_token>
#include <string>
#include <vector>

namespace locality::core {

/// What mending a scenario would move.
struct ScenarioMending {
    std::vector<model::Move> moves;
    model::MendingReport report;
    double moved = 0;   ///< what it costs, see below
    std::string unit;   ///< "patients", "residents" or "zones"
    int extra_pieces_before = 0, extra_pieces_after = 0;  ///< pieces beyond each footprint's first
    model::Issues issues;
};

/// Mends the pieces that a scenario stands in. What somebody decided is not undone lightly: all the patients of a zone
/// that is elsewhere than at its largest share count for where it was put, and taking it away costs all of them.
///
/// `moved` counts, over the moves, the patients of the footprint left less those of the footprint joined (all of a zone's
/// where it had been put elsewhere), where the set was made by patients. Else it counts the residents of the zones that
/// move, or the zones where residents are not known of all.
/// Throws model::Cancelled where a stop was asked for.
ScenarioMending mend_scenario(const model::Result& result, const model::FootprintSet& set, const LiveAssignment& live,
                              const MendLimits& limits, model::Mender mender, double time_limit_s,
                              const std::stop_token& stop = {});

}  // namespace locality::core
