#include "core/comparison.h"

#include "core/chart_figures.h"
#include "model/words.h"

namespace locality::core {

namespace {

using model::ChartValue;

ChartValue value_at(const model::Column& column, std::size_t f) {
    return {column.values.number.at(f), column.values.status.at(f), {}, model::Standing::not_compared, {}};
}

std::string title_of(const model::SpineLine& line) {
    std::string title = line.title;
    if (line.sex != model::Sex::all) title += ", " + word(model::sex_words, line.sex);
    if (line.population == model::Population::registered) title += ", registered patients";
    return line.period.empty() ? title : title + ", " + line.period;
}

}  // namespace

Comparison comparison(const model::Result& result, std::size_t set_index, std::span<const std::size_t> footprints) {
    constexpr int indicator_decimals = 1;
    const model::FootprintSet& set = result.sets.at(set_index);
    const model::FootprintSet* whole = result.set(model::whole_set_id);
    Comparison made;
    for (const model::Column& column : set.columns) {
        Comparison::Row row;
        row.id = column.id;
        row.title = column.title;
        row.unit = column.unit;
        row.decimals = column.decimals;
        for (const std::size_t f : footprints) row.values.push_back(value_at(column, f));
        if (const model::Column* all = whole ? model::find_column(whole->columns, column.id) : nullptr)
            row.whole = value_at(*all, 0);
        made.rows.push_back(std::move(row));
    }
    const std::size_t first = made.rows.size();
    for (std::size_t at = 0; at < footprints.size(); ++at) {
        for (const model::SpineLine& line : spine(result, set_index, footprints[at])) {
            const std::string title = title_of(line);
            std::size_t r = first;
            while (r < made.rows.size() && made.rows[r].title != title) ++r;
            if (r == made.rows.size()) {
                Comparison::Row row;
                row.title = title;
                row.unit = line.unit;
                row.decimals = indicator_decimals;
                row.is_indicator = true;
                row.whole = {line.whole, line.whole_status, {}, model::Standing::not_compared, {}};
                row.values.resize(footprints.size());
                made.rows.push_back(std::move(row));
            }
            made.rows[r].values[at] = line.here;
        }
    }
    return made;
}

}  // namespace locality::core
