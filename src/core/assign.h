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
///
/// Shares are of `row_total` where it is given (all registered patients of the zone, also those of practices without a
/// footprint), else of the row's own sum. Throws std::invalid_argument if `row_total` has another number of zones.
model::Assignment assign_largest(const model::Weights& weights, std::span<const double> row_total = {});

/// The assignment that somebody else made (a lookup, a union of footprints), described by these weights: the share that
/// each zone's footprint has there, and the runner-up. Throws std::invalid_argument if the numbers of zones disagree.
model::Assignment assign_as_given(std::vector<std::int32_t> footprint_of_zone, const model::Weights& weights,
                                  std::span<const double> row_total = {});

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

/// Mends split footprints by the city's rule. The piece with most of a footprint's weight is its body. Detached pieces
/// are taken smallest first (weight, then lowest zone); each of their zones goes to the zone's 2nd largest footprint, or
/// the 3rd and so on: the first whose body it touches. Zones that touch none yet wait until their neighbours in the
/// piece have moved. Where no footprint with a share there is touched, the zone goes to a touched one without (rank 0).
///
/// Bodies only grow, so it ends after as many moves as there are detached zones. A piece that touches no other
/// footprint (an island) stays, with an Issue. `row_total` as in assign_largest.
///
/// Source   Leeds Health and Care Partnership: LSOAs go to the PCN with the greatest share of registered patients; split
///          footprints are mended by the 2nd largest PCN, in a couple of cases the 3rd (January 2019).
Mending mend_by_rule(const model::Assignment& assignment, const model::Weights& weights,
                     const geo::Adjacency& adjacency, std::span<const std::string> zone_codes,
                     std::span<const std::string> footprint_codes, std::span<const double> row_total = {});

}  // namespace locality::core
