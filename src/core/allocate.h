#pragma once

#include "model/crosswalk.h"
#include "model/result.h"
#include "model/values.h"

#include <span>
#include <vector>

namespace locality::core {

/// Spreads zone counts over footprints:
///
///     estimate[f] = sum over z of count[z] * share[z, f]
///
/// Units    estimates are in the unit of `count`; shares are fractions of a zone.
/// Shapes   count has one entry per zone, the result one per footprint.
/// Missing  a blank count makes every footprint that it reaches blank (suppressed wins over missing); it is never
///          read as zero. A footprint that no zone reaches has no people: it is missing, not zero.
/// Ensures  the estimates sum to the counts when every row of shares sums to 1.
/// Throws   std::invalid_argument if `count` and `shares` disagree on the number of zones.
/// Source   areal and point-weighted interpolation of counts, volume-preserving (Tobler 1979, JASA 74:519).
model::Values allocate_counts(const model::Values& count, const model::Crosswalk& shares);

/// Of each footprint's zones, by share, the part whose count is known: 0 to 1; NaN for a footprint without zones.
std::vector<double> covered_shares(const model::Values& count, const model::Crosswalk& shares);

/// The ledger of one quantity over one footprint set. `in` is what the table itself adds up to, rows without a zone
/// included; `unallocatable` are those rows' people. Both are counted from the table, not from the zones, so that a row
/// lost or doubled on the way to `count` shows. `figures` are the footprints' published figures (allocate_counts); a
/// blank one counts with what is known of it. `closes` is computed, never assumed.
/// Throws   std::invalid_argument if the sizes disagree.
model::Ledger ledger(const std::string& set, const std::string& quantity, double in, double unallocatable,
                     const model::Values& count, const model::Values& figures, const model::Crosswalk& shares);

/// Says whether a ledger's line `closes`, and reads as nothing what is less than its tolerance.
void settle(model::Ledger& line);

}  // namespace locality::core
