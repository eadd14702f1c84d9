#pragma once

#include "core/live_assignment.h"
#include "model/result.h"

#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// One footprint of a scenario, to be put beside the same of another.
struct FootprintState {
    std::size_t zones = 0;
    Amount residents, registered, imd1_residents;
    int pieces = 0;  ///< 0 for what no footprint claims
    Fit fit;         ///< all nought where the set was not made by weights
};

/// One for each footprint, and one more for what none claims. Needs the quantities of live_figures.
std::vector<FootprintState> footprint_states(const LiveAssignment& live);

/// The state of a live assignment after a scenario's steps in force.
LiveAssignment at_scenario(const LiveAssignment& original, const model::Scenario& scenario);

/// A difference between two assignments of one set, as one flow of zones.
struct ZonesMoved {
    std::int32_t from = model::unassigned, to = model::unassigned;
    std::vector<std::int32_t> zones;  ///< ascending
    Amount residents;
};

/// Where zones stand in `after` and did not in `before`; by from, then to, what none claims last.
std::vector<ZonesMoved> zones_moved(const model::Result& result, std::span<const std::int32_t> before,
                                    std::span<const std::int32_t> after);

/// The difference in sentences, to be read out or minuted: "3 zones, 4,812 residents, move from X to Y: Seacroft North,
/// Kentmere, Foundry Mill." and then a sentence for each footprint that it leaves with other numbers: "Y: 12 zones,
/// 20,431 residents (15,619 before), 4,812 of them in the most deprived 10% (0 before); in 1 piece."
/// One sentence says so where there is no difference.
std::vector<std::string> difference_in_words(const model::Result& result, const model::FootprintSet& set,
                                             const LiveAssignment& before, const LiveAssignment& after);

/// Two scenarios side by side, or one beside the original: a row for each footprint that has another figure in one than
/// in the other (all of them where `every`), then what no footprint claims; the header first. Numbers have all digits.
std::vector<std::vector<std::string>> side_by_side(const model::FootprintSet& set, const LiveAssignment& one,
                                                   const LiveAssignment& other, const std::string& one_title,
                                                   const std::string& other_title, bool every);

}  // namespace locality::core
