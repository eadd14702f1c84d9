#include "cli/figure_sheet.h"

#include "core/whole_figures.h"
#include "model/words.h"

#include <fmt/format.h>

#include <array>

namespace locality::cli {

namespace {

enum Columns : std::size_t {
    figure,
    indicator,
    title,
    set,
    footprint,
    name,
    period,
    sex,
    breakdown,
    population,
    value,
    unit,
    lower_95,
    upper_95,
    lower_998,
    upper_998,
    numerator,
    denominator,
    multiplier,
    status,
    reason,
    kind,
    polarity,
    method,
    basis,
    allocation,
    covered_share,
    estimated_share,
    spread_low,
    spread_high,
    whole,
    standing_95,
    standing_998,
    trend,
    flags,
    source,
    publisher,
    licence,
    note,
    column_count
};

constexpr std::array<std::pair<const char*, bool>, column_count> columns{
    {{"figure", false},       {"indicator", false},  {"title", false},        {"set", false},
     {"footprint", false},    {"name", false},       {"period", false},       {"sex", false},
     {"breakdown", false},    {"population", false}, {"value", true},         {"unit", false},
     {"lower_95", true},      {"upper_95", true},    {"lower_998", true},     {"upper_998", true},
     {"numerator", true},     {"denominator", true}, {"multiplier", true},    {"status", false},
     {"reason", false},       {"kind", false},       {"polarity", false},     {"limits_method", false},
     {"basis", false},        {"allocation", false}, {"covered_share", true}, {"estimated_share", true},
     {"spread_low", true},    {"spread_high", true}, {"whole", true},         {"standing_95", false},
     {"standing_998", false}, {"trend", false},      {"flags", false},        {"source", false},
     {"publisher", false},    {"licence", false},    {"note", false}}};

std::string words_of(model::Flags flags) {
    std::string list;
    for (const auto& [flag, w] : model::flag_words)
        if (flags.has(flag)) list += fmt::format("{}{}", list.empty() ? "" : " ", w);
    return list;
}

void fill_indicator(const model::IndicatorInfo& info, std::vector<io::FigureCell>& cells) {
    cells[indicator].text = info.id;
    cells[title].text = info.title;
    cells[unit].text = info.unit;
    cells[multiplier].number = info.multiplier;
    cells[kind].text = word(model::indicator_kind_words, info.kind);
    cells[polarity].text = word(model::polarity_words, info.polarity);
    cells[source].text = info.source;
    cells[publisher].text = info.publisher;
    cells[licence].text = info.licence;
    cells[note].text = info.note;
}

void fill_estimate(const model::FootprintSet& of, const model::Estimate& e, std::vector<io::FigureCell>& cells) {
    const auto f = static_cast<std::size_t>(e.footprint);
    cells[set].text = of.id;
    cells[footprint].text = of.code[f];
    cells[name].text = of.name[f];
    cells[period].text = e.period;
    cells[sex].text = word(model::sex_words, e.sex);
    cells[breakdown].text = e.breakdown;
    cells[population].text = word(model::population_words, e.population);
    cells[value].number = e.value;
    cells[lower_95].number = e.limits_95.lower;
    cells[upper_95].number = e.limits_95.upper;
    cells[lower_998].number = e.limits_998.lower;
    cells[upper_998].number = e.limits_998.upper;
    cells[numerator].number = e.numerator;
    cells[denominator].number = e.denominator;
    cells[status].text = word(model::status_words, e.status);
    cells[reason].text = e.reason;
    cells[method].text = word(model::limits_words, e.method);
    cells[basis].text = word(model::basis_words, e.basis);
    cells[allocation].text = word(model::method_words, of.method);
    cells[covered_share].number = e.covered_share;
    cells[estimated_share].number = e.estimated_share;
    cells[spread_low].number = e.spread.lower;
    cells[spread_high].number = e.spread.upper;
    cells[standing_95].text = word(model::standing_words, e.standing_95);
    cells[standing_998].text = word(model::standing_words, e.standing_998);
    cells[trend].text = word(model::trend_words, e.trend);
    cells[flags].text = words_of(e.flags);
}

}  // namespace

io::FigureSheet figure_sheet(const model::Result& result, const std::vector<core::FigureRow>& rows) {
    io::FigureSheet sheet;
    sheet.name = "figures";
    sheet.description =
        "Indicators by footprint" + std::string(result.synthetic ? ". Synthetic data: no real place" : "");
    for (const auto& [column, is_number] : columns) sheet.columns.push_back({column, is_number});
    sheet.rows = rows.size();
    sheet.fill = [&result, &rows, of_whole = core::WholeFigures(result.set(model::whole_set_id))](
                     std::size_t r, std::vector<io::FigureCell>& cells) {
        const core::FigureRow& row = rows[r];
        const model::IndicatorInfo& info = result.indicators[row.indicator];
        fill_indicator(info, cells);
        if (row.set < 0) {
            cells[figure].text = info.id;
            cells[status].text = word(model::status_words, model::Status::missing);
            cells[reason].text = "no data: the project names no table of it";
            return;
        }
        const model::FootprintSet& of = result.sets[static_cast<std::size_t>(row.set)];
        const model::Estimate& e = of.estimates[row.estimate];
        cells[figure].text = core::figure_address(result, of, e);
        fill_estimate(of, e, cells);
        if (const model::Estimate* at = of_whole.beside(e)) cells[whole].number = at->value;
    };
    return sheet;
}

}  // namespace locality::cli
