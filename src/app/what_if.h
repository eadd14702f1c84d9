#pragma once

#include "app/open_result.h"
#include "style/scene.h"

#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QCheckBox;
class QComboBox;
class QDockWidget;
class QFrame;
class QLabel;
class QMainWindow;
class QMenu;
class QTabWidget;
class QTimer;

namespace locality::app {

class ComparePage;
class MapSelection;
class MapView;
class MendPage;
class MovePage;
class ScenarioSession;
class StepsPage;
class Work;
class ZonePage;
class ZoneSelection;

/// Everything about scenarios in the window: the dock, the menu, the line above the map that says which is shown, what
/// is chosen on the map, saving and autosaving. The window asks it before it lets go of a map.
class WhatIf : public QObject {
    Q_OBJECT

public:
    WhatIf(QMainWindow* window, MapView* map, Work* work);

    QDockWidget* dock() const { return m_dock; }
    QWidget* banner() const;
    void buildMenu(QMenu* menu);
    ScenarioSession* session() const { return m_session; }

    /// Takes up a map, and the tables that came with it: its scenarios are those beside its project, or those that were not saved, if the user wants them.
    void open(Opened& opened);
    /// What a scene of the result must have besides to show the scenario: its outlines, and a word of it.
    void decorate(style::Scene& scene) const;
    /// Makes the project anew in a file, with the scenario; asks for the file first.
    void askForGeopackage();
    void saveGeopackage(const QString& name);
    /// Title of the scenario that is shown; empty where the original is.
    QString shownTitle() const;
    /// The current scenario as a command line names it: FILE.toml:TITLE.
    std::string scenarioAddress() const;
    /// True where nothing is unsaved. Else asks, and does `then` once the user has saved or let go.
    bool mayLeave(std::function<void()> then);
    /// The keys of the map that are of scenarios.
    bool doMapKey(const QString& id);
    void setBusy(bool busy);

signals:
    /// The map must be made anew, with what `decorate` adds.
    void sceneWanted();
    /// Figures of the scenario's set are others.
    void figuresChanged();
    /// A set is to be shown.
    void setWanted(int set);

private:
    QWidget* buildPanel();
    QWidget* buildBanner(QWidget* parent);
    void follow();
    void refresh();
    void refreshBanner();
    void askForNew();
    void askForTitle();
    void askToRemove();
    void askTitle(const QString& heading, const QString& title, bool with_set,
                  const std::function<void(const QString& title, int set)>& then);
    void openScenarios();
    bool load(const std::filesystem::path& file);
    void offerUnsaved();
    bool save(const std::function<void()>& then);
    void saveAs(const std::function<void()>& then);
    bool write(const std::filesystem::path& file);
    void copyCommand() const;
    void fillMapMenu(QMenu* menu, int zone);
    void goToZones(const std::vector<std::int32_t>& zones);

    QMainWindow* m_window;
    MapView* m_map;
    Work* m_work;
    ScenarioSession* m_session;
    ZoneSelection* m_selection;
    MapSelection* m_on_map;
    std::shared_ptr<model::Result> m_result;
    std::filesystem::path m_map_file;
    std::optional<std::filesystem::path> m_data;
    std::filesystem::path m_file;  ///< of the scenarios; empty until the user has chosen one
    bool m_computed = false, m_busy = false;

    QDockWidget* m_dock = nullptr;
    QFrame* m_banner = nullptr;
    QLabel* m_banner_words = nullptr;
    QComboBox* m_scenarios = nullptr;
    QCheckBox* m_shown = nullptr;
    QTabWidget* m_tabs = nullptr;
    ZonePage* m_zone_page = nullptr;
    MovePage* m_move_page = nullptr;
    StepsPage* m_steps_page = nullptr;
    MendPage* m_mend_page = nullptr;
    ComparePage* m_compare_page = nullptr;
    QTimer* m_autosave = nullptr;
    QMenu* m_menu = nullptr;
    QAction *m_new = nullptr, *m_load = nullptr, *m_save = nullptr, *m_save_as = nullptr, *m_undo = nullptr,
            *m_redo = nullptr, *m_show = nullptr, *m_geopackage = nullptr;
    std::vector<QAction*> m_of_scenario;  ///< that need a current one
};

}  // namespace locality::app
