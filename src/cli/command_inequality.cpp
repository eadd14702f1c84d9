#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/set_choice.h"
#include "cli/tables.h"
#include "cli/text.h"
#include "core/chart_figures.h"
#include "core/inequality_history.h"
#include "io/csv_output.h"
#include "model/errors.h"
#include "model/words.h"
#include "style/chart.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;
using Align = TextTable::Align;

struct InequalityOptions {
    std::string project, indicator, set, sex = "all", breakdown, period;
    double cut_gap = 0, cut_value = 0;  ///< percent; 0: no target
    std::string from;
    int by = 0;
    std::filesystem::path output, chart;
    bool overwrite = false;
};

constexpr int decimals = 1;
constexpr std::size_t widest_bar = 40;

std::string number(double value) {
    return figure(value, model::Status::known, decimals);
}
/// "12.3 (11.0 to 13.9)".
std::string with_limits(const stats::Figure& f, int places = decimals) {
    if (f.blank != stats::Blank::no) return "no data";
    if (!f.limits.known()) return count(f.value, places);
    const std::string upper = std::isinf(f.limits.upper) ? "no limit" : count(f.limits.upper, places);
    return fmt::format("{} ({} to {})", count(f.value, places), count(f.limits.lower, places), upper);
}
std::string with_limits(double value, const stats::Interval& limits, int places) {
    return with_limits(stats::Figure{value, limits, std::isnan(value) ? stats::Blank::missing : stats::Blank::no},
                       places);
}

constexpr const char* withheld_mark = "*";

/// Of a group: its value with limits, its value, a count of its people; or the mark of what is withheld.
std::string group_text(const core::GroupFigure& g) {
    return g.withheld ? withheld_mark : with_limits(g.figure);
}
std::string group_value(const core::GroupFigure& g) {
    return g.withheld ? withheld_mark : number(g.figure.value);
}
std::string group_count(const core::GroupFigure& g, double people) {
    return g.withheld && std::isnan(people) ? withheld_mark : count(people);
}

std::size_t indicator_called(const model::Result& result, const std::string& id) {
    std::string known;
    for (std::size_t i = 0; i < result.indicators.size(); ++i) {
        if (result.indicators[i].id == id) return i;
        if (result.indicators[i].has_data) known += (known.empty() ? "" : ", ") + result.indicators[i].id;
    }
    throw model::InputError(
        fmt::format("no indicator is called \"{}\"; {}", id,
                    known.empty() ? "the project has none with a table" : "those with a table are " + known));
}

std::string groups_text(const char* header, const std::vector<core::GroupFigure>& groups) {
    double most = 0;
    for (const core::GroupFigure& g : groups)
        if (g.figure.blank == stats::Blank::no) most = std::max(most, g.figure.value);
    TextTable table;
    table.add_column(header, Align::left);
    for (const char* title : {"zones", "left out", "counted", "out of", "value (95% limits)"})
        table.add_column(title, Align::right);
    table.add_column("", Align::left);
    for (const core::GroupFigure& g : groups) {
        std::string bar;
        if (most > 0 && g.figure.blank == stats::Blank::no)
            bar.assign(static_cast<std::size_t>(std::lround(widest_bar * std::max(0.0, g.figure.value) / most)), '#');
        table.add_row({g.label, count(static_cast<double>(g.zones)), count(static_cast<double>(g.blank)),
                       group_count(g, g.numerator), group_count(g, g.denominator), group_text(g), bar});
    }
    return table.text();
}

/// "31.2 in IMD1, 12.0 in the rest; ..."
std::string gap_line(const std::string& others, const stats::Figure& gap, const stats::Figure& ratio) {
    std::string text = fmt::format("  IMD1 less {}: {}", others, with_limits(gap));
    if (ratio.blank == stats::Blank::no) text += fmt::format("; IMD1 over {}: {}", others, with_limits(ratio, 2));
    if (gap.blank == stats::Blank::no && gap.limits.known())
        text += stats::beyond_chance(gap, 0) ? "; beyond chance" : "; could be chance";
    return text + "\n";
}

std::string slope_line(const core::Inequality& whole) {
    const char* groups = whole.slope_of_quintiles ? "local quintiles" : "national deciles";
    if (!whole.no_slope.empty()) return fmt::format("  Slope index of inequality: none, {}\n", whole.no_slope);
    return fmt::format(
        "  Slope index over {}: {} (the least deprived end less the most deprived); relative index: {}\n", groups,
        with_limits(whole.slope.sii, whole.slope.sii_limits, decimals),
        with_limits(whole.slope.rii, whole.slope.rii_limits, 2));
}

std::string history_text(const core::InequalityHistory& history) {
    if (history.periods.size() < 2) return {};
    TextTable table;
    table.add_column("period", Align::left);
    for (const char* title : {"IMD1", "the rest", "gap (95% limits)", "ratio", "slope index"})
        table.add_column(title, Align::right);
    for (const core::InequalityPeriod& p : history.periods)
        table.add_row({p.period, group_value(p.whole.imd1), group_value(p.whole.rest), with_limits(p.whole.gap_to_rest),
                       figure(p.whole.ratio_to_rest.value, model::Status::known, 2), number(p.whole.slope.sii)});
    const std::string &first = history.periods.front().period, &last = history.periods.back().period;
    std::string text = "\nOver time\n" + table.text();
    if (!history.why_not.empty())
        return text + fmt::format("Whether the gap closes cannot be told: {}.\n", history.why_not);
    if (history.absolute.course == core::GapCourse::cannot_be_told)
        return text + "Whether the gap closes cannot be told: a gap or its limits are not known.\n";
    text += fmt::format("From {} to {} the size of the gap changed by {}: {}.\n", first, last,
                        with_limits(history.absolute.change), words(history.absolute.course));
    if (history.relative.course != core::GapCourse::cannot_be_told)
        text += fmt::format("Relative to the rest it changed by a factor of {}: {}.\n",
                            with_limits(history.relative.change, 2), words(history.relative.course));
    return text;
}

const char* words(core::TargetOf of) {
    return of == core::TargetOf::gap_to_rest ? "the gap between IMD1 and the rest" : "the value of the whole area";
}

std::vector<core::JudgedTarget> targets_of(const core::InequalityHistory& history, const InequalityOptions& options) {
    std::vector<core::JudgedTarget> all;
    const auto add = [&](core::TargetOf of, double percent) {
        if (options.by > 0 && percent > 0) all.push_back(judged(history, of, percent / 100, options.from, options.by));
    };
    add(core::TargetOf::gap_to_rest, options.cut_gap);
    add(core::TargetOf::whole_value, options.cut_value);
    return all;
}

std::string target_text(const core::JudgedTarget& t, int by) {
    std::string text =
        fmt::format("Target: {} {:.6g}% smaller by {} than in {}: ", words(t.of), 100 * t.target.cut, by, t.from);
    if (t.judgement.course == core::Course::cannot_be_told)
        return text + "cannot be told, " + t.judgement.why_not + ".\n";
    return text + fmt::format("{}.\n  {} in {}; {} was due by {}, {} is by {}; it is {}.\n", words(t.judgement.course),
                              number(t.start), t.from, number(t.judgement.due_now), t.now_period,
                              number(t.judgement.due_at_end), by, with_limits(t.now));
}

std::string set_text(const model::FootprintSet& set, const std::vector<core::Inequality>& all) {
    TextTable table;
    table.add_column("code", Align::left);
    table.add_column("name", Align::left);
    for (const char* title : {"value (95% limits)", "IMD1", "the rest", "gap inside (95% limits)", "ratio"})
        table.add_column(title, Align::right);
    std::optional<std::size_t> most, least;
    for (std::size_t f = 0; f < all.size(); ++f) {
        const core::Inequality& i = all[f];
        table.add_row({set.code[f], set.name[f], group_text(i.all), group_value(i.imd1), group_value(i.rest),
                       with_limits(i.gap_to_rest), figure(i.ratio_to_rest.value, model::Status::known, 2)});
        if (i.all.figure.blank != stats::Blank::no) continue;
        if (!most || i.all.figure.value > all[*most].all.figure.value) most = f;
        if (!least || i.all.figure.value < all[*least].all.figure.value) least = f;
    }
    std::string text = fmt::format("\nInside each of {} [{}]\n{}", set.title, set.id, table.text());
    if (most && *most != *least) {
        const stats::Figure gap = stats::difference(all[*most].all.figure, all[*least].all.figure);
        text += fmt::format("Between them: {} has the highest, {} the lowest; they are {} apart{}.\n", set.name[*most],
                            set.name[*least], with_limits(gap),
                            !gap.limits.known()            ? ""
                            : stats::beyond_chance(gap, 0) ? ", beyond chance"
                                                           : ", which could be chance");
    }
    return text;
}

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
ordered_json inequality_json(const core::Inequality& i) {
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

void print_json(const model::Result& result, const model::IndicatorInfo& info, const core::InequalityHistory& history,
                const std::vector<core::JudgedTarget>& targets, const InequalityOptions& options,
                const model::FootprintSet* set) {
    ordered_json periods = ordered_json::array(), goals = ordered_json::array(), footprints = ordered_json::array();
    for (const core::InequalityPeriod& p : history.periods) {
        ordered_json one{{"period", p.period}, {"middle_year", number_json(p.middle_year)}};
        one.update(inequality_json(p.whole));
        periods.push_back(std::move(one));
    }
    for (const core::JudgedTarget& t : targets) goals.push_back(target_json(t, options.by));
    for (std::size_t f = 0; f < history.inside.size(); ++f) {
        ordered_json one{{"code", set->code[f]}, {"name", set->name[f]}};
        one.update(inequality_json(history.inside[f]));
        footprints.push_back(std::move(one));
    }
    const auto change_json = [](const core::GapChange& change) {
        return ordered_json{{"change", figure_json(change.change)}, {"course", words(change.course)}};
    };
    fmt::print("{}", printed({{"title", result.title},
                              {"synthetic", result.synthetic},
                              {"indicator", info.id},
                              {"unit", info.unit},
                              {"period", history.periods[history.chosen].period},
                              {"periods", std::move(periods)},
                              {"gap_change", change_json(history.absolute)},
                              {"ratio_change", change_json(history.relative)},
                              {"why_no_change", history.why_not},
                              {"targets", std::move(goals)},
                              {"set", set ? set->id : ""},
                              {"footprints", std::move(footprints)}}));
}

std::vector<std::vector<std::string>> csv_rows(const core::InequalityHistory& history, const model::FootprintSet* set) {
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
    const std::string& period = history.periods[history.chosen].period;
    for (std::size_t f = 0; f < history.inside.size(); ++f)
        add({period, set->id, set->code[f], set->name[f]}, history.inside[f]);
    return rows;
}

void save_whole_chart(const model::Result& result, std::size_t indicator, const InequalityOptions& options) {
    constexpr int width = 1000;
    const std::size_t whole = set_called(result, model::whole_set_id);
    const core::Slices slices{indicator, *choice(model::sex_words, options.sex), options.breakdown};
    const model::ChartSubject subject = core::chart_subject(result, whole, 0);
    std::optional<core::GapTarget> target;
    if (options.cut_gap > 0) target = {options.cut_gap / 100, options.by, options.from};
    save_chart(target ? style::gap_chart(core::gap_series(result, whole, 0, slices, target), subject)
                      : style::gradient_chart(core::gradient(result, whole, 0, slices, options.period), subject),
               options.chart, width, 0, options.overwrite);
}

int print_inequality(const InequalityOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv"});
    if (!options.chart.empty()) require_writable(options.chart, options.overwrite, {".png", ".svg", ".pdf"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const std::size_t indicator = indicator_called(result, options.indicator);
    const model::IndicatorInfo& info = result.indicators[indicator];
    const model::FootprintSet* set = options.set.empty() ? nullptr : sets_called(result, options.set).front();
    const core::InequalityHistory history = core::inequality_history(
        result, {indicator, *choice(model::sex_words, options.sex), options.breakdown, options.period, set});
    const core::InequalityPeriod& chosen = history.periods[history.chosen];
    const std::vector<core::JudgedTarget> targets = targets_of(history, options);
    if (!options.output.empty()) io::write_csv(options.output, csv_rows(history, set));
    if (!options.chart.empty()) save_whole_chart(result, indicator, options);

    if (common.json) {
        print_json(result, info, history, targets, options, set);
        return exit_done;
    }
    if (common.quiet) return exit_done;
    const core::Inequality& whole = chosen.whole;
    fmt::print("{}{}: {}{}, {}\n", result.title, result.synthetic ? " (synthetic data)" : "", info.title,
               info.unit.empty() ? "" : " (" + info.unit + ")", chosen.period.empty() ? "one period" : chosen.period);
    fmt::print(
        "IMD1 = zones in the most deprived 10% of England; decile and quintile 1 are the most deprived.\n\n{}\n{}\n",
        groups_text("national decile", whole.deciles), groups_text("local quintile", whole.quintiles));
    fmt::print("IMD1 {}; the rest {}; the least deprived decile with people ({}) {}; everybody {}\n{}{}{}",
               group_text(whole.imd1), group_text(whole.rest), whole.least.label.empty() ? "none" : whole.least.label,
               group_text(whole.least), group_text(whole.all),
               gap_line("the rest", whole.gap_to_rest, whole.ratio_to_rest),
               gap_line("the least deprived", whole.gap_to_least, whole.ratio_to_least), slope_line(whole));
    if (whole.all.blank > 0)
        fmt::print(
            "  {} of {} are not known or withheld, and left out of both what is counted and what it is out of.\n",
            count(static_cast<double>(whole.all.blank)), counted(whole.all.zones, "zone", "zones"));
    fmt::print("{}", history_text(history));
    for (const core::JudgedTarget& t : targets) fmt::print("{}", target_text(t, options.by));
    if (set) fmt::print("{}", set_text(*set, history.inside));
    if (!options.output.empty()) fmt::print("\nTable: {}\n", options.output.string());
    if (!options.chart.empty()) fmt::print("\nChart: {}\n", options.chart.string());
    return exit_done;
}

}  // namespace

void add_inequality(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "inequality",
        "Shows how unequal an indicator is by deprivation, whether the gap closes, and if a target is in reach");
    auto options = std::make_shared<InequalityOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), or demo")->required()->type_name("");
    command->add_option("INDICATOR", options->indicator, "Its id")->required()->type_name("");
    command->add_option("--set", options->set, "Inside and between the footprints of this set, too")->type_name("SET");
    command->add_option("--period", options->period, "The period to show (else the latest)")->type_name("PERIOD");
    command->add_option("--sex", options->sex, "all, female or male")
        ->check(CLI::IsMember({"all", "female", "male"}))
        ->capture_default_str()
        ->type_name("SEX");
    command->add_option("--breakdown", options->breakdown, "Other categories, such as \"ethnicity=Asian\"")
        ->type_name("WORDS");
    CLI::Option* gap = command->add_option("--cut-gap", options->cut_gap, "A target: the gap so many per cent smaller")
                           ->check(CLI::Range(0.0, 100.0))
                           ->type_name("PERCENT");
    CLI::Option* value =
        command->add_option("--cut", options->cut_value, "A target: the area's value so many per cent smaller")
            ->check(CLI::Range(0.0, 100.0))
            ->type_name("PERCENT");
    CLI::Option* by = command->add_option("--by", options->by, "The year the target is for")
                          ->check(CLI::Range(1900, 2100))
                          ->type_name("YEAR");
    command->add_option("--from", options->from, "The period the target counts from (else the first)")
        ->needs(by)
        ->type_name("PERIOD");
    gap->needs(by);
    value->needs(by);
    command->add_option("-o,--output", options->output, "Write the groups as CSV, too")->type_name("OUT.csv");
    command
        ->add_option("--chart", options->chart,
                     "Draw the whole area's gradient, with a target its gap over time (.png, .svg, .pdf)")
        ->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer("Example: locality inequality demo smoking --set lcp --cut-gap 10 --by 2028");
    command->callback(
        [options, &common, &run] { run = [options, &common] { return print_inequality(*options, common); }; });
}

}  // namespace locality::cli
