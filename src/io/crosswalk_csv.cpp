#include "io/crosswalk_csv.h"

#include "io/cells.h"
#include "io/columns.h"
#include "io/csv_output.h"
#include "io/text_table.h"
#include "model/errors.h"
#include "model/words.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace locality::io {

namespace {

std::size_t column_or(const Columns& columns, const std::string& named, const char* key, std::string_view usual) {
    return column_called(columns, named.empty() ? usual : named, key);
}

}  // namespace

std::string crosswalk_csv(const model::CodedCrosswalk& crosswalk) {
    const model::Crosswalk& c = crosswalk.shares;
    std::string text = "zone,footprint,weight,share,basis\n";
    for (std::size_t z = 0; z < crosswalk.zone.size(); ++z) {
        const std::string basis = model::word(model::basis_words, c.basis[z]);
        const double whole = c.whole.empty() ? model::no_value : c.whole[z];
        for (std::size_t k = 0; k < c.footprints_of(z).size(); ++k) {
            const double share = c.shares_of(z)[k];
            const std::string weight = std::isnan(whole) ? "" : fmt::format("{}", share * whole);
            text += fmt::format("{},{},{},{},{}\n", csv_cell(crosswalk.zone[z]),
                                csv_cell(crosswalk.footprint[static_cast<std::size_t>(c.footprints_of(z)[k])]), weight,
                                share, basis);
        }
    }
    return text;
}

model::CodedCrosswalk read_crosswalk(const model::SourceSpec& spec, const std::string& from, const std::string& to,
                                     const std::string& share_name, model::Issues& issues) {
    const std::array<std::string, 2> hints{from.empty() ? "zone" : from, to.empty() ? "footprint" : to};
    const Table table = read_table_with(spec, hints, issues);
    const Columns columns = columns_of(table);
    const std::size_t zone = column_or(columns, from, "from", "zone"),
                      footprint = column_or(columns, to, "to", "footprint");
    const auto called = [&](std::string_view name) {
        return find_column(columns, [&](std::string_view column) { return column == name; });
    };
    const auto share =
        share_name.empty() ? called("share") : std::optional(column_called(columns, share_name, "share"));
    const auto weight = called("weight"), basis = called("basis");
    struct Entry {
        double share = 1, weight = model::no_value;
        model::Basis basis = model::Basis::lookup;
    };
    std::map<std::pair<std::string, std::string>, Entry> entries;
    std::set<std::string> footprints;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        const std::string z(table.cells[zone][r]), f(table.cells[footprint][r]);
        if (z.empty() || f.empty()) continue;
        Entry entry;
        if (share) entry.share = share_in(table, *share, r, z);
        if (weight)
            if (const Cell value = parse_cell(table.cells[*weight][r]); value.is == Cell::Is::number)
                entry.weight = value.number;
        if (basis)
            if (const auto known = model::choice(model::basis_words, table.cells[*basis][r])) entry.basis = *known;
        if (!entries.emplace(std::pair(z, f), entry).second)
            throw model::InputError(
                fmt::format("{}: {} and {} stand together twice; take one row out", table.source, z, f));
        footprints.insert(f);
    }
    if (entries.empty()) throw model::InputError(table.source + ": no row has both a zone and a footprint");

    model::CodedCrosswalk result;
    result.footprint.assign(footprints.begin(), footprints.end());
    model::Crosswalk& c = result.shares;
    c.footprint_count = footprints.size();
    for (auto at = entries.begin(); at != entries.end();) {
        const std::string z = at->first.first;
        double sum = 0, whole = model::no_value;
        const model::Basis by = at->second.basis;
        for (; at != entries.end() && at->first.first == z; ++at) {
            const Entry& e = at->second;
            sum += e.share;
            if (std::isnan(whole) && e.share > 0) whole = e.weight / e.share;
            c.footprint.push_back(static_cast<std::int32_t>(
                std::lower_bound(result.footprint.begin(), result.footprint.end(), at->first.second) -
                result.footprint.begin()));
            c.share.push_back(e.share);
        }
        result.zone.push_back(z);
        c.row_begin.push_back(static_cast<std::uint32_t>(c.footprint.size()));
        c.covered.push_back(std::abs(sum - 1.0) < 1e-9 ? 1.0 : std::min(sum, 1.0));
        c.basis.push_back(by);
        c.whole.push_back(whole);
    }
    return result;
}

model::BridgeTable read_bridge(const model::BridgeSpec& spec, model::Issues& issues) {
    const std::array<std::string, 3> hints{spec.from, spec.to, spec.weight};
    const Table table = read_table_with(spec.source, hints, issues);
    const Columns columns = columns_of(table);
    const std::size_t from = column_called(columns, spec.from, "from"), to = column_called(columns, spec.to, "to"),
                      weight = column_called(columns, spec.weight, "weight");
    model::BridgeTable bridge;
    bridge.source = table.source;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        model::BridgeTable::Row row{std::string(table.cells[from][r]), std::string(table.cells[to][r]), 0};
        if (row.from.empty() || row.to.empty()) continue;
        const Cell value = parse_cell(table.cells[weight][r]);
        if (value.is != Cell::Is::number || value.number < 0)
            throw model::InputError(
                fmt::format("{}: {} has \"{}\" in column \"{}\"; the weight of a link is a number, nought or more",
                            table.source, row.from, table.cells[weight][r], table.columns[weight]));
        row.weight = value.number;
        bridge.rows.push_back(std::move(row));
    }
    if (bridge.rows.empty()) throw model::InputError(table.source + ": no row links two zones");
    return bridge;
}

}  // namespace locality::io
