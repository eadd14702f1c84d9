// The map taken away: saved, printed, or as a command line.

#include "app/export_dialog.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/overlaps_dock.h"
#include "app/print_map.h"
#include "app/scenario_session.h"
#include "app/what_if.h"
#include "app/words.h"
#include "model/errors.h"
#include "style/save_map.h"

#include <QStatusBar>

#include <cmath>

namespace locality::app {

namespace {

/// Whether the project names a picture to lie under its maps; not where its file has gone meanwhile.
bool names_backdrop(const Opened& opened) {
    if (!opened.computed) return false;
    try {
        return io::read_backdrop_spec(opened.file, opened.data).has_value();
    } catch (const model::InputError&) {
        return false;
    }
}

}  // namespace

/// What decides the map on the screen.
MapOrder MainWindow::mapOrder() const {
    MapOrder order;
    order.project = m_opened.file;
    order.data = m_opened.data;
    order.choice = choiceNow();
    const int set = chosenSet(), picked = m_map->selected();
    if (set >= 0 && picked >= 0)
        order.picked = m_opened.result->sets[static_cast<std::size_t>(set)].code[static_cast<std::size_t>(picked)];
    if (m_map->scene()->whole_zones) {
        order.scenario = m_what_if->scenarioAddress();
        order.scenario_unsaved = m_what_if->session()->isModified();
    }
    if (m_map->scene()->marks) {
        order.disputed = m_overlaps->disputedSet();
        order.piece = m_overlaps->pickedPiece();
    }
    const auto& backdrop = m_map->scene()->backdrop;
    if (backdrop) {
        order.backdrop = m_backdrop_file;
        order.zones_percent = qRound(backdrop->opacity * 100);
    } else if (names_backdrop(m_opened)) {
        order.backdrop = "none";
    }
    return order;
}

/// The ground that the window shows, to whole metres.
geo::Box MainWindow::groundShown() const {
    geo::Box box;
    for (const QPointF& corner : {m_map->ground().topLeft(), m_map->ground().bottomRight()}) {
        const geo::Point p = m_map->view().to_ground(corner, QSizeF(m_map->size()));
        box.add(geo::Point{std::round(p.x), std::round(p.y)});
    }
    return box;
}

void MainWindow::showExport() {
    if (!m_opened.result || isBusy()) return;
    auto* dialog = new ExportDialog(m_opened.result, pictureScene(), mapOrder(), groundShown(), m_opened.computed, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::saveWanted, this, [this, dialog](const QString& file) {
        if (!file.endsWith(QLatin1String(".gpkg"), Qt::CaseInsensitive))
            saveMap(dialog->scene(), dialog->order().sheet(), file);
        else if (dialog->order().scenario.empty())
            saveGeopackage(file);
        else
            m_what_if->saveGeopackage(file);
        dialog->accept();
    });
    connect(dialog, &ExportDialog::printWanted, this,
            [this, dialog] { print_map(dialog, m_opened.result, dialog->scene(), dialog->order()); });
    dialog->open();
}

void MainWindow::printMap() {
    if (!m_opened.result || isBusy()) return;
    MapOrder order = mapOrder();
    order.size = "A4";
    print_map(this, m_opened.result, pictureScene(), order);
}

void MainWindow::savePicture(const QString& file) {
    if (m_opened.result && !isBusy()) saveMap(pictureScene(), style::Sheet{}, file);
}

void MainWindow::saveMap(const style::Scene& scene, const style::Sheet& sheet, const QString& file) {
    // The dialog has asked before a file is replaced. The scene is copied: the one on the map goes on living.
    m_work->start(tr("Saving the picture"),
                  [this, file, scene, sheet, result = m_opened.result](const model::Progress& progress) {
                      progress.at(0, "Drawing");
                      style::save_map(scene, sheet, path_of(file), true);
                      return [this, file] { statusBar()->showMessage(tr("Saved %1").arg(file), 8000); };
                  },
                  Work::Closing::waits);
}

}  // namespace locality::app
