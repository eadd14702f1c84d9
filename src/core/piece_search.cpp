#include "core/piece_search.h"

#include <algorithm>
#include <utility>

namespace locality::core {

std::uint32_t PieceSearch::leader(std::uint32_t search) {
    while (m_searches[search].joined_to != search) {
        m_searches[search].joined_to = m_searches[m_searches[search].joined_to].joined_to;
        search = m_searches[search].joined_to;
    }
    return search;
}

void PieceSearch::start(std::int32_t zone) {
    if (m_count == m_searches.size()) m_searches.emplace_back();
    Search& search = m_searches[m_count];
    search.found.assign(1, zone);
    search.walked = 0;
    search.joined_to = m_count;
    m_mark[static_cast<std::size_t>(zone)] = m_base + 1 + m_count;
    m_open.push_back(m_count++);
}

void PieceSearch::join(std::uint32_t a, std::uint32_t b) {
    // The one with less still to walk hands it over.
    const auto left = [&](std::uint32_t s) { return m_searches[s].found.size() - m_searches[s].walked; };
    if (left(a) < left(b)) std::swap(a, b);
    Search& into = m_searches[a];
    Search& from = m_searches[b];
    into.found.insert(into.found.end(), from.found.begin() + static_cast<std::ptrdiff_t>(from.walked),
                      from.found.end());
    from.joined_to = a;
    std::erase(m_open, b);
}

int PieceSearch::pieces_at(std::int32_t zone, std::int32_t footprint, std::span<const std::int32_t> footprint_of_zone,
                           const geo::Adjacency& adjacency) {
    m_count = 0;
    m_open.clear();
    for (const std::int32_t next : adjacency.of(static_cast<std::size_t>(zone)))
        if (next != zone && footprint_of_zone[static_cast<std::size_t>(next)] == footprint) start(next);

    int pieces = 0;
    for (std::size_t turn = 0; m_open.size() > 1; ++turn) {
        if (turn >= m_open.size()) turn = 0;
        const std::uint32_t mine = m_open[turn];
        if (m_searches[mine].walked == m_searches[mine].found.size()) {
            ++pieces;
            std::erase(m_open, mine);
            continue;
        }
        const std::int32_t here = m_searches[mine].found[m_searches[mine].walked++];
        std::uint32_t now = mine;
        for (const std::int32_t next : adjacency.of(static_cast<std::size_t>(here))) {
            const auto n = static_cast<std::size_t>(next);
            if (next == zone || footprint_of_zone[n] != footprint) continue;
            if (m_mark[n] <= m_base) {
                m_mark[n] = m_base + 1 + now;
                m_searches[now].found.push_back(next);
            } else if (const std::uint32_t other = leader(static_cast<std::uint32_t>(m_mark[n] - m_base - 1));
                       other != now) {
                join(now, other);
                now = leader(now);
            }
        }
    }
    pieces += static_cast<int>(m_open.size());
    m_base += m_count;
    return pieces;
}

}  // namespace locality::core
