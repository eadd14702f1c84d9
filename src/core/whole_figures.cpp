#include "core/whole_figures.h"

namespace locality::core {

using model::Population;

WholeFigures::WholeFigures(const model::FootprintSet* whole, std::optional<std::size_t> indicator) {
    if (!whole) return;
    for (const model::Estimate& e : whole->estimates)
        if (!indicator || e.indicator == *indicator)
            m_figures[{e.indicator, e.period, e.sex, e.breakdown, e.population}] = &e;
}

const model::Estimate* WholeFigures::beside(const model::Estimate& e) const {
    for (const Population population : {e.population, Population::resident, Population::registered})
        if (const auto at = m_figures.find({e.indicator, e.period, e.sex, e.breakdown, population});
            at != m_figures.end())
            return at->second;
    return nullptr;
}

}  // namespace locality::core
