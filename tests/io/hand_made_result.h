#pragma once

#include "geo/topology.h"
#include "model/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace locality::tests {

/// The names of what lies in a folder, in order.
std::vector<std::string> names_in(const std::filesystem::path& folder);

/// Four zones of 100 m x 100 m in a square, A B below C D, and two sets of footprints; something in every field, with
/// blanks of both kinds, zeros, quotes and letters beyond ASCII.
model::Result hand_made_result();

}  // namespace locality::tests
