#pragma once

#include "core/mending_case.h"
#include "model/issue.h"

#include <stop_token>
#include <string>

namespace locality::core {

/// What is to be mended: whole zones as the largest shares (and overrides by hand) leave them.
struct MendTask {
    const model::Assignment& start;
    const model::Weights& weights;
    const geo::Adjacency& graph;  ///< edges and links, see core/contiguity.h
    std::span<const std::string> zone_codes, footprint_codes;
    std::span<const double> row_total = {};  ///< per zone, what shares are of; the row's sum where empty
    MendLimits limits = {};
};

struct Mended {
    model::Assignment assignment;
    std::vector<model::Override> overrides;  ///< of this mending, an entry per zone that moved
    model::MendingReport report;
    model::Issues issues;  ///< footprints still in more than one piece, limits not met, and why
};

/// Brings every footprint into one piece (one in each part of the map that nothing joins) by `mender`:
///
///     rule   the city's rule, see core/mend_rule.h
///     local  dissolve or bridge, see core/mend_local.h; the rule's answer where that moves fewer patients
///     exact  fewest patients moved, see core/mend_exact.h, with `local` as its first bound; it stops after
///            `time_limit_s` and then says what it has proven
///
/// The audit has a row for every zone that moved: for the rule in the order moved, else by zone. `dissolve` and
/// `bridge` are told apart by the pieces at the start, and each names what the other would have cost there.
///
/// Ensures  locked zones stay; zones without a footprint stay without; patients_moved is the sum of the rows' costs.
///          The answer is the same on every machine, except where the report's status is "time limit".
/// Throws   std::invalid_argument if the shapes disagree; model::Cancelled.
/// Source   contiguous assignment with separator cuts, after Validi, Buchanan and Lykhovyd 2022, Oper. Res. 70:867.
Mended mend(const MendTask& task, model::Mender mender, double time_limit_s = 60.0,
            const std::stop_token& cancel = {});

}  // namespace locality::core
