#include "app/main_window.h"
#include "app/messages.h"
#include "app/style_book.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <cstdio>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Locality"));
    QApplication::setApplicationName(QStringLiteral("locality-map"));
    QApplication::setApplicationVersion(QStringLiteral(LOCALITY_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/locality-map.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("locality-map"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::tr(
        "Shows a city's localities on a map: zones by deprivation, footprints, and the people in them."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("file"),
                                 QApplication::tr("A project (.toml), or a GeoPackage that Locality made."),
                                 QStringLiteral("[PROJECT|OUT.gpkg]"));
    const QCommandLineOption data(QStringLiteral("data"),
                                  QApplication::tr("Folder where the project's files are looked for."),
                                  QStringLiteral("DIR"));
    parser.addOption(data);
    parser.process(application);
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1) {
        std::fprintf(stderr, "locality-map: one project or GeoPackage at a time; %lld were given\n",
                     static_cast<long long>(files.size()));
        return 2;
    }

    using namespace locality;
    try {
        app::MainWindow window(app::own_style_book());
        window.show();
        if (!files.isEmpty()) {
            std::optional<std::filesystem::path> folder;
            if (parser.isSet(data)) folder = parser.value(data).toStdString();
            // Once the window is up: an error then has a window to stand before.
            QTimer::singleShot(0, &window, [&, folder] { window.open(files.front().toStdString(), folder); });
        }
        return QApplication::exec();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "locality-map: %s\n", e.what());
        return 1;
    }
}
