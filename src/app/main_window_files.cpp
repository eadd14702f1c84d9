// What the window reads and writes.

#include "app/ask_file.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/messages.h"
#include "app/recent_files.h"
#include "app/words.h"
#include "io/geopackage.h"
#include "io/project_file.h"
#include "style/save_map.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

namespace locality::app {

namespace {

constexpr int picture_width = 1600, picture_height = 1200;

/// The one local file that was dragged here; empty where it is not one.
QString dragged_file(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

}  // namespace

void MainWindow::openDemo() {
    if (isBusy()) return;
    try {
        start(io::demo_project(), {}, tr("the demo city"), false);
    } catch (...) {
        fail(tr("Opening the demo city"), failure_of(std::current_exception()));
    }
}

void MainWindow::open(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data) {
    if (isBusy()) return;
    start(file, data, path_text(file.filename()), true);
}

void MainWindow::start(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data,
                       const QString& name, bool is_users_own) {
    const QString title = tr("Opening %1").arg(name);
    m_work->start(title, [this, file, data, title, is_users_own](const model::Progress& progress) {
        auto opened = std::make_shared<Opened>(open_result(file, data, progress));
        return [this, opened, title, is_users_own] {
            try {
                showResult(*opened);
                if (is_users_own) remember({std::filesystem::absolute(opened->file), opened->data});
                openBackdropOfProject();
            } catch (...) {
                fail(title, failure_of(std::current_exception()));
            }
        };
    });
}

void MainWindow::askForFile() {
    ask_file(this, tr("Open a project or GeoPackage"), QFileDialog::AcceptOpen,
             {tr("Projects and GeoPackages (*.toml *.gpkg)"), tr("All files (*)")}, {},
             [this](const QString& file) { open(path_of(file)); });
}

void MainWindow::askForPicture() {
    ask_file(this, tr("Save the map as a picture"), QFileDialog::AcceptSave,
             {tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Page (*.pdf)")},
             path_text(m_opened.file.stem()) + QStringLiteral(".png"),
             [this](const QString& file) { savePicture(file); });
}

void MainWindow::askForGeopackage() {
    ask_file(this, tr("Save as a GeoPackage"), QFileDialog::AcceptSave, {tr("GeoPackage (*.gpkg)")},
             path_text(m_opened.file.stem()) + QStringLiteral(".gpkg"),
             [this](const QString& file) { saveGeopackage(file); });
}

void MainWindow::savePicture(const QString& file) {
    if (!m_opened.result || isBusy()) return;
    // The dialog has asked before a file is replaced. The scene is copied: the one on the map goes on living.
    m_work->start(tr("Saving the picture"),
                  [this, file, scene = pictureScene(), result = m_opened.result](const model::Progress& progress) {
                      progress.at(0, "Drawing");
                      style::save_map(scene, picture_width, picture_height, path_of(file), true);
                      return [this, file] { statusBar()->showMessage(tr("Saved %1").arg(file), 8000); };
                  });
}

void MainWindow::saveGeopackage(const QString& file) {
    if (!m_opened.computed || isBusy()) return;
    m_work->start(tr("Saving the GeoPackage"), [this, file, result = m_opened.result](const model::Progress& progress) {
        io::write_geopackage(*result, path_of(file), true, progress);
        return [this, file] { statusBar()->showMessage(tr("Saved %1").arg(file), 8000); };
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!isBusy() && !dragged_file(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString file = dragged_file(event->mimeData());
    if (isBusy() || file.isEmpty()) return;
    event->acceptProposedAction();
    open(path_of(file));
}

}  // namespace locality::app
