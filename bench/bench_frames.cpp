// Times the window: until it stands, until it shows a map, and the frames of panning and zooming that map:
// bench_frames PROJECT|OUT.gpkg [--data DIR]
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/style_book.h"

#include <QApplication>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QSettings>
#include <QTemporaryDir>
#include <QThread>
#include <QWheelEvent>

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

using namespace locality;

namespace {

constexpr QSize window_size(1920, 1080);
constexpr double frame_ms = 1000.0 / 60;
constexpr double longest_settle_ms = 60'000;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// How long the window's own thread has worked: what a frame costs on a machine that does nothing else.
double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Times {
    std::vector<double> ms, cpu_ms;
    static double at(double part, std::vector<double> of) {
        std::sort(of.begin(), of.end());
        return of.empty() ? 0 : of[static_cast<std::size_t>(part * static_cast<double>(of.size() - 1))];
    }
    std::string text() const {
        return fmt::format("median {:5.1f} ms, 95% {:5.1f} ms ({:5.1f} of the processor), worst {:6.1f} ms ({:5.1f})",
                           at(0.5, ms), at(0.95, ms), at(0.95, cpu_ms), at(1, ms), at(1, cpu_ms));
    }
};

/// One person at the map: sends input at 60 per second and paints what it changed, as a screen would.
class Hand {
public:
    explicit Hand(app::MapView& map) : m_map(map) {}

    template <class Input>
    void frame(Times& times, const Input& input) {
        QElapsedTimer timer;
        timer.start();
        const double worked = thread_ms();
        QCoreApplication::processEvents();  // pictures of the ground that came in
        input();
        m_map.repaint();
        const double taken = milliseconds(timer);
        times.ms.push_back(taken);
        times.cpu_ms.push_back(thread_ms() - worked);
        if (taken < frame_ms) QThread::usleep(static_cast<unsigned long>(1000 * (frame_ms - taken)));
    }
    double settle() {
        QElapsedTimer timer;
        timer.start();
        while (m_map.isSettling() && milliseconds(timer) < longest_settle_ms) {
            QCoreApplication::processEvents();
            QThread::msleep(1);
        }
        m_map.repaint();
        return milliseconds(timer);
    }
    void mouse(QEvent::Type type, QPointF at, Qt::MouseButtons down) {
        QMouseEvent event(type, at, m_map.mapToGlobal(at), Qt::LeftButton, down, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_map, &event);
    }
    void wheel(QPointF at, int steps) {
        QWheelEvent event(at, m_map.mapToGlobal(at), {}, {0, steps}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&m_map, &event);
    }
    void pan(Times& times, QPointF from, QPointF step, int frames) {
        mouse(QEvent::MouseButtonPress, from, Qt::LeftButton);
        for (int i = 1; i <= frames; ++i)
            frame(times, [&] { mouse(QEvent::MouseMove, from + i * step, Qt::LeftButton); });
        mouse(QEvent::MouseButtonRelease, from + frames * step, Qt::NoButton);
    }
    void zoom(Times& times, QPointF at, int steps, int frames) {
        for (int i = 0; i < frames; ++i) frame(times, [&] { wheel(at, steps); });
    }

private:
    app::MapView& m_map;
};

double peak_memory_mb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

/// Since the system started this program, its libraries included; to a hundredth of a second.
double seconds_since_start() {
    std::ifstream stat("/proc/self/stat");
    std::string word;
    for (int field = 1; field <= 22 && stat >> word; ++field) {
    }  // the name has no blanks
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 -
           std::stod(word) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

int run(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data) {
    app::MainWindow window(app::own_style_book());
    window.resize(window_size);
    window.show();
    QCoreApplication::processEvents();
    window.repaint();
    fmt::print("window after {:.2f} s ({:.2f} s of the processor)\n", seconds_since_start(), cpu_seconds());

    app::MapView& map = *window.findChild<app::MapView*>();
    Hand hand(map);
    QElapsedTimer timer;
    timer.start();
    const double cpu_before = cpu_seconds();
    window.open(file, data);
    while (window.isBusy()) {
        QCoreApplication::processEvents();
        QThread::msleep(1);
    }
    if (!map.scene()) throw std::runtime_error("the map did not open");
    hand.settle();
    const model::Result& result = *map.scene()->result;
    fmt::print("first map {:.2f} s after choosing ({:.2f} s of the processor); {} zones, {} vertices, {} footprints\n",
               milliseconds(timer) / 1000, cpu_seconds() - cpu_before, result.zones.size(),
               result.zones.topology.vertices.size(),
               map.scene()->set < 0 ? 0 : result.sets[static_cast<std::size_t>(map.scene()->set)].code.size());
    window.findChild<QCheckBox*>(QStringLiteral("imd1_toggle"))->setChecked(true);
    hand.settle();

    const QPointF middle = map.ground().center();
    Times all;
    const auto act = [&](const char* what, auto&& movement) {
        Times times;
        movement(times);
        const double settled = hand.settle();
        all.ms.insert(all.ms.end(), times.ms.begin(), times.ms.end());
        all.cpu_ms.insert(all.cpu_ms.end(), times.cpu_ms.begin(), times.cpu_ms.end());
        fmt::print("{:<26} {}; sharp again after {:.0f} ms\n", what, times.text(), settled);
    };
    act("pan, everything in view", [&](Times& t) { hand.pan(t, middle, {7, 4}, 60); });
    act("pan back", [&](Times& t) { hand.pan(t, middle, {-7, -4}, 60); });
    act("zoom in, 5 doublings", [&](Times& t) { hand.zoom(t, middle, 10, 120); });
    act("pan close up", [&](Times& t) { hand.pan(t, middle, {-9, 5}, 60); });
    act("zoom out by notches", [&](Times& t) { hand.zoom(t, middle, -120, 10); });
    act("zoom in by notches", [&](Times& t) { hand.zoom(t, middle, 120, 5); });
    act("pan half way in", [&](Times& t) { hand.pan(t, middle, {11, -3}, 90); });
    act("hover", [&](Times& t) {
        for (int i = 0; i < 60; ++i)
            hand.frame(t, [&] { hand.mouse(QEvent::MouseMove, middle + QPointF(5 * i, 3 * i), Qt::NoButton); });
    });
    act("home", [&](Times& t) { hand.frame(t, [&] { map.fit(); }); });
    fmt::print("all {} frames: {}; peak memory {:.0f} MB\n", all.ms.size(), all.text(), peak_memory_mb());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("Locality bench"));
    const QStringList arguments = QCoreApplication::arguments();
    const bool with_data = arguments.size() == 4 && arguments[2] == QStringLiteral("--data");
    if (arguments.size() != 2 && !with_data) {
        std::fprintf(stderr, "bench_frames PROJECT|OUT.gpkg [--data DIR]\n");
        return 2;
    }
    try {
        std::optional<std::filesystem::path> data;
        if (with_data) data = arguments[3].toStdString();
        return run(arguments[1].toStdString(), data);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "bench_frames: %s\n", e.what());
        return 1;
    }
}
