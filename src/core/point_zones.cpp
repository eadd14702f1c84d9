#include "core/point_zones.h"

#include "geo/topology.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>

namespace locality::core {

using model::Boundaries;
using model::Issue;
using model::Issues;
using model::PointLayer;

void list_points(Issues& issues, const PointLayer& points, const std::string& kind,
                 const std::vector<std::string>& codes, const std::string& what) {
    if (codes.empty()) return;
    Issue issue;
    issue.kind = kind;
    issue.layer = points.id;
    issue.code = fmt::format("{}", fmt::join(codes, " "));
    issue.what = fmt::format("{}: {} {} {}", points.source, codes.size(), codes.size() == 1 ? "point" : "points", what);
    issues.push_back(std::move(issue));
}

std::string name_of_point(const PointLayer& points, std::size_t i) {
    return i < points.code.size() && !points.code[i].empty() ? points.code[i] : fmt::format("#{}", i + 1);
}

std::vector<std::int32_t> named_zones(const Boundaries& zones, const PointLayer& points,
                                      const std::vector<bool>& usable, std::vector<std::size_t>& unnamed,
                                      Issues& issues) {
    std::vector<std::int32_t> zone(points.place.size(), -1);
    std::map<std::string, std::size_t> unknown;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (!usable[i]) continue;
        if (points.zone.empty() || points.zone[i].empty()) {
            unnamed.push_back(i);
            continue;
        }
        const auto at = std::lower_bound(zones.code.begin(), zones.code.end(), points.zone[i]);
        if (at != zones.code.end() && *at == points.zone[i])
            zone[i] = static_cast<std::int32_t>(at - zones.code.begin());
        else
            ++unknown[points.zone[i]];
    }
    std::vector<std::string> codes;
    std::size_t of_unknown = 0;
    for (const auto& [code, count] : unknown) {
        codes.push_back(code);
        of_unknown += count;
    }
    if (!codes.empty()) {
        Issue issue;
        issue.kind = "unknown_code";
        issue.layer = points.id;
        issue.code = fmt::format("{}", fmt::join(codes, " "));
        issue.what = fmt::format("{}: {} {} named for {} that {} not among the zones; left out", points.source,
                                 of_unknown, of_unknown == 1 ? "point is" : "points are",
                                 codes.size() == 1 ? "a code" : fmt::format("{} codes", codes.size()),
                                 codes.size() == 1 ? "is" : "are");
        issues.push_back(std::move(issue));
    }
    return zone;
}

std::vector<std::int32_t> zone_of_points(const Boundaries& zones, const PointLayer& points,
                                         const std::vector<bool>& usable, Issues& issues) {
    std::vector<std::size_t> to_place;
    std::vector<std::int32_t> zone = named_zones(zones, points, usable, to_place, issues);
    std::vector<geo::Point> places;
    for (const std::size_t i : to_place) places.push_back(points.place[i]);
    const geo::Located located = geo::locate(zones.topology, places);
    std::vector<std::string> nowhere;
    for (std::size_t k = 0; k < to_place.size(); ++k) {
        if (located.of(k).empty())
            nowhere.push_back(name_of_point(points, to_place[k]));
        else
            zone[to_place[k]] = located.of(k).front();
    }
    list_points(issues, points, "point_outside", nowhere, "in no zone; left out");
    return zone;
}

std::vector<bool> usable_points(const PointLayer& points, Issues& issues) {
    std::vector<bool> usable(points.place.size(), true);
    std::vector<std::string> blank, negative, placeless;
    for (std::size_t i = 0; i < usable.size(); ++i) {
        std::vector<std::string>* why = nullptr;
        if (!points.weight.known(i))
            why = &blank;
        else if (points.weight.number[i] < 0)
            why = &negative;
        else if (!std::isfinite(points.place[i].x) || !std::isfinite(points.place[i].y))
            why = &placeless;
        if (!why) continue;
        usable[i] = false;
        why->push_back(name_of_point(points, i));
    }
    list_points(issues, points, "blank_weight", blank,
                fmt::format("without a known number of {}; left out, not read as zero", points.unit));
    list_points(issues, points, "negative_weight", negative,
                fmt::format("with a negative number of {}; left out", points.unit));
    list_points(issues, points, "no_place", placeless, "without a place; left out");
    return usable;
}

}  // namespace locality::core
