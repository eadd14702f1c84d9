#pragma once

#include "core/combinations.h"
#include "model/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace locality::core {

/// One footprint among those of another set: who of its people is in which.
struct FootprintOverlap {
    std::string code, name;                       ///< empty for none of the other set
    model::Status status = model::Status::known;  ///< of the residents
    double residents = 0;
    double share_here = model::no_value;   ///< of the footprint's residents, 0 to 1
    double share_there = model::no_value;  ///< of the other's residents, 0 to 1; NaN for none
    double imd1_residents = model::no_value;
    double hectares = 0;
};

/// `combinations` are of two sets, the footprint one of the first. Most people first; those in none of the other set
/// last. People whom several of the other set claim are told in each.
/// Throws std::invalid_argument where the combinations are not of two sets or have no residents.
std::vector<FootprintOverlap> footprint_overlaps(const Combinations& combinations, const model::Result& result,
                                                 std::size_t footprint);

}  // namespace locality::core
