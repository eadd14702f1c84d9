#pragma once

#include "core/combinations.h"

#include <string>
#include <vector>

namespace locality::core {

/// A combination as a command line names it: sets and the codes of those that claim the ground, "ward:E05001,pcn:U1+U2";
/// "pcn:" alone for ground that none of the set claims.
std::string combination_address(const Combinations& combinations, const model::Result& result, std::size_t combination);

/// The sets and the footprints that such an address names.
struct CombinationWish {
    std::vector<std::size_t> sets;
    Combination combination;
};
/// Throws model::InputError, saying what there is instead.
CombinationWish combination_called(const std::string& address, const model::Result& result);

}  // namespace locality::core
