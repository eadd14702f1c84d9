#include "io/grid.h"

#include "io/column_words.h"
#include "io/notes.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace locality::io {

namespace {

/// A header on one line: line breaks and runs of spaces are one space.
std::string one_line(std::string_view text, bool& had_newline) {
    std::string out;
    for (char c : text) {
        const bool newline = c == '\n' || c == '\r';
        had_newline |= newline;
        if (newline || c == ' ' || c == '\t') {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += c;
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::size_t filled(std::span<const std::string_view> row) {
    return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](auto c) { return !c.empty(); }));
}

}  // namespace

bool is_recognised_header(std::span<const std::string_view> row, std::span<const std::string> hints) {
    return std::any_of(row.begin(), row.end(), [&](std::string_view cell) {
        constexpr std::size_t longest_name = 200;
        if (cell.empty() || cell.size() > longest_name) return false;
        for (const std::string& hint : hints)
            if (lower(hint) == lower(cell)) return true;
        const Recognised what = recognise(cell);
        return what.is_code;
    });
}

std::size_t header_row(const Grid& grid, std::span<const std::string> hints) {
    constexpr std::size_t rows_looked_at = 40;
    const std::size_t rows = std::min(grid.row_count(), rows_looked_at);
    std::size_t widest = 0;
    for (std::size_t r = 0; r < rows; ++r) widest = std::max(widest, filled(grid.row(r)));
    // A full first row is the header, recognised or not: a later row may hold the word "Ward" as a value.
    if (rows > 0 && filled(grid.row(0)) == widest) return 0;
    for (std::size_t r = 0; r < rows; ++r)
        if (filled(grid.row(r)) > 1 && is_recognised_header(grid.row(r), hints)) return r;
    for (std::size_t r = 0; r < rows; ++r)
        if (filled(grid.row(r)) > widest / 2) return r;
    return 0;
}

Table table_of(const Grid& grid, const std::string& source, std::span<const std::string> hints, model::Issues& issues) {
    constexpr std::size_t most_columns = 20'000;
    const std::size_t header = header_row(grid, hints);
    if (grid.row_count() <= header + 1) throw model::InputError(source + ": has no rows below its header");
    if (header > 0)
        note(issues, source, "title_rows",
             fmt::format("{} rows of titles stand above the header and were passed over", header));

    const std::span<const std::string_view> names = grid.row(header);
    std::size_t width = names.size();
    for (std::size_t r = header + 1; r < grid.row_count(); ++r) width = std::max(width, grid.row(r).size());
    if (names.size() > most_columns)
        throw model::InputError(fmt::format("{}: more than {} columns", source, most_columns));

    Table table;
    table.source = source;
    table.text = grid.text;
    std::vector<std::size_t> place;  // of the table's columns in the grid
    std::unordered_map<std::string, int> times;
    std::string with_newlines, repeated;
    for (std::size_t c = 0; c < names.size(); ++c) {
        bool had_newline = false;
        std::string name = one_line(names[c], had_newline);
        if (name.empty()) continue;
        if (had_newline) with_newlines += (with_newlines.empty() ? "" : ", ") + name;
        if (const int n = ++times[name]; n > 1) {
            repeated += (repeated.empty() ? "" : ", ") + name;
            name += fmt::format(" ({})", n);
        }
        table.columns.push_back(std::move(name));
        place.push_back(c);
    }
    if (!with_newlines.empty())
        note(issues, source, "header_newline", "line breaks in headers were made spaces: " + with_newlines);
    if (!repeated.empty())
        note(issues, source, "duplicate_header", "headers that stand more than once were numbered: " + repeated);

    std::vector<std::size_t> rows;
    rows.reserve(grid.row_count() - header - 1);
    std::size_t blank = 0, shorter = 0;
    std::vector<std::size_t> stray(width, 0);
    for (std::size_t r = header + 1; r < grid.row_count(); ++r) {
        const auto row = grid.row(r);
        const bool any =
            std::any_of(place.begin(), place.end(), [&](std::size_t c) { return c < row.size() && !row[c].empty(); });
        for (std::size_t c = 0, next = 0; c < row.size(); ++c) {
            if (next < place.size() && place[next] == c)
                ++next;
            else if (!row[c].empty())
                ++stray[c];
        }
        if (!any) {
            ++blank;
            continue;
        }
        if (row.size() <= place.back()) ++shorter;
        rows.push_back(r);
    }
    table.cells.resize(place.size());
    for (std::size_t c = 0; c < place.size(); ++c) {
        table.cells[c].reserve(rows.size());
        for (std::size_t r : rows) {
            const auto row = grid.row(r);
            table.cells[c].push_back(place[c] < row.size() ? row[place[c]] : std::string_view{});
        }
    }
    if (rows.empty()) throw model::InputError(source + ": has no rows below its header");

    std::size_t stray_columns = 0, stray_cells = 0;
    for (std::size_t c = 0, next = 0; c < width; ++c) {
        if (next < place.size() && place[next] == c) {
            ++next;
            continue;
        }
        ++stray_columns;
        stray_cells += stray[c];
    }
    if (stray_columns > 0)
        note(issues, source, "stray_column",
             fmt::format("{} columns have no header and were left out, with the {} cells they hold", stray_columns,
                         stray_cells));
    if (shorter > 0)
        note(issues, source, "short_row",
             fmt::format("{} rows have fewer cells than the header; the rest was taken as empty", shorter));
    if (blank > 0) note(issues, source, "blank_row", fmt::format("{} rows are empty and were passed over", blank));
    return table;
}

}  // namespace locality::io
