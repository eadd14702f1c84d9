#include "app/ground_renderer.h"
#include "app/map_view.h"
#include "sample.h"
#include "style/scene.h"
#include "suites.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QWheelEvent>

#include <atomic>
#include <cmath>

namespace locality::test_app {

using app::MapView;

namespace {

constexpr QSize map_size(900, 700);
constexpr double nearly = 1e-6;

bool near(double a, double b, double tolerance = nearly) {
    return std::abs(a - b) <= tolerance;
}

QPoint pixel_of(const MapView& map, int zone) {
    return map.pixelOf(middle_of(zone)).toPoint();
}

void turn_wheel(MapView& map, QPointF at, int steps, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWheelEvent event(at, map.mapToGlobal(at), {}, {0, steps}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&map, &event);
}

void settle(MapView& map) {
    QTRY_VERIFY_WITH_TIMEOUT(!map.isSettling(), 5000);
}

/// The picture on the screen, at rest.
QImage picture(MapView& map) {
    map.repaint();
    QTest::qWait(0);
    for (int i = 0; i < 100 && map.isSettling(); ++i) QTest::qWait(20);
    return map.grab().toImage();
}

style::Scene scene_of(const model::Result& result, const char* shade = "imd_decile", const char* set = "ward") {
    return style::make_scene(result, {shade, set, false, true}, book());
}

/// Pixels of a zone that differ between two pictures.
int changed(const MapView& map, const QImage& a, const QImage& b, int zone) {
    int count = 0;
    const QPointF middle = map.pixelOf(middle_of(zone));
    const double half = 250 / map.view().metres_per_pixel;
    for (int y = static_cast<int>(middle.y() - half); y <= middle.y() + half; ++y)
        for (int x = static_cast<int>(middle.x() - half); x <= middle.x() + half; ++x)
            if (a.pixel(x, y) != b.pixel(x, y)) ++count;
    return count;
}

}  // namespace

void TestMapView::init() {
    m_result = std::make_shared<model::Result>(sample());
    m_map = std::make_unique<MapView>();
    m_map->resize(map_size);
    m_map->setMap(m_result, scene_of(*m_result));
    m_map->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_map.get()));
    m_map->setFocus();
    m_map->fit();
    settle(*m_map);
}

void TestMapView::cleanup() {
    m_map.reset();
}

void TestMapView::shows_everything_at_first() {
    for (int corner : {0, 9, 90, 99}) QVERIFY(m_map->ground().contains(m_map->pixelOf(middle_of(corner))));
    QCOMPARE(m_map->selected(), -1);
    QVERIFY(!m_map->accessibleName().isEmpty());
    QVERIFY2(m_map->accessibleDescription().contains(QStringLiteral("9 of 100 LSOAs")),
             qPrintable(m_map->accessibleDescription()));
}

void TestMapView::hover_says_what_is_there() {
    QSignalSpy spot(m_map.get(), &MapView::spotChanged);
    QTest::mouseMove(m_map.get(), pixel_of(*m_map, 0));
    QCOMPARE(m_map->spot().zone, 0);
    QCOMPARE(m_map->readoutLines().first(), QStringLiteral("Sample 001 (Z01000001)"));
    QCOMPARE(m_map->readoutLines().last(), QStringLiteral("Wards: South West"));
    QTest::mouseMove(m_map.get(), pixel_of(*m_map, 57));
    QCOMPARE(m_map->spot().zone, 57);
    QTest::mouseMove(m_map.get(), QPoint(3, 3));
    QCOMPARE(m_map->spot().zone, -1);
    QVERIFY(m_map->readoutLines().isEmpty());
    QCOMPARE(spot.count(), 3);
}

void TestMapView::tooltip_reads_the_zone() {
    QTest::mouseMove(m_map.get(), pixel_of(*m_map, 0));
    const QPoint at = pixel_of(*m_map, 0);
    QHelpEvent help(QEvent::ToolTip, at, m_map->mapToGlobal(at));
    QCoreApplication::sendEvent(m_map.get(), &help);
    QCOMPARE(QToolTip::text(), m_map->readoutLines().join(QLatin1Char('\n')));
    QVERIFY(QToolTip::text().contains(QStringLiteral("Sample 001")));
    QTest::mouseMove(m_map.get(), QPoint(3, 3));
    QTRY_VERIFY(!QToolTip::isVisible());
}

void TestMapView::wheel_zooms_at_the_pointer() {
    const QPointF at = m_map->pixelOf(middle_of(22));
    const double before = m_map->view().metres_per_pixel;
    turn_wheel(*m_map, at, 120);
    QVERIFY(near(m_map->view().metres_per_pixel, before / std::sqrt(2.0)));
    const QPointF after = m_map->pixelOf(middle_of(22));
    QVERIFY(near(after.x(), at.x()) && near(after.y(), at.y()));
    turn_wheel(*m_map, at, -120);
    QVERIFY(near(m_map->view().metres_per_pixel, before));
}

void TestMapView::control_wheel_is_finer() {
    const double before = m_map->view().metres_per_pixel;
    turn_wheel(*m_map, m_map->ground().center(), 120, Qt::ControlModifier);
    const double fine = before / m_map->view().metres_per_pixel;
    QVERIFY(fine > 1.01 && fine < 1.15);
}

void TestMapView::drag_pans_and_picks_nothing() {
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    const QPointF before = m_map->pixelOf(middle_of(44));
    QTest::mousePress(m_map.get(), Qt::LeftButton, {}, QPoint(200, 200));
    QTest::mouseMove(m_map.get(), QPoint(230, 220));
    QTest::mouseMove(m_map.get(), QPoint(260, 250));
    QTest::mouseRelease(m_map.get(), Qt::LeftButton, {}, QPoint(260, 250));
    const QPointF moved = m_map->pixelOf(middle_of(44)) - before;
    QVERIFY(near(moved.x(), 60) && near(moved.y(), 50));
    QCOMPARE(picked.count(), 0);
    settle(*m_map);
}

void TestMapView::arrows_plus_minus_and_home() {
    const style::View home = m_map->view();
    QTest::keyClick(m_map.get(), Qt::Key_Right);
    QVERIFY(m_map->view().centre.x > home.centre.x);
    QTest::keyClick(m_map.get(), Qt::Key_Left);
    QVERIFY(near(m_map->view().centre.x, home.centre.x));
    QTest::keyClick(m_map.get(), Qt::Key_Up);
    QVERIFY(m_map->view().centre.y > home.centre.y);
    QTest::keyClick(m_map.get(), Qt::Key_Down);
    QTest::keyClick(m_map.get(), Qt::Key_Down);
    QVERIFY(m_map->view().centre.y < home.centre.y);
    QTest::keyClick(m_map.get(), Qt::Key_Plus);
    QVERIFY(m_map->view().metres_per_pixel < home.metres_per_pixel);
    QTest::keyClick(m_map.get(), Qt::Key_Minus);
    QTest::keyClick(m_map.get(), Qt::Key_Minus);
    QVERIFY(m_map->view().metres_per_pixel > home.metres_per_pixel);
    QTest::keyClick(m_map.get(), Qt::Key_Home);
    QCOMPARE(m_map->view().centre, home.centre);
    QCOMPARE(m_map->view().metres_per_pixel, home.metres_per_pixel);
}

void TestMapView::click_picks_and_escape_lets_go() {
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, pixel_of(*m_map, 77));
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked[0][0].toInt(), 3);
    QCOMPARE(m_map->selected(), 3);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, QPoint(3, 3));  // beside the map: nothing
    QCOMPARE(m_map->selected(), 3);
    QTest::keyClick(m_map.get(), Qt::Key_Escape);
    QCOMPARE(m_map->selected(), -1);
    QCOMPARE(picked.last()[0].toInt(), -1);
}

void TestMapView::second_click_picks_the_overlapping_one() {
    m_map->setMap(m_result, scene_of(*m_result, "imd_decile", "lcp"));
    const QPoint both = pixel_of(*m_map, 5), west_only = pixel_of(*m_map, 0);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, both);
    QCOMPARE(m_map->selected(), 0);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, both);
    QCOMPARE(m_map->selected(), 1);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, both);
    QCOMPARE(m_map->selected(), 0);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, west_only);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, west_only);
    QCOMPARE(m_map->selected(), 0);
}

void TestMapView::alt_arrows_walk_and_enter_picks() {
    m_map->showZone(44);
    QCOMPARE(m_map->spot().zone, 44);
    QTest::keyClick(m_map.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_map->spot().zone, 45);
    QTest::keyClick(m_map.get(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_map->spot().zone, 55);
    QVERIFY(m_map->accessibleDescription().contains(QStringLiteral("Sample 056")));
    QTest::keyClick(m_map.get(), Qt::Key_Return);
    QCOMPARE(m_map->selected(), 3);
    for (int i = 0; i < 12; ++i) QTest::keyClick(m_map.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_map->spot().zone, 50);  // the edge of the map is the end of the way
    QVERIFY(m_map->ground().contains(m_map->pixelOf(middle_of(50))));
    QTest::keyClick(m_map.get(), Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(m_map->spot().zone, 40);
}

void TestMapView::imd1_changes_pixels_there_and_only_there() {
    const QImage without = picture(*m_map);
    m_map->setImd1Shown(true);
    const QImage with = picture(*m_map);
    QVERIFY(changed(*m_map, without, with, 22) > 20);
    QCOMPARE(changed(*m_map, without, with, 77), 0);
    m_map->setImd1Shown(false);
    QCOMPARE(changed(*m_map, without, picture(*m_map), 22), 0);
}

void TestMapView::selection_shows() {
    const QImage without = picture(*m_map);
    m_map->select(2);
    const QImage with = picture(*m_map);
    QVERIFY(changed(*m_map, without, with, 50) > 20);
    QCOMPARE(changed(*m_map, without, with, 27), 0);
}

void TestMapView::shading_change_keeps_view_and_selection() {
    m_map->select(1);
    QTest::keyClick(m_map.get(), Qt::Key_Plus);
    const style::View view = m_map->view();
    const QImage before = picture(*m_map);
    m_map->setMap(m_result, scene_of(*m_result, "residents"));
    QCOMPARE(m_map->view().metres_per_pixel, view.metres_per_pixel);
    QCOMPARE(m_map->selected(), 1);
    QVERIFY(changed(*m_map, before, picture(*m_map), 22) > 100);
    m_map->setMap(m_result, scene_of(*m_result, "residents", "lcp"));
    QCOMPARE(m_map->selected(), -1);  // another set: the footprint of the old one means nothing in it
}

void TestMapView::kept_zones_look_as_zones_drawn_anew() {
    m_map->clearFocus();
    style::Scene scene = scene_of(*m_result);
    QStringList wrong;
    const auto compare = [&](const char* what) {
        m_map->setMap(m_result, scene);
        m_map->setWholeZones(scene.whole_zones);
        m_map->setImd1Shown(scene.show_imd1);
        m_map->setNamesShown(scene.show_labels);
        m_map->select(static_cast<int>(scene.selected));
        MapView anew;
        anew.resize(map_size);
        anew.setMap(m_result, scene);
        anew.fit();
        anew.select(static_cast<int>(scene.selected));
        if (picture(*m_map) != picture(anew)) wrong << QString::fromLatin1(what);
    };
    const auto given = [&](std::int32_t footprint) {  // zone 50 to another one
        auto moved = std::make_shared<style::WholeZones>();
        for (int zone = 0; zone < 100; ++zone) moved->footprint_of_zone.push_back((zone / 50) * 2 + (zone % 10) / 5);
        moved->footprint_of_zone[50] = footprint;
        moved->shapes = m_result->sets[static_cast<std::size_t>(scene.set)].shapes;
        scene.whole_zones = std::move(moved);
    };
    compare("as it was");
    given(0);
    compare("a scenario");
    given(1);
    compare("its next move");
    scene.selected = 2;
    compare("a footprint picked");
    scene.show_imd1 = true;
    scene.show_labels = false;
    compare("other lines and no names");
    scene.style.zone_line = {255, 0, 0, 255};
    compare("another colour of zones' lines");
    scene.scale = 1.5;
    compare("larger words");
    scene = style::make_scene(*m_result, {"residents", "ward", false, true, true}, book());
    compare("footprints shaded");
    given(3);
    compare("footprints shaded in a scenario");
    given(2);
    compare("and its next move");
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral(", "))));
}

void TestMapView::only_the_last_picture_waits() {
    app::GroundRenderer renderer;
    std::atomic<quint64> painted = 0;
    connect(&renderer, &app::GroundRenderer::painted, &renderer, [&] { ++painted; }, Qt::DirectConnection);
    const auto scene = std::make_shared<const style::Scene>(scene_of(*m_result));
    for (quint64 number = 1; number <= 3; ++number) {
        renderer.ask({m_result, scene, m_map->view(), QSizeF(map_size), 1, number});
        QTRY_COMPARE_WITH_TIMEOUT(painted.load(), number, 5000);
    }
    const auto last = renderer.take(false);
    QVERIFY(last && last->number == 3);
    QVERIFY(!renderer.take(false));
    QVERIFY(!renderer.take(true));
}

void TestMapView::legend_is_no_ground() {
    QVERIFY(m_map->ground().width() < map_size.width());
    const QPoint legend(map_size.width() - 40, 300);
    for (int i = 0; i < 4; ++i) turn_wheel(*m_map, m_map->ground().center(), 120);
    QTest::mouseMove(m_map.get(), legend);
    QCOMPARE(m_map->spot().zone, -1);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, legend);
    QCOMPARE(m_map->selected(), -1);
}

void TestMapView::zoom_has_limits() {
    const double home = m_map->view().metres_per_pixel;
    for (int i = 0; i < 80; ++i) turn_wheel(*m_map, QPointF(300, 300), 120);
    QVERIFY(m_map->view().metres_per_pixel > 0.1);
    for (int i = 0; i < 80; ++i) turn_wheel(*m_map, QPointF(300, 300), -120);
    QVERIFY(m_map->view().metres_per_pixel < home * 5);
    QVERIFY(m_map->view().metres_per_pixel > home);
}

}  // namespace locality::test_app
