#include "core/assign.h"
#include "core/contiguity.h"
#include "core/footprint_sets.h"
#include "core/mend_audit.h"
#include "core/mend_set.h"
#include "core/scenario_codes.h"
#include "core/shares.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace locality::core {

using model::Assignment;
using model::FootprintSpec;
using model::Method;
using model::unassigned;
using model::Weights;

/// What a set of whole zones is: its shares, outlines and pieces, mended first where the rule is a largest share.
void SetMaker::assign_whole_zones(MadeSet& made, const FootprintSpec& spec, Assignment assignment,
                                  const Weights& weights, std::span<const double> row_total) const {
    model::FootprintSet& set = made.set;
    const std::size_t count = set.code.size();
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (!assignment.tie[z]) continue;
        model::Issue issue;
        issue.kind = "tie";
        issue.severity = model::Severity::note;
        issue.layer = spec.id;
        issue.code = zones.code[z];
        issue.what = fmt::format("two footprints are level here; given to {}, the lower code",
                                 set.code[assignment.footprint[z]]);
        issues.push_back(std::move(issue));
    }
    set.pieces_before = pieces(assignment, zones.adjacency, count);
    const model::LookupTable* by_hand = nullptr;
    for (std::size_t i = 0; i < inputs.footprints.size(); ++i)
        if (&inputs.project.footprints[i] == &spec && inputs.footprints[i].overrides)
            by_hand = &*inputs.footprints[i].overrides;
    if (set.method == Method::largest_share || by_hand) {
        const model::Mender mender = set.method == Method::largest_share ? spec.mend : model::Mender::none;
        Mended mended = mend_set({spec, mender, by_hand},
                                 {assignment, weights, zones.adjacency, zones.code, set.code, row_total}, joins);
        assignment = std::move(mended.assignment);
        set.overrides = std::move(mended.overrides);
        if (mender != model::Mender::none) set.mending = std::move(mended.report);
        for (model::Issue& issue : mended.issues) {
            // Nobody asked for pieces to be joined: that some are split is no fault of the mending.
            if (mender == model::Mender::none && issue.kind == "still_split") continue;
            issue.layer = spec.id;
            issues.push_back(std::move(issue));
        }
    }
    if (scenario && scenario->set == set.id) make_moves(made, assignment, weights, row_total);
    set.pieces_after = pieces(assignment, zones.adjacency, count);
    set.crosswalk = shares_of(assignment, set.basis, count);
    set.shapes = geo::outlines(zones.topology, assignment.footprint, static_cast<std::int32_t>(count));
    for (std::size_t f = 0; f < count; ++f) {
        if (!set.shapes.is_empty(f)) continue;
        model::Issue issue;
        issue.kind = "no_zone";
        issue.severity = model::Severity::note;
        issue.layer = spec.id;
        issue.code = set.code[f];
        issue.what = "no zone goes to this footprint, so it has no figures";
        issues.push_back(std::move(issue));
    }
    set.assignment = std::move(assignment);
}

/// A scenario's moves, each with a row in the log of overrides that says why.
void SetMaker::make_moves(MadeSet& made, Assignment& assignment, const Weights& weights,
                          std::span<const double> row_total) const {
    model::FootprintSet& set = made.set;
    TakenUp taken = take_up(*scenario, zones.code, set.code, assignment);
    issues.insert(issues.end(), taken.issues.begin(), taken.issues.end());
    std::map<std::int32_t, std::string> reason_of;
    Assignment moved = assignment;
    for (std::size_t s = 0; s < taken.scenario.done; ++s)
        for (const model::Move& move : taken.scenario.steps[s].moves) {
            moved.footprint[static_cast<std::size_t>(move.zone)] = move.to;
            reason_of[move.zone] = taken.scenario.steps[s].reason;
        }
    const MendTask task{assignment, weights, zones.adjacency, zones.code, set.code, row_total};
    MendLimits nothing_moves;
    nothing_moves.locked.assign(zones.size(), true);
    const MendingCase problem = mending_case(assignment.footprint, weights, zones.adjacency,
                                             static_cast<std::int32_t>(set.code.size()), nothing_moves);
    double cumulative = set.overrides.empty() ? 0.0 : set.overrides.back().cumulative_cost;
    for (const auto& [zone, reason] : reason_of) {
        const auto z = static_cast<std::size_t>(zone);
        const std::int32_t from = assignment.footprint[z], to = moved.footprint[z];
        if (from == to) continue;
        moved.tie[z] = false;
        if (from == unassigned || to == unassigned)
            continue;  // given, but taken from no one; or taken, and given to no one
        model::Override o = override_of(task, problem, zone, from, to);
        o.kind = model::OverrideKind::manual;
        o.reason = fmt::format("scenario \"{}\"{}{}", scenario->title, reason.empty() ? "" : ": ", reason);
        cumulative += o.patients_moved;
        o.cumulative_cost = cumulative;
        set.overrides.push_back(std::move(o));
    }
    const std::string rule = assignment.rule;
    const std::vector<bool> tie = moved.tie;
    assignment = assign_as_given(std::move(moved.footprint), weights, row_total);
    assignment.rule = rule;
    assignment.tie = tie;
}

}  // namespace locality::core
