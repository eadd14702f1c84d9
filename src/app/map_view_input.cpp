// What the mouse and the keys do to the map.

#include "app/keys.h"
#include "app/parts_access.h"
#include "app/map_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
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
constexpr double pan_step = 0.15;   // of the shorter side, per arrow key
constexpr double least_box_px = 6;  // a smaller one is a slip of the hand

}  // namespace

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const QStringList lines = readoutLines();
        const auto* help = static_cast<QHelpEvent*>(event);
        if (lines.isEmpty() || m_mouse != Mouse::up)
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
    if (m_mouse != Mouse::up || !m_scene) return;
    const bool left = event->button() == Qt::LeftButton;
    if (!left && event->button() != Qt::MiddleButton) return;
    m_mouse = !left || m_space                         ? Mouse::panning
              : event->modifiers() & Qt::ShiftModifier ? Mouse::boxing
                                                       : Mouse::pressed;
    m_pressed = m_dragged_to = event->position();
    showCursor();
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    if (m_mouse == Mouse::up) {
        setSpot(spotAt(event->position()));
        return;
    }
    const QPointF moved = event->position() - m_pressed;
    if (m_mouse == Mouse::pressed && moved.manhattanLength() >= QGuiApplication::styleHints()->startDragDistance()) {
        m_mouse = Mouse::panning;
        showCursor();
        QToolTip::hideText();
    }
    if (m_mouse == Mouse::pressed) return;
    if (m_mouse == Mouse::panning) pan(event->position() - m_dragged_to);
    m_dragged_to = event->position();
    update();
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    if (m_mouse == Mouse::up) return;
    const Mouse was = std::exchange(m_mouse, Mouse::up);
    showCursor();
    const QRectF box = QRectF(m_pressed, event->position()).normalized();
    if (was == Mouse::boxing && std::min(box.width(), box.height()) >= least_box_px) {
        geo::Box around;
        around.add(m_view.to_ground(box.topLeft(), QSizeF(size())));
        around.add(m_view.to_ground(box.bottomRight(), QSizeF(size())));
        showBox(around);
    }
    if (was == Mouse::pressed && event->button() == Qt::LeftButton) pick(spotAt(event->position()).footprints);
    update();
    setSpot(spotAt(event->position()));
}

void MapView::showCursor() {
    if (m_mouse == Mouse::panning)
        setCursor(Qt::ClosedHandCursor);
    else if (m_mouse == Mouse::boxing)
        setCursor(Qt::CrossCursor);
    else if (m_space)
        setCursor(Qt::OpenHandCursor);
    else
        unsetCursor();
}

/// Lets go of what the mouse is about, else of the footprint picked; false where there is neither.
bool MapView::cancel() {
    if (m_mouse != Mouse::up) {
        m_mouse = Mouse::up;
        showCursor();
        update();
        return true;
    }
    if (selected() < 0) return false;
    select(-1);
    emit footprintPicked(-1);
    return true;
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
    for (const std::int32_t neighbour : m_result->zones.adjacency.of(static_cast<std::size_t>(m_spot.zone))) {
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
    if (best >= 0) goToZone(best);
}

void MapView::goToZone(int zone) {
    if (!m_scene || m_zones->bounds_of(static_cast<std::size_t>(zone)).empty()) return;
    const QPointF there = pixelOf(m_zones->bounds_of(static_cast<std::size_t>(zone)).centre());
    if (!ground().contains(there)) pan(ground().center() - there);
    setSpot(spotInside(zone));
    setAccessibleDescription(readoutLines().join(QStringLiteral("; ")));
    tell_focus(*this, zone);
}

void MapView::pickAtSpot() {
    pick(m_spot.footprints);
}

/// Arrows, + and -, Home, Enter, Esc: the keys of the map itself, which cannot be changed.
bool MapView::moveByKey(const QKeyEvent& event) {
    const double step = pan_step * std::min(width(), height());
    const auto key = static_cast<Qt::Key>(event.key());
    const bool arrow = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (arrow && event.modifiers() & Qt::AltModifier) {
        walk(key);
        return true;
    }
    switch (key) {
        case Qt::Key_Left:
            pan({step, 0});
            return true;
        case Qt::Key_Right:
            pan({-step, 0});
            return true;
        case Qt::Key_Up:
            pan({0, step});
            return true;
        case Qt::Key_Down:
            pan({0, -step});
            return true;
        case Qt::Key_Plus:
        case Qt::Key_Equal:  // "=" is "+" without Shift
            zoom(std::exp2(coarse));
            return true;
        case Qt::Key_Minus:
            zoom(std::exp2(-coarse));
            return true;
        case Qt::Key_Home:
            fit();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            pickAtSpot();
            return true;
        case Qt::Key_Escape:
            return cancel();
        default:
            return false;
    }
}

void MapView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space) {
        m_space = true;
        if (m_mouse == Mouse::up) showCursor();
        return;
    }
    if (moveByKey(*event)) return;
    const QString id = map_key_of(*event);
    if (!id.isEmpty())
        emit keyWanted(id);
    else
        QWidget::keyPressEvent(event);
}

void MapView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    m_space = false;
    showCursor();
}

void MapView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_scene) return;
    const bool by_keys = event->reason() == QContextMenuEvent::Keyboard;
    const QPointF at = by_keys ? (m_spot.zone >= 0 ? QPointF(zoneRect(m_spot.zone).center()) : ground().center())
                               : QPointF(event->pos());
    const Spot spot = by_keys ? m_spot : spotAt(at);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("map_menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const model::FootprintSet* s = set())
        for (const std::int32_t f : spot.footprints)
            menu->addAction(tr("Profile of %1").arg(QString::fromStdString(s->name[static_cast<std::size_t>(f)])), this,
                            [this, f] {
                                select(f);
                                emit footprintPicked(f);
                            });
    if (spot.zone >= 0) {
        menu->addAction(tr("Copy what is read here"), this, [lines = zoneReadout(spot.zone)] {
            QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
        });
        menu->addAction(tr("Show this zone close up"), this, [this, zone = spot.zone] { showZone(zone); });
    }
    emit menuAboutToShow(menu, spot.zone);
    menu->addSeparator();
    menu->addAction(tr("Zoom in here"), this, [this, at] { zoomAt(2, at); });
    menu->addAction(tr("Zoom out here"), this, [this, at] { zoomAt(0.5, at); });
    menu->addAction(tr("Move this place to the middle"), this, [this, at] { pan(ground().center() - at); });
    menu->addAction(tr("Whole map"), this, &MapView::fit);
    menu->popup(by_keys ? mapToGlobal(at.toPoint()) : event->globalPos());
}

void MapView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void MapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_space = false;
    if (m_mouse == Mouse::boxing) m_mouse = Mouse::up;
    showCursor();
    update();
}

}  // namespace locality::app
