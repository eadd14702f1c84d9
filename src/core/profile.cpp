#include "core/profile.h"

#include "core/figure_address.h"
#include "core/footprint_figures.h"
#include "core/footprint_sets.h"
#include "core/whole_figures.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace locality::core {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::string described(const model::Result& result, const Found& found) {
    const model::FootprintSet& set = result.sets[found.set];
    return fmt::format("{}:{} ({})", set.id, set.code[found.footprint], set.name[found.footprint]);
}

[[noreturn]] void refuse(const model::Result& result, std::string_view what, const std::vector<Found>& fitting) {
    if (fitting.empty()) {
        std::string sets;
        for (const model::FootprintSet& set : result.sets) sets += (sets.empty() ? "" : ", ") + set.id;
        throw model::InputError(
            fmt::format("no footprint has the code or name \"{}\"; give a code, a name or SET:NAME, from the sets: {}",
                        what, sets));
    }
    std::string list;
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < std::min(fitting.size(), most); ++i) list += "\n  " + described(result, fitting[i]);
    if (fitting.size() > most) list += fmt::format("\n  and {} more", fitting.size() - most);
    throw model::InputError(fmt::format("\"{}\" fits several footprints; choose one, as SET:CODE:{}", what, list));
}

const model::FootprintSet* whole_of(const model::Result& result) {
    return result.set(whole_set_id);
}

void add_indicators(Profile& profile, const model::Result& result, const model::FootprintSet& set,
                    const model::FootprintSet* whole, std::int32_t footprint) {
    const WholeFigures of_whole(whole);
    for (const model::Estimate& e : set.estimates) {
        if (e.footprint != footprint) continue;
        const model::IndicatorInfo& info = result.indicators.at(e.indicator);
        Profile::IndicatorLine line;
        line.title = info.title;
        line.unit = info.unit;
        line.period = e.period;
        line.sex = e.sex;
        line.value = e.value;
        line.covered_share = e.covered_share;
        line.status = e.status;
        line.breakdown = e.breakdown;
        line.population = e.population;
        line.limits_95 = e.limits_95;
        line.standing = e.standing_95;
        line.reason = e.status == model::Status::known ? "" : e.reason;
        line.figure = figure_address(result, set, e);
        if (const model::Estimate* at = of_whole.beside(e)) {
            line.whole = at->value;
            line.whole_status = at->status;
        }
        profile.indicators.push_back(std::move(line));
    }
    for (const model::IndicatorInfo& info : result.indicators) {
        if (info.has_data) continue;
        Profile::IndicatorLine line;
        line.title = info.title;
        line.unit = info.unit;
        line.has_data = false;
        line.reason = "no table of it is given";
        profile.indicators.push_back(std::move(line));
    }
}

void add_flow(Profile& profile, const model::FootprintSet& set, std::int32_t footprint) {
    for (const model::Flow& flow : set.flow) {
        const bool here = flow.residence == footprint;
        if (!here && flow.registration != footprint) continue;
        if (here && flow.registration == footprint) {
            profile.lives_and_registered_here = flow.patients;
            continue;
        }
        const std::int32_t other = here ? flow.registration : flow.residence;
        Profile::FlowLine line;
        if (other != model::unassigned) {
            line.code = set.code.at(static_cast<std::size_t>(other));
            line.name = set.name.at(static_cast<std::size_t>(other));
        }
        line.lives_here = here;
        line.patients = flow.patients;
        profile.flow.push_back(std::move(line));
    }
    if (!set.flow.empty() && std::isnan(profile.lives_and_registered_here)) profile.lives_and_registered_here = 0;
    std::stable_sort(profile.flow.begin(), profile.flow.end(),
                     [](const auto& a, const auto& b) { return a.patients > b.patients; });
}

}  // namespace

Found find_footprint(const model::Result& result, std::string_view what) {
    std::string wanted_set;
    std::string wanted = lower(what);
    if (const auto colon = what.find(':');
        colon != std::string_view::npos && result.set(lower(what.substr(0, colon)))) {
        wanted_set = lower(what.substr(0, colon));
        wanted = lower(what.substr(colon + 1));
    }
    while (!wanted.empty() && wanted.front() == ' ') wanted.erase(wanted.begin());

    std::vector<Found> by_code, by_name, by_start;
    for (std::size_t s = 0; s < result.sets.size(); ++s) {
        const model::FootprintSet& set = result.sets[s];
        if (!wanted_set.empty() && set.id != wanted_set) continue;
        for (std::size_t f = 0; f < set.code.size(); ++f) {
            const std::string name = lower(set.name[f]);
            if (lower(set.code[f]) == wanted)
                by_code.push_back({s, f});
            else if (name == wanted)
                by_name.push_back({s, f});
            else if (!wanted.empty() && name.starts_with(wanted))
                by_start.push_back({s, f});
        }
    }
    for (const std::vector<Found>* found : {&by_code, &by_name, &by_start}) {
        if (found->size() == 1) return found->front();
        if (found->size() > 1) refuse(result, what, *found);
    }
    refuse(result, what, {});
}

Profile profile(const model::Result& result, std::size_t set_index, std::size_t footprint) {
    const model::FootprintSet& set = result.sets.at(set_index);
    const model::FootprintSet* whole = whole_of(result);
    Profile profile;
    profile.set = set.id;
    profile.set_title = set.title;
    profile.code = set.code.at(footprint);
    profile.name = set.name.at(footprint);
    profile.synthetic = result.synthetic;
    profile.attribution = result.attribution;

    for (const model::Column& column : set.columns) {
        ProfileLine line;
        line.id = column.id;
        line.title = column.title;
        line.unit = column.unit;
        line.decimals = column.decimals;
        line.value = column.values.number[footprint];
        line.status = column.values.status[footprint];
        if (const model::Column* all = whole ? model::find_column(whole->columns, column.id) : nullptr) {
            line.whole = all->values.number[0];
            line.whole_status = all->values.status[0];
            line.has_whole = true;
        }
        profile.lines.push_back(std::move(line));
    }
    for (std::size_t g = 0; g < set.groups.size(); ++g)
        profile.people.push_back({set.groups[g], set.people[g].number[footprint], set.people[g].status[footprint]});
    add_indicators(profile, result, set, whole, static_cast<std::int32_t>(footprint));
    add_flow(profile, set, static_cast<std::int32_t>(footprint));

    const model::Column* decile = model::find_column(result.zone_columns, "imd_decile");
    const model::Column* residents = model::find_column(result.zone_columns, "residents");
    if (decile) {
        for (std::size_t z = 0; z < set.crosswalk.zone_count(); ++z) {
            if (!decile->values.known(z) || decile->values.number[z] != 1.0) continue;
            const auto footprints = set.crosswalk.footprints_of(z);
            const auto at =
                std::lower_bound(footprints.begin(), footprints.end(), static_cast<std::int32_t>(footprint));
            if (at == footprints.end() || *at != static_cast<std::int32_t>(footprint)) continue;
            const double share = set.crosswalk.shares_of(z)[at - footprints.begin()];
            if (share < least_share_of_a_zone) continue;
            profile.imd1_zones.push_back({result.zones.code[z], result.zones.name[z], share,
                                          residents ? residents->values.number[z] * share : model::no_value, 1.0});
        }
    }
    // Most people first; zones whose residents are unknown come last, in order of code.
    std::stable_sort(profile.imd1_zones.begin(), profile.imd1_zones.end(), [](const auto& a, const auto& b) {
        if (std::isnan(a.residents) || std::isnan(b.residents))
            return !std::isnan(a.residents) && std::isnan(b.residents);
        return a.residents > b.residents;
    });
    return profile;
}

}  // namespace locality::core
