// Times what a person waits for in a scenario: a preview, a move, undoing it, with everything in the window that follows.
// bench_scenario PROJECT SET [--data DIR]
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/scenario_session.h"
#include "app/style_book.h"
#include "app/what_if.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QThread>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>

using namespace locality;

namespace {

constexpr QSize window_size(1920, 1080);
constexpr int moves = 200;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void print(const char* what, std::vector<double> ms) {
    std::ranges::sort(ms);
    fmt::print("  {:<34} {:>4} times: median {:6.1f} ms, 95% {:6.1f} ms, longest {:6.1f} ms\n", what, ms.size(),
               ms[ms.size() / 2], ms[ms.size() * 95 / 100], ms.back());
}

template <class Do>
double timed(const Do& act) {
    QElapsedTimer timer;
    timer.start();
    act();
    QCoreApplication::processEvents();  // what follows it on the screen
    return milliseconds(timer);
}

double peak_memory_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

int run(const std::filesystem::path& file, const std::string& set_id, const std::optional<std::filesystem::path>& data) {
    app::MainWindow window(app::own_style_book());
    window.resize(window_size);
    window.show();
    window.open(file, data);
    while (window.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    auto* what_if = window.findChild<app::WhatIf*>();
    auto* map = window.findChild<app::MapView*>();
    app::ScenarioSession* session = what_if->session();
    const model::Result& result = *map->scene()->result;
    int set = -1;
    for (const int s : session->sets())
        if (result.sets[static_cast<std::size_t>(s)].id == set_id) set = s;
    if (set < 0) {
        std::fprintf(stderr, "bench_scenario: no set of whole zones \"%s\"\n", set_id.c_str());
        return 1;
    }
    what_if->dock()->show();
    what_if->dock()->raise();
    const double begun = timed([&] { session->add(QStringLiteral("Bench"), set); });
    const auto settle = [&] {
        while (map->isSettling()) {
            QCoreApplication::processEvents();
            QThread::msleep(1);
        }
    };
    settle();
    fmt::print("{}, {}: {} zones, {} footprints; a scenario is begun in {:.0f} ms\n", file.filename().string(), set_id,
               result.zones.size(), session->set().code.size(), begun);
    auto* tabs = what_if->dock()->findChild<QTabWidget*>();
    for (int tab = 0; tab < 2; ++tab) {
        tabs->setCurrentIndex(tab);
        fmt::print(" with the list of {} beside the map\n", tab == 0 ? "zones" : "moves");
        std::mt19937 random(static_cast<unsigned>(tab));
        std::vector<double> previews, made, undone, again, redrawn;
        for (int i = 0; i < moves; ++i) {
            const core::LiveAssignment& live = session->editor()->live();
            const auto zone = static_cast<std::int32_t>(random() % result.zones.size());
            const auto around = result.zones.adjacency.of(static_cast<std::size_t>(zone));
            if (around.empty()) continue;
            const std::int32_t to = live.footprint_of_zone()[static_cast<std::size_t>(around[random() % around.size()])];
            if (to == live.footprint_of_zone()[static_cast<std::size_t>(zone)] || to == model::unassigned) continue;
            const std::vector<std::int32_t> zones{zone};
            previews.push_back(timed([&] { session->preview(zones, to); }));
            QElapsedTimer drawing;
            drawing.start();
            made.push_back(timed([&] { session->give(zones, to, QStringLiteral("bench")); }));
            settle();
            redrawn.push_back(milliseconds(drawing));
            undone.push_back(timed([&] { session->undo(); }));
            again.push_back(timed([&] { session->redo(); }));
        }
        if (previews.empty()) {
            std::fprintf(stderr, "bench_scenario: none of %d zones touches another footprint's\n", moves);
            return 1;
        }
        print("preview", previews);
        print("move, with all that follows it", made);
        print("until the map is drawn anew", redrawn);
        print("undo", undone);
        print("make again", again);
    }
    fmt::print("peak memory {:.0f} MB\n", peak_memory_mb());
    session->setModified(false);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bench_scenario"));
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QCoreApplication::arguments();
    const bool with_data = arguments.size() == 5 && arguments[3] == QStringLiteral("--data");
    if (arguments.size() != 3 && !with_data) {
        std::fprintf(stderr, "bench_scenario PROJECT SET [--data DIR]\n");
        return 2;
    }
    try {
        std::optional<std::filesystem::path> data;
        if (with_data) data = arguments[4].toStdString();
        return run(arguments[1].toStdString(), arguments[2].toStdString(), data);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "bench_scenario: %s\n", e.what());
        return 1;
    }
}
