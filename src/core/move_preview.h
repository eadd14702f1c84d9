#pragma once

#include "core/live_assignment.h"
#include "core/mending_case.h"
#include "core/reconcile.h"
#include "model/result.h"

#include <string>
#include <vector>

namespace locality::core {

/// An indicator of a footprint whose standing beside the whole area would be another.
struct StandingChange {
    std::int32_t footprint = 0;
    model::Estimate before, after;
};

/// What whoever is about to move zones should know of it.
struct MovePreview {
    Change change;
    std::vector<StandingChange> standings;  ///< of the newest period that each indicator has, all people
    std::size_t compared = 0;               ///< figures of the footprints touched whose standings could be compared
    std::vector<std::string> warnings;      ///< a sentence each, the gravest first
};

/// Looks at a change before it is made. Warnings are of
///
///     pieces        only breaks that are new; a footprint that was split before is not said again
///     no zones      a footprint that would be left without any
///     floors        a footprint under its floor (or over its ceiling) that was not so before, where the project has any
///     small numbers a sensitive count that falls under the disclosure rule, and figures with fewer than 10 events,
///                   whose limits are wide; of the newest period
MovePreview preview_of(Change change, const model::Result& result, const ZoneTables& tables,
                       const model::FootprintSet& set, std::span<const std::int32_t> footprint_of_zone, const MendLimits& limits = {});

}  // namespace locality::core
