#include "cli/scenario_choice.h"

#include "cli/set_choice.h"
#include "core/live_figures.h"
#include "core/scenario_report.h"

#include <fmt/format.h>

namespace locality::cli {

core::TakenUp taken_up(const model::CodedScenario& coded, const model::Result& result, Talk& talk) {
    const model::FootprintSet& set = result.sets[set_called(result, coded.set)];
    core::live_assignment(result, set);  // says why where the set splits zones
    core::TakenUp taken = core::take_up(coded, result.zones.code, set.code, *set.assignment);
    for (const model::Issue& issue : taken.issues) talk.warn(fmt::format("{}: {}", issue.code, issue.what));
    return taken;
}

std::shared_ptr<const style::WholeZones> make_scenario(const model::CodedScenario& coded, model::Result& result,
                                                       const core::ZoneTables& tables, Talk& talk) {
    const core::TakenUp taken = taken_up(coded, result, talk);
    model::FootprintSet& set = result.sets[set_called(result, coded.set)];
    const core::LiveAssignment live = core::at_scenario(core::live_assignment(result, set), taken.scenario);
    core::follow(set, result, tables, live);
    const auto now = live.footprint_of_zone();
    return std::make_shared<style::WholeZones>(style::WholeZones{{now.begin(), now.end()}, set.shapes});
}

}  // namespace locality::cli
