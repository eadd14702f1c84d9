#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/places.h"
#include "geo/grid_reference.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <utility>

namespace locality::cli {

namespace {

using nlohmann::ordered_json;

constexpr const char* kinds[] = {"footprint", "zone", "point"};

/// A footprint that the place lies in; of a zone, how much of it.
struct Lies {
    const model::FootprintSet* set = nullptr;
    std::size_t footprint = 0;
    double share = model::no_value;
};

std::vector<Lies> where(const model::Result& result, const core::Place& place) {
    std::vector<Lies> list;
    for (const model::FootprintSet& set : result.sets) {
        if (place.is == core::Place::Is::footprint) {
            if (&set == &result.sets[place.footprint->set]) list.push_back({&set, place.footprint->footprint, {}});
        } else if (place.is == core::Place::Is::zone) {
            const auto z = static_cast<std::size_t>(*place.zone);
            const auto footprints = set.crosswalk.footprints_of(z);
            for (std::size_t k = 0; k < footprints.size(); ++k)
                list.push_back({&set, static_cast<std::size_t>(footprints[k]), set.crosswalk.shares_of(z)[k]});
        } else {
            for (const std::size_t f : core::footprints_at(set, place.point))
                list.push_back({&set, f, model::no_value});
        }
    }
    return list;
}

ordered_json found_json(const model::Result& result, const core::Place& place, const std::vector<Lies>& list) {
    ordered_json footprints = ordered_json::array();
    for (const Lies& l : list)
        footprints.push_back({{"set", l.set->id},
                              {"code", l.set->code[l.footprint]},
                              {"name", l.set->name[l.footprint]},
                              {"share", number_json(place.is == core::Place::Is::zone ? l.share : model::no_value)}});
    ordered_json zone = nullptr;
    if (place.zone) {
        const auto z = static_cast<std::size_t>(*place.zone);
        zone = {{"code", result.zones.code[z]}, {"name", result.zones.name[z]}};
    }
    return {{"place", place.label},
            {"is", kinds[static_cast<int>(place.is)]},
            {"grid_reference", geo::grid_reference(place.point)},
            {"easting", number_json(place.point.x)},
            {"northing", number_json(place.point.y)},
            {"zone", zone},
            {"footprints", footprints}};
}

std::string found_text(const model::Result& result, const core::Place& place, const std::vector<Lies>& list) {
    std::string text = place.label + "\n";
    const std::string reference = geo::grid_reference(place.point);
    if (!reference.empty())
        text +=
            fmt::format("Grid reference: {} ({:.0f} m east, {:.0f} m north){}\n", reference, std::floor(place.point.x),
                        std::floor(place.point.y), place.is == core::Place::Is::point ? "" : ", a point inside it");
    if (place.is == core::Place::Is::point) {
        if (place.zone) {
            const auto z = static_cast<std::size_t>(*place.zone);
            text += fmt::format("Zone: {} ({})\n", result.zones.name[z], result.zones.code[z]);
        } else {
            text += "Zone: none of this map\n";
        }
    }
    TextTable table;
    table.add_column("Set", TextTable::Align::left);
    table.add_column("footprint", TextTable::Align::left);
    table.add_column("code", TextTable::Align::left);
    const bool shares = place.is == core::Place::Is::zone;
    if (shares) table.add_column("% of the zone", TextTable::Align::right);
    for (const Lies& l : list) {
        std::vector<std::string> cells{l.set->title, l.set->name[l.footprint], l.set->code[l.footprint]};
        if (shares) cells.push_back(figure(100 * l.share, model::Status::known, 1));
        table.add_row(std::move(cells));
    }
    if (!table.empty()) text += "\n" + table.text();
    return text;
}

struct FindOptions {
    std::string project, place;
};

int print_place(const FindOptions& options, const Common& common) {
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const core::Place place = core::find_place(result, options.place);
    const std::vector<Lies> list = where(result, place);
    fmt::print("{}", common.json ? printed(found_json(result, place, list)) : found_text(result, place, list));
    return exit_done;
}

}  // namespace

void add_find(CLI::App& program, Common& common, Run& run) {
    CLI::App* command = program.add_subcommand(
        "find", "Says where a place is: its grid reference, its zone and the footprints of each set");
    auto options = std::make_shared<FindOptions>();
    command
        ->add_option("PROJECT", options->project,
                     "Project file (.toml), GeoPackage that build wrote, or demo; may be left out")
        ->type_name("");
    command
        ->add_option("PLACE", options->place,
                     "A postcode, a grid reference (SE 298 337), metres east and north, latitude and longitude, or a "
                     "zone or footprint by code or name")
        ->type_name("");
    add_common(*command, common);
    command->footer("Example: locality find leeds.toml \"LS12 1AB\"");
    command->callback([options, &common, &run] {
        if (options->project.empty()) throw CLI::RequiredError("PLACE");
        if (options->place.empty()) options->place = std::exchange(options->project, demo_name);
        run = [options, &common] { return print_place(*options, common); };
    });
}

}  // namespace locality::cli
