#include "app/what_if.h"

#include "app/compare_page.h"
#include "app/map_selection.h"
#include "app/map_view.h"
#include "app/mend_page.h"
#include "app/move_page.h"
#include "app/scenario_autosave.h"
#include "app/scenario_session.h"
#include "app/steps_page.h"
#include "app/words.h"
#include "app/work.h"
#include "app/zone_page.h"
#include "app/zone_selection.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int autosave_ms = 200;
constexpr int narrowest_px = 300;

}  // namespace

WhatIf::WhatIf(QMainWindow* window, MapView* map, Work* work)
    : QObject(window),
      m_window(window),
      m_map(map),
      m_work(work),
      m_session(new ScenarioSession(this)),
      m_selection(new ZoneSelection(this)),
      m_on_map(new MapSelection(map, m_selection)) {
    m_dock = new QDockWidget(tr("What if"), window);
    m_dock->setObjectName(QStringLiteral("what_if"));
    m_dock->setWidget(buildPanel());
    buildBanner(window);
    m_autosave = new QTimer(this);
    m_autosave->setSingleShot(true);
    m_autosave->setInterval(autosave_ms);
    connect(m_autosave, &QTimer::timeout, this, [this] {
        if (m_session->isModified()) autosave(m_session->coded(), m_map_file);
    });
    connect(m_session, &ScenarioSession::aboutToSwap, this, [this] { m_map->finishDrawing(); });
    connect(m_session, &ScenarioSession::listChanged, this, [this] {
        if (m_session->current() >= 0) emit setWanted(m_session->setIndex());
        emit sceneWanted();
        emit figuresChanged();
        refresh();
    });
    connect(m_session, &ScenarioSession::stateChanged, this, &WhatIf::follow);
    connect(m_session, &ScenarioSession::marksChanged, this, [this] {
        // Not put off by what follows: whoever works fast loses no more than whoever works slowly.
        if (m_session->isModified() && !m_autosave->isActive()) m_autosave->start();
        refreshBanner();
    });
    connect(m_map, &MapView::menuAboutToShow, this, &WhatIf::fillMapMenu);
    connect(m_zone_page, &ZonePage::zoneWanted, this, [this](int zone) { m_map->showZone(zone); });
    connect(m_steps_page, &StepsPage::zonesWanted, this, &WhatIf::goToZones);
    connect(m_mend_page, &MendPage::zonesWanted, this, &WhatIf::goToZones);
    connect(m_move_page, &MovePage::moved, m_selection, &ZoneSelection::clear);
}

QWidget* WhatIf::buildPanel() {
    auto* inside = new QWidget(m_dock);
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    inside->setMinimumWidth(narrowest_px);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    m_scenarios = new QComboBox(inside);
    m_scenarios->setObjectName(QStringLiteral("scenario"));
    m_scenarios->setAccessibleName(tr("Scenario being worked on"));
    m_scenarios->setMinimumHeight(target_px);
    m_scenarios->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_scenarios->setMinimumContentsLength(10);
    auto* fresh = new QPushButton(tr("&New…"), inside);
    fresh->setObjectName(QStringLiteral("scenario_new"));
    fresh->setMinimumHeight(target_px);
    auto* more = new QToolButton(inside);
    more->setObjectName(QStringLiteral("scenario_more"));
    more->setText(tr("More"));
    more->setToolTip(tr("Duplicate, rename, delete, open and save scenarios"));
    more->setAccessibleName(tr("More that can be done with scenarios"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMinimumSize(target_px, target_px);
    more->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout;
    row->addWidget(m_scenarios, 1);
    row->addWidget(fresh);
    row->addWidget(more);
    layout->addLayout(row);
    m_shown = new QCheckBox(tr("S&how it on the map; else the original"), inside);
    m_shown->setObjectName(QStringLiteral("scenario_shown"));
    m_shown->setMinimumHeight(target_px);
    layout->addWidget(m_shown);
    m_tabs = new QTabWidget(inside);
    m_tabs->setObjectName(QStringLiteral("what_if_tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_zone_page = new ZonePage(m_session, m_selection, m_on_map, m_tabs), tr("&Zones"));
    m_tabs->addTab(m_move_page = new MovePage(m_session, m_selection, m_tabs), tr("Mo&ve"));
    m_tabs->addTab(m_steps_page = new StepsPage(m_session, m_tabs), tr("Ste&ps"));
    m_tabs->addTab(m_mend_page = new MendPage(m_session, m_work, m_tabs), tr("Men&d"));
    m_tabs->addTab(m_compare_page = new ComparePage(m_session, m_tabs), tr("C&ompare"));
    layout->addWidget(m_tabs, 1);
    connect(fresh, &QPushButton::clicked, this, &WhatIf::askForNew);
    connect(m_scenarios, &QComboBox::activated, this, [this](int index) { m_session->choose(m_scenarios->itemData(index).toInt()); });
    connect(m_shown, &QCheckBox::clicked, m_session, &ScenarioSession::setShown);
    return inside;
}

/// The line above the map that nobody can overlook: whoever looks at a scenario must know that it is one.
QWidget* WhatIf::buildBanner(QWidget* parent) {
    m_banner = new QFrame(parent);
    m_banner->setObjectName(QStringLiteral("scenario_banner"));
    m_banner->setFrameShape(QFrame::StyledPanel);
    m_banner->setBackgroundRole(QPalette::ToolTipBase);
    m_banner->setForegroundRole(QPalette::ToolTipText);
    m_banner->setAutoFillBackground(true);
    auto* layout = new QHBoxLayout(m_banner);
    layout->setContentsMargins(10, 3, 6, 3);
    m_banner_words = new QLabel(m_banner);
    m_banner_words->setObjectName(QStringLiteral("scenario_banner_words"));
    m_banner_words->setTextFormat(Qt::PlainText);
    m_banner_words->setForegroundRole(QPalette::ToolTipText);
    QFont bold = m_banner_words->font();
    bold.setBold(true);
    m_banner_words->setFont(bold);
    m_banner_words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* back = new QPushButton(tr("Show the original"), m_banner);
    back->setObjectName(QStringLiteral("scenario_back"));
    back->setMinimumHeight(target_px);
    layout->addWidget(m_banner_words, 1);
    layout->addWidget(back);
    m_banner->hide();
    connect(back, &QPushButton::clicked, this, [this] { m_session->setShown(!m_session->isShown()); });
    return m_banner;
}

QWidget* WhatIf::banner() const {
    return m_banner;
}

void WhatIf::refreshBanner() {
    const bool any = m_session->current() >= 0;
    m_banner->setVisible(any);
    if (!any) return;
    const QString title = m_session->title(m_session->current());
    const QString unsaved = m_session->isModified() ? tr(" · not saved yet") : QString();
    const model::Scenario& scenario = m_session->editor()->scenario();
    m_banner_words->setText(m_session->isShown()
                                ? tr("◆ Scenario “%1” is shown · %2 · %3%4")
                                      .arg(title, text(m_session->set().title),
                                           scenario.done == 1 ? tr("1 step") : tr("%1 steps").arg(scenario.done),
                                           unsaved)
                                : tr("◇ The original is shown · scenario “%1” is kept%2").arg(title, unsaved));
    m_banner->findChild<QPushButton*>()->setText(m_session->isShown() ? tr("Show the original") : tr("Show the scenario"));
}

QString WhatIf::shownTitle() const {
    return m_session->isShown() ? m_session->title(m_session->current()) : QString();
}

void WhatIf::decorate(style::Scene& scene) const {
    if (auto zones = m_session->wholeZones(scene.set))
        style::show_scenario(scene, shownTitle().toStdString(), std::move(zones));
}

/// The scenario's footprints changed: only what shows them does anything.
void WhatIf::follow() {
    const style::Scene* scene = m_map->scene();
    if (scene && scene->set == m_session->setIndex()) {
        if (scene->by_footprint && m_session->isShown())
            emit sceneWanted();
        else
            m_map->setWholeZones(m_session->wholeZones(scene->set));
    }
    emit figuresChanged();
    refresh();
}

void WhatIf::refresh() {
    const bool any = m_session->current() >= 0;
    {
        const QSignalBlocker quiet(m_scenarios);
        m_scenarios->clear();
        for (int i = 0; i < m_session->count(); ++i) m_scenarios->addItem(m_session->title(i), i);
        if (m_session->count() == 0) m_scenarios->addItem(tr("No scenario yet"), -1);
        if (!any && m_session->count() > 0) m_scenarios->insertItem(0, tr("The original alone"), -1);
        m_scenarios->setCurrentIndex(std::max(0, m_scenarios->findData(m_session->current())));
    }
    m_shown->setEnabled(any);
    m_shown->setChecked(m_session->isShown());
    m_on_map->setActive(any);
    m_zone_page->follow();
    m_move_page->refresh();
    m_steps_page->refresh();
    m_mend_page->refresh();
    m_compare_page->refresh();
    refreshBanner();
    setBusy(m_busy);
}

void WhatIf::setBusy(bool busy) {
    m_busy = busy;
    if (!m_menu) return;
    const bool map = m_result && !busy, any = map && m_session->current() >= 0;
    m_new->setEnabled(map && !m_session->sets().empty());
    m_load->setEnabled(map);
    for (QAction* a : {m_save, m_save_as}) a->setEnabled(map && (m_session->count() > 0 || m_session->isModified()));
    for (QAction* a : m_of_scenario) a->setEnabled(any);
    m_undo->setEnabled(any && m_session->editor()->can_undo());
    m_redo->setEnabled(any && m_session->editor()->can_redo());
    m_geopackage->setEnabled(any && m_computed);
    m_show->setChecked(m_session->isShown());
    m_banner->setEnabled(!busy);
}

void WhatIf::buildMenu(QMenu* menu) {
    m_menu = menu;
    m_new = menu->addAction(tr("&New scenario…"), QKeySequence(tr("Ctrl+Shift+N")), this, &WhatIf::askForNew);
    const auto of_scenario = [&](const QString& words, const QKeySequence& key, auto&& then) {
        QAction* action = menu->addAction(words, this, then);
        action->setShortcut(key);
        m_of_scenario.push_back(action);
        return action;
    };
    of_scenario(tr("&Duplicate it"), {}, [this] { m_session->duplicate(); });
    of_scenario(tr("&Rename it…"), {}, [this] { askForTitle(); });
    of_scenario(tr("De&lete it…"), {}, [this] { askToRemove(); });
    m_show = of_scenario(tr("S&how it on the map"), QKeySequence(tr("Ctrl+T")), [this](bool on) { m_session->setShown(on); });
    m_show->setCheckable(true);
    menu->addSeparator();
    m_undo = menu->addAction(tr("&Undo the last step"), QKeySequence::Undo, this, [this] { m_session->undo(); });
    m_redo = menu->addAction(tr("Make it a&gain"), QKeySequence(tr("Ctrl+Shift+Z")), this, [this] { m_session->redo(); });
    menu->addSeparator();
    m_load = menu->addAction(tr("&Open scenarios…"), this, &WhatIf::openScenarios);
    m_save = menu->addAction(tr("&Save the scenarios"), QKeySequence::Save, this, [this] { save({}); });
    m_save_as = menu->addAction(tr("Save the scenarios &as…"), this, [this] { saveAs({}); });
    menu->addSeparator();
    m_geopackage = menu->addAction(tr("Save it as a Geo&Package…"), this, &WhatIf::askForGeopackage);
    of_scenario(tr("&Copy the command line that makes it"), {}, [this] { copyCommand(); });
    m_dock->findChild<QToolButton*>(QStringLiteral("scenario_more"))->setMenu(menu);
    setBusy(false);
}

bool WhatIf::doMapKey(const QString& id) {
    if (id == QLatin1String("choose_zone")) {
        m_on_map->toggleAtSpot();
        return true;
    }
    if (id != QLatin1String("what_if")) return false;
    m_dock->show();
    m_dock->raise();
    m_tabs->setCurrentWidget(m_zone_page);
    m_zone_page->focusList();
    return true;
}

void WhatIf::fillMapMenu(QMenu* menu, int zone) {
    if (m_session->current() < 0 || zone < 0) return;
    menu->addSeparator();
    menu->addAction(m_selection->contains(zone) ? tr("Take this zone out of the choice") : tr("Choose this zone"), this,
                    [this, zone] { m_selection->toggle(zone); });
    const std::int32_t here = m_session->editor()->live().footprint_of_zone()[static_cast<std::size_t>(zone)];
    if (here == model::unassigned || m_selection->isEmpty()) return;
    menu->addAction(tr("Move the chosen zones to %1…").arg(text(m_session->set().name[static_cast<std::size_t>(here)])),
                    this, [this, here] {
                        m_dock->show();
                        m_dock->raise();
                        m_tabs->setCurrentWidget(m_move_page);
                        m_move_page->setTarget(here);
                        m_move_page->focusTarget();
                    });
}

void WhatIf::goToZones(const std::vector<std::int32_t>& zones) {
    m_selection->clear();
    m_selection->add(zones);
    if (!zones.empty()) m_map->showZone(zones.front());
}

}  // namespace locality::app
