// Takes pictures of a scenario being worked on: app_pictures_scenario PROJECT FOLDER SET [DATA]
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/scenario_session.h"
#include "app/style_book.h"
#include "app/themes.h"
#include "app/what_if.h"
#include "app/zone_selection.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace locality;

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    if (argc < 4) {
        std::fprintf(stderr, "app_pictures_scenario PROJECT FOLDER SET [DATA]\n");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[2]);
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Locality pictures"));
    QStandardPaths::setTestModeEnabled(true);

    for (const auto& [size, theme] : {std::pair(QSize(1280, 800), app::Theme::light),
                                      std::pair(QSize(1920, 1080), app::Theme::dark)}) {
        app::choose_theme(theme);
        app::MainWindow window(app::own_style_book());
        window.resize(size);
        window.show();
        auto* map = window.findChild<app::MapView*>();
        auto* what_if = window.findChild<app::WhatIf*>();
        auto* selection = window.findChild<app::ZoneSelection*>();
        app::ScenarioSession* session = what_if->session();
        const auto save = [&](const QString& what) {
            do {
                QTest::qWait(50);
            } while (map->isSettling());
            window.grab().save(QStringLiteral("%1/%2_%3.png").arg(folder, what).arg(size.width()));
        };
        window.open(argv[1], argc > 4 ? std::optional<std::filesystem::path>(argv[4]) : std::nullopt);
        while (window.isBusy()) QTest::qWait(20);
        what_if->dock()->show();
        what_if->dock()->raise();
        save(QStringLiteral("none"));
        for (const int s : session->sets())
            if (map->scene()->result->sets[static_cast<std::size_t>(s)].id == argv[3])
                session->add(QStringLiteral("Estate whole again"), s);
        auto* tabs = what_if->dock()->findChild<QTabWidget*>();
        const auto of_second = session->editor()->live().zones_of(1);
        const std::vector<std::int32_t> zones(of_second.begin(), of_second.end());
        const std::vector<std::int32_t> some(zones.begin(), zones.begin() + std::min<std::ptrdiff_t>(5, std::ssize(zones)));
        selection->add(some);
        save(QStringLiteral("zones"));
        tabs->setCurrentIndex(1);
        auto* target = what_if->dock()->findChild<QComboBox*>(QStringLiteral("move_to"));
        target->setCurrentIndex(4);
        save(QStringLiteral("move"));
        session->give(some, 3, QStringLiteral("the estate was cut in two"));
        selection->clear();
        session->duplicate();
        session->give(std::vector{zones[0], zones[1]}, 0, QStringLiteral("the school serves them"));
        session->undo();
        tabs->setCurrentIndex(2);
        save(QStringLiteral("steps"));
        tabs->setCurrentIndex(3);
        what_if->dock()->findChild<QPushButton*>(QStringLiteral("mend_work_out"))->click();
        while (window.isBusy()) QTest::qWait(20);
        save(QStringLiteral("mend"));
        tabs->setCurrentIndex(4);
        save(QStringLiteral("compare"));
        session->setModified(false);
    }
    return 0;
}
