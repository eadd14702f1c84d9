#include "core/pieces.h"

#include "core/noise.h"
#include "core/overlay.h"
#include "geo/mending.h"

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
std::vector<std::vector<std::size_t>> overlaps(const Boundaries& b, int threads) {
    const std::vector<double> perimeter_m = geo::face_perimeters_m(b.topology);
    const Weights pairs = overlay_m2(b.topology, b.topology, threads);
    std::vector<std::vector<std::size_t>> of(b.size());
    for (std::size_t f = 0; f < b.size(); ++f) {
        for (std::uint32_t k = pairs.row_begin[f]; k < pairs.row_begin[f + 1]; ++k) {
            const auto other = static_cast<std::size_t>(pairs.footprint[k]);
            if (other != f &&
                pairs.weight[k] > noise_m2(perimeter_m[f], b.area_m2[f], perimeter_m[other], b.area_m2[other]))
                of[f].push_back(other);
        }
    }
    return of;
}

/// Shapes in as few batches as first-fit finds, so that no two of one batch overlap.
std::vector<std::vector<std::size_t>> batches(const Boundaries& set, int threads) {
    const std::vector<std::vector<std::size_t>> overlap = overlaps(set, threads);
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> batch_of(set.size(), none);
    std::vector<std::vector<std::size_t>> result;
    for (std::size_t f = 0; f < set.size(); ++f) {
        if (set.shapes.is_empty(f)) continue;
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

    void add(const Shapes& from, std::size_t shape, std::vector<std::int32_t> claim) {
        shapes.append(from, shape);
        claims.push_back(std::move(claim));
    }
};

std::vector<std::int32_t> with(std::vector<std::int32_t> claims, std::int32_t claimant) {
    claims.insert(std::upper_bound(claims.begin(), claims.end(), claimant), claimant);
    return claims;
}

/// Cuts the pieces so far along shapes that do not overlap each other, and adds what of those lies in no piece.
Cutting cut(Cutting pieces, const Boundaries& batch, std::span<const std::int32_t> claimants, int threads,
            const model::Progress& progress) {
    Cutting next;
    std::vector<std::vector<std::size_t>> met(batch.size());
    std::vector<double> met_m2(batch.size(), 0.0);
    const std::vector<double> perimeter_m = geo::face_perimeters_m(batch.topology);
    if (!pieces.claims.empty()) {
        const Boundaries now = numbered(std::move(pieces.shapes), "pieces");
        const std::vector<double> piece_perimeter_m = geo::face_perimeters_m(now.topology);
        const Weights ground = overlay_m2(now.topology, batch.topology, threads);
        for (std::size_t p = 0; p < now.size(); ++p) {
            if (p % 256 == 0)
                progress.at(0.5 * static_cast<double>(p) / static_cast<double>(now.size()), "cutting along lines");
            std::vector<std::size_t> by;
            double shared_m2 = 0;
            const std::size_t before = next.claims.size();
            const double edge = noise_m2(piece_perimeter_m[p], now.area_m2[p], piece_perimeter_m[p], now.area_m2[p]);
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
                    next.add(now.shapes, p, std::move(claim));
                else if (batch.area_m2[f] - m2 <=
                         noise_m2(perimeter_m[f], batch.area_m2[f], perimeter_m[f], batch.area_m2[f]))
                    next.add(batch.shapes, f, std::move(claim));
                else
                    next.add(geo::intersection(now.shapes, p, batch.shapes, f), 0, std::move(claim));
            }
            if (by.empty())
                next.add(now.shapes, p, pieces.claims[p]);
            else if (now.area_m2[p] - shared_m2 > edge && next.claims.size() > before)
                next.add(geo::difference(now.shapes, p, batch.shapes, by), 0, pieces.claims[p]);
        }
        for (std::size_t f = 0; f < batch.size(); ++f) {
            if (batch.shapes.is_empty(f)) continue;
            if (met[f].empty())
                next.add(batch.shapes, f, {claimants[f]});
            else if (batch.area_m2[f] - met_m2[f] >
                     noise_m2(perimeter_m[f], batch.area_m2[f], perimeter_m[f], batch.area_m2[f]))
                next.add(geo::difference(batch.shapes, f, now.shapes, met[f]), 0, {claimants[f]});
        }
    } else {
        for (std::size_t f = 0; f < batch.size(); ++f)
            if (!batch.shapes.is_empty(f)) next.add(batch.shapes, f, {claimants[f]});
    }
    next.shapes = geo::mend(next.shapes).shapes;  // cuts lie between grid vertices: they are rounded here
    return next;
}

Boundaries subset(const Boundaries& all, std::span<const std::size_t> which) {
    Shapes shapes;
    for (const std::size_t f : which) shapes.append(all.shapes, f);
    return numbered(std::move(shapes), all.id);
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
    for (const std::vector<std::size_t>& others : overlaps(boundaries, threads)) any.push_back(!others.empty());
    return any;
}

Pieces cut_into_pieces(std::span<const Boundaries* const> sets, int threads, const model::Progress& progress) {
    Cutting cutting;
    std::int32_t first = 0;
    for (const Boundaries* set : sets) {
        for (const std::vector<std::size_t>& batch : batches(*set, threads)) {
            std::vector<std::int32_t> claimants;
            for (const std::size_t f : batch) claimants.push_back(first + static_cast<std::int32_t>(f));
            cutting = cut(std::move(cutting), subset(*set, batch), claimants, threads, progress);
        }
        first += static_cast<std::int32_t>(set->size());
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
