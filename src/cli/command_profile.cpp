#include "cli/commands.h"
#include "cli/result_text.h"
#include "cli/text.h"
#include "core/places.h"
#include "core/profile.h"
#include "geo/grid_reference.h"
#include "model/errors.h"
#include "model/words.h"
#include "style/chart_words.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace locality::cli {

namespace {

using Align = TextTable::Align;
using nlohmann::ordered_json;

constexpr int decimals_of_values = 1;

std::string with_unit(std::string title, const std::string& unit) {
    return unit.empty() || unit == "people" ? title : fmt::format("{} ({})", title, unit);
}

ordered_json profile_json(const core::Profile& profile) {
    ordered_json lines = ordered_json::array(), people = ordered_json::array(), indicators = ordered_json::array(),
                 zones = ordered_json::array();
    for (const core::ProfileLine& line : profile.lines)
        lines.push_back({{"id", line.id},
                         {"title", line.title},
                         {"unit", line.unit},
                         {"value", number_json(line.value)},
                         {"status", word(model::status_words, line.status)},
                         {"whole", number_json(line.whole)},
                         {"whole_status", word(model::status_words, line.whole_status)}});
    for (const core::Profile::Band& band : profile.people)
        people.push_back({{"sex", word(model::sex_words, band.group.sex)},
                          {"from_age", band.group.from},
                          {"to_age", band.group.to == open_age ? ordered_json(nullptr) : ordered_json(band.group.to)},
                          {"people", number_json(band.people)},
                          {"status", word(model::status_words, band.status)}});
    for (const core::Profile::IndicatorLine& line : profile.indicators)
        indicators.push_back({{"title", line.title},
                              {"unit", line.unit},
                              {"period", line.period},
                              {"sex", word(model::sex_words, line.sex)},
                              {"value", number_json(line.value)},
                              {"status", word(model::status_words, line.status)},
                              {"whole", number_json(line.whole)},
                              {"whole_status", word(model::status_words, line.whole_status)},
                              {"covered_share", number_json(line.covered_share)},
                              {"breakdown", line.breakdown},
                              {"population", word(model::population_words, line.population)},
                              {"lower_95", number_json(line.limits_95.lower)},
                              {"upper_95", number_json(line.limits_95.upper)},
                              {"standing_95", word(model::standing_words, line.standing)},
                              {"reason", line.reason}});
    ordered_json flow = ordered_json::array();
    for (const core::Profile::FlowLine& line : profile.flow)
        flow.push_back({{"lives_in", line.lives_here ? profile.code : line.code},
                        {"registered_in", line.lives_here ? line.code : profile.code},
                        {"other", line.name},
                        {"patients", number_json(line.patients)}});
    for (const core::Profile::ZoneLine& zone : profile.imd1_zones)
        zones.push_back({{"code", zone.code},
                         {"name", zone.name},
                         {"share", number_json(zone.share)},
                         {"residents", number_json(zone.residents)},
                         {"decile", number_json(zone.decile)}});
    return {{"set", profile.set},
            {"set_title", profile.set_title},
            {"code", profile.code},
            {"name", profile.name},
            {"synthetic", profile.synthetic},
            {"attribution", profile.attribution},
            {"figures", lines},
            {"people", people},
            {"indicators", indicators},
            {"lives_and_registered_here", number_json(profile.lives_and_registered_here)},
            {"flow", flow},
            {"imd1_zones", zones}};
}

/// Residents, a row for each age band and a column for each sex that the table tells.
std::string people_text(const core::Profile& profile) {
    std::set<model::Sex> sexes;
    std::map<std::pair<int, int>, std::map<model::Sex, const core::Profile::Band*>> ages;
    for (const core::Profile::Band& band : profile.people) {
        sexes.insert(band.group.sex);
        ages[{band.group.from, band.group.to}][band.group.sex] = &band;
    }
    if (ages.empty()) return {};
    TextTable table;
    table.add_column("Residents by age", Align::left);
    for (const model::Sex sex : sexes) table.add_column(word(model::sex_words, sex), Align::right);
    for (const auto& [age, bands] : ages) {
        std::vector<std::string> cells{age_in_words(age.first, age.second)};
        for (const model::Sex sex : sexes) {
            const auto at = bands.find(sex);
            cells.push_back(at == bands.end() ? "" : figure(at->second->people, at->second->status, 0));
        }
        table.add_row(std::move(cells));
    }
    return "\n" + table.text();
}

/// Whose figure it is: "all", "female", "ethnicity: Mixed".
std::string who(const core::Profile::IndicatorLine& line) {
    if (!line.has_data) return "";
    std::string text = word(model::sex_words, line.sex);
    if (line.breakdown.empty()) return text;
    const std::string words = style::breakdown_words(line.breakdown);
    return line.sex == model::Sex::all ? words : text + "; " + words;
}

std::string limits_text(const model::Limits& limits) {
    if (std::isnan(limits.lower) || std::isnan(limits.upper)) return {};
    return count(limits.lower, decimals_of_values) + " to " + count(limits.upper, decimals_of_values);
}

/// A figure of those who live here, of those on the lists here, or both, which then stand side by side.
struct FigurePair {
    const core::Profile::IndicatorLine *resident = nullptr, *registered = nullptr;
    const core::Profile::IndicatorLine& either() const { return resident ? *resident : *registered; }
};

std::vector<FigurePair> paired(const core::Profile& profile) {
    std::vector<FigurePair> pairs;
    const auto key = [](const core::Profile::IndicatorLine& l) {
        return std::tie(l.title, l.period, l.sex, l.breakdown);
    };
    for (const core::Profile::IndicatorLine& line : profile.indicators) {
        const bool registered = line.population == model::Population::registered;
        const bool joins = !pairs.empty() && key(pairs.back().either()) == key(line) &&
                           !(registered ? pairs.back().registered : pairs.back().resident);
        if (!joins) pairs.emplace_back();
        (registered ? pairs.back().registered : pairs.back().resident) = &line;
    }
    return pairs;
}

std::string indicators_text(const core::Profile& profile, const std::string& whole_title) {
    const std::vector<FigurePair> pairs = paired(profile);
    const bool side_by_side = std::any_of(pairs.begin(), pairs.end(), [](const FigurePair& p) { return p.registered; });
    TextTable table;
    for (const char* header : {"Indicator", "period", "who"}) table.add_column(header, Align::left);
    const auto add_people = [&](const std::string& header) {
        for (const std::string& title : {header, std::string("95% limits"), std::string("known for %")})
            table.add_column(title, Align::right);
        table.add_column("beside the whole", Align::left);
    };
    add_people(side_by_side ? "who live here" : profile.name);
    if (side_by_side) add_people("on the lists here");
    table.add_column(whole_title, Align::right);
    for (const FigurePair& pair : pairs) {
        const core::Profile::IndicatorLine& line = pair.either();
        std::vector<std::string> cells{with_unit(line.title, line.unit), line.period, who(line)};
        const auto add = [&](const core::Profile::IndicatorLine* of) {
            cells.push_back(of ? figure(of->value, of->status, decimals_of_values) : "");
            cells.push_back(of ? limits_text(of->limits_95) : "");
            cells.push_back(of && of->has_data ? count(100 * of->covered_share) : "");
            cells.push_back(
                of && of->standing != model::Standing::not_compared ? word(model::standing_words, of->standing) : "");
        };
        add(pair.resident);
        if (side_by_side) add(pair.registered);
        cells.push_back(line.has_data ? figure(line.whole, line.whole_status, decimals_of_values) : "");
        table.add_row(std::move(cells));
    }
    return table.empty() ? "" : "\n" + table.text();
}

/// Patients who live here and are registered elsewhere, and the reverse: the largest of each.
std::string flow_text(const core::Profile& profile) {
    if (profile.flow.empty()) return {};
    constexpr std::size_t most = 5;
    std::string text =
        fmt::format("\n{} patients live here and are registered here\n", count(profile.lives_and_registered_here));
    for (const bool lives_here : {true, false}) {
        double all = 0;
        for (const core::Profile::FlowLine& line : profile.flow)
            if (line.lives_here == lives_here) all += line.patients;
        text += fmt::format(
            "{} patients {}\n", count(all),
            lives_here ? "live here and are registered elsewhere" : "are registered here and live elsewhere");
    }
    for (const bool lives_here : {true, false}) {
        TextTable table;
        table.add_column(lives_here ? "Live here, registered in" : "Registered here, live in", Align::left);
        table.add_column("patients", Align::right);
        std::size_t shown = 0;
        double others = 0;
        for (const core::Profile::FlowLine& line : profile.flow) {
            if (line.lives_here != lives_here) continue;
            if (shown++ < most)
                table.add_row({line.code.empty() ? "none of " + profile.set_title : line.name + " (" + line.code + ")",
                               count(line.patients)});
            else
                others += line.patients;
        }
        if (others > 0) table.add_row({"others", count(others)});
        if (!table.empty()) text += table.text();
    }
    return text;
}

std::string profile_text(const core::Profile& profile, const std::string& whole_title) {
    std::string text = fmt::format("{} ({}), {}\n", profile.name, profile.code, profile.set_title);
    if (profile.synthetic) text += "Synthetic data\n";

    TextTable figures;
    figures.add_column("", Align::left);
    figures.add_column(profile.name, Align::right);
    figures.add_column(whole_title, Align::right);
    for (const core::ProfileLine& line : profile.lines)
        figures.add_row({with_unit(line.title, line.unit), figure(line.value, line.status, line.decimals),
                         line.has_whole ? figure(line.whole, line.whole_status, line.decimals) : ""});
    text += "\n" + figures.text();

    text += people_text(profile);

    text += indicators_text(profile, whole_title);
    text += flow_text(profile);

    TextTable zones;
    zones.add_column("Zones in the most deprived tenth", Align::left);
    zones.add_column("name", Align::left);
    zones.add_column("residents", Align::right);
    zones.add_column("% of it here", Align::right);
    for (const core::Profile::ZoneLine& zone : profile.imd1_zones)
        zones.add_row({zone.code, zone.name, figure(zone.residents, model::Status::known, 0), count(100 * zone.share)});
    if (!zones.empty()) text += "\n" + zones.text();
    if (!profile.attribution.empty()) text += "\n" + profile.attribution + "\n";
    return text;
}

struct ProfileOptions {
    std::string project, footprint, set;
};

/// The footprint that the user named, or the one of a set where the place lies that the user named.
core::Found footprint_of(const model::Result& result, const ProfileOptions& options, Talk& talk) {
    std::string named = options.footprint;
    if (!options.set.empty() && result.set(options.set) == nullptr) {
        std::string sets;
        for (const model::FootprintSet& set : result.sets) sets += (sets.empty() ? "" : ", ") + set.id;
        throw model::InputError(fmt::format("--set {}: there is no such set; the sets are {}", options.set, sets));
    }
    const bool has_set = named.find(':') != std::string::npos;
    std::optional<core::Place> place;
    if (!options.set.empty() && !has_set) {
        try {
            place = core::find_place(result, options.set + ":" + named);
        } catch (const model::InputError&) {  // it may be a place in a footprint of the set
        }
    }
    if (!place) place = core::find_place(result, named);
    if (place->is == core::Place::Is::footprint && options.set.empty()) return *place->footprint;
    const std::string& id = options.set.empty() ? result.output.footprints : options.set;
    std::size_t set = 0;
    while (set < result.sets.size() && result.sets[set].id != id) ++set;
    if (set == result.sets.size())
        throw model::InputError(fmt::format("{} is no footprint, and no set is chosen; add --set", place->label));
    const core::Found found{set, core::footprint_for(result, set, *place)};
    if (place->is != core::Place::Is::footprint)
        talk.say(fmt::format("{} ({}) is in {} ({})", place->label, geo::grid_reference(place->point),
                             result.sets[set].name[found.footprint], result.sets[set].id));
    return found;
}

int print_profile(const ProfileOptions& options, const Common& common) {
    Talk talk(common);
    const model::Result result = open_result(options.project, common, talk);
    const core::Found found = footprint_of(result, options, talk);
    const core::Profile profile = core::profile(result, found.set, found.footprint);
    fmt::print("{}", common.json ? printed(profile_json(profile)) : profile_text(profile, result.title));
    return exit_done;
}

}  // namespace

void add_profile(CLI::App& program, Common& common, Run& run) {
    CLI::App* command =
        program.add_subcommand("profile", "Prints the figures of one footprint beside the whole area's");
    auto options = std::make_shared<ProfileOptions>();
    command
        ->add_option("PROJECT", options->project,
                     "Project file (.toml), GeoPackage that build wrote, or demo; may be left out")
        ->type_name("");
    command
        ->add_option(
            "FOOTPRINT", options->footprint,
            "Its code or name, with its set where several have it (ward:Seacroft); or a postcode, grid reference or "
            "zone in it")
        ->type_name("");
    command->add_option("--set", options->set, "The set whose footprint is meant, where a place is given")
        ->type_name("SET");
    add_common(*command, common);
    command->footer("Example: locality profile leeds.gpkg pcn:Seacroft");
    command->callback([options, &common, &run] {
        if (options->project.empty()) throw CLI::RequiredError("FOOTPRINT");
        if (options->footprint.empty()) options->footprint = std::exchange(options->project, demo_name);
        run = [options, &common] { return print_profile(*options, common); };
    });
}

}  // namespace locality::cli
