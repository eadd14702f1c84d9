#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace locality::io {

namespace {

/// The letters of an id or a column's first words, without digits: "ward24" and "WD24CD" are both about wards.
std::string kind_of_id(const std::string& id) {
    const Recognised what = recognise(id);
    if (!what.kind.empty()) return what.kind;
    std::string letters;
    for (char c : id)
        if (is_letter(c)) letters += lower(c);
    return letters;
}

/// Columns about `kind`: by what is recognised, else by the word itself ("community_committee" for committee).
std::optional<std::size_t> about(const Columns& columns, const std::string& kind, bool name,
                                 std::optional<std::size_t> not_this) {
    if (kind.empty()) return {};
    const auto by_kind = name ? name_of(columns, kind) : code_of(columns, kind);
    if (by_kind && by_kind != not_this) return by_kind;
    for (std::size_t c = 0; c < columns.names.size(); ++c) {
        if (not_this == c) continue;
        const std::vector<std::string> words = words_of(columns.names[c]);
        const bool says = std::find(words.begin(), words.end(), kind) != words.end();
        const bool is_name = std::find(words.begin(), words.end(), "name") != words.end();
        if (says && is_name == name) return c;
    }
    return {};
}

std::optional<std::size_t> column_named(const Columns& columns, std::string_view name) {
    return find_column(columns, [&](std::string_view column) { return lower(column) == name; });
}

/// The likeliest word first: a crosswalk of ours has both a share and a weight.
std::optional<std::size_t> share_column(const Columns& columns) {
    for (const char* name : {"share", "proportion", "prop", "fraction", "ratio", "weight"})
        if (const auto found = column_named(columns, name)) return found;
    return {};
}

/// A crosswalk as `locality crosswalk` writes it says so by its columns.
bool is_crosswalk(const Columns& columns) {
    for (const char* name : {"zone", "footprint", "share"})
        if (!column_named(columns, name)) return false;
    return true;
}

}  // namespace

model::LookupTable read_lookup(const model::FootprintSpec& spec, model::Issues& issues) {
    const std::array<std::string, 5> hints{spec.from, spec.to, spec.to_name, spec.share, "footprint"};
    const Table table = read_table_with(spec.lookup, hints, issues);
    const Columns columns = columns_of(table);
    const bool ours = is_crosswalk(columns);
    const std::string to_kind = kind_of_id(spec.id);

    // From what: named; else the set it is made of; else the finest zones the table has.
    std::optional<std::size_t> to, to_name;
    if (!spec.to.empty()) to = column_called(columns, spec.to, "to");
    if (!spec.to_name.empty()) to_name = column_called(columns, spec.to_name, "to_name");
    if (!to && ours) to = column_named(columns, "footprint");
    if (!to) to = about(columns, to_kind, false, {});
    if (!to) to = about(columns, to_kind, true, {});  // groups that have names only
    std::size_t from = 0;
    if (!spec.from.empty()) {
        from = column_called(columns, spec.from, "from");
    } else if (ours) {
        from = *column_named(columns, "zone");
    } else {
        const std::string of = kind_of_id(spec.of);
        auto found = about(columns, of, false, to);
        if (!found) found = about(columns, of, true, to);
        from = found ? *found : key_column(columns, spec.lookup, spec.origin == model::Origin::lookup).code;
    }
    if (!to)
        throw model::InputError(
            fmt::format("{}: no column is recognised as the code of \"{}\"; say which with to = \"...\"; it has: {}",
                        table.source, spec.id, listed(columns)));
    if (*to == from)
        throw model::InputError(
            fmt::format("{}: \"{}\" cannot be both from and to; say which with from = \"...\" and to = \"...\"; it "
                        "has: {}",
                        table.source, table.columns[from], listed(columns)));
    if (!to_name) {
        const Recognised what = recognise(table.columns[*to]);
        const auto named = about(columns, what.kind.empty() ? to_kind : what.kind, true, to);
        if (named && *named != from) to_name = named;
    }
    const auto share = spec.share.empty() ? share_column(columns) : column_called(columns, spec.share, "share");

    model::LookupTable lookup;
    lookup.source = table.source;
    lookup.rows.reserve(table.row_count());
    std::size_t no_from = 0, no_to = 0;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        model::LookupTable::Row row{std::string(table.cells[from][r]), std::string(table.cells[*to][r]), "", 1.0};
        if (row.from.empty()) {
            ++no_from;
            continue;
        }
        if (row.to.empty()) {
            ++no_to;
            continue;
        }
        row.to_name = to_name ? std::string(table.cells[*to_name][r]) : row.to;
        if (row.to_name.empty()) row.to_name = row.to;
        if (share) row.share = share_in(table, *share, r, row.from);
        lookup.rows.push_back(std::move(row));
    }
    if (lookup.rows.empty())
        throw model::InputError(fmt::format("{}: no row has both \"{}\" and \"{}\"", table.source, table.columns[from],
                                            table.columns[*to]));
    if (no_from > 0)
        warn(issues, table.source, "missing",
             fmt::format("{} rows have nothing in \"{}\" and were passed over", no_from, table.columns[from]));
    if (no_to > 0)
        warn(issues, table.source, "missing",
             fmt::format("{} rows have nothing in \"{}\": they belong to no footprint", no_to, table.columns[*to]));
    return lookup;
}

}  // namespace locality::io
