#pragma once

#include "model/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace locality::cli {

/// The words of a command line as a project and the names of sets: the first is the project if it is "demo" or looks
/// like a file (has a dot or a slash), else the project is the demo city.
std::pair<std::string, std::vector<std::string>> project_and_sets(const std::vector<std::string>& words);

/// The index of the set with this id. Throws model::InputError naming the sets there are.
std::size_t set_called(const model::Result& result, std::string_view id);

/// The index of the indicator with this id. Throws model::InputError naming those that have a table.
std::size_t indicator_called(const model::Result& result, const std::string& id);

/// The column of core::Combinations that an option's word stands for: "imd1" for imd1_residents, others as they are.
std::string amount_called(const std::string& word);

}  // namespace locality::cli
