#pragma once

#include "model/result.h"

#include <cstddef>

namespace locality::core {

/// Applies the result's disclosure rule to the estimates of every indicator that is marked sensitive, before anything
/// is written or shown. Fractions of people (from divided zones) count as the nearest whole number.
///
///   withheld   numerators that the rule withholds; for a proportion also those whose rest, or whose denominator, is
///              such a number. The value, its limits, spread, comparison and trend go with the count.
///   hidden     others, so that none of the withheld can be had back by subtraction: where footprints of one set make
///              up a footprint of another (wards a committee, all of them the whole area), and where female and male
///              make up everybody. Counts are protected table by table until none changes (core::protect).
///   rounded    the rest: counts to the rule's base; proportions, rates and means are made anew, with their limits,
///   from
///              rounded counts. Standardised figures are left as they are, as the NHS rule has it.
///
/// The status is suppressed and the reason says which of the two it was. What *overlapping* footprints give away is
/// another matter: differencing_audit.
void protect_estimates(model::Result& result);

/// Whether an indicator is sensitive and the rule does anything for it: its figures may then only be shown after
/// protect_estimates has seen all of them.
bool is_kept_safe(const model::Result& result, std::size_t indicator);

}  // namespace locality::core
