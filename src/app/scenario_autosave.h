#pragma once

#include "model/scenario.h"

#include <filesystem>
#include <span>

namespace locality::app {

/// Where unsaved scenarios of a map are kept, so that they outlive the program: among its own data, one file for each map
/// by the name of its file.
std::filesystem::path autosave_of(const std::filesystem::path& map);

/// Keeps them. What cannot be kept is not worth stopping work for: false says so.
bool autosave(std::span<const model::CodedScenario> scenarios, const std::filesystem::path& map);
void forget_autosave(const std::filesystem::path& map);

}  // namespace locality::app
