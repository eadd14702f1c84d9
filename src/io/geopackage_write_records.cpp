#include "io/geopackage_records.h"

#include "io/geopackage_estimates.h"
#include "io/geopackage_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::io::geopackage {

using enum FieldType;

namespace {

void write_rule_log(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "rule_log", "Zones moved to bring split footprints into one piece" + notice,
                      {{"set_id", text},
                       {"zone", text},
                       {"from_footprint", text},
                       {"to_footprint", text},
                       {"rank", whole},
                       {"share_from", real},
                       {"share_to", real},
                       {"patients_from", real},
                       {"patients_to", real},
                       {"patients_moved", real},
                       {"reason", text},
                       {"kind", text},
                       {"fragment", text},
                       {"fragment_patients", real},
                       {"alternative", text},
                       {"alternative_cost", real},
                       {"cumulative_cost", real},
                       {"tie", flag},
                       {"mender", text},
                       {"status", text},
                       {"bound", real},
                       {"gap", real}});
    for (const model::FootprintSet& set : result.sets)
        for (const model::Override& o : set.overrides) {
            const auto code = [](const std::vector<std::string>& codes, std::int32_t index) {
                return codes.at(static_cast<std::size_t>(index));
            };
            table.text(set.id).text(code(result.zones.code, o.zone)).text(code(set.code, o.from));
            table.text(code(set.code, o.to)).whole(o.rank).number(o.share_from).number(o.share_to);
            table.number(o.patients_from).number(o.patients_to).number(o.patients_moved).text(o.reason);
            table.text(word(override_words, o.kind)).text_or_null(o.fragment).number(o.fragment_patients);
            table.text_or_null(o.alternative).number(o.alternative_cost).number(o.cumulative_cost).flag(o.tie);
            const model::MendingReport none;
            const model::MendingReport& run = set.mending ? *set.mending : none;
            table.text_or_null(set.mending ? word(mender_words, run.used) : "").text_or_null(run.status);
            table.number(run.bound).number(run.gap()).end_row();
        }
}

/// Every move in force, in order. Moves of zones that are not here were left out.
void write_scenario(NewFile& file, const model::Result& result, const model::CodedScenario& scenario,
                    const std::string& notice) {
    TableWriter table(file, "scenario_moves", fmt::format("Moves of the scenario \"{}\"{}", scenario.title, notice),
                      {{"scenario", text},
                       {"set_id", text},
                       {"step", whole},
                       {"zone", text},
                       {"zone_name", text},
                       {"from_footprint", text},
                       {"to_footprint", text},
                       {"residents", real},
                       {"registered", real},
                       {"reason", text}});
    const auto figure = [&](const char* id, std::size_t zone) {
        const model::Column* column = model::find_column(result.zone_columns, id);
        return column && column->values.known(zone) ? column->values.number[zone] : model::no_value;
    };
    for (std::size_t s = 0; s < scenario.done && s < scenario.steps.size(); ++s)
        for (const model::CodedScenario::Move& move : scenario.steps[s].moves) {
            const auto zone = static_cast<std::size_t>(std::ranges::lower_bound(result.zones.code, move.zone) -
                                                       result.zones.code.begin());
            if (zone == result.zones.code.size() || result.zones.code[zone] != move.zone) continue;
            table.text(scenario.title).text(scenario.set).whole(static_cast<long long>(s) + 1).text(move.zone);
            table.text(result.zones.name.at(zone)).text_or_null(move.from).text_or_null(move.to);
            table.number(figure("residents", zone)).number(figure("registered", zone));
            table.text_or_null(scenario.steps[s].reason).end_row();
        }
}

void write_menders(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "menders", "How split footprints were mended, and what it cost in patients" + notice,
                      {{"set_id", text},
                       {"asked", text},
                       {"used", text},
                       {"status", text},
                       {"patients_moved", real},
                       {"zones_moved", whole},
                       {"bound", real}});
    for (const model::FootprintSet& set : result.sets)
        if (const auto& m = set.mending) {
            table.text(set.id).text(word(mender_words, m->asked)).text(word(mender_words, m->used)).text(m->status);
            table.number(m->patients_moved).whole(static_cast<long long>(m->zones_moved)).number(m->bound).end_row();
        }
}

void write_links(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "links", "Zones that count as touching: bridges, tunnels, ferries" + notice,
                      {{"zone_a", text}, {"zone_b", text}});
    for (const auto& [a, b] : result.links)
        table.text(result.zones.code.at(static_cast<std::size_t>(a))).text(result.zones.code.at(static_cast<std::size_t>(b))).end_row();
}

void write_ledger(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "ledger", "Where everybody went: people_in = allocated + outside + unallocatable" + notice,
                      {{"set_id", text},
                       {"quantity", text},
                       {"people_in", real},
                       {"allocated", real},
                       {"outside", real},
                       {"unallocatable", real},
                       {"counted", real},
                       {"counted_again", real},
                       {"closes", flag}});
    for (const model::Ledger& l : result.ledger) {
        table.text(l.set).text(l.quantity).number(l.in).number(l.allocated).number(l.outside).number(l.unallocatable);
        table.number(l.counted).number(l.counted_again).flag(l.closes).end_row();
    }
}

void write_unplaced(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "unplaced", "People whom a table gave to no zone" + notice,
                      {{"quantity", text}, {"category", text}, {"row_count", whole}, {"people", real}});
    for (const model::Unplaced& u : result.unplaced)
        table.text(u.quantity).text(u.category).whole(static_cast<long long>(u.rows)).number(u.people).end_row();
}

/// Only where there are any: a table without rows would promise a search that finds nothing.
void write_postcodes(NewFile& file, const model::Result& result, const std::string& notice) {
    const model::Postcodes& postcodes = result.postcodes;
    if (postcodes.code.empty()) return;
    TableWriter table(file, "postcodes", fmt::format("Where postcodes are, from {}{}", postcodes.source, notice),
                      {{"postcode", text}, {"easting", real}, {"northing", real}});
    for (std::size_t i = 0; i < postcodes.code.size(); ++i)
        table.text(postcodes.code[i]).number(postcodes.place[i].x).number(postcodes.place[i].y).end_row();
}

void write_issues(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "issues", "Faults and oddities found in the data" + notice,
                      {{"severity", text},
                       {"kind", text},
                       {"layer", text},
                       {"code", text},
                       {"what", text},
                       {"easting", real},
                       {"northing", real},
                       {"area_m2", real}});
    for (const model::Issue& i : result.issues) {
        table.text(word(severity_words, i.severity)).text(i.kind).text(i.layer).text_or_null(i.code).text(i.what);
        if (i.where)
            table.number(i.where->x).number(i.where->y);
        else
            table.null().null();
        table.number(i.area_m2).end_row();
    }
}

/// For each join four rows with a count, then a row for each code that did not match.
void write_joins(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(
        file, "join_report", "How tables met zones: counts, then the codes that did not match" + notice,
        {{"join_no", whole}, {"source", text}, {"target", text}, {"outcome", text}, {"codes", whole}, {"code", text}});
    for (std::size_t j = 0; j < result.joins.size(); ++j) {
        const model::JoinReport& join = result.joins[j];
        const auto begin = [&](const char* outcome) -> TableWriter& {
            return table.whole(static_cast<long long>(j) + 1).text(join.table).text(join.target).text(outcome);
        };
        const std::pair<const char*, const std::vector<std::string>&> lists[] = {
            {"unknown", join.unknown}, {"duplicate", join.duplicate}, {"missing", join.missing}};
        begin("matched").whole(static_cast<long long>(join.matched)).null().end_row();
        for (const auto& [outcome, codes] : lists)
            begin(outcome).whole(static_cast<long long>(codes.size())).null().end_row();
        for (const auto& [outcome, codes] : lists)
            for (const std::string& code : codes) begin(outcome).null().text(code).end_row();
    }
}

void write_provenance(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "provenance", "What this file was made from, and how" + notice,
                      {{"kind", text},
                       {"item", text},
                       {"value", text},
                       {"layer", text},
                       {"sha256", text},
                       {"bytes", whole},
                       {"coordinates", text}});
    const auto row = [&](const char* kind, const std::string& item, const std::string& value) {
        table.text(kind).text(item).text(value).null().null().null().null().end_row();
    };
    row("program", "name", "Locality");
    row("program", "version", LOCALITY_VERSION);
    row("program", "layout", layout_version);
    row("program", "gdal", GDALVersionInfo("RELEASE_NAME"));
    if (result.synthetic) row("notice", "synthetic", "Synthetic data: made by a generator, no real place or people");
    row("project", "title", result.title);
    row("project", "attribution", result.attribution);
    row("project", "deprivation_edition", fmt::format("{}", result.deprivation_edition));
    row("project", "deprivation_zones", fmt::format("{}", result.deprivation_zones));
    row("zones", "id", result.zones.id);
    row("zones", "kind", result.zones.kind);
    row("zones", "vintage", fmt::format("{}", result.zones.vintage));
    row("zones", "overlap_m2", fmt::format("{}", result.zones.overlap_m2));
    row("zones", "gap_m2", fmt::format("{}", result.zones.gap_m2));
    row("output", "shade", result.output.shade);
    row("output", "footprints", result.output.footprints);
    for (const auto& [option, value] : result.options) row("option", option, value);
    for (const model::InputFile& input : result.files) {
        table.text("input").text(input.role).text(input.path).text_or_null(input.layer).text(input.sha256);
        table.whole(static_cast<long long>(input.bytes)).text_or_null(input.coordinates).end_row();
    }
}

void write_names(NewFile& file, const model::Result& result, const std::string& notice) {
    {
        TableWriter table(file, "columns", "What the fields of the layers mean" + notice,
                          {{"layer", text}, {"id", text}, {"title", text}, {"unit", text}, {"decimals", whole}});
        const auto rows = [&](const std::string& layer, const std::vector<model::Column>& columns) {
            for (const model::Column& c : columns)
                table.text(layer).text(c.id).text(c.title).text(c.unit).whole(c.decimals).end_row();
        };
        rows("zones", result.zone_columns);
        for (const model::FootprintSet& set : result.sets) rows("footprints_" + set.id, set.columns);
    }
    {
        TableWriter table(file, "footprint_sets", "The sets of footprints and how each was made" + notice,
                          {{"id", text},
                           {"title", text},
                           {"origin", text},
                           {"method", text},
                           {"basis", text},
                           {"rule", text},
                           {"overlapping", text}});
        for (const model::FootprintSet& set : result.sets) {
            table.text(set.id).text(set.title).text(word(origin_words, set.origin));
            table.text(word(method_words, set.method)).text(word(basis_words, set.basis));
            table.text_or_null(set.assignment ? set.assignment->rule : "");
            table.text(word(model::overlapping_words, set.overlapping)).end_row();
        }
    }
}

}  // namespace

void write_records(NewFile& file, const model::Result& result, const model::CodedScenario* scenario,
                   const std::string& notice) {
    write_rule_log(file, result, notice);
    if (scenario) write_scenario(file, result, *scenario, notice);
    write_menders(file, result, notice);
    write_links(file, result, notice);
    write_ledger(file, result, notice);
    write_unplaced(file, result, notice);
    write_issues(file, result, notice);
    write_joins(file, result, notice);
    write_provenance(file, result, notice);
    write_names(file, result, notice);
    write_postcodes(file, result, notice);
    write_indicators(file, result, notice);
}

}  // namespace locality::io::geopackage
