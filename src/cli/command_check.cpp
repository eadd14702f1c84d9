#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

constexpr std::size_t most_codes = 10;  // of a list printed without -v

std::string issue_line(const model::Issue& issue) {
    std::string line = fmt::format("{}: {}", word(model::severity_words, issue.severity), issue.layer);
    if (!issue.code.empty()) line += fmt::format(" {}", issue.code);
    line += fmt::format(": {} [{}", issue.what, issue.kind);
    if (issue.area_m2 > 0) line += fmt::format(", {} m2", count(issue.area_m2, issue.area_m2 < 10 ? 3 : 0));
    if (issue.where) line += fmt::format(", at {:.0f} {:.0f}", issue.where->x, issue.where->y);
    return line + "]\n";
}

std::string join_text(const model::JoinReport& join, bool whole) {
    std::string text =
        fmt::format("{} with {}: {} matched", join.table, join.target, count(static_cast<double>(join.matched)));
    const auto add = [&](const std::vector<std::string>& codes, std::string_view what) {
        if (codes.empty()) return;
        text += fmt::format("\n  {} {}: {}", count(static_cast<double>(codes.size())), what,
                            codes_in_words(codes, whole ? 0 : most_codes));
    };
    add(join.unknown, "unknown");
    add(join.duplicate, "more than once");
    add(join.missing, "without a row");
    return text + "\n";
}

int check(const std::string& project, const Common& common) {
    Talk talk(common);
    const model::Result result = make_result(project, common, talk);
    if (common.json) {
        fmt::print("{}", printed({{"title", result.title},
                                  {"synthetic", result.synthetic},
                                  {"issues", issues_json(result)},
                                  {"joins", joins_json(result)},
                                  {"ledger", ledger_json(result)}}));
    } else if (!common.quiet) {
        fmt::print("{}{}\n\nIssues: {}\n", result.title, result.synthetic ? " (synthetic data)" : "",
                   issue_counts(result));
        for (const model::Issue& issue : result.issues) fmt::print("{}", issue_line(issue));
        if (!result.joins.empty()) fmt::print("\nJoins\n");
        for (const model::JoinReport& join : result.joins) fmt::print("{}", join_text(join, common.verbose));
        fmt::print("\n{}", ledger_text(result));
    }
    return finished(result, talk);
}

}  // namespace

void add_check(CLI::App& program, Common& common, Run& run) {
    CLI::App* command =
        program.add_subcommand("check", "Lists every fault and oddity of a project's data; writes nothing");
    auto project = std::make_shared<std::string>(demo_name);
    command->add_option("PROJECT", *project, "Project file (.toml), or demo")->type_name("");
    add_common(*command, common);
    command->footer(
        "Example: locality check geodata/staffordshire.toml --data ../shared/data\n"
        "Exit code 3: a check failed.");
    command->callback([project, &common, &run] { run = [project, &common] { return check(*project, common); }; });
}

}  // namespace locality::cli
