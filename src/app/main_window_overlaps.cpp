// The dock of overlaps, and what passes between it and the map.

#include "app/main_window.h"
#include "app/map_view.h"
#include "app/overlaps_dock.h"

#include <QStatusBar>

#include <algorithm>

namespace locality::app {

namespace {

constexpr double least_around_m = 150;  // of a sliver, so that it can be told where it is

}  // namespace

void MainWindow::buildOverlapsDock() {
    m_overlaps = new OverlapsDock(this);
    addDock(m_overlaps);
    tabifyDockWidget(m_find_dock, m_overlaps);
    connect(m_overlaps, &OverlapsDock::marksChanged, m_map, &MapView::setMarks);
    connect(m_overlaps, &OverlapsDock::boxWanted, this, [this](const geo::Box& box) {
        const double side = std::max(box.width(), box.height());
        m_map->showAround(box, std::max(0.3, least_around_m / side));
    });
    connect(m_overlaps, &OverlapsDock::footprintWanted, this, [this](int set, int footprint) {
        showPlace({set, footprint});
    });
    connect(m_overlaps, &OverlapsDock::said, this,
            [this](const QString& words) { statusBar()->showMessage(words, 8000); });
    connect(m_overlaps, &OverlapsDock::failed, this, &MainWindow::fail);
    connect(m_map, &MapView::footprintPicked, this,
            [this](int footprint) { m_overlaps->showPicked(chosenSet(), footprint); });
    connect(m_map, &MapView::keyWanted, this, [this](const QString& id) {
        if (id != QLatin1String("overlaps")) return;
        m_overlaps->show();
        m_overlaps->raise();
        m_overlaps->focusTable();
    });
}

}  // namespace locality::app
