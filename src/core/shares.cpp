#include "core/shares.h"

#include "core/overlay.h"
#include "core/weights.h"
#include "geo/mending.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace locality::core {

using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using model::Issue;
using model::Issues;
using model::PointLayer;
using model::Severity;
using model::Weights;

namespace {

constexpr double grid_m = 1.0 / geo::millimetres_per_metre;

/// Ground within the width of the grid along a common line: what rounding vertices to 1 mm can add or take. Never more
/// than a thousandth of either area, so that nothing small is lost beside something large.
double noise_m2(double perimeter_a_m, double area_a_m2, double perimeter_b_m, double area_b_m2) {
    return std::min({grid_m * std::min(perimeter_a_m, perimeter_b_m), area_a_m2 / 1000, area_b_m2 / 1000});
}

/// Which footprints share more than noise with another.
std::vector<bool> overlapping(const Boundaries& footprints, const std::vector<double>& perimeter_m, int threads) {
    std::vector<bool> overlap(footprints.size(), false);
    const Weights pairs = overlay_m2(footprints.topology, footprints.topology, threads);
    for (std::size_t f = 0; f < footprints.size(); ++f) {
        for (std::uint32_t k = pairs.row_begin[f]; k < pairs.row_begin[f + 1]; ++k) {
            const auto other = static_cast<std::size_t>(pairs.footprint[k]);
            if (other != f && pairs.weight[k] > noise_m2(perimeter_m[f], footprints.area_m2[f], perimeter_m[other],
                                                         footprints.area_m2[other]))
                overlap[f] = true;
        }
    }
    return overlap;
}

/// Per zone, the square metres in at least one footprint.
std::vector<double> covered_m2(const Boundaries& zones, const Boundaries& footprints, const Weights& ground,
                               const std::vector<bool>& overlap, int threads) {
    std::vector<double> covered(zones.size(), 0.0);
    std::vector<std::size_t> several;
    for (std::size_t f = 0; f < footprints.size(); ++f)
        if (overlap[f]) several.push_back(f);
    for (std::size_t z = 0; z < zones.size(); ++z)
        for (std::uint32_t k = ground.row_begin[z]; k < ground.row_begin[z + 1]; ++k)
            if (!overlap[static_cast<std::size_t>(ground.footprint[k])]) covered[z] += ground.weight[k];
    if (several.empty()) return covered;
    const geo::Topology once = geo::build_topology(geo::united(footprints.shapes, several));
    const Weights in_several = overlay_m2(zones.topology, once, threads);
    for (std::size_t z = 0; z < zones.size(); ++z)
        for (std::uint32_t k = in_several.row_begin[z]; k < in_several.row_begin[z + 1]; ++k)
            covered[z] += in_several.weight[k];
    return covered;
}

void close_row(Crosswalk& shares, double covered, Basis basis) {
    shares.row_begin.push_back(static_cast<std::uint32_t>(shares.footprint.size()));
    shares.covered.push_back(covered);
    shares.basis.push_back(basis);
}

void copy_row(const Crosswalk& from, std::size_t zone, Crosswalk& to) {
    const auto footprints = from.footprints_of(zone);
    const auto shares = from.shares_of(zone);
    to.footprint.insert(to.footprint.end(), footprints.begin(), footprints.end());
    to.share.insert(to.share.end(), shares.begin(), shares.end());
    close_row(to, from.covered[zone], from.basis[zone]);
}

/// Lists codes in an issue: all of them in `code`, how many in the sentence.
void list(Issues& issues, const PointLayer& points, const std::string& kind, const std::vector<std::string>& codes,
          const std::string& what) {
    if (codes.empty()) return;
    Issue issue;
    issue.kind = kind;
    issue.layer = points.id;
    issue.code = fmt::format("{}", fmt::join(codes, " "));
    issue.what = fmt::format("{}: {} {} {}", points.source, codes.size(), codes.size() == 1 ? "point" : "points", what);
    issues.push_back(std::move(issue));
}

std::string name_of(const PointLayer& points, std::size_t i) {
    return i < points.code.size() && !points.code[i].empty() ? points.code[i] : fmt::format("#{}", i + 1);
}

/// Per point the zone it stands for, or -1; what could not be placed is listed.
std::vector<std::int32_t> zone_of_points(const Boundaries& zones, const PointLayer& points,
                                         const std::vector<bool>& usable, Issues& issues) {
    std::vector<std::int32_t> zone(points.place.size(), -1);
    std::vector<std::size_t> to_place;
    std::map<std::string, std::size_t> unknown;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (!usable[i]) continue;
        if (points.zone.empty() || points.zone[i].empty()) {
            to_place.push_back(i);
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

    std::vector<geo::Point> places;
    for (const std::size_t i : to_place) places.push_back(points.place[i]);
    const geo::Located located = geo::locate(zones.topology, places);
    std::vector<std::string> nowhere;
    for (std::size_t k = 0; k < to_place.size(); ++k) {
        if (located.of(k).empty())
            nowhere.push_back(name_of(points, to_place[k]));
        else
            zone[to_place[k]] = located.of(k).front();
    }
    list(issues, points, "point_outside", nowhere, "in no zone; left out");
    return zone;
}

/// Points that can be used: with a place and a weight. The others are listed.
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
        why->push_back(name_of(points, i));
    }
    list(issues, points, "blank_weight", blank,
         fmt::format("without a known number of {}; left out, not read as zero", points.unit));
    list(issues, points, "negative_weight", negative,
         fmt::format("with a negative number of {}; left out", points.unit));
    list(issues, points, "no_place", placeless, "without a place; left out");
    return usable;
}

}  // namespace

Crosswalk shares_by_area(const Boundaries& zones, const Boundaries& footprints, int threads) {
    const Weights ground = overlay_m2(zones.topology, footprints.topology, threads);
    const std::vector<double> zone_perimeter_m = geo::face_perimeters_m(zones.topology);
    const std::vector<double> perimeter_m = geo::face_perimeters_m(footprints.topology);
    const std::vector<bool> overlap = overlapping(footprints, perimeter_m, threads);
    const std::vector<double> once_m2 = covered_m2(zones, footprints, ground, overlap, threads);

    Crosswalk shares;
    shares.footprint_count = footprints.size();
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const double area = zones.area_m2[z];
        const double edge = noise_m2(zone_perimeter_m[z], area, zone_perimeter_m[z], area);
        double all = 0, kept = 0;
        const std::size_t first = shares.footprint.size();
        for (std::uint32_t k = ground.row_begin[z]; k < ground.row_begin[z + 1]; ++k) {
            const auto f = static_cast<std::size_t>(ground.footprint[k]);
            const double m2 = ground.weight[k];
            all += m2;
            if (m2 <= noise_m2(zone_perimeter_m[z], area, perimeter_m[f], footprints.area_m2[f])) continue;
            kept += m2;
            shares.footprint.push_back(ground.footprint[k]);
            shares.share.push_back(m2);
        }
        const auto to_share = [&](double m2) { return area - m2 <= edge ? 1.0 : m2 / area; };
        double covered = 0;
        if (kept == 0) {
            // Nothing, or nothing but noise.
        } else if (all - once_m2[z] <= edge) {
            // Each part in one footprint: what the slivers held goes to the others, so that the row's sum stays.
            covered = to_share(all);
            for (std::size_t k = first; k < shares.share.size(); ++k)
                shares.share[k] = shares.share[k] / kept * covered;
        } else {
            covered = to_share(once_m2[z]);
            for (std::size_t k = first; k < shares.share.size(); ++k) shares.share[k] = to_share(shares.share[k]);
        }
        close_row(shares, covered, Basis::area);
    }
    return shares;
}

Crosswalk shares_by_people(const Boundaries& zones, const Boundaries& footprints, const PointLayer& points,
                           Issues& issues, int threads) {
    if (points.weight.size() != points.place.size() ||
        (!points.zone.empty() && points.zone.size() != points.place.size()))
        throw std::invalid_argument("shares_by_people: points, zones and weights are not equally many");
    const std::vector<bool> usable = usable_points(points, issues);
    const std::vector<std::int32_t> zone = zone_of_points(zones, points, usable, issues);

    std::vector<std::size_t> used;
    std::vector<geo::Point> places;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        if (zone[i] < 0) continue;
        used.push_back(i);
        places.push_back(points.place[i]);
    }
    const geo::Located located = geo::locate(footprints.topology, places);
    std::vector<double> total(zones.size(), 0.0), in_any(zones.size(), 0.0);
    std::vector<WeightEntry> entries;
    for (std::size_t k = 0; k < used.size(); ++k) {
        const double weight = points.weight.number[used[k]];
        const auto z = static_cast<std::size_t>(zone[used[k]]);
        total[z] += weight;
        if (weight == 0 || located.of(k).empty()) continue;
        in_any[z] += weight;
        for (const std::int32_t f : located.of(k)) entries.push_back({zone[used[k]], f, weight});
    }
    const Weights weights = collect(std::move(entries), zones.size());

    const Basis basis = points.unit == "households" ? Basis::households : Basis::residents;
    const bool all_weighted = std::none_of(total.begin(), total.end(), [](double t) { return t == 0; });
    const Crosswalk by_area = all_weighted ? Crosswalk{} : shares_by_area(zones, footprints, threads);
    Crosswalk shares;
    shares.footprint_count = footprints.size();
    std::vector<std::string> without;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (total[z] == 0) {
            without.push_back(zones.code[z]);
            copy_row(by_area, z, shares);
            continue;
        }
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            shares.footprint.push_back(weights.footprint[k]);
            shares.share.push_back(weights.weight[k] / total[z]);
        }
        close_row(shares, in_any[z] / total[z], basis);
    }
    if (!without.empty()) {
        Issue issue;
        issue.kind = "no_weights";
        issue.layer = zones.id;
        issue.code = fmt::format("{}", fmt::join(without, " "));
        issue.what = fmt::format("{} {} no {} in {}; shared out by area instead", without.size(),
                                 without.size() == 1 ? "zone has" : "zones have", points.unit, points.source);
        issues.push_back(std::move(issue));
    }
    return shares;
}

Crosswalk shares_of(const Weights& weights, Basis basis, std::size_t footprint_count) {
    Crosswalk shares;
    shares.footprint_count = footprint_count;
    for (std::size_t z = 0; z < weights.row_count(); ++z) {
        double total = 0;
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            if (!(weights.weight[k] >= 0)) throw std::invalid_argument("shares_of: a weight is blank or negative");
            total += weights.weight[k];
        }
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            if (weights.weight[k] == 0) continue;
            shares.footprint.push_back(weights.footprint[k]);
            shares.share.push_back(weights.weight[k] / total);
        }
        close_row(shares, total > 0 ? 1.0 : 0.0, basis);
    }
    return shares;
}

Crosswalk shares_of(const model::Assignment& assignment, Basis basis, std::size_t footprint_count) {
    Crosswalk shares;
    shares.footprint_count = footprint_count;
    for (const std::int32_t f : assignment.footprint) {
        if (f != model::unassigned) {
            shares.footprint.push_back(f);
            shares.share.push_back(1.0);
        }
        close_row(shares, f != model::unassigned ? 1.0 : 0.0, basis);
    }
    return shares;
}

}  // namespace locality::core
