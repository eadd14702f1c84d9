// Takes pictures of the window for docs/pictures and for looking at: app_pictures FILE FOLDER [FOOTPRINT]
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/style_book.h"
#include "io/geopackage.h"
#include "sample.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace locality;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName("Locality");
    QApplication::setApplicationName("locality-map");
    const QString file = argc > 1 ? argv[1] : "", folder = argc > 2 ? argv[2] : ".", pick = argc > 3 ? argv[3] : "";
    std::filesystem::path map = file.toStdString();
    if (file.isEmpty() || file == "-") {
        map = std::filesystem::path(folder.toStdString()) / "sample.gpkg";
        io::write_geopackage(test_app::sample(), map, true);
    }
    for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)}) {
        app::MainWindow window(app::own_style_book());
        window.resize(size);
        window.show();
        QTest::qWait(100);
        const auto save = [&](const char* what) {
            auto* view = window.findChild<app::MapView*>();
            QTest::qWait(150);
            while (view->isVisible() && view->isSettling()) QTest::qWait(20);
            window.grab().save(QString("%1/%2_%3x%4.png").arg(folder, what).arg(size.width()).arg(size.height()));
        };
        save("start");
        window.open(map);
        if (size.width() < 1500) save("working");
        while (window.isBusy()) QTest::qWait(20);
        save("map");
        auto* search = window.findChild<QLineEdit*>("search");
        search->setFocus();
        QTest::keyClicks(search, pick.left(3));
        QTest::keyClicks(search, pick.mid(3));
        QTest::keyClick(search, Qt::Key_Return);
        save("profile");
        window.findChild<QCheckBox*>("imd1_toggle")->setChecked(true);
        auto* view = window.findChild<app::MapView*>();
        view->fit();
        QTest::mouseMove(view, view->ground().center().toPoint() + QPoint(20, 30));
        auto* tabs = window.findChild<QTabWidget*>();
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            save(("tab" + std::to_string(tab)).c_str());
        }
    }
    return 0;
}
