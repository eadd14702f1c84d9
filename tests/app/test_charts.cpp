#include "app/chart_box.h"
#include "app/chart_view.h"
#include "app/compare_panel.h"
#include "app/figure_view.h"
#include "app/overlap_page.h"
#include "app/profile_tables.h"
#include "app/themes.h"
#include "core/chart_figures.h"
#include "core/profile.h"
#include "io/geopackage.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QHelpEvent>
#include <QImage>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QToolTip>
#include <QWindow>

namespace locality::test_app {

using app::ChartBox;
using app::ChartView;
using app::FigureView;
using app::MainWindow;

namespace {

/// The sample with all of it as one footprint too, figures of three wards, and standings.
model::Result charted_sample() {
    model::Result r = sample();
    model::FootprintSet& wards = r.sets[0];
    const auto estimate = [](const char* period, int footprint, double value, model::Standing standing) {
        model::Estimate e;
        e.period = period;
        e.footprint = footprint;
        e.value = value;
        e.numerator = 10 * value;
        e.denominator = 1000;
        e.covered_share = 1;
        e.status = model::Status::known;
        e.limits_95 = {value - 1, value + 1};
        e.method = model::LimitsMethod::wilson;
        e.standing_95 = standing;
        return e;
    };
    wards.estimates = {
        estimate("2023/24", 0, 12, model::Standing::better), estimate("2023/24", 1, 15, model::Standing::similar),
        estimate("2024/25", 0, 11, model::Standing::better), estimate("2024/25", 1, 19, model::Standing::worse),
        estimate("2024/25", 2, 14, model::Standing::similar)};
    model::Estimate withheld = estimate("2024/25", 3, 0, model::Standing::not_compared);
    withheld.value = withheld.numerator = model::no_value;
    withheld.limits_95 = {};
    withheld.status = model::Status::suppressed;
    wards.estimates.push_back(withheld);
    model::FootprintSet whole;
    whole.id = model::whole_set_id;
    whole.title = "Whole map";
    whole.code = {"whole"};
    whole.name = {"Sample district"};
    whole.shapes = geo::outlines(r.zones.topology, std::vector<std::int32_t>(r.zones.size(), 0), 1);
    whole.crosswalk.footprint_count = 1;
    for (std::size_t zone = 0; zone < r.zones.size(); ++zone) {
        whole.crosswalk.footprint.push_back(0);
        whole.crosswalk.share.push_back(1);
        whole.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(zone + 1));
        whole.crosswalk.basis.push_back(model::Basis::area);
        whole.crosswalk.covered.push_back(1);
    }
    whole.columns = {{"residents", "Residents", "people", 0, model::Values::of({176'200})}};
    whole.estimates = {estimate("2023/24", 0, 15, model::Standing::not_compared),
                       estimate("2024/25", 0, 14, model::Standing::not_compared)};
    whole.pieces_before = whole.pieces_after = {1};
    r.sets.push_back(std::move(whole));
    return r;
}

style::Chart deciles_of(const model::Result& r, std::size_t footprint) {
    return style::deciles_chart(core::decile_people(r, 0, footprint), core::chart_subject(r, 0, footprint));
}

/// The item of a chart's menu that begins with these words.
QAction* menu_item(const MainWindow& window, const char* box, const char* words) {
    const auto* more = child<QToolButton>(window, (std::string(box) + "_more").c_str());
    for (QAction* action : more->menu()->actions())
        if (action->text().startsWith(QString::fromLatin1(words))) return action;
    qFatal("no item %s", words);
}

void choose_view(const MainWindow& window, const char* words) {
    auto* view = child<QComboBox>(window, "profile_view");
    const int at = view->findText(QString::fromLatin1(words), Qt::MatchStartsWith);
    QVERIFY2(at >= 0, words);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    for (int i = 0; i < at; ++i) QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(view->currentIndex(), at);
}

}  // namespace

void TestCharts::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "charts.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(charted_sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
}

void TestCharts::cleanup() {
    m_window.reset();
    app::choose_theme(app::Theme::system);
}

void TestCharts::pick(int zone) {
    app::MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(zone)).toPoint());
    QVERIFY(!profile_name(*m_window).isEmpty());
}

void TestCharts::keys_walk_the_marks() {
    const model::Result r = charted_sample();
    ChartView view;
    view.setChart(deciles_of(r, 0), style::chart_style(book()));
    view.resize(340, view.heightForWidth(340));
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QSignalSpy said(&view, &ChartView::said);
    view.setFocus(Qt::TabFocusReason);
    QCOMPARE(view.current(), 0);
    QVERIFY2(said.last()[0].toString().startsWith(QStringLiteral("Decile 1, the most deprived 10% in England: ")),
             qPrintable(said.last()[0].toString()));
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.current(), 1);
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.current(), 9);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.current(), 9);
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.current(), 0);
    QTest::mouseMove(view.windowHandle(), view.markRect(4).center().toPoint());
    QVERIFY2(said.last()[0].toString().startsWith(QStringLiteral("Decile 5: ")), qPrintable(said.last()[0].toString()));
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.markRect(2).center().toPoint());
    QCOMPARE(view.current(), 2);
    QHelpEvent help(QEvent::ToolTip, view.markRect(0).center().toPoint(), view.mapToGlobal(QPoint(0, 0)));
    QApplication::sendEvent(&view, &help);
    QTRY_VERIFY(QToolTip::text().contains(QStringLiteral("residents")));
    QToolTip::hideText();
}

void TestCharts::arrows_cross_a_pyramid() {
    const model::Result r = charted_sample();
    ChartView view;
    view.setChart(style::pyramid_chart(core::age_pyramid(r, 0, 0), core::chart_subject(r, 0, 0)),
                  style::chart_style(book()));
    view.resize(340, 300);
    view.show();
    view.goToMark(1);
    QCOMPARE(view.markName(view.current()), QStringLiteral("Female, aged 0–15"));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.markName(view.current()), QStringLiteral("Male, aged 0–15"));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.markName(view.current()), QStringLiteral("Male, aged 0–15"));
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.markName(view.current()), QStringLiteral("Female, aged 0–15"));
}

void TestCharts::every_mark_is_named_to_assistive_technology() {
    const model::Result r = charted_sample();
    ChartView view;
    view.setChart(deciles_of(r, 0), style::chart_style(book()));
    view.resize(340, view.heightForWidth(340));
    view.show();
    QAccessibleInterface* chart = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(chart);
    QCOMPARE(chart->role(), QAccessible::Chart);
    QCOMPARE(chart->text(QAccessible::Name), QStringLiteral("Residents by IMD 2025 decile"));
    QVERIFY(chart->text(QAccessible::Description).contains(QStringLiteral("of its residents")));
    QCOMPARE(chart->childCount(), 10);
    for (int m = 0; m < 10; ++m) {
        QAccessibleInterface* mark = chart->child(m);
        QVERIFY(mark && mark->isValid());
        QVERIFY(!mark->text(QAccessible::Name).isEmpty());
        QVERIFY(!mark->text(QAccessible::Value).isEmpty());
        QVERIFY(mark->rect().isValid());
        QCOMPARE(chart->indexOfChild(mark), m);
    }
    QCOMPARE(chart->child(0)->text(QAccessible::Name), QStringLiteral("Decile 1, the most deprived 10% in England"));
    chart->child(3)->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(view.current(), 3);
    const QPoint at = view.mapToGlobal(view.markRect(6).center().toPoint());
    QCOMPARE(chart->childAt(at.x(), at.y()), chart->child(6));
}

void TestCharts::the_overview_draws_the_picked_footprint() {
    pick(0);
    QCOMPARE(child<QComboBox>(*m_window, "profile_view")->currentText(), QStringLiteral("Overview"));
    auto* deciles = child<ChartView>(*m_window, "deciles_chart");
    QVERIFY(deciles->isVisible());
    QVERIFY2(QString::fromStdString(deciles->chart().subtitle).startsWith(QStringLiteral("South West")), "subtitle");
    QCOMPARE(child<ChartView>(*m_window, "pyramid_chart")->markCount(), 4);
    auto* spine = child<ChartView>(*m_window, "spine_chart");
    QCOMPARE(spine->markCount(), 1);
    QVERIFY2(spine->markWords(0).contains(QStringLiteral("better than Sample district")),
             qPrintable(spine->markWords(0)));
    QCOMPARE(spine->chart().marks[0].shape, style::MarkShape::circle);
    pick(99);
    QCOMPARE(child<ChartView>(*m_window, "spine_chart")->chart().marks[0].status, model::Status::suppressed);
    QVERIFY(child<ChartView>(*m_window, "spine_chart")->markWords(0).startsWith(QStringLiteral("withheld")));
}

void TestCharts::a_chart_turns_into_its_table() {
    pick(0);
    auto* as_table = child<QToolButton>(*m_window, "deciles_as_table");
    as_table->setFocus();
    QTest::keyClick(as_table, Qt::Key_Space);
    auto* table = child<FigureView>(*m_window, "deciles_table");
    QVERIFY(table->isVisible());
    QVERIFY(!child<ChartView>(*m_window, "deciles_chart")->isVisible());
    QCOMPARE(table->model()->rowCount(), 10);
    QCOMPARE(cell(*m_window, "deciles_table", 0, 0), QStringLiteral("1"));
    menu_item(*m_window, "deciles", "Copy the table")->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Decile\tResidents")));
    QTest::keyClick(as_table, Qt::Key_Space);
    QVERIFY(child<ChartView>(*m_window, "deciles_chart")->isVisible());
}

void TestCharts::a_chart_is_copied_and_saved() {
    pick(0);
    menu_item(*m_window, "deciles", "Copy the picture")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->image().width(), 1000);
    for (const char* name : {"chart.png", "chart.svg", "chart.pdf"}) {
        const QString file = m_folder.filePath(QString::fromLatin1(name));
        menu_item(*m_window, "spine", "Save the picture")->trigger();
        choose_file(*m_window, file);
        QTRY_VERIFY(QFile::exists(file));
    }
    const QString csv = m_folder.filePath(QStringLiteral("chart.csv"));
    menu_item(*m_window, "spine", "Save the table")->trigger();
    choose_file(*m_window, csv);
    QTRY_VERIFY(QFile::exists(csv));
    QFile saved(csv);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().startsWith("Indicator,Value"));
}

void TestCharts::a_figure_says_how_it_came_about() {
    pick(0);
    auto* spine = child<ChartView>(*m_window, "spine_chart");
    spine->setFocus(Qt::TabFocusReason);
    QTest::keyClick(spine, Qt::Key_Return);
    auto* explanation = dialog<QDialog>(*m_window, "explanation");
    QVERIFY(explanation);
    const QString words = explanation->findChild<QPlainTextEdit*>()->toPlainText();
    for (const char* part : {"South West (W01), Wards", "Period: 2024/25", "95% limits: 10.00 to 12.00 (wilson)",
                             "Source: a survey", "smoking/ward/W01/2024/25", "name the project file"})
        QVERIFY2(words.contains(QString::fromLatin1(part)), qPrintable(words));
    QTest::keyClick(explanation, Qt::Key_Escape);
    QTRY_VERIFY(!m_window->findChild<QDialog*>(QStringLiteral("explanation")));
    choose_view(*m_window, "All figures");
    auto* figures = child<FigureView>(*m_window, "figures");
    figures->setFocus();
    figures->setCurrentIndex(figures->model()->index(1, 0));
    QTest::keyClick(figures, Qt::Key_Return);
    explanation = dialog<QDialog>(*m_window, "explanation");
    QVERIFY(explanation);
    const QString residents = explanation->findChild<QPlainTextEdit*>()->toPlainText();
    QVERIFY2(residents.contains(QStringLiteral("From 25 zones, every one whole")), qPrintable(residents));
    QVERIFY(residents.contains(QStringLiteral("Whole area: 176,200")));
}

void TestCharts::trends_follow_the_chosen_indicator() {
    pick(0);
    choose_view(*m_window, "Over time");
    auto* trend = child<ChartView>(*m_window, "trend_chart");
    QVERIFY(trend->isVisible());
    QCOMPARE(trend->markCount(), 2);
    QCOMPARE(trend->markName(0), QStringLiteral("2023/24"));
    // A GeoPackage has no zones' figures: nothing by deprivation.
    QVERIFY(!child<ChartView>(*m_window, "gradient_chart")->isVisible());
    pick(99);  // the view stays from one footprint to the next
    QVERIFY(child<ChartView>(*m_window, "trend_chart")->isVisible());
    QCOMPARE(child<ChartView>(*m_window, "trend_chart")->markCount(), 1);
}

void TestCharts::overlaps_are_worked_out_when_looked_at() {
    pick(0);
    auto* page = m_window->findChild<app::OverlapPage*>();
    QVERIFY(!page->isWorking());
    choose_view(*m_window, "Overlaps");
    QTRY_COMPARE(child<FigureView>(*m_window, "overlap_table")->model()->rowCount(), 2);
    QTRY_VERIFY(!page->isWorking());
    // Columns 4 and 5 are claimed by both; the south-west quarter is in Westerly whole, its column 4 in Easterly too.
    QCOMPARE(cell(*m_window, "overlap_table", 0, 0), QStringLiteral("Westerly (L01)"));
    QCOMPARE(cell(*m_window, "overlap_table", 0, 2), QStringLiteral("100%"));
    QCOMPARE(cell(*m_window, "overlap_table", 1, 0), QStringLiteral("Easterly (L02)"));
    QCOMPARE(cell(*m_window, "overlap_table", 1, 2), QStringLiteral("20%"));
}

void TestCharts::footprints_are_compared() {
    pick(0);
    QTest::mouseClick(child<QPushButton>(*m_window, "add_to_comparison"), Qt::LeftButton);
    QVERIFY(child<QDockWidget>(*m_window, "compare")->isVisible());
    auto* list = child<QListWidget>(*m_window, "compare_list");
    QCOMPARE(list->item(0)->checkState(), Qt::Checked);
    list->setFocus();
    list->setCurrentRow(1);
    QTest::keyClick(list, Qt::Key_Space);
    auto* table = child<FigureView>(*m_window, "compare_table");
    QCOMPARE(table->model()->columnCount(), 4);
    QCOMPARE(table->model()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("South East"));
    const int last = table->model()->rowCount() - 1;
    QCOMPARE(cell(*m_window, "compare_table", last, 0), QStringLiteral("Adults who smoke, 2024/25"));
    QCOMPARE(cell(*m_window, "compare_table", last, 1), QStringLiteral("11.0%, better"));
    QCOMPARE(cell(*m_window, "compare_table", last, 2), QStringLiteral("19.0%, worse"));
    QCOMPARE(cell(*m_window, "compare_table", last, 3), QStringLiteral("14.0%"));
    QVERIFY(!table->model()->index(last, 1).data(Qt::DecorationRole).isNull());
    QCOMPARE(child<ChartView>(*m_window, "compared_chart")->markCount(), 2);
    // A third from the map.
    pick(99);
    QTest::mouseClick(child<QPushButton>(*m_window, "compare_add"), Qt::LeftButton);
    QCOMPARE(table->model()->columnCount(), 5);
    QCOMPARE(cell(*m_window, "compare_table", last, 3), QStringLiteral("withheld"));
    auto* filter = child<QLineEdit>(*m_window, "compare_filter");
    filter->setFocus();
    QTest::keyClicks(filter, QStringLiteral("north"));
    QVERIFY(list->item(0)->isHidden() && !list->item(2)->isHidden());
    QTest::mouseClick(child<QPushButton>(*m_window, "compare_clear"), Qt::LeftButton);
    QVERIFY(!table->isVisible());
}

void TestCharts::chart_tables_keep_their_promises() {
    const model::Result r = charted_sample();
    app::FigureModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable(app::figure_table(deciles_of(r, 0).table));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QStringLiteral("Residents"));
    const std::array<std::size_t, 2> both{0, 3};
    model.setTable(app::comparison_table(core::comparison(r, 0, both), {QStringLiteral("a"), QStringLiteral("b")},
                                         QStringLiteral("whole"), style::chart_style(book()), 1));
    QCOMPARE(model.columnCount(), 4);
    core::Profile profile = core::profile(r, 0, 0);
    QVERIFY(app::flow_table(profile).rows.empty());
    profile.set_title = "Wards";
    profile.lives_and_registered_here = 30;
    profile.flow = {{"W02", "South East", true, 12}, {"W02", "South East", false, 5}, {"", "", false, 3}};
    const app::FigureTable flow = app::flow_table(profile);
    QCOMPARE(flow.rows.size(), std::size_t(4));
    QCOMPARE(flow.rows[2][1].text, QStringLiteral("12"));
    QCOMPARE(flow.rows[2][2].text, QStringLiteral("5"));
    QCOMPARE(flow.rows[3][0].text, QStringLiteral("None of Wards"));
    QCOMPARE(flow.rows[3][1].text, QStringLiteral("0"));
}

void TestCharts::charts_have_the_colours_of_the_window() {
    pick(0);
    trigger(*m_window, QStringLiteral("Dark"));
    auto* deciles = child<ChartView>(*m_window, "deciles_chart");
    QVERIFY(deciles->grab().toImage().pixelColor(5, 5).lightness() < 100);
    const QString file = m_folder.filePath(QStringLiteral("light.png"));
    child<ChartBox>(*m_window, "deciles")->savePicture(file);  // to hand on: always light
    QVERIFY(QImage(file).pixelColor(3, 3).lightness() > 200);
}

}  // namespace locality::test_app
