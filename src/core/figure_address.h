#pragma once

#include "model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// The name of one figure, as tables print it and `locality explain` takes it:
///
///     INDICATOR/SET/FOOTPRINT/PERIOD/BREAKDOWN        smoking/ward/Z05000001/2024/sex=female
///
/// FOOTPRINT is its code. PERIOD is as published, and may hold a slash ("2023/24"); it is left out where the indicator
/// has none. BREAKDOWN is left out for all people; else sex, categories and people=registered, parted by semicolons.
std::string figure_address(const model::Result& result, const model::FootprintSet& set,
                           const model::Estimate& estimate);

struct FoundFigure {
    std::size_t set = 0, estimate = 0;
};

/// Finds a figure by its address, any case. The footprint may be named instead of coded; without a period the latest is
/// taken; without a breakdown all people, living there.
/// Throws model::InputError with the nearest indicator or set, or the footprints, periods and breakdowns that there
/// are.
FoundFigure find_figure(const model::Result& result, std::string_view address);

/// Which figures a table holds, in the order of sets, indicators, periods, breakdowns and footprints.
struct FigureRow {
    std::size_t indicator = 0;
    std::int32_t set = -1;  ///< -1: an indicator without data stands in no set
    std::size_t estimate = 0;
};
/// `set` and `indicator` choose; empty for all. Indicators that no table is given of come last, a row each.
/// Throws model::InputError where there is no such set or indicator, naming those there are.
std::vector<FigureRow> figure_rows(const model::Result& result, std::string_view set, std::string_view indicator);

}  // namespace locality::core
