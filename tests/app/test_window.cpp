#include "app/main_window.h"
#include "app/map_view.h"
#include "app/recent_files.h"
#include "app/words.h"
#include "io/geopackage.h"
#include "io/project_file.h"
#include "sample.h"
#include "suites.h"
#include "window_driver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFileDialog>
#include <QImageReader>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include <fstream>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

std::filesystem::path TestWindow::sample_file() {
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample(), file, false);
    return file;
}

void TestWindow::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestWindow::cleanup() {
    m_window.reset();
}

void TestWindow::open_sample() {
    m_window->open(sample_file());
    wait_until_ready(*m_window);
    QVERIFY(map_of(*m_window).isVisible());
}

void TestWindow::start_page_offers_the_demo() {
    auto* demo = child<QPushButton>(*m_window, "demo");
    QVERIFY(demo->isVisible());
    QVERIFY(demo->hasFocus());
    QVERIFY(demo->height() >= 44);
    QVERIFY(!map_of(*m_window).isVisible());
    QVERIFY(!child<QComboBox>(*m_window, "shade")->isVisible());
    QTest::mouseClick(child<QPushButton>(*m_window, "open"), Qt::LeftButton);
    auto* d = dialog<QFileDialog>(*m_window, "file_dialog");
    QVERIFY(d);
    QTest::keyClick(d, Qt::Key_Escape);
}

void TestWindow::opens_a_geopackage() {
    QTest::mouseClick(child<QPushButton>(*m_window, "open"), Qt::LeftButton);
    choose_file(*m_window, app::path_text(sample_file()));
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).isVisible() && !m_window->isBusy(), patience_ms);
    QCOMPARE(m_window->windowTitle(), QString::fromUtf8("Sample district – Locality"));
    QCOMPARE(child<QComboBox>(*m_window, "shade")->currentData().toString(), QStringLiteral("imd_decile"));
    QCOMPARE(child<QComboBox>(*m_window, "footprints")->currentText(), QStringLiteral("Wards"));
    QVERIFY(child<QLabel>(*m_window, "synthetic")->isVisible());
    QCOMPARE(m_window->focusWidget(), &map_of(*m_window));
    QCOMPARE(app::recent_files().size(), std::size_t(1));
}

void TestWindow::click_fills_the_profile() {
    open_sample();
    QCOMPARE(profile_name(*m_window), QString());
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    QCOMPARE(profile_name(*m_window), QStringLiteral("South West"));
    auto* figures = child<QTableView>(*m_window, "figures");
    bool residents = false;
    for (int row = 0; row < figures->model()->rowCount(); ++row)
        residents = residents || (cell(*m_window, "figures", row, 0) == QStringLiteral("Residents") &&
                                  cell(*m_window, "figures", row, 1) == QStringLiteral("40,300"));
    QVERIFY(residents);
    QCOMPARE(child<QTableView>(*m_window, "imd1")->model()->rowCount(), 9);
    QCOMPARE(cell(*m_window, "people", 0, 0), QStringLiteral("0 to 15"));
    QCOMPARE(cell(*m_window, "people", 0, 1), QStringLiteral("4,100"));
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(99)).toPoint());
    QCOMPARE(profile_name(*m_window), QStringLiteral("North East"));
    QTest::keyClick(&map, Qt::Key_Escape);
    QCOMPARE(profile_name(*m_window), QString());
}

void TestWindow::list_fills_the_profile_and_back() {
    open_sample();
    auto* list = child<QTableView>(*m_window, "footprint_list");
    QCOMPARE(list->model()->rowCount(), 4);
    list->setFocus();
    QCOMPARE(cell(*m_window, "footprint_list", 0, 0), QStringLiteral("North East"));  // by name
    list->setCurrentIndex(list->model()->index(2, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(profile_name(*m_window), QStringLiteral("South East"));
    QCOMPARE(map_of(*m_window).selected(), 1);
    QTest::mouseClick(child<QPushButton>(*m_window, "back"), Qt::LeftButton);
    QCOMPARE(profile_name(*m_window), QString());
    QCOMPARE(map_of(*m_window).selected(), -1);
    const QRect north_west = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, north_west.center());
    QCOMPARE(profile_name(*m_window), QStringLiteral("North West"));
}

void TestWindow::typing_a_name_and_enter_picks() {
    open_sample();
    const double scale = map_of(*m_window).view().metres_per_pixel;
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    auto* search = child<QLineEdit>(*m_window, "search");
    QTRY_VERIFY(search->hasFocus());
    type_and_enter(search, QStringLiteral("north e"));
    QCOMPARE(profile_name(*m_window), QStringLiteral("North East"));
    QVERIFY(map_of(*m_window).view().metres_per_pixel < scale);
    search->clear();
    type_and_enter(search, QStringLiteral("L02"));  // a code of another set
    QCOMPARE(profile_name(*m_window), QStringLiteral("Easterly"));
    QCOMPARE(child<QComboBox>(*m_window, "footprints")->currentText(), QStringLiteral("Local Care Partnerships"));
}

void TestWindow::typing_a_zone_goes_there() {
    open_sample();
    type_and_enter(child<QLineEdit>(*m_window, "search"), QStringLiteral("Z01000034"));
    MapView& map = map_of(*m_window);
    QCOMPARE(map.spot().zone, 33);
    QVERIFY(map.ground().contains(map.pixelOf(middle_of(33))));
    QCOMPARE(profile_name(*m_window), QStringLiteral("South West"));
    QVERIFY(child<QLabel>(*m_window, "readout")->text().contains(QStringLiteral("Sample 034")));
}

void TestWindow::choosing_a_suggestion_picks_it() {
    open_sample();
    auto* search = child<QLineEdit>(*m_window, "search");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("south"));
    QAbstractItemView* suggestions = search->completer()->popup();
    QTRY_VERIFY(suggestions->isVisible());
    QTest::keyClick(suggestions, Qt::Key_Down);
    QTest::keyClick(suggestions, Qt::Key_Down);
    QTest::keyClick(suggestions, Qt::Key_Return);
    QTRY_COMPARE(profile_name(*m_window), QStringLiteral("South East"));
    QCOMPARE(search->text(), QStringLiteral("South East (W02), Wards"));
}

void TestWindow::unknown_words_say_so() {
    open_sample();
    type_and_enter(child<QLineEdit>(*m_window, "search"), QStringLiteral("Atlantis"));
    QVERIFY2(m_window->statusBar()->currentMessage().contains(QString::fromUtf8("“Atlantis”")),
             qPrintable(m_window->statusBar()->currentMessage()));
    QCOMPARE(profile_name(*m_window), QString());
}

void TestWindow::choices_change_the_map() {
    open_sample();
    MapView& map = map_of(*m_window);
    auto* shade = child<QComboBox>(*m_window, "shade");
    shade->setFocus();
    QTest::keyClick(shade, Qt::Key_Home);
    QCOMPARE(shade->currentText(), QStringLiteral("Residents"));
    QCOMPARE(map.scene()->shading.column, std::string("residents"));
    auto* footprints = child<QComboBox>(*m_window, "footprints");
    QTest::keyClick(footprints, Qt::Key_Home);
    QCOMPARE(footprints->currentText(), QStringLiteral("None"));
    QCOMPARE(map.scene()->set, std::ptrdiff_t(-1));
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    QCOMPARE(profile_name(*m_window), QString());
    QTest::keyClick(footprints, Qt::Key_End);
    QCOMPARE(map.scene()->set, std::ptrdiff_t(1));
    auto* imd1 = child<QCheckBox>(*m_window, "imd1_toggle");
    imd1->setFocus();
    QTest::keyClick(imd1, Qt::Key_Space);
    QVERIFY(map.scene()->show_imd1);
    QTest::keyClick(shade, Qt::Key_End);
    QVERIFY(map.scene()->show_imd1);
}

void TestWindow::hover_fills_the_status_line() {
    open_sample();
    MapView& map = map_of(*m_window);
    QTest::mouseMove(&map, map.pixelOf(middle_of(12)).toPoint());
    const QString words = child<QLabel>(*m_window, "readout")->text();
    for (const char* part : {"Sample 013 (Z01000013)", "1 = most deprived 10% in England", "1,570", "South West"})
        QVERIFY2(words.contains(QString::fromLatin1(part)), qPrintable(words));
}

void TestWindow::saves_a_picture() {
    open_sample();
    for (const char* name : {"map.png", "map.svg", "map.pdf"}) {
        const QString file = m_folder.filePath(QString::fromLatin1(name));
        m_window->savePicture(file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file) && !m_window->isBusy(), patience_ms);
        QVERIFY(m_window->statusBar()->currentMessage().contains(file));
    }
    QImageReader png(m_folder.filePath(QStringLiteral("map.png")));
    QCOMPARE(png.size(), QSize(1600, 1200));
}

void TestWindow::picture_error_is_told() {
    open_sample();
    m_window->savePicture(m_folder.filePath(QStringLiteral("no such folder/map.png")));
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("no such folder")), qPrintable(box->informativeText()));
    QTest::keyClick(box, Qt::Key_Escape);
    wait_until_ready(*m_window);
    m_window->savePicture(m_folder.filePath(QStringLiteral("map.bmp")));
    box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("map.bmp"))));
}

void TestWindow::saves_a_geopackage_of_a_computed_result() {
    open_sample();
    // What was read back is no source for a whole GeoPackage; the one it came from is at hand.
    for (QAction* action : m_window->findChildren<QAction*>())
        if (action->text().contains(QStringLiteral("GeoPackage…"))) QVERIFY(!action->isEnabled());
    m_window->saveGeopackage(m_folder.filePath(QStringLiteral("copy.gpkg")));
    QVERIFY(!m_window->isBusy());

    m_window->openDemo();
    wait_until_ready(*m_window);
    const QString file = m_folder.filePath(QStringLiteral("demo.gpkg"));
    trigger(*m_window, QStringLiteral("Save as a GeoPackage"));
    choose_file(*m_window, file);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file) && !m_window->isBusy(), patience_ms);
    QVERIFY(io::is_result(app::path_of(file)));
}

void TestWindow::a_broken_project_is_told_in_plain_words() {
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "broken.toml";
    std::ofstream(file) << "title = \"Broken\"\n[zonse]\npath = \"x.gpkg\"\n";
    m_window->open(file);
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY2(box->text().contains(QStringLiteral("broken.toml")), qPrintable(box->text()));
    QVERIFY2(box->informativeText().contains(QStringLiteral("zonse")), qPrintable(box->informativeText()));
    QVERIFY(!box->detailedText().isEmpty());
    bool button = false;
    for (QAbstractButton* b : box->buttons()) button = button || b->text().contains(QStringLiteral("Details"));
    QVERIFY(button);
    QTest::keyClick(box, Qt::Key_Escape);
    wait_until_ready(*m_window);
    QVERIFY(child<QPushButton>(*m_window, "demo")->isVisible());
    QVERIFY(app::recent_files().empty());
}

void TestWindow::a_missing_file_is_told() {
    m_window->open("/no/such/project.toml");
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("project.toml")), qPrintable(box->informativeText()));
}

void TestWindow::a_strange_geopackage_is_told() {
    open_sample();
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "strange.gpkg";
    std::ofstream(file) << "not a database";
    m_window->open(file);
    auto* box = dialog<QMessageBox>(*m_window, "failure");
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("strange.gpkg")), qPrintable(box->informativeText()));
    QTest::keyClick(box, Qt::Key_Escape);
    wait_until_ready(*m_window);
    // The map that was open stays.
    QVERIFY(map_of(*m_window).isVisible());
    QCOMPARE(m_window->windowTitle(), QString::fromUtf8("Sample district – Locality"));
}

void TestWindow::cancel_stops_opening() {
    m_window->openDemo();
    QVERIFY(m_window->isBusy());
    auto* cancel = child<QPushButton>(*m_window, "cancel");
    QVERIFY(cancel->isVisible());
    QVERIFY(cancel->hasFocus());
    QTest::keyClick(cancel, Qt::Key_Escape);
    QVERIFY(!cancel->isEnabled());
    wait_until_ready(*m_window);
    QVERIFY(!cancel->isVisible());
    QVERIFY(child<QPushButton>(*m_window, "demo")->isVisible());
    QVERIFY(child<QPushButton>(*m_window, "demo")->hasFocus());
    QVERIFY(m_window->statusBar()->currentMessage().contains(QStringLiteral("Cancelled")));
}

void TestWindow::closing_while_working_stops() {
    m_window->openDemo();
    QVERIFY(m_window->isBusy());
    QVERIFY(m_window->close());
    m_window.reset();
}

void TestWindow::recent_file_opens_from_the_start_page() {
    app::remember({sample_file(), {}});
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto* recent = child<QWidget>(*m_window, "recent")->findChild<QAbstractButton*>();
    QVERIFY(recent);
    QCOMPARE(recent->accessibleName(), QStringLiteral("sample.gpkg"));
    recent->setFocus();
    QTest::keyClick(recent, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).isVisible() && !m_window->isBusy(), patience_ms);
}

void TestWindow::every_control_has_a_name() {
    open_sample();
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    for (QWidget* w : m_window->findChildren<QWidget*>()) {
        if (w->focusPolicy() == Qt::NoFocus || !w->isVisible()) continue;
        if (w->objectName().startsWith(QStringLiteral("qt_"))) continue;  // parts of Qt's own controls
        QAccessibleInterface* named = QAccessible::queryAccessibleInterface(w);
        const QString what = QString::fromLatin1(w->metaObject()->className()) + QLatin1Char(' ') + w->objectName();
        QVERIFY2(named, qPrintable(what));
        QVERIFY2(!named->text(QAccessible::Name).isEmpty(), qPrintable(what));
    }
}

void TestWindow::tab_reaches_every_control() {
    open_sample();
    QStringList reached;
    for (int i = 0; i < 40; ++i) {
        if (QWidget* w = QApplication::focusWidget()) reached << w->objectName() << w->accessibleName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char* name : {"shade", "footprints", "imd1_toggle", "search", "footprint_list", "Zoom in", "Zoom out",
                             "Show the whole map", "Map"})
        QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
}

void TestWindow::keys_are_listed() {
    trigger(*m_window, QStringLiteral("Keys"));
    auto* box = dialog<QDialog>(*m_window, "keys");
    QVERIFY(box);
    QString all;
    for (const QLabel* label : box->findChildren<QLabel*>()) all += label->text() + QLatin1Char('\n');
    for (const char* key : {"Alt+arrows", "Shift+drag", "Home", "Ctrl+F", "zoom to a box"})
        QVERIFY2(all.contains(QString::fromLatin1(key)), key);
}

void TestWindow::recent_menu_lists_files() {
    app::remember({sample_file(), {}});
    auto* menu = child<QMenu>(*m_window, "recent_menu");
    emit menu->aboutToShow();
    QCOMPARE(menu->actions().size(), 1);
    menu->actions().first()->trigger();
    wait_until_ready(*m_window);
    QVERIFY(map_of(*m_window).isVisible());
    QSettings().clear();
    emit menu->aboutToShow();
    QVERIFY(!menu->actions().first()->isEnabled());
}

void TestWindow::a_map_without_deprivation_still_shows() {
    model::Result result = sample();
    result.zone_columns.resize(1);
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "plain.gpkg";
    io::write_geopackage(result, file, true);
    auto* imd1 = child<QCheckBox>(*m_window, "imd1_toggle");
    open_sample();
    imd1->setChecked(true);
    m_window->open(file);
    wait_until_ready(*m_window);
    QCOMPARE(map_of(*m_window).scene()->shading.column, std::string("residents"));
    QVERIFY(!imd1->isEnabled());
    QVERIFY(!map_of(*m_window).scene()->show_imd1);
    QTest::keyClick(child<QComboBox>(*m_window, "footprints"), Qt::Key_End);
    QCOMPARE(map_of(*m_window).scene()->set, std::ptrdiff_t(1));
}

void TestWindow::a_map_without_footprints_says_so() {
    model::Result result = sample();
    result.sets.clear();
    result.indicators.clear();
    result.output.footprints.clear();
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "bare.gpkg";
    io::write_geopackage(result, file, true);
    m_window->open(file);
    wait_until_ready(*m_window);
    QVERIFY(map_of(*m_window).isVisible());
    QVERIFY(child<QLabel>(*m_window, "hint")->text().contains(QStringLiteral("no footprints")));
    MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    QCOMPARE(map.selected(), -1);
}

void TestWindow::program_refuses_wrong_usage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    QTest::newRow("two files") << QStringList{"a.toml", "b.toml"} << 2
                               << "one project or GeoPackage at a time; 2 were given";
    QTest::newRow("unknown option") << QStringList{"--dta", "x"} << 2 << "Unknown option 'dta'";
    QTest::newRow("help") << QStringList{"--help"} << 0 << "[PROJECT|OUT.gpkg]";
    QTest::newRow("version") << QStringList{"--version"} << 0 << "locality-map ";
}

void TestWindow::program_refuses_wrong_usage() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, says);
    QProcess program;
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(LOCALITY_MAP), arguments);
    QVERIFY(program.waitForFinished(patience_ms));
    QCOMPARE(program.exitCode(), code);
    const QString said = QString::fromUtf8(program.readAll());
    QVERIFY2(said.contains(says), qPrintable(said));
}

void TestWindow::program_opens_what_it_is_given() {
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_folder.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(LOCALITY_MAP), {app::path_text(sample_file())});
    QVERIFY(program.waitForStarted(patience_ms));
    // It remembers what it has shown.
    const QString settings = m_folder.filePath(QStringLiteral("Locality/locality-map.conf"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(settings), patience_ms);
    QCOMPARE(program.state(), QProcess::Running);
    program.terminate();
    QVERIFY(program.waitForFinished(patience_ms));
}

void TestWindow::demo_button_opens_the_demo_city() {
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(m_window->isBusy());
    wait_until_ready(*m_window);
    MapView& map = map_of(*m_window);
    QVERIFY(map.isVisible());
    QVERIFY(map.scene()->synthetic);
    QVERIFY(child<QLabel>(*m_window, "synthetic")->isVisible());
    QVERIFY(child<QComboBox>(*m_window, "footprints")->count() >= 4);
    QVERIFY(map.scene()->class_of.size() > 400);
    QVERIFY(app::recent_files().empty());
    auto* list = child<QTableView>(*m_window, "footprint_list");
    QVERIFY(list->model()->rowCount() > 3);
    type_and_enter(child<QLineEdit>(*m_window, "search"), cell(*m_window, "footprint_list", 2, 0));
    QCOMPARE(profile_name(*m_window), cell(*m_window, "footprint_list", 2, 0));
    QVERIFY(child<QTableView>(*m_window, "figures")->model()->rowCount() > 5);
}

}  // namespace locality::test_app
