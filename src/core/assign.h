#pragma once

#include "geo/topology.h"
#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// Gives each whole zone to the footprint with its largest weight. Equal weights go to the lower code (the lower
/// column) and are marked. A zone without weights stays unassigned.
model::Assignment assign_largest(const model::Weights& weights);

/// Gives each whole zone to the footprint in which its population-weighted centroid lies (ONS best fit). A zone whose
/// centroid is missing or in no footprint goes by `fallback` (shares by area) and is an Issue; one in several
/// footprints goes to the lower code and is marked as a tie. `share` is the zone's share of area in the chosen one.
model::Assignment assign_by_centroid(const model::Boundaries& zones, const model::Boundaries& footprints,
                                     const model::PointLayer& centroids, const model::Crosswalk& fallback,
                                     model::Issues& issues);

/// How many pieces each footprint is in: its zones joined where they share an edge, not only a corner.
std::vector<int> pieces(const model::Assignment& assignment, const geo::Adjacency& adjacency, std::size_t footprint_count);

struct Mending {
    model::Assignment assignment;
    std::vector<model::Override> overrides;  ///< in the order made
    model::Issues issues;                    ///< footprints that could not be brought into one piece, and why
};

/// Mends split footprints by the city's rule. The piece with most of a footprint's patients is its body. Detached
/// pieces are taken smallest first (patients, then lowest zone code); each of its zones goes to the zone's 2nd largest
/// footprint, or the 3rd and so on, the first that the zone touches (directly or through zones of the same piece).
/// Passes repeat until nothing is split or nothing more can move; a zone that touches no other stays, with an Issue.
///
/// Source   Leeds Health and Care Partnership's method for PCN footprints (January 2019); see README.
Mending mend_by_rule(const model::Assignment& assignment, const model::Weights& weights,
                            const geo::Adjacency& adjacency, std::span<const std::string> zone_codes,
                            std::span<const std::string> footprint_codes);

}  // namespace locality::core
