// The docks round the map: where they stand, what they show, and how the window remembers them.

#include "app/imd1_panel.h"
#include "app/keys.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/profile_panel.h"
#include "app/search_box.h"
#include "app/shade_panel.h"
#include "app/what_if.h"
#include "app/words.h"
#include "core/profile.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int dock_width = 370;
constexpr int state_version = 1;  // of what saveState keeps; another number forgets it

/// Of a code among codes in ascending order; -1 where it is not there.
int index_of(const QString& code, const std::vector<std::string>& codes) {
    const auto found = std::lower_bound(codes.begin(), codes.end(), code.toStdString());
    return found != codes.end() && *found == code.toStdString() ? static_cast<int>(found - codes.begin()) : -1;
}

}  // namespace

/// Every dock starts at the right, hidden until there is a map; the user moves and floats it from there.
void MainWindow::addDock(QDockWidget* dock) {
    addDockWidget(Qt::RightDockWidgetArea, dock);
    resizeDocks({dock}, {dock_width}, Qt::Horizontal);
    dock->hide();
    dock->toggleViewAction()->setEnabled(false);
    m_docks.push_back(dock);
}

void MainWindow::buildFindDock() {
    m_find_dock = new QDockWidget(tr("Find and profile"), this);
    m_find_dock->setObjectName(QStringLiteral("find_and_profile"));
    auto* inside = new QWidget(m_find_dock);
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    inside->setMinimumWidth(dock_width * 3 / 4);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(10);
    m_search = new SearchBox(inside);
    m_search->setObjectName(QStringLiteral("search"));
    m_profile = new ProfilePanel(inside);
    layout->addWidget(m_search);
    layout->addWidget(m_profile, 1);
    m_find_dock->setWidget(inside);
    addDock(m_find_dock);

    connect(m_search, &SearchBox::picked, this, &MainWindow::showPlace);
    connect(m_search, &SearchBox::notFound, this, &MainWindow::findPlace);
    connect(m_profile, &ProfilePanel::listWanted, this, [this] {
        m_map->select(-1);
        showProfile();
    });
    connect(m_profile, &ProfilePanel::footprintWanted, this, [this](const QString& code) {
        const auto& codes = m_opened.result->sets[static_cast<std::size_t>(chosenSet())].code;
        const int footprint = index_of(code, codes);
        if (footprint >= 0) showPlace({chosenSet(), footprint});
    });
    connect(m_profile, &ProfilePanel::zoneWanted, this, &MainWindow::showZone);
    connect(m_profile, &ProfilePanel::compareWanted, this, &MainWindow::addPickedToComparison);
}

void MainWindow::buildImd1Dock() {
    m_imd1_dock = new QDockWidget(tr("Most deprived 10%"), this);
    m_imd1_dock->setObjectName(QStringLiteral("most_deprived"));
    m_imd1_panel = new Imd1Panel(m_imd1_dock);
    m_imd1_dock->setWidget(m_imd1_panel);
    addDock(m_imd1_dock);
    tabifyDockWidget(m_find_dock, m_imd1_dock);
    connect(m_imd1_panel, &Imd1Panel::zoneWanted, this, &MainWindow::showZone);
}

void MainWindow::buildShadeDock() {
    m_shade_dock = new QDockWidget(tr("Shading"), this);
    m_shade_dock->setObjectName(QStringLiteral("shading"));
    m_shade_panel = new ShadePanel(m_shade_dock);
    m_shade_dock->setWidget(m_shade_panel);
    addDock(m_shade_dock);
    tabifyDockWidget(m_find_dock, m_shade_dock);
    connect(m_shade_panel, &ShadePanel::changed, this, &MainWindow::applyChoice);
}

void MainWindow::showZone(const QString& code) {
    const int zone = index_of(code, m_opened.result->zones.code);
    if (zone >= 0) m_map->showZone(zone);
}

/// The list of the picked footprint's zones, else of the whole map's.
void MainWindow::showImd1() {
    if (!model::find_column(m_opened.result->zone_columns, "imd_decile")) {
        m_imd1_panel->showHint(tr("This map has no deprivation deciles. A project names them under [deprivation]."));
        return;
    }
    const int set = chosenSet(), footprint = m_map->selected();
    if (set >= 0 && footprint >= 0) {
        m_imd1_panel->showZones(
            core::profile(*m_opened.result, static_cast<std::size_t>(set), static_cast<std::size_t>(footprint)));
        return;
    }
    const auto& sets = m_opened.result->sets;
    for (std::size_t s = 0; s < sets.size(); ++s)
        if (sets[s].id == model::whole_set_id && !sets[s].code.empty()) {
            m_imd1_panel->showZones(core::profile(*m_opened.result, s, 0));
            return;
        }
    m_imd1_panel->showHint(text(m_map->scene()->reading) + QLatin1Char('\n') +
                           tr("Pick a footprint to list its zones."));
}

/// What the user's own keys on the map do.
void MainWindow::doMapKey(const QString& id) {
    if (m_what_if->doMapKey(id)) return;
    const auto open_dock = [](QDockWidget* dock) {
        dock->show();
        dock->raise();
    };
    if (id == QLatin1String("labels")) {
        m_names_action->trigger();
    } else if (id == QLatin1String("imd1")) {
        if (m_imd1->isEnabled()) m_imd1->toggle();
    } else if (id == QLatin1String("close_up")) {
        if (m_map->selected() >= 0) m_map->showFootprint(m_map->selected());
    } else if (id == QLatin1String("list")) {
        open_dock(m_imd1_dock);
        m_imd1_panel->focusList();
    } else if (id == QLatin1String("shading")) {
        open_dock(m_shade_dock);
        m_shade->setFocus(Qt::ShortcutFocusReason);
    } else if (id == QLatin1String("profile")) {
        open_dock(m_find_dock);
        m_profile->setFocus(Qt::ShortcutFocusReason);
    }
}

/// The first map shows its docks as the user left them, else the one that says most.
void MainWindow::showDocks() {
    for (QDockWidget* dock : m_docks) dock->toggleViewAction()->setEnabled(true);
    if (m_docks_shown) return;
    m_docks_shown = true;
    if (restoreState(QSettings().value(QStringLiteral("window/docks")).toByteArray(), state_version)) {
        m_controls->show();  // is no dock: never put away
        return;
    }
    m_find_dock->show();
    m_find_dock->raise();
}

void MainWindow::rememberLayout() const {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (m_docks_shown) settings.setValue(QStringLiteral("window/docks"), saveState(state_version));
}

}  // namespace locality::app
