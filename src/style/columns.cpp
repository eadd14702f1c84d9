#include "style/columns.h"

#include "model/words.h"
#include "style/chart_words.h"

#include <algorithm>

namespace locality::style {

namespace {

constexpr int indicator_decimals = 1;

bool any_known(const model::Column& column) {
    return std::find(column.values.status.begin(), column.values.status.end(), model::Status::known) !=
           column.values.status.end();
}

std::vector<model::Column> with_values(std::vector<model::Column> columns) {
    std::erase_if(columns, [](const model::Column& c) { return !any_known(c); });
    return columns;
}

}  // namespace

std::vector<model::Column> zone_columns(const model::Result& result) {
    return with_values(result.zone_columns);
}

std::vector<model::Column> footprint_columns(const model::Result& result, const model::FootprintSet& set) {
    std::vector<model::Column> columns = set.columns;
    for (const model::Estimate& estimate : set.estimates) {
        const model::IndicatorInfo& info = result.indicators[estimate.indicator];
        std::string id = info.id + ":" + estimate.period, title = info.title;
        if (!estimate.period.empty()) title += ", " + estimate.period;
        if (estimate.sex != model::Sex::all) {
            id += ":" + model::word(model::sex_words, estimate.sex);
            title += ", " + model::word(model::sex_words, estimate.sex);
        }
        if (!estimate.breakdown.empty()) {
            id += ":" + estimate.breakdown;
            title += ", " + breakdown_words(estimate.breakdown);
        }
        if (estimate.population == model::Population::registered) {
            id += ":registered";
            title += ", registered patients";
        }
        auto column = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.id == id; });
        if (column == columns.end()) {
            columns.push_back({id, title, info.unit, indicator_decimals, model::Values(set.code.size())});
            column = std::prev(columns.end());
        }
        const auto footprint = static_cast<std::size_t>(estimate.footprint);
        if (estimate.status == model::Status::known)
            column->values.set(footprint, estimate.value);
        else
            column->values.set_blank(footprint, estimate.status);
    }
    return with_values(std::move(columns));
}

}  // namespace locality::style
