#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// How often each face winds round a place, by face, ascending; 1 inside, faces that do not are left out.
struct FaceTurns {
    std::int32_t face = 0;
    std::int32_t turns = 0;
    friend bool operator==(const FaceTurns&, const FaceTurns&) = default;
};

/// The faces of one set at the start of every arc of another.
struct FacesAtArcs {
    std::vector<std::uint32_t> set_of_arc;    ///< which of the sets below
    std::vector<std::uint32_t> set_begin{0};  ///< sets + 1 entries, into `faces`
    std::vector<FaceTurns> faces;

    std::span<const FaceTurns> at(std::size_t arc) const {
        const std::uint32_t set = set_of_arc[arc];
        return std::span(faces).subspan(set_begin[set], set_begin[set + 1] - set_begin[set]);
    }
};

/// What changes along an arc: it passes `turns` times more to the left than to the right of an arc of the other set.
struct ArcTurns {
    std::uint32_t other_arc = 0;
    std::int32_t turns = 0;
};

/// Finds the faces of `other` at the start of each arc of `arcs`. In every part of the arc graph that hangs together
/// one vertex is located; from there the faces are carried along: those at an arc's end are those at its start, changed
/// by what it passes. `begin` (arcs + 1 entries) and `turns` say what that is; `toward` is how a vertex of `arcs` on a
/// line of `other` is moved.
FacesAtArcs faces_at_arcs(const geo::Topology& arcs, const geo::Topology& other, std::span<const std::uint32_t> begin,
                          std::span<const ArcTurns> turns, geo::Toward toward);

}  // namespace locality::core
