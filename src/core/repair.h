#pragma once

#include "model/issue.h"
#include "model/layer.h"
#include "model/progress.h"

namespace locality::core {

struct Prepared {
    model::Boundaries boundaries;
    model::Issues issues;
};

/// Makes boundaries of a layer: sorted by code, snapped to the 1 mm grid, invalid polygons mended (each an Issue with
/// zone, place and the square metres changed), shared edges stored once. Parts of one code that stands on several
/// features are joined, and listed. Empty shapes stay, with an Issue. Overlaps are allowed here.
/// Throws model::InputError for a layer without shapes; geo::GeometryError with the zone's code.
Prepared prepare(model::Layer layer, const model::Progress& progress = {});

struct Repaired {
    model::Coverage coverage;
    model::Issues issues;
};

/// `prepare`, then the coverage check: gaps and overlaps between zones are found from the arcs with the wrong number of
/// sides, each an Issue with the zones it touches, its place and its square metres. An edge shared by two zones cannot
/// start an overlap or a gap, so only the other edges are looked at.
Repaired repair(model::Layer layer, const model::Progress& progress = {});

}  // namespace locality::core
