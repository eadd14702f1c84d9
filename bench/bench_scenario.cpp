// Times what a person waits for in a scenario: a preview, a move, undoing it, with everything in the window that follows, and the
// overlaps of its set; says what memory that takes, and whether it grows.
// bench_scenario PROJECT SET [--data DIR]
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/overlaps_dock.h"
#include "app/scenario_session.h"
#include "app/style_book.h"
#include "app/what_if.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
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
constexpr int overlaps_patience_ms = 120'000;

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

/// "VmHWM:" at most so far, "VmRSS:" now.
double memory_mb(const std::string& which) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(which)) return std::stod(line.substr(which.size())) / 1024;
    return 0;
}

void print_memory(const char* when) {
    fmt::print("memory {:<32} {:4.0f} MB, at most {:4.0f} MB so far\n", when, memory_mb("VmRSS:"), memory_mb("VmHWM:"));
    std::fflush(stdout);
}

/// Moves over the map as hands do, and ends where it began.
template <class Settle>
void wander(app::MapView& map, const Settle& settle) {
    for (int i = 0; i < 40; ++i) {
        for (const Qt::Key key : {Qt::Key_Plus, Qt::Key_Right, Qt::Key_Down}) {
            QKeyEvent press(QEvent::KeyPress, key, i % 2 == 0 ? Qt::NoModifier : Qt::ShiftModifier);
            QCoreApplication::sendEvent(&map, &press);
            QCoreApplication::processEvents();
        }
        settle();
        if (i % 8 == 7) map.fit();
        settle();
    }
}

int run(const std::filesystem::path& file, const std::string& set_id, const std::optional<std::filesystem::path>& data) {
    app::MainWindow window(app::own_style_book());
    window.resize(window_size);
    window.show();
    window.open(file, data);
    while (window.isBusy()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    print_memory("with the map open");
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
    print_memory("with a scenario");
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
        print_memory("after these moves");
    }
    // The same again, from no step to all of them and about the map.
    for (int round = 1; round <= 4; ++round) {
        while (session->editor()->can_undo()) timed([&] { session->undo(); });
        while (session->editor()->can_redo()) timed([&] { session->redo(); });
        wander(*map, settle);
        print_memory(fmt::format("after round {} of undo, redo, pan, zoom", round).c_str());
    }
    auto* overlaps = window.findChild<app::OverlapsDock*>();
    const auto matrix = overlaps->findChild<QTableView*>(QStringLiteral("overlap_matrix"));
    const double found = timed([&] {
        overlaps->show();
        overlaps->raise();
        QElapsedTimer patience;
        patience.start();
        while (matrix->model()->rowCount() == 0 && patience.elapsed() < overlaps_patience_ms)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    });
    fmt::print("overlaps of the first two sets: {} x {} after {:.0f} ms\n", matrix->model()->rowCount(),
               matrix->model()->columnCount(), found);
    print_memory("with the overlaps");
    std::vector<double> after_overlaps;
    for (int i = 0; i < 20 && session->editor()->can_undo(); ++i)
        after_overlaps.push_back(timed([&] { session->undo(); }));
    print("undo beside the overlaps", after_overlaps);
    print_memory("at the end");
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
