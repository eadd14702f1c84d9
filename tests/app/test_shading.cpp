#include "app/histogram_view.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "io/geopackage.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QSettings>
#include <QSpinBox>
#include <QTest>

namespace locality::test_app {

using app::HistogramView;
using app::MainWindow;
using app::MapView;

void TestShading::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
    auto* dock = child<QDockWidget>(*m_window, "shading");
    dock->show();
    dock->raise();
    QTRY_VERIFY(child<QComboBox>(*m_window, "shade_method")->isVisible());
}

void TestShading::cleanup() {
    m_window.reset();
}

namespace {

/// Chooses by keys: to the first entry, then down to the one that starts so.
void choose(QComboBox* box, const QString& words) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < box->count() && !box->currentText().startsWith(words); ++i) QTest::keyClick(box, Qt::Key_Down);
    QVERIFY2(box->currentText().startsWith(words), qPrintable(words));
}

std::vector<double> ends(const MainWindow& window) {
    std::vector<double> all;
    for (const style::ShadeClass& c : map_of(window).scene()->shading.classes) all.push_back(c.up_to);
    return all;
}

}  // namespace

void TestShading::deciles_are_fixed_until_another_way_is_chosen() {
    auto* method = child<QComboBox>(*m_window, "shade_method");
    auto* classes = child<QSpinBox>(*m_window, "shade_classes");
    QCOMPARE(method->currentData().toString(), QStringLiteral("deciles"));
    QVERIFY(!classes->isEnabled());
    QCOMPARE(child<HistogramView>(*m_window, "histogram")->breakCount(), 0);
    choose(method, QStringLiteral("Equal c"));
    QCOMPARE(map_of(*m_window).scene()->shading.method, std::string("quantiles"));
    QVERIFY(classes->isEnabled());
    choose(method, QStringLiteral("Dec"));
    QCOMPARE(map_of(*m_window).scene()->shading.classes.size(), std::size_t(10));
}

void TestShading::methods_classes_and_colours_change_the_map() {
    MapView& map = map_of(*m_window);
    choose(child<QComboBox>(*m_window, "shade"), QStringLiteral("IMD sc"));
    QCOMPARE(map.scene()->shading.column, std::string("imd_score"));
    QCOMPARE(map.scene()->shading.classes.size(), std::size_t(5));
    const std::vector<double> quantiles = ends(*m_window);
    choose(child<QComboBox>(*m_window, "shade_method"), QStringLiteral("Equal in"));
    QVERIFY(ends(*m_window) != quantiles);
    auto* classes = child<QSpinBox>(*m_window, "shade_classes");
    classes->setFocus();
    classes->selectAll();
    QTest::keyClicks(classes, QStringLiteral("9"));
    QTest::keyClick(classes, Qt::Key_Return);
    QCOMPARE(map.scene()->shading.classes.size(), std::size_t(9));
    QCOMPARE(map.scene()->shading.method, std::string("equal"));
    choose(child<QComboBox>(*m_window, "shade_method"), QStringLiteral("Nat"));
    QCOMPARE(map.scene()->shading.method, std::string("natural"));
    const style::Colour before = map.scene()->shading.classes.back().fill;
    choose(child<QComboBox>(*m_window, "shade_palette"), QStringLiteral("Civ"));
    QVERIFY(!(map.scene()->shading.classes.back().fill == before));
    QCOMPARE(map.scene()->shading.classes.size(), std::size_t(9));
    // Another column starts as the book has it.
    choose(child<QComboBox>(*m_window, "shade"), QStringLiteral("Resi"));
    QCOMPARE(map.scene()->shading.method, std::string("quantiles"));
    QCOMPARE(map.scene()->shading.classes.size(), std::size_t(5));
}

void TestShading::breaks_are_dragged_moved_by_keys_and_typed() {
    MapView& map = map_of(*m_window);
    choose(child<QComboBox>(*m_window, "shade"), QStringLiteral("IMD sc"));
    auto* histogram = child<HistogramView>(*m_window, "histogram");
    QCOMPARE(histogram->breakCount(), 4);
    const std::vector<double> before = ends(*m_window);
    const QPoint grip = histogram->handle(1).toPoint();
    QTest::mousePress(histogram, Qt::LeftButton, {}, grip);
    QTest::mouseMove(histogram, grip + QPoint(12, 0));
    QTest::mouseRelease(histogram, Qt::LeftButton, {}, grip + QPoint(12, 0));
    QCOMPARE(map.scene()->shading.method, std::string("given"));
    const std::vector<double> dragged = ends(*m_window);
    QVERIFY(dragged[1] > before[1]);
    QCOMPARE(dragged[0], before[0]);
    QCOMPARE(dragged[2], before[2]);
    QCOMPARE(child<QComboBox>(*m_window, "shade_method")->currentData().toString(), QStringLiteral("given"));

    histogram->setFocus();
    QTest::keyClick(histogram, Qt::Key_Left);
    QVERIFY(ends(*m_window)[1] < dragged[1]);
    QTest::keyClick(histogram, Qt::Key_PageDown);
    QTest::keyClick(histogram, Qt::Key_Right);
    QVERIFY(ends(*m_window)[2] > dragged[2]);
    QVERIFY2(histogram->accessibleDescription().contains(QStringLiteral("Break 3 of 4")),
             qPrintable(histogram->accessibleDescription()));
    for (int i = 0; i < 300; ++i) QTest::keyClick(histogram, Qt::Key_Left);  // cannot pass its neighbour
    const std::vector<double> crowded = ends(*m_window);
    QVERIFY(crowded[2] > crowded[1]);

    auto* box = child<QDoubleSpinBox>(*m_window, "break_0");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QStringLiteral("12.5"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(ends(*m_window)[0], 12.5);
    std::size_t all = 0;
    for (const std::size_t count : map.scene()->class_count) all += count;
    QCOMPARE(all, std::size_t(100));
}

void TestShading::footprints_are_shaded_by_their_own_columns() {
    MapView& map = map_of(*m_window);
    auto* unit = child<QComboBox>(*m_window, "shade_unit");
    unit->setFocus();
    QTest::keyClick(unit, Qt::Key_Down);
    QVERIFY(map.scene()->by_footprint);
    auto* shade = child<QComboBox>(*m_window, "shade");
    QVERIFY(shade->findData(QStringLiteral("smoking:2024/25")) >= 0);
    choose(shade, QStringLiteral("Adults who smoke, 2024"));
    QCOMPARE(map.scene()->shading.column, std::string("smoking:2024/25"));
    QCOMPARE(map.scene()->suppressed_count, std::size_t(1));
    QCOMPARE(map.scene()->missing_count, std::size_t(2));
    QTest::mouseMove(&map, map.pixelOf(middle_of(0)).toPoint());
    QVERIFY2(map.readoutLines().value(1).contains(QStringLiteral("11.0%")), qPrintable(map.readoutLines().value(1)));
    // Another set has other columns; the map goes on with what both have.
    auto* footprints = child<QComboBox>(*m_window, "footprints");
    footprints->setFocus();
    QTest::keyClick(footprints, Qt::Key_Down);
    QCOMPARE(map.scene()->set, std::ptrdiff_t(1));
    QVERIFY(map.scene()->by_footprint);
    QVERIFY(shade->findData(QStringLiteral("smoking:2024/25")) < 0);
    QTest::keyClick(footprints, Qt::Key_Home);
    QVERIFY(!map.scene()->by_footprint);
    QVERIFY(!unit->isEnabled());
    QVERIFY(shade->findData(QStringLiteral("imd_decile")) >= 0);
}

void TestShading::two_columns_are_shaded_together() {
    MapView& map = map_of(*m_window);
    auto* across = child<QComboBox>(*m_window, "shade_across");
    choose(across, QStringLiteral("Resid"));
    QCOMPARE(map.scene()->shading.across, std::string("residents"));
    QCOMPARE(map.scene()->shading.classes.size(), std::size_t(9));
    QVERIFY(!child<QComboBox>(*m_window, "shade_method")->isEnabled());
    auto* palette = child<QComboBox>(*m_window, "shade_palette");
    QVERIFY(!palette->isEnabled() && palette->currentIndex() < 0 && !palette->placeholderText().isEmpty());
    choose(across, QStringLiteral("noth"));
    QCOMPARE(map.scene()->shading.method, std::string("deciles"));
}

}  // namespace locality::test_app
