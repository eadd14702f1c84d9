#pragma once

#include "cli/session.h"
#include "core/scenario_codes.h"
#include "core/scenario_set.h"
#include "style/scene.h"

#include <memory>

namespace locality::cli {

/// A scenario from a file at the zones and footprints of a result; what could not be taken up is said.
/// Throws model::InputError for a set that is not there or splits zones.
core::TakenUp taken_up(const model::CodedScenario& coded, const model::Result& result, Talk& talk);

/// Brings the scenario's set of the result up with it, and gives what a map draws in place of the set's own outlines.
std::shared_ptr<const style::WholeZones> make_scenario(const model::CodedScenario& coded, model::Result& result,
                                                       const core::ZoneTables& tables, Talk& talk);

}  // namespace locality::cli
