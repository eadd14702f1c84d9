#include "cli/commands.h"
#include "io/project_file.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <span>

namespace locality::cli {

namespace {

void say(std::string_view message) {
    fmt::print(stderr, "locality: {}\n", message);
}

/// The words of a wrong command line, with the nearest option or command that there is.
std::string advice(const CLI::App& program, const CLI::ParseError& error, std::span<char*> arguments) {
    const CLI::App* command = &program;
    for (const CLI::App* chosen : program.get_subcommands()) command = chosen;
    std::vector<std::string> known;
    for (const CLI::Option* option : command->get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    std::string message = error.what();
    if (command == &program) {
        for (const CLI::App* each : program.get_subcommands({})) known.push_back(each->get_name());
        if (!arguments.empty() && *arguments[0] != '-') message = fmt::format("\"{}\" is no command", arguments[0]);
    }
    for (const std::string_view argument : arguments) {
        const std::string_view given = argument.substr(0, argument.find('='));
        if (message.find(given) == std::string::npos || std::find(known.begin(), known.end(), given) != known.end())
            continue;
        if (const std::string near = io::nearest(given, known); !near.empty())
            return fmt::format("{}; did you mean {}?", message, near);
    }
    const std::string name = command == &program ? "locality" : "locality " + command->get_name();
    return fmt::format("{}; {} --help shows how", message, name);
}

int run_program(int argc, char** argv) {
    CLI::App program{
        "Maps a city's localities: reconciles footprints that do not nest, and counts their people.\n"
        "Every command takes a project file (.toml); without one it works on the demo city.",
        "locality"};
    program.set_version_flag("--version", "locality " LOCALITY_VERSION);
    program.require_subcommand(1);
    program.footer("Example: locality build demo -o demo.gpkg");
    Common common;
    Run run;
    add_new(program, common, run);
    add_build(program, common, run);
    add_check(program, common, run);
    add_find(program, common, run);
    add_profile(program, common, run);
    add_mend(program, common, run);
    add_map(program, common, run);
    add_deprivation(program, common, run);
    add_share(program, common, run);
    add_overlaps(program, common, run);
    add_crosswalk(program, common, run);
    add_inequality(program, common, run);
    add_disclosure(program, common, run);
    add_figures(program, common, run);
    add_explain(program, common, run);
    add_scenario(program, common, run);
    add_chart(program, common, run);
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& help_or_version) {
        return program.exit(help_or_version);
    } catch (const CLI::ParseError& error) {
        say(advice(program, error, std::span(argv, static_cast<std::size_t>(argc)).subspan(1)));
        return exit_usage;
    }
    return run();
}

}  // namespace

}  // namespace locality::cli

int main(int argc, char** argv) {
    using namespace locality;
    try {
        return cli::run_program(argc, argv);
    } catch (const model::Cancelled&) {
        cli::say("stopped; nothing was written");
    } catch (const std::exception& error) {
        cli::say(error.what());
    }
    return cli::exit_failed;
}
