#include "cli/inequality_tables.h"

#include "cli/inequality_text.h"
#include "cli/result_text.h"
#include "cli/tables.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace locality::cli {

using nlohmann::ordered_json;

namespace {

ordered_json figure_json(const stats::Figure& f) {
    return {{"value", number_json(f.value)},
            {"lower", number_json(f.limits.lower)},
            {"upper", number_json(f.limits.upper)}};
}
ordered_json group_json(const core::GroupFigure& g) {
    ordered_json one{{"group", g.label},
                     {"zones", g.zones},
                     {"left_out", g.blank},
                     {"withheld", g.withheld},
                     {"numerator", number_json(g.numerator)},
                     {"denominator", number_json(g.denominator)}};
    one.update(figure_json(g.figure));
    return one;
}
ordered_json area_json(const core::Inequality& i) {
    ordered_json deciles = ordered_json::array(), quintiles = ordered_json::array();
    for (const core::GroupFigure& g : i.deciles) deciles.push_back(group_json(g));
    for (const core::GroupFigure& g : i.quintiles) quintiles.push_back(group_json(g));
    ordered_json slope{{"groups", i.slope_of_quintiles ? "local quintiles" : "national deciles"},
                       {"sii", figure_json({i.slope.sii, i.slope.sii_limits, i.slope.blank})},
                       {"rii", figure_json({i.slope.rii, i.slope.rii_limits, i.slope.blank})},
                       {"why_none", i.no_slope}};
    return {{"all", group_json(i.all)},
            {"imd1", group_json(i.imd1)},
            {"rest", group_json(i.rest)},
            {"least_deprived", group_json(i.least)},
            {"gap_to_rest", figure_json(i.gap_to_rest)},
            {"ratio_to_rest", figure_json(i.ratio_to_rest)},
            {"gap_to_least", figure_json(i.gap_to_least)},
            {"ratio_to_least", figure_json(i.ratio_to_least)},
            {"slope", std::move(slope)},
            {"national_deciles", std::move(deciles)},
            {"local_quintiles", std::move(quintiles)}};
}

ordered_json target_json(const core::JudgedTarget& t, int by) {
    return {{"of", words(t.of)},
            {"cut_percent", 100 * t.target.cut},
            {"from", t.from},
            {"by", by},
            {"judgement", words(t.judgement.course)},
            {"start", number_json(t.start)},
            {"from_year", number_json(t.target.from_year)},
            {"by_year", number_json(t.target.by_year)},
            {"due_now", number_json(t.judgement.due_now)},
            {"due_at_end", number_json(t.judgement.due_at_end)},
            {"now", figure_json(t.now)}};
}

}  // namespace

ordered_json inequality_json(const core::InequalityHistory& history, const std::vector<core::JudgedTarget>& targets,
                             int by, const model::FootprintSet* set) {
    ordered_json periods = ordered_json::array(), goals = ordered_json::array(), footprints = ordered_json::array();
    for (const core::InequalityPeriod& p : history.periods) {
        ordered_json one{{"period", p.period}, {"middle_year", number_json(p.middle_year)}};
        one.update(area_json(p.whole));
        periods.push_back(std::move(one));
    }
    for (const core::JudgedTarget& t : targets) goals.push_back(target_json(t, by));
    const core::InequalityPeriod& chosen = history.periods[history.chosen];
    for (std::size_t f = 0; f < chosen.inside.size(); ++f) {
        ordered_json one{{"code", set->code[f]}, {"name", set->name[f]}};
        one.update(area_json(chosen.inside[f]));
        footprints.push_back(std::move(one));
    }
    const auto change_json = [](const core::GapChange& change) {
        return ordered_json{{"change", figure_json(change.change)}, {"course", words(change.course)}};
    };
    return {{"period", chosen.period},
            {"periods", std::move(periods)},
            {"gap_change", change_json(history.absolute)},
            {"ratio_change", change_json(history.relative)},
            {"why_no_change", history.why_not},
            {"kept_by_disclosure_rule", history.kept_safe},
            {"weakly_withheld", history.weakly_withheld},
            {"targets", std::move(goals)},
            {"set", set ? set->id : ""},
            {"footprints", std::move(footprints)}};
}

std::vector<std::vector<std::string>> inequality_rows(const core::InequalityHistory& history,
                                                      const model::FootprintSet* set) {
    std::vector<std::vector<std::string>> rows{{"period", "set", "code", "name", "grouping", "group", "zones",
                                                "left_out", "numerator", "denominator", "value", "lower_95",
                                                "upper_95"}};
    const auto add = [&](const std::vector<std::string>& place, const core::Inequality& i) {
        const auto line = [&](const char* grouping, const core::GroupFigure& g) {
            const auto cell = [&](double n) {
                return g.withheld && std::isnan(n) ? withheld_mark : csv_number(n, model::Status::known);
            };
            std::vector<std::string> row = place;
            for (const std::string& text :
                 {std::string(grouping), g.label, fmt::format("{}", g.zones), fmt::format("{}", g.blank),
                  cell(g.numerator), cell(g.denominator), cell(g.figure.value), cell(g.figure.limits.lower),
                  cell(g.figure.limits.upper)})
                row.push_back(text);
            rows.push_back(std::move(row));
        };
        for (const core::GroupFigure& g : i.deciles) line("national decile", g);
        for (const core::GroupFigure& g : i.quintiles) line("local quintile", g);
        for (const core::GroupFigure* g : {&i.imd1, &i.rest, &i.all}) line("IMD1 and the rest", *g);
    };
    for (const core::InequalityPeriod& p : history.periods) add({p.period, "whole", "all", ""}, p.whole);
    const core::InequalityPeriod& chosen = history.periods[history.chosen];
    for (std::size_t f = 0; f < chosen.inside.size(); ++f)
        add({chosen.period, set->id, set->code[f], set->name[f]}, chosen.inside[f]);
    return rows;
}

}  // namespace locality::cli
