#include "geo/links.h"
#include "geo/topology.h"
#include "io/gdal_listening.h"
#include "io/geopackage.h"
#include "io/geopackage_input.h"
#include "io/geopackage_estimates.h"
#include "io/geopackage_records.h"
#include "io/geopackage_words.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <future>
#include <map>
#include <unordered_map>

namespace locality::io {

using namespace geopackage;

namespace {

using Codes = std::vector<std::string>;
using Index = std::unordered_map<std::string, std::int32_t>;

/// A GeoPackage open for reading, by the name that messages use.
struct Source {
    GDALDataset& dataset;
    std::string file;

    TableReader table(const std::string& name, const std::vector<std::string>& fields) const {
        return TableReader(dataset, file, name, fields);
    }
    bool has(const std::string& name) const { return dataset.GetLayerByName(name.c_str()) != nullptr; }
};

template <class Choice, std::size_t count>
Choice choice_in(const TableReader& table, const Words<Choice, count>& words, int field) {
    const auto found = choice(words, table.text(field));
    if (!found) table.fail(fmt::format("\"{}\" is not a word that is used here", table.text(field)));
    return *found;
}

int int_in(const TableReader& table, int field, int from, int to) {
    const long long n = table.whole(field);
    if (n < from || n > to) table.fail(fmt::format("{} is not between {} and {}", n, from, to));
    return static_cast<int>(n);
}

/// The index of the code in a field; `unassigned` where it is NULL.
std::int32_t index_in(const TableReader& table, const Index& index, int field) {
    if (table.null(field)) return model::unassigned;
    const auto found = index.find(table.text(field));
    if (found == index.end()) table.fail(fmt::format("code \"{}\" is in no layer", table.text(field)));
    return found->second;
}

std::int32_t due_index_in(const TableReader& table, const Index& index, int field) {
    const std::int32_t found = index_in(table, index, field);
    if (found == model::unassigned) table.fail("a row without a code");
    return found;
}

Index index_of(const Codes& codes) {
    Index index;
    index.reserve(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) index.emplace(codes[i], static_cast<std::int32_t>(i));
    return index;
}

model::InputError damaged(const std::string& file, const std::string& why) {
    return model::InputError(fmt::format("{} is damaged ({}); make it again with \"locality build\"", file, why));
}

/// Reads a layer's codes, names, columns and shapes.
struct LayerRows {
    Codes code, name;
    geo::Shapes shapes;
    std::vector<model::Column> columns;
    std::vector<int> pieces_before, pieces_after;
};

LayerRows read_layer_rows(const Source& source, const std::string& layer, std::vector<model::Column> columns) {
    TableReader table = source.table(layer, {"code", "name"});
    LayerRows rows;
    rows.columns = std::move(columns);
    std::vector<std::pair<int, int>> fields;  // number, status or -1
    for (const model::Column& c : rows.columns) {
        const int number = table.add_field(c.id);
        fields.emplace_back(number, table.has_field(status_field(c.id)) ? table.add_field(status_field(c.id)) : -1);
    }
    const bool has_pieces = table.has_field("pieces_after");
    const int before = has_pieces ? table.add_field("pieces_before") : -1;
    const int after = has_pieces ? table.add_field("pieces_after") : -1;
    while (table.next()) {
        rows.code.push_back(table.text(0));
        rows.name.push_back(table.text(1));
        if (rows.code.size() > 1 && !(rows.code[rows.code.size() - 2] < rows.code.back()))
            table.fail(fmt::format("code \"{}\" is out of order", rows.code.back()));
        for (std::size_t c = 0; c < fields.size(); ++c) {
            const auto [number, status] = fields[c];
            model::Values& values = rows.columns[c].values;
            values.number.push_back(table.number(number));
            values.status.push_back(!table.null(number) ? model::Status::known
                                    : status >= 0 && choice_in(table, status_words, status) == model::Status::suppressed
                                        ? model::Status::suppressed
                                        : model::Status::missing);
        }
        if (has_pieces) {
            rows.pieces_before.push_back(int_in(table, before, 0, 1'000'000));
            rows.pieces_after.push_back(int_in(table, after, 0, 1'000'000));
        }
        table.shape(rows.shapes);
    }
    return rows;
}

LayerRows read_zones(const std::filesystem::path& file, const std::string& name, std::vector<model::Column> columns) {
    const Listening gdal;
    const GDALDatasetUniquePtr dataset = open(file);
    if (!dataset) throw model::InputError(fmt::format("{}: cannot be opened{}", name, gdal.in_brackets()));
    LayerRows rows = read_layer_rows({*dataset, name}, "zones", std::move(columns));
    if (!gdal.failure().empty()) throw damaged(name, gdal.failure());
    return rows;
}

std::unordered_map<std::string, std::vector<model::Column>> read_columns(const Source& source) {
    TableReader table = source.table("columns", {"layer", "id", "title", "unit", "decimals"});
    std::unordered_map<std::string, std::vector<model::Column>> columns;
    while (table.next())
        columns[table.text(0)].push_back(
            {table.text(1), table.text(2), table.text(3), int_in(table, 4, 0, 20), model::Values()});
    return columns;
}

/// Reads rows that are grouped by zone, in the order of zones, and closes each zone's row of a sparse table.
class ZoneRows {
public:
    ZoneRows(std::vector<std::uint32_t>& row_begin, std::size_t zones) : m_row_begin(row_begin), m_zones(zones) {}

    /// True where `zone` begins.
    bool at(const TableReader& table, std::int32_t zone, std::size_t entries) {
        if (zone == m_zone) return false;
        if (zone < m_zone) table.fail("the zones are out of order");
        close_until(zone, entries);
        m_zone = zone;
        return true;
    }
    void end(std::size_t entries) { close_until(static_cast<std::int32_t>(m_zones), entries); }

private:
    void close_until(std::int32_t zone, std::size_t entries) {
        while (m_row_begin.size() <= static_cast<std::size_t>(zone))
            m_row_begin.push_back(static_cast<std::uint32_t>(entries));
    }

    std::vector<std::uint32_t>& m_row_begin;
    std::size_t m_zones;
    std::int32_t m_zone = -1;
};

model::Crosswalk read_crosswalk(const Source& source, const model::FootprintSet& set, const Index& zones,
                                const Index& footprints) {
    TableReader table =
        source.table("crosswalk_" + set.id, {"zone", "footprint", "share", "basis", "zone_covered", "zone_weight"});
    model::Crosswalk c;
    c.footprint_count = set.code.size();
    c.basis.assign(zones.size(), model::Basis::area);
    c.covered.assign(zones.size(), 0.0);
    c.whole.assign(zones.size(), model::no_value);
    ZoneRows rows(c.row_begin, zones.size());
    while (table.next()) {
        const std::int32_t zone = due_index_in(table, zones, 0);
        if (rows.at(table, zone, c.footprint.size())) {
            c.basis[static_cast<std::size_t>(zone)] = choice_in(table, basis_words, 3);
            c.covered[static_cast<std::size_t>(zone)] = table.number(4);
            c.whole[static_cast<std::size_t>(zone)] = table.number(5);
        } else if (c.footprint.size() == c.row_begin.back() || index_in(table, footprints, 1) <= c.footprint.back()) {
            table.fail("the footprints of a zone are out of order");
        }
        if (table.null(1)) continue;
        c.footprint.push_back(index_in(table, footprints, 1));
        c.share.push_back(table.number(2));
    }
    rows.end(c.footprint.size());
    if (std::all_of(c.whole.begin(), c.whole.end(), [](double w) { return std::isnan(w); })) c.whole.clear();
    return c;
}

model::Weights read_registered(const Source& source, const model::FootprintSet& set, const Index& zones,
                               const Index& footprints) {
    TableReader table = source.table("registered_" + set.id, {"zone", "footprint", "patients"});
    model::Weights w;
    ZoneRows rows(w.row_begin, zones.size());
    while (table.next()) {
        const std::int32_t footprint = due_index_in(table, footprints, 1);
        if (!rows.at(table, due_index_in(table, zones, 0), w.footprint.size()) && footprint <= w.footprint.back())
            table.fail("the footprints of a zone are out of order");
        w.footprint.push_back(footprint);
        w.weight.push_back(table.number(2));
    }
    rows.end(w.footprint.size());
    return w;
}

model::Assignment read_assignment(const Source& source, const model::FootprintSet& set, const Index& zones,
                                  const Index& footprints, const std::string& rule) {
    TableReader table =
        source.table("assignment_" + set.id, {"zone", "footprint", "share", "runner_up", "runner_up_share", "tie"});
    model::Assignment a;
    a.rule = rule;
    while (table.next()) {
        if (due_index_in(table, zones, 0) != static_cast<std::int32_t>(a.footprint.size()))
            table.fail("the zones are out of order");
        a.footprint.push_back(index_in(table, footprints, 1));
        a.share.push_back(table.number(2));
        a.runner_up.push_back(index_in(table, footprints, 3));
        a.runner_up_share.push_back(table.number(4));
        a.tie.push_back(table.flag(5));
    }
    if (a.footprint.size() != zones.size()) table.fail("zones are missing");
    return a;
}

void read_people(const Source& source, model::FootprintSet& set, const Index& footprints) {
    TableReader table =
        source.table("people_" + set.id, {"footprint", "sex", "age_from", "age_to", "people", "status"});
    while (table.next()) {
        const model::PeopleGroup group{choice_in(table, sex_words, 1), int_in(table, 2, 0, 999),
                                       table.null(3) ? model::PeopleGroup{}.to : int_in(table, 3, 0, 999)};
        const std::int32_t footprint = due_index_in(table, footprints, 0);
        if (footprint == 0) {
            set.groups.push_back(group);
            set.people.emplace_back();
        }
        if (set.groups.empty() || group != set.groups.back() ||
            set.people.back().size() != static_cast<std::size_t>(footprint))
            table.fail("the groups are out of order");
        set.people.back().number.push_back(table.number(4));
        set.people.back().status.push_back(choice_in(table, status_words, 5));
        if (table.null(4) == (set.people.back().status.back() == model::Status::known))
            table.fail("a figure and its status disagree");
    }
    if (!set.people.empty() && set.people.back().size() != set.code.size()) table.fail("footprints are missing");
}

void read_rule_log(const Source& source, model::Result& result, const Index& zones) {
    TableReader table =
        source.table("rule_log", {"set_id", "zone", "from_footprint", "to_footprint", "rank", "share_from", "share_to",
                                  "patients_from", "patients_to", "patients_moved", "reason", "kind", "fragment",
                                  "fragment_patients", "alternative", "alternative_cost", "cumulative_cost", "tie"});
    std::unordered_map<std::string, std::pair<model::FootprintSet*, Index>> sets;
    for (model::FootprintSet& set : result.sets) sets[set.id] = {&set, index_of(set.code)};
    while (table.next()) {
        const auto found = sets.find(table.text(0));
        if (found == sets.end()) table.fail(fmt::format("no footprint set is called \"{}\"", table.text(0)));
        const auto& [set, footprints] = found->second;
        set->overrides.push_back({due_index_in(table, zones, 1), due_index_in(table, footprints, 2),
                                  due_index_in(table, footprints, 3), int_in(table, 4, 0, 1'000'000), table.number(5),
                                  table.number(6), table.number(7), table.number(8), table.number(9), table.text(10),
                                  choice_in(table, override_words, 11), table.text(12), table.number(13), table.text(14),
                                  table.number(15), table.number(16), table.flag(17)});
    }
}

void read_menders(const Source& source, model::Result& result) {
    TableReader table = source.table(
        "menders", {"set_id", "asked", "used", "status", "patients_moved", "zones_moved", "bound"});
    while (table.next()) {
        const auto set = std::find_if(result.sets.begin(), result.sets.end(),
                                      [&](const model::FootprintSet& s) { return s.id == table.text(0); });
        if (set == result.sets.end()) table.fail(fmt::format("no footprint set is called \"{}\"", table.text(0)));
        set->mending = model::MendingReport{choice_in(table, mender_words, 1), choice_in(table, mender_words, 2),
                                            table.text(3), table.number(4),
                                            static_cast<std::size_t>(int_in(table, 5, 0, 1'000'000'000)), table.number(6)};
    }
}

void read_links(const Source& source, model::Result& result, const Index& zones) {
    TableReader table = source.table("links", {"zone_a", "zone_b"});
    while (table.next()) {
        const std::int32_t a = due_index_in(table, zones, 0), b = due_index_in(table, zones, 1);
        if (a == b) table.fail("a link joins a zone with itself");
        result.links.emplace_back(a, b);
    }
    if (!result.links.empty()) result.zones.adjacency = geo::with_links(result.zones.adjacency, result.links);
}

}  // namespace

model::Result read_geopackage(const std::filesystem::path& file) {
    const Listening gdal;
    const GDALDatasetUniquePtr dataset = open(file);
    if (!dataset || !has_result(*dataset)) {
        if (!std::filesystem::exists(file)) throw model::InputError(fmt::format("{}: no such file", file.string()));
        throw model::InputError(fmt::format(
            "{} is not a GeoPackage that Locality made; choose one that \"locality build\" wrote", file.string()));
    }
    const Source source{*dataset, file.filename().string()};
    model::Result result;
    read_records(*dataset, source.file, result);
    read_repairs(*dataset, source.file, result);
    auto columns = read_columns(source);

    // Zones on a thread and with a dataset of their own, beside the footprints' outlines; then the zones' topology, beside
    // the tables that go by their codes.
    auto reading = std::async(std::launch::async, read_zones, file, source.file, std::move(columns["zones"]));
    std::map<std::string, LayerRows> outlines;
    for (auto& [layer, of_layer] : columns)
        if (layer.starts_with("footprints_")) outlines[layer] = read_layer_rows(source, layer, std::move(of_layer));
    LayerRows zone_rows = reading.get();
    model::Coverage& zones = result.zones;
    zones.code = std::move(zone_rows.code);
    zones.name = std::move(zone_rows.name);
    zones.shapes = std::move(zone_rows.shapes);
    result.zone_columns = std::move(zone_rows.columns);
    const Index zone_index = index_of(zones.code);
    auto building = std::async(std::launch::async, [&zones] {
        zones.topology = geo::build_topology(zones.shapes);
        zones.area_m2 = geo::face_areas_m2(zones.topology);
        zones.adjacency = geo::adjacency(zones.topology);
    });

    TableReader table =
        source.table("footprint_sets", {"id", "title", "origin", "method", "basis", "rule", "overlapping"});
    while (table.next()) {
        model::FootprintSet set;
        set.id = table.text(0);
        set.title = table.text(1);
        set.origin = choice_in(table, origin_words, 2);
        set.method = choice_in(table, method_words, 3);
        set.basis = choice_in(table, basis_words, 4);
        set.overlapping = choice_in(table, model::overlapping_words, 6);
        const auto read = outlines.find("footprints_" + set.id);
        LayerRows rows = read != outlines.end() ? std::move(read->second)
                                                : read_layer_rows(source, "footprints_" + set.id, {});
        set.code = std::move(rows.code);
        set.name = std::move(rows.name);
        set.shapes = std::move(rows.shapes);
        set.columns = std::move(rows.columns);
        set.pieces_before = std::move(rows.pieces_before);
        set.pieces_after = std::move(rows.pieces_after);
        const Index footprints = index_of(set.code);
        set.crosswalk = read_crosswalk(source, set, zone_index, footprints);
        if (source.has("assignment_" + set.id))
            set.assignment = read_assignment(source, set, zone_index, footprints, table.text(5));
        if (source.has("registered_" + set.id)) set.registered = read_registered(source, set, zone_index, footprints);
        read_people(source, set, footprints);
        read_estimates(*dataset, source.file, set, result.indicators);
        read_flow(*dataset, source.file, set);
        result.sets.push_back(std::move(set));
    }
    read_rule_log(source, result, zone_index);
    read_menders(source, result);
    building.get();
    read_links(source, result, zone_index);
    if (!gdal.failure().empty())
        throw damaged(source.file, gdal.failure());
    return result;
}

bool is_result(const std::filesystem::path& file) {
    const Listening gdal;
    const GDALDatasetUniquePtr dataset = open(file);
    return dataset && has_result(*dataset);
}

}  // namespace locality::io
