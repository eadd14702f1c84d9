#pragma once

#include "app/map_command.h"
#include "app/open_result.h"
#include "app/places_model.h"
#include "app/work.h"
#include "core/draft.h"
#include "io/backdrop.h"
#include "style/scene.h"

#include <QMainWindow>

class QAction;
class QCheckBox;
class QComboBox;
class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;

namespace locality::app {

class ComparePanel;
class Imd1Panel;
class MapView;
class OverlapsDock;
class ProfilePanel;
class SearchBox;
class ShadePanel;
class StartPage;
class WhatIf;
class WorkOverlay;

/// The window: a start page, then the map with its controls above it and the profile of the picked footprint beside it.
/// Reading, computing and writing happen on a thread of their own; this class only asks for it and shows what came.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(style::StyleBook book, QWidget* parent = nullptr);
    ~MainWindow() override;

    void open(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data = {});
    void openDemo();
    /// Shows how files are understood, and makes a project of them.
    void bringData(const std::vector<std::filesystem::path>& files);
    void savePicture(const QString& file);
    void saveGeopackage(const QString& file);
    /// Lays a picture under the map.
    void openBackdrop(const io::BackdropSpec& spec);
    bool isBusy() const { return m_work->isRunning(); }

signals:
    /// Work ended, well or not: the window is ready again.
    void ready();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildActions();
    void buildControls();
    void buildFindDock();
    void buildImd1Dock();
    void buildShadeDock();
    void buildOverlapsDock();
    void buildBackdropMenu(QMenu* view);
    void openBackdropOfProject();
    void showBackdrop(std::shared_ptr<const style::Backdrop> backdrop);
    void buildCompareDock();
    void buildWhatIf();
    void addDock(QDockWidget* dock);
    void showDocks();
    void rememberLayout() const;
    void start(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data, const QString& name,
               bool is_users_own);
    void askForFile();
    void addData();
    void showBringDialog(core::DraftBase base, const std::filesystem::path& project,
                         const std::vector<std::filesystem::path>& files);
    void showExport();
    void printMap();
    void saveMap(const style::Scene& scene, const style::Sheet& sheet, const QString& file);
    MapOrder mapOrder() const;
    geo::Box groundShown() const;
    void askForGeopackage();
    void setBusy(bool busy);
    void closeAfter(Work* work);
    void showResult(Opened opened);
    style::SceneChoice choiceNow() const;
    void listColumns(const std::string& shade);
    void applyChoice();
    void showProfile();
    void addPickedToComparison();
    void showFigures();  ///< of the profile alone
    void showPlace(const Place& place);
    /// What no name on the map fits may be a postcode or a grid reference: shows the zone there, or says what to try.
    void findPlace(const QString& words);
    void showZone(const QString& code);
    void showImd1();
    void doMapKey(const QString& id);
    void showReadout(const QStringList& lines);
    void titleWindow();
    void fail(const QString& title, const Failure& failure);
    int chosenSet() const;
    style::Scene pictureScene() const;

    style::StyleBook m_book;
    Opened m_opened;

    Work* m_work = nullptr;
    QStackedWidget* m_pages = nullptr;
    StartPage* m_start = nullptr;
    MapView* m_map = nullptr;
    WorkOverlay* m_overlay = nullptr;
    QWidget* m_controls = nullptr;
    QComboBox* m_shade = nullptr;
    QComboBox* m_footprints = nullptr;
    QCheckBox* m_imd1 = nullptr;
    QDockWidget* m_find_dock = nullptr;
    SearchBox* m_search = nullptr;
    ProfilePanel* m_profile = nullptr;
    QDockWidget* m_imd1_dock = nullptr;
    Imd1Panel* m_imd1_panel = nullptr;
    QDockWidget* m_shade_dock = nullptr;
    ShadePanel* m_shade_panel = nullptr;
    QDockWidget* m_compare_dock = nullptr;
    ComparePanel* m_compare = nullptr;
    std::vector<model::Column> m_columns;  ///< of the zones or footprints that are shaded
    OverlapsDock* m_overlaps = nullptr;
    WhatIf* m_what_if = nullptr;
    std::vector<QDockWidget*> m_docks;
    bool m_docks_shown = false;
    bool m_closing = false;  ///< once a file is saved
    QAction* m_names_action = nullptr;
    QLabel* m_readout = nullptr;
    QLabel* m_synthetic = nullptr;
    QAction* m_export = nullptr;
    QAction* m_print = nullptr;
    QAction* m_save_geopackage = nullptr;
    std::vector<QAction*> m_map_actions;  ///< that make sense only with a map
    QAction* m_open_action = nullptr;
    QAction* m_demo_action = nullptr;
    QAction* m_bring_action = nullptr;
    QAction* m_add_action = nullptr;
    QMenu* m_recent_menu = nullptr;
    QMenu* m_backdrop_menu = nullptr;
    std::filesystem::path m_backdrop_file;  ///< of the picture under the map, while there is one
};

}  // namespace locality::app
