#include "core/ground.h"

#include "core/noise.h"
#include "core/overlay.h"
#include "core/pieces.h"
#include "core/point_zones.h"
#include "core/shares.h"
#include "core/weights.h"
#include "geo/mending.h"

#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace locality::core {

using geo::Shapes;
using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using model::Issues;
using model::Weights;

namespace {

/// Of each shape what lies inside the mask; an empty shape where nothing does.
Shapes inside(const Boundaries& shapes, const Boundaries& mask, int threads) {
    const Weights ground = overlay_m2(shapes.topology, mask.topology, threads);
    const std::vector<double> perimeter_m = geo::face_perimeters_m(shapes.topology);
    const std::vector<double> mask_perimeter_m = geo::face_perimeters_m(mask.topology);
    Shapes result;
    for (std::size_t z = 0; z < shapes.size(); ++z) {
        const double area = shapes.area_m2[z];
        double all = 0;
        for (std::uint32_t k = ground.row_begin[z]; k < ground.row_begin[z + 1]; ++k) all += ground.weight[k];
        if (all > 0 && area - all <= noise_m2(perimeter_m[z], area, perimeter_m[z], area)) {
            result.append(shapes.shapes, z);
            continue;
        }
        Shapes parts;
        for (std::uint32_t k = ground.row_begin[z]; k < ground.row_begin[z + 1]; ++k) {
            const auto m = static_cast<std::size_t>(ground.footprint[k]);
            const double mask_area = mask.area_m2[m], m2 = ground.weight[k];
            if (m2 <= noise_m2(perimeter_m[z], area, mask_perimeter_m[m], mask_area)) continue;
            if (mask_area - m2 <= noise_m2(mask_perimeter_m[m], mask_area, mask_perimeter_m[m], mask_area))
                parts.append(mask.shapes, m);
            else
                parts.append(geo::intersection(shapes.shapes, z, mask.shapes, m), 0);
        }
        parts.shape_begin = {0, static_cast<std::uint32_t>(parts.part_count())};
        result.append(parts, 0);
    }
    return geo::mend(result).shapes;  // cuts lie between grid vertices: they are rounded here
}

}  // namespace

Boundaries prepared_mask(const model::Layer& mask, int threads) {
    Shapes parts = mask.shapes;
    parts.shape_begin.resize(parts.part_count() + 1);
    for (std::size_t i = 0; i < parts.shape_begin.size(); ++i) parts.shape_begin[i] = static_cast<std::uint32_t>(i);
    Boundaries each = numbered(geo::mend(parts).shapes, "mask");
    const std::vector<bool> overlap = overlapping(each, threads);
    std::vector<std::size_t> several;
    Shapes once;
    for (std::size_t i = 0; i < each.size(); ++i) {
        if (each.shapes.is_empty(i)) continue;
        if (overlap[i])
            several.push_back(i);
        else
            once.append(each.shapes, i);
    }
    if (!several.empty()) once.append(geo::united(each.shapes, several), 0);
    return numbered(std::move(once), "mask");
}

Ground ground_in_mask(const Boundaries& zones, const Boundaries& mask, int threads) {
    const Shapes parts = inside(zones, mask, threads);
    Ground ground;
    Shapes pieces;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (parts.is_empty(z)) continue;
        pieces.append(parts, z);
        ground.zone.push_back(static_cast<std::int32_t>(z));
    }
    ground.pieces = numbered(std::move(pieces), "mask");
    ground.weight = ground.pieces.area_m2;
    ground.basis = Basis::masked_area;
    ground.what = "ground inside the mask";
    return ground;
}

Ground ground_of_small_zones(const Boundaries& zones, const model::PointLayer& small, const Boundaries* mask,
                             Issues& issues, int threads) {
    if (small.shapes.shape_count() != small.place.size() || small.weight.size() != small.place.size())
        throw std::invalid_argument("ground_of_small_zones: not one shape and one weight for each small zone");
    const std::vector<bool> usable = usable_points(small, issues);
    std::vector<std::size_t> unnamed;
    const std::vector<std::int32_t> named = named_zones(zones, small, usable, unnamed, issues);

    Shapes mended = geo::mend(small.shapes).shapes;
    if (mask) {
        const Shapes built = inside(numbered(mended, small.id), *mask, threads);
        Shapes kept;
        std::vector<std::string> bare;
        for (std::size_t s = 0; s < mended.shape_count(); ++s) {
            kept.append(built.is_empty(s) ? mended : built, s);
            if (usable[s] && built.is_empty(s) && small.weight.number[s] > 0) bare.push_back(name_of_point(small, s));
        }
        list_points(issues, small, "no_mask", bare, "without ground inside the mask; all their ground counts");
        mended = std::move(kept);
    }

    Ground ground;
    ground.basis = basis_of_unit(small.unit);
    ground.what = fmt::format("{} in {}", small.unit, small.source);
    Shapes pieces;
    const auto add = [&](const Shapes& from, std::size_t shape, std::int32_t zone, double weight) {
        pieces.append(from, shape);
        ground.zone.push_back(zone);
        ground.weight.push_back(weight);
    };
    for (std::size_t s = 0; s < named.size(); ++s)
        if (named[s] >= 0) add(mended, s, named[s], small.weight.number[s]);

    Shapes to_place;
    for (const std::size_t s : unnamed) to_place.append(mended, s);
    const Boundaries placing = numbered(std::move(to_place), small.id);
    const Crosswalk in_zones = shares_by_area(placing, zones, threads);
    std::vector<std::string> nowhere;
    for (std::size_t i = 0; i < unnamed.size(); ++i) {
        const auto zone = in_zones.footprints_of(i);
        const auto share = in_zones.shares_of(i);
        const double people = small.weight.number[unnamed[i]];
        if (zone.empty()) nowhere.push_back(name_of_point(small, unnamed[i]));
        for (std::size_t k = 0; k < zone.size(); ++k) {
            if (share[k] == 1.0)
                add(placing.shapes, i, zone[k], people);
            else
                add(geo::intersection(placing.shapes, i, zones.shapes, static_cast<std::size_t>(zone[k])), 0, zone[k],
                    people * share[k]);
        }
    }
    list_points(issues, small, "point_outside", nowhere, "in no zone; left out");
    ground.pieces = numbered(geo::mend(pieces).shapes, small.id);
    return ground;
}

Crosswalk shares_by_ground(const Boundaries& zones, const Boundaries& footprints, const Ground& ground,
                           const Ground* mask, Issues& issues, int threads) {
    if (ground.zone.size() != ground.pieces.size() || ground.weight.size() != ground.pieces.size())
        throw std::invalid_argument("shares_by_ground: not one zone and one weight for each piece");
    const Crosswalk pieces = shares_by_area(ground.pieces, footprints, threads);
    std::vector<double> total(zones.size(), 0.0), in_any(zones.size(), 0.0);
    std::vector<WeightEntry> entries;
    for (std::size_t p = 0; p < ground.zone.size(); ++p) {
        if (ground.weight[p] == 0 || ground.pieces.shapes.is_empty(p)) continue;
        const auto z = static_cast<std::size_t>(ground.zone[p]);
        total[z] += ground.weight[p];
        in_any[z] += ground.weight[p] * pieces.covered[p];
        const auto footprint = pieces.footprints_of(p);
        const auto share = pieces.shares_of(p);
        for (std::size_t k = 0; k < footprint.size(); ++k)
            entries.push_back({ground.zone[p], footprint[k], ground.weight[p] * share[k]});
    }
    Crosswalk shares =
        shares_over_people(collect(std::move(entries), zones.size()), total, in_any, ground.basis, footprints.size());
    fall_back(shares, zones, footprints, ground.basis == Basis::masked_area ? nullptr : mask, ground.what, issues,
              threads);
    return shares;
}

Crosswalk shares_over_people(const Weights& weights, const std::vector<double>& total,
                             const std::vector<double>& in_any, Basis basis, std::size_t footprint_count) {
    Crosswalk shares;
    shares.footprint_count = footprint_count;
    shares.whole = total;
    shares.basis.assign(total.size(), basis);
    for (std::size_t z = 0; z < total.size(); ++z) {
        if (total[z] > 0) {
            for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
                shares.footprint.push_back(weights.footprint[k]);
                shares.share.push_back(weights.weight[k] / total[z]);
            }
        }
        shares.row_begin.push_back(static_cast<std::uint32_t>(shares.footprint.size()));
        shares.covered.push_back(total[z] > 0 ? in_any[z] / total[z] : 0.0);
    }
    return shares;
}

void fall_back(Crosswalk& shares, const Boundaries& zones, const Boundaries& footprints, const Ground* mask,
               const std::string& what, Issues& issues, int threads) {
    std::vector<std::string> without;
    for (std::size_t z = 0; z < zones.size(); ++z)
        if (shares.whole[z] == 0) without.push_back(zones.code[z]);
    if (without.empty()) return;
    const bool of_mask = shares.basis[0] == Basis::masked_area;
    Issues fallen;  // what the mask lacks too is told by the basis of each zone
    const Crosswalk other = mask ? shares_by_ground(zones, footprints, *mask, nullptr, fallen, threads)
                                 : shares_by_area(zones, footprints, threads);
    Crosswalk filled;
    filled.footprint_count = shares.footprint_count;
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const Crosswalk& from = shares.whole[z] == 0 ? other : shares;
        const auto footprint = from.footprints_of(z);
        const auto share = from.shares_of(z);
        filled.footprint.insert(filled.footprint.end(), footprint.begin(), footprint.end());
        filled.share.insert(filled.share.end(), share.begin(), share.end());
        filled.row_begin.push_back(static_cast<std::uint32_t>(filled.footprint.size()));
        filled.covered.push_back(from.covered[z]);
        filled.basis.push_back(from.basis[z]);
        filled.whole.push_back(from.whole[z]);
    }
    shares = std::move(filled);

    model::Issue issue;
    issue.kind = of_mask ? "no_mask" : "no_weights";
    issue.layer = zones.id;
    issue.code = fmt::format("{}", fmt::join(without, " "));
    issue.what = fmt::format("{} {} no {}; shared out by area{} instead", without.size(),
                             without.size() == 1 ? "zone has" : "zones have", what,
                             mask ? " (inside the mask, where it has any there)" : "");
    issues.push_back(std::move(issue));
}

Basis basis_of_unit(const std::string& unit) {
    return unit == "households" ? Basis::households : Basis::residents;
}

}  // namespace locality::core
