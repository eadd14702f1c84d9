#include "core/combination_ground.h"

#include "core/noise.h"
#include "core/pieces.h"
#include "geo/mending.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace locality::core {

using model::FootprintSet;
using model::Result;

namespace {

constexpr double least_gap_m2 = 1;  // what two publishers' generalised lines leave between them is no ground

bool any_cut(const Combinations& c, const Result& result) {
    return std::ranges::any_of(c.sets, [&](std::size_t s) { return !on_whole_zones(result.sets[s]); });
}

/// Footprints of several sets, cut along each other's lines: who claims each piece, set by set.
struct CutSets {
    Pieces pieces;
    std::vector<Combination> claims;
};

/// `which` names the footprints of each set that take part.
CutSets cut(const Combinations& c, const Result& result, std::span<const std::vector<std::size_t>> which, int threads,
            const model::Progress& progress) {
    std::vector<geo::Shapes> shapes(which.size());
    std::vector<const geo::Shapes*> each;
    std::vector<std::int32_t> first{0};
    for (std::size_t slot = 0; slot < which.size(); ++slot) {
        for (const std::size_t f : which[slot]) shapes[slot].append(result.sets[c.sets[slot]].shapes, f);
        each.push_back(&shapes[slot]);
        first.push_back(first.back() + static_cast<std::int32_t>(which[slot].size()));
    }
    CutSets result_of{cut_into_pieces(each, threads, progress), {}};
    for (std::size_t p = 0; p < result_of.pieces.size(); ++p) {
        Combination in{std::vector<std::vector<std::int32_t>>(which.size())};
        for (const std::int32_t claimant : result_of.pieces.claimants(p)) {
            const auto at = std::upper_bound(first.begin(), first.end(), claimant) - 1;
            const auto slot = static_cast<std::size_t>(at - first.begin());
            in.in[slot].push_back(static_cast<std::int32_t>(which[slot][static_cast<std::size_t>(claimant - *at)]));
        }
        result_of.claims.push_back(std::move(in));
    }
    return result_of;
}

std::vector<std::size_t> all_of(const FootprintSet& set) {
    std::vector<std::size_t> all(set.code.size());
    for (std::size_t f = 0; f < all.size(); ++f) all[f] = f;
    return all;
}

/// Where footprints of a set are, to find those that meet a box.
std::vector<geo::Box> boxes_of(const geo::Shapes& shapes) {
    std::vector<geo::Box> boxes;
    for (std::size_t f = 0; f < shapes.shape_count(); ++f) boxes.push_back(geo::bounds(shapes, f));
    return boxes;
}

/// What footprints leave of each of these zones; zones of which they leave nothing are not listed.
DisputedGround left_of_zones(const Result& result, std::span<const std::int32_t> zones,
                             std::span<const std::size_t> sets, const model::Progress& progress) {
    DisputedGround left;
    geo::Shapes footprints;
    for (const std::size_t s : sets)
        for (std::size_t f = 0; f < result.sets[s].code.size(); ++f) footprints.append(result.sets[s].shapes, f);
    const std::vector<geo::Box> boxes = boxes_of(footprints);
    for (std::size_t k = 0; k < zones.size(); ++k) {
        if (k % 64 == 0) progress.at(static_cast<double>(k) / static_cast<double>(zones.size()), "finding gaps");
        const auto z = static_cast<std::size_t>(zones[k]);
        const geo::Box box = geo::bounds(result.zones.shapes, z);
        std::vector<std::size_t> near;
        for (std::size_t f = 0; f < boxes.size(); ++f)
            if (!boxes[f].empty() && boxes[f].meets(box)) near.push_back(f);
        geo::Shapes rest;
        if (near.empty())
            rest.append(result.zones.shapes, z);
        else
            rest = geo::mend(geo::difference(result.zones.shapes, z, footprints, near)).shapes;
        if (rest.is_empty(0)) continue;
        const double m2 = geo::area_m2(rest, 0);
        if (m2 < least_gap_m2) continue;
        left.pieces.push_back({{}, zones[k], m2 / 10000});
        left.shapes.append(rest, 0);
    }
    return left;
}

/// Zones with ground in combinations that are `wanted`, ascending.
template <class Wanted>
std::vector<std::int32_t> zones_in(const Combinations& c, const Result& result, const Wanted& wanted) {
    std::vector<std::int32_t> zones;
    for (const Combinations::Part& part : c.parts) {
        const double m2 = part.ground * result.zones.area_m2[static_cast<std::size_t>(part.zone)];
        if (m2 >= least_gap_m2 && wanted(c.combination[static_cast<std::size_t>(part.combination)]) &&
            (zones.empty() || zones.back() != part.zone))
            zones.push_back(part.zone);
    }
    return zones;
}

bool claimed_by_nobody(const Combination& combination) {
    return std::ranges::all_of(combination.in, [](const auto& in) { return in.empty(); });
}

}  // namespace

geo::Shapes pieces_of(const Combinations& c, const Result& result, int threads, const model::Progress& progress) {
    if (!any_cut(c, result)) {
        std::vector<std::int32_t> of_zone(result.zones.size(), geo::outside);
        for (const Combinations::Part& part : c.parts) of_zone[static_cast<std::size_t>(part.zone)] = part.combination;
        return geo::outlines(result.zones.topology, of_zone, static_cast<std::int32_t>(c.combination.size()));
    }
    std::vector<std::vector<std::size_t>> which;
    for (const std::size_t s : c.sets) which.push_back(all_of(result.sets[s]));
    const CutSets cut_sets = cut(c, result, which, threads, progress);
    std::map<Combination, std::size_t> piece_with;
    for (std::size_t p = 0; p < cut_sets.claims.size(); ++p) piece_with.emplace(cut_sets.claims[p], p);
    geo::Shapes shapes;
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        if (claimed_by_nobody(c.combination[i]) && c.columns.front().values.number[i] > 0) {
            const std::vector<std::int32_t> all(result.zones.size(), 0);
            std::vector<std::size_t> taken(cut_sets.pieces.size());
            for (std::size_t p = 0; p < taken.size(); ++p) taken[p] = p;
            const geo::Shapes rest =
                geo::difference(geo::outlines(result.zones.topology, all, 1), 0, cut_sets.pieces.ground.shapes, taken);
            shapes.append(geo::mend(rest).shapes, 0);
        } else if (const auto at = piece_with.find(c.combination[i]); at != piece_with.end()) {
            shapes.append(cut_sets.pieces.ground.shapes, at->second);
        } else {
            shapes.close_shape();
        }
    }
    return shapes;
}

geo::Shapes piece_of(const Combinations& c, const Result& result, std::size_t combination,
                     const model::Progress& progress) {
    const Combination& wanted = c.combination[combination];
    if (!any_cut(c, result)) {
        std::vector<std::int32_t> inside(result.zones.size(), geo::outside);
        for (const Combinations::Part& part : c.parts)
            if (part.combination == static_cast<std::int32_t>(combination))
                inside[static_cast<std::size_t>(part.zone)] = 0;
        return geo::outlines(result.zones.topology, inside, 1);
    }
    if (claimed_by_nobody(wanted)) {
        const auto zones = zones_in(c, result, [&](const Combination& in) { return in == wanted; });
        return left_of_zones(result, zones, c.sets, progress).shapes;
    }
    // Where all of its claimants are: nothing that stays clear of that box can cut it.
    geo::Box box{-1e12, -1e12, 1e12, 1e12};
    for (std::size_t slot = 0; slot < c.sets.size(); ++slot)
        for (const std::int32_t f : wanted.in[slot]) {
            const geo::Box b = geo::bounds(result.sets[c.sets[slot]].shapes, static_cast<std::size_t>(f));
            box = {std::max(box.min_x, b.min_x), std::max(box.min_y, b.min_y), std::min(box.max_x, b.max_x),
                   std::min(box.max_y, b.max_y)};
        }
    std::vector<std::vector<std::size_t>> near(c.sets.size());
    for (std::size_t slot = 0; slot < c.sets.size(); ++slot) {
        const geo::Shapes& shapes = result.sets[c.sets[slot]].shapes;
        for (std::size_t f = 0; f < shapes.shape_count(); ++f) {
            const bool claimant =
                std::ranges::find(wanted.in[slot], static_cast<std::int32_t>(f)) != wanted.in[slot].end();
            if (claimant || (!box.empty() && geo::bounds(shapes, f).meets(box))) near[slot].push_back(f);
        }
    }
    const CutSets cut_sets = cut(c, result, near, 0, progress);
    geo::Shapes shapes;
    const auto found = std::ranges::find(cut_sets.claims, wanted);
    if (found == cut_sets.claims.end())
        shapes.close_shape();
    else
        shapes.append(cut_sets.pieces.ground.shapes, static_cast<std::size_t>(found - cut_sets.claims.begin()));
    return shapes;
}

DisputedGround disputed_ground(const Combinations& c, const Result& result, std::size_t slot,
                               const model::Progress& progress) {
    const FootprintSet& set = result.sets[c.sets[slot]];
    const auto gaps = zones_in(c, result, [&](const Combination& in) { return in.in[slot].empty(); });
    const std::size_t one[] = {c.sets[slot]};
    DisputedGround ground;
    if (on_whole_zones(set)) {
        for (const std::int32_t z : gaps) {
            ground.pieces.push_back({{}, z, result.zones.area_m2[static_cast<std::size_t>(z)] / 10000});
            ground.shapes.append(result.zones.shapes, static_cast<std::size_t>(z));
        }
        return ground;  // whole zones are claimed once
    }
    ground = left_of_zones(result, gaps, one, progress);
    std::set<std::size_t> claimants;
    for (const Combination& in : c.combination)
        if (in.in[slot].size() > 1)
            for (const std::int32_t f : in.in[slot]) claimants.insert(static_cast<std::size_t>(f));
    if (claimants.empty()) return ground;
    Combinations alone;
    alone.sets = {c.sets[slot]};
    const std::vector<std::size_t> which[] = {{claimants.begin(), claimants.end()}};
    const CutSets cut_set = cut(alone, result, which, 0, progress);
    for (std::size_t p = 0; p < cut_set.claims.size(); ++p) {
        if (cut_set.claims[p].in[0].size() < 2) continue;
        ground.pieces.push_back({cut_set.claims[p].in[0], -1, cut_set.pieces.ground.area_m2[p] / 10000});
        ground.shapes.append(cut_set.pieces.ground.shapes, p);
    }
    return ground;
}

DisputedGround disputed_ground(const Result& result, std::size_t set, const model::Progress& progress) {
    const std::size_t alone[] = {set};
    return disputed_ground(combinations(result, alone, 0, progress), result, 0, progress);
}

}  // namespace locality::core
