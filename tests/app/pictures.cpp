// Takes a picture of each journey through the window, for docs/pictures and for looking at:
//
//     app_pictures PROJECT FOLDER [--data FOLDER] [--font POINTS] [--kept] [JOURNEY ...]
//
// at 1280 x 800 and 1920 x 1080, light, dark and high contrast, or --kept: only those of docs/pictures, under their names there.
// QT_SCALE_FACTOR=2 for a fine screen. Add a journey: a function and a line of the list.
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/style_book.h"
#include "app/scenario_session.h"
#include "app/themes.h"
#include "app/what_if.h"
#include "app/zone_selection.h"
#include "window_driver.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>

using namespace locality;
using namespace locality::test_app;

namespace {

constexpr int pixels_a_byte = 12;  // or more, in a picture that is kept

/// What the journeys are made through.
struct Source {
    std::filesystem::path project;
    std::optional<std::filesystem::path> data;
} source;

void settle(const app::MainWindow& window) {
    do {
        QTest::qWait(50);
    } while (window.isBusy() || map_of(window).isSettling());
}

void open_dock(const app::MainWindow& window, const char* name) {
    auto* dock = child<QDockWidget>(window, name);
    dock->show();
    dock->raise();
    QTest::qWait(50);
}

void choose(const app::MainWindow& window, const char* combo, const QString& data) {
    auto* box = child<QComboBox>(window, combo);
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

/// The first footprint of the list: the one a hand would take.
void pick_a_footprint(const app::MainWindow& window) {
    auto* list = child<QTableView>(window, "footprint_list");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
}

// The journeys. Each finds a window with the project open and the docks as they are at first, and leaves it as the
// picture shows it.

void first_map(app::MainWindow&) {}

void shade_by_anything(app::MainWindow& window) {
    open_dock(window, "shading");
    choose(window, "shade", QStringLiteral("imd_score"));
    choose(window, "shade_method", QStringLiteral("natural"));
}

void shade_by_two(app::MainWindow& window) {
    open_dock(window, "shading");
    choose(window, "shade", QStringLiteral("imd_score"));
    choose(window, "shade_across", QStringLiteral("residents"));
}

void find_and_profile(app::MainWindow& window) {
    pick_a_footprint(window);
}

void profile_of_indicators(app::MainWindow& window) {
    pick_a_footprint(window);
    auto* overview = child<QScrollArea>(window, "overview");
    overview->verticalScrollBar()->setValue(overview->verticalScrollBar()->maximum());
}

void profile_over_time(app::MainWindow& window) {
    pick_a_footprint(window);
    auto* view = child<QComboBox>(window, "profile_view");
    view->setCurrentIndex(view->findText(QStringLiteral("Over time"), Qt::MatchStartsWith));
    QTest::qWait(50);
    auto* page = child<QScrollArea>(window, "course");
    page->verticalScrollBar()->setValue(page->verticalScrollBar()->maximum() / 2);
}

void compare(app::MainWindow& window) {
    pick_a_footprint(window);
    child<QPushButton>(window, "add_to_comparison")->click();
    auto* list = child<QListWidget>(window, "compare_list");
    list->item(1)->setCheckState(Qt::Checked);
    window.resizeDocks({child<QDockWidget>(window, "compare")}, {window.width() * 2 / 5}, Qt::Horizontal);
    QTest::qWait(50);
    auto* panel = child<QScrollArea>(window, "compare_panel");
    panel->verticalScrollBar()->setValue(panel->verticalScrollBar()->maximum() / 3);
}

void most_deprived(app::MainWindow& window) {
    choose(window, "shade", QStringLiteral("residents"));
    child<QCheckBox>(window, "imd1_toggle")->setChecked(true);
    open_dock(window, "most_deprived");
}

void overlaps(app::MainWindow& window) {
    open_dock(window, "overlaps");
    window.resizeDocks({child<QDockWidget>(window, "overlaps")}, {window.width() / 3}, Qt::Horizontal);
    auto* matrix = child<QTableView>(window, "overlap_matrix");
    QTRY_VERIFY_WITH_TIMEOUT(matrix->model()->rowCount() > 0, patience_ms);
    child<QComboBox>(window, "overlap_on_map")->setCurrentIndex(1);
    QTRY_VERIFY_WITH_TIMEOUT(map_of(window).scene()->marks != nullptr, patience_ms);
    matrix->setFocus();
    for (int column = 1; column < matrix->model()->columnCount(); ++column) {
        const QModelIndex cell = matrix->model()->index(2, column);
        if (cell.data().toString().isEmpty()) continue;
        matrix->setCurrentIndex(cell);
        QTest::keyClick(matrix, Qt::Key_Return);
        break;
    }
    QTest::qWait(500);
}

/// The files of the project's folder, as if dropped on the window together.
void bring_data(app::MainWindow& window) {
    window.bringData({source.project.parent_path()});
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), patience_ms);
    auto* table = QApplication::activeModalWidget()->findChild<QTableView*>(QStringLiteral("bring_table"));
    QVERIFY(table);
    QTRY_VERIFY_WITH_TIMEOUT(table->isEnabled() && table->model()->rowCount() > 0, patience_ms);
    table->setFocus();
    table->selectRow(static_cast<int>(std::min(7, table->model()->rowCount() - 1)));  // an indicator
    QTest::qWait(300);
}

/// Five zones of one footprint, about to be given to another.
void what_if(app::MainWindow& window) {
    auto* panel = window.findChild<app::WhatIf*>();
    app::ScenarioSession* session = panel->session();
    panel->dock()->show();
    panel->dock()->raise();
    if (session->sets().empty()) return;
    session->add(QStringLiteral("Estate whole again"), session->sets().front());
    const auto zones = session->editor()->live().zones_of(1);
    window.findChild<app::ZoneSelection*>()->add(
        std::vector<std::int32_t>(zones.begin(), zones.begin() + std::min<std::ptrdiff_t>(5, std::ssize(zones))));
    panel->dock()->findChild<QTabWidget*>()->setCurrentIndex(1);
    auto* target = child<QComboBox>(window, "move_to");
    target->setCurrentIndex(std::min(4, target->count() - 1));
    QTest::qWait(500);
    session->setModified(false);  // the picture is all that is wanted of it
}

/// The list that does it all without the mouse.
void what_if_by_list(app::MainWindow& window) {
    what_if(window);
    window.findChild<app::WhatIf*>()->dock()->findChild<QTabWidget*>()->setCurrentIndex(0);
    QTest::qWait(100);
}

void take_away(app::MainWindow& window) {
    QTest::keyClick(&map_of(window), Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), patience_ms);
    QTest::qWait(1500);
}

struct Journey {
    const char* name;
    void (*walk)(app::MainWindow&);
    const char* kept = nullptr;  ///< its name in docs/pictures
};
constexpr Journey journeys[] = {
    {"1_first_map", first_map, "first_map"},
    {"2_bring", bring_data, "bring"},
    {"3_shade", shade_by_anything},
    {"3_shade_two", shade_by_two, "shade"},
    {"4_find_and_profile", find_and_profile, "window"},
    {"4_spine", profile_of_indicators},
    {"4_over_time", profile_over_time},
    {"4_compare", compare},
    {"5_most_deprived", most_deprived, "most_deprived"},
    {"6_overlaps", overlaps, "overlaps"},
    {"7_what_if", what_if, "what_if"},
    {"7_what_if_list", what_if_by_list},
    {"8_take_away", take_away, "take_away"},
};

constexpr QSize small_window(1280, 800), large_window(1920, 1080);

/// With at most `all` colours, far fewer bytes: half are those that most pixels have, exactly; the others the means of
/// kinds of colour, those first that many pixels have and that are far from what is there: a thin red line stays red.
QImage in_few_colours(const QImage& picture, std::size_t all) {
    struct Kind {
        std::uint64_t count = 0, red = 0, green = 0, blue = 0;
        QRgb mean() const {
            return qRgb(static_cast<int>(red / count), static_cast<int>(green / count), static_cast<int>(blue / count));
        }
    };
    const QImage image = picture.convertToFormat(QImage::Format_RGB32);
    const auto kinds_of = [&](QRgb mask) {
        std::map<QRgb, Kind> kinds;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QRgb c = image.pixel(x, y);
                Kind& kind = kinds[c & mask];
                ++kind.count;
                kind.red += static_cast<std::uint64_t>(qRed(c));
                kind.green += static_cast<std::uint64_t>(qGreen(c));
                kind.blue += static_cast<std::uint64_t>(qBlue(c));
            }
        std::vector<Kind> list;
        for (const auto& [key, kind] : kinds) list.push_back(kind);
        std::ranges::stable_sort(list, std::greater(), &Kind::count);
        return list;
    };
    QList<QRgb> table;
    for (const Kind& kind : kinds_of(0xffffff)) {
        if (static_cast<std::size_t>(table.size()) == all / 2) break;
        table << kind.mean();
    }
    const auto apart = [](QRgb a, QRgb b) {
        const double red = qRed(a) - qRed(b), green = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
        return red * red + green * green + blue * blue;
    };
    const std::vector<Kind> coarse = kinds_of(0xe0e0e0);
    while (static_cast<std::size_t>(table.size()) < all) {
        const auto missed = [&](const Kind& kind) {
            double nearest = apart(kind.mean(), table.front());
            for (const QRgb c : table) nearest = std::min(nearest, apart(kind.mean(), c));
            return static_cast<double>(kind.count) * nearest;
        };
        const auto next = std::ranges::max_element(coarse, {}, missed);
        if (missed(*next) == 0) break;
        table << next->mean();
    }
    return image.convertToFormat(QImage::Format_Indexed8, table, Qt::AvoidDither);
}

void take(const Journey& journey, const QString& file, QSize size, app::Theme theme) {
    // What a journey before this one left behind would be offered to be taken up.
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).removeRecursively();
    QSettings().clear();
    app::choose_theme(theme);
    app::MainWindow window(app::own_style_book());
    window.resize(size);
    window.show();
    window.open(source.project, source.data);
    settle(window);
    journey.walk(window);
    settle(window);
    // With a dialog of its own on top, where a journey ends in one.
    QImage picture = window.grab().toImage();
    if (QWidget* dialog = QApplication::activeModalWidget()) {
        const QRect at(dialog->geometry().topLeft() - window.geometry().topLeft(), dialog->size());
        QPainter painter(&picture);
        painter.drawPixmap(at.topLeft(), dialog->grab());
        painter.setPen(dialog->palette().color(QPalette::WindowText));  // for the frame that a desktop would draw
        painter.drawRect(at.adjusted(-1, -1, 0, 0));
        painter.end();
        dialog->close();
    }
    for (const std::size_t colours : {256, 96, 64, 48}) {
        in_few_colours(picture, colours).save(file, "PNG", 0);
        if (QFileInfo(file).size() <= picture.width() * picture.height() / pixels_a_byte) break;
    }
    std::printf("%s\n", qPrintable(file));
}

void take_all(const Journey& journey, const QString& folder) {
    const std::pair<app::Theme, const char*> themes[] = {
        {app::Theme::light, "light"}, {app::Theme::dark, "dark"}, {app::Theme::contrast, "contrast"}};
    for (const QSize size : {small_window, large_window})
        for (const auto& [theme, words] : themes)
            take(journey,
                 QStringLiteral("%1/%2_%3_%4.png")
                     .arg(folder, QLatin1String(journey.name))
                     .arg(size.width())
                     .arg(QLatin1String(words)),
                 size, theme);
}

void take_kept(const Journey& journey, const QString& folder) {
    const QString file = QStringLiteral("%1/%2%3.png").arg(folder, QLatin1String(journey.kept));
    take(journey, file.arg(QString()), small_window, app::Theme::light);
    take(journey, file.arg(QStringLiteral("_dark")), large_window, app::Theme::dark);
}

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption data(QStringLiteral("data"), {}, QStringLiteral("folder"));
    const QCommandLineOption font(QStringLiteral("font"), {}, QStringLiteral("points"));
    const QCommandLineOption kept(QStringLiteral("kept"));
    parser.addOptions({data, font, kept});
    parser.process(application);
    QStringList words = parser.positionalArguments();
    if (words.size() < 2) {
        std::fprintf(stderr, "app_pictures PROJECT FOLDER [--data FOLDER] [--font POINTS] [--kept] [JOURNEY ...]\n");
        return 2;
    }
    if (parser.isSet(font)) {
        QFont other = QApplication::font();
        other.setPointSizeF(parser.value(font).toDouble());
        QApplication::setFont(other);
    }
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Locality pictures"));
    QStandardPaths::setTestModeEnabled(true);
    source.project = words.takeFirst().toStdString();
    if (parser.isSet(data)) source.data = parser.value(data).toStdString();
    const QString folder = words.takeFirst();
    for (const Journey& journey : journeys) {
        if (!words.empty() && !words.contains(QLatin1String(journey.name))) continue;
        if (!parser.isSet(kept))
            take_all(journey, folder);
        else if (journey.kept)
            take_kept(journey, folder);
    }
    return 0;
}
