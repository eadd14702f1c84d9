#pragma once

#include "geo/shapes.h"
#include "model/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// The middle of each zone, by its ground: where box and lasso look for it. In a crescent it may lie outside.
std::vector<geo::Point> zone_middles(const model::Coverage& zones);

/// Zones whose middle lies inside a line that closes on itself (even-odd where it crosses itself), ascending.
std::vector<std::int32_t> zones_within(std::span<const geo::Point> middles, std::span<const geo::Point> line);

/// The zones most of which lie in one footprint of a set, and that stand in a footprint of another assignment, where
/// one is named: "all zones of ward X in LCP Y". Ascending.
std::vector<std::int32_t> zones_of_both(const model::FootprintSet& set, std::int32_t footprint,
                                        std::span<const std::int32_t> footprint_of_zone,
                                        std::optional<std::int32_t> standing_in);

}  // namespace locality::core
