#pragma once

#include "model/result.h"
#include "style/style.h"

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

/// What the map says about a place, in words, a line each: the zone, its shaded value and what that means, its
/// residents, and the footprints it lies in. Empty where there is no zone.
QStringList readout(const model::Result& result, const style::Shading& shading, const model::FootprintSet* set,
                    const Spot& spot);

}  // namespace locality::app
