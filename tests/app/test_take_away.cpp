#include "app/export_dialog.h"
#include "app/overlap_models.h"
#include "app/scenario_autosave.h"
#include "app/scenario_session.h"
#include "app/sheet_preview.h"
#include "app/what_if.h"
#include "app/words.h"
#include "data_suites.h"
#include "io/geopackage.h"
#include "sample.h"
#include "window_driver.h"

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPrintPreviewDialog>
#include <QPrintPreviewWidget>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <fstream>
#include <set>

namespace locality::test_app {

using app::ExportDialog;
using app::MainWindow;

namespace {

template <class T>
T* part(const QWidget* dialog, const char* name) {
    T* found = dialog->findChild<T*>(QString::fromLatin1(name));
    if (!found) qFatal("no %s in the dialog", name);
    return found;
}

/// Chooses an entry by its data, by keys.
void choose(QComboBox* box, const QString& data) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < box->count() && box->currentData().toString() != data; ++i) QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentData().toString(), data);
}

void type_number(QSpinBox* box, const char* digits) {
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, QString::fromLatin1(digits));
    QTest::keyClick(box, Qt::Key_Tab);
}

QByteArray bytes_of(const QString& file) {
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

void wait_for_preview(const ExportDialog* dialog) {
    QTRY_VERIFY_WITH_TIMEOUT(!part<app::SheetPreview>(dialog, "preview")->isDrawing(), patience_ms);
}

}  // namespace

void TestTakeAway::init() {
    QSettings().clear();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const std::filesystem::path file = std::filesystem::path(m_folder.path().toStdString()) / "sample city.gpkg";
    if (!std::filesystem::exists(file)) io::write_geopackage(sample(), file, false);
    m_window->open(file);
    wait_until_ready(*m_window);
}

void TestTakeAway::cleanup() {
    m_window.reset();
}

ExportDialog* TestTakeAway::open_dialog() {
    m_window->activateWindow();  // dialogs that closed leave no window active offscreen
    if (!QTest::qWaitForWindowActive(m_window.get())) return nullptr;
    QTest::keyClick(&map_of(*m_window), Qt::Key_E, Qt::ControlModifier);
    auto* d = dialog<ExportDialog>(*m_window, "export");
    return d && QTest::qWaitForWindowActive(d) ? d : nullptr;
}

/// Saves by the dialog and by the command it shows, and compares the files byte for byte.
void TestTakeAway::compare_with_command(ExportDialog* d, const QString& ending) {
    const QString mine = m_folder.filePath(QStringLiteral("mine") + ending);
    QFile::remove(mine);
    QString command = part<QPlainTextEdit>(d, "export_command")->toPlainText();
    QVERIFY2(command.startsWith(QStringLiteral("locality ")), qPrintable(command));
    QTest::mouseClick(part<QPushButton>(d, "export_save"), Qt::LeftButton);
    choose_file(*m_window, mine);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(mine) && !m_window->isBusy(), patience_ms);

    QTemporaryDir elsewhere;
    QProcess shell;
    shell.setWorkingDirectory(elsewhere.path());
    command.replace(0, 8, QStringLiteral(LOCALITY_PROGRAM));
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QVERIFY(shell.waitForFinished(patience_ms));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    const QStringList made = QDir(elsewhere.path()).entryList(QDir::Files);
    QCOMPARE(made.size(), 1);
    const QByteArray theirs = bytes_of(elsewhere.filePath(made.front()));
    QVERIFY(theirs.size() > 1000);
    QVERIFY2(theirs == bytes_of(mine), qPrintable(command));
}

void TestTakeAway::every_format_is_what_the_command_makes_data() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {".png", ".svg", ".pdf"}) QTest::newRow(ending) << QString::fromLatin1(ending);
}

void TestTakeAway::every_format_is_what_the_command_makes() {
    QFETCH(QString, ending);
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    choose(part<QComboBox>(d, "export_format"), ending);
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("A4-portrait"));
    type_number(part<QSpinBox>(d, "export_dpi"), "150");
    compare_with_command(d, ending);
}

void TestTakeAway::every_choice_of_the_window_is_in_the_command() {
    // Footprints by their residents, in three classes of my own breaks, one picked, close up, without names.
    auto* unit = child<QComboBox>(*m_window, "shade_unit");
    trigger(*m_window, QStringLiteral("Shading"));
    unit->setCurrentIndex(1);
    auto* shade = child<QComboBox>(*m_window, "shade");
    shade->setCurrentIndex(shade->findData(QStringLiteral("residents")));
    auto* method = child<QComboBox>(*m_window, "shade_method");
    method->setCurrentIndex(method->findData(QStringLiteral("equal")));
    child<QSpinBox>(*m_window, "shade_classes")->setValue(3);
    auto* palette = child<QComboBox>(*m_window, "shade_palette");
    palette->setCurrentIndex(palette->findData(QStringLiteral("cividis")));
    child<QCheckBox>(*m_window, "imd1_toggle")->setChecked(true);
    trigger(*m_window, QStringLiteral("Names of footprints"));
    app::MapView& map = map_of(*m_window);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.pixelOf(middle_of(0)).toPoint());
    map.setFocus();
    QTest::keyClick(&map, Qt::Key_Plus);

    ExportDialog* d = open_dialog();
    QVERIFY(d);
    auto* title = part<QLineEdit>(d, "export_title");
    title->setFocus();
    title->selectAll();
    QTest::keyClicks(title, QStringLiteral("What's \"here\", & why"));
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("own"));
    type_number(part<QSpinBox>(d, "export_width"), "1000");
    type_number(part<QSpinBox>(d, "export_height"), "700");
    auto* extent = part<QComboBox>(d, "export_extent");
    extent->setFocus();
    QTest::keyClick(extent, Qt::Key_Down);
    const QString command = part<QPlainTextEdit>(d, "export_command")->toPlainText();
    for (const char* said : {"--shade=residents", "--footprints=ward", "--shade-footprints", "--method=equal", "--classes=3",
                             "--palette=cividis", "--imd1", "--no-labels", "--pick=W01", "--title=", "--extent=",
                             "--size=1000x700", "--dpi=96"})
        QVERIFY2(command.contains(QString::fromLatin1(said)), qPrintable(command));
    compare_with_command(d, QStringLiteral(".png"));
}

void TestTakeAway::two_columns_are_in_the_command() {
    auto* across = child<QComboBox>(*m_window, "shade_across");
    across->setCurrentIndex(across->findData(QStringLiteral("residents")));
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("1600x1200"));
    QVERIFY(part<QPlainTextEdit>(d, "export_command")->toPlainText().contains(QStringLiteral("--across=residents")));
    compare_with_command(d, QStringLiteral(".png"));
}

void TestTakeAway::a_scenario_is_in_the_command() {
    const std::filesystem::path map = m_folder.filePath(QStringLiteral("to move.gpkg")).toStdString();
    app::forget_autosave(map);
    io::write_geopackage(sample_to_move(), map, true);
    m_window->open(map);
    wait_until_ready(*m_window);
    app::ScenarioSession& session = *m_window->findChild<app::WhatIf*>()->session();
    session.add(QStringLiteral("River “border”"), 0);
    session.give(std::vector<std::int32_t>{4, 14, 24}, 1, QStringLiteral("the river"));
    session.give(std::vector<std::int32_t>{34}, 1, {});
    session.undo();
    child<QComboBox>(*m_window, "shade_unit")->setCurrentIndex(1);
    auto* shade = child<QComboBox>(*m_window, "shade");
    shade->setCurrentIndex(shade->findData(QStringLiteral("residents")));

    ExportDialog* d = open_dialog();
    QVERIFY(d);
    QVERIFY(part<QLabel>(d, "export_command_says")->text().contains(QStringLiteral("once the scenario is saved")));
    d->reject();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
    choose_file(*m_window, m_folder.filePath(QStringLiteral("my scenarios.toml")));
    QTRY_VERIFY(!session.isModified());
    d = open_dialog();
    QVERIFY(d);
    QVERIFY(!part<QLabel>(d, "export_command_says")->text().contains(QStringLiteral("once the scenario is saved")));
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("1600x1200"));
    const QString command = part<QPlainTextEdit>(d, "export_command")->toPlainText();
    QVERIFY2(command.contains(QStringLiteral("my scenarios.toml:River “border”")), qPrintable(command));
    compare_with_command(d, QStringLiteral(".png"));

    session.setShown(false);
    d = open_dialog();
    QVERIFY(d && !part<QPlainTextEdit>(d, "export_command")->toPlainText().contains(QStringLiteral("--scenario")));
    app::forget_autosave(map);
}

void TestTakeAway::marks_are_in_the_command() {
    trigger(*m_window, QStringLiteral("Overlaps"));
    auto* matrix = child<QTableView>(*m_window, "overlap_matrix");
    QTRY_VERIFY_WITH_TIMEOUT(matrix->model()->rowCount() > 0, patience_ms);
    auto* on_map = child<QComboBox>(*m_window, "overlap_on_map");
    on_map->setCurrentIndex(2);  // of the partnerships
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).scene()->marks, patience_ms);
    const auto* before = map_of(*m_window).scene()->marks.get();
    QModelIndex cell;
    for (int column = 1; column < matrix->model()->columnCount() && !cell.isValid(); ++column)  // after the totals
        if (const QModelIndex at = matrix->model()->index(2, column); !at.data().toString().isEmpty()) cell = at;
    QVERIFY(cell.isValid());
    matrix->setCurrentIndex(cell);
    emit matrix->activated(cell);
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).scene()->marks.get() != before, patience_ms);
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("1600x1200"));
    const QString command = part<QPlainTextEdit>(d, "export_command")->toPlainText();
    QVERIFY2(command.contains(QStringLiteral("--disputed=lcp")) && command.contains(QStringLiteral("--piece=ward:")),
             qPrintable(command));
    compare_with_command(d, QStringLiteral(".png"));
}

void TestTakeAway::a_whole_result_is_what_the_command_makes() {
    m_window->openDemo();
    wait_until_ready(*m_window);
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    choose(part<QComboBox>(d, "export_format"), QStringLiteral(".gpkg"));
    QVERIFY(!part<QComboBox>(d, "export_size")->isEnabled());
    compare_with_command(d, QStringLiteral(".gpkg"));
}

void TestTakeAway::preview_follows_the_choices() {
    const QImage before_any = app::SheetPreview().grab().toImage();  // says that it is being drawn
    std::set<QRgb> colours;
    for (int x = 0; x < before_any.width(); ++x) colours.insert(before_any.pixel(x, before_any.height() / 2));
    QVERIFY(colours.size() > 2);
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    auto* preview = part<app::SheetPreview>(d, "preview");
    wait_for_preview(d);
    const QImage lying = preview->picture();
    QVERIFY(lying.width() > lying.height());
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("A4-portrait"));
    wait_for_preview(d);
    const QImage upright = preview->picture();
    QVERIFY(upright.width() < upright.height());
    auto* title = part<QLineEdit>(d, "export_title");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral(" and more"));
    wait_for_preview(d);
    QVERIFY(preview->picture() != upright);
    QVERIFY(part<QLabel>(d, "export_about")->text().contains(QStringLiteral("210 × 297 mm")));
}

void TestTakeAway::what_is_too_large_is_told() {
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    choose(part<QComboBox>(d, "export_size"), QStringLiteral("A0"));
    auto* save = part<QPushButton>(d, "export_save");
    QVERIFY(save->isEnabled());  // 300 dots per inch just fit
    type_number(part<QSpinBox>(d, "export_dpi"), "400");
    QVERIFY(!save->isEnabled());
    const QString why = part<QLabel>(d, "export_about")->text();
    QVERIFY2(why.contains(QStringLiteral("MB of memory")) && why.contains(QStringLiteral("311 dots per inch")), qPrintable(why));
    choose(part<QComboBox>(d, "export_format"), QStringLiteral(".pdf"));
    QVERIFY(save->isEnabled());
}

void TestTakeAway::command_is_copied() {
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    QTest::mouseClick(part<QPushButton>(d, "export_copy"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), part<QPlainTextEdit>(d, "export_command")->toPlainText());
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("sample city.gpkg'")));
}

void TestTakeAway::page_is_shown_before_it_is_printed() {
    QTest::keyClick(&map_of(*m_window), Qt::Key_P, Qt::ControlModifier);
    auto* page = dialog<QPrintPreviewDialog>(*m_window, "print_preview");
    QVERIFY(page);
    auto* preview = page->findChild<QPrintPreviewWidget*>();
    QVERIFY(preview);
    QTRY_COMPARE_WITH_TIMEOUT(preview->pageCount(), 1, patience_ms);
    QCOMPARE(preview->orientation(), QPageLayout::Landscape);
    QTest::keyClick(page, Qt::Key_Escape);
}

void TestTakeAway::every_control_has_a_name_and_is_reached() {
    ExportDialog* d = open_dialog();
    QVERIFY(d);
    // Offscreen a dialog is not always given the focus; the chain that Tab goes along is there without.
    QWidget* const first = part<QComboBox>(d, "export_format");
    QStringList reached;
    QWidget* at = first;
    do {
        if ((at->focusPolicy() & Qt::TabFocus) && at->isVisible() && at->isEnabled()) reached << at->objectName();
        at = at->nextInFocusChain();
    } while (at != first);
    for (QWidget* w : d->findChildren<QWidget*>()) {
        if (w->focusPolicy() == Qt::NoFocus || !w->isVisible() || w->objectName().startsWith(QStringLiteral("qt_"))) continue;
        QAccessibleInterface* named = QAccessible::queryAccessibleInterface(w);
        const QString what = QString::fromLatin1(w->metaObject()->className()) + QLatin1Char(' ') + w->objectName();
        QVERIFY2(named && !named->text(QAccessible::Name).isEmpty(), qPrintable(what));
        QVERIFY2(w->height() >= 24, qPrintable(what));
    }
    for (const char* name : {"export_format", "export_title", "export_size", "export_dpi", "export_extent", "export_command",
                             "export_copy", "export_save", "export_print"})
        QVERIFY2(reached.contains(QString::fromLatin1(name)), qPrintable(QString::fromLatin1(name) + QStringLiteral(" is not among ") + reached.join(QLatin1Char(' '))));
}

}  // namespace locality::test_app
