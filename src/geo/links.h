#pragma once

#include "geo/topology.h"

#include <span>
#include <utility>
#include <vector>

namespace locality::geo {

/// Two faces that count as touching though they share no edge: a bridge, a tunnel, a ferry.
using Link = std::pair<std::int32_t, std::int32_t>;

/// The adjacency with links added, both ways; their length_m is 0 where no edge is shared.
/// Throws std::invalid_argument for a link to no face or of a face with itself.
Adjacency with_links(const Adjacency& adjacency, std::span<const Link> links);

}  // namespace locality::geo
