#include "cli/commands.h"
#include "cli/inequality_tables.h"
#include "cli/inequality_text.h"
#include "cli/result_text.h"
#include "cli/set_choice.h"
#include "cli/tables.h"
#include "core/chart_figures.h"
#include "core/inequality_history.h"
#include "io/csv_output.h"
#include "model/errors.h"
#include "model/words.h"
#include "style/chart.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <optional>

namespace locality::cli {

namespace {

struct InequalityOptions {
    std::string project, indicator, set, sex = "all", breakdown, period;
    double cut_gap = 0, cut_value = 0;  ///< percent; 0: no target
    std::string from;
    int by = 0;
    std::filesystem::path output, chart;
    bool overwrite = false;
};

std::vector<core::JudgedTarget> targets_of(const core::InequalityHistory& history, const InequalityOptions& options) {
    std::vector<core::JudgedTarget> all;
    const auto add = [&](core::TargetOf of, double percent) {
        if (options.by > 0 && percent > 0) all.push_back(judged(history, of, percent / 100, options.from, options.by));
    };
    add(core::TargetOf::gap_to_rest, options.cut_gap);
    add(core::TargetOf::whole_value, options.cut_value);
    return all;
}

void save_whole_chart(const model::Result& result, const core::Slices& slices, const InequalityOptions& options) {
    constexpr int width = 1000;
    const std::size_t whole = set_called(result, model::whole_set_id);
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
    const core::Slices slices{indicator_called(result, options.indicator), *choice(model::sex_words, options.sex),
                              options.breakdown};
    const model::IndicatorInfo& info = result.indicators[slices.indicator];
    const model::FootprintSet* set = options.set.empty() ? nullptr : sets_called(result, options.set).front();
    const core::InequalityHistory history = core::inequality_history(result, {slices, options.period, set, {}});
    const core::InequalityPeriod& chosen = history.periods[history.chosen];
    const std::vector<core::JudgedTarget> targets = targets_of(history, options);
    if (!options.output.empty()) io::write_csv(options.output, inequality_rows(history, set));
    if (!options.chart.empty()) save_whole_chart(result, slices, options);

    if (common.json) {
        nlohmann::ordered_json json{
            {"title", result.title}, {"synthetic", result.synthetic}, {"indicator", info.id}, {"unit", info.unit}};
        json.update(inequality_json(history, targets, options.by, set));
        fmt::print("{}", printed(json));
        return exit_done;
    }
    if (common.quiet) return exit_done;
    fmt::print("{}{}: {}{}, {}\n{}", result.title, result.synthetic ? " (synthetic data)" : "", info.title,
               info.unit.empty() ? "" : " (" + info.unit + ")", chosen.period.empty() ? "one period" : chosen.period,
               inequality_text(history));
    for (const core::JudgedTarget& t : targets) fmt::print("{}", target_text(t, options.by));
    if (set) fmt::print("{}", inside_text(*set, chosen.inside));
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
