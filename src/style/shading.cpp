#include "model/errors.h"
#include "stats/breaks.h"
#include "stats/classes.h"
#include "style/book.h"
#include "style/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

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

std::vector<double> known_ascending(const model::Column& column) {
    std::vector<double> known;
    for (std::size_t i = 0; i < column.values.size(); ++i)
        if (column.values.known(i)) known.push_back(column.values.number[i]);
    std::sort(known.begin(), known.end());
    return known;
}

/// The look of a column: its own, that of its ending ("*_decile"), or that of all others.
const ColumnLook& look_of(const model::Column& column, const Book& book) {
    if (const auto own = book.columns.find(column.id); own != book.columns.end()) return own->second;
    for (const auto& [id, look] : book.columns)
        if (id.starts_with('*') && column.id.ends_with(std::string_view(id).substr(1))) return look;
    return book.look;
}

std::string with_unit(std::string title, const model::Column& column) {
    return column.unit.empty() || column.unit == "%" ? title : title + " (" + column.unit + ")";
}

std::string title_of(const model::Column& column, const ColumnLook& look) {
    return with_unit(look.title.empty() ? column.title : look.title, column);
}

void add_deciles(Shading& shading, const std::vector<Colour>& palette, const ColumnLook& look) {
    const std::vector<Colour> fills = sampled(palette, 10);
    for (int i = 0; i < 10; ++i)
        shading.classes.push_back(
            {i + 0.5, i + 1.5, fills[static_cast<std::size_t>(i)], look.labels[static_cast<std::size_t>(i)]});
}

/// Classes of numbers in ascending order, by the upper bounds of the classes. Bounds may leave a class empty.
void add_classes(Shading& shading, const model::Column& column, std::span<const double> known,
                 std::span<const double> breaks, std::vector<Colour> fills, bool low_is_worse) {
    if (low_is_worse) std::reverse(fills.begin(), fills.end());
    const bool whole = std::all_of(known.begin(), known.end(), [](double v) { return v == std::floor(v); });
    std::vector<double> bounds{known.front()};
    bounds.insert(bounds.end(), breaks.begin() + (breaks.front() == known.front() ? 1 : 0), breaks.end());
    const int decimals = whole ? 0 : decimals_apart(bounds, column.decimals);
    const std::string unit = column.unit == "%" ? "%" : "";
    auto from = known.begin();
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        const auto to = std::upper_bound(from, known.end(), breaks[i]);
        const double below = i == 0 ? known.front() : breaks[i - 1];
        std::string label;
        if (from == to) {
            label = grouped(below, decimals) + unit + " to " + grouped(breaks[i], decimals) + unit;
        } else {
            // Whole numbers are told by the least and the greatest there are: "3 to 7", "9 to 12". Else classes meet.
            const double low = i == 0 || whole ? *from : below;
            const double high = whole ? *(to - 1) : breaks[i];
            const bool one_value = *from == *(to - 1) && (whole || shading.method != "given");
            label = grouped(one_value ? *from : high, decimals) + unit;
            if (!one_value) label = grouped(low, decimals) + unit + " to " + label;
        }
        shading.classes.push_back({below, breaks[i], fills[i], label});
        from = to;
    }
}

std::vector<double> given_breaks(const std::vector<double>& given, std::span<const double> known) {
    const bool ascend = std::adjacent_find(given.begin(), given.end(), std::greater_equal<>()) == given.end();
    if (given.empty() || !ascend || std::any_of(given.begin(), given.end(), [](double v) { return std::isnan(v); }))
        throw model::InputError("the breaks of the classes do not ascend; write them from the least to the greatest");
    if (given.size() + 1 > static_cast<std::size_t>(most_classes))
        throw model::InputError(fmt::format("{} breaks make {} classes; give at most {} breaks", given.size(),
                                            given.size() + 1, most_classes - 1));
    std::vector<double> breaks = given;
    // The last class takes what is left, so that no value falls out.
    breaks.push_back(std::max(known.back(), std::nextafter(given.back(), HUGE_VAL)));
    return breaks;
}

std::vector<double> breaks_by(const Recipe& recipe, std::span<const double> known) {
    if (recipe.method == "given") return given_breaks(recipe.breaks, known);
    const stats::ClassMethod method = *stats::class_method(recipe.method);
    std::vector<double> breaks = stats::class_breaks(known, method, recipe.classes);
    // Bounds at round or regular distances say more with their empty classes than without.
    const bool regular = method == stats::ClassMethod::equal || method == stats::ClassMethod::pretty;
    return regular ? breaks : stats::occupied_breaks(known, breaks);
}

/// What was left empty filled in from the book, and what there is not refused.
Recipe completed(const model::Column& column, const Book& book, Recipe recipe,
                 const std::vector<std::string>& methods) {
    const ColumnLook& look = look_of(column, book);
    if (recipe.method.empty()) recipe.method = recipe.breaks.empty() ? look.scheme : "given";
    if (std::find(methods.begin(), methods.end(), recipe.method) == methods.end())
        throw model::InputError(fmt::format("\"{}\" is no way to make classes of {}; choose one of: {}", recipe.method,
                                            column.id, fmt::join(methods, ", ")));
    // A palette for deciles suits nothing else.
    if (recipe.palette.empty())
        recipe.palette = look.scheme == "deciles" && recipe.method != "deciles" ? book.look.palette : look.palette;
    if (!book.palettes.contains(recipe.palette)) {
        std::vector<std::string> names;
        for (const auto& [name, colours] : book.palettes) names.push_back(name);
        throw model::InputError(
            fmt::format("there is no palette \"{}\"; choose one of: {}", recipe.palette, fmt::join(names, ", ")));
    }
    if (recipe.classes == 0)
        recipe.classes = look.classes;
    else if (recipe.classes < least_classes || recipe.classes > most_classes)
        throw model::InputError(
            fmt::format("{} classes; choose {} to {}", recipe.classes, least_classes, most_classes));
    return recipe;
}

Shading blank_shading(const Book& book) {
    Shading shading;
    shading.missing = book.missing;
    shading.suppressed = book.suppressed;
    shading.hatch = book.hatch;
    return shading;
}

std::vector<std::string> methods_of(const model::Column& column, const Book& book) {
    std::vector<std::string> methods;
    if (look_of(column, book).scheme == "deciles") methods.push_back("deciles");
    for (const stats::ClassMethod method : stats::class_methods) methods.emplace_back(stats::word(method));
    methods.push_back("given");
    return methods;
}

}  // namespace

std::vector<std::string> shading_methods(const model::Column& column, const StyleBook& text) {
    return methods_of(column, parse(text));
}

bool takes_class_count(const std::string& method) {
    const auto known = stats::class_method(method);
    return method == "given" || (known && stats::takes_count(*known));
}

std::vector<std::string> palette_names(const StyleBook& text) {
    std::vector<std::string> names;
    for (const auto& [name, colours] : parse(text).palettes) names.push_back(name);
    return names;
}

std::vector<Colour> palette_colours(const StyleBook& text, const std::string& name) {
    return parse(text).palettes.at(name);
}

Shading shading_for(const model::Column& column, const StyleBook& text, const Recipe& wanted) {
    const Book book = parse(text);
    const ColumnLook& look = look_of(column, book);
    const Recipe recipe = completed(column, book, wanted, methods_of(column, book));
    Shading shading = blank_shading(book);
    shading.column = column.id;
    shading.title = title_of(column, look);
    shading.method = recipe.method;
    shading.palette = recipe.palette;
    std::vector<Colour> palette = book.palettes.at(recipe.palette);
    const bool dark_first = lightness(palette.front()) < lightness(palette.back());
    if (recipe.method == "deciles") {
        if (!dark_first) std::reverse(palette.begin(), palette.end());
        add_deciles(shading, palette, look);
        return shading;
    }
    if (dark_first) std::reverse(palette.begin(), palette.end());
    const std::vector<double> known = known_ascending(column);
    if (known.empty()) return shading;
    const std::vector<double> breaks = breaks_by(recipe, known);
    const bool low_is_worse = look.low_is_worse || look.scheme == "deciles";
    add_classes(shading, column, known, breaks, sampled(palette, breaks.size()), low_is_worse);
    return shading;
}

Shading shading_of_two(const model::Column& column, const model::Column& across, const StyleBook& text) {
    const Book book = parse(text);
    Shading shading = blank_shading(book);
    shading.column = column.id;
    shading.across = across.id;
    shading.title = title_of(column, look_of(column, book));
    shading.across_title = title_of(across, look_of(across, book));
    const auto thirds = [&](const model::Column& c) {
        Shading s;
        const std::vector<double> known = known_ascending(c);
        if (known.empty()) return s;
        const std::vector<double> breaks = stats::quantile_breaks(known, 3);
        add_classes(s, c, known, breaks, std::vector<Colour>(breaks.size()), false);
        const ColumnLook& look = look_of(c, book);
        if (look.low_is_worse || look.scheme == "deciles") std::reverse(s.classes.begin(), s.classes.end());
        return s;
    };
    const Shading first = thirds(column), second = thirds(across);
    if (first.classes.size() != 3 || second.classes.size() != 3) return shading;
    shading.across_classes = second.classes;
    for (std::size_t b = 0; b < 3; ++b)
        for (std::size_t a = 0; a < 3; ++a)
            shading.classes.push_back({first.classes[a].above, first.classes[a].up_to, book.of_two[3 * b + a],
                                       first.classes[a].label + "; " + second.classes[b].label});
    return shading;
}

MapStyle map_style(const StyleBook& text, const std::string& look) {
    const Book book = parse(text);
    if (look.empty()) return book.map;
    const auto found = book.looks.find(look);
    if (found == book.looks.end())
        throw model::InputError(fmt::format("styles.toml has no look \"{}\"; write [looks.{}]", look, look));
    return found->second;
}

}  // namespace locality::style
