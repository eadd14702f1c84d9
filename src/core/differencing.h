#pragma once

#include "model/result.h"
#include "model/values.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// A published total with its part in a sum: +1 added, -1 taken away; other numbers where several sums are needed.
struct SummedTotal {
    std::size_t set = 0, footprint = 0;  ///< into the sets that were audited
    double times = 1;
};

/// A figure of a few people that whoever has the published totals can work out.
struct DifferencingThreat {
    std::vector<SummedTotal> totals;  ///< one alone, a difference of two, or more
    std::vector<std::size_t> zones;   ///< what is left: zones whole or in part, ascending
    double people = 0;                ///< who live there
};

/// What can be told apart by adding and subtracting the totals of overlapping footprints.
struct DifferencingAudit {
    std::vector<DifferencingThreat> threats;  ///< totals alone, then pairs, then longer sums; fewest people first
    std::size_t totals = 0;      ///< different totals that were looked at; those of the same zones count once
    bool span_searched = false;  ///< every sum of any number of totals, not of two only
    bool span_complete = true;   ///< false: the search was cut short, there may be longer sums
    bool span_exact = true;      ///< false: some zones are split, and shares are compared to a billionth
};

/// From here on only sums and differences of two totals are looked at.
inline constexpr std::size_t most_totals_of_a_span = 200;

/// Finds the figures of fewer than `least_people` people that the sets' totals give away, if every footprint of them
/// were published to the last digit. A zone in a footprint's total is a share of it; equal shares in two totals cancel.
///
///   one total         a footprint of fewer people: exactly
///   two totals        the difference of any two, from every set: exactly. A sum of two has at least the people of
///                     either, and so is small only where both are listed alone.
///   any number        every combination with any whole or fractional coefficients, for up to most_totals_of_a_span
///                     different totals: the elementary ones (stats::small_supports), exactly in rational arithmetic
///                     where zones go whole. A split zone counts there with the smallest part that shares tell apart.
///
/// People are residents by zone; a zone whose residents are not known counts as one person, one without residents
/// tells nothing.
/// Throws   std::invalid_argument where sizes disagree.
/// Source   Duke-Williams & Rees 1998, Int J Geogr Inf Sci 12:579.
DifferencingAudit differencing_audit(std::span<const model::FootprintSet* const> sets, const model::Values& residents,
                                     double least_people);

/// Throws model::InputError where the project says threats = "refuse" and its totals give few people away: then its
/// figures are written to no file.
void refuse_threats(const model::Result& result);

}  // namespace locality::core
