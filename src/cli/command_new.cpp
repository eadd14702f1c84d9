#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/draft.h"
#include "io/look_at.h"
#include "io/project_write.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

using model::Found;
using model::Role;

constexpr std::size_t most_codes = 10;  // of a list printed without -v

struct NewOptions {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> as;
    std::string title;
    std::filesystem::path output;
    bool overwrite = false;
};

/// "wards.gpkg=zones" or "city.gpkg:wards=boundaries": what the user says a file, or a layer of it, is for.
void apply(const std::string& said, std::vector<Found>& found) {
    const auto equals = said.find_last_of('=');
    const std::string word = equals == std::string::npos ? "" : said.substr(equals + 1);
    const auto role = model::choice(model::role_words, word);
    std::vector<std::string> known;
    for (const auto& [r, w] : model::role_words) known.emplace_back(w);
    if (!role)
        throw model::InputError(fmt::format("--as {}: write FILE=ROLE or FILE:LAYER=ROLE; the roles are {}", said,
                                            fmt::join(known, ", ")));
    const std::string name = said.substr(0, equals);
    bool any = false;
    for (Found& f : found) {
        const std::string file = f.source.path.filename().string();
        if (name != file && name != file + ":" + f.source.layer && name != f.source.path.string()) continue;
        any = true;
        if (!f.problem.empty()) throw model::InputError(fmt::format("--as {}: {}", said, f.problem));
        f.fixed = true;
        f.role = *role;
        if (const std::string problem = io::problem_of(f); !problem.empty())
            throw model::InputError(fmt::format("--as {}: {}", said, problem));
    }
    if (any) return;
    std::vector<std::string> names;
    for (const Found& f : found)
        names.push_back(f.source.path.filename().string() + (f.source.layer.empty() ? "" : ":" + f.source.layer));
    throw model::InputError(fmt::format("--as {}: there is no \"{}\" among the files; they are {}", said, name,
                                        fmt::join(names, ", ")));
}

std::string areas(const Found& f) {
    return f.source.kind.empty() ? std::string() : core::area_words(f.source.kind, f.source.vintage);
}

/// The tables and layers in use, one a row.
std::string used_text(const std::vector<Found>& found, const std::vector<core::DraftJoin>& joins) {
    TextTable table;
    table.add_column("For", TextTable::Align::left);
    table.add_column("From", TextTable::Align::left);
    table.add_column("Rows", TextTable::Align::right);
    table.add_column("About", TextTable::Align::left);
    table.add_column("Matched", TextTable::Align::left);
    table.add_column("Coordinates", TextTable::Align::left);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Found& f = found[i];
        if (f.role == Role::left_out) continue;
        const std::string set = f.makes_set() || f.role == Role::indicator ? " " + f.set : "";
        table.add_row({word(model::role_words, f.role) + set, f.label, count(static_cast<double>(f.rows)), areas(f),
                       joins[i].words, f.coordinates});
    }
    return table.empty() ? std::string() : table.text();
}

/// What is unknown, missing or there twice, with the codes.
std::string codes_text(const model::JoinReport& report, bool whole) {
    std::string text;
    const auto add = [&](const std::vector<std::string>& codes, std::string_view what) {
        if (!codes.empty())
            text += fmt::format("    {} {}: {}\n", count(static_cast<double>(codes.size())), what,
                                codes_in_words(codes, whole ? 0 : most_codes));
    };
    add(report.unknown, fmt::format("codes here are none of the {}", report.target));
    add(report.duplicate, "codes stand more than once");
    add(report.missing, fmt::format("{} have no row here", report.target));
    return text;
}

std::string notes_text(const std::vector<Found>& found, const std::vector<core::DraftJoin>& joins, bool whole) {
    std::string notes, left_out, problems;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Found& f = found[i];
        if (!f.problem.empty()) {
            problems += fmt::format("  {}\n", f.problem);
            continue;
        }
        if (f.role == Role::left_out) {
            left_out += fmt::format("  {}: {}\n", f.label, f.reason);
            continue;
        }
        const std::string codes = joins[i].report ? codes_text(*joins[i].report, whole) : "";
        const std::string& said = joins[i].problem.empty() ? f.guess : joins[i].problem;
        if (!said.empty() || !codes.empty())
            notes += fmt::format("  {}{}{}\n{}", f.label, said.empty() ? "" : ": ", said, codes);
    }
    std::string text;
    if (!notes.empty()) text += "\nTo note\n" + notes;
    if (!left_out.empty()) text += "\nLeft out\n" + left_out;
    if (!problems.empty()) text += "\nCannot be read\n" + problems;
    return text;
}

nlohmann::ordered_json found_json(const Found& f, const core::DraftJoin& join) {
    nlohmann::ordered_json json{{"file", f.source.path.string()}, {"layer", f.source.layer},
                                {"role", word(model::role_words, f.role)}, {"rows", f.rows},
                                {"code", f.source.code}, {"kind", f.source.kind}, {"vintage", f.source.vintage},
                                {"coordinates", f.coordinates}, {"crs", f.source.crs}};
    if (f.makes_set() || f.role == Role::indicator) json["set"] = f.set;
    if (!f.reason.empty()) json["reason"] = f.reason;
    if (!f.guess.empty()) json["guess"] = f.guess;
    const std::string& problem = f.problem.empty() ? join.problem : f.problem;
    if (!problem.empty()) json["problem"] = problem;
    if (join.report)
        json["join"] = {{"with", join.report->target}, {"matched", join.report->matched},
                        {"unknown", join.report->unknown}, {"duplicate", join.report->duplicate},
                        {"missing", join.report->missing}};
    return json;
}

int make_project(const NewOptions& options, const Common& common) {
    require_writable(options.output, options.overwrite, {".toml"});
    for (const std::filesystem::path& file : options.files)
        if (std::error_code error; !std::filesystem::exists(file, error))
            throw model::InputError(fmt::format("{}: no such file; check the path", file.string()));
    Talk talk(common);
    std::vector<Found> found = io::look_at(options.files, talk.stage(0, 1));
    for (const std::string& said : options.as) apply(said, found);
    core::choose_roles(found);
    const std::vector<core::DraftJoin> joins = core::draft_joins(found);
    const std::string problem = core::draft_problem(found);
    const std::string title = options.title.empty() ? options.output.stem().string() : options.title;
    if (problem.empty()) io::write_project(core::draft_project(found, title), options.output, options.overwrite);

    if (common.json) {
        nlohmann::ordered_json files = nlohmann::ordered_json::array();
        for (std::size_t i = 0; i < found.size(); ++i) files.push_back(found_json(found[i], joins[i]));
        nlohmann::ordered_json json{{"output", problem.empty() ? options.output.string() : ""}, {"files", files}};
        if (!problem.empty()) json["problem"] = problem;
        fmt::print("{}", printed(json));
    } else if (!common.quiet) {
        fmt::print("{}{}", used_text(found, joins), notes_text(found, joins, common.verbose));
        if (problem.empty()) fmt::print("\nProject: {}\n", options.output.string());
    }
    if (!problem.empty()) throw model::InputError(problem);
    const bool unread = std::any_of(found.begin(), found.end(), [](const Found& f) { return !f.problem.empty(); });
    return unread ? exit_check : exit_done;
}

}  // namespace

void add_new(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand("new", "Makes a project file from files of boundaries and tables");
    auto options = std::make_shared<NewOptions>();
    command->add_option("FILES", options->files, "Boundaries and tables, zipped or not, or folders of them")
        ->required()
        ->type_name("");
    command->add_option("--as", options->as,
                        "What a file or layer is for, where it is not as recognised: FILE=ROLE or FILE:LAYER=ROLE; "
                        "leave-out leaves it out")
        ->type_name("FILE=ROLE")
        ->allow_extra_args(false);
    command->add_option("--title", options->title, "Name of the place (else the file's)")->type_name("WORDS");
    command->add_option("-o,--output", options->output, "Project file to write (.toml)")->required()->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality new lsoa21.gpkg wards.zip imd2025.csv census21.csv -o my.toml\n"
        "Exit code 3: a file could not be read; the project is made of the others.");
    command->callback([options, &common, &run] { run = [options, &common] { return make_project(*options, common); }; });
}

}  // namespace locality::cli
