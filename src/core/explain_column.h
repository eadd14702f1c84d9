#pragma once

#include "model/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// How a figure of people or deprivation (a column of a set) came about for one footprint.
struct ColumnExplanation {
    std::string title, unit, set_title, code, name;
    int decimals = 0;
    double value = model::no_value, whole = model::no_value;
    model::Status status = model::Status::missing, whole_status = model::Status::missing;
    std::vector<std::string> steps;       ///< in sentences
    std::vector<model::InputFile> files;  ///< that went into it
};

/// Throws std::out_of_range for a set or footprint that there is not, std::invalid_argument for a column the set lacks.
ColumnExplanation explain_column(const model::Result& result, std::size_t set, std::size_t footprint,
                                 std::string_view column);

}  // namespace locality::core
