// Scenarios: what is saved, opened, asked for and brought back.

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
#include <QMessageBox>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <fstream>

namespace locality::test_app {

using app::MainWindow;
using app::MapView;

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

int work_until_killed(const std::filesystem::path& map) {
    MainWindow window(book());
    window.show();
    window.open(map);
    QTest::qWait(10);
    while (window.isBusy()) QTest::qWait(10);
    app::ScenarioSession& session = *what_if(window).session();
    session.add(QStringLiteral("Killed"), 0);
    session.give(Zones{0}, 3, QStringLiteral("the first"));
    session.give(Zones{1, 2}, 3, QStringLiteral("the second"));
    session.give(Zones{3}, 3, QStringLiteral("undone"));
    session.undo();
    session.lock(Zones{50}, true);
    QTest::qWait(600);
    std::puts("ready");
    std::fflush(stdout);
    for (int step = 1;; ++step) {
        session.give(Zones{10 + step % 30}, step / 30 % 4, QStringLiteral("step %1").arg(step));
        std::printf("step %d\n", step);
        std::fflush(stdout);
        QTest::qWait(5);
    }
}

void TestWhatIf::a_killed_program_gives_everything_back_data() {
    QTest::addColumn<QByteArray>("last_words");
    QTest::newRow("at rest") << QByteArray("ready\n");
    QTest::newRow("in the middle of work") << QByteArray("step 150\n");
}

void TestWhatIf::a_killed_program_gives_everything_back() {
    QFETCH(QByteArray, last_words);
    QProcess program;
    program.setProcessChannelMode(QProcess::SeparateChannels);
    program.start(QCoreApplication::applicationFilePath(),
                  {QStringLiteral("--work-until-killed"), QString::fromStdString(sample_file().string())});
    QByteArray said;
    while (!said.contains(last_words) && program.state() != QProcess::NotRunning && program.waitForReadyRead(patience_ms))
        said += program.readAllStandardOutput();
    QVERIFY2(said.contains(last_words), program.readAllStandardError().constData());
    program.kill();  // SIGKILL: nothing of it runs any more
    QVERIFY(program.waitForFinished(patience_ms));
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);

    open_sample();
    auto* offer = dialog<QMessageBox>(*m_window, "unsaved_scenarios");
    QVERIFY(offer);
    QTest::keyClick(offer, Qt::Key_Return);
    const app::ScenarioSession& session = *what_if(*m_window).session();
    QTRY_COMPARE(session.count(), 1);
    QVERIFY(session.isModified());
    QCOMPARE(session.title(0), QStringLiteral("Killed"));
    const model::Scenario& scenario = session.editor()->scenario();
    QCOMPARE(ward_of(*m_window, 0), 3);
    QVERIFY(scenario.locked[50]);
    QCOMPARE(scenario.steps[1].reason, std::string("the second"));
    if (last_words.startsWith("ready")) {
        QCOMPARE(scenario.steps.size(), std::size_t(3));
        QCOMPARE(scenario.steps[2].reason, std::string("undone"));
        QCOMPARE(scenario.done, std::size_t(2));
    } else {
        QVERIFY2(scenario.steps.size() > 50, std::to_string(scenario.steps.size()).c_str());
        QCOMPARE(scenario.done, scenario.steps.size());
    }
}

/// Whoever closes the window while a file is written gets the whole file.
void TestWhatIf::closing_while_saving_finishes_the_file() {
    const std::filesystem::path demo = std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata/demo/demo.toml";
    m_window->open(demo);
    wait_until_ready(*m_window);
    const std::filesystem::path file = in_folder("closing.gpkg");
    m_window->saveGeopackage(QString::fromStdString(file.string()));
    QVERIFY(m_window->isBusy());
    m_window->close();
    QVERIFY(m_window->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), patience_ms);
    QVERIFY(io::read_geopackage(file).zones.size() > 0);
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

}  // namespace locality::test_app
