#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/tables.h"
#include "cli/text.h"
#include "core/deprivation_summary.h"
#include "io/csv_output.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>
#include <memory>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;
using Align = TextTable::Align;

struct DeprivationOptions {
    std::string project = demo_name, set;
    std::filesystem::path output;
    bool zones = false, overwrite = false;
};

struct Measure {
    const char *id, *header;
};
// The columns of core::fill_figures, and what stands above each in a table.
constexpr std::array<Measure, 10> measures{{{"imd_average_rank", "average rank"},
                                            {"imd_score", "average score"},
                                            {"imd1_zone_share", "% of zones in decile 1"},
                                            {"imd1_share", "% of people"},
                                            {"imd_extent", "extent"},
                                            {"imd_local_concentration", "local concentration"},
                                            {"imd1_residents", "IMD1 people"},
                                            {"imd12_residents", "IMD1+2 people"},
                                            {"imd1_of_whole", "% of all IMD1 people"},
                                            {"imd1_zones", "IMD1 zones"}}};

const model::Column& column_called(const std::vector<model::Column>& columns, const char* id) {
    const model::Column* column = model::find_column(columns, id);
    if (!column)
        throw model::InputError(
            fmt::format("the figures have no column \"{}\"; ranks of LSOAs are needed: name an Indices of Deprivation "
                        "table of 2019 "
                        "or 2025 under [deprivation], or build the GeoPackage again",
                        id));
    return *column;
}

/// Whose numbers the averages are weighted by, said plainly.
std::string weighted_by(const model::Result& result) {
    if (const model::Column* official = model::find_column(result.zone_columns, "imd_population"))
        return fmt::format("weighted by the official denominators ({})",
                           official->title.substr(official->title.find(": ") + 2));
    return "weighted by the project's residents, not by the official denominators: figures can differ a little from "
           "the "
           "published ones";
}

std::string heading(const model::Result& result) {
    return fmt::format(
        "{}{}\nIndices of Deprivation{}: {} zones are ranked in England; {}.\nIn every column higher = more "
        "deprived; IMD1 = the most deprived 10% of zones in England.\n",
        result.title, result.synthetic ? " (synthetic data)" : "",
        result.deprivation_edition ? fmt::format(" {}", result.deprivation_edition) : "",
        count(result.deprivation_zones), weighted_by(result));
}

std::string measures_text(const model::FootprintSet& set) {
    TextTable table;
    table.add_column("code", Align::left);
    table.add_column("name", Align::left);
    for (const Measure& measure : measures) table.add_column(measure.header, Align::right);
    table.add_column("place", Align::right);
    const model::Values place = core::ranks_of_areas(column_called(set.columns, "imd_score").values);
    for (std::size_t f = 0; f < set.code.size(); ++f) {
        std::vector<std::string> cells{set.code[f], set.name[f]};
        for (const Measure& measure : measures) {
            const model::Column& column = column_called(set.columns, measure.id);
            const int decimals = column.id == "imd_average_rank" || column.id == "imd_local_concentration" ? 2
                                 : column.id == "imd_score"                                                ? 3
                                                            : column.decimals;
            cells.push_back(figure(column.values.number[f], column.values.status[f], decimals));
        }
        cells.push_back(figure(place.number[f], place.status[f], 0));
        table.add_row(std::move(cells));
    }
    return fmt::format("\n{} [{}]; place 1 has the highest average score\n{}", set.title, set.id, table.text());
}

std::string zones_text(const model::Result& result, const model::FootprintSet& set) {
    TextTable table;
    table.add_column("footprint", Align::left);
    table.add_column("name", Align::left);
    table.add_column("IMD1 zone", Align::left);
    table.add_column("name", Align::left);
    for (const char* header : {"% of the zone", "people", "% of its IMD1 people", "% of all IMD1 people"})
        table.add_column(header, Align::right);
    const auto percent = [](double share) { return figure(100 * share, model::Status::known, 1); };
    for (const core::Imd1Zone& zone : core::imd1_zones(result, set))
        table.add_row({set.code[zone.footprint], set.name[zone.footprint], result.zones.code[zone.zone],
                       result.zones.name[zone.zone], percent(zone.share), figure(zone.people, model::Status::known, 0),
                       percent(zone.of_footprint), percent(zone.of_whole)});
    return fmt::format("\n{} [{}]\n{}", set.title, set.id,
                       table.empty() ? "no zone is in the most deprived 10% of England\n" : table.text());
}

ordered_json set_json(const model::Result& result, const model::FootprintSet& set) {
    ordered_json rows = ordered_json::array(), zones = ordered_json::array();
    for (std::size_t f = 0; f < set.code.size(); ++f) {
        ordered_json row{{"code", set.code[f]}, {"name", set.name[f]}};
        ordered_json suppressed = ordered_json::array();
        for (const Measure& measure : measures) {
            const model::Values& values = column_called(set.columns, measure.id).values;
            row[measure.id] = number_json(values.number[f]);
            if (values.status[f] == model::Status::suppressed) suppressed.push_back(measure.id);
        }
        if (!suppressed.empty()) row["suppressed"] = suppressed;
        rows.push_back(std::move(row));
    }
    for (const core::Imd1Zone& zone : core::imd1_zones(result, set))
        zones.push_back({{"footprint", set.code[zone.footprint]},
                         {"zone", result.zones.code[zone.zone]},
                         {"name", result.zones.name[zone.zone]},
                         {"share", number_json(zone.share)},
                         {"people", number_json(zone.people)},
                         {"of_footprint", number_json(zone.of_footprint)},
                         {"of_whole", number_json(zone.of_whole)}});
    return {{"set", set.id}, {"title", set.title}, {"footprints", std::move(rows)}, {"imd1_zones", std::move(zones)}};
}

using Rows = std::vector<std::vector<std::string>>;

Rows measures_csv(const std::vector<const model::FootprintSet*>& sets) {
    Rows rows{{"set", "code", "name"}};
    for (const Measure& measure : measures) rows[0].emplace_back(measure.id);
    for (const model::FootprintSet* set : sets)
        for (std::size_t f = 0; f < set->code.size(); ++f) {
            std::vector<std::string> row{set->id, set->code[f], set->name[f]};
            for (const Measure& measure : measures) {
                const model::Values& values = column_called(set->columns, measure.id).values;
                row.push_back(csv_number(values.number[f], values.status[f]));
            }
            rows.push_back(std::move(row));
        }
    return rows;
}

Rows zones_csv(const model::Result& result, const std::vector<const model::FootprintSet*>& sets) {
    Rows rows{{"set", "code", "name", "zone", "zone_name", "zone_share", "people", "of_footprint", "of_whole"}};
    const auto cell = [](double number) { return csv_number(number, model::Status::known); };
    for (const model::FootprintSet* set : sets)
        for (const core::Imd1Zone& zone : core::imd1_zones(result, *set))
            rows.push_back({set->id, set->code[zone.footprint], set->name[zone.footprint], result.zones.code[zone.zone],
                            result.zones.name[zone.zone], cell(zone.share), cell(zone.people), cell(zone.of_footprint),
                            cell(zone.of_whole)});
    return rows;
}

int print_deprivation(const DeprivationOptions& options, const Common& common) {
    if (!options.output.empty()) require_writable(options.output, options.overwrite, {".csv"});
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const auto sets = sets_called(result, options.set);
    column_called(result.sets.front().columns, "imd_average_rank");
    if (!options.output.empty())
        io::write_csv(options.output, options.zones ? zones_csv(result, sets) : measures_csv(sets));
    if (common.json) {
        ordered_json all = ordered_json::array();
        for (const model::FootprintSet* set : sets) all.push_back(set_json(result, *set));
        fmt::print("{}", printed({{"title", result.title},
                                  {"synthetic", result.synthetic},
                                  {"edition", result.deprivation_edition},
                                  {"national_zones", result.deprivation_zones},
                                  {"weights", weighted_by(result)},
                                  {"sets", std::move(all)}}));
    } else if (!common.quiet) {
        fmt::print("{}", heading(result));
        for (const model::FootprintSet* set : sets)
            fmt::print("{}", options.zones ? zones_text(result, *set) : measures_text(*set));
        if (!options.output.empty()) fmt::print("\nTable: {}\n", options.output.string());
    }
    return exit_done;
}

}  // namespace

void add_deprivation(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "deprivation", "Prints the official summary measures of deprivation of every footprint, and its IMD1 zones");
    auto options = std::make_shared<DeprivationOptions>();
    command->add_option("PROJECT", options->project, "Project file (.toml), GeoPackage that build wrote, or demo")
        ->type_name("");
    command->add_option("SET", options->set, "Footprint set; all of them where it is left out")->type_name("");
    command->add_flag("--zones", options->zones,
                      "List the zones of the most deprived 10% by footprint, with their people, instead");
    command->add_option("-o,--output", options->output, "Write the table as CSV, too")->type_name("OUT.csv");
    command->add_flag("--overwrite", options->overwrite, "Replace the file where it exists");
    add_common(*command, common);
    command->footer("Example: locality deprivation geodata/leeds.toml ward --data ../shared/data -o deprivation.csv");
    command->callback(
        [options, &common, &run] { run = [options, &common] { return print_deprivation(*options, common); }; });
}

}  // namespace locality::cli
