#include "io/geopackage_estimates.h"

#include "io/geopackage_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <unordered_map>

namespace locality::io::geopackage {

namespace {

constexpr const char* england_table = "england_figures";
constexpr FieldType text = FieldType::text, real = FieldType::real, flag = FieldType::flag;

std::string joined(const std::vector<std::string>& words) {
    std::string list;
    for (const std::string& w : words) list += (list.empty() ? "" : ", ") + w;
    return list;
}

std::vector<std::string> parted(const std::string& list) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < list.size();) {
        const std::size_t end = std::min(list.find(", ", at), list.size());
        words.push_back(list.substr(at, end - at));
        at = end + 2;
    }
    return words;
}

using Index = std::unordered_map<std::string, std::int32_t>;

Index index_of(const std::vector<std::string>& codes) {
    Index index;
    for (std::size_t i = 0; i < codes.size(); ++i) index.emplace(codes[i], static_cast<std::int32_t>(i));
    return index;
}

std::int32_t due_index(const TableReader& table, const Index& index, int field) {
    const auto at = index.find(table.text(field));
    if (at == index.end()) table.fail(fmt::format("code \"{}\" is in no layer", table.text(field)));
    return at->second;
}

template <class Choice, std::size_t count>
Choice due_choice(const TableReader& table, const Words<Choice, count>& words, int field) {
    const auto found = choice(words, table.text(field));
    if (!found) table.fail(fmt::format("\"{}\" is no word for it", table.text(field)));
    return *found;
}

model::Flags flags_of(const TableReader& table, int field) {
    model::Flags flags;
    std::istringstream words(table.text(field));
    for (std::string w; words >> w;) {
        const auto found = choice(flag_words, w);
        if (!found) table.fail(fmt::format("no flag is called \"{}\"", w));
        flags.set(*found);
    }
    return flags;
}

}  // namespace

std::string flags_text(model::Flags flags) {
    std::string list;
    for (const auto& [each, w] : flag_words)
        if (flags.has(each)) list += fmt::format("{}{}", list.empty() ? "" : " ", w);
    return list;
}

void write_indicators(NewFile& file, const model::Result& result, const std::string& notice) {
    TableWriter table(file, "indicators", "The indicators that estimates_... are of" + notice,
                      {{"id", text},         {"title", text},     {"unit", text},          {"kind", text},
                       {"source", text},     {"polarity", text},  {"multiplier", real},    {"has_data", flag},
                       {"definition", text}, {"numerator", text}, {"denominator", text},   {"period", text},
                       {"breakdowns", text}, {"standard", text},  {"publisher", text},     {"url", text},
                       {"licence", text},    {"note", text},      {"published_for", text}, {"library", text},
                       {"sensitive", flag}});
    for (const model::IndicatorInfo& i : result.indicators) {
        table.text(i.id).text(i.title).text(i.unit).text(word(indicator_kind_words, i.kind)).text(i.source);
        table.text(word(polarity_words, i.polarity)).number(i.multiplier).flag(i.has_data);
        table.text_or_null(i.definition).text_or_null(i.numerator).text_or_null(i.denominator).text_or_null(i.period);
        table.text_or_null(joined(i.breakdowns)).text_or_null(i.standard).text_or_null(i.publisher).text_or_null(i.url);
        table.text_or_null(i.licence).text_or_null(i.note).text_or_null(i.published_for).text_or_null(i.library);
        table.flag(i.sensitive).end_row();
    }
    if (std::ranges::all_of(result.indicators, [](const model::IndicatorInfo& i) { return i.england.empty(); })) return;
    TableWriter england(file, england_table, "England's own figures, from the tables that have them" + notice,
                        {{"indicator", text}, {"period", text}, {"sex", text}, {"breakdown", text}, {"value", real}});
    for (const model::IndicatorInfo& i : result.indicators)
        for (const model::NationalFigure& f : i.england)
            england.text(i.id).text(f.period).text(word(sex_words, f.sex)).text_or_null(f.breakdown).number(f.value).end_row();
}

void read_indicators(GDALDataset& dataset, const std::string& file, model::Result& result) {
    TableReader table(
        dataset, file, "indicators",
        {"id",        "title",      "unit",      "kind",        "source",        "polarity",   "multiplier",
         "has_data",  "definition", "numerator", "denominator", "period",        "breakdowns", "standard",
         "publisher", "url",        "licence",   "note",        "published_for", "library",    "sensitive"});
    while (table.next()) {
        model::IndicatorInfo i;
        i.id = table.text(0);
        i.title = table.text(1);
        i.unit = table.text(2);
        i.kind = due_choice(table, indicator_kind_words, 3);
        i.source = table.text(4);
        const auto polarity = choice(polarity_words, table.text(5));
        if (!polarity) table.fail("no polarity is called \"" + table.text(5) + "\"");
        i.polarity = *polarity;
        i.multiplier = table.number(6);
        i.has_data = table.flag(7);
        i.definition = table.text(8);
        i.numerator = table.text(9);
        i.denominator = table.text(10);
        i.period = table.text(11);
        i.breakdowns = parted(table.text(12));
        i.standard = table.text(13);
        i.publisher = table.text(14);
        i.url = table.text(15);
        i.licence = table.text(16);
        i.note = table.text(17);
        i.published_for = table.text(18);
        i.library = table.text(19);
        i.sensitive = table.flag(20);
        result.indicators.push_back(std::move(i));
    }
    if (!dataset.GetLayerByName(england_table)) return;
    TableReader england(dataset, file, england_table, {"indicator", "period", "sex", "breakdown", "value"});
    while (england.next()) {
        const auto at = std::ranges::find(result.indicators, england.text(0), &model::IndicatorInfo::id);
        if (at == result.indicators.end()) england.fail("no indicator is called \"" + england.text(0) + "\"");
        at->england.push_back(
            {england.text(1), due_choice(england, sex_words, 2), england.text(3), england.number(4)});
    }
}

void write_estimates(NewFile& file, const model::FootprintSet& set, const model::Result& result,
                     const std::string& notice) {
    TableWriter table(file, "estimates_" + set.id, "Indicators of " + set.title + notice,
                      {{"footprint", text},   {"indicator", text},     {"period", text},          {"sex", text},
                       {"breakdown", text},   {"population", text},    {"numerator", real},       {"denominator", real},
                       {"value", real},       {"lower_95", real},      {"upper_95", real},        {"lower_998", real},
                       {"upper_998", real},   {"method", text},        {"status", text},          {"reason", text},
                       {"basis", text},       {"covered_share", real}, {"estimated_share", real}, {"spread_low", real},
                       {"spread_high", real}, {"standing_95", text},   {"standing_998", text},    {"trend", text},
                       {"flags", text}});
    for (const model::Estimate& e : set.estimates) {
        table.text(set.code.at(static_cast<std::size_t>(e.footprint))).text(result.indicators.at(e.indicator).id);
        table.text(e.period).text(word(sex_words, e.sex)).text_or_null(e.breakdown);
        table.text(word(population_words, e.population)).number(e.numerator).number(e.denominator).number(e.value);
        table.number(e.limits_95.lower).number(e.limits_95.upper).number(e.limits_998.lower).number(e.limits_998.upper);
        table.text(word(limits_words, e.method)).text(word(status_words, e.status)).text_or_null(e.reason);
        table.text(word(basis_words, e.basis)).number(e.covered_share).number(e.estimated_share);
        table.number(e.spread.lower).number(e.spread.upper).text(word(standing_words, e.standing_95));
        table.text(word(standing_words, e.standing_998)).text(word(trend_words, e.trend));
        table.text_or_null(flags_text(e.flags)).end_row();
    }
}

void read_estimates(GDALDataset& dataset, const std::string& file, model::FootprintSet& set,
                    const std::vector<model::IndicatorInfo>& indicators) {
    TableReader table(
        dataset, file, "estimates_" + set.id,
        {"footprint",   "indicator",    "period",   "sex",           "breakdown",       "population", "numerator",
         "denominator", "value",        "lower_95", "upper_95",      "lower_998",       "upper_998",  "method",
         "status",      "reason",       "basis",    "covered_share", "estimated_share", "spread_low", "spread_high",
         "standing_95", "standing_998", "trend",    "flags"});
    std::vector<std::string> ids;
    for (const model::IndicatorInfo& i : indicators) ids.push_back(i.id);
    const Index known = index_of(ids), footprints = index_of(set.code);
    while (table.next()) {
        model::Estimate e;
        e.footprint = due_index(table, footprints, 0);
        e.indicator = static_cast<std::size_t>(due_index(table, known, 1));
        e.period = table.text(2);
        e.sex = due_choice(table, sex_words, 3);
        e.breakdown = table.text(4);
        e.population = due_choice(table, population_words, 5);
        e.numerator = table.number(6);
        e.denominator = table.number(7);
        e.value = table.number(8);
        e.limits_95 = {table.number(9), table.number(10)};
        e.limits_998 = {table.number(11), table.number(12)};
        e.method = due_choice(table, limits_words, 13);
        e.status = due_choice(table, status_words, 14);
        e.reason = table.text(15);
        e.basis = due_choice(table, basis_words, 16);
        e.covered_share = table.number(17);
        e.estimated_share = table.number(18);
        e.spread = {table.number(19), table.number(20)};
        e.standing_95 = due_choice(table, standing_words, 21);
        e.standing_998 = due_choice(table, standing_words, 22);
        e.trend = due_choice(table, trend_words, 23);
        e.flags = flags_of(table, 24);
        if (std::isnan(e.value) == (e.status == model::Status::known)) table.fail("a figure and its status disagree");
        set.estimates.push_back(std::move(e));
    }
}

void write_flow(NewFile& file, const model::FootprintSet& set, const std::string& notice) {
    if (set.flow.empty()) return;
    TableWriter table(
        file, "flow_" + set.id,
        "Patients of " + set.title + " by where they live and where they are registered; empty: in none" + notice,
        {{"lives_in", text}, {"registered_in", text}, {"patients", real}});
    const auto code = [&](std::int32_t f) { return f < 0 ? std::string() : set.code.at(static_cast<std::size_t>(f)); };
    for (const model::Flow& flow : set.flow)
        table.text_or_null(code(flow.residence)).text_or_null(code(flow.registration)).number(flow.patients).end_row();
}

void read_flow(GDALDataset& dataset, const std::string& file, model::FootprintSet& set) {
    if (!dataset.GetLayerByName(("flow_" + set.id).c_str())) return;
    TableReader table(dataset, file, "flow_" + set.id, {"lives_in", "registered_in", "patients"});
    const Index footprints = index_of(set.code);
    const auto footprint = [&](int field) {
        return table.null(field) ? model::unassigned : due_index(table, footprints, field);
    };
    while (table.next()) {
        const double patients = table.number(2);
        if (!(patients >= 0)) table.fail("fewer than no patients");
        set.flow.push_back({footprint(0), footprint(1), patients});
    }
}

}  // namespace locality::io::geopackage
