#include "core/pieces.h"

#include "core/noise.h"
#include "core/overlay.h"
#include "geo/mending.h"
#include "geo/parallel.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace locality::core {

using geo::Shapes;
using model::Boundaries;
using model::Weights;

namespace {

/// Pairs of shapes of one layer that share more than noise.
std::vector<std::vector<std::size_t>> overlaps(const geo::Topology& topology, std::span<const double> area_m2,
                                               int threads) {
    const std::vector<double> perimeter_m = geo::face_perimeters_m(topology);
    const Weights pairs = overlay_m2(topology, topology, threads);
    std::vector<std::vector<std::size_t>> of(area_m2.size());
    for (std::size_t f = 0; f < of.size(); ++f) {
        for (std::uint32_t k = pairs.row_begin[f]; k < pairs.row_begin[f + 1]; ++k) {
            const auto other = static_cast<std::size_t>(pairs.footprint[k]);
            if (other != f &&
                pairs.weight[k] > noise_m2(perimeter_m[f], area_m2[f], perimeter_m[other], area_m2[other]))
                of[f].push_back(other);
        }
    }
    return of;
}

/// Shapes in as few batches as first-fit finds, so that no two of one batch overlap.
std::vector<std::vector<std::size_t>> batches(const Shapes& set, int threads) {
    const geo::Topology topology = geo::build_topology(set);
    const std::vector<std::vector<std::size_t>> overlap = overlaps(topology, geo::face_areas_m2(topology), threads);
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> batch_of(set.shape_count(), none);
    std::vector<std::vector<std::size_t>> result;
    for (std::size_t f = 0; f < set.shape_count(); ++f) {
        if (set.is_empty(f)) continue;
        std::vector<bool> taken(result.size(), false);
        for (const std::size_t other : overlap[f])
            if (batch_of[other] != none) taken[batch_of[other]] = true;
        std::size_t b = 0;
        while (b < taken.size() && taken[b]) ++b;
        if (b == result.size()) result.emplace_back();
        batch_of[f] = b;
        result[b].push_back(f);
    }
    return result;
}

/// Pieces while they are being cut.
struct Cutting {
    Shapes shapes;
    std::vector<std::vector<std::int32_t>> claims;
};

/// A piece to be: a shape as it is, what it shares with another, or what others leave of it.
struct Cut {
    std::vector<std::int32_t> claim;
    const Shapes* from = nullptr;
    std::size_t shape = 0;
    const Shapes* others = nullptr;
    std::vector<std::size_t> by;
    bool shared = false;

    bool whole() const { return by.empty(); }
    Shapes ground() const {
        return shared ? geo::intersection(*from, shape, *others, by.front()) : geo::difference(*from, shape, *others, by);
    }
};

/// Makes the cuts, in their order; those that GEOS must make on several threads.
Cutting made(std::vector<Cut> cuts, int threads, const model::Progress& progress) {
    constexpr std::size_t at_a_time = 256;  // progress is told, and may be cancelled, between
    Cutting pieces;
    std::vector<Shapes> ground;
    for (std::size_t begin = 0; begin < cuts.size(); begin += at_a_time) {
        progress.at(0.5 * static_cast<double>(begin) / static_cast<double>(cuts.size()), "cutting along lines");
        const std::size_t count = std::min(at_a_time, cuts.size() - begin);
        ground.assign(count, {});
        geo::in_parallel(count, threads, [&](std::size_t k, std::size_t) {
            if (const Cut& cut = cuts[begin + k]; !cut.whole()) ground[k] = cut.ground();
        });
        for (std::size_t k = 0; k < count; ++k) {
            Cut& cut = cuts[begin + k];
            if (cut.whole())
                pieces.shapes.append(*cut.from, cut.shape);
            else
                pieces.shapes.append(ground[k], 0);
            pieces.claims.push_back(std::move(cut.claim));
        }
    }
    return pieces;
}

std::vector<std::int32_t> with(std::vector<std::int32_t> claims, std::int32_t claimant) {
    claims.insert(std::upper_bound(claims.begin(), claims.end(), claimant), claimant);
    return claims;
}

/// Cuts the pieces so far along shapes that do not overlap each other, and adds what of those lies in no piece.
Cutting cut(Cutting pieces, Boundaries batch, std::span<const std::int32_t> claimants, int threads,
            const model::Progress& progress) {
    std::vector<Cut> cuts;
    std::vector<std::vector<std::size_t>> met(batch.size());
    std::vector<double> met_m2(batch.size(), 0.0);
    const std::vector<double> perimeter_m = geo::face_perimeters_m(batch.topology);
    Boundaries now = numbered(std::move(pieces.shapes), "pieces");
    const std::vector<double> piece_perimeter_m = geo::face_perimeters_m(now.topology);
    const Weights ground = overlay_m2(now.topology, batch.topology, threads);
    now.topology = batch.topology = {};  // a country's are a tenth of a gigabyte
    const auto edge_of = [](double perimeter, double area) { return noise_m2(perimeter, area, perimeter, area); };
    for (std::size_t p = 0; p < now.size(); ++p) {
        std::vector<std::size_t> by;
        double shared_m2 = 0;
        const double edge = edge_of(piece_perimeter_m[p], now.area_m2[p]);
        for (std::uint32_t k = ground.row_begin[p]; k < ground.row_begin[p + 1]; ++k) {
            const auto f = static_cast<std::size_t>(ground.footprint[k]);
            const double m2 = ground.weight[k];
            if (m2 <= noise_m2(piece_perimeter_m[p], now.area_m2[p], perimeter_m[f], batch.area_m2[f])) continue;
            by.push_back(f);
            shared_m2 += m2;
            met[f].push_back(p);
            met_m2[f] += m2;
            std::vector<std::int32_t> claim = with(pieces.claims[p], claimants[f]);
            if (now.area_m2[p] - m2 <= edge)
                cuts.push_back({std::move(claim), &now.shapes, p, nullptr, {}, false});
            else if (batch.area_m2[f] - m2 <= edge_of(perimeter_m[f], batch.area_m2[f]))
                cuts.push_back({std::move(claim), &batch.shapes, f, nullptr, {}, false});
            else
                cuts.push_back({std::move(claim), &now.shapes, p, &batch.shapes, {f}, true});
        }
        if (by.empty())
            cuts.push_back({pieces.claims[p], &now.shapes, p, nullptr, {}, false});
        else if (now.area_m2[p] - shared_m2 > edge)
            cuts.push_back({pieces.claims[p], &now.shapes, p, &batch.shapes, std::move(by), false});
    }
    for (std::size_t f = 0; f < batch.size(); ++f) {
        if (batch.shapes.is_empty(f)) continue;
        if (met[f].empty() || batch.area_m2[f] - met_m2[f] > edge_of(perimeter_m[f], batch.area_m2[f]))
            cuts.push_back({{claimants[f]}, &batch.shapes, f, &now.shapes, std::move(met[f]), false});
    }
    Cutting next = made(std::move(cuts), threads, progress);
    next.shapes = geo::mend(std::move(next.shapes), threads).shapes;  // cuts lie between grid vertices: rounded here
    return next;
}

Boundaries subset(const Shapes& all, std::span<const std::size_t> which) {
    Shapes shapes;
    for (const std::size_t f : which) shapes.append(all, f);
    return numbered(std::move(shapes), "batch");
}

}  // namespace

Boundaries numbered(Shapes shapes, std::string id) {
    Boundaries b;
    b.id = std::move(id);
    b.kind = "other";
    for (std::size_t i = 0; i < shapes.shape_count(); ++i) b.code.push_back(std::to_string(i + 1));
    b.name = b.code;
    b.topology = geo::build_topology(shapes);
    b.area_m2 = geo::face_areas_m2(b.topology);
    b.shapes = std::move(shapes);
    return b;
}

std::vector<bool> overlapping(const Boundaries& boundaries, int threads) {
    std::vector<bool> any;
    for (const std::vector<std::size_t>& others : overlaps(boundaries.topology, boundaries.area_m2, threads))
        any.push_back(!others.empty());
    return any;
}

Pieces cut_into_pieces(std::span<const Shapes* const> sets, int threads, const model::Progress& progress) {
    Cutting cutting;
    std::int32_t first = 0;
    for (const Shapes* set : sets) {
        for (const std::vector<std::size_t>& batch : batches(*set, threads)) {
            std::vector<std::int32_t> claimants;
            for (const std::size_t f : batch) claimants.push_back(first + static_cast<std::int32_t>(f));
            cutting = cut(std::move(cutting), subset(*set, batch), claimants, threads, progress);
        }
        first += static_cast<std::int32_t>(set->shape_count());
    }

    std::map<std::vector<std::int32_t>, std::vector<std::size_t>> by_claims;
    for (std::size_t p = 0; p < cutting.claims.size(); ++p)
        if (!cutting.shapes.is_empty(p)) by_claims[cutting.claims[p]].push_back(p);
    Pieces pieces;
    Shapes shapes;
    for (const auto& [claims, members] : by_claims) {
        if (members.size() == 1)
            shapes.append(cutting.shapes, members.front());
        else
            shapes.append(geo::united(cutting.shapes, members), 0);
        pieces.claimant.insert(pieces.claimant.end(), claims.begin(), claims.end());
        pieces.claim_begin.push_back(static_cast<std::uint32_t>(pieces.claimant.size()));
    }
    pieces.ground = numbered(std::move(shapes), "pieces");
    return pieces;
}

}  // namespace locality::core
