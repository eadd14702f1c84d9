#include "cli/commands.h"
#include "cli/figure_sheet.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/differencing.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

struct FiguresOptions {
    std::string project = demo_name;
    std::string set, indicator;
    std::filesystem::path output;
    bool overwrite = false;
};

nlohmann::ordered_json sheet_json(const io::FigureSheet& sheet) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    std::vector<io::FigureCell> cells(sheet.columns.size());
    for (std::size_t r = 0; r < sheet.rows; ++r) {
        std::fill(cells.begin(), cells.end(), io::FigureCell{});
        sheet.fill(r, cells);
        nlohmann::ordered_json row;
        for (std::size_t c = 0; c < cells.size(); ++c)
            row[sheet.columns[c].name] =
                sheet.columns[c].is_number ? number_json(cells[c].number) : nlohmann::ordered_json(cells[c].text);
        all.push_back(std::move(row));
    }
    return all;
}

int print_figures(const FiguresOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv", ".xlsx", ".gpkg"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    core::refuse_threats(result);
    const std::vector<core::FigureRow> rows = core::figure_rows(result, options.set, options.indicator);
    const io::FigureSheet sheet = figure_sheet(result, rows);
    if (options.output.empty()) {
        std::string text;
        if (common.json)
            text = printed(sheet_json(sheet));
        else
            io::append_csv(sheet, text);
        fmt::print("{}", text);
        return exit_done;
    }
    io::write_figures(sheet, options.output, options.overwrite);
    std::size_t without = 0;
    for (const model::IndicatorInfo& info : result.indicators) without += !info.has_data;
    talk.say(fmt::format("{}: {}{}", options.output.string(), counted(rows.size(), "figure", "figures"),
                         without ? fmt::format("; {} without data", counted(without, "indicator", "indicators")) : ""));
    return exit_done;
}

}  // namespace

void add_figures(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "figures", "Writes every indicator of every footprint as one tidy table, with limits and what to mind");
    auto options = std::make_shared<FiguresOptions>();
    command
        ->add_option("PROJECT", options->project,
                     "Project file (.toml), GeoPackage that build wrote, or demo; may be left out")
        ->type_name("");
    command->add_option("--set", options->set, "Only footprints of this set (whole: the whole area)")->type_name("SET");
    command->add_option("--indicator", options->indicator, "Only this indicator")->type_name("ID");
    command
        ->add_option("-o,--output", options->output, "Table to write: .csv, .xlsx or .gpkg; without it CSV is printed")
        ->type_name("OUT");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer("Example: locality figures geodata/leeds.toml --set ward -o figures.xlsx");
    command->callback(
        [options, &common, &run] { run = [options, &common] { return print_figures(*options, common); }; });
}

}  // namespace locality::cli
