#include "app/main_window.h"
#include "app/map_view.h"
#include "io/geopackage.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QTest>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

void TestBackdrop::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
}

void TestBackdrop::cleanup() {
    m_window.reset();
}

/// A green picture over the sample and 5 km about it, placed by a world file.
QString TestBackdrop::picture() const {
    QImage image(150, 150, QImage::Format_RGB32);
    image.fill(QColor(0, 128, 0));
    const QString file = m_folder.filePath(QStringLiteral("photo.png"));
    image.save(file);
    QFile world(m_folder.filePath(QStringLiteral("photo.pgw")));
    if (world.open(QIODevice::WriteOnly)) world.write("100\n0\n0\n-100\n425050\n439950\n");
    return file;
}

void TestBackdrop::lies_under_the_zones_as_solid_as_was_chosen() {
    MapView& map = map_of(*m_window);
    trigger(*m_window, QStringLiteral("Choose a picture"));
    choose_file(*m_window, picture());
    QTRY_VERIFY_WITH_TIMEOUT(map.scene()->backdrop != nullptr, patience_ms);
    wait_until_ready(*m_window);
    const auto at = [&](QPointF where) {
        QTest::qWait(30);
        while (map.isSettling()) QTest::qWait(10);
        return map.grab().toImage().pixelColor(where.toPoint());
    };
    map.zoom(0.6);
    const QPointF beside = map.pixelOf({428'800, 432'500}), inside = map.pixelOf(middle_of(55));
    QVERIFY(map.ground().contains(beside));
    QCOMPARE(at(beside), QColor(0, 128, 0));
    const QColor half = at(inside);
    trigger(*m_window, QStringLiteral("Zones as outlines"));
    QCOMPARE(map.scene()->backdrop->opacity, 0.0);
    QCOMPARE(at(inside), QColor(0, 128, 0));
    QVERIFY(half != QColor(0, 128, 0));
    trigger(*m_window, QStringLiteral("Zones nearly solid"));
    QVERIFY(at(inside) != half);
    // Another shading keeps it; taking it away leaves paper.
    child<QComboBox>(*m_window, "shade")->setCurrentIndex(0);
    QVERIFY(map.scene()->backdrop != nullptr);
    trigger(*m_window, QStringLiteral("Remove the picture"));
    QVERIFY(map.scene()->backdrop == nullptr);
    QVERIFY(at(beside) != QColor(0, 128, 0));
}

void TestBackdrop::what_is_no_picture_is_told() {
    const QString file = m_folder.filePath(QStringLiteral("words.tif"));
    QFile words(file);
    QVERIFY(words.open(QIODevice::WriteOnly) && words.write("no picture") > 0);
    words.close();
    trigger(*m_window, QStringLiteral("Choose a picture"));
    choose_file(*m_window, file);
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("choose a GeoTIFF")), qPrintable(box->informativeText()));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(map_of(*m_window).scene()->backdrop == nullptr);
}

}  // namespace locality::test_app
