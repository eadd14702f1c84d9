#pragma once

#include "model/crosswalk.h"
#include "model/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::core {

/// A crosswalk through another: A to B, then B to C.
struct Chained {
    model::CodedCrosswalk shares;  ///< A to C; basis and `whole` are those of the first link
    std::vector<double> lost;  ///< per zone of A: the share of it that A reaches and C does not, 0 to 1: in zones of B
                               ///< that the second link does not have, or beyond what its footprints cover
    std::vector<std::string> unknown;  ///< codes of B that the first link names and the second does not have, ascending
};

/// Chains two crosswalks: share[a, c] = sum over b of share[a, b] * share[b, c]. Exact where every zone of A lies whole
/// in one of B, or B's people are spread evenly; else an estimate: B's split is applied to whatever part of B comes
/// from A.
///
/// Ensures  each row and its `lost` add up to what the first link covers (rows of footprints that overlap may pass it).
Chained chained(const model::CodedCrosswalk& first, const model::CodedCrosswalk& second);

/// The crosswalk the other way: of each footprint the share that lies in each zone, weight over the footprint's total.
///
/// Ensures  inverting twice gives back the shares of zones that footprints cover once and wholly.
/// Throws   std::invalid_argument where `whole` of a zone with shares is not known: shares alone cannot be inverted.
model::CodedCrosswalk inverted(const model::CodedCrosswalk& shares);

/// How far two crosswalks over the same zones and footprints are apart: per zone of `a` half the sum of the differences
/// of its shares, what lies outside counted too: the part of the zone that would have to move, 0 to 1. NaN for a zone
/// that `b` does not have.
std::vector<double> misplaced(const model::CodedCrosswalk& a, const model::CodedCrosswalk& b);

/// The crosswalk of a set with its codes.
model::CodedCrosswalk coded(const model::Result& result, const model::FootprintSet& set);

}  // namespace locality::core
