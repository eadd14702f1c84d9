#pragma once

#include "geo/topology.h"
#include "model/crosswalk.h"

namespace locality::core {

/// How two sets of boundaries overlap: for every zone the footprints it meets and the square metres they share.
///
/// One pass over both arc sets. Where an arc of one is cut by an arc of the other, its remainder adds
/// (1 - t) (p x q) / 2 to the pairs of faces on their two sides; no intersection polygon is built and the order of
/// cuts does not matter. Orientation is exact on the 1 mm grid. Ties are broken by shifting every vertex of
/// `footprints` symbolically by (e, e^2), so coincident edges and corners are ordinary (Edelsbrunner & Muecke 1990,
/// "Simulation of simplicity").
///
/// Shapes   a row per face of `zones`, a column per face of `footprints`; footprints may overlap and leave gaps.
/// Units    square metres; pairs under `smallest_m2` are dropped.
/// Threads  0: as many as the machine has.
/// Ensures  the same bytes for any `threads`: areas are added up as whole numbers of half square millimetres. Agrees
///          with polygon intersection to 1 mm x the perimeters involved.
/// Throws   geo::GeometryError where the boundaries together reach over more than 4.6 million square km.
model::Weights overlay_m2(const geo::Topology& zones, const geo::Topology& footprints, int threads = 0,
                          double smallest_m2 = 1e-3);

}  // namespace locality::core
