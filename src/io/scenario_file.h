#pragma once

#include "model/scenario.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace locality::io {

/// Larger files of scenarios are refused rather than read until memory ends.
inline constexpr std::uintmax_t largest_scenarios_bytes = std::uintmax_t{64} << 20;

/// Scenarios of a project, each under `[[scenarios]]`:
///
///     [[scenarios]]
///     title = "Seacroft whole"
///     set = "pcn"
///     done = 1                       # steps in force; all where it is not said
///     locked = ["E01011229"]
///     [[scenarios.steps]]
///     reason = "the estate was cut in two"
///     moves = [
///         ["E01011352", "U16878", "U99999"],    # zone, from, to; "" is no footprint
///     ]
///
/// Titles are all different. Throws model::InputError with file, line and what to write instead.
std::vector<model::CodedScenario> read_scenarios(const std::filesystem::path& file);

/// The same from text; `name` is how messages call it.
std::vector<model::CodedScenario> scenarios_from(const std::string& text, const std::string& name);

/// Scenarios as such a file; the same scenarios are the same bytes.
std::string scenarios_text(std::span<const model::CodedScenario> scenarios);

/// Writes them under a temporary name beside the file and renames it. Replaces a file that is there. Throws
/// model::InputError where it cannot be written.
void write_scenarios(std::span<const model::CodedScenario> scenarios, const std::filesystem::path& file);

/// Where a project's scenarios are: beside it, "leeds.toml" has "leeds.scenarios.toml".
std::filesystem::path scenarios_beside(const std::filesystem::path& project);

/// The scenario that a command line means: the title of one in the file beside the project, or a file (it ends in
/// .toml) that has one, or "FILE.toml:TITLE". Throws model::InputError naming those there are.
model::CodedScenario scenario_called(const std::string& name, const std::filesystem::path& project);

}  // namespace locality::io
