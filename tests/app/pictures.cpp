// Takes pictures of the window, for docs/pictures and for looking at: app_pictures PROJECT FOLDER FOOTPRINT
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/style_book.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace locality;

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    if (argc != 4) {
        std::fprintf(stderr, "app_pictures PROJECT FOLDER FOOTPRINT\n");
        return 2;
    }
    const std::filesystem::path project = argv[1];
    const QString folder = QString::fromLocal8Bit(argv[2]), footprint = QString::fromLocal8Bit(argv[3]);
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Locality pictures"));

    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
        app::MainWindow window(app::own_style_book());
        window.resize(size);
        window.show();
        auto* map = window.findChild<app::MapView*>();
        const auto save = [&](const QString& what) {
            do {
                QTest::qWait(50);
            } while (map->isSettling());
            window.grab().save(QStringLiteral("%1/%2_%3.png").arg(folder, what).arg(size.width()));
        };
        save(QStringLiteral("start"));
        window.open(project);
        while (window.isBusy()) QTest::qWait(20);
        save(QStringLiteral("map"));

        auto* search = window.findChild<QLineEdit*>(QStringLiteral("search"));
        search->setFocus();
        QTest::keyClicks(search, footprint);
        save(QStringLiteral("search"));
        QTest::keyClick(search, Qt::Key_Return);
        save(QStringLiteral("profile"));

        window.findChild<QCheckBox*>(QStringLiteral("imd1_toggle"))->setChecked(true);
        map->setFocus();
        map->fit();
        const QPointF middle = map->ground().center();
        QTest::mouseMove(map, QPointF(middle.x() * 0.5, middle.y()).toPoint());
        save(QStringLiteral("window"));
        auto* tabs = window.findChild<QTabWidget*>();
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            save(QStringLiteral("tab%1").arg(tab));
        }
    }
    return 0;
}
