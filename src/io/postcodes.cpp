#include "model/postcodes.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/places.h"
#include "io/read_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace locality::io {

namespace {

/// The ONS writes latitude 99.999999 where a postcode has no place.
constexpr double no_latitude = 99.9;

std::size_t postcode_column(const Columns& columns, const model::SourceSpec& spec) {
    if (!spec.code.empty()) return column_called(columns, spec.code, "code");
    if (const auto found = code_of(columns, "postcode")) return *found;
    throw model::InputError(
        fmt::format("{}: no column of postcodes is recognised (pcds, pcd7, pcd8, postcode); say which with code = "
                    "\"...\"; it has: {}",
                    columns.source, listed(columns)));
}

}  // namespace

model::Postcodes read_postcodes(const model::SourceSpec& spec, model::Issues& issues) {
    const Table table = read_table(spec, issues);
    const Columns columns = columns_of(table);
    const std::size_t column = postcode_column(columns, spec);
    Places places = places_of(table, spec);
    if (places.definition == "EPSG:4326")
        for (geo::Point& p : places.place)
            if (p.y > no_latitude) p = {model::no_value, model::no_value};
    bring_places(places, table.source, issues);

    std::vector<std::string> code(table.row_count());
    std::vector<std::size_t> order;
    std::size_t odd = 0, nowhere = 0;
    std::string odd_one;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const std::string_view text = table.cells[column][row];
        const std::optional<std::string> read = model::postcode(text);
        if (!read) {
            if (odd++ == 0) odd_one = text;
        } else if (!std::isfinite(places.place[row].x) || !std::isfinite(places.place[row].y)) {
            ++nowhere;
        } else {
            code[row] = *read;
            order.push_back(row);
        }
    }
    if (order.empty())
        throw model::InputError(
            fmt::format("{}: no row has a postcode in column \"{}\" and a place; choose the column "
                        "of postcodes with code = \"...\"",
                        table.source, table.columns[column]));
    std::ranges::stable_sort(order, {}, [&](std::size_t row) -> const std::string& { return code[row]; });
    model::Postcodes postcodes;
    postcodes.source = table.source;
    std::size_t again = 0;
    for (const std::size_t row : order) {
        if (!postcodes.code.empty() && postcodes.code.back() == code[row]) {
            ++again;
            continue;
        }
        postcodes.code.push_back(std::move(code[row]));
        postcodes.place.push_back(places.place[row]);
    }
    if (odd > 0)
        warn(issues, table.source, "no_postcode",
             fmt::format("{} rows have no postcode in column \"{}\" and were left out; the first holds \"{}\"", odd,
                         table.columns[column], odd_one));
    if (nowhere > 0)
        note(issues, table.source, "no_place", fmt::format("{} postcodes have no place and were left out", nowhere));
    if (again > 0)
        note(issues, table.source, "duplicate_postcode",
             fmt::format("{} rows repeat a postcode; the first row of each counts", again));
    return postcodes;
}

}  // namespace locality::io
