#pragma once

#include "model/issue.h"
#include "model/values.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

struct Joined {
    std::vector<std::int32_t> row_of_code;  ///< for each code the first row with that key; -1 where none
    model::JoinReport report;
};

/// Matches the keys of a table with codes, both ways. The first row of a repeated key counts and the key is listed.
/// `codes` are ascending and unique.
Joined join(std::span<const std::string> keys, std::span<const std::string> codes, std::string table, std::string target);

/// `values` reordered to the codes: missing where no row matched.
model::Values pick(const model::Values& values, std::span<const std::int32_t> row_of_code);

}  // namespace locality::core
