#include "stats/breaks.h"
#include "style/book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace locality::style {

namespace {

/// Bounds with as many decimals as keep them apart: at least the column's own.
int decimals_apart(std::span<const double> bounds, int decimals) {
    for (; decimals < 6; ++decimals) {
        bool apart = true;
        for (std::size_t i = 1; i < bounds.size(); ++i)
            if (grouped(bounds[i - 1], decimals) == grouped(bounds[i], decimals)) apart = false;
        if (apart) break;
    }
    return decimals;
}

void add_deciles(Shading& shading, const Book& book, const ColumnLook& look) {
    const std::vector<Colour> fills = sampled(book.palettes.at(look.palette), 10);
    for (int i = 0; i < 10; ++i)
        shading.classes.push_back(
            {i + 0.5, i + 1.5, fills[static_cast<std::size_t>(i)], look.labels[static_cast<std::size_t>(i)]});
}

void add_quantiles(Shading& shading, const model::Column& column, const Book& book, const ColumnLook& look) {
    std::vector<double> known;
    for (std::size_t i = 0; i < column.values.size(); ++i)
        if (column.values.known(i)) known.push_back(column.values.number[i]);
    if (known.empty()) return;
    std::sort(known.begin(), known.end());
    const std::vector<double> breaks = stats::occupied_breaks(known, stats::quantile_breaks(known, look.classes));
    std::vector<Colour> fills = sampled(book.palettes.at(look.palette), breaks.size());
    if (look.low_is_worse) std::reverse(fills.begin(), fills.end());

    const bool whole = std::all_of(known.begin(), known.end(), [](double v) { return v == std::floor(v); });
    std::vector<double> bounds{known.front()};
    bounds.insert(bounds.end(), breaks.begin() + (breaks.front() == known.front() ? 1 : 0), breaks.end());
    const int decimals = whole ? 0 : decimals_apart(bounds, column.decimals);
    const std::string unit = column.unit == "%" ? "%" : "";
    auto from = known.begin();
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const auto to = std::upper_bound(from, known.end(), breaks[i]);
        // Whole numbers are told by the least and the greatest there are: "3 to 7", "9 to 12". Else classes meet.
        const double low = i == 0 || whole ? *from : breaks[i - 1];
        const double high = whole ? *(to - 1) : breaks[i];
        const bool one_value = *from == *(to - 1);
        std::string label = grouped(one_value ? *from : high, decimals) + unit;
        if (!one_value) label = grouped(low, decimals) + unit + " to " + label;
        shading.classes.push_back({i == 0 ? known.front() : breaks[i - 1], breaks[i], fills[i], label});
        from = to;
    }
}

/// The look of a column: its own, that of its ending ("*_decile"), or that of all others.
const ColumnLook& look_of(const std::string& column, const Book& book) {
    if (const auto own = book.columns.find(column); own != book.columns.end()) return own->second;
    for (const auto& [id, look] : book.columns)
        if (id.starts_with('*') && column.ends_with(std::string_view(id).substr(1))) return look;
    return book.look;
}

}  // namespace

Shading shading_for(const model::Column& column, const StyleBook& text) {
    const Book book = parse(text);
    const ColumnLook& look = look_of(column.id, book);
    Shading shading;
    shading.column = column.id;
    shading.title = look.title.empty() ? column.title : look.title;
    if (!column.unit.empty() && column.unit != "%") shading.title += " (" + column.unit + ")";
    shading.missing = book.missing;
    shading.suppressed = book.suppressed;
    shading.hatch = book.hatch;
    if (look.scheme == "deciles")
        add_deciles(shading, book, look);
    else
        add_quantiles(shading, column, book, look);
    return shading;
}

MapStyle map_style(const StyleBook& book) {
    return parse(book).map;
}

}  // namespace locality::style
