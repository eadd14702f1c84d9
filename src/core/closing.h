#pragma once

#include "model/fault.h"
#include "model/issue.h"
#include "model/layer.h"
#include "model/project.h"

#include <optional>

namespace locality::core {

struct Closed {
    geo::Shapes shapes;    ///< of all zones, one for each
    model::Faults faults;  ///< those that were given away
    model::Issues issues;
};

/// Gives gaps and overlaps between zones to one zone each, by the named rule:
///
///     longest_edge   the zone with the longest edge to the piece: beyond a gap, or going on from an overlap
///     lower_code     of the zones that touch a gap or share an overlap, the one whose code comes first
///     layer          the zone that holds most of the piece in `reference`, by its code; where none does, longest_edge
///
/// Slivers  a piece narrower than `rules.snap_m` on average is closed by longest_edge where `close` is `leave`: it is
/// what
///          snapping would have closed, had it not lain in a neck that snapping tied off.
/// Kept     no zone gives away its last: of a zone that would keep less than a hundredth of its ground, the pieces go
///          to it instead; a piece that two such zones share (the same shape twice) is left, and says so.
/// Result   nothing where nothing is to be given away. Every piece that was given is listed with who has it and why.
/// Throws   geo::GeometryError with the zone's code.
std::optional<Closed> close_faults(const model::Boundaries& zones, const model::RepairRules& rules,
                                   const model::Boundaries* reference = nullptr);

}  // namespace locality::core
