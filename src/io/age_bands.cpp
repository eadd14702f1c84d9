#include "io/age_bands.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::io {

namespace {

using model::PeopleGroup;
using model::Values;

constexpr int open_end = 999;

std::string in_words(const PeopleGroup& g) {
    return g.to == open_end ? fmt::format("{}+", g.from) : fmt::format("{}-{}", g.from, g.to);
}

/// Where ages may end: an open band, or a last single year that stands for "and over" ("90" in some tables).
bool is_end(int to) {
    return to == open_end || to >= 84;
}

/// The longest row of bands from age 0 to the end, each starting where the one before ends; empty where there is none.
std::vector<PeopleGroup> chain(std::vector<PeopleGroup> given) {
    std::sort(given.begin(), given.end(), [](const PeopleGroup& a, const PeopleGroup& b) { return a.from < b.from; });
    struct Reached {
        int bands = 0;
        const PeopleGroup* last = nullptr;
    };
    std::map<int, Reached> reached{{0, {}}};  // by the first age not yet covered
    for (const PeopleGroup& g : given) {
        const auto at = reached.find(g.from);
        if (at == reached.end()) continue;
        Reached& next = reached[g.to + 1];
        if (at->second.bands + 1 > next.bands) next = {at->second.bands + 1, &g};
    }
    std::vector<PeopleGroup> row;
    int age = reached.rbegin()->first;
    if (!is_end(age - 1)) return row;
    while (age > 0) {
        row.push_back(*reached.at(age).last);
        age = row.back().from;
    }
    std::reverse(row.begin(), row.end());
    return row;
}

/// The narrowest bands that do not overlap, where no row of them covers every age.
std::vector<PeopleGroup> apart(std::vector<PeopleGroup> given) {
    std::stable_sort(given.begin(), given.end(),
                     [](const PeopleGroup& a, const PeopleGroup& b) { return a.to - a.from < b.to - b.from; });
    std::vector<PeopleGroup> chosen;
    for (const PeopleGroup& g : given)
        if (std::none_of(chosen.begin(), chosen.end(),
                         [&](const PeopleGroup& c) { return g.from <= c.to && c.from <= g.to; }))
            chosen.push_back(g);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

/// Five-year bands of bands no wider than they are.
Bands five_years(const Bands& fine) {
    constexpr int last_band = 90, width = 5;
    Bands bands;
    bands.complete = fine.complete;
    std::vector<Values> parts;
    for (std::size_t i = 0; i < fine.groups.size(); ++i) {
        const PeopleGroup& g = fine.groups[i];
        parts.push_back(fine.counts[i]);
        const int band = std::min(g.from / width * width, last_band);
        const bool last =
            i + 1 == fine.groups.size() || std::min(fine.groups[i + 1].from / width * width, last_band) != band;
        if (!last) continue;
        const int from = fine.groups[i + 1 - parts.size()].from;
        bands.groups.push_back({g.sex, from, band == last_band && fine.complete ? open_end : g.to});
        bands.counts.push_back(summed(parts));
        parts.clear();
    }
    return bands;
}

}  // namespace

Values summed(std::span<const Values> values) {
    if (values.empty()) return {};
    Values sum = values.front();
    for (const Values& more : values.subspan(1))
        for (std::size_t i = 0; i < sum.size(); ++i) {
            if (sum.known(i) && more.known(i))
                sum.number[i] += more.number[i];
            else if (sum.status[i] == model::Status::suppressed || more.status[i] == model::Status::suppressed)
                sum.set_blank(i, model::Status::suppressed);
            else
                sum.set_blank(i, model::Status::missing);
        }
    return sum;
}

Bands banded(const std::map<PeopleGroup, Values>& groups, model::Sex sex) {
    std::vector<PeopleGroup> given;
    for (const auto& [group, values] : groups)
        if (group.sex == sex) given.push_back(group);
    std::vector<PeopleGroup> chosen = chain(given);
    if (chosen.empty()) chosen = apart(given);

    Bands bands;
    int next = 0;
    bool gap = false;
    std::size_t single = 0;
    for (const PeopleGroup& g : chosen) {
        gap = gap || g.from != next;
        next = g.to + 1;
        if (g.from == g.to) ++single;
        bands.groups.push_back(g);
        bands.counts.push_back(groups.at(g));
    }
    for (const PeopleGroup& g : given)
        if (std::find(chosen.begin(), chosen.end(), g) == chosen.end())
            bands.left_out += (bands.left_out.empty() ? "" : ", ") + in_words(g);
    bands.complete = !chosen.empty() && !gap && is_end(chosen.back().to);
    constexpr std::size_t many = 20;
    if (single <= many) return bands;
    Bands five = five_years(bands);
    five.left_out = bands.left_out;
    return five;
}

}  // namespace locality::io
