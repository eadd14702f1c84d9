#pragma once

#include "core/mending_case.h"

#include <stop_token>

namespace locality::core {

struct LocalAnswer {
    std::vector<std::int32_t> footprint;  ///< per zone
    double cost = 0;
    std::size_t windows = 0, improved = 0;  ///< neighbourhoods solved again exactly, and those that became cheaper
};

/// Mends by dissolving or bridging. While a footprint is split, its piece with fewest patients is priced both ways and
/// the cheaper is done:
///
///     dissolve  its zones go one by one, from the rim, to the neighbouring footprint that costs least
///     bridge    zones between the piece and the rest of its footprint join them, along the cheapest path that
///               leaves every footprint it crosses whole and not empty
///
/// Then zones that no longer need to be elsewhere go back, and around each footprint that was split at the start the
/// footprints there are solved again exactly, with a small tree. Locked zones stay. A step that would take a footprint
/// from within its floor or ceiling to outside is not done; a piece may then be left, as it may where locks forbid
/// every step.
///
/// The same answer on every machine: no clock is asked. Throws model::Cancelled.
LocalAnswer mend_locally(const MendingCase& problem, const std::stop_token& cancel = {});

/// A detached piece at the start, and what the two ways of mending it alone cost there; NaN where one is impossible.
struct PricedFragment {
    std::int32_t footprint = 0;
    int number = 2;  ///< among its footprint's pieces: 1 has most patients
    double patients = 0;
    std::vector<std::int32_t> zones;
    double dissolve_cost = 0, bridge_cost = 0;
    int bridge_zones = 0;
};
std::vector<PricedFragment> price_fragments(const MendingCase& problem);

}  // namespace locality::core
