#include "app/bring_dialog.h"
#include "app/draft_details.h"
#include "app/words.h"
#include "data_suites.h"
#include "io/project_file.h"
#include "sample.h"
#include "window_driver.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QUrl>

#include <fstream>

namespace locality::test_app {

using app::BringDialog;
using app::DraftModel;
using app::MainWindow;

namespace {

template <class T>
T* part(const QWidget* dialog, const char* name) {
    T* found = dialog->findChild<T*>(QString::fromLatin1(name));
    if (!found) qFatal("no %s in the dialog", name);
    return found;
}

/// A square kilometre near Leeds as a GeoJSON feature.
QByteArray square(const QByteArray& properties, int west, int south, int east, int north) {
    const auto point = [](int x, int y) {
        return "[" + QByteArray::number(430000 + x) + "," + QByteArray::number(433000 + y) + "]";
    };
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"Polygon","coordinates":[[)" +
           point(west, south) + "," + point(east, south) + "," + point(east, north) + "," + point(west, north) + "," +
           point(west, south) + "]]}}";
}

QByteArray layer(const QByteArray& features) {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
           features + "]}";
}

QString role(const char* words) {
    return QString::fromLatin1(words);
}

/// Chooses an entry of a combo box by its words, with keys.
void choose(QComboBox* box, const QString& words) {
    const int wanted = box->findText(words);
    QVERIFY2(wanted >= 0, qPrintable(words));
    box->setFocus();
    while (box->currentIndex() != wanted) {
        const int before = box->currentIndex();
        QTest::keyClick(box, box->currentIndex() < wanted ? Qt::Key_Down : Qt::Key_Up);
        if (box->currentIndex() == before) break;
        if (box->findText(words) != wanted) break;  // it was filled anew
    }
}

}  // namespace

void TestBring::init() {
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(book());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestBring::cleanup() {
    m_window.reset();
}

QString TestBring::write(const QString& name, const QByteArray& bytes) {
    const QString file = m_folder->filePath(name);
    QFile out(file);
    if (out.open(QIODevice::WriteOnly)) out.write(bytes);
    return file;
}

/// Four zones, two wards, and tables about them; one table lacks a zone and has one too many.
void TestBring::write_city() {
    const auto lsoa = [](char n) {
        return QByteArray(R"("LSOA21CD":"E0100000)") + n + R"(","LSOA21NM":"Smalltown 00)" + n + "A\"";
    };
    write(QStringLiteral("zones.geojson"),
          layer(square(lsoa('1'), 0, 0, 1000, 1000) + "," + square(lsoa('2'), 1000, 0, 2000, 1000) + "," +
                square(lsoa('3'), 0, 1000, 1000, 2000) + "," + square(lsoa('4'), 1000, 1000, 2000, 2000)));
    write(QStringLiteral("wards.geojson"), layer(square(R"("WD25CD":"E05000001","WD25NM":"West")", 0, 0, 1500, 2000) + "," +
                                                 square(R"("WD25CD":"E05000002","WD25NM":"East")", 1500, 0, 2000, 2000)));
    write(QStringLiteral("people.csv"),
          "lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\nE01000003,300\nE01000009,900\n");
    write(QStringLiteral("imd.csv"), "lsoa21_code;IMD_decile;IMD_rank\nE01000001;1;100\nE01000002;5;15000\nE01000003;1;200\n"
                                     "E01000004;10;33000\n");
}

void TestBring::drop(const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files) urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    const QPoint middle = m_window->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_window.get(), &dropped);
}

/// The dialog, once it shows so many layers and tables.
BringDialog* TestBring::dialogOf(int rows) {
    auto* d = dialog<BringDialog>(*m_window, "bring");
    if (!d) return nullptr;
    auto* table = part<QTableView>(d, "bring_table");
    for (int i = 0; i < patience_ms / 10 && (d->isBusy() || table->model()->rowCount() < rows); ++i) QTest::qWait(10);
    return table->model()->rowCount() == rows ? d : nullptr;
}

QString TestBring::row(const BringDialog* d, const QString& file, int column) const {
    const auto* model = part<QTableView>(d, "bring_table")->model();
    for (int r = 0; r < model->rowCount(); ++r)
        if (model->index(r, DraftModel::from_column).data().toString().startsWith(file))
            return model->index(r, column).data().toString();
    return QStringLiteral("no such row");
}

void TestBring::choose_row(const BringDialog* d, const QString& file) {
    auto* table = part<QTableView>(d, "bring_table");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Home, Qt::ControlModifier);
    for (int r = 0; r < table->model()->rowCount(); ++r) {
        if (table->model()->index(table->currentIndex().row(), DraftModel::from_column).data().toString().startsWith(file)) return;
        QTest::keyClick(table, Qt::Key_Down);
    }
}

void TestBring::a_dropped_folder_becomes_a_map() {
    write_city();
    drop({m_folder->path()});
    BringDialog* d = dialogOf(4);
    QVERIFY(d);
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::role_column), role("Zones"));
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::about_column), role("LSOAs of 2021"));
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::rows_column), role("4"));
    QCOMPARE(row(d, QStringLiteral("wards.geojson"), DraftModel::role_column), role("Footprints: a shape each"));
    QCOMPARE(row(d, QStringLiteral("wards.geojson"), DraftModel::matched_column), role("lies where the zones lie"));
    QCOMPARE(row(d, QStringLiteral("people.csv"), DraftModel::role_column), role("Residents"));
    QCOMPARE(row(d, QStringLiteral("imd.csv"), DraftModel::role_column), role("Deprivation"));
    QCOMPARE(row(d, QStringLiteral("imd.csv"), DraftModel::matched_column), role("4 of 4 zones"));
    choose_row(d, QStringLiteral("zones"));
    QCOMPARE(part<QLabel>(d, "draft_coordinates")->text(), role("British National Grid, in metres"));

    auto* title = part<QLineEdit>(d, "bring_title");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Smalltown"));
    QTest::mouseClick(part<QPushButton>(d, "bring_save"), Qt::LeftButton);
    choose_file(*m_window, m_folder->filePath(QStringLiteral("small.toml")));
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).isVisible() && !m_window->isBusy(), patience_ms);
    QCOMPARE(m_window->windowTitle(), QString::fromUtf8("Smalltown – Locality"));
    QCOMPARE(child<QComboBox>(*m_window, "footprints")->currentText(), QStringLiteral("Wards"));
    const model::Project project = io::read_project(app::path_of(m_folder->filePath(QStringLiteral("small.toml"))));
    QCOMPARE(project.zones.named, std::string("zones.geojson"));  // as it lies beside the project
}

void TestBring::files_are_chosen_in_a_dialog() {
    write_city();
    QTest::mouseClick(child<QPushButton>(*m_window, "bring_data"), Qt::LeftButton);
    BringDialog* d = dialogOf(0);
    QVERIFY(d);
    QVERIFY(!part<QPushButton>(d, "bring_save")->isEnabled());
    QTest::mouseClick(part<QPushButton>(d, "bring_files"), Qt::LeftButton);
    choose_file(*m_window, QStringLiteral("\"%1\" \"%2\"").arg(m_folder->filePath(QStringLiteral("zones.geojson")),
                                                              m_folder->filePath(QStringLiteral("imd.csv"))));
    QVERIFY(dialogOf(2));
    QTRY_VERIFY(part<QPushButton>(d, "bring_save")->isEnabled());
    // The same file again changes nothing; taken out, it is gone.
    QTest::mouseClick(part<QPushButton>(d, "bring_files"), Qt::LeftButton);
    choose_file(*m_window, m_folder->filePath(QStringLiteral("imd.csv")));
    QTest::qWait(100);
    QVERIFY(dialogOf(2));
    choose_row(d, QStringLiteral("imd.csv"));
    QTest::mouseClick(part<QPushButton>(d, "bring_remove"), Qt::LeftButton);
    QVERIFY(dialogOf(1));
    QTest::keyClick(d, Qt::Key_Escape);
    QVERIFY(child<QPushButton>(*m_window, "demo")->isVisible());
}

void TestBring::joins_are_shown_both_ways() {
    write_city();
    drop({m_folder->path()});
    BringDialog* d = dialogOf(4);
    QVERIFY(d);
    QCOMPARE(row(d, QStringLiteral("people.csv"), DraftModel::matched_column), role("3 of 4 zones"));
    QCOMPARE(row(d, QStringLiteral("people.csv"), DraftModel::note_column),
             role("1 of the zones has no row here: their figures will be missing, not 0"));
    choose_row(d, QStringLiteral("people.csv"));
    auto* which = part<QComboBox>(d, "draft_which");
    const auto* codes = part<QListView>(d, "draft_codes")->model();
    QCOMPARE(which->count(), 3);
    QCOMPARE(which->itemText(0), role("Here, but none of the zones (1)"));
    QCOMPARE(which->itemText(1), role("Of the zones, not here (1)"));
    QCOMPARE(codes->rowCount(), 1);
    QCOMPARE(codes->index(0, 0).data().toString(), role("E01000009"));
    which->setFocus();
    QTest::keyClick(which, Qt::Key_Down);
    QCOMPARE(codes->index(0, 0).data().toString(), role("E01000004"));
    QTest::keyClick(which, Qt::Key_Down);
    QCOMPARE(codes->rowCount(), 0);
}

void TestBring::guesses_are_changed_by_keys() {
    write_city();
    drop({m_folder->path()});
    BringDialog* d = dialogOf(4);
    QVERIFY(d);
    choose_row(d, QStringLiteral("wards"));
    choose(part<QComboBox>(d, "draft_role"), role("Zones"));
    QTRY_VERIFY(!d->isBusy());
    QCOMPARE(row(d, QStringLiteral("wards.geojson"), DraftModel::role_column), role("Zones"));
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::role_column), role("Left out"));
    // The wards' codes are not what the tables are about, and that is said.
    QVERIFY2(row(d, QStringLiteral("imd.csv"), DraftModel::note_column).contains(QStringLiteral("not one of its codes")),
             qPrintable(row(d, QStringLiteral("imd.csv"), DraftModel::note_column)));
    choose(part<QComboBox>(d, "draft_role"), role("Footprints: a shape each"));
    QTRY_VERIFY(!d->isBusy());
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::role_column), role("Zones"));

    // A table for something it is not: what it lacks is said, and nothing is saved meanwhile.
    choose_row(d, QStringLiteral("people.csv"));
    choose(part<QComboBox>(d, "draft_role"), role("Postcodes"));
    QTRY_VERIFY(!d->isBusy());
    QVERIFY2(part<QLabel>(d, "draft_problem")->text().contains(QStringLiteral("people.csv")),
             qPrintable(part<QLabel>(d, "draft_problem")->text()));
    QVERIFY(!part<QPushButton>(d, "bring_save")->isEnabled());
    choose(part<QComboBox>(d, "draft_role"), role("Leave out"));
    QTRY_VERIFY(part<QPushButton>(d, "bring_save")->isEnabled());
}

void TestBring::hostile_files_are_told_in_plain_words() {
    write_city();
    write(QStringLiteral("a_empty.csv"), "");
    write(QStringLiteral("b_binary.csv"), QByteArray("\x7f" "ELF\0\0\1\2", 8));
    write(QStringLiteral("c_old.xls"), "x");
    write(QStringLiteral("d_broken.gpkg"), "not a database");
    write(QStringLiteral("e_words.csv"), "colour,taste\nred,sweet\n");
    drop({m_folder->path()});
    BringDialog* d = dialogOf(9);
    QVERIFY(d);
    const std::pair<const char*, const char*> due[]{{"a_empty.csv", "is empty"},
                                                    {"b_binary.csv", "is not text"},
                                                    {"c_old.xls", "old format"},
                                                    {"d_broken.gpkg", "d_broken.gpkg"},
                                                    {"e_words.csv", "no column says which zones"}};
    for (const auto& [file, words] : due) {
        const QString note = row(d, QString::fromLatin1(file), DraftModel::note_column);
        QVERIFY2(note.contains(QString::fromLatin1(words)), qPrintable(note));
        QCOMPARE(row(d, QString::fromLatin1(file), DraftModel::role_column), role("Left out"));
    }
    QVERIFY(part<QPushButton>(d, "bring_save")->isEnabled());  // the others make a project
}

void TestBring::a_missing_zone_layer_is_told() {
    write_city();
    drop({m_folder->filePath(QStringLiteral("people.csv")), m_folder->filePath(QStringLiteral("imd.csv"))});
    BringDialog* d = dialogOf(2);
    QVERIFY(d);
    QVERIFY(!part<QPushButton>(d, "bring_save")->isEnabled());
    const auto* obstacle = part<QLabel>(d, "bring_obstacle");
    QVERIFY(obstacle->isVisible());
    QVERIFY2(obstacle->text().contains(QStringLiteral("there are no zones")), qPrintable(obstacle->text()));
}

void TestBring::an_open_project_takes_more_files() {
    write_city();
    const QByteArray mine = "# my words\ntitle = \"Mine\"\n[zones]\npath = \"zones.geojson\"\n";
    const QString project = write(QStringLiteral("mine.toml"), mine);
    m_window->open(app::path_of(project));
    wait_until_ready(*m_window);
    trigger(*m_window, QStringLiteral("Add data to this project"));
    BringDialog* d = dialogOf(0);
    QVERIFY(d);
    d->look({app::path_of(m_folder->filePath(QStringLiteral("wards.geojson"))),
             app::path_of(m_folder->filePath(QStringLiteral("imd.csv"))),
             app::path_of(m_folder->filePath(QStringLiteral("zones.geojson")))});
    QVERIFY(dialogOf(3));
    QCOMPARE(row(d, QStringLiteral("zones.geojson"), DraftModel::note_column), role("the project has its zones already"));
    QCOMPARE(row(d, QStringLiteral("imd.csv"), DraftModel::matched_column), role("4 of 4 zones"));
    QTest::mouseClick(part<QPushButton>(d, "bring_save"), Qt::LeftButton);
    choose_file(*m_window, m_folder->filePath(QStringLiteral("more.toml")));
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isBusy() && child<QComboBox>(*m_window, "footprints")->count() > 2, patience_ms);
    QCOMPARE(m_window->windowTitle(), QString::fromUtf8("Mine – Locality"));
    QFile before(project);
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), mine);
    const model::Project more = io::read_project(app::path_of(m_folder->filePath(QStringLiteral("more.toml"))));
    QCOMPARE(more.footprints.size(), std::size_t(1));
    QVERIFY(more.deprivation.given());
}

void TestBring::a_dropped_project_opens() {
    write_city();
    drop({write(QStringLiteral("mine.toml"), "title = \"Mine\"\n[zones]\npath = \"zones.geojson\"\n")});
    QTRY_VERIFY_WITH_TIMEOUT(map_of(*m_window).isVisible() && !m_window->isBusy(), patience_ms);
    QCOMPARE(m_window->windowTitle(), QString::fromUtf8("Mine – Locality"));
}

void TestBring::closing_while_looking_stops() {
    write_city();
    drop({m_folder->path()});
    auto* d = dialog<BringDialog>(*m_window, "bring");
    QVERIFY(d);
    d->close();
    m_window.reset();
}

void TestBring::every_control_has_a_name_and_is_reached() {
    write_city();
    drop({m_folder->path()});
    BringDialog* d = dialogOf(4);
    QVERIFY(d);
    choose_row(d, QStringLiteral("zones"));
    QStringList reached;
    for (int i = 0; i < 40; ++i) {
        if (const QWidget* w = QApplication::focusWidget()) reached << w->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (QWidget* w : d->findChildren<QWidget*>()) {
        if (w->focusPolicy() == Qt::NoFocus || !w->isVisible() || w->objectName().startsWith(QStringLiteral("qt_"))) continue;
        QAccessibleInterface* named = QAccessible::queryAccessibleInterface(w);
        const QString what = QString::fromLatin1(w->metaObject()->className()) + QLatin1Char(' ') + w->objectName();
        QVERIFY2(named && !named->text(QAccessible::Name).isEmpty(), qPrintable(what));
    }
    for (const char* name : {"bring_files", "bring_folder", "bring_table", "draft_role", "draft_code", "draft_name", "draft_kind",
                             "draft_vintage", "bring_title", "bring_save"})
        QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
}

void TestBring::model_keeps_its_promises() {
    DraftModel model({});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model::Found found;
    found.source.path = "/x/people.csv";
    found.label = "people.csv";
    found.holds = model::Found::Holds::table;
    found.possible = {model::Role::residents};
    model.add({found});
    QCOMPARE(model.rowCount(), 1);
    model.add({found});
    QCOMPARE(model.rowCount(), 1);
    model.setProblem(0, QStringLiteral("is odd"));
    QCOMPARE(model.problem(0), QStringLiteral("is odd"));
    model.change(0, found);
    QCOMPARE(model.problem(0), QString());
    model.remove(0);
    QCOMPARE(model.rowCount(), 0);
}

}  // namespace locality::test_app
