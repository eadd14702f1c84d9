#include "cli/result_text.h"
#include "cli/text.h"
#include "model/words.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace locality::cli {

using nlohmann::ordered_json;

ordered_json number_json(double number) {
    return std::isfinite(number) ? ordered_json(number) : ordered_json(nullptr);
}

std::string printed(const ordered_json& json) {
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json footprints_json(const model::Result& result) {
    ordered_json sets = ordered_json::array();
    for (const model::FootprintSet& set : result.sets) {
        ordered_json rows = ordered_json::array();
        for (std::size_t f = 0; f < set.code.size(); ++f) {
            ordered_json row{{"code", set.code[f]}, {"name", set.name[f]}};
            ordered_json suppressed = ordered_json::array();
            for (const model::Column& column : set.columns) {
                row[column.id] = number_json(column.values.number[f]);
                if (column.values.status[f] == model::Status::suppressed) suppressed.push_back(column.id);
            }
            if (!suppressed.empty()) row["suppressed"] = suppressed;
            rows.push_back(std::move(row));
        }
        sets.push_back({{"set", set.id},
                        {"title", set.title},
                        {"from", word(model::origin_words, set.origin)},
                        {"method", word(model::method_words, set.method)},
                        {"basis", word(model::basis_words, set.basis)},
                        {"footprints", std::move(rows)}});
    }
    return sets;
}

ordered_json ledger_json(const model::Result& result) {
    ordered_json lines = ordered_json::array();
    for (const model::Ledger& l : result.ledger)
        lines.push_back({{"set", l.set},
                         {"quantity", l.quantity},
                         {"in", l.in},
                         {"allocated", l.allocated},
                         {"outside", l.outside},
                         {"unallocatable", l.unallocatable},
                         {"counted", l.counted},
                         {"counted_again", l.counted_again},
                         {"closes", l.closes}});
    ordered_json unplaced = ordered_json::array();
    for (const model::Unplaced& u : result.unplaced)
        unplaced.push_back(
            {{"quantity", u.quantity}, {"category", u.category}, {"rows", u.rows}, {"people", u.people}});
    return {{"lines", std::move(lines)}, {"unplaced", std::move(unplaced)}};
}

ordered_json overrides_json(const model::Result& result) {
    ordered_json all = ordered_json::array();
    for (const model::FootprintSet& set : result.sets)
        for (const model::Override& o : set.overrides) {
            const auto code = [&](std::int32_t f) {
                return f < 0 ? std::string() : set.code[static_cast<std::size_t>(f)];
            };
            all.push_back({{"set", set.id},
                           {"zone", result.zones.code[static_cast<std::size_t>(o.zone)]},
                           {"from", code(o.from)},
                           {"to", code(o.to)},
                           {"rank", o.rank},
                           {"share_from", number_json(o.share_from)},
                           {"share_to", number_json(o.share_to)},
                           {"patients_from", number_json(o.patients_from)},
                           {"patients_to", number_json(o.patients_to)},
                           {"patients_moved", number_json(o.patients_moved)},
                           {"reason", o.reason}});
        }
    return all;
}

ordered_json issues_json(const model::Result& result) {
    ordered_json all = ordered_json::array();
    for (const model::Issue& issue : result.issues) {
        ordered_json one{{"severity", word(model::severity_words, issue.severity)},
                         {"kind", issue.kind},
                         {"layer", issue.layer},
                         {"code", issue.code},
                         {"what", issue.what}};
        if (issue.where) {
            one["x"] = number_json(issue.where->x);
            one["y"] = number_json(issue.where->y);
        }
        if (issue.area_m2 > 0) one["area_m2"] = issue.area_m2;
        all.push_back(std::move(one));
    }
    return all;
}

ordered_json joins_json(const model::Result& result) {
    ordered_json all = ordered_json::array();
    for (const model::JoinReport& join : result.joins)
        all.push_back({{"table", join.table},
                       {"target", join.target},
                       {"matched", join.matched},
                       {"unknown", join.unknown},
                       {"duplicate", join.duplicate},
                       {"missing", join.missing}});
    return all;
}

}  // namespace locality::cli
