#pragma once

#include "core/mending_case.h"

namespace locality::core {

struct RuleAnswer {
    std::vector<std::int32_t> footprint;  ///< per zone
    std::vector<std::int32_t> moved;      ///< zones, in the order moved
};

/// Mends split footprints by the city's rule. The piece with most of a footprint's patients is its body (one in each
/// component). Detached pieces are taken smallest first (patients, then lowest zone); each of their zones goes to the
/// zone's 2nd largest footprint, or the 3rd and so on: the first whose body it touches. Zones that touch none yet wait
/// until their neighbours in the piece have moved. Where no footprint with a share there is touched, the zone goes to a
/// touched one without. Bodies only grow, so it ends after as many moves as there are detached zones. Locked zones
/// stay, and so may a piece stay split; floors and ceilings are not looked at.
///
/// Source   Leeds Health and Care Partnership: LSOAs go to the PCN with the greatest share of registered patients;
/// split
///          footprints are mended by the 2nd largest PCN, in a couple of cases the 3rd (January 2019).
RuleAnswer mend_by_rule(const MendingCase& problem);

}  // namespace locality::core
