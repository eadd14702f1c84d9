#include "core/inequality_course.h"

#include "core/zone_rates.h"
#include "model/period.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

const model::Values& deprivation_of_zones(const model::Result& result, const char* id) {
    const model::Column* column = model::find_column(result.zone_columns, id);
    if (!column) throw model::InputError("the zones have no deprivation; name a table under [deprivation]");
    return column->values;
}

std::vector<InequalityYear> inequality_by_period(const model::Result& result, std::size_t indicator, model::Sex sex,
                                                 std::string_view breakdown, std::span<const double> share) {
    std::vector<InequalityYear> years;
    if (indicator >= result.placed.size()) zone_rates(result, indicator, 0);  // says why there is nothing
    const auto& slices = result.placed[indicator].slices;
    if (slices.empty()) zone_rates(result, indicator, 0);
    for (std::size_t s = 0; s < slices.size(); ++s) {
        if (slices[s].sex != sex || breakdown_text(slices[s].categories) != breakdown) continue;
        InequalityYear year{slices[s].period, zone_rates(result, indicator, s), {}};
        year.inside = inequality(year.rates, deprivation_of_zones(result, "imd_decile"),
                                 deprivation_of_zones(result, "imd_rank"), share);
        years.push_back(std::move(year));
    }
    std::stable_sort(years.begin(), years.end(), [](const auto& a, const auto& b) {
        return model::period_of(a.period) < model::period_of(b.period);
    });
    if (years.empty())
        throw model::InputError(fmt::format("indicator \"{}\" has no figures for sex \"{}\"{}",
                                            result.indicators.at(indicator).id, word(model::sex_words, sex),
                                            breakdown.empty() ? "" : fmt::format(" and \"{}\"", breakdown)));
    return years;
}

std::vector<double> shares_in(const model::FootprintSet& set, std::size_t footprint) {
    std::vector<double> share(set.crosswalk.zone_count(), 0.0);
    for (std::size_t z = 0; z < share.size(); ++z) {
        const auto footprints = set.crosswalk.footprints_of(z);
        const auto at = std::lower_bound(footprints.begin(), footprints.end(), static_cast<std::int32_t>(footprint));
        if (at != footprints.end() && *at == static_cast<std::int32_t>(footprint))
            share[z] = set.crosswalk.shares_of(z)[static_cast<std::size_t>(at - footprints.begin())];
    }
    return share;
}

double middle_year(std::string_view text) {
    const model::Period period = model::period_of(text);
    return period.known() ? (period.first_month + period.last_month + 1) / 24.0 : model::no_value;
}

bool have_months_in_common(std::string_view first, std::string_view second) {
    const model::Period a = model::period_of(first), b = model::period_of(second);
    return a.known() && b.known() && a.overlaps(b);
}

}  // namespace locality::core
