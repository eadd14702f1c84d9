#pragma once

#include "model/result.h"

#include <vector>

namespace locality::core {

/// How well whole zones fit a footprint: what the rule that gave it these zones leaves with others.
struct FootprintFit {
    int zones = 0;
    double kept = 0;     ///< people (patients, square metres) of its zones that are its own
    double whole = 0;    ///< all people of its zones whom the shares were taken of
    int under_half = 0;  ///< zones of which it has less than half
    int level = 0;       ///< zones where it and the runner-up are less than one percentage point apart
    int ties = 0;        ///< zones where two were exactly level and the lower code won

    /// kept / whole, 0 to 1; NaN for a footprint without zones or people.
    double fit() const;
};

/// Less than this between two shares of a zone is virtually level: one percentage point.
inline constexpr double level_share = 0.01;

/// One entry per footprint of a set of whole zones, and one more for all together. Where the set was made from
/// registrations people are patients; else each zone counts as 1, as its shares do. Empty for a set of divided zones.
std::vector<FootprintFit> fits(const model::FootprintSet& set);

}  // namespace locality::core
