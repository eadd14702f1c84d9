#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// A vertex on the 1 mm integer grid: millimetres east and north of the National Grid's origin.
struct GridPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};

inline constexpr double millimetres_per_metre = 1000.0;

/// The nearest grid vertex. Throws GeometryError for NaN and for places more than 2,000 km from the grid's origin.
GridPoint on_grid(Point p);
inline Point in_metres(GridPoint g) {
    return {g.x / millimetres_per_metre, g.y / millimetres_per_metre};
}

/// No face: the outside of every zone.
inline constexpr std::int32_t outside = -1;

/// The shared edges ("arcs") of a set of boundaries, each stored once with the face to its left and to its right.
///
/// A face is the index of the shape that the arc bounds, or `outside`. An arc runs from node to node and passes no node
/// between; an arc that meets no other is closed: its first vertex is its last. A clean coverage has at most one face
/// on either side of a line. Where shapes overlap along the same line, that line is stored once for each further pair
/// of sides, so that every arc has one left and one right and nothing is lost.
struct Topology {
    std::vector<GridPoint> vertices;          ///< of all arcs, one after the other
    std::vector<std::uint32_t> arc_begin{0};  ///< arcs + 1 entries, into `vertices`; an arc has at least two vertices
    std::vector<std::int32_t> left;           ///< face to the left of each arc, walking from its first vertex
    std::vector<std::int32_t> right;          ///< face to the right
    std::int32_t face_count = 0;

    std::size_t arc_count() const { return left.size(); }
    std::span<const GridPoint> arc(std::size_t arc) const {
        return std::span(vertices).subspan(arc_begin[arc], arc_begin[arc + 1] - arc_begin[arc]);
    }
    /// True where two arcs of one built topology are the same line, stored for further sides. Such arcs stand side by
    /// side.
    bool same_line(std::size_t a, std::size_t b) const {
        const std::span<const GridPoint> p = arc(a);
        const std::span<const GridPoint> q = arc(b);
        return p.size() == q.size() && p[0] == q[0] && p[1] == q[1];
    }
};

/// Builds the topology of valid polygons (see `mend` in geo/mending.h): snaps vertices to the grid, drops repeated ones
/// and spikes of no area, turns shells anticlockwise and holes clockwise, and stores each shared line once.
///
/// Ensures  the same arcs in the same order for the same shapes, whatever ring starts where; the left and right sides
///          of all arcs add up to every face's area.
/// Throws   GeometryError as `on_grid`.
Topology build_topology(const Shapes& shapes);

/// Area of every face in m2, from the arcs alone (Green's theorem on integers, exact to the last double).
std::vector<double> face_areas_m2(const Topology& topology);
/// Length of the boundary of every face in m.
std::vector<double> face_perimeters_m(const Topology& topology);

/// Which faces touch along a line (not only at a corner), row by row: the neighbours of face f are
/// neighbour[begin[f]] ... neighbour[begin[f+1]-1], ascending; length_m is the length they share.
struct Adjacency {
    std::vector<std::uint32_t> begin;
    std::vector<std::int32_t> neighbour;
    std::vector<double> length_m;

    std::span<const std::int32_t> of(std::size_t face) const {
        return std::span(neighbour).subspan(begin[face], begin[face + 1] - begin[face]);
    }
};
Adjacency adjacency(const Topology& topology);

/// Outlines of groups of faces: the arcs whose two sides belong to different groups, joined to rings. No polygon union.
///
/// group_of_face has one entry per face: 0 <= group < group_count, or `outside` for a face in no group. The result has
/// one shape per group, shells anticlockwise, holes clockwise, in metres; a group without faces is an empty shape.
/// Parts that touch only at a corner stay separate parts.
///
/// Faces of one group lie side by side, as in a coverage, or are the same ground; else use `united_outlines`.
Shapes outlines(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count);

/// `outlines` for faces that may overlap in any way: their lines are cut where they meet, and what lies inside is left
/// out. Cuts are rounded to the grid.
Shapes united_outlines(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count);

/// The topology of the groups themselves: the arcs between different groups, with the groups as faces.
Topology dissolve(const Topology& topology, std::span<const std::int32_t> group_of_face, std::int32_t group_count);

/// Finds the faces that points lie in, in one pass over an index of the arcs.
///
/// Result: for each point the faces that contain it, ascending (several where faces overlap, none outside).
/// A point on a line belongs to the face on its upper-right side: it is moved by (e, e^2), as core/overlay.h moves
/// footprints over zones, so that in a clean coverage each point has at most one face.
struct Located {
    std::vector<std::uint32_t> begin;
    std::vector<std::int32_t> face;
    std::span<const std::int32_t> of(std::size_t point) const {
        return std::span(face).subspan(begin[point], begin[point + 1] - begin[point]);
    }
};
/// Points are taken to the nearest grid vertex first; throws GeometryError as `on_grid`.
Located locate(const Topology& topology, std::span<const Point> points);

/// Which way a point on a line is moved: by (e, e^2) or by (-e, -e^2).
enum class Toward { upper_right, lower_left };
Located locate(const Topology& topology, std::span<const GridPoint> points, Toward toward);

}  // namespace locality::geo
