#include "app/main_window.h"
#include "app/map_view.h"
#include "app/overlap_models.h"
#include "app/overlaps_dock.h"
#include "core/overlap_matrix.h"
#include "io/geopackage.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTest>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

namespace {

app::OverlapsDock& dock_of(const MainWindow& window) {
    return *window.findChild<app::OverlapsDock*>();
}

QTableView& matrix_of(const MainWindow& window) {
    return *child<QTableView>(window, "overlap_matrix");
}

QString header(const QTableView& table, int section, Qt::Orientation orientation) {
    return table.model()->headerData(section, orientation).toString();
}

}  // namespace

void TestOverlaps::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestOverlaps::cleanup() {
    m_window.reset();
}

void TestOverlaps::open_sample() {
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
    trigger(*m_window, QStringLiteral("Overlaps"));
    dock_of(*m_window).raise();
}

void TestOverlaps::wait_for_overlaps() {
    QTRY_VERIFY_WITH_TIMEOUT(!dock_of(*m_window).isBusy() && matrix_of(*m_window).model()->rowCount() > 0, patience_ms);
}

void TestOverlaps::the_matrix_counts_everybody_once() {
    open_sample();
    wait_for_overlaps();
    const QTableView& matrix = matrix_of(*m_window);
    QCOMPARE(child<QComboBox>(*m_window, "overlap_rows")->currentText(), QStringLiteral("Wards"));
    QCOMPARE(child<QComboBox>(*m_window, "overlap_columns")->currentText(), QStringLiteral("Local Care Partnerships"));
    QCOMPARE(child<QComboBox>(*m_window, "overlap_figures")->currentText(), QStringLiteral("Residents"));
    QCOMPARE(matrix.model()->rowCount(), 5);     // the total and four wards
    QCOMPARE(matrix.model()->columnCount(), 5);  // the total, none, one, both, the other
    QCOMPARE(header(matrix, 0, Qt::Vertical), QStringLiteral("Total"));
    QCOMPARE(header(matrix, 1, Qt::Vertical), QStringLiteral("South West"));
    QCOMPARE(header(matrix, 1, Qt::Horizontal), QStringLiteral("In none of: Local Care Partnerships"));
    QVERIFY(header(matrix, 3, Qt::Horizontal).startsWith(QStringLiteral("Westerly + Easterly")));
    QCOMPARE(cell(*m_window, "overlap_matrix", 0, 0), QStringLiteral("177,000"));
    QCOMPARE(cell(*m_window, "overlap_matrix", 0, 1), QStringLiteral("19,950"));  // the northernmost row
    QCOMPARE(cell(*m_window, "overlap_matrix", 1, 1), QString());                 // South West does not reach it
    QCOMPARE(cell(*m_window, "overlap_matrix", 1, 4), QString());
    double sum = 0;
    for (int row = 1; row < 5; ++row)
        for (int column = 1; column < 5; ++column)
            sum += cell(*m_window, "overlap_matrix", row, column).remove(QLatin1Char(',')).toDouble();
    QCOMPARE(sum, 177'000.0);
    const QString summary = child<QLabel>(*m_window, "overlap_summary")->text();
    QVERIFY2(summary.contains(QStringLiteral("Wards: 0 in none, 0 in more than one")), qPrintable(summary));
    QVERIFY2(summary.contains(QStringLiteral("Local Care Partnerships: 19,950 in none")), qPrintable(summary));
    QVERIFY2(summary.contains(QStringLiteral("add up to the zones' 177,000")), qPrintable(summary));
}

void TestOverlaps::figures_and_shares_can_be_chosen() {
    open_sample();
    wait_for_overlaps();
    auto* as = child<QComboBox>(*m_window, "overlap_as");
    as->setFocus();
    QTest::keyClick(as, Qt::Key_Down);
    QCOMPARE(as->currentText(), QStringLiteral("Share of the row"));
    QCOMPARE(cell(*m_window, "overlap_matrix", 0, 0), QStringLiteral("100%"));
    QTest::keyClick(as, Qt::Key_Home);
    child<QComboBox>(*m_window, "overlap_figures")->setCurrentIndex(0);
    QCOMPARE(cell(*m_window, "overlap_matrix", 0, 0), QStringLiteral("2,500.0"));
    child<QComboBox>(*m_window, "overlap_figures")->setCurrentIndex(2);  // nobody counted patients: not nought
    QCOMPARE(cell(*m_window, "overlap_matrix", 0, 0), QStringLiteral("no data"));
    QCOMPARE(cell(*m_window, "overlap_matrix", 1, 1), QString());
    // The one zone whose decile is withheld makes what it reaches withheld, the one without makes it "no data".
    child<QComboBox>(*m_window, "overlap_figures")->setCurrentIndex(3);
    QCOMPARE(cell(*m_window, "overlap_matrix", 4, 1), QStringLiteral("withheld"));
    QVERIFY(cell(*m_window, "overlap_matrix", 1, 2) != QStringLiteral("withheld"));
}

void TestOverlaps::headers_sort_by_clicks_and_keys() {
    open_sample();
    wait_for_overlaps();
    QTableView& matrix = matrix_of(*m_window);
    m_window->resize(1500, 900);
    QHeaderView* across = matrix.horizontalHeader();
    QTest::mouseClick(across->viewport(), Qt::LeftButton, {}, {across->sectionViewportPosition(0) + 8, 8});
    const QString first = header(matrix, 1, Qt::Vertical);
    QTest::mouseClick(across->viewport(), Qt::LeftButton, {}, {across->sectionViewportPosition(0) + 8, 8});
    QVERIFY(header(matrix, 1, Qt::Vertical) != first);
    QCOMPARE(header(matrix, 0, Qt::Vertical), QStringLiteral("Total"));  // stays on top
    matrix.setFocus();
    matrix.setCurrentIndex(matrix.model()->index(1, 2));
    QTest::keyClick(&matrix, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(across->sortIndicatorSection(), 2);
    QVERIFY(!cell(*m_window, "overlap_matrix", 1, 2).isEmpty());
    QCOMPARE(cell(*m_window, "overlap_matrix", 4, 2), QString());  // blanks last
}

void TestOverlaps::a_cell_goes_to_the_map_and_back() {
    open_sample();
    wait_for_overlaps();
    MapView& map = map_of(*m_window);
    QTableView& matrix = matrix_of(*m_window);
    const double scale = map.view().metres_per_pixel;
    matrix.setFocus();
    matrix.setCurrentIndex(matrix.model()->index(1, 3));  // South West in both partnerships: one column of zones
    QTest::keyClick(&matrix, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(map.scene()->marks != nullptr, patience_ms);
    const style::Marks& marks = *map.scene()->marks;
    QCOMPARE(marks.kind.size(), std::size_t(1));
    QVERIFY(marks.kind.front() == style::Marks::Kind::picked);
    QCOMPARE(qRound(geo::area_m2(marks.shapes, 0)), 5 * 250'000);
    QVERIFY(map.view().metres_per_pixel < scale);
    QVERIFY(matrix.hasFocus());  // who goes on reading is not thrown out of the table
    QTRY_VERIFY(!map.isSettling());
    const geo::Box box = geo::bounds(marks.shapes);
    QVERIFY(map.ground().contains(map.pixelOf({box.min_x, box.min_y})));
    QVERIFY(map.ground().contains(map.pixelOf({box.max_x, box.max_y})));
    // Back: a ward picked on the map is the selected row, a partnership the selected column.
    map.fit();
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(99)).toPoint());
    QCOMPARE(header(matrix, matrix.currentIndex().row(), Qt::Vertical), QStringLiteral("North East"));
    child<QComboBox>(*m_window, "footprints")->setCurrentIndex(2);
    map.fit();
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(8)).toPoint());
    QCOMPARE(header(matrix, matrix.currentIndex().column(), Qt::Horizontal), QStringLiteral("Easterly"));
}

void TestOverlaps::gaps_and_double_claims_are_drawn_and_listed() {
    open_sample();
    wait_for_overlaps();
    MapView& map = map_of(*m_window);
    QTRY_VERIFY(!map.isSettling());
    const QImage before = map.grab().toImage();
    auto* on_map = child<QComboBox>(*m_window, "overlap_on_map");
    on_map->setCurrentIndex(2);  // of the partnerships
    QTRY_VERIFY_WITH_TIMEOUT(map.scene()->marks != nullptr, patience_ms);
    const style::Marks& marks = *map.scene()->marks;
    double gap = 0, several = 0;
    for (std::size_t i = 0; i < marks.kind.size(); ++i)
        (marks.kind[i] == style::Marks::Kind::gap ? gap : several) += geo::area_m2(marks.shapes, i);
    QCOMPARE(qRound(gap), 10 * 250'000);
    QCOMPARE(qRound(several), 18 * 250'000);
    QVERIFY(marks.gap_words.find("Local Care Partnerships: 250.0 ha") != std::string::npos);
    QTRY_VERIFY(!map.isSettling());
    const QImage after = map.grab().toImage();
    const auto differs = [&](int zone) {
        int changed = 0;
        const QPoint at = map.pixelOf(middle_of(zone)).toPoint();
        for (int dy = -8; dy <= 8; ++dy)
            for (int dx = -8; dx <= 8; ++dx)
                changed += before.pixel(at + QPoint(dx, dy)) != after.pixel(at + QPoint(dx, dy));
        return changed;
    };
    QVERIFY(differs(92) > 20);           // nobody's
    QVERIFY(differs(14) > differs(92));  // claimed by both: crossed lines
    QCOMPARE(differs(11), 0);
    auto* view = child<QComboBox>(*m_window, "overlap_view");
    view->setCurrentIndex(2);
    auto* list = child<QTableView>(*m_window, "overlap_list");
    QVERIFY(list->isVisible());
    QCOMPARE(list->model()->rowCount(), 6);  // none: NW, NE; both: all four
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY(map.scene()->marks && map.scene()->marks->kind.back() == style::Marks::Kind::picked);
    on_map->setCurrentIndex(0);
    QTRY_VERIFY(map.scene()->marks && map.scene()->marks->gap_words.empty());
}

void TestOverlaps::tables_and_pieces_are_copied_and_saved() {
    open_sample();
    wait_for_overlaps();
    QTest::mouseClick(child<QPushButton>(*m_window, "overlap_copy"), Qt::LeftButton);
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(
        copied.startsWith(QStringLiteral("\tTotal\tIn none of")) && copied.contains(QStringLiteral("\nTotal\t177,000")),
        qPrintable(copied));
    QTest::mouseClick(child<QPushButton>(*m_window, "overlap_save"), Qt::LeftButton);
    const QString table = m_folder.filePath(QStringLiteral("overlaps.csv"));
    choose_file(*m_window, table);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(table), patience_ms);
    QFile saved(table);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().startsWith("ward_code,ward_name,lcp_code,lcp_name,hectares,residents,"));
    QTRY_VERIFY(!dock_of(*m_window).isBusy());
    QTest::mouseClick(child<QPushButton>(*m_window, "overlap_save_pieces"), Qt::LeftButton);
    const QString pieces = m_folder.filePath(QStringLiteral("pieces.gpkg"));
    choose_file(*m_window, pieces);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(pieces) && !dock_of(*m_window).isBusy(), patience_ms);
    dock_of(*m_window).saveTable(std::filesystem::path(m_folder.path().toStdString()) / "no" / "such.csv");
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Escape);
}

void TestOverlaps::work_is_cancelled_and_begun_again() {
    open_sample();
    auto* stop = child<QPushButton>(*m_window, "overlap_stop");
    QTRY_VERIFY(stop->isVisible() || matrix_of(*m_window).model()->rowCount() > 0);
    child<QComboBox>(*m_window, "overlap_rows")->setCurrentIndex(1);
    child<QComboBox>(*m_window, "overlap_columns")->setCurrentIndex(0);  // forgotten, and begun anew
    stop->click();                                                       // before what is being made can come back
    QTRY_VERIFY(!dock_of(*m_window).isBusy());
    QCOMPARE(matrix_of(*m_window).model()->rowCount(), 0);
    QCOMPARE(stop->text(), QStringLiteral("Find overlaps"));
    QTest::mouseClick(stop, Qt::LeftButton);
    wait_for_overlaps();
    QVERIFY(!stop->isVisible());
    child<QComboBox>(*m_window, "overlap_columns")->setCurrentIndex(1);  // the same set twice
    QVERIFY(child<QLabel>(*m_window, "overlap_summary")->text().contains(QStringLiteral("different sets")));
}

void TestOverlaps::keys_reach_the_matrix_and_it_speaks() {
    open_sample();
    wait_for_overlaps();
    MapView& map = map_of(*m_window);
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_O);
    QTableView& matrix = matrix_of(*m_window);
    QTRY_VERIFY(matrix.hasFocus());
    const QModelIndex both = matrix.model()->index(1, 3);
    QVERIFY(
        both.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("South West and Westerly + Easterly")));
    QVERIFY(
        matrix.model()->index(1, 1).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("do not meet")));
    QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&matrix);
    QVERIFY(access && access->tableInterface());
    QCOMPARE(access->text(QAccessible::Name), QStringLiteral("What every pair of footprints shares"));
    for (const QComboBox* box : dock_of(*m_window).findChildren<QComboBox*>())
        QVERIFY2(!box->accessibleName().isEmpty() && box->height() >= 24, qPrintable(box->objectName()));
}

void TestOverlaps::thousands_of_footprints_do_not_freeze() {
    // As many as England's wards and as MSOAs, each meeting three.
    constexpr int rows = 6826, columns = 7000;
    auto result = std::make_shared<model::Result>();
    for (const int count : {rows, columns}) {
        model::FootprintSet set;
        set.id = set.title = count == rows ? "ward" : "msoa";
        for (int f = 0; f < count; ++f) set.code.push_back(std::to_string(f));
        set.name = set.code;
        result->sets.push_back(std::move(set));
    }
    core::Combinations c;
    c.sets = {0, 1};
    std::vector<double> people;
    for (int r = 0; r < rows; ++r)
        for (int k = 0; k < 3; ++k) {
            c.combination.push_back({{{r}, {std::min(r + k, columns - 1)}}});
            people.push_back(r * 31 % 977 + k);
        }
    c.columns.push_back({"residents", "Residents", "people", 0, model::Values::of(people)});
    const auto overlaps = std::make_shared<app::Overlaps>(result, c);
    QElapsedTimer timer;
    timer.start();
    app::OverlapMatrixModel matrix;
    app::OverlapListModel list;
    QTableView view;
    view.setModel(&matrix);
    view.resize(900, 700);
    view.show();
    matrix.show(overlaps, {0, core::OverlapAs::amount});
    matrix.sort(5, Qt::DescendingOrder);
    view.grab();
    list.show(overlaps, false);
    list.sort(2, Qt::DescendingOrder);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(matrix.rowCount(), rows + 1);
    QCOMPARE(list.rowCount(), 3 * rows);
    QCOMPARE(list.index(0, 2).data().toString(), QStringLiteral("978"));
}

void TestOverlaps::models_keep_their_promises() {
    auto result = std::make_shared<const model::Result>(sample());
    const std::array<std::size_t, 2> sets{0, 1};
    const auto overlaps = std::make_shared<app::Overlaps>(result, core::combinations(*result, sets));
    app::OverlapMatrixModel matrix;
    app::OverlapListModel list;
    const QAbstractItemModelTester matrix_tester(&matrix, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester list_tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const int column : {0, 1, 2, 3}) {
        matrix.show(overlaps, {column, core::OverlapAs::share_of_column});
        const QPersistentModelIndex kept = matrix.index(2, 2);
        const QString name = matrix.headerData(2, Qt::Vertical).toString();
        matrix.sort(column, Qt::DescendingOrder);
        QCOMPARE(matrix.headerData(kept.row(), Qt::Vertical).toString(), name);
        list.show(overlaps, column == 1);
        list.sort(column, Qt::DescendingOrder);
    }
    matrix.show(nullptr, {});
    list.show(nullptr, false);
    QCOMPARE(matrix.rowCount() + list.rowCount(), 0);
}

}  // namespace locality::test_app
