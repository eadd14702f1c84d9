#pragma once

#include "model/result.h"

#include <cstddef>
#include <vector>

namespace locality::core {

/// Footprints of one set that make up a footprint of another, each part of it once.
struct Nest {
    std::size_t parts_set = 0, total_set = 0, total = 0;
    std::vector<std::size_t> parts;
};

/// Every nest among the sets of a result, small ones first.
std::vector<Nest> set_nests(const model::Result& result);

}  // namespace locality::core
