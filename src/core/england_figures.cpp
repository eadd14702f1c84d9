#include "core/england_figures.h"

#include "core/figures.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace locality::core {

namespace {

using Slice = model::IndicatorTable::Slice;

/// What the row is made of; nothing where a part of it is not known.
std::optional<FigureParts> parts_of(const Slice& slice, std::size_t row) {
    FigureParts parts;
    parts.has_denominator = slice.denominator.size() > 0;
    if (!slice.numerator.known(row) || (parts.has_denominator && !slice.denominator.known(row))) return {};
    parts.numerator = slice.numerator.number[row];
    if (parts.has_denominator) parts.denominator = slice.denominator.number[row];
    for (const auto& [bands, sums] : {std::pair(&slice.band_numerator, &parts.band_numerator),
                                      std::pair(&slice.band_denominator, &parts.band_denominator)})
        for (const model::Values& band : *bands) {
            if (!band.known(row)) return {};
            sums->push_back(band.number[row]);
        }
    return parts;
}

}  // namespace

std::vector<model::NationalFigure> england_figures(const model::IndicatorTable& table) {
    std::vector<model::NationalFigure> figures;
    if (table.kind == model::IndicatorKind::count || table.kind == model::IndicatorKind::indirect_ratio) return figures;
    for (const Slice& slice : table.slices) {
        const auto at = std::ranges::find(slice.code, model::england_code);
        if (at == slice.code.end()) continue;
        const auto row = static_cast<std::size_t>(at - slice.code.begin());
        double value = model::no_value;
        if (table.averages) {
            value = slice.numerator.number[row];  // published as it is
        } else if (const std::optional<FigureParts> parts = parts_of(slice, row)) {
            value = figure_of(recipe_of(table, false, *parts), *parts, false).value;
        }
        if (!std::isnan(value))
            figures.push_back({slice.period, slice.sex, model::breakdown_text(slice.categories), value});
    }
    return figures;
}

}  // namespace locality::core
