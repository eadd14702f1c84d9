#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/set_choice.h"
#include "cli/text.h"
#include "core/combination_ground.h"
#include "core/overlap_matrix.h"
#include "io/pieces_file.h"
#include "io/unfinished_file.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

using Align = TextTable::Align;
using nlohmann::ordered_json;

constexpr std::size_t most_rows = 200;                  // of a list printed without -v
constexpr std::size_t most_matrix_combinations = 5000;  // of a matrix printed; a larger one is a list

struct OverlapsOptions {
    std::vector<std::string> words;
    std::string by = "residents";
    std::filesystem::path output;
    bool overwrite = false;
};

std::string cell(const model::Column& column, std::size_t row) {
    return figure(column.values.number[row], column.values.status[row], column.decimals);
}

std::string text_of(const core::OverlapAmount& amount, int decimals) {
    return figure(amount.number, amount.status, decimals);
}

/// Two sets: a row for each footprint of the first (and each double claim, and the gap), a column for the second's.
std::string matrix_text(const core::Combinations& c, const model::Result& result, const model::Column& column) {
    const model::FootprintSet& rows = result.sets[c.sets[0]];
    const model::FootprintSet& columns = result.sets[c.sets[1]];
    const core::OverlapMatrix matrix = core::overlap_matrix(c);
    const core::OverlapSums sums = core::overlap_sums(matrix, column);
    const auto figure_at = [&](std::size_t row, std::size_t in_column) {
        const auto amount = core::overlap_figure(matrix, sums, column, row, in_column, core::OverlapAs::amount);
        return amount ? text_of(*amount, column.decimals) : std::string();
    };
    TextTable table;
    table.add_column("", Align::left);
    table.add_column("", Align::left);
    for (const auto& in : matrix.columns) table.add_column(core::words_of(in, columns.code), Align::right);
    table.add_column("total", Align::right);
    const auto add_line = [&](std::string code, std::string name, std::size_t row) {
        std::vector<std::string> line{std::move(code), std::move(name)};
        for (std::size_t k = 0; k < matrix.columns.size(); ++k) line.push_back(figure_at(row, k));
        line.push_back(figure_at(row, core::totals_line));
        table.add_row(std::move(line));
    };
    for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
        const auto& in = matrix.rows[row];
        add_line(core::words_of(in, rows.code), in.empty() ? "" : core::words_of(in, rows.name), row);
    }
    add_line("total", "", core::totals_line);

    TextTable names;
    names.add_column(columns.title, Align::left);
    names.add_column("", Align::left);
    for (const auto& in : matrix.columns)
        if (in.size() == 1) names.add_row({core::words_of(in, columns.code), core::words_of(in, columns.name)});
    return fmt::format("{}: {} in rows, {} in columns\n\n{}\n{}", column.title, rows.title, columns.title, table.text(),
                       names.text());
}

std::string list_text(const core::Combinations& c, const model::Result& result, bool all) {
    TextTable table;
    std::vector<std::vector<std::string>> names;
    for (const std::size_t s : c.sets) {
        table.add_column(result.sets[s].title, Align::left);
        names.push_back(core::names_told_apart(result.sets[s]));
    }
    for (const model::Column& column : c.columns)
        table.add_column(column.unit == "people" ? column.id : column.unit, Align::right);
    const std::size_t shown = all ? c.combination.size() : std::min(most_rows, c.combination.size());
    for (std::size_t i = 0; i < shown; ++i) {
        std::vector<std::string> line;
        for (std::size_t slot = 0; slot < c.sets.size(); ++slot)
            line.push_back(core::words_of(c.combination[i].in[slot], names[slot]));
        for (const model::Column& column : c.columns) line.push_back(cell(column, i));
        table.add_row(std::move(line));
    }
    std::string text = table.text();
    if (shown < c.combination.size())
        text += fmt::format("and {} more (-v shows them; -o writes them)\n", c.combination.size() - shown);
    return text;
}

/// What every column adds up to, what is in gaps and what is claimed more than once, set by set.
std::string summary_text(const core::Combinations& c, const model::Result& result) {
    TextTable table;
    table.add_column("", Align::left);
    for (const model::Column& column : c.columns)
        table.add_column(column.unit == "people" ? column.id : column.unit, Align::right);
    for (std::size_t slot = 0; slot < c.sets.size(); ++slot) {
        const std::string& title = result.sets[c.sets[slot]].title;
        std::vector<std::string> gaps{"in no footprint of " + title}, twice{"in several footprints of " + title};
        for (const model::Column& column : c.columns) {
            const core::ClaimSums claims = core::claim_sums(c, column);
            gaps.push_back(text_of(claims.none[slot], column.decimals));
            twice.push_back(text_of(claims.several[slot], column.decimals));
        }
        table.add_row(std::move(gaps));
        table.add_row(std::move(twice));
    }
    std::vector<std::string> all{"all combinations"}, zones{"all zones"};
    for (std::size_t i = 0; i < c.columns.size(); ++i) {
        const bool none =
            std::ranges::none_of(c.columns[i].values.status, [](model::Status s) { return s == model::Status::known; });
        const model::Status status = none ? model::Status::missing : model::Status::known;
        all.push_back(figure(none ? model::no_value : c.totals[i].combined, status, c.columns[i].decimals));
        zones.push_back(figure(none ? model::no_value : c.totals[i].zones, status, c.columns[i].decimals));
    }
    table.add_row(std::move(all));
    table.add_row(std::move(zones));
    std::string text = table.text();
    if (c.basis != model::Basis::lookup)
        text += fmt::format("\nZones that lines cut were divided by {}.\n", word(model::basis_words, c.basis));
    if (c.independent)
        text += "Two sets say only what share of a zone they hold; within a zone they were taken as independent.\n";
    return text;
}

io::FigureTable figure_table(const core::Combinations& c, const model::Result& result) {
    io::FigureTable table;
    table.title = "What lies in every combination of footprints";
    if (result.synthetic) table.title += ". Synthetic data: no real place";
    core::CombinationWords words = core::combination_words(c, result);
    table.text_names = std::move(words.header);
    table.texts = std::move(words.rows);
    table.columns = c.columns;
    return table;
}

ordered_json overlaps_json(const core::Combinations& c, const model::Result& result) {
    ordered_json rows = ordered_json::array(), totals = ordered_json::array();
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        ordered_json row;
        for (std::size_t slot = 0; slot < c.sets.size(); ++slot) {
            ordered_json codes = ordered_json::array();
            for (const std::int32_t f : c.combination[i].in[slot])
                codes.push_back(result.sets[c.sets[slot]].code[static_cast<std::size_t>(f)]);
            row[result.sets[c.sets[slot]].id] = std::move(codes);
        }
        for (const model::Column& column : c.columns) row[column.id] = number_json(column.values.number[i]);
        rows.push_back(std::move(row));
    }
    for (const auto& total : c.totals)
        totals.push_back(
            {{"column", total.column}, {"combined", total.combined}, {"zones", total.zones}, {"closes", total.closes}});
    return {{"title", result.title},
            {"synthetic", result.synthetic},
            {"attribution", result.attribution},
            {"basis", word(model::basis_words, c.basis)},
            {"independent", c.independent},
            {"overlaps", rows},
            {"totals", totals}};
}

int overlaps(const OverlapsOptions& options, const Common& common) {
    const auto [project, names] = project_and_sets(options.words);
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".gpkg", ".csv"});
    Talk talk(common);
    const model::Result result = open_result(project, common, talk);
    std::vector<std::size_t> sets;
    for (const std::string& name : names) sets.push_back(set_called(result, name));
    const core::Combinations c = core::combinations(result, sets, common.threads);
    if (c.basis == model::Basis::area)
        for (const std::size_t s : sets)
            if (result.sets[s].basis != c.basis && result.sets[s].method == model::Method::split && !result.weights)
                talk.warn(
                    fmt::format("{}: holds no weights, so zones that several sets cut were divided by area; name the "
                                "project file to divide them by {}",
                                project, word(model::basis_words, result.sets[s].basis)));

    if (!options.output.empty()) {
        io::FigureTable table = figure_table(c, result);
        if (options.output.extension() == ".csv") {
            io::write_text(options.output, io::figures_csv(table));
        } else {
            table.shapes = core::pieces_of(c, result, common.threads);
            io::write_figures(table, "pieces", "overlaps", options.output, options.overwrite);
        }
        talk.say(fmt::format("written: {}", options.output.string()));
    }
    if (common.json) {
        fmt::print("{}", printed(overlaps_json(c, result)));
    } else {
        const model::Column& column = *model::find_column(c.columns, amount_called(options.by));
        std::string text = fmt::format("{}{}\n\n", result.title, result.synthetic ? " (synthetic data)" : "");
        const bool small = c.combination.size() <= most_matrix_combinations;
        text += sets.size() == 2 && small ? matrix_text(c, result, column) : list_text(c, result, common.verbose);
        fmt::print("{}\n{}", text, summary_text(c, result));
        if (!result.attribution.empty()) fmt::print("\n{}\n", result.attribution);
    }
    int code = exit_done;
    for (const auto& total : c.totals) {
        if (total.closes) continue;
        code = exit_check;
        talk.warn(fmt::format("check failed: {} in combinations add up to {:.6f}, but zones to {:.6f}", total.column,
                              total.combined, total.zones));
    }
    return code;
}

}  // namespace

void add_overlaps(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "overlaps", "Counts hectares, residents, patients and IMD1 people in every combination of footprints");
    auto options = std::make_shared<OverlapsOptions>();
    command
        ->add_option(
            "SET", options->words,
            "Project file (.toml), GeoPackage that build wrote, or demo (may be left out); then two sets or more")
        ->type_name("");
    command
        ->add_option("--by", options->by, "What the matrix of two sets shows: residents, registered, imd1 or hectares")
        ->check(CLI::IsMember({"residents", "registered", "imd1", "hectares"}))
        ->type_name("");
    command->add_option("-o,--output", options->output, "GeoPackage (pieces to draw, and a table) or CSV to write")
        ->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Write over an existing file");
    add_common(*command, common);
    command->footer("Example: locality overlaps leeds.gpkg ward pcn --by imd1 -o overlaps.gpkg");
    command->callback([options, &common, &run] {
        if (project_and_sets(options->words).second.size() < 2) throw CLI::RequiredError("Two sets");
        run = [options, &common] { return overlaps(*options, common); };
    });
}

}  // namespace locality::cli
