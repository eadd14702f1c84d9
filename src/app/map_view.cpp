#include "app/map_view.h"

#include "app/parts_access.h"
#include "app/words.h"
#include "geo/mending.h"

#include <QEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace locality::app {

namespace {

constexpr double overscan = 0.15;   // of the width and height, on every side
constexpr double map_font_px = 13;  // of the map's words at scale 1
constexpr double closest = 0.2;     // metres per pixel
constexpr double farthest = 4.0;    // times the scale that shows everything

QSizeF overscanned(QSizeF size) {
    return size * (1 + 2 * overscan);
}

/// A map's zones, as assistive technology sees them: "press" picks a footprint there.
struct Zones {
    using View = MapView;
    static constexpr QAccessible::Role role = QAccessible::Canvas;
    static int count(const View& map) { return map.zoneCount(); }
    static int current(const View& map) { return map.spot().zone; }
    static int at(const View& map, QPoint pixel) { return map.zoneAt(pixel); }
    static QRect rect(const View& map, int zone) { return map.zoneRect(zone); }
    static bool is_offscreen(const View& map, int zone) { return !map.ground().intersects(map.zoneRect(zone)); }
    static QString text(const View& map, int zone, QAccessible::Text what) {
        const QStringList lines = map.zoneReadout(zone);
        if (what == QAccessible::Name) return lines.value(0);
        if (what == QAccessible::Value) return lines.value(1);
        return what == QAccessible::Description ? lines.mid(1).join(QStringLiteral("; ")) : QString();
    }
    static void go(View& map, int zone) { map.goToZone(zone); }
    static void press(View& map, int) { map.pickAtSpot(); }
};

}  // namespace

MapView::MapView(QWidget* parent) : QWidget(parent) {
    make_accessible<Zones>();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Map"));
    connect(&m_renderer, &GroundRenderer::painted, this, &MapView::takePictures);
    connect(&m_renderer, &GroundRenderer::failed, this, [this](const QString& why) {
        m_shown = m_wanted;
        emit drawingFailed(why);
    });
}

MapView::~MapView() = default;

void MapView::setMap(std::shared_ptr<const model::Result> result, style::Scene scene) {
    const bool other_result = result != m_result;
    const bool other_look = other_result || !m_scene || m_scene->class_of != scene.class_of ||
                            m_scene->shading != scene.shading || m_scene->set != scene.set ||
                            m_scene->style.paper != scene.style.paper;
    const bool same_set = !other_result && m_scene && m_scene->set == scene.set;
    if (same_set) scene.selected = m_scene->selected;
    if (!other_result && m_scene) {
        scene.marks = m_scene->marks;
        scene.backdrop = m_scene->backdrop;
    }
    m_result = std::move(result);
    setScene(std::move(scene));
    if (other_result) {
        m_zones.emplace(m_result->zones.shapes);
        m_ground = m_overview = {};
        m_first_of_result = m_wanted;
    }
    if (!same_set) {
        m_footprints.reset();
        if (const model::FootprintSet* s = set()) m_footprints.emplace(s->shapes);
    }
    setSpot({});
    setAccessibleDescription(text(m_scene->reading));
    if (other_result) fit();
    if (other_look) askForOverview();
}

/// Painted small: it is only seen for moments.
void MapView::askForOverview() {
    m_overview_of = m_wanted;
    if (m_home.metres_per_pixel <= 0 || ground().isEmpty()) return;
    const QSizeF screen(size());
    m_renderer.ask({m_result, m_scene, style::fitted(m_scene->extent, screen, QRectF(QPointF(), screen)), screen, 1,
                    m_overview_of, true});
}

void MapView::setScene(style::Scene scene) {
    scene.scale = fontScale();
    m_furniture.reset();
    m_scene = std::make_shared<const style::Scene>(std::move(scene));
    m_furniture = std::make_unique<style::MapPainter>(*m_scene);
    touch();
}

const model::FootprintSet* MapView::set() const {
    if (!m_scene || m_scene->set < 0) return nullptr;
    return &m_result->sets[static_cast<std::size_t>(m_scene->set)];
}

void MapView::setImd1Shown(bool shown) {
    if (!m_scene || m_scene->show_imd1 == shown) return;
    style::Scene scene = *m_scene;
    scene.show_imd1 = shown;
    setScene(std::move(scene));
}

void MapView::setNamesShown(bool shown) {
    if (!m_scene || m_scene->show_labels == shown) return;
    style::Scene scene = *m_scene;
    scene.show_labels = shown;
    setScene(std::move(scene));
}

void MapView::setMarks(std::shared_ptr<const style::Marks> marks) {
    if (!m_scene || m_scene->marks == marks) return;
    style::Scene scene = *m_scene;
    scene.marks = std::move(marks);
    setScene(std::move(scene));
}

void MapView::setBackdrop(std::shared_ptr<const style::Backdrop> backdrop) {
    if (!m_scene || m_scene->backdrop == backdrop) return;
    style::Scene scene = *m_scene;
    scene.backdrop = std::move(backdrop);
    setScene(std::move(scene));
    askForOverview();
}

void MapView::setWholeZones(std::shared_ptr<const style::WholeZones> zones) {
    if (!m_scene || m_scene->whole_zones == zones) return;
    style::Scene scene = *m_scene;
    scene.whole_zones = std::move(zones);
    setScene(std::move(scene));
    if (m_spot.zone >= 0) setSpot(spotInside(m_spot.zone));
}

void MapView::select(int footprint) {
    if (!m_scene || m_scene->selected == footprint) return;
    style::Scene scene = *m_scene;
    scene.selected = footprint;
    setScene(std::move(scene));
}

double MapView::fontScale() const {
    return QFontInfo(font()).pixelSize() / map_font_px;
}

void MapView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_scene) setScene(*m_scene);
}

void MapView::touch() {
    update();
    if (!m_scene || width() < 1 || height() < 1) return;
    m_renderer.ask({m_result, m_scene, m_view, overscanned(QSizeF(size())), devicePixelRatioF(), ++m_wanted});
}

void MapView::takePictures() {
    if (const auto drawn = m_renderer.take(false); drawn && drawn->number >= m_first_of_result) {  // not the last map's
        m_ground = drawn->ground;
        m_ground_view = drawn->view;
        m_shown = drawn->number;
        update();
    }
    if (const auto drawn = m_renderer.take(true);
        drawn && drawn->number == m_overview_of) {  // not of a shading that is gone
        m_overview = drawn->ground;
        m_overview_view = drawn->view;
        update();
    }
}

QRectF MapView::ground() const {
    return m_scene ? style::frame(*m_scene, QSizeF(size())).ground : QRectF(rect());
}

void MapView::fit() {
    if (!m_scene) return;
    m_home = style::fitted(m_scene->extent, QSizeF(size()), ground());
    setView(m_home);
    m_at_home = true;
}

void MapView::showBox(const geo::Box& box) {
    if (!m_scene || box.empty()) return;
    setView(style::fitted(box, QSizeF(size()), ground()));
}

void MapView::showFootprint(int footprint) {
    const model::FootprintSet* s = set();
    if (!s || footprint < 0 || footprint >= static_cast<int>(s->code.size())) return;
    if (!m_scene->whole_zones) {
        showBox(m_footprints->bounds_of(static_cast<std::size_t>(footprint)));
        return;
    }
    geo::Box box;
    for (int zone = 0; zone < zoneCount(); ++zone) {
        if (m_scene->whole_zones->footprint_of_zone[static_cast<std::size_t>(zone)] != footprint) continue;
        const geo::Box of_zone = m_zones->bounds_of(static_cast<std::size_t>(zone));
        box.add(geo::Point{of_zone.min_x, of_zone.min_y});
        box.add(geo::Point{of_zone.max_x, of_zone.max_y});
    }
    showBox(box);
}

void MapView::showZone(int zone) {
    if (!m_scene) return;
    const geo::Box box = m_zones->bounds_of(static_cast<std::size_t>(zone));
    if (box.empty()) return;
    // A zone alone on the screen says nothing about where it is.
    showAround(box, 2);
    setSpot(spotInside(zone));
}

void MapView::showAround(geo::Box box, double times) {
    const double around = times * std::max(box.width(), box.height());
    box.add(geo::Point{box.min_x - around, box.min_y - around});
    box.add(geo::Point{box.max_x + around, box.max_y + around});
    showBox(box);
}

void MapView::setView(const style::View& view) {
    m_view = view;
    m_view.metres_per_pixel = allowedScale(view.metres_per_pixel);
    m_at_home = false;
    touch();
    emit viewChanged();
}

double MapView::allowedScale(double metres_per_pixel) const {
    return std::clamp(metres_per_pixel, closest, std::max(closest, farthest * m_home.metres_per_pixel));
}

void MapView::zoom(double factor) {
    zoomAt(factor, ground().center());
}

void MapView::zoomAt(double factor, QPointF anchor) {
    if (!m_scene) return;
    const geo::Point kept = m_view.to_ground(anchor, QSizeF(size()));
    style::View v = m_view;
    v.metres_per_pixel = allowedScale(v.metres_per_pixel / factor);
    const geo::Point moved = v.to_ground(anchor, QSizeF(size()));
    v.centre.x += kept.x - moved.x;
    v.centre.y += kept.y - moved.y;
    setView(v);
}

void MapView::pan(QPointF pixels) {
    if (!m_scene) return;
    style::View v = m_view;
    v.centre.x -= pixels.x() * v.metres_per_pixel;
    v.centre.y += pixels.y() * v.metres_per_pixel;
    setView(v);
}

void MapView::resizeEvent(QResizeEvent*) {
    if (!m_scene) return;
    if (m_at_home) fit();
    touch();
}

Spot MapView::spotAt(QPointF pixel) const {
    Spot spot;
    if (!m_zones || !ground().contains(pixel)) return spot;
    const geo::Point ground = m_view.to_ground(pixel, QSizeF(size()));
    if (const auto zones = m_zones->at(ground); !zones.empty()) spot.zone = zones.front();
    spot.footprints = footprintsAt(spot.zone, ground);
    return spot;
}

/// Of the set that is drawn; whole zones know theirs.
std::vector<std::int32_t> MapView::footprintsAt(int zone, geo::Point ground) const {
    if (m_scene && m_scene->whole_zones) {
        if (zone < 0) return {};
        const std::int32_t f = m_scene->whole_zones->footprint_of_zone[static_cast<std::size_t>(zone)];
        return f == model::unassigned ? std::vector<std::int32_t>() : std::vector{f};
    }
    return m_footprints ? m_footprints->at(ground) : std::vector<std::int32_t>();
}

QRect MapView::zoneRect(int zone) const {
    if (!m_zones) return {};
    const geo::Box box = m_zones->bounds_of(static_cast<std::size_t>(zone));
    if (box.empty()) return {};
    return QRectF(pixelOf({box.min_x, box.max_y}), pixelOf({box.max_x, box.min_y})).toAlignedRect();
}

QStringList MapView::zoneReadout(int zone) const {
    return m_scene ? readout(*m_scene, spotInside(zone)) : QStringList();
}

Spot MapView::spotInside(int zone) const {
    Spot spot;
    spot.zone = zone;
    if (m_scene && m_scene->whole_zones) {
        spot.footprints = footprintsAt(zone, {});
    } else if (m_footprints) {
        geo::Shapes one;
        one.append(m_result->zones.shapes, static_cast<std::size_t>(zone));
        spot.footprints = m_footprints->at(geo::interior_points(one).front());
    }
    return spot;
}

QStringList MapView::readoutLines() const {
    return m_scene ? readout(*m_scene, m_spot) : QStringList();
}

void MapView::setSpot(Spot spot) {
    if (spot.zone == m_spot.zone && spot.footprints == m_spot.footprints) return;
    m_spot = std::move(spot);
    const QStringList lines = readoutLines();
    if (QToolTip::isVisible()) QToolTip::hideText();
    update();
    emit spotChanged(lines);
}

}  // namespace locality::app
