// Scenarios in the window: what the rest of it does when one changes.

#include "app/main_window.h"
#include "app/map_view.h"
#include "app/overlaps_dock.h"
#include "app/scenario_session.h"
#include "app/what_if.h"
#include "app/words.h"
#include "app/work.h"

#include <QComboBox>
#include <QDockWidget>
#include <QVBoxLayout>

namespace locality::app {

void MainWindow::buildWhatIf() {
    m_what_if = new WhatIf(this, m_map, m_work);
    static_cast<QVBoxLayout*>(centralWidget()->layout())->insertWidget(0, m_what_if->banner());
    addDock(m_what_if->dock());
    tabifyDockWidget(m_find_dock, m_what_if->dock());
    // Panels read the result on threads of their own: these must have ended before a set of it changes.
    connect(m_what_if->session(), &ScenarioSession::aboutToChange, this, [this] {
        for (Work* work : findChildren<Work*>()) work->rest();
    });
    connect(m_what_if, &WhatIf::setWanted, this,
            [this](int set) { m_footprints->setCurrentIndex(m_footprints->findData(set)); });
    connect(m_what_if, &WhatIf::sceneWanted, this, [this] {
        applyChoice();
        titleWindow();
    });
    connect(m_what_if, &WhatIf::figuresChanged, this, [this] {
        if (!m_opened.result) return;
        m_overlaps->setsChanged();
        // The list of the whole map's most deprived zones is the same in every scenario.
        if (m_map->selected() >= 0)
            showProfile();
        else
            showFigures();
    });
}

void MainWindow::titleWindow() {
    if (!m_opened.result) return;
    const std::string& title = m_opened.result->title;
    const QString name = text(title.empty() ? m_opened.file.stem().string() : title);
    const QString scenario = m_what_if->shownTitle();
    setWindowTitle(scenario.isEmpty() ? tr("%1 – Locality").arg(name)
                                      : tr("%1, scenario “%2” – Locality").arg(name, scenario));
}

}  // namespace locality::app
