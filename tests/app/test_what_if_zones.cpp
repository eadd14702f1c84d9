// Scenarios: choosing and locking zones, on the map, in the list, by keys.

#include "test_what_if.h"

#include "app/figure_view.h"
#include "app/map_selection.h"
#include "app/scenario_autosave.h"
#include "app/scenario_session.h"
#include "app/what_if.h"
#include "app/zone_model.h"
#include "app/zone_selection.h"
#include "io/geopackage.h"
#include "io/scenario_file.h"
#include "sample.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <fstream>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

void TestWhatIf::zones_are_chosen_on_the_map() {
    open_sample();
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, 5));
    QVERIFY(chosen(*m_window).empty());  // without a scenario nothing is chosen
    begin(QStringLiteral("First"));
    const QImage before = map.grab().toImage();
    QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, 5));
    QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, 15));
    QCOMPARE(chosen(*m_window), (Zones{5, 15}));
    QVERIFY(map.grab().toImage() != before);
    QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, 5));
    QCOMPARE(chosen(*m_window), Zones{15});
    drag(map, at(map, 22) - QPoint(4, -4), at(map, 33) + QPoint(4, -4), Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(chosen(*m_window), (Zones{15, 22, 23, 32, 33}));
    press(*m_window, "choose_remove");
    press(*m_window, "choose_box");
    drag(map, at(map, 22) - QPoint(4, -4), at(map, 23) + QPoint(4, -4), {});
    QCOMPARE(chosen(*m_window), (Zones{15, 32, 33}));
    press(*m_window, "choose_remove");
    press(*m_window, "choose_lasso");
    QTest::mousePress(&map, Qt::LeftButton, {}, at(map, 70) - QPoint(6, 0));
    for (const QPoint& p : {at(map, 70) + QPoint(0, 8), at(map, 72) + QPoint(6, 8), at(map, 72) - QPoint(0, 8), at(map, 70) - QPoint(6, 8)})
        QTest::mouseMove(&map, p);
    QTest::mouseRelease(&map, Qt::LeftButton, {}, at(map, 70) - QPoint(6, 8));
    QCOMPARE(chosen(*m_window), (Zones{15, 32, 33, 70, 71, 72}));
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_Escape);
    QVERIFY(!child<QToolButton>(*m_window, "choose_lasso")->isChecked());
    press(*m_window, "choose_click");
    QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, 99));
    QVERIFY(chosen(*m_window).back() == 99);
    QTest::keyClick(&map, Qt::Key_Escape);
    QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, 0));  // picks a footprint again
    QCOMPARE(map.selected(), 0);
    press(*m_window, "clear_choice");
    QVERIFY(chosen(*m_window).empty());
}

void TestWhatIf::zones_are_chosen_from_the_list_by_keys() {
    open_sample();
    begin(QStringLiteral("First"));
    auto* list = child<QTableView>(*m_window, "zone_list");
    auto* model = qobject_cast<app::ZoneModel*>(list->model());
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->rowCount(), 100);
    auto* filter = child<QLineEdit>(*m_window, "zone_filter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("sample 01"));
    QCOMPARE(model->rowCount(), 10);  // 010 ... 019
    list->setFocus();
    list->setCurrentIndex(model->index(0, 0));
    QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(chosen(*m_window), (Zones{9, 10}));
    QTest::keyClick(list, Qt::Key_Space);
    QVERIFY(chosen(*m_window).empty());
    QTest::keyClick(child<QAbstractButton>(*m_window, "choose_listed"), Qt::Key_Space);
    QCOMPARE(chosen(*m_window).size(), std::size_t(10));
    filter->clear();
    auto* show = child<QComboBox>(*m_window, "zone_show");
    show->setFocus();
    QTest::keyClick(show, Qt::Key_Down);
    QCOMPARE(model->rowCount(), 10);  // chosen ones
    QVERIFY(child<QLabel>(*m_window, "zone_count")->text().startsWith(QStringLiteral("10 of 100 zones chosen, 15,")));
    list->setFocus();
    list->setCurrentIndex(model->index(9, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(map_of(*m_window).spot().zone, 18);
    show->setCurrentIndex(0);
    list->horizontalHeader()->setSortIndicator(app::ZoneModel::residents, Qt::DescendingOrder);
    QCOMPARE(model->zones().front(), 99);
    QTest::keyClicks(filter, QStringLiteral("north east"));  // a footprint
    QCOMPARE(model->rowCount(), 25);
}

void TestWhatIf::all_zones_of_a_ward_in_a_partnership() {
    open_sample();
    begin(QStringLiteral("First"));
    auto* set = child<QComboBox>(*m_window, "both_set");
    set->setCurrentIndex(set->findText(QStringLiteral("Local Care Partnerships")));
    auto* footprint = child<QComboBox>(*m_window, "both_footprint");
    footprint->setCurrentIndex(footprint->findText(QStringLiteral("Westerly")));  // rows 0 to 8, columns 0 to 5
    auto* here = child<QComboBox>(*m_window, "both_here");
    here->setCurrentIndex(here->findText(QStringLiteral("North East")));  // rows 5 to 9, columns 5 to 9
    press(*m_window, "both_add");
    QCOMPARE(chosen(*m_window), (Zones{55, 65, 75, 85}));
}

void TestWhatIf::everything_goes_without_the_mouse() {
    open_sample();
    MapView& map = map_of(*m_window);
    map.setFocus();
    press_keys(*m_window, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto* ask = dialog<QDialog>(*m_window, "scenario_title");
    QVERIFY(ask);
    QTest::keyClick(ask->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(what_if(*m_window).session()->isShown());
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_W);
    auto* list = child<QTableView>(*m_window, "zone_list");
    QTRY_VERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(chosen(*m_window), Zones{0});
    map.setFocus();
    map.goToZone(1);
    QTest::keyClick(&map, Qt::Key_X);
    QCOMPARE(chosen(*m_window), (Zones{0, 1}));
    auto* tabs = child<QTabWidget>(*m_window, "what_if_tabs");
    press_keys(*m_window, Qt::Key_V, Qt::AltModifier);
    QTRY_COMPARE(tabs->currentIndex(), int(move_tab));
    auto* target = child<QComboBox>(*m_window, "move_to");
    target->setFocus();
    QTest::keyClick(target, Qt::Key_End);  // no footprint
    QTest::keyClick(target, Qt::Key_Tab);
    QVERIFY(preview(*m_window).contains(QStringLiteral("No footprint")));
    auto* reason = child<QLineEdit>(*m_window, "move_reason");
    for (int i = 0; i < 3 && !reason->hasFocus(); ++i) QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(reason->hasFocus());
    QTest::keyClick(reason, Qt::Key_Return);
    QCOMPARE(ward_of(*m_window, 0), int(model::unassigned));
    QCOMPARE(ward_of(*m_window, 1), int(model::unassigned));
}

void TestWhatIf::locked_zones_stay() {
    open_sample();
    begin(QStringLiteral("First"));
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, 4));
    press(*m_window, "lock_zones");
    auto* show = child<QComboBox>(*m_window, "zone_show");
    show->setCurrentIndex(3);
    QCOMPARE(child<QTableView>(*m_window, "zone_list")->model()->rowCount(), 1);
    QCOMPARE(cell(*m_window, "zone_list", 0, app::ZoneModel::mark), QStringLiteral("locked"));
    show_tab(*m_window, move_tab);
    auto* target = child<QComboBox>(*m_window, "move_to");
    target->setCurrentIndex(2);
    QVERIFY2(preview(*m_window).contains(QStringLiteral("Z01000005 is locked")), qPrintable(preview(*m_window)));
    QVERIFY(!child<QPushButton>(*m_window, "move_zones")->isEnabled());
    show_tab(*m_window, zones_tab);
    press(*m_window, "free_zones");
    show_tab(*m_window, move_tab);
    preview(*m_window);
    press(*m_window, "move_zones");
    QCOMPARE(ward_of(*m_window, 4), 1);
}

void TestWhatIf::the_map_menu_chooses_and_moves() {
    open_sample();
    begin(QStringLiteral("A"));
    MapView& map = map_of(*m_window);
    map.goToZone(0);
    map.setFocus();
    const auto menu_with = [&](const QString& words) -> QAction* {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(&map, &event);
        auto* menu = map.findChild<QMenu*>(QStringLiteral("map_menu"));
        for (QAction* a : menu->actions())
            if (a->text().startsWith(words)) return a;
        return nullptr;
    };
    QAction* choose = menu_with(QStringLiteral("Choose this zone"));
    QVERIFY(choose);
    choose->trigger();
    QCOMPARE(chosen(*m_window), Zones{0});
    delete map.findChild<QMenu*>(QStringLiteral("map_menu"));
    map.goToZone(99);
    QAction* move = menu_with(QStringLiteral("Move the chosen zones to North East"));
    QVERIFY(move);
    move->trigger();
    QCOMPARE(child<QTabWidget>(*m_window, "what_if_tabs")->currentIndex(), int(move_tab));
    QVERIFY(preview(*m_window).contains(QStringLiteral("North East")));
    delete map.findChild<QMenu*>(QStringLiteral("map_menu"));
}

}  // namespace locality::test_app
