#pragma once

#include "core/inequality_history.h"

#include <string>
#include <vector>

namespace locality::cli {

inline constexpr const char* withheld_mark = "*";  ///< in tables for people and in files

/// "the gap between IMD1 and the rest".
const char* words(core::TargetOf of);

/// The whole area by deprivation in the period that was asked for, its gaps and slope, and their course over time.
std::string inequality_text(const core::InequalityHistory& history);
/// How the latest figure stands to a target for year `by`.
std::string target_text(const core::JudgedTarget& target, int by);
/// The same inside each footprint of a set, and how far apart they are.
std::string inside_text(const model::FootprintSet& set, const std::vector<core::Inequality>& inside);

}  // namespace locality::cli
