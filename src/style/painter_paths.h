#pragma once

#include "style/arcs.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QTransform>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace locality::style {

/// How finely and where paths are wanted.
struct Detail {
    double tolerance_m = 0;  ///< vertices that stand out less are left out
    geo::Box region;         ///< what does not meet it may be left out
    friend bool operator==(const Detail&, const Detail&) = default;
};

/// Makes painter paths of the arcs of one topology. Paths are in metres east and south of an origin.
class ArcPaths {
public:
    /// The topology outlives this.
    ArcPaths(const geo::Topology& topology, geo::Point origin);

    /// The shapes of groups of faces, neighbours merged, to be filled with the winding rule.
    std::vector<QPainterPath> fills(std::span<const std::int32_t> group_of_face, std::size_t groups,
                                    const Detail& detail) const;
    /// The closed lines round the faces of group 0, neighbours merged.
    std::vector<QPolygonF> outline(std::span<const std::int32_t> group_of_face, const Detail& detail) const;
    /// The arcs that are `wanted`, each once. Not one path: Qt's rasteriser takes far longer for one stroke of
    /// thousands of pieces than for thousands of strokes.
    std::vector<QPolygonF> lines(const std::function<bool(std::size_t arc)>& wanted, const Detail& detail) const;

    const geo::Topology& topology() const { return *m_topology; }
    const geo::Box& face_box(std::size_t face) const { return m_face_boxes[face]; }

private:
    void append(QPolygonF& line, std::size_t arc, bool forward, double tolerance_m) const;
    template <class Take>
    void walk(std::span<const std::int32_t> group_of_face, const Detail& detail, const Take& take) const;

    const geo::Topology* m_topology;
    geo::Point m_origin;
    std::vector<float> m_standing_out_m;
    std::vector<geo::Box> m_arc_boxes, m_face_boxes;
    ArcEnds m_ends;
};

/// Lines across a filled shape at 45 degrees, `spacing` pixels apart; `rising` ones go up to the right. Drawn as lines,
/// not as a pattern, so that every format shows the same. `anchor` stays on a gap, so that panning moves them along.
QPainterPath hatched(const QPainterPath& shape, double spacing, bool rising, QPointF anchor);

}  // namespace locality::style
