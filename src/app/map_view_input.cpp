// What the mouse and the keys do to the map.

#include "app/map_view.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace locality::app {

namespace {

constexpr double one_notch = 120.0;  // QWheelEvent's eighths of a degree
constexpr double coarse = 0.5;       // doublings of scale per notch, and per key press
constexpr double fine = 0.1;
constexpr double pan_step = 0.15;  // of the shorter side, per arrow key

}  // namespace

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const QStringList lines = readoutLines();
        const auto* help = static_cast<QHelpEvent*>(event);
        if (lines.isEmpty() || m_dragging)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
        return true;
    }
    return QWidget::event(event);
}

void MapView::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const int steps = turned.y() != 0 ? turned.y() : turned.x();
    const double doublings = (event->modifiers() & Qt::ControlModifier ? fine : coarse) * steps / one_notch;
    zoomAt(std::exp2(doublings), event->position());
    setSpot(spotAt(event->position()));
    event->accept();
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    m_button_down = true;
    m_dragging = event->button() == Qt::MiddleButton;
    m_pressed = m_dragged_to = event->position();
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_button_down) {
        setSpot(spotAt(event->position()));
        return;
    }
    const QPointF moved = event->position() - m_pressed;
    if (!m_dragging && moved.manhattanLength() >= QGuiApplication::styleHints()->startDragDistance()) {
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
        QToolTip::hideText();
    }
    if (!m_dragging) return;
    pan(event->position() - m_dragged_to);
    m_dragged_to = event->position();
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_button_down) return;
    m_button_down = false;
    unsetCursor();
    if (!m_dragging && event->button() == Qt::LeftButton) pick(spotAt(event->position()).footprints);
    m_dragging = false;
    setSpot(spotAt(event->position()));
}

void MapView::leaveEvent(QEvent*) {
    setSpot({});
}

void MapView::pick(const std::vector<std::int32_t>& footprints) {
    if (footprints.empty()) return;
    // Where footprints overlap, a second click on the same place picks the next one.
    const auto current = std::find(footprints.begin(), footprints.end(), selected());
    const bool last = current == footprints.end() || std::next(current) == footprints.end();
    const std::int32_t picked = last ? footprints.front() : *std::next(current);
    select(picked);
    emit footprintPicked(picked);
}

void MapView::walk(Qt::Key arrow) {
    if (!m_zones) return;
    if (m_spot.zone < 0) {
        const Spot middle = spotAt(ground().center());
        if (middle.zone >= 0) setSpot(spotInside(middle.zone));
        return;
    }
    const geo::Point from = m_zones->bounds_of(static_cast<std::size_t>(m_spot.zone)).centre();
    int best = -1;
    double best_slant = 1.0;  // beyond 45 degrees another arrow is nearer
    for (const std::int32_t neighbour : m_neighbours.of(static_cast<std::size_t>(m_spot.zone))) {
        const geo::Point to = m_zones->bounds_of(static_cast<std::size_t>(neighbour)).centre();
        const double east = to.x - from.x, north = to.y - from.y;
        const double ahead = arrow == Qt::Key_Right  ? east
                             : arrow == Qt::Key_Left ? -east
                             : arrow == Qt::Key_Up   ? north
                                                     : -north;
        const double aside = std::abs(arrow == Qt::Key_Right || arrow == Qt::Key_Left ? north : east);
        if (ahead > 0 && aside / ahead <= best_slant) {
            best = neighbour;
            best_slant = aside / ahead;
        }
    }
    if (best < 0) return;
    const QPointF there = pixelOf(m_zones->bounds_of(static_cast<std::size_t>(best)).centre());
    if (!ground().contains(there)) pan(ground().center() - there);
    setSpot(spotInside(best));
    setAccessibleDescription(readoutLines().join(QStringLiteral("; ")));
}

void MapView::keyPressEvent(QKeyEvent* event) {
    const double step = pan_step * std::min(width(), height());
    const auto key = static_cast<Qt::Key>(event->key());
    const bool alt = event->modifiers() & Qt::AltModifier;
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (arrow && alt) {
        walk(key);
        return;
    }
    switch (key) {
        case Qt::Key_Left:
            pan({step, 0});
            return;
        case Qt::Key_Right:
            pan({-step, 0});
            return;
        case Qt::Key_Up:
            pan({0, step});
            return;
        case Qt::Key_Down:
            pan({0, -step});
            return;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoom(std::exp2(coarse));
            return;  // "=" is "+" without Shift
        case Qt::Key_Minus:
            zoom(std::exp2(-coarse));
            return;
        case Qt::Key_Home:
            fit();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            pick(m_spot.footprints);
            return;
        case Qt::Key_Escape:
            if (selected() < 0) break;
            select(-1);
            emit footprintPicked(-1);
            return;
        default:
            break;
    }
    QWidget::keyPressEvent(event);
}

void MapView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void MapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace locality::app
