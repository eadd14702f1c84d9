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
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QHeaderView>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include <fstream>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

namespace {

/// The sample with its wards as whole zones, which can be moved.
model::Result sample_to_move() {
    model::Result r = sample();
    model::FootprintSet& wards = r.sets[0];
    wards.method = model::Method::lookup;
    model::Assignment a;
    for (std::size_t z = 0; z < r.zones.size(); ++z) {
        a.footprint.push_back(wards.crosswalk.footprint[z]);
        a.share.push_back(1);
        a.runner_up.push_back(model::unassigned);
        a.runner_up_share.push_back(0);
        a.tie.push_back(false);
    }
    wards.assignment = a;
    wards.columns.push_back({"pieces", "Pieces", "", 0, model::Values::of({1, 1, 1, 1})});
    return r;
}

app::WhatIf& what_if(const MainWindow& window) {
    return *window.findChild<app::WhatIf*>();
}
const std::vector<std::int32_t>& chosen(const MainWindow& window) {
    return window.findChild<app::ZoneSelection*>()->zones();
}
using Zones = std::vector<std::int32_t>;

QPoint at(const MapView& map, int zone) {
    return map.pixelOf(middle_of(zone)).toPoint();
}

void press(const MainWindow& window, const char* name) {
    auto* button = child<QAbstractButton>(window, name);
    QVERIFY2(button->isEnabled(), name);
    button->click();
}

void show_tab(const MainWindow& window, int tab) {
    auto* dock = child<QDockWidget>(window, "what_if");
    dock->show();
    dock->raise();
    child<QTabWidget>(window, "what_if_tabs")->setCurrentIndex(tab);
    QTest::qWait(1);
}
enum Tab { zones_tab, move_tab, steps_tab, mend_tab, compare_tab };

/// A key of the whole window, wherever the focus is. Dialogs that closed leave no window active offscreen.
void press_keys(MainWindow& window, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, key, modifiers);
}

/// What the list of footprints says of one.
QString residents_of(const MainWindow& window, const QString& footprint) {
    for (int row = 0; row < child<app::FigureView>(window, "footprint_list")->figureCount(); ++row)
        if (cell(window, "footprint_list", row, 0) == footprint) return cell(window, "footprint_list", row, 1);
    return {};
}

QString preview(const MainWindow& window) {
    QTest::qWait(1);
    return child<QTextBrowser>(window, "move_preview")->toPlainText();
}

QString banner(const MainWindow& window) {
    auto* words = child<QLabel>(window, "scenario_banner_words");
    return words->isVisible() ? words->text() : QString();
}

/// Which ward the map draws a zone in.
int ward_of(const MainWindow& window, int zone) {
    const style::Scene& scene = *map_of(window).scene();
    return scene.whole_zones ? scene.whole_zones->footprint_of_zone[static_cast<std::size_t>(zone)] : -9;
}

void drag(MapView& map, QPoint from, QPoint to, Qt::KeyboardModifiers keys) {
    QTest::mousePress(&map, Qt::LeftButton, keys, from);
    QTest::mouseMove(&map, (from + to) / 2);
    QTest::mouseMove(&map, to);
    QTest::mouseRelease(&map, Qt::LeftButton, keys, to);
}

}  // namespace

void TestWhatIf::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
}

void TestWhatIf::init() {
    QSettings().clear();
    app::forget_autosave(sample_file());
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWhatIf::cleanup() {
    m_window.reset();
    app::forget_autosave(sample_file());
}

std::filesystem::path TestWhatIf::in_folder(const char* name) const {
    return std::filesystem::path(m_folder.path().toStdString()) / name;
}

std::filesystem::path TestWhatIf::sample_file() {
    const std::filesystem::path file = in_folder("sample.gpkg");
    if (!std::filesystem::exists(file)) io::write_geopackage(sample_to_move(), file, false);
    return file;
}

void TestWhatIf::open_sample() {
    m_window->open(sample_file());
    wait_until_ready(*m_window);
    QVERIFY(map_of(*m_window).isVisible());
}

/// A new scenario of the wards, through the dialog.
void TestWhatIf::begin(const QString& title) {
    show_tab(*m_window, zones_tab);
    press(*m_window, "scenario_new");
    auto* ask = dialog<QDialog>(*m_window, "scenario_title");
    QVERIFY(ask);
    auto* words = ask->findChild<QLineEdit*>();
    words->setFocus();
    QTest::keyClicks(words, title);
    QTest::keyClick(words, Qt::Key_Return);
    QTRY_VERIFY(what_if(*m_window).session()->isShown());
}

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

void TestWhatIf::a_move_is_foreseen_made_undone_and_made_again() {
    open_sample();
    begin(QStringLiteral("First"));
    MapView& map = map_of(*m_window);
    for (const int zone : {2, 12, 22, 32, 42})  // cuts the south-west ward in two
        QTest::mouseClick(&map, Qt::LeftButton, Qt::ControlModifier, at(map, zone));
    show_tab(*m_window, move_tab);
    auto* target = child<QComboBox>(*m_window, "move_to");
    target->setCurrentIndex(target->findText(QStringLiteral("South East (W02)")));
    const QString foreseen = preview(*m_window);
    QVERIFY2(foreseen.contains(QStringLiteral("South West would be in 2 pieces; it is in 1 now")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("South East would be in 2 pieces; it is in 1 now")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("40,500")) && foreseen.contains(QStringLiteral("−8,100")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("no tables of them")), qPrintable(foreseen));
    QCOMPARE(ward_of(*m_window, 12), 0);  // nothing has moved yet
    type_and_enter(child<QLineEdit>(*m_window, "move_reason"), QStringLiteral("the river"));
    QCOMPARE(ward_of(*m_window, 12), 1);
    QVERIFY(chosen(*m_window).empty());
    QTest::mouseClick(&map, Qt::LeftButton, {}, at(map, 12));  // the map knows whose it is now
    QCOMPARE(map.selected(), 1);
    QVERIFY(map.readoutLines().contains(QStringLiteral("Wards: South East")));
    show_tab(*m_window, steps_tab);
    auto* steps = child<QListWidget>(*m_window, "step_list");
    QCOMPARE(steps->count(), 1);
    QVERIFY2(steps->item(0)->text().contains(QStringLiteral("from South West to South East")) &&
                 steps->item(0)->text().contains(QStringLiteral("the river")),
             qPrintable(steps->item(0)->text()));
    map.setFocus();
    press_keys(*m_window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(ward_of(*m_window, 12), 0);
    QVERIFY(steps->item(0)->text().contains(QStringLiteral("undone")));
    press_keys(*m_window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(ward_of(*m_window, 12), 1);
    steps->setFocus();
    steps->setCurrentRow(0);
    QTest::keyClick(steps, Qt::Key_Return);
    QCOMPARE(chosen(*m_window), (Zones{2, 12, 22, 32, 42}));
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

void TestWhatIf::the_original_is_a_click_away() {
    open_sample();
    QCOMPARE(banner(*m_window), QString());
    begin(QStringLiteral("River border"));
    QVERIFY2(banner(*m_window).contains(QStringLiteral("Scenario “River border” is shown")), qPrintable(banner(*m_window)));
    QVERIFY(m_window->windowTitle().contains(QStringLiteral("scenario “River border”")));
    QVERIFY(map_of(*m_window).scene()->subtitle.find("River border") != std::string::npos);
    what_if(*m_window).session()->give(Zones{0}, 3, {});
    const QString moved = residents_of(*m_window, QStringLiteral("South West"));
    QCOMPARE(moved, QStringLiteral("39,000"));
    press(*m_window, "scenario_back");
    QVERIFY(banner(*m_window).contains(QStringLiteral("The original is shown")));
    QVERIFY(!map_of(*m_window).scene()->whole_zones);
    QVERIFY(!m_window->windowTitle().contains(QStringLiteral("River border")));
    QVERIFY(residents_of(*m_window, QStringLiteral("South West")) != moved);
    map_of(*m_window).setFocus();
    press_keys(*m_window, Qt::Key_T, Qt::ControlModifier);
    QVERIFY(banner(*m_window).contains(QStringLiteral("is shown")));
    QCOMPARE(ward_of(*m_window, 0), 3);
    QCOMPARE(residents_of(*m_window, QStringLiteral("South West")), moved);
}

void TestWhatIf::scenarios_are_duplicated_renamed_and_deleted() {
    open_sample();
    begin(QStringLiteral("A"));
    app::ScenarioSession* session = what_if(*m_window).session();
    session->give(Zones{0}, 3, QStringLiteral("first"));
    trigger(*m_window, QStringLiteral("Duplicate it"));
    QCOMPARE(session->count(), 2);
    QCOMPARE(session->title(1), QStringLiteral("A, copy"));
    session->give(Zones{1}, 3, QStringLiteral("second"));
    trigger(*m_window, QStringLiteral("Rename it"));
    auto* ask = dialog<QDialog>(*m_window, "scenario_title");
    QVERIFY(ask);
    QTest::keyClicks(ask->findChild<QLineEdit*>(), QStringLiteral("A"));
    QTest::keyClick(ask->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_COMPARE(session->title(1), QStringLiteral("A (2)"));  // titles are all different
    QCOMPARE(ward_of(*m_window, 1), 3);
    auto* combo = child<QComboBox>(*m_window, "scenario");
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Up);
    QTRY_COMPARE(session->current(), 0);
    QCOMPARE(ward_of(*m_window, 0), 3);
    QCOMPARE(ward_of(*m_window, 1), 0);
    trigger(*m_window, QStringLiteral("Delete it"));
    auto* sure = dialog<QMessageBox>(*m_window, "delete_scenario");
    QVERIFY(sure);
    sure->button(QMessageBox::Yes)->click();
    QTRY_COMPARE(session->count(), 1);
    QCOMPARE(session->title(0), QStringLiteral("A (2)"));
    QCOMPARE(ward_of(*m_window, 1), 3);
}

void TestWhatIf::figures_and_shading_follow_the_scenario() {
    open_sample();
    begin(QStringLiteral("A"));
    auto* by = child<QComboBox>(*m_window, "shade_unit");
    by->setCurrentIndex(1);
    QTRY_VERIFY(map_of(*m_window).scene()->by_footprint);
    auto* shade = child<QComboBox>(*m_window, "shade");
    shade->setCurrentIndex(shade->findData(QStringLiteral("residents")));
    const double before = map_of(*m_window).scene()->column.values.number[0];
    what_if(*m_window).session()->give(Zones{0}, 1, {});
    QCOMPARE(map_of(*m_window).scene()->column.values.number[0], 40'500.0 - 1'500.0);
    QVERIFY(before != 39'000.0);
    QTest::qWait(50);
    MapView& map = map_of(*m_window);
    QTRY_VERIFY(!map.isSettling());
    const QImage picture = map.grab().toImage();
    // The moved zone has its new footprint's colour.
    QCOMPARE(picture.pixel(at(map, 0)), picture.pixel(at(map, 18)));
    QVERIFY(picture.pixel(at(map, 0)) != picture.pixel(at(map, 11)));
}

void TestWhatIf::two_scenarios_are_compared_and_saved() {
    open_sample();
    begin(QStringLiteral("A"));
    app::ScenarioSession* session = what_if(*m_window).session();
    session->give(Zones{0}, 1, {});
    session->duplicate();
    session->give(Zones{1, 2}, 1, {});
    show_tab(*m_window, compare_tab);
    auto* words = child<QPlainTextEdit>(*m_window, "compare_words");
    QTRY_VERIFY2(words->toPlainText().startsWith(QStringLiteral("3 zones, 4,530 residents, move from South West to South East: Sample 001")),
                 qPrintable(words->toPlainText()));
    auto* one = child<QComboBox>(*m_window, "compare_one");
    one->setCurrentIndex(one->findText(QStringLiteral("A")));
    QVERIFY2(words->toPlainText().startsWith(QStringLiteral("2 zones, 3,030 residents, move")), qPrintable(words->toPlainText()));
    QCOMPARE(child<app::FigureView>(*m_window, "scenario_compare_table")->figureCount(), 2);
    press(*m_window, "compare_copy");
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("2 zones")));
    for (const char* name : {"difference.txt", "difference.csv"}) {
        press(*m_window, "compare_save");
        if (QLatin1String(name).endsWith(QLatin1String("csv")))
            dialog<QFileDialog>(*m_window, "file_dialog")->selectNameFilter(QStringLiteral("Table (*.csv)"));
        choose_file(*m_window, QString::fromStdString(in_folder(name).string()));
        QTRY_VERIFY(std::filesystem::exists(in_folder(name)));
    }
}

void TestWhatIf::a_split_footprint_is_mended_as_one_step() {
    open_sample();
    begin(QStringLiteral("A"));
    app::ScenarioSession* session = what_if(*m_window).session();
    session->give(Zones{0}, 3, {});
    show_tab(*m_window, mend_tab);
    QVERIFY(child<QLabel>(*m_window, "mend_state")->text().contains(QStringLiteral("pieces too many: 1")));
    press(*m_window, "mend_work_out");
    wait_until_ready(*m_window);
    QCOMPARE(child<app::FigureView>(*m_window, "mend_ways")->figureCount(), 3);
    QCOMPARE(cell(*m_window, "mend_ways", 2, 3), QStringLiteral("1 → 0"));
    QVERIFY(child<app::FigureView>(*m_window, "mend_moves")->figureCount() >= 1);
    press(*m_window, "mend_accept");
    QCOMPARE(session->editor()->scenario().steps.size(), std::size_t(2));
    for (int f = 0; f < 4; ++f) QCOMPARE(session->editor()->live().pieces(f), 1);
    QVERIFY(child<QLabel>(*m_window, "mend_state")->text().contains(QStringLiteral("nothing to mend")));
    press_keys(*m_window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session->editor()->live().pieces(3), 2);
}

void TestWhatIf::scenarios_are_saved_and_opened_again() {
    open_sample();
    begin(QStringLiteral("A"));
    app::ScenarioSession* session = what_if(*m_window).session();
    session->give(Zones{0}, 3, QStringLiteral("why"));
    QVERIFY(banner(*m_window).contains(QStringLiteral("not saved yet")));
    const std::filesystem::path file = in_folder("own.toml");
    press_keys(*m_window, Qt::Key_S, Qt::ControlModifier);
    choose_file(*m_window, QString::fromStdString(file.string()));
    QTRY_VERIFY(std::filesystem::exists(file));
    QVERIFY(!banner(*m_window).contains(QStringLiteral("not saved")));
    const auto saved = io::read_scenarios(file);
    QCOMPARE(saved.size(), std::size_t(1));
    QCOMPARE(saved[0].steps[0].moves[0].to, std::string("W04"));
    open_sample();
    QCOMPARE(session->count(), 0);
    trigger(*m_window, QStringLiteral("Open scenarios"));
    choose_file(*m_window, QString::fromStdString(file.string()));
    QTRY_COMPARE(session->count(), 1);
    QCOMPARE(ward_of(*m_window, 0), 3);
    QVERIFY(!session->isModified());
}

void TestWhatIf::what_a_file_names_and_is_not_here_is_told() {
    open_sample();
    const std::filesystem::path file = in_folder("odd.toml");
    std::ofstream(file) << "[[scenarios]]\ntitle='Odd'\nset='ward'\n[[scenarios.steps]]\n"
                           "moves=[['Z99999999','W01','W02'],['Z01000001','W01','W02']]\n"
                           "[[scenarios]]\ntitle='Other'\nset='lcp'\n";
    trigger(*m_window, QStringLiteral("Open scenarios"));
    choose_file(*m_window, QString::fromStdString(file.string()));
    auto* told = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(told);
    QVERIFY2(told->detailedText().contains(QStringLiteral("Z99999999")) && told->detailedText().contains(QStringLiteral("Other")),
             qPrintable(told->detailedText()));
    told->close();
    QCOMPARE(what_if(*m_window).session()->count(), 1);
    std::ofstream(file) << "[[scenarios]\n";
    trigger(*m_window, QStringLiteral("Open scenarios"));
    choose_file(*m_window, QString::fromStdString(file.string()));
    told = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(told);
    QVERIFY(told->informativeText().contains(QStringLiteral("odd.toml")));
}

void TestWhatIf::unsaved_scenarios_outlive_the_program() {
    open_sample();
    begin(QStringLiteral("Unsaved"));
    what_if(*m_window).session()->give(Zones{0}, 3, QStringLiteral("why"));
    QTRY_VERIFY(std::filesystem::exists(app::autosave_of(sample_file())));
    m_window = std::make_unique<MainWindow>(book());  // the other is gone without a word, as if killed
    m_window->show();
    QVERIFY(std::filesystem::exists(app::autosave_of(sample_file())));
    open_sample();
    auto* offer = dialog<QMessageBox>(*m_window, "unsaved_scenarios");
    QVERIFY(offer);
    QTest::keyClick(offer, Qt::Key_Return);
    QTRY_COMPARE(what_if(*m_window).session()->count(), 1);
    QCOMPARE(ward_of(*m_window, 0), 3);
    QVERIFY(what_if(*m_window).session()->isModified());
}

void TestWhatIf::closing_asks_by_keys() {
    open_sample();
    begin(QStringLiteral("A"));
    m_window->close();
    auto* ask = dialog<QMessageBox>(*m_window, "save_scenarios");
    QVERIFY(ask && m_window->isVisible());
    QTest::keyClick(ask, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QMessageBox*>(QStringLiteral("save_scenarios")));
    QVERIFY(m_window->isVisible());
    m_window->close();
    ask = dialog<QMessageBox>(*m_window, "save_scenarios");
    QVERIFY(ask);
    QTest::keyClick(ask, Qt::Key_Return);  // Save, to a file of the user's own
    const std::filesystem::path file = in_folder("closing.toml");
    choose_file(*m_window, QString::fromStdString(file.string()));
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(std::filesystem::exists(file));

    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    open_sample();
    begin(QStringLiteral("B"));
    m_window->close();
    ask = dialog<QMessageBox>(*m_window, "save_scenarios");
    QVERIFY(ask);
    auto* discard = ask->button(QMessageBox::Discard);
    discard->setFocus();
    QTest::keyClick(discard, Qt::Key_Space);
    QTRY_VERIFY(!m_window->isVisible());
    QVERIFY(!std::filesystem::exists(app::autosave_of(sample_file())));
}

void TestWhatIf::another_map_asks_first() {
    open_sample();
    begin(QStringLiteral("A"));
    m_window->open(sample_file());
    auto* ask = dialog<QMessageBox>(*m_window, "save_scenarios");
    QVERIFY(ask && !m_window->isBusy());
    ask->button(QMessageBox::Discard)->click();
    QTRY_VERIFY(m_window->isBusy() || what_if(*m_window).session()->count() == 0);
    wait_until_ready(*m_window);
    QCOMPARE(what_if(*m_window).session()->count(), 0);
    QVERIFY(!map_of(*m_window).scene()->whole_zones);
}

void TestWhatIf::a_project_keeps_its_scenarios_beside_it() {
    const std::filesystem::path project = in_folder("city.toml");
    const std::filesystem::path demo = std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata/demo";
    std::filesystem::copy_file(demo / "demo.toml", project, std::filesystem::copy_options::overwrite_existing);
    app::forget_autosave(project);
    m_window->open(project, demo);
    wait_until_ready(*m_window);
    begin(QStringLiteral("Beside"));
    app::ScenarioSession* session = what_if(*m_window).session();
    const auto zones = session->editor()->live().zones_of(0);
    const Zones moved{zones[0], zones[1]};
    QTest::qWait(1);
    const core::MovePreview foreseen = session->preview(moved, 1);
    QVERIFY(foreseen.compared > 0);  // a project's tables tell how indicators would stand
    session->give(moved, 1, QStringLiteral("why"));
    press_keys(*m_window, Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(std::filesystem::exists(in_folder("city.scenarios.toml")));
    QVERIFY(!session->isModified());
    m_window->open(project, demo);
    wait_until_ready(*m_window);
    QCOMPARE(session->count(), 1);
    QVERIFY(!session->isShown());  // until it is chosen
    QVERIFY(!session->isModified());

    // The same through the command line's own functions.
    session->choose(0);
    trigger(*m_window, QStringLiteral("Save it as a GeoPackage"));
    choose_file(*m_window, QString::fromStdString(in_folder("beside.gpkg").string()));
    QTRY_VERIFY(m_window->isBusy() || std::filesystem::exists(in_folder("beside.gpkg")));
    wait_until_ready(*m_window);
    const model::Result built = io::read_geopackage(in_folder("beside.gpkg"));
    for (const std::int32_t zone : moved)
        QCOMPARE(built.set(session->set().id)->assignment->footprint[static_cast<std::size_t>(zone)], 1);
    trigger(*m_window, QStringLiteral("Copy the command line"));
    const QString line = QGuiApplication::clipboard()->text();
    QVERIFY2(line.startsWith(QStringLiteral("locality build ")) && line.contains(QStringLiteral("city.scenarios.toml:Beside")),
             qPrintable(line));
    std::filesystem::remove(in_folder("city.scenarios.toml"));
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

void TestWhatIf::a_map_that_divides_zones_has_no_scenarios() {
    const std::filesystem::path file = in_folder("divided.gpkg");
    io::write_geopackage(sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
    show_tab(*m_window, zones_tab);
    press(*m_window, "scenario_new");
    auto* told = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(told);
    QVERIFY(told->informativeText().contains(QStringLiteral("divides zones")));
}

}  // namespace locality::test_app
