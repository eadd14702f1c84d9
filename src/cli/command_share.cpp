#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/tables.h"
#include "cli/text.h"
#include "core/resource_share.h"
#include "io/csv_output.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;
using Align = TextTable::Align;

struct ShareOptions {
    std::string project, set, budget;
    std::vector<double> weights;
    std::filesystem::path output;
    bool overwrite = false;
};

constexpr std::int64_t most_pounds = 1'000'000'000'000;  // doubles hold every penny of it

/// "1000000", "1,000,000.50": pounds as pence, exactly. Nothing where the text is no sum of money.
std::optional<std::int64_t> parse_pence(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), ','), text.end());
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string pence = point < text.size() ? text.substr(point + 1) : "";
    if (pence.size() > 2 || point == 0) return {};
    pence.resize(2, '0');
    const std::string digits = text.substr(0, point) + pence;
    if (digits.find_first_not_of("0123456789") != std::string::npos) return {};
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size() || value > most_pounds * 100) return {};
    return value;
}

std::string pounds(std::int64_t pence) {
    return fmt::format("{}{}.{:02}", pence < 0 ? "-" : "", count(static_cast<double>(std::abs(pence) / 100)),
                       std::abs(pence) % 100);
}

std::string plain_pounds(std::int64_t pence) {
    return fmt::format("{}.{:02}", pence / 100, pence % 100);
}

/// What one person of a footprint comes to, in pounds.
double per_head(std::int64_t pence, double people) {
    return people > 0 ? static_cast<double>(pence) / 100 / people : model::no_value;
}

/// People that the footprints count more than once, and people of the map that none of them counts.
struct Reach {
    double again = 0, outside = 0;
};
Reach reach_of(const model::FootprintSet& set, const model::Values& residents) {
    Reach reach;
    for (std::size_t z = 0; z < residents.size(); ++z) {
        if (!residents.known(z)) continue;
        double claimed = 0;
        for (const double share : set.crosswalk.shares_of(z)) claimed += share;
        reach.again += residents.number[z] * (claimed - set.crosswalk.covered[z]);
        reach.outside += residents.number[z] * (1 - set.crosswalk.covered[z]);
    }
    return reach;
}

std::string caveats(const Reach& reach) {
    constexpr double somebody = 0.5;
    std::string text;
    if (reach.again >= somebody)
        text += fmt::format("{} people live where footprints overlap and count in each of them.\n", count(reach.again));
    if (reach.outside >= somebody)
        text += fmt::format("{} people live in no footprint of this set and count in none.\n", count(reach.outside));
    return text;
}

int print_share(const ShareOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv"});
    const std::int64_t budget = *parse_pence(options.budget);
    core::DecileWeights weights;
    std::copy_n(options.weights.begin(), weights.size(), weights.begin());
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const model::FootprintSet& set = *sets_called(result, options.set).front();
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    const model::Column* decile = model::find_column(result.zone_columns, "imd_decile");
    if (!residents || !decile)
        throw model::InputError(
            "the zones have no residents or no deciles; name tables under [residents] and [deprivation]");
    const std::vector<core::ResourceLine> lines =
        core::resource_share(residents->values, decile->values, set.crosswalk, result.zones.code, weights, budget);
    const std::string said = caveats(reach_of(set, residents->values));

    if (!options.output.empty()) {
        std::vector<std::vector<std::string>> rows{{"set", "code", "name", "residents", "weighted_people",
                                                    "by_need_pounds", "equal_pounds", "by_need_per_head"}};
        for (std::size_t f = 0; f < lines.size(); ++f)
            rows.push_back({set.id, set.code[f], set.name[f], fmt::format("{}", lines[f].people),
                            fmt::format("{}", lines[f].weighted_people), plain_pounds(lines[f].by_need_pence),
                            plain_pounds(lines[f].equal_pence),
                            csv_number(per_head(lines[f].by_need_pence, lines[f].people), model::Status::known)});
        io::write_csv(options.output, rows);
    }
    if (common.json) {
        ordered_json rows = ordered_json::array();
        for (std::size_t f = 0; f < lines.size(); ++f)
            rows.push_back({{"code", set.code[f]},
                            {"name", set.name[f]},
                            {"residents", lines[f].people},
                            {"weighted_people", lines[f].weighted_people},
                            {"by_need_pence", lines[f].by_need_pence},
                            {"equal_pence", lines[f].equal_pence},
                            {"by_need_per_head", number_json(per_head(lines[f].by_need_pence, lines[f].people))}});
        fmt::print("{}", printed({{"title", result.title},
                                  {"synthetic", result.synthetic},
                                  {"set", set.id},
                                  {"budget_pence", budget},
                                  {"weights", options.weights},
                                  {"footprints", std::move(rows)}}));
    } else if (!common.quiet) {
        TextTable table;
        table.add_column("code", Align::left);
        table.add_column("name", Align::left);
        for (const char* header :
             {"residents", "weighted people", "by need (£)", "a head (£)", "equal per head (£)", "more or less (£)"})
            table.add_column(header, Align::right);
        std::int64_t need = 0, equal = 0;
        double people = 0, weighted = 0;
        for (std::size_t f = 0; f < lines.size(); ++f) {
            const core::ResourceLine& line = lines[f];
            table.add_row({set.code[f], set.name[f], count(line.people), count(line.weighted_people),
                           pounds(line.by_need_pence),
                           figure(per_head(line.by_need_pence, line.people), model::Status::known, 2),
                           pounds(line.equal_pence), pounds(line.by_need_pence - line.equal_pence)});
            need += line.by_need_pence;
            equal += line.equal_pence;
            people += line.people;
            weighted += line.weighted_people;
        }
        table.add_row({"", "all", count(people), count(weighted), pounds(need), count(per_head(need, people), 2),
                       pounds(equal), pounds(need - equal)});
        fmt::print(
            "{}{}: £{} over {} [{}]\nA person counts, from decile 1 (the most deprived 10% in England) to 10: {}\n\n"
            "{}{}",
            result.title, result.synthetic ? " (synthetic data)" : "", pounds(budget), set.title, set.id,
            fmt::join(options.weights, ", "), table.text(), said.empty() ? "" : "\n" + said);
        if (!options.output.empty()) fmt::print("\nTable: {}\n", options.output.string());
    }
    return exit_done;
}

}  // namespace

void add_share(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "share", "Shares a budget over footprints by people weighted by need, and equally beside it");
    auto options = std::make_shared<ShareOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), GeoPackage that build wrote, or demo")
        ->required()
        ->type_name("");
    command->add_option("SET", options->set, "Footprint set to share the budget over")->required()->type_name("");
    command->add_option("--budget", options->budget, "Pounds to share out, with or without pence")
        ->required()
        ->check([](const std::string& text) {
            return parse_pence(text) ? std::string()
                                     : fmt::format(
                                           "\"{}\" is no budget; write pounds and pence such as 1000000 or "
                                           "250000.50, up to a million millions",
                                           text);
        })
        ->type_name("POUNDS");
    command
        ->add_option("--weights", options->weights,
                     "What a person counts by national deprivation decile: ten numbers, decile 1 (most deprived) first")
        ->delimiter(',')
        ->expected(10)
        ->required()
        ->type_name("W1,...,W10");
    command->add_option("-o,--output", options->output, "Write the table as CSV, too")->type_name("OUT.csv");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer("Example: locality share demo lcp --budget 1000000 --weights 3,2,2,1,1,1,1,1,1,1");
    command->callback([options, &common, &run] { run = [options, &common] { return print_share(*options, common); }; });
}

}  // namespace locality::cli
