#include "app/map_selection.h"

#include "app/map_view.h"
#include "app/zone_selection.h"
#include "core/zone_choice.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <utility>

namespace locality::app {

namespace {

constexpr double least_drag_px = 5;  // less is a click
constexpr double smallest_px = 2;    // zones smaller than this are drawn as a dot
constexpr double rim_px = 2.2;

// Of chosen zones: the shadings are the same in a dark window, so these are too.
const QColor ink(20, 20, 20), paper(255, 255, 255);

}  // namespace

MapSelection::MapSelection(MapView* map, ZoneSelection* selection)
    : QWidget(map), m_map(map), m_selection(selection) {
    setObjectName(QStringLiteral("map_selection"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(map->rect());
    hide();
    map->installEventFilter(this);
    connect(map, &MapView::viewChanged, this, [this] {
        if (isVisible()) update();
    });
    connect(selection, &ZoneSelection::changed, this, &MapSelection::follow);
}

void MapSelection::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    m_middles.clear();
    m_rim.clear();
    m_drag.reset();
}

void MapSelection::setActive(bool active) {
    m_active = active && m_result;
    if (!m_active) {
        m_drag.reset();
        m_mode = Mode::off;
        m_map->unsetCursor();
    }
    setVisible(m_active);
}

void MapSelection::setMode(Mode mode) {
    m_mode = mode;
    if (mode == Mode::box || mode == Mode::lasso)
        m_map->setCursor(Qt::CrossCursor);
    else
        m_map->unsetCursor();
}

void MapSelection::toggleAtSpot() {
    if (m_active && m_map->spot().zone >= 0) m_selection->toggle(m_map->spot().zone);
}

void MapSelection::follow() {
    m_rim.clear();
    if (m_result && !m_selection->isEmpty()) {
        const geo::Topology& topology = m_result->zones.topology;
        const auto chosen = [&](std::int32_t face) { return face != geo::outside && m_selection->contains(face); };
        for (std::size_t a = 0; a < topology.arc_count(); ++a) {
            if (chosen(topology.left[a]) == chosen(topology.right[a])) continue;
            std::vector<geo::Point>& line = m_rim.emplace_back();
            for (const geo::GridPoint& p : topology.arc(a)) line.push_back(geo::in_metres(p));
        }
    }
    update();
}

/// Where a line runs on the screen; vertices that fall on the pixel before them are left out.
QPolygonF MapSelection::pixels(std::span<const geo::Point> line) const {
    QPolygonF result;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const QPointF p = m_map->pixelOf(line[i]);
        if (i > 0 && i + 1 < line.size() && (p - result.last()).manhattanLength() < 1) continue;
        result << p;
    }
    return result;
}

bool MapSelection::press(const QPointF& at, Qt::KeyboardModifiers keys) {
    if (!m_map->ground().contains(at)) return false;
    const bool control = keys & Qt::ControlModifier, shift = keys & Qt::ShiftModifier;
    if (control)
        m_drag = shift ? Mode::box : Mode::click;
    else if (m_mode != Mode::off && !shift)
        m_drag = m_mode;
    else
        return false;
    m_line.clear();
    m_line << at;
    return true;
}

void MapSelection::release(const QPointF& at) {
    const Mode was = *std::exchange(m_drag, std::nullopt);
    const QRectF reach = QRectF(m_line.first(), at).normalized() | m_line.boundingRect();
    if (was == Mode::click || std::max(reach.width(), reach.height()) < least_drag_px) {
        const int zone = m_map->zoneAt(at);
        if (zone >= 0) m_selection->toggle(zone);
    } else {
        if (m_middles.empty()) m_middles = core::zone_middles(m_result->zones);
        QPolygonF line = was == Mode::box ? QPolygonF(QRectF(m_line.first(), at).normalized()) : m_line;
        std::vector<geo::Point> ground;
        for (const QPointF& p : line) ground.push_back(m_map->view().to_ground(p, QSizeF(m_map->size())));
        const std::vector<std::int32_t> zones = core::zones_within(m_middles, ground);
        if (m_removing)
            m_selection->remove(zones);
        else
            m_selection->add(zones);
    }
    m_line.clear();
    update();
}

bool MapSelection::eventFilter(QObject*, QEvent* event) {
    if (event->type() == QEvent::Resize) setGeometry(m_map->rect());
    if (!m_active) return false;
    switch (event->type()) {
        case QEvent::MouseButtonPress: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            return !m_drag && mouse->button() == Qt::LeftButton && press(mouse->position(), mouse->modifiers());
        }
        case QEvent::MouseMove: {
            if (!m_drag) return false;
            const QPointF at = static_cast<QMouseEvent*>(event)->position();
            if (*m_drag == Mode::box)
                m_line = QPolygonF() << m_line.first() << at;
            else if (*m_drag == Mode::lasso)
                m_line << at;
            update();
            return true;
        }
        case QEvent::MouseButtonRelease:
            if (!m_drag || static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) return false;
            release(static_cast<QMouseEvent*>(event)->position());
            return true;
        case QEvent::KeyPress:
            if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || (!m_drag && m_mode == Mode::off)) return false;
            if (!std::exchange(m_drag, std::nullopt)) {
                setMode(Mode::off);
                emit modeEnded();
            }
            m_line.clear();
            update();
            return true;
        default:
            return false;
    }
}

void MapSelection::paintEvent(QPaintEvent*) {
    if (!m_map->scene() || (m_selection->isEmpty() && !m_drag)) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = m_map->ground();
    painter.setClipRect(ground);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const geo::Shapes& shapes = m_result->zones.shapes;
    for (const std::int32_t zone : m_selection->zones()) {
        const QRectF box = m_map->zoneRect(zone);
        if (!ground.intersects(box.adjusted(-1, -1, 1, 1))) continue;
        if (std::max(box.width(), box.height()) < smallest_px) {
            path.addRect(box);
            continue;
        }
        const auto z = static_cast<std::size_t>(zone);
        for (std::uint32_t part = shapes.shape_begin[z]; part < shapes.shape_begin[z + 1]; ++part)
            for (std::uint32_t ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring)
                path.addPolygon(pixels(shapes.ring(ring)));
    }
    QColor veil = paper;
    veil.setAlpha(110);
    painter.fillPath(path, veil);
    painter.fillPath(path, QBrush(ink, Qt::BDiagPattern));
    for (const auto& [width, pen_colour] : {std::pair(rim_px + 3.2, paper), std::pair(rim_px, ink)}) {
        painter.setPen(QPen(pen_colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        for (const std::vector<geo::Point>& line : m_rim) painter.drawPolyline(pixels(line));
    }
    if (!m_drag || *m_drag == Mode::click || m_line.size() < 2) return;
    QPolygonF shape = m_line;
    if (*m_drag == Mode::box) shape = QPolygonF(QRectF(m_line.first(), m_line.last()).normalized());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(paper, 4));
    painter.drawPolygon(shape);
    painter.setPen(QPen(ink, 2, Qt::DashLine));
    painter.drawPolygon(shape);
}

}  // namespace locality::app
