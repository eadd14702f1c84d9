#include "core/shares.h"

#include "core/ground.h"
#include "core/noise.h"
#include "core/overlay.h"
#include "core/pieces.h"
#include "core/point_zones.h"
#include "core/weights.h"
#include "geo/mending.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace locality::core {

using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using model::Issues;
using model::PointLayer;
using model::Weights;

namespace {

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

void close_row(Crosswalk& shares, double covered, Basis basis, double whole) {
    shares.row_begin.push_back(static_cast<std::uint32_t>(shares.footprint.size()));
    shares.covered.push_back(covered);
    shares.basis.push_back(basis);
    shares.whole.push_back(whole);
}

}  // namespace

Crosswalk shares_by_area(const Boundaries& zones, const Boundaries& footprints, int threads) {
    const Weights ground = overlay_m2(zones.topology, footprints.topology, threads);
    const std::vector<double> zone_perimeter_m = geo::face_perimeters_m(zones.topology);
    const std::vector<double> perimeter_m = geo::face_perimeters_m(footprints.topology);
    const std::vector<bool> overlap = overlapping(footprints, threads);
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
        close_row(shares, covered, Basis::area, area);
    }
    return shares;
}

Crosswalk shares_by_people(const Boundaries& zones, const Boundaries& footprints, const PointLayer& points,
                           Issues& issues, int threads, const Ground* mask) {
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

    Crosswalk shares = shares_over_people(weights, total, in_any, basis_of_unit(points.unit), footprints.size());
    fall_back(shares, zones, footprints, mask, fmt::format("{} in {}", points.unit, points.source), issues, threads);
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
        close_row(shares, total > 0 ? 1.0 : 0.0, basis, total);
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
        close_row(shares, f != model::unassigned ? 1.0 : 0.0, basis, model::no_value);
    }
    return shares;
}

std::vector<double> shares_in(const Crosswalk& shares, std::size_t footprint) {
    std::vector<double> share(shares.zone_count(), 0.0);
    const auto wanted = static_cast<std::int32_t>(footprint);
    for (std::size_t z = 0; z < share.size(); ++z) {
        const auto footprints = shares.footprints_of(z);
        const auto at = std::lower_bound(footprints.begin(), footprints.end(), wanted);
        if (at != footprints.end() && *at == wanted)
            share[z] = shares.shares_of(z)[static_cast<std::size_t>(at - footprints.begin())];
    }
    return share;
}

}  // namespace locality::core
