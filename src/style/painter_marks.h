#pragma once

#include "style/marks.h"
#include "style/painter_paths.h"
#include "style/style.h"

#include <QPainter>

#include <array>
#include <memory>

namespace locality::style {

/// Lines over a shape: "\" in a gap, crossed where it is claimed more than once, none over what is picked; and its
/// outline. Each line stands in a casing, so that it shows on any fill.
void draw_mark(QPainter& painter, const QPainterPath& shape, Marks::Kind kind, const MapStyle& style, double scale,
               QPointF anchor);

/// Marks as paths, simplified once per scale.
class MarkLayer {
public:
    MarkLayer(std::shared_ptr<const Marks> marks, geo::Point origin);
    const Marks* marks() const { return m_marks.get(); }
    void prepare(const Detail& detail);
    void paint(QPainter& painter, const QTransform& to_pixels, const MapStyle& style, double scale) const;

private:
    static constexpr std::size_t kinds = 3;
    std::shared_ptr<const Marks> m_marks;
    geo::Topology m_topology;
    ArcPaths m_paths;
    std::vector<std::int32_t> m_kind_of_face;
    std::optional<Detail> m_detail;
    std::vector<QPainterPath> m_shapes;  ///< one per kind
};

}  // namespace locality::style
