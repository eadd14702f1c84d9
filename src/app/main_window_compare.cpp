// Footprints beside each other.

#include "app/compare_panel.h"
#include "app/explain_dialog.h"
#include "app/main_window.h"
#include "app/map_view.h"

#include <QDockWidget>
#include <QStatusBar>

namespace locality::app {

void MainWindow::buildCompareDock() {
    m_compare_dock = new QDockWidget(tr("Compare"), this);
    m_compare_dock->setObjectName(QStringLiteral("compare"));
    m_compare = new ComparePanel(m_compare_dock);
    m_compare_dock->setWidget(m_compare);
    addDock(m_compare_dock);
    tabifyDockWidget(m_find_dock, m_compare_dock);
    connect(m_compare, &ComparePanel::pickedWanted, this, &MainWindow::addPickedToComparison);
    connect(m_compare, &ComparePanel::figureWanted, this,
            [this](std::size_t set, std::size_t footprint, const QString& figure) {
                auto* dialog = new ExplainDialog(*m_opened.result, set, footprint, figure, this);
                dialog->setAttribute(Qt::WA_DeleteOnClose);
                dialog->open();
            });
}

void MainWindow::addPickedToComparison() {
    const int footprint = m_map->selected();
    if (footprint < 0) {
        statusBar()->showMessage(tr("Pick a footprint on the map first, or tick it in the list."), 8000);
        return;
    }
    m_compare->add(footprint);
    m_compare_dock->show();
    m_compare_dock->raise();
}

}  // namespace locality::app
