#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/set_choice.h"
#include "cli/tables.h"
#include "cli/text.h"
#include "core/chart_figures.h"
#include "core/profile.h"
#include "io/csv_output.h"
#include "io/project_file.h"
#include "model/errors.h"
#include "model/words.h"
#include "style/save_chart.h"
#include "style/save_map.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace locality::cli {

namespace {

struct ChartOptions {
    std::string project, footprint, kind, indicator, sex = "all", breakdown, people = "resident", period, from;
    double cut_gap = 0;
    int by = 0;
    int width = 1000, height = 0;
    std::filesystem::path output;
    bool overwrite = false;
};

const std::vector<std::string> kinds{"pyramid", "deciles", "spine", "trend", "gradient", "gap"};

/// The series of an indicator that was asked for; says which there are where there is none.
model::PeriodSeries series_called(const model::Result& result, core::Found at, const ChartOptions& options) {
    const model::IndicatorInfo& info = result.indicators[indicator_called(result, options.indicator)];
    std::vector<std::string> there;
    for (model::PeriodSeries& s : core::period_series(result, at.set, at.footprint)) {
        if (s.title != info.title) continue;
        const std::string sex = word(model::sex_words, s.sex), people = word(model::population_words, s.population);
        if (sex == options.sex && s.breakdown == options.breakdown && people == options.people) return s;
        there.push_back(fmt::format("--sex {} --people {}{}", sex, people,
                                    s.breakdown.empty() ? "" : " --breakdown \"" + s.breakdown + "\""));
    }
    throw model::InputError(
        fmt::format("\"{}\" has no such figures for this footprint; {}", options.indicator,
                    there.empty() ? "it has none" : fmt::format("there are: {}", fmt::join(there, "; "))));
}

style::Chart chart_for(const model::Result& result, const ChartOptions& options) {
    const core::Found at = core::find_footprint(result, options.footprint);
    const model::ChartSubject subject = core::chart_subject(result, at.set, at.footprint);
    if (options.kind == "pyramid")
        return style::pyramid_chart(core::age_pyramid(result, at.set, at.footprint), subject);
    if (options.kind == "deciles")
        return style::deciles_chart(core::decile_people(result, at.set, at.footprint), subject);
    if (options.kind == "spine") return style::spine_chart(core::spine(result, at.set, at.footprint), subject);
    if (options.kind == "trend") return style::trend_chart(series_called(result, at, options), subject);
    const core::Slices slices{indicator_called(result, options.indicator), *choice(model::sex_words, options.sex),
                              options.breakdown};
    if (options.kind == "gradient")
        return style::gradient_chart(core::gradient(result, at.set, at.footprint, slices, options.period), subject);
    std::optional<core::GapTarget> target;
    if (options.by != 0) target = {options.cut_gap / 100, options.by, options.from};
    return style::gap_chart(core::gap_series(result, at.set, at.footprint, slices, target), subject);
}

std::string lower_ending(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    return ending;
}

std::vector<std::vector<std::string>> csv_rows(const style::Chart& chart) {
    std::vector<std::vector<std::string>> rows{chart.table.header};
    for (const auto& cells : chart.table.rows) {
        std::vector<std::string> row;
        for (const style::ChartCell& cell : cells)
            row.push_back(!cell.is_number           ? cell.text
                          : cell.text == "withheld" ? csv_number(cell.number, model::Status::suppressed)
                                                    : csv_number(cell.number, model::Status::known));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string table_text(const style::Chart& chart) {
    using Align = TextTable::Align;
    TextTable table;
    for (std::size_t c = 0; c < chart.table.header.size(); ++c)
        table.add_column(chart.table.header[c],
                         !chart.table.rows.empty() && chart.table.rows[0][c].is_number ? Align::right : Align::left);
    for (const auto& cells : chart.table.rows) {
        std::vector<std::string> row;
        for (const style::ChartCell& cell : cells) row.push_back(cell.text);
        table.add_row(std::move(row));
    }
    return table.text();
}

void print_json(const style::Chart& chart, const ChartOptions& options) {
    using nlohmann::ordered_json;
    ordered_json marks = ordered_json::array();
    for (const style::ChartMark& m : chart.marks)
        marks.push_back({{"name", m.name},
                         {"words", m.words},
                         {"status", word(model::status_words, m.status)},
                         {"figure", m.figure}});
    fmt::print("{}", printed({{"output", options.output.string()},
                              {"kind", options.kind},
                              {"title", chart.title},
                              {"subtitle", chart.subtitle},
                              {"synthetic", chart.synthetic},
                              {"reading", chart.reading},
                              {"marks", marks},
                              {"notes", chart.notes}}));
}

int draw_chart(const ChartOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".png", ".svg", ".pdf", ".csv"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const style::Chart chart = chart_for(result, options);
    if (empty(chart)) throw model::InputError(chart.reading);
    if (lower_ending(options.output) == ".csv")
        io::write_csv(options.output, csv_rows(chart));
    else if (!options.output.empty())
        save_chart(chart, options.output, options.width, options.height, options.overwrite);
    if (common.json) {
        print_json(chart, options);
    } else if (!common.quiet) {
        fmt::print("{}\n{}\n{}{}\n\n{}", chart.title, chart.subtitle, chart.synthetic ? "Synthetic data\n" : "",
                   chart.reading, table_text(chart));
        if (!options.output.empty()) fmt::print("\nChart: {}\n", options.output.string());
    }
    return exit_done;
}

}  // namespace

void save_chart(const style::Chart& chart, const std::filesystem::path& file, int width, int height, bool overwrite) {
    std::ostringstream book;
    book << std::ifstream(io::own_file("styles/styles.toml"), std::ios::binary).rdbuf();
    const style::DrawingSession drawing;
    style::save_chart(chart, style::chart_style({book.str()}), width, height, file, overwrite);
}

void add_chart(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "chart", "Draws a chart of one footprint to a PNG, SVG or PDF, or writes its table as CSV; needs no display");
    auto options = std::make_shared<ChartOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), GeoPackage that build wrote, or demo")
        ->required()
        ->type_name("");
    command
        ->add_option("FOOTPRINT", options->footprint,
                     "Its code or name, with its set where several have it (ward:Seacroft)")
        ->required()
        ->type_name("");
    command->add_option("--kind", options->kind, "pyramid, deciles, spine; of an indicator: trend, gradient, gap")
        ->required()
        ->check(CLI::IsMember(kinds))
        ->type_name("KIND");
    command->add_option("--indicator", options->indicator, "Its id, for trend, gradient and gap")->type_name("ID");
    command->add_option("--sex", options->sex, "all, female or male")
        ->check(CLI::IsMember({"all", "female", "male"}))
        ->capture_default_str()
        ->type_name("SEX");
    command->add_option("--breakdown", options->breakdown, "Other categories, such as \"ethnicity=Asian\"")
        ->type_name("WORDS");
    command->add_option("--people", options->people, "Of a trend: those who live there (resident) or are registered")
        ->check(CLI::IsMember({"resident", "registered"}))
        ->capture_default_str()
        ->type_name("WHO");
    command->add_option("--period", options->period, "Of a gradient (else the latest)")->type_name("PERIOD");
    CLI::Option* gap = command->add_option("--cut-gap", options->cut_gap, "A target: the gap so many per cent smaller")
                           ->check(CLI::Range(0.0, 100.0))
                           ->type_name("PERCENT");
    CLI::Option* by = command->add_option("--by", options->by, "The year the target is for")
                          ->check(CLI::Range(1900, 2100))
                          ->type_name("YEAR");
    gap->needs(by);
    by->needs(gap);
    command->add_option("--from", options->from, "The period the target counts from (else the first)")
        ->needs(by)
        ->type_name("PERIOD");
    command->add_option("--width", options->width, "Pixels, 200 to 20000")
        ->check(CLI::Range(200, 20000))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--height", options->height, "Pixels, 200 to 20000 (else as the chart needs)")
        ->check(CLI::Range(200, 20000))
        ->type_name("N");
    command->add_option("-o,--output", options->output, "File to write, by its ending: .png, .svg, .pdf or .csv")
        ->type_name("FILE");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer(
        "Example: locality chart demo lcp:ZLCP01 --kind gap --indicator smoking --cut-gap 10 --by 2028 -o gap.png");
    command->callback([options, &common, &run] {
        const bool of_indicator = options->kind == "trend" || options->kind == "gradient" || options->kind == "gap";
        if (of_indicator && options->indicator.empty()) throw CLI::RequiredError("--indicator");
        run = [options, &common] { return draw_chart(*options, common); };
    });
}

}  // namespace locality::cli
