#include "core/figure_address.h"

#include "model/errors.h"
#include "model/period.h"
#include "model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace locality::core {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::string breakdown_of(const model::Estimate& e) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ";") + part; };
    if (e.sex != model::Sex::all) add("sex=" + word(model::sex_words, e.sex));
    if (!e.breakdown.empty()) add(e.breakdown);
    if (e.population == model::Population::registered) add("people=registered");
    return text;
}

/// PERIOD/BREAKDOWN, either of which may be missing.
std::string tail_of(const model::Estimate& e) {
    std::string tail = e.period;
    if (const std::string breakdown = breakdown_of(e); !breakdown.empty())
        tail += (tail.empty() ? "" : "/") + breakdown;
    return tail;
}

std::string joined(const std::set<std::string>& words, std::size_t most = 30) {
    std::string list;
    std::size_t n = 0;
    for (const std::string& w : words) {
        if (n++ == most) return list + fmt::format(" and {} more", words.size() - most);
        list += (list.empty() ? "" : ", ") + w;
    }
    return list;
}

std::size_t indicator_called(const model::Result& result, std::string_view id) {
    std::set<std::string> known;
    for (std::size_t i = 0; i < result.indicators.size(); ++i) {
        if (lower(result.indicators[i].id) == lower(id)) return i;
        known.insert(result.indicators[i].id);
    }
    throw model::InputError(known.empty()
                                ? fmt::format("there is no indicator \"{}\"; the project has none", id)
                                : fmt::format("there is no indicator \"{}\"; there are: {}", id, joined(known)));
}

std::size_t set_called(const model::Result& result, std::string_view id) {
    std::set<std::string> known;
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        if (lower(result.sets[s].id) == lower(id)) return s;
        known.insert(result.sets[s].id);
    }
    throw model::InputError(fmt::format("there is no set \"{}\"; there are: {}", id, joined(known)));
}

/// The footprint whose code or name `rest` begins with, up to a slash or the end; the longest such.
std::size_t footprint_at_start(const model::FootprintSet& set, std::string_view rest, std::size_t& length) {
    const std::string text = lower(rest);
    std::size_t found = set.code.size();
    length = 0;
    for (std::size_t f = 0; f < set.code.size(); ++f)
        for (const std::string& word : {lower(set.code[f]), lower(set.name[f])})
            if (word.size() > length && text.starts_with(word) &&
                (text.size() == word.size() || text[word.size()] == '/')) {
                found = f;
                length = word.size();
            }
    if (found == set.code.size())
        throw model::InputError(fmt::format(
            "\"{}\" begins with no code or name of {}; locality figures --set {} lists them", rest, set.title, set.id));
    return found;
}

}  // namespace

std::string figure_address(const model::Result& result, const model::FootprintSet& set, const model::Estimate& e) {
    std::string address = fmt::format("{}/{}/{}", result.indicators.at(e.indicator).id, set.id,
                                      set.code.at(static_cast<std::size_t>(e.footprint)));
    if (const std::string tail = tail_of(e); !tail.empty()) address += "/" + tail;
    return address;
}

FoundFigure find_figure(const model::Result& result, std::string_view address) {
    const std::size_t first = address.find('/');
    const std::size_t second = first == std::string_view::npos ? first : address.find('/', first + 1);
    if (second == std::string_view::npos)
        throw model::InputError(
            fmt::format("\"{}\" is not the address of a figure; write INDICATOR/SET/FOOTPRINT, and "
                        "/PERIOD/BREAKDOWN where needed, as locality figures prints it",
                        address));
    const std::size_t indicator = indicator_called(result, address.substr(0, first));
    FoundFigure found;
    found.set = set_called(result, address.substr(first + 1, second - first - 1));
    const model::FootprintSet& set = result.sets[found.set];
    const std::string_view rest = address.substr(second + 1);
    std::size_t length = 0;
    const auto footprint = static_cast<std::int32_t>(footprint_at_start(set, rest, length));
    const std::string tail = length < rest.size() ? lower(rest.substr(length + 1)) : "";

    std::vector<std::size_t> here;
    std::set<std::string> tails;
    for (std::size_t i = 0; i < set.estimates.size(); ++i) {
        const model::Estimate& e = set.estimates[i];
        if (e.indicator != indicator || e.footprint != footprint) continue;
        here.push_back(i);
        tails.insert(tail_of(e));
        if (lower(tail_of(e)) == tail) {
            found.estimate = i;
            return found;
        }
    }
    if (here.empty())
        throw model::InputError(
            fmt::format("\"{}\" has no data: the project names no table of it", result.indicators[indicator].id));
    // Without a period the latest; without a breakdown everybody, those who live there before those registered there.
    const model::Estimate* best = nullptr;
    for (const std::size_t i : here) {
        const model::Estimate& e = set.estimates[i];
        if (!tail.empty() && lower(breakdown_of(e)) != tail && lower(e.period) != tail) continue;
        if (tail.empty() && (e.sex != model::Sex::all || !e.breakdown.empty())) continue;
        if (!tail.empty() && lower(e.period) == tail && (e.sex != model::Sex::all || !e.breakdown.empty())) continue;
        const bool later = !best || model::period_of(e.period) > model::period_of(best->period);
        if (!later) continue;
        best = &e;
        found.estimate = i;
    }
    if (!best)
        throw model::InputError(
            fmt::format("\"{}\": there is no figure for \"{}\"; there are: {}", address, tail, joined(tails)));
    return found;
}

std::vector<FigureRow> figure_rows(const model::Result& result, std::string_view set, std::string_view indicator) {
    std::vector<FigureRow> rows;
    const bool all_indicators = indicator.empty();
    const std::size_t chosen = all_indicators ? 0 : indicator_called(result, indicator);
    const std::size_t only = set.empty() ? 0 : set_called(result, set);
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        if (!set.empty() && s != only) continue;
        const std::vector<model::Estimate>& estimates = result.sets[s].estimates;
        for (std::size_t i = 0; i < estimates.size(); ++i)
            if (all_indicators || estimates[i].indicator == chosen)
                rows.push_back({estimates[i].indicator, static_cast<std::int32_t>(s), i});
    }
    for (std::size_t i = 0; i < result.indicators.size(); ++i)
        if (!result.indicators[i].has_data && (all_indicators || i == chosen)) rows.push_back({i, -1, 0});
    return rows;
}

}  // namespace locality::core
