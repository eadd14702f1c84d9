#include "core/zone_rates.h"

#include "core/allocate.h"
#include "model/errors.h"

#include <fmt/format.h>

namespace locality::core {

using model::IndicatorKind;

ZoneRates zone_rates(const model::Result& result, std::size_t indicator, std::size_t slice) {
    const model::IndicatorInfo& info = result.indicators.at(indicator);
    const auto refuse = [&](const std::string& why) {
        throw model::InputError(fmt::format("indicator \"{}\": {}", info.id, why));
    };
    if (indicator >= result.placed.size() || result.placed[indicator].slices.empty())
        refuse(info.has_data ? "its zones' figures are not in a GeoPackage; name the project file (.toml)"
                             : "the project has no table of it");
    const model::PlacedIndicator& placed = result.placed[indicator];
    const model::IndicatorTable::Slice& from = placed.slices.at(slice);
    const bool fits = info.kind == IndicatorKind::proportion || info.kind == IndicatorKind::rate ||
                      info.kind == IndicatorKind::mean || info.kind == IndicatorKind::score;
    if (!fits || from.denominator.size() == 0)
        refuse("inequality needs what is counted and out of how many, by zone: a proportion, a rate or a mean");
    if (!placed.why_none.empty()) refuse(placed.why_none);
    if (placed.divided)
        refuse(fmt::format("its table is of {}, larger than the zones: how unequal they are inside is not known",
                           placed.areas));
    ZoneRates rates;
    rates.kind = info.kind == IndicatorKind::proportion ? RateKind::proportion
                 : info.kind == IndicatorKind::rate     ? RateKind::rate
                                                        : RateKind::mean;
    rates.multiplier = info.multiplier;
    if (placed.are_zones()) {
        rates.numerator = from.numerator;
        rates.denominator = from.denominator;
    } else {
        rates.numerator = allocate_counts(from.numerator, placed.to_zones);
        rates.denominator = allocate_counts(from.denominator, placed.to_zones);
    }
    if (rates.numerator.size() != result.zones.size()) refuse("its table does not reach the map's zones");
    return rates;
}

}  // namespace locality::core
