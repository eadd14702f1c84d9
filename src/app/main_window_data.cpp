// Files that a user brings: a project or result is opened, anything else is made into a project.

#include "app/bring_dialog.h"
#include "app/main_window.h"
#include "app/words.h"
#include "io/geopackage.h"
#include "io/project_file.h"

#include <QDragEnterEvent>

namespace locality::app {

namespace {

/// What the window opens as it is.
bool opens_by_itself(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    for (char& c : ending)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return ending == ".toml" || (ending == ".gpkg" && io::is_result(file));
}

}  // namespace

void MainWindow::bringData(const std::vector<std::filesystem::path>& files) {
    if (isBusy()) return;
    showBringDialog({}, {}, files);
}

/// The open project's own zones are what the new tables are joined to.
void MainWindow::addData() {
    if (isBusy() || !m_opened.computed) return;
    core::DraftBase base;
    try {
        base.project = io::read_project(m_opened.file, m_opened.data);
    } catch (...) {
        fail(tr("Reading the project"), failure_of(std::current_exception()));
        return;
    }
    const model::Coverage& zones = m_opened.result->zones;
    base.zone_code = zones.code;
    base.zone_kind = zones.kind;
    base.zone_vintage = zones.vintage;
    base.box = geo::bounds(zones.shapes);
    showBringDialog(std::move(base), m_opened.file, {});
}

void MainWindow::showBringDialog(core::DraftBase base, const std::filesystem::path& project,
                                 const std::vector<std::filesystem::path>& files) {
    auto* dialog = new BringDialog(std::move(base), project, m_opened.data, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BringDialog::saved, this, [this](const QString& file) { open(path_of(file)); });
    dialog->open();
    dialog->look(files);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!isBusy() && !dragged_files(event->mimeData()).empty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const std::vector<std::filesystem::path> files = dragged_files(event->mimeData());
    if (isBusy() || files.empty()) return;
    event->acceptProposedAction();
    if (files.size() == 1 && opens_by_itself(files.front()))
        open(files.front());
    else
        bringData(files);
}

}  // namespace locality::app
