#include "io/geopackage_records.h"

#include "io/geopackage_estimates.h"
#include "io/geopackage_words.h"

#include "geo/crs.h"
#include "model/errors.h"

#include <fmt/format.h>
#include <charconv>
#include <filesystem>
#include <map>

namespace locality::io::geopackage {

namespace {

/// Reads whole text as a number; `fail` says what is wrong otherwise.
template <class Number>
Number parsed(const TableReader& table, const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) table.fail("\"" + text + "\" is not a number");
    return number;
}

void read_provenance(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(dataset, file, "provenance",
                      {"kind", "item", "value", "layer", "sha256", "bytes", "coordinates"});
    std::map<std::string, std::string> said;
    while (table.next()) {
        const std::string kind = table.text(0);
        if (kind == "option") {
            result.options[table.text(1)] = table.text(2);
        } else if (kind == "input") {
            if (table.whole(5) < 0) table.fail("a file of less than no bytes");
            result.files.push_back({table.text(1), table.text(2), table.text(4),
                                    static_cast<std::uint64_t>(table.whole(5)), table.text(3), table.text(6)});
        } else {
            said[kind + " " + table.text(1)] = table.text(2);
        }
    }
    if (said["program layout"] != layout_version)
        throw model::InputError(
            fmt::format("{} was made by another version of Locality; make it again with \"locality build\"", file));
    result.synthetic = said.contains("notice synthetic");
    result.title = said["project title"];
    result.attribution = said["project attribution"];
    result.deprivation_edition = parsed<int>(table, said["project deprivation_edition"]);
    result.deprivation_zones = parsed<int>(table, said["project deprivation_zones"]);
    result.zones.id = said["zones id"];
    result.zones.kind = said["zones kind"];
    result.zones.vintage = parsed<int>(table, said["zones vintage"]);
    result.zones.overlap_m2 = parsed<double>(table, said["zones overlap_m2"]);
    result.zones.gap_m2 = parsed<double>(table, said["zones gap_m2"]);
    result.output.shade = said["output shade"];
    result.output.footprints = said["output footprints"];
}

void read_ledger(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(dataset, file, "ledger",
                      {"set_id", "quantity", "people_in", "allocated", "outside", "unallocatable", "counted",
                       "counted_again", "closes"});
    while (table.next())
        result.ledger.push_back({table.text(0), table.text(1), table.number(2), table.number(3), table.number(4),
                                 table.number(5), table.number(6), table.number(7), table.flag(8)});
}

void read_unplaced(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(dataset, file, "unplaced", {"quantity", "category", "row_count", "people"});
    while (table.next()) {
        if (table.whole(2) < 0) table.fail("fewer than no rows");
        result.unplaced.push_back(
            {table.text(0), table.text(1), static_cast<std::size_t>(table.whole(2)), table.number(3)});
    }
}

void read_issues(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(dataset, file, "issues",
                      {"severity", "kind", "layer", "code", "what", "easting", "northing", "area_m2"});
    while (table.next()) {
        const auto severity = choice(severity_words, table.text(0));
        if (!severity) table.fail("no severity is called \"" + table.text(0) + "\"");
        model::Issue issue{*severity, table.text(1), table.text(2), table.text(3), table.text(4), {}, table.number(7)};
        if (!table.null(5) && !table.null(6)) issue.where = geo::Point{table.number(5), table.number(6)};
        result.issues.push_back(std::move(issue));
    }
}

void read_joins(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(dataset, file, "join_report", {"join_no", "source", "target", "outcome", "codes", "code"});
    while (table.next()) {
        const long long number = table.whole(0);
        const auto known = static_cast<long long>(result.joins.size());
        if (number != known && number != known + 1) table.fail("the joins are out of order");
        if (number == known + 1) {
            result.joins.emplace_back();
            result.joins.back().table = table.text(1);
            result.joins.back().target = table.text(2);
        }
        if (result.joins.empty()) table.fail("the joins are not numbered from 1");
        model::JoinReport& join = result.joins.back();
        const std::string outcome = table.text(3);
        if (outcome == "matched") {
            if (table.whole(4) < 0) table.fail("fewer than no codes");
            join.matched = static_cast<std::size_t>(table.whole(4));
        } else if (!table.null(5) && outcome == "unknown")
            join.unknown.push_back(table.text(5));
        else if (!table.null(5) && outcome == "duplicate")
            join.duplicate.push_back(table.text(5));
        else if (!table.null(5) && outcome == "missing")
            join.missing.push_back(table.text(5));
    }
}

void read_postcodes(GDALDataset& dataset, const std::string& file, model::Result& result) {
    if (dataset.GetLayerByName("postcodes") == nullptr) return;
    TableReader table(dataset, file, "postcodes", {"postcode", "easting", "northing"});
    model::Postcodes& postcodes = result.postcodes;
    postcodes.source = std::filesystem::path(file).filename().string();
    while (table.next()) {
        const std::string code = table.text(0);
        if (model::postcode(code) != code) table.fail("\"" + code + "\" is not a postcode");
        if (!postcodes.code.empty() && postcodes.code.back() >= code) table.fail("the postcodes are out of order");
        const geo::Point place{table.number(1), table.number(2)};
        geo::Box box;
        box.add(place);
        if (!geo::plausible_national_grid(box)) table.fail("postcode " + code + " lies outside the National Grid");
        postcodes.code.push_back(code);
        postcodes.place.push_back(place);
    }
}

}  // namespace

bool has_result(GDALDataset& dataset) {
    OGRLayer* layer = dataset.GetLayerByName("provenance");
    if (!layer) return false;
    const int item = layer->GetLayerDefn()->GetFieldIndex("item");
    const int value = layer->GetLayerDefn()->GetFieldIndex("value");
    if (item < 0 || value < 0) return false;
    layer->ResetReading();
    const OGRFeatureUniquePtr first(layer->GetNextFeature());
    return first && std::string_view("name") == first->GetFieldAsString(item) &&
           std::string_view("Locality") == first->GetFieldAsString(value);
}

void read_records(GDALDataset& dataset, const std::string& file, model::Result& result) {
    read_provenance(dataset, file, result);
    read_indicators(dataset, file, result);
    read_ledger(dataset, file, result);
    read_unplaced(dataset, file, result);
    read_issues(dataset, file, result);
    read_joins(dataset, file, result);
    read_postcodes(dataset, file, result);
}

}  // namespace locality::io::geopackage
