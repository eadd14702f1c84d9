#pragma once

#include "geo/exact.h"
#include "geo/one_sided_lines.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace locality::geo {

/// The planar graph that lines make, as `cut_at_contacts` leaves them: copies of a line become one chain, every chain
/// has two halves (2c along it, 2c + 1 against it), and halves join to cycles round the ground on their left.
class PlanarLines {
public:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    struct Cycle {
        std::uint32_t first = 0;  ///< one of its halves
        Int128 twice_area = 0;    ///< negative where it goes round ground from outside
        double length_m = 0.0;
    };

    explicit PlanarLines(const OneSidedLines& lines);

    std::uint32_t half_count() const { return static_cast<std::uint32_t>(m_next.size()); }
    std::span<const Cycle> cycles() const { return m_cycles; }
    std::uint32_t cycle_of(std::uint32_t half) const { return m_cycle[half]; }
    std::uint32_t next(std::uint32_t half) const { return m_next[half]; }

    /// How much more often the ground left of the half is covered than the ground right of it.
    int step(std::uint32_t half) const { return half % 2 == 0 ? m_chains[half / 2].step : -m_chains[half / 2].step; }
    /// The faces that the line bounds.
    std::span<const std::int32_t> faces(std::uint32_t half) const {
        const Chain& chain = m_chains[half / 2];
        return std::span(m_faces).subspan(chain.faces_begin, chain.faces_end - chain.faces_begin);
    }
    /// The vertices of the half's chain; the half runs the other way where `backwards`.
    std::span<const GridPoint> vertices(std::uint32_t half) const { return m_lines.line(m_chains[half / 2].line); }
    bool backwards(std::uint32_t half) const { return m_chains[half / 2].reversed != (half % 2 == 1); }

private:
    struct Chain {
        std::uint32_t line = 0;  ///< a copy of it
        bool reversed = false;   ///< that copy runs the other way
        int step = 0;
        std::uint32_t faces_begin = 0, faces_end = 0;
    };

    void join_copies();
    void link();
    void trace();
    GridPoint start(std::uint32_t half) const {
        return backwards(half) ? vertices(half).back() : vertices(half).front();
    }
    GridPoint second(std::uint32_t half) const {
        const auto v = vertices(half);
        return backwards(half) ? v[v.size() - 2] : v[1];
    }

    const OneSidedLines& m_lines;
    std::vector<Chain> m_chains;
    std::vector<std::int32_t> m_faces;
    std::vector<std::uint32_t> m_next;   ///< by half: the half that goes on round the same ground
    std::vector<std::uint32_t> m_cycle;  ///< by half
    std::vector<Cycle> m_cycles;
};

}  // namespace locality::geo
