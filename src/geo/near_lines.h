#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace locality::geo {

/// Rings as walks from place to place, of which `snap` brings together what runs near each other. A place is where one
/// vertex or more stand; merged places keep their numbers and point to the one they went to.
class NearLines {
public:
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    /// `expected` is how many places there may be.
    NearLines(std::int64_t tolerance_mm, std::size_t expected);

    std::uint32_t place_at(GridPoint p) const;  ///< `nobody` where there is none
    std::uint32_t add_place(GridPoint p);       ///< the place there, a new one where there was none

    /// Adds a closed ring that does not repeat its first place. `free_edge[i]` says whether the edge from place i on
    /// has nothing on its other side: only such edges bend.
    void add_ring(std::int32_t face, std::span<const std::uint32_t> places, std::span<const char> free_edge);
    /// A shape that must not change: its places go nowhere.
    void hold(std::int32_t face);

    /// One round: moves vertices, bends edges. False where there was nothing to do.
    bool improve();

    std::size_t ring_count() const { return m_face.size(); }
    std::span<const std::uint32_t> ring(std::size_t ring) const {
        return std::span(m_walk).subspan(m_begin[ring], m_begin[ring + 1] - m_begin[ring]);
    }
    GridPoint position(std::uint32_t place) const { return m_position[place]; }
    std::uint32_t now_at(std::uint32_t place) const;  ///< where a place went in the end
    std::size_t place_count() const { return m_position.size(); }
    std::size_t inserted() const { return m_inserted; }

private:
    struct Edge {
        std::uint32_t a = 0, b = 0;
        std::int32_t face = 0;
        std::uint32_t at = 0;  ///< in m_walk
    };
    struct Nearest {
        double squared = 0.0;        ///< of the distance, mm2
        double along = 0.0;          ///< 0 at a, 1 at b
        std::uint32_t end = nobody;  ///< the end of the edge that is nearest, if it is an end
    };

    std::size_t slot_of(GridPoint p) const;
    void grow();
    void gather_passing();
    std::vector<Edge> free_edges() const;
    void find_candidates(const std::vector<Edge>& edges);
    bool may_come_near(const Edge& edge, std::uint32_t place, double reach) const;
    bool passes(std::uint32_t place, std::int32_t face) const;
    /// Does a line of another shape come near a place without meeting it?
    bool comes_near(const Edge& edge, std::uint32_t place, Nearest& nearest) const;
    bool merge(std::vector<Edge>& edges);
    bool bend(const std::vector<Edge>& edges);
    void choose(std::vector<std::uint32_t>& near, std::vector<std::pair<std::uint32_t, std::uint32_t>>& moves) const;
    std::span<const std::int32_t> passing(std::uint32_t place) const {
        return std::span(m_passing).subspan(m_passing_begin[place],
                                            m_passing_begin[place + 1] - m_passing_begin[place]);
    }

    std::int64_t m_tolerance;
    std::vector<GridPoint> m_position;
    std::vector<std::uint32_t> m_slots;  ///< places by position: open addressing
    std::vector<std::uint32_t> m_went;   ///< by place: to which place, itself at first
    std::vector<char> m_held;            ///< by place
    std::vector<char> m_touched;         ///< by place: something changed there in the last round
    std::vector<std::uint32_t> m_walk;
    std::vector<char> m_free;  ///< beside m_walk
    std::vector<std::uint32_t> m_begin{0};
    std::vector<std::int32_t> m_face;
    std::vector<char> m_held_face;
    std::vector<std::uint32_t> m_passing_begin;  ///< by place, the faces whose rings pass it, ascending
    std::vector<std::int32_t> m_passing;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_candidates;  ///< edge and place that may be near
    std::size_t m_inserted = 0;
};

}  // namespace locality::geo
