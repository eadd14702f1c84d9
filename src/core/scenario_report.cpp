#include "core/scenario_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace locality::core {

using model::Status;
using model::unassigned;

namespace {

Amount amount_of(const LiveAssignment& live, const char* quantity, std::int32_t footprint) {
    const auto q = live.quantity(quantity);
    return q ? live.total(*q, footprint) : Amount{};
}

FootprintState state_of(const LiveAssignment& live, std::int32_t footprint) {
    return {live.zones_of(footprint).size(),
            amount_of(live, "residents", footprint),
            amount_of(live, "registered", footprint),
            amount_of(live, "imd1_residents", footprint),
            footprint == unassigned ? 0 : live.pieces(footprint),
            live.fit(footprint)};
}

bool same(const Amount& a, const Amount& b) {
    return a.status == b.status && (a.status != Status::known || a.number == b.number);
}

bool same(const FootprintState& a, const FootprintState& b) {
    return a.zones == b.zones && same(a.residents, b.residents) && same(a.registered, b.registered) &&
           same(a.imd1_residents, b.imd1_residents) && a.pieces == b.pieces && a.fit.kept == b.fit.kept &&
           a.fit.of == b.fit.of;
}

/// "4,812"; where it is not known, why.
std::string counted(const Amount& amount) {
    if (amount.status == Status::suppressed) return "a suppressed number of";
    if (amount.status == Status::missing) return "an unknown number of";
    std::string digits = fmt::format("{:.0f}", std::abs(amount.number));
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return amount.number < 0 && digits != "0" ? "-" + digits : digits;
}

std::string before_words(const Amount& before, const Amount& after) {
    return same(before, after) ? " (as before)" : fmt::format(" ({} before)", before.status == Status::known ? counted(before) : "not known");
}

std::string zones_words(std::size_t n) {
    return n == 1 ? "1 zone" : fmt::format("{} zones", n);
}

std::string name_of(const model::FootprintSet& set, std::int32_t footprint) {
    return footprint == unassigned ? "no footprint" : set.name[static_cast<std::size_t>(footprint)];
}

std::string sentence_of(const model::Result& result, const model::FootprintSet& set, const ZonesMoved& moved) {
    std::string zones;
    for (const std::int32_t z : moved.zones)
        zones += (zones.empty() ? "" : ", ") + result.zones.name[static_cast<std::size_t>(z)];
    const bool one = moved.zones.size() == 1;
    return fmt::format("{}, {} residents, {} from {} to {}: {}.", zones_words(moved.zones.size()),
                       counted(moved.residents), one ? "moves" : "move", name_of(set, moved.from),
                       name_of(set, moved.to), zones);
}

std::string sentence_of(const std::string& name, const FootprintState& before, const FootprintState& after) {
    if (after.zones == 0) return fmt::format("{}: no zones are left ({} before).", name, zones_words(before.zones));
    const bool any_decile_1 = before.imd1_residents.number > 0 || after.imd1_residents.number > 0;
    return fmt::format("{}: {}, {} residents{}{}; in {}{}.", name, zones_words(after.zones), counted(after.residents),
                       before_words(before.residents, after.residents),
                       any_decile_1 ? fmt::format(", {} of them in the most deprived 10%{}",
                                                  counted(after.imd1_residents),
                                                  before_words(before.imd1_residents, after.imd1_residents))
                                    : "",
                       after.pieces == 1 ? "1 piece" : fmt::format("{} pieces", after.pieces),
                       before.pieces == after.pieces ? "" : fmt::format(" ({} before)", before.pieces));
}

std::string digits(const Amount& amount) {
    if (amount.status == Status::suppressed) return "*";
    return amount.status == Status::known ? fmt::format("{:.12g}", amount.number) : "";
}

}  // namespace

std::vector<FootprintState> footprint_states(const LiveAssignment& live) {
    std::vector<FootprintState> states;
    for (std::size_t f = 0; f < live.footprint_count(); ++f)
        states.push_back(state_of(live, static_cast<std::int32_t>(f)));
    states.push_back(state_of(live, unassigned));
    return states;
}

LiveAssignment at_scenario(const LiveAssignment& original, const model::Scenario& scenario) {
    LiveAssignment live = original;
    for (std::size_t s = 0; s < scenario.done; ++s) live.make(scenario.steps[s].moves);
    return live;
}

std::vector<ZonesMoved> zones_moved(const model::Result& result, std::span<const std::int32_t> before,
                                    std::span<const std::int32_t> after) {
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    const auto last = [](std::int32_t f) { return static_cast<std::uint32_t>(f); };  // unassigned is the greatest
    std::map<std::pair<std::uint32_t, std::uint32_t>, ZonesMoved> flows;
    for (std::size_t z = 0; z < before.size(); ++z) {
        if (before[z] == after[z]) continue;
        ZonesMoved& flow = flows[{last(before[z]), last(after[z])}];
        if (flow.zones.empty()) flow = {before[z], after[z], {}, {0.0, Status::known}};
        flow.zones.push_back(static_cast<std::int32_t>(z));
        if (residents && residents->values.known(z))
            flow.residents.number += residents->values.number[z];
        else if (flow.residents.status != Status::suppressed)
            flow.residents.status = residents ? residents->values.status[z] : Status::missing;
    }
    std::vector<ZonesMoved> result_flows;
    for (auto& [key, flow] : flows) {
        if (flow.residents.status != Status::known) flow.residents.number = model::no_value;
        result_flows.push_back(std::move(flow));
    }
    return result_flows;
}

std::vector<std::string> difference_in_words(const model::Result& result, const model::FootprintSet& set,
                                             const LiveAssignment& before, const LiveAssignment& after) {
    std::vector<std::string> sentences;
    for (const ZonesMoved& moved : zones_moved(result, before.footprint_of_zone(), after.footprint_of_zone()))
        sentences.push_back(sentence_of(result, set, moved));
    if (sentences.empty()) return {"No zone stands elsewhere in one than in the other."};
    for (std::size_t f = 0; f < set.code.size(); ++f) {
        const auto footprint = static_cast<std::int32_t>(f);
        const FootprintState was = state_of(before, footprint), is = state_of(after, footprint);
        if (!same(was, is)) sentences.push_back(sentence_of(set.name[f], was, is));
    }
    return sentences;
}

std::vector<std::vector<std::string>> side_by_side(const model::FootprintSet& set, const LiveAssignment& one,
                                                   const LiveAssignment& other, const std::string& one_title,
                                                   const std::string& other_title, bool every) {
    std::vector<std::vector<std::string>> rows{{"code", "name"}};
    for (const char* figure : {"zones", "residents", "registered", "imd1_residents", "pieces", "fit_percent"})
        for (const std::string* title : {&one_title, &other_title})
            rows.front().push_back(fmt::format("{}: {}", figure, *title));
    const std::vector<FootprintState> left = footprint_states(one), right = footprint_states(other);
    const auto add = [&](std::string code, std::string name, const FootprintState& a, const FootprintState& b) {
        if (!every && same(a, b)) return;
        std::vector<std::string> row{std::move(code), std::move(name)};
        const auto both = [&](auto&& cell) {
            row.push_back(cell(a));
            row.push_back(cell(b));
        };
        both([](const FootprintState& s) { return fmt::format("{}", s.zones); });
        both([](const FootprintState& s) { return digits(s.residents); });
        both([](const FootprintState& s) { return digits(s.registered); });
        both([](const FootprintState& s) { return digits(s.imd1_residents); });
        both([](const FootprintState& s) { return fmt::format("{}", s.pieces); });
        both([](const FootprintState& s) {
            return std::isnan(s.fit.share()) ? std::string() : fmt::format("{:.1f}", 100.0 * s.fit.share());
        });
        rows.push_back(std::move(row));
    };
    for (std::size_t f = 0; f < set.code.size(); ++f) add(set.code[f], set.name[f], left[f], right[f]);
    if (left.back().zones > 0 || right.back().zones > 0) add("", "in no footprint", left.back(), right.back());
    return rows;
}

}  // namespace locality::core
