#pragma once

#include "model/crosswalk.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::model {

/// One whole zone given from a footprint to another; either may be `unassigned`.
struct Move {
    std::int32_t zone = 0;
    std::int32_t from = unassigned;
    std::int32_t to = unassigned;
    friend bool operator==(const Move&, const Move&) = default;
};

/// Moves made together, for one reason, and undone together.
struct Step {
    std::vector<Move> moves;  ///< in the order made
    std::string reason;       ///< in the words of whoever decided
};

/// A proposal: an assignment and what was changed in it, in order.
struct Scenario {
    std::string title;
    std::string set;   ///< id of the footprint set that it changes
    Assignment start;  ///< before the first step
    std::vector<Step> steps;
    std::size_t done = 0;      ///< steps 0 ... done - 1 are in force; the others were undone and can be made again
    std::vector<bool> locked;  ///< per zone: it may not be moved; empty where none is locked
};

/// A scenario by codes, as files keep it. It starts wherever the set then stands.
struct CodedScenario {
    struct Move {
        std::string zone, from, to;  ///< codes; `from` and `to` are empty for no footprint
        friend bool operator==(const Move&, const Move&) = default;
    };
    struct Step {
        std::vector<Move> moves;
        std::string reason;
        friend bool operator==(const Step&, const Step&) = default;
    };
    std::string title, set;
    std::vector<Step> steps;
    std::size_t done = 0;
    std::vector<std::string> locked;  ///< zones, ascending
    friend bool operator==(const CodedScenario&, const CodedScenario&) = default;
};

}  // namespace locality::model
