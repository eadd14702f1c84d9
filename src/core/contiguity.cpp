#include "core/contiguity.h"

#include "core/mending_case.h"

#include <fmt/format.h>

#include <algorithm>

namespace locality::core {

std::vector<int> pieces(const model::Assignment& assignment, const geo::Adjacency& graph, std::size_t footprint_count) {
    std::vector<int> count(footprint_count, 0);
    std::vector<bool> seen(assignment.footprint.size(), false);
    std::vector<std::int32_t> queue;
    for (std::size_t first = 0; first < seen.size(); ++first) {
        const std::int32_t footprint = assignment.footprint[first];
        if (seen[first] || footprint == model::unassigned) continue;
        ++count[footprint];
        queue.assign(1, static_cast<std::int32_t>(first));
        seen[first] = true;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::int32_t next : graph.of(queue[head]))
                if (!seen[next] && assignment.footprint[next] == footprint) {
                    seen[next] = true;
                    queue.push_back(next);
                }
    }
    return count;
}

model::Issues split_footprints(std::span<const std::int32_t> footprint, const model::Weights& weights,
                               const geo::Adjacency& graph, std::span<const std::string> zone_codes,
                               std::span<const std::string> footprint_codes) {
    const auto count = static_cast<std::int32_t>(footprint_codes.size());
    MendLimits nothing_moves;
    nothing_moves.locked.assign(footprint.size(), true);
    const MendingCase drawn = mending_case(footprint, weights, graph, count, nothing_moves);
    const auto zones = zones_by_footprint(footprint, count);
    model::Issues issues;
    for (std::int32_t k = 0; k < count; ++k) {
        const std::vector<Piece> pieces = pieces_of(drawn, zones[k], k);
        const std::vector<std::size_t> cut_off = detached(drawn, pieces);
        for (std::size_t p = 1; p < pieces.size(); ++p) {
            const bool joinable = std::find(cut_off.begin(), cut_off.end(), p) != cut_off.end();
            const std::size_t n = pieces[p].zones.size();
            model::Issue issue;
            issue.kind = "still_split";
            for (std::int32_t z : pieces[p].zones) issue.code += (issue.code.empty() ? "" : " ") + zone_codes[z];
            issue.what = joinable
                             ? fmt::format("{} zone{} of footprint {} {} cut off from the rest of it; left as {}", n,
                                           n == 1 ? "" : "s", footprint_codes[k], n == 1 ? "is" : "are",
                                           n == 1 ? "it is" : "they are")
                             : fmt::format(
                                   "{} zone{} of footprint {} {} on a part of the map that no edge joins with the rest "
                                   "of it; left as {} (if there is a bridge or ferry, name it in [links])",
                                   n, n == 1 ? "" : "s", footprint_codes[k], n == 1 ? "lies" : "lie",
                                   n == 1 ? "it is" : "they are");
            issues.push_back(std::move(issue));
        }
    }
    return issues;
}

}  // namespace locality::core
