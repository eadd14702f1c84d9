#include "core/sharing.h"

#include "core/pieces.h"
#include "core/shares.h"
#include "core/weights.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace locality::core {

using model::Basis;
using model::Crosswalk;
using model::Overlapping;

Basis Sharing::usual() const {
    if (weights) return basis_of_unit(weights->unit);
    return mask ? Basis::masked_area : Basis::area;
}

Sharing sharing(const model::Boundaries& zones, const model::PointLayer* weights, const model::Layer* mask,
                model::Issues& issues, int threads) {
    Sharing result;
    result.weights = weights;
    const bool spread = weights && weights->shapes.shape_count() > 0;
    if (mask) {
        const model::Boundaries ready = prepared_mask(*mask, threads);
        result.mask = ground_in_mask(zones, ready, threads);
        if (spread) result.small_zones = ground_of_small_zones(zones, *weights, &ready, issues, threads);
    } else if (spread) {
        result.small_zones = ground_of_small_zones(zones, *weights, nullptr, issues, threads);
    }
    return result;
}

Crosswalk shares_by(Basis basis, const model::Boundaries& zones, const model::Boundaries& footprints,
                    const Sharing& sharing, model::Issues& issues, int threads) {
    const Ground* mask = sharing.mask ? &*sharing.mask : nullptr;
    switch (basis) {
        case Basis::area:
            return shares_by_area(zones, footprints, threads);
        case Basis::masked_area:
            if (!mask) break;
            return shares_by_ground(zones, footprints, *mask, nullptr, issues, threads);
        case Basis::residents:
        case Basis::households:
            if (!sharing.weights || basis_of_unit(sharing.weights->unit) != basis) break;
            if (sharing.small_zones)
                return shares_by_ground(zones, footprints, *sharing.small_zones, mask, issues, threads);
            return shares_by_people(zones, footprints, *sharing.weights, issues, threads, mask);
        case Basis::registered:
        case Basis::lookup:
            break;
    }
    throw std::invalid_argument("shares_by: nothing to share zones out by on this basis");
}

Crosswalk shares_of_pieces(Basis basis, const model::Boundaries& zones, const Pieces& pieces, const Sharing& sharing,
                           model::Issues& issues, int threads) {
    Crosswalk shares = shares_by(basis, zones, pieces.ground, sharing, issues, threads);
    for (std::size_t z = 0; z < shares.zone_count(); ++z) {
        double sum = 0;
        for (const double share : shares.shares_of(z)) sum += share;
        if (sum == 0 || sum == shares.covered[z]) continue;
        for (std::uint32_t k = shares.row_begin[z]; k < shares.row_begin[z + 1]; ++k)
            shares.share[k] *= shares.covered[z] / sum;
    }
    return shares;
}

Crosswalk shares_of_claimants(const Crosswalk& pieces_shares, const Pieces& pieces, Overlapping policy,
                              std::span<const std::int32_t> rank) {
    if (pieces_shares.footprint_count != pieces.size())
        throw std::invalid_argument("shares_of_claimants: shares and pieces are of different things");
    std::vector<WeightEntry> entries;
    for (std::size_t z = 0; z < pieces_shares.zone_count(); ++z) {
        const auto piece = pieces_shares.footprints_of(z);
        const auto share = pieces_shares.shares_of(z);
        for (std::size_t k = 0; k < piece.size(); ++k) {
            const auto claimants = pieces.claimants(static_cast<std::size_t>(piece[k]));
            if (claimants.back() >= static_cast<std::int32_t>(rank.size()))
                throw std::invalid_argument("shares_of_claimants: no rank for a footprint");
            const auto zone = static_cast<std::int32_t>(z);
            if (policy == Overlapping::priority) {
                const auto first = std::ranges::min_element(
                    claimants, {}, [&](std::int32_t f) { return rank[static_cast<std::size_t>(f)]; });
                entries.push_back({zone, *first, share[k]});
                continue;
            }
            const double parts = policy == Overlapping::share ? static_cast<double>(claimants.size()) : 1.0;
            for (const std::int32_t f : claimants) entries.push_back({zone, f, share[k] / parts});
        }
    }
    const model::Weights sums = collect(std::move(entries), pieces_shares.zone_count());
    Crosswalk shares = pieces_shares;
    shares.row_begin = sums.row_begin;
    shares.footprint = sums.footprint;
    shares.share = sums.weight;
    for (double& s : shares.share)
        if (s > 1.0) s = 1.0;  // parts of a whole, added up, may pass it by a rounding
    shares.footprint_count = rank.size();
    return shares;
}

}  // namespace locality::core
