#include "core/mend_set.h"

#include "core/assign.h"
#include "core/join.h"
#include "core/mend_audit.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

namespace {

std::int32_t index_of(std::span<const std::string> codes, std::string_view code) {
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    return at != codes.end() && *at == code ? static_cast<std::int32_t>(at - codes.begin()) : -1;
}

[[noreturn]] void refuse(const MendOrders& orders, std::string_view key, std::string_view code, std::string_view due) {
    throw model::InputError(fmt::format("footprints \"{}\" (line {}): {} names \"{}\", which is no {}", orders.spec.id,
                                        orders.spec.line, key, code, due));
}

std::vector<double> by_footprint(const MendOrders& orders, const std::map<std::string, double>& said,
                                 std::string_view key, std::span<const std::string> codes) {
    if (said.empty()) return {};
    const auto all = said.find("");
    std::vector<double> result(codes.size(), all == said.end() ? model::no_value : all->second);
    for (const auto& [code, patients] : said) {
        if (code.empty()) continue;
        const std::int32_t k = index_of(codes, code);
        if (k < 0) refuse(orders, key, code, "footprint of this set");
        result[k] = patients;
    }
    return result;
}

}  // namespace

MendLimits limits_of(const MendOrders& orders, std::span<const std::string> zone_codes,
                     std::span<const std::string> footprint_codes) {
    MendLimits limits;
    limits.locked.assign(zone_codes.size(), false);
    for (const std::string& code : orders.spec.locked) {
        const std::int32_t zone = index_of(zone_codes, code);
        if (zone < 0) refuse(orders, "locked", code, "zone");
        limits.locked[zone] = true;
    }
    limits.floor = by_footprint(orders, orders.spec.floor, "floor", footprint_codes);
    limits.ceiling = by_footprint(orders, orders.spec.ceiling, "ceiling", footprint_codes);
    for (std::size_t k = 0; k < footprint_codes.size(); ++k)
        if (!limits.floor.empty() && !limits.ceiling.empty() && limits.floor[k] > limits.ceiling[k])
            throw model::InputError(
                fmt::format("footprints \"{}\" (line {}): the floor of {} is {:.0f}, above its ceiling of {:.0f}",
                            orders.spec.id, orders.spec.line, footprint_codes[k], limits.floor[k], limits.ceiling[k]));
    return limits;
}

std::vector<model::Override> override_by_hand(const MendOrders& orders, const MendTask& task, model::Assignment& start,
                                              std::vector<bool>& locked, std::vector<model::JoinReport>& joins,
                                              model::Issues& issues) {
    std::vector<model::Override> rows;
    if (!orders.overrides) return rows;
    std::vector<std::string> zones, footprints;
    for (const model::LookupTable::Row& row : orders.overrides->rows) {
        zones.push_back(row.from);
        footprints.push_back(row.to);
    }
    Joined joined = join(zones, task.zone_codes, orders.spec.id + " overrides", "zones");
    joined.report.missing.clear();  // a table of exceptions: most zones have no row
    model::JoinReport to = join(footprints, task.footprint_codes, orders.spec.id + " overrides", "footprints").report;
    to.missing.clear();
    to.duplicate.clear();
    MendLimits nothing_moves;  // a lookup or a centroid may have put zones elsewhere than at their largest
    nothing_moves.locked.assign(start.footprint.size(), true);
    const MendingCase problem = mending_case(start.footprint, task.weights, task.graph,
                                             static_cast<std::int32_t>(task.footprint_codes.size()), nothing_moves);
    double cumulative = 0.0;
    for (std::int32_t zone = 0; zone < problem.zone_count(); ++zone) {
        const std::int32_t r = joined.row_of_code[zone];
        if (r < 0) continue;
        const model::LookupTable::Row& row = orders.overrides->rows[r];
        const std::int32_t k = index_of(task.footprint_codes, row.to);
        if (k < 0) {
            model::Issue issue;
            issue.kind = "unknown_code";
            issue.code = row.from;
            issue.what = fmt::format(
                "the overrides give this zone to \"{}\", which is no footprint here; left as it is", row.to);
            issues.push_back(std::move(issue));
            continue;
        }
        locked[zone] = true;
        const std::int32_t from = start.footprint[zone];
        if (from == k) continue;
        start.footprint[zone] = k;
        start.tie[zone] = false;
        if (from == model::unassigned) continue;  // it was nobody's: given, but taken from no one
        model::Override o = override_of(task, problem, zone, from, k);
        o.kind = model::OverrideKind::manual;
        o.reason = row.to_name.empty() || row.to_name == row.to ? "by hand" : row.to_name;
        cumulative += o.patients_moved;
        o.cumulative_cost = cumulative;
        rows.push_back(std::move(o));
    }
    joins.push_back(std::move(joined.report));
    if (!to.unknown.empty()) joins.push_back(std::move(to));
    return rows;
}

Mended mend_set(const MendOrders& orders, const MendTask& task, std::vector<model::JoinReport>& joins) {
    MendLimits limits = limits_of(orders, task.zone_codes, task.footprint_codes);
    model::Assignment start = task.start;
    model::Issues issues;
    std::vector<model::Override> by_hand = override_by_hand(orders, task, start, limits.locked, joins, issues);
    MendTask mine{start,          task.weights,     task.graph, task.zone_codes, task.footprint_codes,
                  task.row_total, std::move(limits)};
    Mended mended = mend(mine, orders.mender, orders.spec.time_limit_s);
    const double moved_by_hand = by_hand.empty() ? 0.0 : by_hand.back().cumulative_cost;
    for (model::Override& o : mended.overrides) o.cumulative_cost += moved_by_hand;
    by_hand.insert(by_hand.end(), std::make_move_iterator(mended.overrides.begin()),
                   std::make_move_iterator(mended.overrides.end()));
    mended.overrides = std::move(by_hand);
    mended.issues.insert(mended.issues.begin(), issues.begin(), issues.end());
    return mended;
}

}  // namespace locality::core
