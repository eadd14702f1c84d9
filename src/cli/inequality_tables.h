#pragma once

#include "core/inequality_history.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace locality::cli {

/// All of it as JSON. `set` is the one whose footprints were asked for; may be null.
nlohmann::ordered_json inequality_json(const core::InequalityHistory& history,
                                       const std::vector<core::JudgedTarget>& targets, int by,
                                       const model::FootprintSet* set);
/// The groups as rows of a file: every period of the whole area, and of the footprints the period that was asked for.
std::vector<std::vector<std::string>> inequality_rows(const core::InequalityHistory& history,
                                                      const model::FootprintSet* set);

}  // namespace locality::cli
