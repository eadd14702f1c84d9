#include "io/scenario_file.h"

#include "io/project_file.h"
#include "io/toml_section.h"
#include "io/unfinished_file.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <sstream>
#include <system_error>

namespace locality::io {

using model::CodedScenario;

namespace {

constexpr std::size_t longest_code = 200;

/// A TOML basic string: what JSON would write, but for the letters that TOML allows as they are.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (byte < 0x20 || byte == 0x7F)
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(byte));
        else
            result += c;
    }
    return result + '"';
}

int line_of(const toml::node& node, int otherwise) {
    return node.source().begin.line ? static_cast<int>(node.source().begin.line) : otherwise;
}

std::string code_in(const TomlSection& step, const toml::node& node, bool may_be_empty) {
    const auto* text = node.as_string();
    const int line = line_of(node, step.line());
    if (!text) step.fail(line, "moves: a code is text, in quotes");
    const std::string& code = text->get();
    if (code.empty() && !may_be_empty) step.fail(line, "moves: the zone has no code");
    if (code.size() > longest_code) step.fail(line, fmt::format("moves: a code of {} letters is none", code.size()));
    return code;
}

CodedScenario::Step step_of(const TomlSection& section, const toml::table& table) {
    constexpr std::array<std::string_view, 2> known{"reason", "moves"};
    section.allow_only(known);
    CodedScenario::Step step;
    if (const toml::node* reason = table.get("reason")) {
        if (!reason->is_string()) section.fail(section.line_of("reason"), "reason: must be text, in quotes");
        step.reason = reason->as_string()->get();
    }
    const toml::node* moves = table.get("moves");
    if (!moves) section.fail(section.line(), "has no moves; list them as moves = [[\"ZONE\", \"FROM\", \"TO\"]]");
    const toml::array* list = moves->as_array();
    const int line = section.line_of("moves");
    if (!list) section.fail(line, "moves: must be a list of [\"ZONE\", \"FROM\", \"TO\"]");
    for (const toml::node& row : *list) {
        const toml::array* parts = row.as_array();
        if (!parts || parts->size() != 3)
            section.fail(line_of(row, line), "moves: each is a list of three codes, [\"ZONE\", \"FROM\", \"TO\"]");
        step.moves.push_back({code_in(section, *parts->get(0), false), code_in(section, *parts->get(1), true),
                              code_in(section, *parts->get(2), true)});
        if (step.moves.back().from == step.moves.back().to)
            section.fail(line_of(row, line),
                         fmt::format("moves: {} goes from where it is to the same", step.moves.back().zone));
    }
    if (step.moves.empty()) section.fail(line, "moves: is empty; a step moves at least one zone");
    return step;
}

CodedScenario scenario_of(TomlSection section, const toml::table& table) {
    constexpr std::array<std::string_view, 5> known{"title", "set", "done", "locked", "steps"};
    section.allow_only(known);
    CodedScenario scenario;
    scenario.title = section.required_text("title");
    section.rename(fmt::format("[[scenarios]] \"{}\"", scenario.title));
    scenario.set = section.required_id("set");
    const std::vector<TomlSection> steps = section.sections("steps");
    const toml::array* tables = table.get("steps") ? table.get("steps")->as_array() : nullptr;
    for (std::size_t s = 0; s < steps.size(); ++s) {
        TomlSection step = steps[s];
        step.rename(fmt::format("{} step {}", section.title(), s + 1));
        scenario.steps.push_back(step_of(step, *tables->get(s)->as_table()));
    }
    const auto most = static_cast<int>(std::min<std::size_t>(scenario.steps.size(), std::numeric_limits<int>::max()));
    scenario.done = static_cast<std::size_t>(section.whole_number("done", 0, most).value_or(most));
    scenario.locked = section.texts("locked");
    std::ranges::sort(scenario.locked);
    return scenario;
}

}  // namespace

std::vector<CodedScenario> scenarios_from(const std::string& text, const std::string& name) {
    try {
        const toml::table root = toml::parse(text, name);
        const TomlSection file(root, name, "");
        constexpr std::array<std::string_view, 1> known{"scenarios"};
        file.allow_only(known);
        std::vector<CodedScenario> scenarios;
        const std::vector<TomlSection> sections = file.sections("scenarios");
        const toml::array* tables = root.get("scenarios") ? root.get("scenarios")->as_array() : nullptr;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            CodedScenario scenario = scenario_of(sections[i], *tables->get(i)->as_table());
            for (const CodedScenario& other : scenarios)
                if (other.title == scenario.title)
                    sections[i].fail(sections[i].line_of("title"),
                                     fmt::format("title: there are two scenarios \"{}\"; rename one", scenario.title));
            scenarios.push_back(std::move(scenario));
        }
        return scenarios;
    } catch (const toml::parse_error& error) {
        throw model::InputError(fmt::format("{}:{}: {}; put it right, TOML is described at https://toml.io", name,
                                            error.source().begin.line, error.description()));
    }
}

std::vector<CodedScenario> read_scenarios(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(file, error);
    if (error || std::filesystem::is_directory(file))
        throw model::InputError(
            fmt::format("{}: cannot be read as a file of scenarios; name a .toml file that is there", file.string()));
    if (bytes > largest_scenarios_bytes)
        throw model::InputError(fmt::format("{}: {} bytes are more than scenarios can have ({})", file.string(), bytes,
                                            largest_scenarios_bytes));
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (!stream || (bytes > 0 && !(text << stream.rdbuf())))
        throw model::InputError(fmt::format("{}: cannot be read; look at its permissions", file.string()));
    return scenarios_from(text.str(), file.string());
}

std::string scenarios_text(std::span<const CodedScenario> scenarios) {
    std::string text =
        "# Scenarios of a Locality project: zones moved between footprints, step by step.\n"
        "# moves are [zone, from, to]; \"\" is no footprint. done counts the steps in force.\n";
    for (const CodedScenario& scenario : scenarios) {
        text += fmt::format("\n[[scenarios]]\ntitle = {}\nset = {}\ndone = {}\n", quoted(scenario.title),
                            quoted(scenario.set), scenario.done);
        if (!scenario.locked.empty()) {
            text += "locked = [\n";
            for (const std::string& code : scenario.locked) text += fmt::format("    {},\n", quoted(code));
            text += "]\n";
        }
        for (const CodedScenario::Step& step : scenario.steps) {
            text += fmt::format("\n[[scenarios.steps]]\nreason = {}\nmoves = [\n", quoted(step.reason));
            for (const CodedScenario::Move& move : step.moves)
                text += fmt::format("    [{}, {}, {}],\n", quoted(move.zone), quoted(move.from), quoted(move.to));
            text += "]\n";
        }
    }
    return text;
}

void write_scenarios(std::span<const CodedScenario> scenarios, const std::filesystem::path& file) {
    write_text(file, scenarios_text(scenarios));
}

std::filesystem::path scenarios_beside(const std::filesystem::path& project) {
    std::filesystem::path file = project;
    return file.replace_extension(".scenarios.toml");
}

CodedScenario scenario_called(const std::string& name, const std::filesystem::path& project) {
    std::filesystem::path file = scenarios_beside(project);
    std::string title = name;
    constexpr std::string_view ending = ".toml";
    if (name.size() > ending.size() && name.ends_with(ending)) {
        file = name;
        title.clear();
    } else if (const auto at = name.find(".toml:"); at != std::string::npos) {
        file = name.substr(0, at + ending.size());
        title = name.substr(at + ending.size() + 1);
    } else if (!std::filesystem::exists(file)) {
        throw model::InputError(fmt::format(
            "there are no scenarios beside {}: {} is not there; name a file of scenarios (.toml)", project.string(),
            file.string()));
    }
    std::vector<CodedScenario> scenarios = read_scenarios(file);
    if (title.empty() && scenarios.size() == 1) return std::move(scenarios.front());
    std::vector<std::string> titles;
    for (CodedScenario& scenario : scenarios) {
        if (scenario.title == title) return std::move(scenario);
        titles.push_back(scenario.title);
    }
    if (titles.empty()) throw model::InputError(fmt::format("{}: has no scenarios", file.string()));
    if (title.empty())
        throw model::InputError(fmt::format("{}: has {} scenarios; name one as {}:TITLE; they are: \"{}\"",
                                            file.string(), titles.size(), file.string(),
                                            fmt::join(titles, "\", \"")));
    const std::string near = nearest(title, titles);
    throw model::InputError(fmt::format("{}: has no scenario \"{}\"{}; it has: \"{}\"", file.string(), title,
                                        near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near),
                                        fmt::join(titles, "\", \"")));
}

}  // namespace locality::io
