#pragma once

#include "core/inequality.h"
#include "model/result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// An indicator by deprivation in one period.
struct InequalityYear {
    std::string period;
    ZoneRates rates;
    Inequality inside;  ///< of the area that was asked for
};

/// All periods of an indicator, oldest first, for a sex and breakdown, inside the area that holds `share` of each zone.
/// Throws model::InputError where the zones have no deprivation, the indicator no rates by zone (zone_rates) or no such
/// figures.
std::vector<InequalityYear> inequality_by_period(const model::Result& result, std::size_t indicator, model::Sex sex,
                                                 std::string_view breakdown, std::span<const double> share);

/// The index of `period`, or of the latest where it is empty. Throws model::InputError naming the periods.
std::size_t period_called(const std::vector<InequalityYear>& years, std::string_view period);

/// What part of each zone lies in a footprint of a set.
std::vector<double> shares_in(const model::FootprintSet& set, std::size_t footprint);

/// The middle of a period, in years; NaN where its months are not known.
double middle_year(std::string_view period);
/// Whether two periods have months in common, so that they are no two observations.
bool have_months_in_common(std::string_view first, std::string_view second);

}  // namespace locality::core
