#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::style {

/// How far each vertex stands out of its arc, in metres: the largest tolerance at which Douglas-Peucker keeps it. Ends
/// of arcs are kept at any tolerance (infinity). A vertex never stands out more than the one it was found after, so the
/// vertices kept at a tolerance are among those kept at any smaller one, and lines of neighbours stay one line.
std::vector<float> standing_out_m(const geo::Topology& topology);

/// Where each arc and each face is, metres. A face without arcs has an empty box.
std::vector<geo::Box> arc_boxes(const geo::Topology& topology);
std::vector<geo::Box> face_boxes(const geo::Topology& topology, std::span<const geo::Box> arc_boxes);

/// The node at each end of each arc, numbered by place: arcs that meet share the number.
struct ArcEnds {
    std::vector<std::uint32_t> first, last;
    std::uint32_t node_count = 0;
};
ArcEnds arc_ends(const geo::Topology& topology);

/// Closed walks along the arcs round groups of faces, the group on the left. Where several walks of one group pass a
/// node they may be joined either way: good for filling (non-zero winding), not for telling parts from holes.
struct Walks {
    struct Step {
        std::uint32_t arc = 0;
        bool forward = true;
    };
    std::vector<Step> steps;
    std::vector<std::uint32_t> begin{0};  ///< walks + 1 entries, into `steps`
    std::vector<std::int32_t> group;      ///< per walk, ascending
};
/// group_of_face: 0 or more, or geo::outside for a face in no group.
Walks walks_round(const geo::Topology& topology, const ArcEnds& ends, std::span<const std::int32_t> group_of_face);

}  // namespace locality::style
