#pragma once

#include "model/result.h"
#include "style/scene.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>

namespace locality::app {

/// What is under the pointer: a zone, and the footprints of the set on the map that hold that very place.
struct Spot {
    std::int32_t zone = -1;
    std::vector<std::int32_t> footprints;
};

/// What the map says about a place, in words, a line each: the zone, its shaded value (or that of the footprints there)
/// and what that means, its residents, and the footprints it lies in. Empty where there is no zone.
QStringList readout(const style::Scene& scene, const Spot& spot);

}  // namespace locality::app
