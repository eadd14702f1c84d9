#pragma once

#include "stats/estimation_error.h"

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

/// One way to give residents of MSOAs to their LSOAs, and how far it was from the census.
struct AllocationMethod {
    std::string name;
    std::string how;
    locality::stats::EstimationError error;
};

/// Takes away what the census says of Leeds's LSOAs of 2021, gives each MSOA's residents back by every method, with the
/// project's own crosswalks, and compares. `data` is the folder with leeds/.
std::vector<AllocationMethod> allocation_methods(const std::filesystem::path& data);

}  // namespace bench
