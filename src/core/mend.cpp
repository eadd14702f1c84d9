#include "core/mend.h"

#include "core/assign.h"
#include "core/contiguity.h"
#include "core/mend_audit.h"
#include "core/mend_exact.h"
#include "core/mend_local.h"
#include "core/mend_rule.h"

#include <fmt/format.h>

#include <stdexcept>

namespace locality::core {

using model::Mender;

namespace {

model::Issue limit_issue(const MendTask& task, std::int32_t footprint, std::string what) {
    model::Issue issue;
    issue.kind = "footprint_limit";
    issue.code = task.footprint_codes[footprint];
    issue.what = std::move(what);
    return issue;
}

/// Footprints outside their floor or ceiling.
model::Issues limits_missed(const MendTask& task, const MendingCase& problem, std::span<const std::int32_t> footprint) {
    std::vector<double> patients(problem.footprint_count, 0.0);
    for (std::int32_t z = 0; z < problem.zone_count(); ++z)
        if (footprint[z] != model::unassigned) patients[footprint[z]] += problem.patients(z, footprint[z]);
    model::Issues issues;
    for (std::int32_t k = 0; k < problem.footprint_count; ++k) {
        if (patients[k] < problem.floor[k])
            issues.push_back(
                limit_issue(task, k,
                            fmt::format("has {:.0f} of its patients in its zones, under its floor of {:.0f}",
                                        patients[k], problem.floor[k])));
        if (patients[k] > problem.ceiling[k])
            issues.push_back(
                limit_issue(task, k,
                            fmt::format("has {:.0f} of its patients in its zones, over its ceiling of {:.0f}",
                                        patients[k], problem.ceiling[k])));
    }
    return issues;
}

}  // namespace

Mended mend(const MendTask& task, Mender mender, double time_limit_s, const std::stop_token& cancel) {
    if (task.zone_codes.size() != task.start.footprint.size() ||
        (!task.row_total.empty() && task.row_total.size() != task.start.footprint.size()))
        throw std::invalid_argument("mend: codes or totals are for other zones");
    MendLimits limits = task.limits;
    if (mender == Mender::none) limits.locked.assign(task.start.footprint.size(), true);
    const MendingCase problem = mending_case(task.start.footprint, task.weights, task.graph,
                                             static_cast<std::int32_t>(task.footprint_codes.size()), limits);
    const auto began = std::chrono::steady_clock::now();
    Mended result;
    result.report.asked = mender;
    result.report.used = mender;
    result.report.status = "heuristic";
    std::vector<std::int32_t> footprint = problem.start, moved;
    if (mender == Mender::rule || mender == Mender::local || mender == Mender::exact) {
        RuleAnswer rule = mend_by_rule(problem);
        footprint = std::move(rule.footprint);
        moved = std::move(rule.moved);
    }
    if (mender == Mender::local || mender == Mender::exact) {
        LocalAnswer local = mend_locally(problem, cancel);
        const bool rule_is_whole = is_mended(problem, footprint);
        const bool local_is_whole = is_mended(problem, local.footprint);
        // Fewer pieces and kept limits come before fewer patients.
        const bool take_rule = rule_is_whole && (!local_is_whole || cost_of(problem, footprint) < local.cost);
        if (!take_rule) footprint = std::move(local.footprint);
        if (mender == Mender::local) result.report.used = take_rule ? Mender::rule : Mender::local;
    }
    if (mender == Mender::exact) {
        MendStop stop;
        stop.cancel = cancel;
        stop.deadline =
            std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                   std::chrono::duration<double>(time_limit_s));
        std::vector<std::int32_t> known;
        if (is_mended(problem, footprint)) known = footprint;
        const ExactAnswer exact = mend_exactly(problem, known, stop);
        if (!exact.footprint.empty()) footprint = exact.footprint;
        result.report.status = exact.infeasible ? "infeasible" : exact.optimal ? "optimal" : "time limit";
        if (!exact.infeasible) result.report.bound = exact.bound;
        if (exact.infeasible) {
            model::Issue issue;
            issue.kind = "mending_infeasible";
            issue.what =
                "no assignment has every footprint in one piece within the locked zones, floors and ceilings that were "
                "asked for: this is proven; loosen one of them";
            result.issues.push_back(std::move(issue));
            footprint = problem.start;
        }
    }
    result.report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    if (result.report.used != Mender::rule) {
        moved.clear();
        for (std::int32_t z = 0; z < problem.zone_count(); ++z)
            if (footprint[z] != problem.start[z]) moved.push_back(z);
    }
    if (result.report.status != "infeasible" && !is_mended(problem, footprint) && result.report.status != "time limit")
        result.report.status = "left split";

    if (!moved.empty()) result.overrides = audit(task, problem, footprint, moved, result.report.used == Mender::rule);
    result.report.patients_moved = cost_of(problem, footprint);
    result.report.zones_moved = moved.size();
    for (const model::Issues& more :
         {split_footprints(footprint, task.weights, task.graph, task.zone_codes, task.footprint_codes),
          limits_missed(task, problem, footprint)})
        result.issues.insert(result.issues.end(), more.begin(), more.end());
    result.assignment = assign_as_given(footprint, task.weights, task.row_total);
    result.assignment.rule = task.start.rule;
    result.assignment.tie = task.start.tie;
    for (const model::Override& o : result.overrides)
        if (o.rank == 0) result.assignment.share[o.zone] = 0.0;
    return result;
}

}  // namespace locality::core
