#include "app/main_window.h"

#include "app/chart_box.h"
#include "app/compare_panel.h"
#include "app/imd1_panel.h"
#include "app/map_view.h"
#include "app/messages.h"
#include "app/overlaps_dock.h"
#include "app/profile_panel.h"
#include "app/search_box.h"
#include "app/shade_panel.h"
#include "app/start_page.h"
#include "app/scenario_session.h"
#include "app/themes.h"
#include "app/what_if.h"
#include "app/words.h"
#include "app/work_overlay.h"
#include "core/places.h"
#include "core/profile.h"
#include "model/errors.h"
#include "style/columns.h"

#include <QAction>
#include <QCheckBox>
#include <QCloseEvent>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

namespace locality::app {

MainWindow::~MainWindow() {
    // The job may still report to this window; it must end before anything it reports to.
    delete m_work;
    // Widgets that are taken down may still speak, of focus and pointers gone.
    for (QObject* speaker :
         std::initializer_list<QObject*>{m_map, m_search, m_profile, m_imd1_panel, m_shade_panel, m_overlaps, m_compare,
                                         m_start, m_shade, m_footprints, m_imd1, m_what_if})
        speaker->disconnect(this);
}

void MainWindow::setBusy(bool busy) {
    m_controls->setEnabled(!busy);
    for (QDockWidget* dock : m_docks) dock->setEnabled(!busy);
    m_pages->setEnabled(!busy);
    m_open_action->setEnabled(!busy);
    m_demo_action->setEnabled(!busy);
    m_bring_action->setEnabled(!busy);
    m_add_action->setEnabled(!busy && m_opened.computed);
    m_recent_menu->setEnabled(!busy);
    const bool map = m_opened.result != nullptr;
    for (QAction* action : m_map_actions) action->setEnabled(map && !busy);
    m_save_geopackage->setEnabled(map && !busy && m_opened.computed);
    m_what_if->setBusy(busy);
    if (busy) return;
    m_overlay->end();
    if (map)
        m_map->setFocus();
    else
        m_start->refresh();
    emit ready();
}

void MainWindow::fail(const QString& title, const Failure& failure) {
    show_failure(this, tr("%1 did not work").arg(title), failure);
}

void MainWindow::showResult(Opened opened) {
    const model::Result& result = *opened.result;
    // The scene is made first: where it cannot be, the window stays as it was.
    const bool has_deciles = model::find_column(result.zone_columns, "imd_decile") != nullptr;
    style::SceneChoice choice;
    choice.shade = result.output.shade;
    choice.footprints = result.output.footprints;
    choice.show_imd1 = has_deciles && m_imd1->isChecked();
    choice.show_labels = m_names_action->isChecked();
    choice.look = map_look();
    std::vector<model::Column> columns = style::zone_columns(result);
    if (!model::find_column(columns, choice.shade) && !columns.empty()) choice.shade = columns.front().id;
    if (choice.footprints.empty() && !result.sets.empty()) choice.footprints = result.sets.back().id;
    style::Scene scene = style::make_scene(result, choice, m_book);

    m_opened = std::move(opened);
    m_columns = std::move(columns);
    m_shade_panel->reset();
    listColumns(choice.shade);
    {
        const QSignalBlocker quiet_footprints(m_footprints);
        m_footprints->clear();
        m_footprints->addItem(tr("None"), -1);
        for (std::size_t s = 0; s < result.sets.size(); ++s)
            m_footprints->addItem(text(result.sets[s].title), static_cast<int>(s));
        m_footprints->setCurrentIndex(m_footprints->findData(static_cast<int>(scene.set)));
    }
    m_imd1->setEnabled(has_deciles);
    m_pages->setCurrentWidget(m_map);
    m_controls->show();
    showDocks();
    m_synthetic->setVisible(result.synthetic);
    setWindowFilePath({});
    m_save_geopackage->setToolTip(
        m_opened.computed ? QString() : tr("This map was opened from a GeoPackage: %1").arg(path_text(m_opened.file)));

    m_shade_panel->showScene(scene, m_columns, m_book);
    m_map->setMap(m_opened.result, std::move(scene));
    m_search->clear();
    m_search->setResult(m_opened.result, chosenSet());
    m_overlaps->setResult(m_opened.result);
    showProfile();
    showReadout({});
    m_what_if->open(m_opened);
    titleWindow();  // without the scenario that was shown before
}

int MainWindow::chosenSet() const {
    return m_footprints->currentData().toInt();
}

/// What the controls say is to be drawn.
style::SceneChoice MainWindow::choiceNow() const {
    const int set = chosenSet();
    style::SceneChoice choice;
    choice.shade = m_shade->currentData().toString().toStdString();
    if (set >= 0) choice.footprints = m_opened.result->sets[static_cast<std::size_t>(set)].id;
    choice.show_imd1 = m_imd1->isEnabled() && m_imd1->isChecked();
    choice.show_labels = m_names_action->isChecked();
    choice.by_footprint = m_shade_panel->choice().by_footprint && set >= 0;
    choice.across = m_shade_panel->choice().across;
    choice.recipe = m_shade_panel->choice().recipe;
    choice.look = map_look();
    return choice;
}

/// Fills the list of columns to shade by, `shade` chosen where it is among them.
void MainWindow::listColumns(const std::string& shade) {
    const QSignalBlocker quiet(m_shade);
    m_shade->clear();
    for (const model::Column& column : m_columns) m_shade->addItem(text(column.title), text(column.id));
    m_shade->setCurrentIndex(std::max(0, m_shade->findData(text(shade))));
}

void MainWindow::applyChoice() {
    if (!m_opened.result) return;
    style::SceneChoice choice = choiceNow();
    const int set = chosenSet();
    const style::Scene* before = m_map->scene();
    const bool other_set = !before || before->set != set;
    const bool other_columns =
        before && (before->by_footprint != choice.by_footprint || (choice.by_footprint && other_set));
    if (other_columns) {
        m_columns = choice.by_footprint ? style::footprint_columns(*m_opened.result,
                                                                   m_opened.result->sets[static_cast<std::size_t>(set)])
                                        : style::zone_columns(*m_opened.result);
        // What is shaded stays where both have it; its classes are made anew.
        const auto same = [&](const model::Column& c) { return c.id == choice.shade; };
        if (std::none_of(m_columns.begin(), m_columns.end(), same) && !m_columns.empty())
            choice.shade = m_columns.front().id;
        listColumns(choice.shade);
        choice.across.clear();
        choice.recipe = {};
        m_shade_panel->forgetRecipe();
    }
    if (choice.across == choice.shade) choice.across.clear();
    try {
        style::Scene scene = style::make_scene(*m_opened.result, choice, m_book);
        m_what_if->decorate(scene);
        m_shade_panel->showScene(scene, m_columns, m_book);
        m_map->setMap(m_opened.result, std::move(scene));
    } catch (...) {
        fail(tr("Shading the map"), failure_of(std::current_exception()));
        return;
    }
    if (!other_set) return;
    m_search->setResult(m_opened.result, set);
    showProfile();
}

void MainWindow::showProfile() {
    showImd1();
    showFigures();
}

void MainWindow::showFigures() {
    const int set = chosenSet();
    const int footprint = m_map->selected();
    const ChartLooks looks = chart_looks(m_book);
    m_compare->setSet(m_opened.result, set, looks);
    if (set >= 0 && footprint >= 0) {
        m_profile->showProfile(m_opened.result, static_cast<std::size_t>(set), static_cast<std::size_t>(footprint),
                               looks);
    } else if (set >= 0) {
        m_profile->showList(&m_opened.result->sets[static_cast<std::size_t>(set)],
                            tr("Choose a footprint here, on the map, or by typing its name or code above."));
    } else {
        m_profile->showList(nullptr, m_opened.result->sets.empty()
                                         ? tr("This map has no footprints. A project names them under [[footprints]].")
                                         : tr("Choose a set of footprints above the map to see their people and "
                                              "deprivation here."));
    }
}

style::Scene MainWindow::pictureScene() const {
    style::Scene scene = *m_map->scene();
    scene.scale = 0;                         // the window suits its own font, a picture its size
    scene.style = style::map_style(m_book);  // and is light, whatever the window's colours
    return scene;
}

void MainWindow::showPlace(const Place& place) {
    if (place.set < 0) {
        m_map->showZone(place.index);
        const Spot spot = m_map->spot();
        if (!spot.footprints.empty()) m_map->select(spot.footprints.front());
    } else {
        m_footprints->setCurrentIndex(m_footprints->findData(place.set));
        m_map->select(place.index);
        m_map->showFootprint(place.index);
    }
    showProfile();
}

void MainWindow::findPlace(const QString& words) {
    QString answer = tr("Nothing on this map is called “%1”. Try a part of the name, or the code.").arg(words);
    try {
        const core::Place place = core::find_place(*m_opened.result, words.toStdString());
        if (place.zone) {
            showPlace({-1, *place.zone});
            const auto z = static_cast<std::size_t>(*place.zone);
            answer = tr("%1 is in %2.").arg(text(place.label), text(m_opened.result->zones.name[z]));
        } else if (place.is == core::Place::Is::point) {
            answer = tr("%1 lies in no zone of this map.").arg(text(place.label));
        }
    } catch (const model::InputError&) {  // what to try instead is said already
    }
    statusBar()->showMessage(answer, 8000);
}

void MainWindow::showReadout(const QStringList& lines) {
    m_readout->setText(lines.isEmpty()
                           ? tr("Point at a zone to read it; arrow keys move the map, Alt+arrows go from zone "
                                "to zone.")
                           : lines.join(QStringLiteral("   ·   ")));
}

/// A file that is being written is finished first; where that does not work the window stays, to say so.
void MainWindow::closeAfter(Work* work) {
    statusBar()->showMessage(tr("The window closes as soon as the file is saved."));
    if (std::exchange(m_closing, true)) return;
    auto* once = new QObject(work);
    const auto stay = [this] { m_closing = false; };
    connect(work, &Work::failed, once, stay);
    connect(work, &Work::cancelled, once, stay);
    connect(work, &Work::ended, this, [this, once] {
        once->deleteLater();
        if (std::exchange(m_closing, false)) close();
    }, Qt::SingleShotConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_what_if->mayLeave([this] { close(); })) {
        event->ignore();
        return;
    }
    for (Work* work : findChildren<Work*>()) {
        if (!work->isWaitedFor()) continue;
        event->ignore();
        closeAfter(work);
        return;
    }
    m_work->cancel();
    rememberLayout();
    QMainWindow::closeEvent(event);
}

}  // namespace locality::app
