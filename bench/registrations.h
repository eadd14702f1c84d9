#pragma once

#include "core/weights.h"
#include "geo/topology.h"
#include "model/crosswalk.h"

#include <cstdint>

namespace locality::bench {

/// Made-up registrations over real or made zones, shaped like those of NHS England.
struct Registrations {
    int practices = 6500;
    int footprints = 1100;  ///< groups of neighbouring practices, as Primary Care Networks are
    double strays = 0.08;   ///< of the practices: in the network next to their own place
    std::uint64_t seed = 1;
};

/// Patients per zone and footprint: about 1,700 in a zone, a third of whom go past the nearest practices. Practices
/// stand where zones are, so towns have many; each draws people by its size and by exp(-distance / s), s being the
/// distance at which the zone has its sixth practice. Networks are made by halving the country, across its longer side,
/// until each part has six practices or so; then strays are put with the network of the nearest practice of another.
///
/// Same patients for the same numbers on every machine.
model::Weights registered(const geo::Topology& zones, const Registrations& wanted);

}  // namespace locality::bench
