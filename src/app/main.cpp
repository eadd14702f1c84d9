#include "app/main_window.h"
#include "app/style_book.h"
#include "app/themes.h"
#include "app/words.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QHashFunctions>
#include <QIcon>
#include <QTimer>

#include <cstdio>
#include <cstring>

namespace {

using namespace locality;

constexpr int could_not = 1, wrong_usage = 2;

/// What was asked for on the command line.
struct Asked {
    QString file;
    std::optional<std::filesystem::path> data;
    std::optional<int> leave;  ///< with this exit code, all having been said
};

Asked asked(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "Shows a city's localities on a map: zones by deprivation, footprints, and the people in them."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption data(
        QStringLiteral("data"),
        QCoreApplication::translate("main", "Folder where the files that a project names are looked for."),
        QStringLiteral("DIR"));
    parser.addOption(data);
    parser.addPositionalArgument(
        QStringLiteral("file"),
        QCoreApplication::translate("main", "A project (.toml), or a GeoPackage that Locality made."),
        QStringLiteral("[PROJECT|OUT.gpkg]"));

    const auto refuse = [](const QString& why) {
        std::fprintf(stderr, "locality-map: %s\nTry: locality-map --help\n", qPrintable(why));
        return Asked{{}, {}, wrong_usage};
    };
    if (!parser.parse(arguments)) return refuse(parser.errorText());
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        return {{}, {}, 0};
    }
    if (parser.isSet(version)) {
        std::printf("locality-map %s\n", LOCALITY_VERSION);
        return {{}, {}, 0};
    }
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return refuse(QCoreApplication::translate("main", "one project or GeoPackage at a time; %1 were given")
                          .arg(files.size()));
    Asked result;
    if (!files.isEmpty()) result.file = files.front();
    if (parser.isSet(data)) result.data = app::path_of(parser.value(data));
    return result;
}

/// Help and version are for people without a display too.
bool needs_no_display(int argc, char** argv) {
    for (int i = 1; i < argc; ++i)
        for (const char* word : {"-h", "--help", "--help-all", "-v", "--version"})
            if (std::strcmp(argv[i], word) == 0) return true;
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    if (needs_no_display(argc, argv)) {
        const QCoreApplication bare(argc, argv);
        return asked(QCoreApplication::arguments()).leave.value_or(wrong_usage);
    }
    QHashSeed::setDeterministicGlobalSeed();  // Qt writes the fonts of a PDF in the order of a hash table
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Locality"));
    QApplication::setApplicationName(QStringLiteral("locality-map"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/locality-map.svg")));
    QGuiApplication::setDesktopFileName(QStringLiteral("locality-map"));
    app::apply_chosen_theme();
    const Asked wish = asked(QCoreApplication::arguments());
    if (wish.leave) return *wish.leave;
    try {
        app::MainWindow window(app::own_style_book());
        window.show();
        // Once the window is up: an error then has a window to stand before.
        if (!wish.file.isEmpty())
            QTimer::singleShot(0, &window, [&] { window.open(app::path_of(wish.file), wish.data); });
        return QApplication::exec();
    } catch (const std::exception& e) {
        std::fprintf(stderr, "locality-map: %s\n", e.what());
        return could_not;
    }
}
