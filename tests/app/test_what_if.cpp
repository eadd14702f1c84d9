// Scenarios: moves, figures, comparing, mending.

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

#include <QClipboard>
#include <QComboBox>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTest>

#include <fstream>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

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
    QVERIFY2(foreseen.contains(QStringLiteral("South West would be in 2 pieces; it is whole now")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("South East would be in 2 pieces; it is whole now")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("40,500")) && foreseen.contains(QStringLiteral("−8,100")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("no tables of them")), qPrintable(foreseen));
    QVERIFY2(foreseen.contains(QStringLiteral("People in the most deprived 10%\n14,040 → 9,330\n")), qPrintable(foreseen));
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
    show_tab(*m_window, move_tab);
    target->setCurrentIndex(target->findText(QStringLiteral("South West (W01)")));
    const QString mended = preview(*m_window);
    QVERIFY2(mended.contains(QStringLiteral("South West would be whole; it is in 2 pieces now")), qPrintable(mended));
}

/// Of a project, which has the tables: the sample's file has none.
void TestWhatIf::standings_that_would_change_are_foreseen() {
    m_window->open(LOCALITY_SOURCE_DIR "/geodata/demo/demo.toml");
    wait_until_ready(*m_window);
    app::ScenarioSession* session = what_if(*m_window).session();
    session->add(QStringLiteral("Estate"), session->sets().front());
    show_tab(*m_window, move_tab);
    const auto zones = session->editor()->live().zones_of(1);
    m_window->findChild<app::ZoneSelection*>()->add(Zones(zones.begin(), zones.begin() + 5));
    child<QComboBox>(*m_window, "move_to")->setCurrentIndex(4);
    const QString foreseen = preview(*m_window);
    const core::MovePreview computed = session->preview(Zones(zones.begin(), zones.begin() + 5), 3);
    QVERIFY(!computed.standings.empty());
    QVERIFY2(foreseen.contains(QStringLiteral("Beside the whole area, other than now")), qPrintable(foreseen));
    QCOMPARE(foreseen.count(QStringLiteral("•")), static_cast<qsizetype>(computed.standings.size()));
    QVERIFY2(foreseen.contains(QStringLiteral("NOTIONAL CROSS PCN: similar → worse")), qPrintable(foreseen));
    session->setModified(false);
}

/// Scores have no limits to stand by; the tables are there all the same.
void TestWhatIf::that_nothing_is_compared_is_told() {
    const std::filesystem::path file = in_folder("scores.toml"), demo = LOCALITY_SOURCE_DIR "/geodata/demo";
    std::ofstream(file) << R"(title = "Scores"
[zones]
path = "demo_boundaries.gpkg"
layer = "lsoa21"
[residents]
path = "synthetic_residents_2024_lsoa21.csv"
[deprivation]
path = "synthetic_deprivation_lsoa21.csv"
[[footprints]]
set = "team"
title = "Teams"
from = "lookup"
lookup = { path = "synthetic_lsoa21_neighbourhood_team.csv", from = "LSOA21CD", to = "TEAM_CODE", to_name = "TEAM_NAME" }
[[indicators]]
id = "score"
title = "A score"
path = "synthetic_deprivation_lsoa21.csv"
kind = "score"
value = "IMD_score"
period = "2025"
)";
    m_window->open(file, demo);
    wait_until_ready(*m_window);
    app::ScenarioSession* session = what_if(*m_window).session();
    QVERIFY(session && !session->sets().empty());
    session->add(QStringLiteral("Any"), session->sets().front());
    show_tab(*m_window, move_tab);
    const auto zones = session->editor()->live().zones_of(0);
    m_window->findChild<app::ZoneSelection*>()->add(Zones(zones.begin(), zones.begin() + 1));
    child<QComboBox>(*m_window, "move_to")->setCurrentIndex(2);
    const QString foreseen = preview(*m_window);
    QVERIFY2(foreseen.contains(QStringLiteral("is compared with the whole area")), qPrintable(foreseen));
    session->setModified(false);
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
