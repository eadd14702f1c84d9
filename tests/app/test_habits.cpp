#include "app/keys.h"
#include "app/map_view.h"
#include "sample.h"
#include "style/painter.h"
#include "style/scene.h"
#include "suites.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace locality::test_app {

using app::MapView;

namespace {

constexpr QSize map_size(900, 700);

void settle(MapView& map) {
    QTRY_VERIFY_WITH_TIMEOUT(!map.isSettling(), 5000);
}

void drag(MapView& map, Qt::MouseButton button, Qt::KeyboardModifiers keys, QPoint from, QPoint to) {
    QTest::mousePress(&map, button, keys, from);
    QTest::mouseMove(&map, (from + to) / 2);
    QTest::mouseMove(&map, to);
    QTest::mouseRelease(&map, button, keys, to);
}

}  // namespace

void TestHabits::init() {
    QSettings().clear();
    m_result = std::make_shared<model::Result>(sample());
    m_map = std::make_unique<MapView>();
    m_map->resize(map_size);
    style::SceneChoice choice;
    choice.footprints = "ward";
    m_map->setMap(m_result, style::make_scene(*m_result, choice, book()));
    m_map->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_map.get()));
    m_map->setFocus();
    m_map->fit();
    settle(*m_map);
}

void TestHabits::cleanup() {
    m_map.reset();
}

void TestHabits::middle_drag_pans() {
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    const QPointF before = m_map->pixelOf(middle_of(44));
    drag(*m_map, Qt::MiddleButton, {}, {200, 200}, {250, 240});
    const QPointF moved = m_map->pixelOf(middle_of(44)) - before;
    QVERIFY(std::abs(moved.x() - 50) < 1e-6 && std::abs(moved.y() - 40) < 1e-6);
    QCOMPARE(picked.count(), 0);
}

void TestHabits::space_drag_pans_and_picks_nothing() {
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    const QPointF before = m_map->pixelOf(middle_of(44));
    QTest::keyPress(m_map.get(), Qt::Key_Space);
    QCOMPARE(m_map->cursor().shape(), Qt::OpenHandCursor);
    drag(*m_map, Qt::LeftButton, {}, {200, 200}, {203, 202});  // less than a drag is elsewhere
    QTest::keyRelease(m_map.get(), Qt::Key_Space);
    const QPointF moved = m_map->pixelOf(middle_of(44)) - before;
    QVERIFY(std::abs(moved.x() - 3) < 1e-6 && std::abs(moved.y() - 2) < 1e-6);
    QCOMPARE(picked.count(), 0);
    QCOMPARE(m_map->cursor().shape(), Qt::ArrowCursor);
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, m_map->pixelOf(middle_of(0)).toPoint());
    QCOMPARE(picked.count(), 1);
}

void TestHabits::shift_drag_zooms_to_a_box() {
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    const double before = m_map->view().metres_per_pixel;
    const QPoint a = m_map->pixelOf(middle_of(11)).toPoint(), b = m_map->pixelOf(middle_of(33)).toPoint();
    drag(*m_map, Qt::LeftButton, Qt::ShiftModifier, a, b);
    QVERIFY(m_map->view().metres_per_pixel < before / 2);
    const QPointF middle = m_map->pixelOf(middle_of(22)) - m_map->ground().center();
    QVERIFY2(std::hypot(middle.x(), middle.y()) < 15, "the middle of the box is in the middle");
    for (int corner : {11, 33, 13, 31}) QVERIFY(m_map->ground().contains(m_map->pixelOf(middle_of(corner))));
    QVERIFY(!m_map->ground().contains(m_map->pixelOf(middle_of(99))));
    QCOMPARE(picked.count(), 0);
}

void TestHabits::escape_stops_a_box() {
    const style::View before = m_map->view();
    QTest::mousePress(m_map.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(100, 100));
    QTest::mouseMove(m_map.get(), QPoint(300, 300));
    QTest::keyClick(m_map.get(), Qt::Key_Escape);
    QTest::mouseRelease(m_map.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(300, 300));
    QCOMPARE(m_map->view().metres_per_pixel, before.metres_per_pixel);
    QCOMPARE(m_map->selected(), -1);
    // A slip of the hand is no box.
    drag(*m_map, Qt::LeftButton, Qt::ShiftModifier, {100, 100}, {103, 102});
    QCOMPARE(m_map->view().metres_per_pixel, before.metres_per_pixel);
}

void TestHabits::menu_key_offers_what_drags_do() {
    m_map->goToZone(77);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(0, 0), m_map->mapToGlobal(QPoint(0, 0)));
    QCoreApplication::sendEvent(m_map.get(), &event);
    auto* menu = m_map->findChild<QMenu*>(QStringLiteral("map_menu"));
    QVERIFY(menu);
    QStringList words;
    for (QAction* action : menu->actions()) words << action->text();
    QVERIFY2(words.contains(QStringLiteral("Profile of North East")), qPrintable(words.join(QLatin1Char(','))));
    const double before = m_map->view().metres_per_pixel;
    for (QAction* action : menu->actions())
        if (action->text() == QStringLiteral("Zoom in here")) action->trigger();
    QVERIFY(std::abs(m_map->view().metres_per_pixel - before / 2) < 1e-6);
    for (QAction* action : menu->actions())
        if (action->text() == QStringLiteral("Profile of North East")) action->trigger();
    QCOMPARE(m_map->selected(), 3);
}

void TestHabits::letters_are_told_and_can_be_changed() {
    QSignalSpy wanted(m_map.get(), &MapView::keyWanted);
    QTest::keyClick(m_map.get(), Qt::Key_N);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].toString(), QStringLiteral("labels"));
    app::change_map_key(QStringLiteral("labels"), QKeySequence(Qt::Key_D));
    QTest::keyClick(m_map.get(), Qt::Key_N);
    QCOMPARE(wanted.count(), 1);
    QTest::keyClick(m_map.get(), Qt::Key_D);  // was another's, which has none now
    QCOMPARE(wanted.last()[0].toString(), QStringLiteral("labels"));
    for (const app::MapKey& key : app::map_keys())
        if (key.id == QStringLiteral("imd1")) QVERIFY(key.key.isEmpty());
    app::restore_map_keys();
    QTest::keyClick(m_map.get(), Qt::Key_D);
    QCOMPARE(wanted.last()[0].toString(), QStringLiteral("imd1"));
}

void TestHabits::moving_fast_never_shows_blank_paper() {
    QTest::qWait(100);  // the picture of everything is painted last
    for (int i = 0; i < 4; ++i) m_map->zoom(2);
    settle(*m_map);
    // Half the district away at once: no fresh picture can be there yet when this one is taken.
    const QPointF target = m_map->pixelOf(middle_of(88));
    QTest::mousePress(m_map.get(), Qt::MiddleButton, {}, target.toPoint());
    QTest::mouseMove(m_map.get(), m_map->ground().center().toPoint());
    QVERIFY(m_map->isSettling());
    const QImage now = m_map->grab().toImage();
    QTest::mouseRelease(m_map.get(), Qt::MiddleButton, {}, m_map->ground().center().toPoint());
    const style::Colour paper = m_map->scene()->style.paper;
    const QRect ground = m_map->ground().toRect().adjusted(4, 60, -4, -4);  // clear of the banner
    int blank = 0;
    for (int y = ground.top(); y < ground.bottom(); y += 7)
        for (int x = ground.left(); x < ground.right(); x += 7)
            if (now.pixelColor(x, y) == QColor(paper.red, paper.green, paper.blue)) ++blank;
    QCOMPARE(blank, 0);
    settle(*m_map);
}

/// Pixels of the legend that are other than painted afresh.
int TestHabits::strange_pixels_of_legend() {
    QImage afresh(map_size, QImage::Format_RGB32);
    afresh.fill(Qt::white);
    style::Scene scene = *m_map->scene();
    {
        QPainter p(&afresh);
        style::MapPainter(scene).paint_furniture(p, m_map->view(), map_size);
    }
    const QImage shown = m_map->grab().toImage();
    const QRect legend = style::frame(scene, map_size).furniture.toRect().adjusted(3, 3, -3, -3);
    int different = 0;
    for (int y = legend.top(); y < legend.bottom(); ++y)
        for (int x = legend.left(); x < legend.right(); ++x) {
            const QColor a = afresh.pixelColor(x, y), b = shown.pixelColor(x, y);
            if (std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) > 6)
                ++different;
        }
    return different;
}

void TestHabits::furniture_is_as_painted_afresh() {
    QCOMPARE(strange_pixels_of_legend(), 0);
    m_map->zoom(1.7);  // the scale bar is another
    QCOMPARE(strange_pixels_of_legend(), 0);
}

void TestHabits::the_legend_follows_scenes_that_come_fast() {
    const style::Scene first = *m_map->scene();
    for (int i = 0; i < 30; ++i) {
        m_map->grab();
        // The second may come to stand where the one that was painted stood.
        for (const char* title : {"Between", "Last"}) {
            style::Scene next = first;
            next.title = title + std::to_string(i);
            m_map->setMap(m_result, std::move(next));
            QTest::qWait(i % 3);
        }
        QCOMPARE(strange_pixels_of_legend(), 0);
    }
}

void TestHabits::every_zone_is_named_to_assistive_technology() {
    QAccessibleInterface* map = QAccessible::queryAccessibleInterface(m_map.get());
    QVERIFY(map);
    QCOMPARE(map->childCount(), 100);
    QSet<QString> names;
    for (int zone = 0; zone < map->childCount(); ++zone) {
        QAccessibleInterface* z = map->child(zone);
        QVERIFY(z && z->isValid());
        QCOMPARE(z->parent(), map);
        QCOMPARE(map->indexOfChild(z), zone);
        names << z->text(QAccessible::Name);
    }
    QCOMPARE(names.size(), 100);
    QAccessibleInterface* first = map->child(0);
    QCOMPARE(first->text(QAccessible::Name), QStringLiteral("Sample 001 (Z01000001)"));
    QVERIFY2(first->text(QAccessible::Value).contains(QStringLiteral("1 = most deprived 10% in England")),
             qPrintable(first->text(QAccessible::Value)));
    QVERIFY(first->text(QAccessible::Description).contains(QStringLiteral("South West")));
    QVERIFY(map->child(99)->text(QAccessible::Value).contains(QStringLiteral("no data")));
    QVERIFY(map->child(98)->text(QAccessible::Value).contains(QStringLiteral("withheld")));
    const QPoint middle = m_map->mapToGlobal(m_map->pixelOf(middle_of(57)).toPoint());
    QCOMPARE(map->childAt(middle.x(), middle.y()), map->child(57));
    QVERIFY(map->child(57)->rect().contains(middle));
    QVERIFY(!map->child(57)->state().offscreen);
    QVERIFY(map->child(100) == nullptr);
}

void TestHabits::assistive_technology_can_pick_a_zone() {
    QAccessibleInterface* map = QAccessible::queryAccessibleInterface(m_map.get());
    QSignalSpy picked(m_map.get(), &MapView::footprintPicked);
    auto* action = map->child(77)->actionInterface();
    QVERIFY(action);
    action->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(m_map->spot().zone, 77);
    QCOMPARE(map->focusChild(), map->child(77));
    QVERIFY(map->child(77)->state().focused);
    QCOMPARE(picked.count(), 0);
    action->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(m_map->selected(), 3);
    QCOMPARE(picked.count(), 1);
}

}  // namespace locality::test_app
