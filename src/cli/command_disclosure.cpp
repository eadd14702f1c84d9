#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/tables.h"
#include "cli/text.h"
#include "core/differencing.h"
#include "io/csv_output.h"
#include "model/errors.h"

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

struct DisclosureOptions {
    std::string project = demo_name;
    std::vector<std::string> sets;
    double threshold = 0;  ///< 0: the project's
    std::filesystem::path output;
    bool overwrite = false;
};

constexpr std::size_t most_threats = 50;  // printed without -v
constexpr std::size_t most_codes = 6;     // of a threat's zones

using Sets = std::vector<const model::FootprintSet*>;

std::string times_in_words(double times, bool first) {
    const double size = std::abs(times);
    const std::string number = std::abs(size - 1) < 1e-9 ? "" : fmt::format("{:.6g} x ", size);
    return (times < 0 ? (first ? "- " : " - ") : (first ? "" : " + ")) + number;
}

/// "ward:East - pcn:U00001": the totals that whoever adds and subtracts them needs.
std::string sum_in_words(const core::DifferencingThreat& threat, const Sets& sets) {
    std::string text;
    for (const core::SummedTotal& total : threat.totals)
        text += times_in_words(total.times, text.empty()) + sets[total.set]->id + ":" +
                sets[total.set]->code[total.footprint];
    return text;
}

std::vector<std::string> zone_codes(const core::DifferencingThreat& threat, const model::Result& result) {
    std::vector<std::string> codes;
    for (const std::size_t z : threat.zones) codes.push_back(result.zones.code[z]);
    return codes;
}

std::string extent_of(const core::DifferencingAudit& audit) {
    std::string text = fmt::format("{} were looked at, alone and every two of them; ",
                                   counted(audit.totals, "different total", "different totals"));
    if (!audit.span_searched)
        return text + fmt::format("sums of more were not: that takes {} totals or fewer (name sets with --set)",
                                  core::most_totals_of_a_span);
    text += audit.span_complete ? "so was every sum of any number of them"
                                : "longer sums were searched in part: there may be more";
    return text + (audit.span_exact ? ", exactly" : "; where zones are split, shares were compared to a billionth");
}

ordered_json audit_json(const core::DifferencingAudit& audit, const Sets& sets, const model::Result& result,
                        double least) {
    ordered_json threats = ordered_json::array();
    for (const core::DifferencingThreat& threat : audit.threats) {
        ordered_json totals = ordered_json::array();
        for (const core::SummedTotal& total : threat.totals)
            totals.push_back({{"set", sets[total.set]->id},
                              {"code", sets[total.set]->code[total.footprint]},
                              {"name", sets[total.set]->name[total.footprint]},
                              {"times", total.times}});
        threats.push_back(
            {{"totals", std::move(totals)}, {"zones", zone_codes(threat, result)}, {"people", threat.people}});
    }
    return {{"title", result.title},
            {"synthetic", result.synthetic},
            {"threshold", least},
            {"totals", audit.totals},
            {"span_searched", audit.span_searched},
            {"span_complete", audit.span_complete},
            {"span_exact", audit.span_exact},
            {"threats", std::move(threats)}};
}

int print_disclosure(const DisclosureOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    Sets sets;
    if (options.sets.empty()) sets = sets_called(result, "");
    for (const std::string& id : options.sets) sets.push_back(sets_called(result, id).front());
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    if (!residents) throw model::InputError("the zones have no residents; name a table under [residents]");
    const double least = options.threshold > 0 ? options.threshold : result.disclosure.least_people;
    const core::DifferencingAudit audit = core::differencing_audit(sets, residents->values, least);

    if (!options.output.empty()) {
        std::vector<std::vector<std::string>> rows{{"sum", "zones", "people"}};
        for (const core::DifferencingThreat& threat : audit.threats)
            rows.push_back({sum_in_words(threat, sets), codes_in_words(zone_codes(threat, result), 0),
                            fmt::format("{}", threat.people)});
        io::write_csv(options.output, rows);
    }
    if (common.json) {
        fmt::print("{}", printed(audit_json(audit, sets, result, least)));
    } else if (!common.quiet) {
        fmt::print("{}{}\n{}.\n", result.title, result.synthetic ? " (synthetic data)" : "", extent_of(audit));
        if (audit.threats.empty())
            fmt::print("No sum of published totals tells of fewer than {} people.\n", count(least));
        else
            fmt::print(
                "{} of fewer than {} people. Counts of each should be rounded, or one of its totals not published:\n",
                audit.threats.size() == 1 ? "1 sum tells"
                                          : count(static_cast<double>(audit.threats.size())) + " sums tell",
                count(least));
        const std::size_t rows = common.verbose ? audit.threats.size() : std::min(most_threats, audit.threats.size());
        for (std::size_t i = 0; i < rows; ++i) {
            const core::DifferencingThreat& threat = audit.threats[i];
            fmt::print("  {}: {} people in {}\n", sum_in_words(threat, sets),
                       count(threat.people, threat.people < 10 ? 1 : 0),
                       codes_in_words(zone_codes(threat, result), common.verbose ? 0 : most_codes));
        }
        if (rows < audit.threats.size())
            fmt::print("  ... and {} more (-v prints all)\n", count(static_cast<double>(audit.threats.size() - rows)));
        if (!options.output.empty()) fmt::print("\nTable: {}\n", options.output.string());
    }
    return audit.threats.empty() ? exit_done : exit_check;
}

}  // namespace

void add_disclosure(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "disclosure", "Finds the few people that published totals of overlapping footprints give away by subtraction");
    auto options = std::make_shared<DisclosureOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), GeoPackage that build wrote, or demo")
        ->type_name("");
    command
        ->add_option("--threshold", options->threshold,
                     "Sums that tell of fewer people are threats (else the project's, else 1,000)")
        ->check(CLI::PositiveNumber)
        ->type_name("PEOPLE");
    command->add_option("--set", options->sets, "A footprint set that is published; say it again for more (else all)")
        ->type_name("SET");
    command->add_option("-o,--output", options->output, "Write the threats as CSV, too")->type_name("OUT.csv");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality disclosure demo --set ward --set pcn --threshold 2500\n"
        "Exit code 3: there are threats.");
    command->callback(
        [options, &common, &run] { run = [options, &common] { return print_disclosure(*options, common); }; });
}

}  // namespace locality::cli
