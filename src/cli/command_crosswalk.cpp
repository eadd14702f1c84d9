#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/set_choice.h"
#include "cli/text.h"
#include "core/chain.h"
#include "core/combinations.h"
#include "io/crosswalk_csv.h"
#include "io/unfinished_file.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_zones = 20;     // that lose most, or differ most, listed
constexpr double least_difference = 1e-9;  // shares closer than this are the same

struct CrosswalkOptions {
    std::vector<std::string> words;
    std::filesystem::path output, first, compare;
    std::string by = "residents", from, to, share;
    bool invert = false, overwrite = false;
};

ordered_json crosswalk_json(const model::CodedCrosswalk& crosswalk) {
    ordered_json rows = ordered_json::array();
    const model::Crosswalk& c = crosswalk.shares;
    for (std::size_t z = 0; z < crosswalk.zone.size(); ++z)
        for (std::size_t k = 0; k < c.footprints_of(z).size(); ++k)
            rows.push_back(
                {{"zone", crosswalk.zone[z]},
                 {"footprint", crosswalk.footprint[static_cast<std::size_t>(c.footprints_of(z)[k])]},
                 {"weight", c.whole.empty() ? ordered_json(nullptr) : number_json(c.whole[z] * c.shares_of(z)[k])},
                 {"share", c.shares_of(z)[k]},
                 {"basis", word(model::basis_words, c.basis[z])}});
    return rows;
}

/// Says how much of something zones have, the worst first.
void say_worst(Talk& talk, const std::vector<std::string>& zones, const std::vector<double>& part,
               const std::string& what) {
    std::vector<std::size_t> order;
    double sum = 0;
    for (std::size_t z = 0; z < part.size(); ++z) {
        if (std::isnan(part[z]) || part[z] <= least_difference) continue;
        order.push_back(z);
        sum += part[z];
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return part[a] > part[b]; });
    talk.say(fmt::format("{} of {} zones {}{}", order.size(), zones.size(), what,
                         order.empty() ? "" : fmt::format(": {:.4f} of a zone together", sum)));
    for (std::size_t i = 0; i < std::min(most_zones, order.size()); ++i)
        talk.say(fmt::format("  {}  {:.4f}", zones[order[i]], part[order[i]]));
    if (order.size() > most_zones) talk.say(fmt::format("  and {} more", order.size() - most_zones));
}

model::SourceSpec source_of(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        throw model::InputError(fmt::format("{}: no such file; name a table of zones and footprints", file.string()));
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(file);
    return spec;
}

int crosswalk(const CrosswalkOptions& options, const Common& common) {
    const auto [project, names] = project_and_sets(options.words);
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv"});
    Talk talk(common);
    const model::Result result = open_result(project, common, talk);
    const std::size_t set = set_called(result, names[0]);
    model::CodedCrosswalk made;
    if (names.size() == 2) {
        const std::array sets{set, set_called(result, names[1])};
        made = core::footprints_in_footprints(core::combinations(result, sets, common.threads), result,
                                              amount_called(options.by));
    } else {
        made = core::coded(result, result.sets[set]);
    }
    model::Issues issues;
    if (!options.first.empty()) {
        const model::CodedCrosswalk first =
            io::read_crosswalk(source_of(options.first), options.from, options.to, options.share, issues);
        core::Chained chain = core::chained(first, made);
        made = std::move(chain.shares);
        say_worst(talk, made.zone, chain.lost, "lose part of themselves on the way");
        if (!chain.unknown.empty())
            talk.say(fmt::format("codes that the second link does not have: {}",
                                 codes_in_words(chain.unknown, common.verbose ? 0 : most_zones)));
    }
    if (options.invert) made = core::inverted(made);
    if (!options.compare.empty()) {
        const model::CodedCrosswalk other = io::read_crosswalk(source_of(options.compare), "", "", "", issues);
        const std::vector<double> misplaced = core::misplaced(made, other);
        say_worst(talk, made.zone, misplaced,
                  fmt::format("are shared out otherwise than in {}", options.compare.filename().string()));
        const auto absent = std::ranges::count_if(misplaced, [](double m) { return std::isnan(m); });
        if (absent > 0) talk.say(fmt::format("{} zones are not in it", absent));
    }
    for (const model::Issue& issue : issues) talk.detail(fmt::format("{}: {}", issue.layer, issue.what));
    if (!options.output.empty()) {
        io::write_text(options.output, io::crosswalk_csv(made));
        talk.say(fmt::format("written: {}", options.output.string()));
    } else if (common.json) {
        fmt::print("{}", printed(crosswalk_json(made)));
    } else {
        fmt::print("{}", io::crosswalk_csv(made));
    }
    return exit_done;
}

}  // namespace

void add_crosswalk(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "crosswalk",
        "Writes what share of each zone lies in each footprint of a set, or of one set's in another's, as CSV");
    auto options = std::make_shared<CrosswalkOptions>();
    command
        ->add_option(
            "SET", options->words,
            "Project file (.toml), GeoPackage that build wrote, or demo (may be left out); then one set or two")
        ->type_name("");
    command->add_option("--by", options->by, "For two sets, shares of what: residents, registered, imd1 or hectares")
        ->check(CLI::IsMember({"residents", "registered", "imd1", "hectares"}))
        ->type_name("");
    command->add_option("--first", options->first, "Crosswalk from other zones to the project's, to go through first")
        ->type_name("FILE");
    command->add_option("--from", options->from, "Its column of zones, where that is not \"zone\"")->type_name("");
    command->add_option("--to", options->to, "Its column of the project's zones, where that is not \"footprint\"")
        ->type_name("");
    command->add_option("--share", options->share, "Its column of shares, where that is not \"share\"")->type_name("");
    command->add_option("--compare", options->compare, "Crosswalk to compare with, zone by zone")->type_name("FILE");
    command->add_flag("--invert", options->invert, "The other way: what share of each footprint lies in each zone");
    command->add_option("-o,--output", options->output, "CSV to write; else it is printed")->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Write over an existing file");
    add_common(*command, common);
    command->footer("Example: locality crosswalk leeds.toml ward -o lsoa_ward.csv");
    command->callback([options, &common, &run] {
        const std::size_t sets = project_and_sets(options->words).second.size();
        if (sets == 0) throw CLI::RequiredError("A set");
        if (sets > 2) throw CLI::ValidationError("SET", "a crosswalk is of one set or of two");
        run = [options, &common] { return crosswalk(*options, common); };
    });
}

}  // namespace locality::cli
