#pragma once

#include "geo/topology.h"
#include "model/crosswalk.h"
#include "model/issue.h"

#include <span>
#include <string>
#include <vector>

namespace locality::core {

// Which zones touch: along an edge, however short, never at a corner alone; and where a link says so (geo/links.h). A
// zone of two parts is one zone: it touches whatever either part touches, and joins them. An island touches nothing
// until a link names it.

/// How many pieces each footprint is in: its zones joined where the graph joins them.
std::vector<int> pieces(const model::Assignment& assignment, const geo::Adjacency& graph, std::size_t footprint_count);

/// Which footprints are in more than one piece, and why: cut off by other footprints, or on a part of the map that no
/// edge and no link joins with the rest (then one piece there is all that can be asked). Kind "still_split", a code per
/// zone outside the heaviest piece.
model::Issues split_footprints(std::span<const std::int32_t> footprint, const model::Weights& weights,
                               const geo::Adjacency& graph, std::span<const std::string> zone_codes,
                               std::span<const std::string> footprint_codes);

}  // namespace locality::core
