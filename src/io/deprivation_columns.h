#pragma once

#include <string>
#include <string_view>

namespace locality::io {

enum class DeprivationMeasure { none, score, rank, decile, population };

/// What a column of an Indices of Deprivation table holds.
struct DeprivationColumn {
    std::string index;  ///< "imd", "income", "employment" ... as in model::DeprivationTable; empty for a population
    DeprivationMeasure measure = DeprivationMeasure::none;
};

/// Recognises it, whatever the publisher's spelling: "IMD_rank", "IMDDec0", "Index of Multiple Deprivation (IMD) Rank
/// (where 1 is most deprived)", "Housing_and_Services_decile", "Total population: mid 2022". Numerators, quintiles,
/// UK-wide composites and anything else are none.
DeprivationColumn deprivation_column(std::string_view column);

}  // namespace locality::io
