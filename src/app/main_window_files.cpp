// What the window reads and writes.

#include "app/ask_file.h"
#include "app/main_window.h"
#include "app/messages.h"
#include "app/recent_files.h"
#include "app/scenario_session.h"
#include "app/what_if.h"
#include "app/words.h"
#include "core/differencing.h"
#include "io/geopackage.h"
#include "io/project_file.h"

#include <QStatusBar>

namespace locality::app {

void MainWindow::openDemo() {
    if (isBusy() || !m_what_if->mayLeave([this] { openDemo(); })) return;
    try {
        start(io::demo_project(), {}, tr("the demo city"), false);
    } catch (...) {
        fail(tr("Opening the demo city"), failure_of(std::current_exception()));
    }
}

void MainWindow::open(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data) {
    if (isBusy() || !m_what_if->mayLeave([this, file, data] { open(file, data); })) return;
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

void MainWindow::askForGeopackage() {
    if (!m_what_if->shownTitle().isEmpty()) {
        m_what_if->askForGeopackage();
        return;
    }
    ask_file(this, tr("Save as a GeoPackage"), QFileDialog::AcceptSave, {tr("GeoPackage (*.gpkg)")},
             path_text(m_opened.file.stem()) + QStringLiteral(".gpkg"),
             [this](const QString& file) { saveGeopackage(file); });
}

void MainWindow::saveGeopackage(const QString& file) {
    if (!m_opened.computed || isBusy()) return;
    m_what_if->session()->setShown(false);  // the result as the project makes it
    m_work->start(tr("Saving the GeoPackage"), [this, file, result = m_opened.result](const model::Progress& progress) {
        core::refuse_threats(*result);
        io::write_geopackage(*result, path_of(file), true, progress);
        return [this, file] { statusBar()->showMessage(tr("Saved %1").arg(file), 8000); };
    }, Work::Closing::waits);
}

}  // namespace locality::app
