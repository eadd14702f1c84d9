#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/fit.h"
#include "core/reconcile.h"
#include "io/csv_output.h"
#include "io/load.h"
#include "io/project_file.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <numeric>

namespace locality::cli {

namespace {

using Align = TextTable::Align;
using model::Mender;
using nlohmann::ordered_json;

struct MendCommand {
    std::string project = demo_name, set;
    std::filesystem::path output;
    double time_limit_s = 0.0;  ///< 0: as the project says
    bool overwrite = false;
};

constexpr std::array menders{Mender::rule, Mender::local, Mender::exact};

/// One set mended by each mender, in the order of `menders`.
struct Compared {
    std::vector<model::FootprintSet> by_mender;
    std::size_t own = 0;  ///< which of them the project builds with
};

std::vector<std::string> sets_to_mend(const model::Project& project, const std::string& named) {
    std::vector<std::string> ids;
    for (const model::FootprintSpec& spec : project.footprints) {
        const model::Method method = spec.method.value_or(
            spec.origin == model::Origin::registrations ? model::Method::largest_share : model::Method::split);
        if (method == model::Method::largest_share && spec.origin != model::Origin::union_of) ids.push_back(spec.id);
    }
    if (ids.empty())
        throw model::InputError(
            "the project has no set of whole zones by largest share, so nothing to mend; give a set method = "
            "\"largest_share\"");
    if (named.empty()) return ids;
    if (std::find(ids.begin(), ids.end(), named) == ids.end()) {
        std::string list;
        for (const std::string& id : ids) list += (list.empty() ? "" : ", ") + id;
        throw model::InputError(fmt::format("no set \"{}\" goes by largest share; those that do: {}", named, list));
    }
    return {named};
}

int extra_pieces(const std::vector<int>& pieces) {
    return std::accumulate(pieces.begin(), pieces.end(), 0, [](int sum, int n) { return sum + std::max(0, n - 1); });
}

std::size_t split_count(const std::vector<int>& pieces) {
    return static_cast<std::size_t>(std::count_if(pieces.begin(), pieces.end(), [](int n) { return n > 1; }));
}

/// Zones that went to their 2nd, 3rd, later and no choice; overrides by hand apart.
std::array<std::size_t, 4> by_rank(const model::FootprintSet& set) {
    std::array<std::size_t, 4> n{};
    for (const model::Override& o : set.overrides)
        if (o.kind != model::OverrideKind::manual) ++n[o.rank == 0 ? 3 : o.rank <= 2 ? 0 : o.rank == 3 ? 1 : 2];
    return n;
}

std::string proof(const model::MendingReport& report) {
    if (report.status == "optimal") return "proven least";
    if (report.status == "infeasible") return "proven impossible";
    if (report.status == "time limit")
        return fmt::format("time limit; at least {} needed", count(std::max(0.0, std::ceil(report.bound - 1e-6))));
    if (report.status == "left split") return "left split";
    if (report.asked != report.used) return "as the rule";
    return "not proven";
}

std::string unit_of(const model::FootprintSet& set) {
    switch (set.basis) {
        case model::Basis::registered:
            return "patients";
        case model::Basis::area:
        case model::Basis::masked_area:
            return "zones' areas";
        case model::Basis::residents:
        case model::Basis::households:
        case model::Basis::lookup:
            return "zones' people";
    }
    return {};
}

std::string compared_text(const Compared& compared) {
    const model::FootprintSet& first = compared.by_mender.front();
    const int decimals = first.basis == model::Basis::registered ? 0 : 3;
    const std::string unit = unit_of(first);
    std::string text =
        fmt::format("{} [{}]: {} of {} split, {} too many\n", first.title, first.id, split_count(first.pieces_before),
                    counted(first.code.size(), "footprint", "footprints"),
                    counted(static_cast<std::size_t>(extra_pieces(first.pieces_before)), "piece", "pieces"));
    TextTable table;
    table.add_column("mender", Align::left);
    for (const std::string& header : {unit + " moved", std::string("zones"), std::string("to 2nd"), std::string("3rd"),
                                      std::string("later"), std::string("no share"), std::string("pieces too many")})
        table.add_column(header, Align::right);
    table.add_column("proof", Align::left);
    for (const model::FootprintSet& set : compared.by_mender) {
        std::vector<std::string> cells{word(model::mender_words, set.mending->asked),
                                       count(set.mending->patients_moved, decimals),
                                       count(static_cast<double>(set.mending->zones_moved))};
        for (const std::size_t n : by_rank(set)) cells.push_back(count(static_cast<double>(n)));
        cells.push_back(count(extra_pieces(set.pieces_after)));
        cells.push_back(proof(*set.mending));
        table.add_row(std::move(cells));
    }
    text += table.text();
    const model::MendingReport &rule = *compared.by_mender.front().mending, &best = *compared.by_mender.back().mending;
    const double more = rule.patients_moved - best.patients_moved;
    if (best.status == "infeasible")
        text += "Nothing meets the locked zones, floors and ceilings that were asked for.\n";
    else if (more > 0)
        text += fmt::format("The rule of thumb moves {} {} more than {}.\n", count(more, decimals), unit,
                            best.status == "optimal" ? "is needed" : "the best that was found");
    else if (more == 0)
        text += best.status == "optimal" ? "The rule of thumb moves no more than is needed.\n"
                                         : "Nothing better than the rule of thumb was found.\n";
    return text;
}

constexpr std::size_t most_footprints = 40;  ///< whose fit is printed without -v

/// How well the zones fit each footprint, as the project builds the set.
std::string fit_text(const Compared& compared, bool whole) {
    const model::FootprintSet& set = compared.by_mender[compared.own];
    const std::vector<core::FootprintFit> fits = core::fits(set);
    TextTable table;
    table.add_column(fmt::format("Fit by {}", word(model::mender_words, set.mending->asked)), Align::left);
    for (const char* header : {"zones", "% its own", "under half", "level", "ties"})
        table.add_column(header, Align::right);
    for (std::size_t f = 0; f < fits.size(); ++f) {
        const bool all = f + 1 == fits.size();
        if (!all && !whole && set.code.size() > most_footprints) continue;
        const core::FootprintFit& fit = fits[f];
        table.add_row({all ? "all" : set.code[f], count(fit.zones), fit.zones ? count(100 * fit.fit(), 1) : "",
                       count(fit.under_half), count(fit.level), count(fit.ties)});
    }
    return table.text();
}

ordered_json fit_json(const model::FootprintSet& set) {
    ordered_json rows = ordered_json::array();
    const std::vector<core::FootprintFit> fits = core::fits(set);
    for (std::size_t f = 0; f < fits.size(); ++f)
        rows.push_back({{"footprint", f + 1 == fits.size() ? "" : set.code[f]},
                        {"zones", fits[f].zones},
                        {"kept", number_json(fits[f].kept)},
                        {"whole", number_json(fits[f].whole)},
                        {"fit", number_json(fits[f].fit())},
                        {"under_half", fits[f].under_half},
                        {"level", fits[f].level},
                        {"ties", fits[f].ties}});
    return rows;
}

ordered_json override_json(const model::FootprintSet& set, const model::Override& o, const model::Coverage& zones) {
    return {{"zone", zones.code[static_cast<std::size_t>(o.zone)]},
            {"from", set.code[static_cast<std::size_t>(o.from)]},
            {"to", set.code[static_cast<std::size_t>(o.to)]},
            {"patients_from", number_json(o.patients_from)},
            {"patients_to", number_json(o.patients_to)},
            {"share_from", number_json(o.share_from)},
            {"share_to", number_json(o.share_to)},
            {"rank", o.rank},
            {"cost", number_json(o.patients_moved)},
            {"cumulative_cost", number_json(o.cumulative_cost)},
            {"kind", word(model::override_words, o.kind)},
            {"reason", o.reason},
            {"fragment", o.fragment},
            {"fragment_patients", number_json(o.fragment_patients)},
            {"alternative", o.alternative},
            {"alternative_cost", number_json(o.alternative_cost)},
            {"tie", o.tie}};
}

ordered_json compared_json(const Compared& compared, const model::Coverage& zones) {
    const model::FootprintSet& first = compared.by_mender.front();
    ordered_json runs = ordered_json::array();
    for (const model::FootprintSet& set : compared.by_mender) {
        const model::MendingReport& report = *set.mending;
        ordered_json rows = ordered_json::array();
        for (const model::Override& o : set.overrides) rows.push_back(override_json(set, o, zones));
        const auto ranks = by_rank(set);
        runs.push_back({{"mender", word(model::mender_words, report.asked)},
                        {"used", word(model::mender_words, report.used)},
                        {"status", report.status},
                        {"patients_moved", number_json(report.patients_moved)},
                        {"zones_moved", report.zones_moved},
                        {"to_2nd", ranks[0]},
                        {"to_3rd", ranks[1]},
                        {"to_later", ranks[2]},
                        {"to_no_share", ranks[3]},
                        {"split_before", split_count(set.pieces_before)},
                        {"split_after", split_count(set.pieces_after)},
                        {"extra_pieces_before", extra_pieces(set.pieces_before)},
                        {"extra_pieces_after", extra_pieces(set.pieces_after)},
                        {"bound", number_json(report.bound)},
                        {"gap", number_json(report.gap())},
                        {"seconds", report.seconds},
                        {"fit", fit_json(set)},
                        {"overrides", std::move(rows)}});
    }
    return {{"set", first.id}, {"title", first.title}, {"footprints", first.code.size()}, {"menders", std::move(runs)}};
}

std::string csv_number(double number) {
    return std::isnan(number) ? "" : fmt::format("{}", number);
}

/// Every override of every mender, a row each.
void write_audit(const std::vector<Compared>& all, const model::Coverage& zones, const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows{{"set",         "mender",
                                                "zone",        "from",
                                                "to",          "patients_from",
                                                "patients_to", "share_from",
                                                "share_to",    "rank",
                                                "cost",        "cumulative_cost",
                                                "kind",        "reason",
                                                "fragment",    "fragment_patients",
                                                "alternative", "alternative_cost",
                                                "tie",         "used",
                                                "status",      "bound",
                                                "gap"}};
    for (const Compared& compared : all)
        for (const model::FootprintSet& set : compared.by_mender)
            for (const model::Override& o : set.overrides) {
                const model::MendingReport& report = *set.mending;
                rows.push_back({set.id,
                                word(model::mender_words, report.asked),
                                zones.code[static_cast<std::size_t>(o.zone)],
                                set.code[static_cast<std::size_t>(o.from)],
                                set.code[static_cast<std::size_t>(o.to)],
                                csv_number(o.patients_from),
                                csv_number(o.patients_to),
                                csv_number(o.share_from),
                                csv_number(o.share_to),
                                fmt::format("{}", o.rank),
                                csv_number(o.patients_moved),
                                csv_number(o.cumulative_cost),
                                word(model::override_words, o.kind),
                                o.reason,
                                o.fragment,
                                csv_number(o.fragment_patients),
                                o.alternative,
                                csv_number(o.alternative_cost),
                                std::string(o.tie ? "1" : "0"),
                                word(model::mender_words, report.used),
                                report.status,
                                csv_number(report.bound),
                                csv_number(report.gap())});
            }
    io::write_csv(file, rows);
}

int mend(const MendCommand& command, const Common& common) {
    if (!command.output.empty()) require_writable(command.output, command.overwrite, {".csv"});
    Talk talk(common);
    const std::filesystem::path file =
        command.project == demo_name ? io::demo_project() : std::filesystem::path(command.project);
    const model::Project project = io::read_project(file, common.data);
    const std::vector<std::string> ids = sets_to_mend(project, command.set);
    const model::Inputs inputs = io::load(project, talk.stage(0, 0.4), common.threads);
    std::vector<Compared> all(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (const model::FootprintSpec& spec : project.footprints)
            if (spec.id == ids[i]) all[i].own = spec.mend == Mender::local ? 1 : spec.mend == Mender::exact ? 2 : 0;
    model::Result result;
    for (std::size_t m = 0; m < menders.size(); ++m) {
        model::Inputs mine = inputs;
        for (model::FootprintSpec& spec : mine.project.footprints) {
            spec.mend = menders[m];
            if (command.time_limit_s > 0) spec.time_limit_s = command.time_limit_s;
        }
        core::Options options;
        options.threads = common.threads;
        const double part = 0.6 / static_cast<double>(menders.size());
        result =
            core::reconcile(std::move(mine), options,
                            talk.stage(0.4 + part * static_cast<double>(m), 0.4 + part * static_cast<double>(m + 1)));
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const model::FootprintSet& set = *result.set(ids[i]);
            talk.detail(
                fmt::format("{} by {}: {:.2f} s", ids[i], word(model::mender_words, menders[m]), set.mending->seconds));
            all[i].by_mender.push_back(set);
        }
    }
    if (!command.output.empty()) write_audit(all, result.zones, command.output);
    if (common.json) {
        ordered_json sets = ordered_json::array();
        for (const Compared& compared : all) sets.push_back(compared_json(compared, result.zones));
        fmt::print("{}",
                   printed({{"title", result.title}, {"synthetic", result.synthetic}, {"sets", std::move(sets)}}));
    } else if (!common.quiet) {
        std::string text;
        for (const Compared& compared : all)
            text += (text.empty() ? "" : "\n") + compared_text(compared) + "\n" + fit_text(compared, common.verbose);
        if (!command.output.empty()) text += fmt::format("Audit: {}\n", command.output.string());
        fmt::print("{}", text);
    }
    return finished(result, talk);
}

}  // namespace

void add_mend(CLI::App& program, Common& common, Run& run) {
    CLI::App* command =
        program.add_subcommand("mend", "Compares the ways of bringing split footprints into one piece, in patients");
    auto options = std::make_shared<MendCommand>();
    command->add_option("PROJECT", options->project, "Project file (.toml), or demo")->type_name("");
    command->add_option("SET", options->set, "Set of whole zones by largest share; all such sets without it")
        ->type_name("");
    command->add_option("-o,--output", options->output, "Table of every zone moved and why (.csv)")
        ->type_name("OUT.csv");
    command
        ->add_option("--time-limit", options->time_limit_s, "Seconds for the exact mender (else the project's, or 60)")
        ->check(CLI::PositiveNumber)
        ->type_name("S");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality mend geodata/leeds.toml pcn --data ../shared/data -o audit.csv\n"
        "rule is the city's rule of thumb, local dissolves or bridges pieces, exact moves fewest patients and proves "
        "it.\n"
        "Which one a set is built with stands in the project file: mend = \"rule\", \"local\" or \"exact\".");
    command->callback([options, &common, &run] { run = [options, &common] { return mend(*options, common); }; });
}

}  // namespace locality::cli
