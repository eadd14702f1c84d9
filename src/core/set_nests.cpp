#include "core/set_nests.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace locality::core {

namespace {

constexpr double seam = 1e-9;

std::vector<Nest> nests_of(const model::Result& result, std::size_t parts_set, std::size_t total_set) {
    const model::Crosswalk &parts = result.sets[parts_set].crosswalk, &totals = result.sets[total_set].crosswalk;
    std::vector<bool> met(parts.footprint_count, false);
    const auto share_in = [](const model::Crosswalk& shares, std::size_t zone, std::int32_t footprint) {
        const auto list = shares.footprints_of(zone);
        const auto at = std::lower_bound(list.begin(), list.end(), footprint);
        return at == list.end() || *at != footprint
                   ? 0.0
                   : shares.shares_of(zone)[static_cast<std::size_t>(at - list.begin())];
    };
    // A part lies in those totals of its first zone that hold as much of all its zones.
    std::vector<std::vector<std::int32_t>> candidates(parts.footprint_count);
    for (std::size_t z = 0; z < parts.zone_count(); ++z) {
        const auto list = parts.footprints_of(z);
        const auto share = parts.shares_of(z);
        for (std::size_t k = 0; k < list.size(); ++k) {
            if (share[k] < seam) continue;
            const auto p = static_cast<std::size_t>(list[k]);
            if (!met[p]) {
                const auto holding = totals.footprints_of(z);
                candidates[p].assign(holding.begin(), holding.end());
                met[p] = true;
            }
            std::erase_if(candidates[p], [&](std::int32_t t) { return share_in(totals, z, t) < share[k] - seam; });
        }
    }
    std::vector<Nest> nests(totals.footprint_count);
    for (std::size_t p = 0; p < candidates.size(); ++p)
        for (const std::int32_t t : candidates[p]) nests[static_cast<std::size_t>(t)].parts.push_back(p);
    std::vector<bool> fills(totals.footprint_count, true);
    for (std::size_t z = 0; z < totals.zone_count(); ++z) {
        const auto list = totals.footprints_of(z);
        const auto share = totals.shares_of(z);
        for (std::size_t k = 0; k < list.size(); ++k) {
            double sum = 0;
            const auto inner = parts.footprints_of(z);
            for (std::size_t i = 0; i < inner.size(); ++i) {
                const std::vector<std::int32_t>& holders = candidates[static_cast<std::size_t>(inner[i])];
                if (std::find(holders.begin(), holders.end(), list[k]) != holders.end()) sum += parts.shares_of(z)[i];
            }
            if (std::abs(sum - share[k]) >= seam) fills[static_cast<std::size_t>(list[k])] = false;
        }
    }
    std::vector<Nest> full;
    for (std::size_t t = 0; t < nests.size(); ++t)
        if (fills[t] && !nests[t].parts.empty()) full.push_back({parts_set, total_set, t, std::move(nests[t].parts)});
    return full;
}

}  // namespace

std::vector<Nest> set_nests(const model::Result& result) {
    std::vector<Nest> nests;
    for (std::size_t parts = 0; parts < result.sets.size(); ++parts)
        for (std::size_t total = 0; total < result.sets.size(); ++total)
            if (parts != total)
                for (Nest& nest : nests_of(result, parts, total)) nests.push_back(std::move(nest));
    // Small nests first: what they must hide often serves the larger ones, too.
    std::stable_sort(nests.begin(), nests.end(),
                     [](const Nest& a, const Nest& b) { return a.parts.size() < b.parts.size(); });
    return nests;
}

}  // namespace locality::core
