#pragma once

#include "model/issue.h"
#include "model/scenario.h"

#include <span>
#include <string>

namespace locality::core {

/// A scenario from a file, brought to the zones and footprints there are now.
struct TakenUp {
    model::Scenario scenario;
    model::Issues issues;  ///< kind "scenario_unmatched": what could not be taken up, or was by other means than written
};

/// Takes up a scenario: its codes become indexes, and it starts at `start`.
///
///     a zone or footprint that is not here     the move is left out
///     a zone that stands elsewhere than said   it moves from where it stands, and that is said
///     a zone that is there already             the move is not needed, and that is said
///     a step that none of its moves is left of stays out of the log; `done` counts the others
///
/// Codes of zones and of footprints are ascending.
TakenUp take_up(const model::CodedScenario& coded, std::span<const std::string> zone_codes,
                std::span<const std::string> footprint_codes, const model::Assignment& start);

/// The scenario in codes.
model::CodedScenario with_codes(const model::Scenario& scenario, std::span<const std::string> zone_codes,
                                std::span<const std::string> footprint_codes);

}  // namespace locality::core
