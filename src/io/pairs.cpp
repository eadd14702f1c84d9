#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace locality::io {

namespace {

/// The column that the project names, else the first with one of these words as its name.
std::optional<std::size_t> column(const Columns& columns, const std::string& named, std::string_view key,
                                  std::initializer_list<std::string_view> words,
                                  std::optional<std::size_t> not_this = {}) {
    if (!named.empty()) return column_called(columns, named, key);
    for (std::string_view word : words)
        for (std::size_t c = 0; c < columns.names.size(); ++c)
            if (not_this != c && lower(columns.names[c]) == word) return c;
    return {};
}

[[noreturn]] void missing(const Columns& columns, std::string_view what, std::string_view key) {
    throw model::InputError(fmt::format("{}: no column is recognised as {}; say which with {} = \"...\"; it has: {}",
                                        columns.source, what, key, listed(columns)));
}

/// Rows with both codes; those with one alone are counted in an issue.
model::LookupTable rows_of(const Table& table, std::size_t from, std::size_t to, std::optional<std::size_t> words,
                           model::Issues& issues) {
    model::LookupTable result;
    result.source = table.source;
    std::size_t half = 0;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        model::LookupTable::Row row;
        row.from = table.cells[from][r];
        row.to = table.cells[to][r];
        if (words) row.to_name = table.cells[*words][r];
        if (row.from.empty() && row.to.empty()) continue;
        if (row.from.empty() || row.to.empty()) {
            ++half;
            continue;
        }
        result.rows.push_back(std::move(row));
    }
    if (half > 0)
        warn(issues, table.source, "missing",
             fmt::format("{} rows have only one of \"{}\" and \"{}\" and were passed over", half, table.columns[from],
                         table.columns[to]));
    return result;
}

}  // namespace

model::LookupTable read_links(const model::Project& project, model::Issues& issues) {
    const std::array hints{project.link_from, project.link_to};
    const Table table = read_table_with(project.links, hints, issues);
    const Columns columns = columns_of(table);
    const auto from = column(columns, project.link_from, "from", {"from", "zone_a", "a", "zone1", "zone_1"});
    if (!from) missing(columns, "the first zone of each link", "from");
    const auto to = column(columns, project.link_to, "to", {"to", "zone_b", "b", "zone2", "zone_2"}, from);
    if (!to || to == from) missing(columns, "the second zone of each link", "to");
    return rows_of(table, *from, *to, {}, issues);
}

model::LookupTable read_overrides(const model::FootprintSpec& spec, model::Issues& issues) {
    const std::array hints{spec.override_zone, spec.override_footprint, spec.override_reason};
    const Table table = read_table_with(spec.overrides, hints, issues);
    const Columns columns = columns_of(table);
    auto zone = column(columns, spec.override_zone, "zone", {"zone", "zone_code"});
    if (!zone) zone = key_column(columns, spec.overrides, true).code;
    auto footprint =
        column(columns, spec.override_footprint, "footprint", {"footprint", "footprint_code", "to", spec.id}, zone);
    if (!footprint) footprint = code_of(columns, spec.id);
    if (!footprint || footprint == zone) missing(columns, "the footprint that each zone goes to", "footprint");
    const auto reason = column(columns, spec.override_reason, "reason", {"reason", "why", "note", "notes"});
    return rows_of(table, *zone, *footprint, reason, issues);
}

}  // namespace locality::io
