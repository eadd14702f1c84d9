#include "data_suites.h"
#include "suites.h"
#include "test_what_if.h"

#include <QApplication>
#include <QHashFunctions>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <cstring>
#include <vector>

/// test_app [K/N ...]: all suites; or every Nth from the Kth, so that parts can run side by side. The rest is Qt Test's.
int main(int argc, char** argv) {
    int part = 1, parts = 1;
    if (argc > 1 && std::sscanf(argv[1], "%d/%d", &part, &parts) == 2) argv[1] = argv[0], --argc, ++argv;
    if (part < 1 || part > parts) return 2;

    QHashSeed::setDeterministicGlobalSeed();  // as locality-map does
    // What the tests open must not turn up among the recent files of whoever runs them, nor what they leave unsaved; nor may
    // it meet other tests. The program that a test kills shares its parent's.
    const bool is_killed = argc == 3 && std::strcmp(argv[1], "--work-until-killed") == 0;
    QTemporaryDir own;
    if (!is_killed) qputenv("XDG_DATA_HOME", own.path().toUtf8());
    QApplication application(argc, argv);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, own.path());
    QApplication::setOrganizationName(QStringLiteral("Locality tests"));
    QApplication::setApplicationName(QStringLiteral("locality-map"));

    using namespace locality::test_app;
    if (is_killed) return work_until_killed(argv[2]);
    int failures = 0;
    TestModels models;
    TestWork work;
    TestMapView map_view;
    TestHabits habits;
    TestDocks docks;
    TestOverlaps overlaps;
    TestBackdrop backdrop;
    TestShading shading;
    TestCharts charts;
    TestWhatIf what_if;
    TestWindow window;
    TestBring bring;
    TestTakeAway take_away;
    const std::vector<QObject*> suites{&models,  &work,   &map_view, &habits, &docks, &overlaps, &backdrop,
                                       &shading, &charts, &what_if,  &window, &bring, &take_away};
    for (auto i = static_cast<std::size_t>(part - 1); i < suites.size(); i += static_cast<std::size_t>(parts))
        failures += QTest::qExec(suites[i], argc, argv);
    return failures == 0 ? 0 : 1;
}
