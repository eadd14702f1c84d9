#include "style/painter_marks.h"

#include "style/painter_furniture.h"

namespace locality::style {

void draw_mark(QPainter& painter, const QPainterPath& shape, Marks::Kind kind, const MapStyle& style, double scale,
               QPointF anchor) {
    const bool picked = kind == Marks::Kind::picked;
    const Colour ink = picked ? style.selected_line : kind == Marks::Kind::gap ? style.gap_line : style.several_line;
    const double spacing = 11 * scale, width = (picked ? 3 : 1.5) * scale;
    std::vector<QPainterPath> lines;
    if (!picked) lines.push_back(hatched(shape, spacing, false, anchor));
    if (kind == Marks::Kind::several) lines.push_back(hatched(shape, spacing, true, anchor));
    lines.push_back(shape);
    painter.setBrush(Qt::NoBrush);
    for (const bool casing : {true, false}) {
        painter.setPen(QPen(qt(casing ? style.mark_casing : ink), casing ? width + 3.4 * scale : width, Qt::SolidLine,
                            Qt::FlatCap, Qt::RoundJoin));
        for (const QPainterPath& line : lines) painter.drawPath(line);
    }
}

MarkLayer::MarkLayer(std::shared_ptr<const Marks> marks, geo::Point origin)
    : m_marks(std::move(marks)), m_topology(geo::build_topology(m_marks->shapes)), m_paths(m_topology, origin) {
    for (const Marks::Kind kind : m_marks->kind) m_kind_of_face.push_back(static_cast<std::int32_t>(kind));
}

void MarkLayer::prepare(const Detail& detail) {
    if (m_detail == detail) return;
    m_detail = detail;
    m_shapes = m_paths.fills(m_kind_of_face, kinds, detail);
}

void MarkLayer::paint(QPainter& painter, const QTransform& to_pixels, const MapStyle& style, double scale) const {
    const QPointF anchor = to_pixels.map(QPointF(0, 0));
    for (std::size_t kind = 0; kind < m_shapes.size(); ++kind)
        if (!m_shapes[kind].isEmpty())
            draw_mark(painter, to_pixels.map(m_shapes[kind]), static_cast<Marks::Kind>(kind), style, scale, anchor);
}

}  // namespace locality::style
