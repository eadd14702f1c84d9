#include "io/cells.h"
#include "io/column_words.h"
#include "io/columns.h"
#include "io/notes.h"
#include "io/people_words.h"
#include "io/read_table.h"
#include "io/text_table.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace locality::io {

namespace {

template <std::size_t N>
std::optional<std::size_t> one_of(const Columns& columns, const std::array<const char*, N>& names) {
    for (const char* name : names)
        if (const auto c = find_column(columns, [&](std::string_view n) { return lower(n) == name; })) return c;
    return {};
}

std::size_t required(const Columns& columns, const std::string& named, const char* key,
                     std::optional<std::size_t> found, const std::string& id) {
    if (!named.empty()) return column_called(columns, named, key);
    if (found) return *found;
    throw model::InputError(
        fmt::format("{}: indicator \"{}\" needs a {}; say which column with {} = \"...\"; it has: {}", columns.source,
                    id, key, key, listed(columns)));
}

}  // namespace

model::IndicatorTable read_indicator(const model::IndicatorSpec& spec, model::Issues& issues) {
    const std::array hints{spec.numerator, spec.denominator, spec.period, spec.sex};
    const Table table = read_table_with(spec.source, hints, issues);
    const Columns columns = columns_of(table);
    const std::size_t code = key_column(columns, spec.source, true).code;
    static constexpr std::array numerators{"numerator", "count", "n", "value"};
    static constexpr std::array denominators{"denominator", "total", "population"};
    static constexpr std::array periods{"period", "year", "time_period", "time period", "date"};
    static constexpr std::array sexes{"sex", "gender"};
    const std::size_t numerator = required(columns, spec.numerator, "numerator", one_of(columns, numerators), spec.id);
    std::optional<std::size_t> denominator;
    if (spec.kind != "count" || !spec.denominator.empty())
        denominator = required(columns, spec.denominator, "denominator", one_of(columns, denominators), spec.id);
    const auto period = spec.period.empty() ? one_of(columns, periods) : column_called(columns, spec.period, "period");
    const auto sex = spec.sex.empty() ? one_of(columns, sexes) : column_called(columns, spec.sex, "sex");

    model::IndicatorTable indicator;
    indicator.id = spec.id;
    indicator.title = spec.title.empty() ? spec.id : spec.title;
    indicator.kind = spec.kind;
    indicator.source = table.source;
    indicator.polarity = spec.polarity;
    indicator.multiplier = spec.multiplier > 0         ? spec.multiplier
                           : spec.kind == "proportion" ? 100.0
                           : spec.kind == "rate"       ? 100'000.0
                                                       : 1.0;
    indicator.unit = !spec.unit.empty()          ? spec.unit
                     : spec.kind == "proportion" ? "%"
                     : spec.kind == "rate"       ? fmt::format("per {:.0f}", indicator.multiplier)
                                                 : "";

    struct Rows {
        std::vector<std::size_t> rows;
    };
    std::map<std::pair<std::string, model::Sex>, Rows> slices;
    std::size_t odd_sex = 0;
    std::string_view first_odd;
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        auto which = sex ? sex_of(table.cells[*sex][r]) : model::Sex::all;
        if (!which) {
            if (odd_sex++ == 0) first_odd = table.cells[*sex][r];
            continue;
        }
        slices[{period ? std::string(table.cells[*period][r]) : std::string(), *which}].rows.push_back(r);
    }
    if (odd_sex > 0)
        warn(issues, table.source, "unknown_sex",
             fmt::format("{} rows have a sex that is not understood (first \"{}\") and were left out", odd_sex,
                         first_odd));
    CellTally tally;
    for (const auto& [key, in] : slices) {
        model::IndicatorTable::Slice slice;
        slice.period = key.first;
        slice.sex = key.second;
        slice.numerator = model::Values(in.rows.size());
        if (denominator) slice.denominator = model::Values(in.rows.size());
        for (std::size_t i = 0; i < in.rows.size(); ++i) {
            const std::size_t r = in.rows[i];
            slice.code.emplace_back(table.cells[code][r]);
            tally.read(table.cells[numerator][r], table.columns[numerator], slice.numerator, i);
            if (denominator)
                tally.read(table.cells[*denominator][r], table.columns[*denominator], slice.denominator, i);
        }
        indicator.slices.push_back(std::move(slice));
    }
    tally.report(issues, table.source);
    if (indicator.slices.empty())
        throw model::InputError(fmt::format("{}: no row can be used for indicator \"{}\"", table.source, spec.id));
    return indicator;
}

}  // namespace locality::io
