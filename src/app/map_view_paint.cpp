// What of the map is on the widget: pictures moved and stretched, furniture, the zone under the pointer, the focus.

#include "app/map_view.h"

#include <QPainter>
#include <QPainterPath>

namespace locality::app {

namespace {

constexpr double outline_px = 2.5;  // of the zone under the pointer

QColor colour(const style::Colour& c) {
    return {c.red, c.green, c.blue, c.alpha};
}

}  // namespace

void MapView::drawPicture(QPainter& painter, const QImage& picture, const style::View& view) const {
    if (picture.isNull()) return;
    const QSizeF ground = QSizeF(picture.size()) / picture.devicePixelRatio();
    const double scale = view.metres_per_pixel / m_view.metres_per_pixel;
    const QPointF middle = m_view.to_pixel(view.centre, QSizeF(size()));
    const QSizeF shown = ground * scale;
    const QPointF corner = middle - QPointF(shown.width() / 2, shown.height() / 2);
    if (scale == 1.0) {
        painter.drawImage(corner, picture);
        return;
    }
    // Only the part that shows, lest a picture of everything is stretched to kilometres of pixels.
    const QRectF all(corner, shown), seen = all.intersected(QRectF(rect()));
    if (seen.isEmpty()) return;
    const double per_pixel = picture.width() / shown.width();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(seen, picture, QRectF((seen.topLeft() - corner) * per_pixel, seen.size() * per_pixel));
}

/// Drawn anew only where it changed: on a map that is dragged it stays as it is.
void MapView::drawFurniture(QPainter& painter) {
    const qreal ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (m_panel_of != m_scene || m_panel_scale != m_view.metres_per_pixel || m_panel_ratio != ratio ||
        m_panel.size() != pixels) {
        if (m_panel.size() != pixels) m_panel = QImage(pixels, QImage::Format_ARGB32_Premultiplied);
        m_panel.setDevicePixelRatio(ratio);
        m_panel.fill(Qt::transparent);
        QPainter p(&m_panel);
        m_furniture->paint_furniture(p, m_view, QSizeF(size()));
        m_panel_of = m_scene;
        m_panel_scale = m_view.metres_per_pixel;
        m_panel_ratio = ratio;
    }
    for (const QRectF& part : style::furniture_rects(*m_scene, QSizeF(size())))
        painter.drawImage(part, m_panel, QRectF(part.topLeft() * ratio, part.size() * ratio));
}

void MapView::drawZoneOutline(QPainter& painter, std::size_t zone) const {
    const geo::Shapes& shapes = m_result->zones.shapes;
    QPainterPath path;
    const QSizeF screen(size());
    for (std::uint32_t part = shapes.shape_begin[zone]; part < shapes.shape_begin[zone + 1]; ++part)
        for (std::uint32_t ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
            QPolygonF line;
            for (const geo::Point& p : shapes.ring(ring)) line << m_view.to_pixel(p, screen);
            path.addPolygon(line);
        }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(colour(m_scene->style.footprint_casing), outline_px + 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(colour(m_scene->style.ink), outline_px, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

void MapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_scene) {
        painter.fillRect(rect(), palette().window());
        return;
    }
    painter.fillRect(rect(), colour(m_scene->style.paper));
    if (isSettling()) drawPicture(painter, m_overview, m_overview_view);
    drawPicture(painter, m_ground, m_ground_view);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_spot.zone >= 0) drawZoneOutline(painter, static_cast<std::size_t>(m_spot.zone));
    drawFurniture(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_mouse == Mouse::boxing) {
        QColor inside = palette().color(QPalette::Highlight);
        painter.setPen(QPen(inside, 2));
        inside.setAlpha(40);
        painter.setBrush(inside);
        painter.drawRect(QRectF(m_pressed, m_dragged_to).normalized());
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

}  // namespace locality::app
