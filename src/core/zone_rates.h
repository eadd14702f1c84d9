#pragma once

#include "core/inequality.h"
#include "model/result.h"

#include <cstddef>

namespace locality::core {

/// One slice of an indicator in the map's zones: areas smaller than zones are added up, parts of areas by their shares.
/// Missing  a zone that a blank area reaches is blank (suppressed wins); one that none reaches is missing.
/// Throws   model::InputError, saying why, where the indicator has no rates by zone: a count, a life expectancy, a
///          standardised rate, published averages, or areas larger than zones, inside which deprivation is not known.
ZoneRates zone_rates(const model::Result& result, std::size_t indicator, std::size_t slice);

}  // namespace locality::core
