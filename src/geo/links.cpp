#include "geo/links.h"

#include <algorithm>
#include <stdexcept>

namespace locality::geo {

Adjacency with_links(const Adjacency& adjacency, std::span<const Link> links) {
    const std::size_t zones = adjacency.begin.empty() ? 0 : adjacency.begin.size() - 1;
    std::vector<std::vector<std::int32_t>> added(zones);
    for (const auto& [a, b] : links) {
        if (a < 0 || b < 0 || a == b || static_cast<std::size_t>(std::max(a, b)) >= zones)
            throw std::invalid_argument("with_links: a link must join two zones");
        added[a].push_back(b);
        added[b].push_back(a);
    }
    Adjacency graph;
    graph.begin.assign(1, 0);
    for (std::size_t z = 0; z < zones; ++z) {
        std::vector<std::pair<std::int32_t, double>> row;
        for (std::uint32_t i = adjacency.begin[z]; i < adjacency.begin[z + 1]; ++i)
            row.emplace_back(adjacency.neighbour[i], adjacency.length_m[i]);
        for (std::int32_t other : added[z])
            if (std::none_of(row.begin(), row.end(), [&](const auto& r) { return r.first == other; }))
                row.emplace_back(other, 0.0);
        std::sort(row.begin(), row.end());
        for (const auto& [other, length] : row) {
            graph.neighbour.push_back(other);
            graph.length_m.push_back(length);
        }
        graph.begin.push_back(static_cast<std::uint32_t>(graph.neighbour.size()));
    }
    return graph;
}

}  // namespace locality::geo
