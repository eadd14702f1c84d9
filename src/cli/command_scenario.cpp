#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/scenario_choice.h"
#include "cli/text.h"
#include "core/live_figures.h"
#include "core/mend_set.h"
#include "core/scenario_mend.h"
#include "core/scenario_report.h"
#include "io/csv_output.h"
#include "io/project_file.h"
#include "io/scenario_file.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;

struct ScenarioCommand {
    std::string project = demo_name, one, other, mender;
    std::filesystem::path output;
    double time_limit_s = 60.0;
    bool overwrite = false, every = false;
};

/// Both sides of a comparison, at their states.
struct Compared {
    const model::FootprintSet* set = nullptr;
    std::string before_title, after_title;
    core::LiveAssignment before, after;
    model::Scenario scenario;  ///< of `after`
};

Compared compared(const ScenarioCommand& command, const model::Result& result, Talk& talk) {
    const std::filesystem::path project = project_called(command.project);
    const model::CodedScenario one = io::scenario_called(command.one, project);
    core::TakenUp first = taken_up(one, result, talk);
    const model::FootprintSet& set = *result.set(one.set);
    core::LiveAssignment original = core::live_assignment(result, set);
    core::LiveAssignment at_first = core::at_scenario(original, first.scenario);
    if (command.other.empty())
        return {&set, "original", one.title, std::move(original), std::move(at_first), std::move(first.scenario)};
    const model::CodedScenario other = io::scenario_called(command.other, project);
    if (other.set != one.set)
        throw model::InputError(
            fmt::format("\"{}\" is of the set \"{}\" and \"{}\" of \"{}\"; compare scenarios of one set", one.title,
                        one.set, other.title, other.set));
    core::TakenUp second = taken_up(other, result, talk);
    core::LiveAssignment at_second = core::at_scenario(original, second.scenario);
    return {&set, one.title, other.title, std::move(at_first), std::move(at_second), std::move(second.scenario)};
}

/// Digits grouped where a cell is a number, for reading.
std::string for_reading(const std::string& cell, bool is_number) {
    if (!is_number || cell.empty() || cell == "*") return cell;
    const double number = std::stod(cell);
    return count(number, number == std::floor(number) ? 0 : 1);
}

/// Each figure in two columns, before and after; the table's own header has the scenarios' titles in every name.
std::string table_text(const std::vector<std::vector<std::string>>& rows) {
    TextTable table;
    for (const char* header : {"code", "name"}) table.add_column(header, TextTable::Align::left);
    for (const char* figure : {"zones", "residents", "registered", "IMD1", "pieces", "fit %"})
        for (const char* header : {figure, "after"}) table.add_column(header, TextTable::Align::right);
    for (std::size_t r = 1; r < rows.size(); ++r) {
        std::vector<std::string> cells;
        for (std::size_t c = 0; c < rows[r].size(); ++c) cells.push_back(for_reading(rows[r][c], c >= 2));
        table.add_row(std::move(cells));
    }
    return table.text();
}

std::string steps_text(const model::Scenario& scenario) {
    std::string text;
    for (std::size_t s = 0; s < scenario.steps.size(); ++s)
        text += fmt::format("{:>3}. {}{}{}\n", s + 1, counted(scenario.steps[s].moves.size(), "zone", "zones"),
                            scenario.steps[s].reason.empty() ? "" : ": " + scenario.steps[s].reason,
                            s < scenario.done ? "" : " (undone)");
    return text;
}

core::ScenarioMending mended(const ScenarioCommand& command, const model::Result& result, const Compared& both,
                             const Common& common) {
    const auto* word = std::ranges::find(model::mender_words, std::string_view(command.mender),
                                         [](const auto& w) { return w.second; });
    core::MendLimits limits;
    const model::Project project = io::read_project(project_called(command.project), common.data);
    for (const model::FootprintSpec& spec : project.footprints)
        if (spec.id == both.set->id) limits = core::limits_of({spec}, result.zones.code, both.set->code);
    limits.locked.resize(result.zones.size(), false);
    for (std::size_t z = 0; z < both.scenario.locked.size(); ++z)
        if (both.scenario.locked[z]) limits.locked[z] = true;
    return core::mend_scenario(result, *both.set, both.after, limits, word->first, command.time_limit_s);
}

std::string mending_text(const ScenarioCommand& command, const model::Result& result, const Compared& both,
                         const Common& common) {
    const core::ScenarioMending mending = mended(command, result, both, common);
    std::string text = fmt::format("\nMending by {}: {} move, {} {}; pieces too many: {} before, {} after\n",
                                   command.mender, counted(mending.moves.size(), "zone", "zones"),
                                   count(mending.moved), mending.unit, mending.extra_pieces_before,
                                   mending.extra_pieces_after);
    const auto name = [&](std::int32_t f) {
        return f == model::unassigned ? std::string("no footprint") : both.set->name[static_cast<std::size_t>(f)];
    };
    for (const model::Move& move : mending.moves)
        text += fmt::format("  {} {}: {} to {}\n", result.zones.code[static_cast<std::size_t>(move.zone)],
                            result.zones.name[static_cast<std::size_t>(move.zone)], name(move.from), name(move.to));
    return text;
}

int list(const ScenarioCommand& command, const Common& common, Talk& talk) {
    const std::filesystem::path file = io::scenarios_beside(project_called(command.project));
    std::error_code error;
    std::vector<model::CodedScenario> scenarios;
    if (std::filesystem::exists(file, error)) scenarios = io::read_scenarios(file);
    if (common.json) {
        ordered_json rows = ordered_json::array();
        for (const model::CodedScenario& s : scenarios)
            rows.push_back({{"title", s.title}, {"set", s.set}, {"steps", s.steps.size()}, {"done", s.done},
                            {"locked", s.locked.size()}});
        fmt::print("{}", printed({{"file", file.filename().string()}, {"scenarios", rows}}));
        return exit_done;
    }
    if (scenarios.empty()) talk.say(fmt::format("No scenarios: {} is not there or has none.", file.string()));
    TextTable table;
    table.add_column("scenario", TextTable::Align::left);
    table.add_column("set", TextTable::Align::left);
    for (const char* header : {"steps in force", "undone", "locked zones"})
        table.add_column(header, TextTable::Align::right);
    for (const model::CodedScenario& s : scenarios)
        table.add_row({s.title, s.set, std::to_string(s.done), std::to_string(s.steps.size() - s.done),
                       std::to_string(s.locked.size())});
    if (!table.empty()) fmt::print("{}", table.text());
    return exit_done;
}

int run_scenario(const ScenarioCommand& command, const Common& common) {
    Talk talk(common);
    if (command.one.empty()) return list(command, common, talk);
    if (!command.output.empty()) require_writable(command.output, command.overwrite, {".csv"});
    const model::Result result = make_result(command.project, common, talk);
    const Compared both = compared(command, result, talk);
    const auto rows = core::side_by_side(*both.set, both.before, both.after, both.before_title, both.after_title,
                                         command.every || !command.output.empty());
    const auto sentences = core::difference_in_words(result, *both.set, both.before, both.after);
    if (!command.output.empty()) io::write_csv(command.output, rows);
    if (common.json) {
        ordered_json table = ordered_json::array();
        for (std::size_t r = 1; r < rows.size(); ++r) {
            ordered_json row;
            for (std::size_t c = 0; c < rows[r].size(); ++c) row[rows[0][c]] = rows[r][c];
            table.push_back(std::move(row));
        }
        fmt::print("{}", printed({{"set", both.set->id},
                                  {"before", both.before_title},
                                  {"after", both.after_title},
                                  {"difference", sentences},
                                  {"footprints", table}}));
        return exit_done;
    }
    if (common.quiet) return exit_done;
    fmt::print("{} [{}]: \"{}\" beside {}\n", both.set->title, both.set->id, both.after_title,
               command.other.empty() ? "the original" : fmt::format("\"{}\"", both.before_title));
    if (command.other.empty()) fmt::print("{}", steps_text(both.scenario));
    fmt::print("\n");
    for (const std::string& sentence : sentences) fmt::print("{}\n", sentence);
    if (rows.size() > 1) fmt::print("\n{}", table_text(rows));
    if (!command.mender.empty()) fmt::print("{}", mending_text(command, result, both, common));
    return exit_done;
}

}  // namespace

void add_scenario(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "scenario", "Lists a project's scenarios, says what one changes, or compares two");
    auto options = std::make_shared<ScenarioCommand>();
    command->add_option("PROJECT", options->project, "Project file (.toml), or demo")->type_name("");
    command->add_option("NAME", options->one, "A scenario: its title, its file, or FILE.toml:TITLE")->type_name("");
    command->add_option("OTHER", options->other, "Another of the same set, to compare it with")->type_name("");
    command->add_option("-o,--output", options->output, "Write the footprints side by side as a table (.csv)")
        ->type_name("OUT.csv");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    command->add_flag("--every", options->every, "Show footprints that are alike in both, too");
    command->add_option("--mend", options->mender, "And what one piece each would cost from there: rule, local, exact")
        ->check(CLI::IsMember({"rule", "local", "exact"}))
        ->type_name("MENDER");
    command->add_option("--time-limit", options->time_limit_s, "Seconds for the exact mender (60)")
        ->check(CLI::PositiveNumber)
        ->type_name("SECONDS");
    add_common(*command, common);
    command->footer("Example: locality scenario leeds.toml \"Seacroft whole\"");
    command->callback(
        [options, &common, &run] { run = [options, &common] { return run_scenario(*options, common); }; });
}

}  // namespace locality::cli
