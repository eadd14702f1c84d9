#pragma once

#include "core/inequality.h"
#include "model/errors.h"
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

/// The zones' "imd_decile" or "imd_rank". Throws model::InputError where they have no deprivation.
const model::Values& deprivation_of_zones(const model::Result& result, const char* id);

/// All periods of an indicator, oldest first, for a sex and breakdown, inside the area that holds `share` of each zone.
/// Throws model::InputError where the zones have no deprivation, the indicator no rates by zone (zone_rates) or no such
/// figures.
std::vector<InequalityYear> inequality_by_period(const model::Result& result, std::size_t indicator, model::Sex sex,
                                                 std::string_view breakdown, std::span<const double> share);

/// The index of `period`, or of the latest where it is empty, among InequalityYears or the like. Throws
/// model::InputError naming the periods.
template <class Years>
std::size_t period_called(const Years& years, std::string_view period) {
    if (period.empty()) return years.size() - 1;
    std::string known;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (years[i].period == period) return i;
        known += (known.empty() ? "" : ", ") + years[i].period;
    }
    throw model::InputError("there is no period \"" + std::string(period) + "\"; the periods are " + known);
}

/// What part of each zone lies in a footprint of a set.
std::vector<double> shares_in(const model::FootprintSet& set, std::size_t footprint);

/// The middle of a period, in years; NaN where its months are not known.
double middle_year(std::string_view period);
/// Whether two periods have months in common, so that they are no two observations.
bool have_months_in_common(std::string_view first, std::string_view second);

}  // namespace locality::core
