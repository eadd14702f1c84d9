#include "data_suites.h"
#include "suites.h"
#include "test_what_if.h"

#include <QApplication>
#include <QHashFunctions>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

int main(int argc, char** argv) {
    QHashSeed::setDeterministicGlobalSeed();  // as locality-map does
    QApplication application(argc, argv);
    // What the tests open must not turn up among the recent files of whoever runs them.
    QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Locality tests"));
    QApplication::setApplicationName(QStringLiteral("locality-map"));

    using namespace locality::test_app;
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
    for (QObject* suite :
         std::initializer_list<QObject*>{&models, &work, &map_view, &habits, &docks, &overlaps, &backdrop, &shading,
                                         &charts, &what_if, &window, &bring, &take_away})
        failures += QTest::qExec(suite, argc, argv);
    return failures == 0 ? 0 : 1;
}
