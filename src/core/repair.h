#pragma once

#include "model/fault.h"
#include "model/issue.h"
#include "model/layer.h"
#include "model/progress.h"
#include "model/project.h"

namespace locality::core {

struct Prepared {
    model::Boundaries boundaries;
    model::Issues issues;
    std::vector<model::AreaChange> area_changes;  ///< by step, then code
};

/// Makes boundaries of a layer: sorted by code, snapped to the 1 mm grid, invalid polygons mended (each an Issue with
/// zone, place and the square metres changed), shared edges stored once. Parts of one code that stands on several
/// features are joined, and listed. Empty shapes stay, with an Issue. Overlaps are allowed here.
///
/// With `snap_m` above 0, lines of different shapes that run nearer than that to each other become one
/// (geo/snapping.h): one Issue ("snapped") says how many shapes changed, by how much in all and at most, and
/// `area_changes` has each. A shape too narrow to be snapped stands as it was ("too_narrow_to_snap").
///
/// Threads  0: as many as the machine has; the result does not depend on them.
/// Throws   model::InputError for a layer without shapes; geo::GeometryError with the zone's code.
Prepared prepare(model::Layer layer, const model::Progress& progress = {}, double snap_m = 0.0, int threads = 0);

struct Repaired {
    model::Coverage coverage;
    model::Issues issues;
    model::Faults faults;  ///< gaps and overlaps: those that were closed, then those that are left
    std::vector<model::AreaChange> area_changes;
};

/// `prepare`, then the coverage check: gaps and overlaps between zones are found from the arcs with the wrong number of
/// sides, each an Issue with the zones it touches, its place and its square metres. An edge shared by two zones cannot
/// start an overlap or a gap, so only the other edges are looked at.
///
/// `rules` say what is snapped, and who gets the ground of gaps and overlaps (core/closing.h; `reference` is the layer
/// that Close::layer asks). The coverage is checked again after that: what is left is reported as if nothing was done.
Repaired repair(model::Layer layer, const model::Progress& progress = {}, const model::RepairRules& rules = {},
                const model::Boundaries* reference = nullptr, int threads = 0);

}  // namespace locality::core
