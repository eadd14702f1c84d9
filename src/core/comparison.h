#pragma once

#include "model/chart_figures.h"
#include "model/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// Footprints of one set beside each other and the whole area, a row for each figure that any of them has.
struct Comparison {
    struct Row {
        std::string id;  ///< of a column; empty for an indicator
        std::string title, unit;
        int decimals = 0;
        bool is_indicator = false;
        std::vector<model::ChartValue> values;  ///< one for each footprint, with its standing beside the whole
        model::ChartValue whole;
    };
    std::vector<Row> rows;  ///< columns of the set first, then indicators in their latest periods
};

/// Of indicators the latest period for all people (or each sex, where they are only given so), as core::spine.
/// Throws std::out_of_range for a set or footprint that there is not.
Comparison comparison(const model::Result& result, std::size_t set, std::span<const std::size_t> footprints);

}  // namespace locality::core
