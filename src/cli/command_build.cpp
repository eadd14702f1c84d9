#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/differencing.h"
#include "io/geopackage.h"
#include "io/scenario_file.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <optional>

namespace locality::cli {

namespace {

struct BuildOptions {
    std::string project = demo_name, scenario;
    std::filesystem::path output;
    bool overwrite = false;
};

constexpr std::size_t most_rows = 200;  // of a set printed without -v: a nation's wards are for files, not for reading

nlohmann::ordered_json build_json(const model::Result& result, const std::filesystem::path& output) {
    return {{"title", result.title},         {"synthetic", result.synthetic},       {"attribution", result.attribution},
            {"output", output.string()},     {"zones", result.zones.size()},        {"sets", footprints_json(result)},
            {"ledger", ledger_json(result)}, {"overrides", overrides_json(result)}, {"issues", issues_json(result)}};
}

/// What could not be taken up of a scenario: nobody should have to look for that.
void say_unmatched(const model::Result& result, Talk& talk) {
    for (const model::Issue& issue : result.issues)
        if (issue.kind == "scenario_unmatched")
            talk.warn(fmt::format("{}{}{}", issue.code, issue.code.empty() ? "" : ": ", issue.what));
}

/// "33 footprints from boundaries; people divided by households".
std::string how_made(const model::FootprintSet& set) {
    const std::string footprints = counted(set.code.size(), "footprint", "footprints");
    if (set.id == model::whole_set_id) return footprints + " of all zones";
    const std::string basis =
        set.basis == model::Basis::registered ? "registered patients" : word(model::basis_words, set.basis);
    std::string rule;
    switch (set.method) {
        case model::Method::split:
            rule = "people divided by " + basis;
            break;
        case model::Method::largest_share:
            rule = "whole zones by largest share of " + basis;
            break;
        case model::Method::centroid:
            rule = "whole zones by population-weighted centroid";
            break;
        case model::Method::lookup:
            rule = "whole zones";
            break;
    }
    return fmt::format("{} from {}; {}", footprints, word(model::origin_words, set.origin), rule);
}

std::string build_text(const model::Result& result, const model::CodedScenario* scenario, bool whole) {
    std::string text = fmt::format("{}{}\n{}\n", result.title, result.synthetic ? " (synthetic data)" : "",
                                   counted(result.zones.size(), "zone", "zones"));
    if (scenario)
        text += fmt::format("Scenario \"{}\" of [{}]: {}\n", scenario->title, scenario->set,
                            counted(scenario->done, "step", "steps"));
    for (const model::FootprintSet& set : result.sets)
        text += fmt::format("\n{} [{}]: {}\n{}", set.title, set.id, how_made(set),
                            footprint_table(set, whole ? 0 : most_rows));
    for (const std::string& part : {ledger_text(result), overrides_text(result)})
        if (!part.empty()) text += "\n" + part;
    return text + fmt::format("\nIssues: {} (locality check lists them)\n", issue_counts(result));
}

int build(const BuildOptions& options, const Common& common) {
    require_writable(options.output, options.overwrite, {".gpkg"});
    std::optional<model::CodedScenario> scenario;
    if (!options.scenario.empty())
        scenario = io::scenario_called(options.scenario, project_called(options.project));
    Talk talk(common);
    model::Result result = make_result(options.project, common, talk, scenario ? &*scenario : nullptr);
    result.options["command"] = "build";
    say_unmatched(result, talk);
    core::refuse_threats(result);
    io::write_geopackage(result, options.output, options.overwrite, talk.stage(0.9, 1),
                         scenario ? &*scenario : nullptr);
    if (common.json) {
        fmt::print("{}", printed(build_json(result, options.output)));
    } else if (!common.quiet) {
        fmt::print("{}GeoPackage: {}\n", build_text(result, scenario ? &*scenario : nullptr, common.verbose), options.output.string());
    }
    return finished(result, talk);
}

}  // namespace

void add_build(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand("build", "Makes the footprints of a project and writes a GeoPackage");
    auto options = std::make_shared<BuildOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), or demo")->type_name("");
    command->add_option("-o,--output", options->output, "GeoPackage to write (.gpkg)")
        ->required()
        ->type_name("OUT.gpkg");
    command
        ->add_option("--scenario", options->scenario,
                     "Make it as a scenario leaves it: a title from the file beside the project "
                     "(PROJECT.scenarios.toml), a file of one scenario, or FILE.toml:TITLE")
        ->type_name("NAME");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality build geodata/leeds.toml --data ../shared/data -o leeds.gpkg\n"
        "Exit code 3: written, but a check failed (a ledger that does not close).");
    command->callback([options, &common, &run] { run = [options, &common] { return build(*options, common); }; });
}

}  // namespace locality::cli
