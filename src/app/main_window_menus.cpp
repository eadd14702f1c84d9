// The menus.

#include "app/keys_dialog.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/recent_files.h"
#include "app/search_box.h"
#include "app/themes.h"
#include "app/what_if.h"
#include "app/words.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

namespace locality::app {

namespace {

constexpr double zoom_step = 1.5;

}  // namespace

void MainWindow::buildActions() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_open_action = file->addAction(tr("&Open…"), QKeySequence::Open, this, &MainWindow::askForFile);
    m_recent_menu = file->addMenu(tr("Open &recent"));
    m_recent_menu->setObjectName(QStringLiteral("recent_menu"));
    connect(m_recent_menu, &QMenu::aboutToShow, this, [this] {
        m_recent_menu->clear();
        for (const RecentFile& f : recent_files())
            m_recent_menu->addAction(path_text(f.file), this, [this, f] { open(f.file, f.data); });
        if (m_recent_menu->isEmpty()) m_recent_menu->addAction(tr("Nothing yet"))->setEnabled(false);
    });
    m_bring_action = file->addAction(tr("&New project from my data…"), QKeySequence::New, this, [this] { bringData({}); });
    m_add_action = file->addAction(tr("&Add data to this project…"), this, &MainWindow::addData);
    m_add_action->setEnabled(false);
    m_demo_action = file->addAction(tr("Open the &demo city"), this, &MainWindow::openDemo);
    file->addSeparator();
    m_export = file->addAction(tr("Take the map a&way…"), QKeySequence(tr("Ctrl+E")), this, &MainWindow::showExport);
    m_print = file->addAction(tr("&Print…"), QKeySequence::Print, this, &MainWindow::printMap);
    m_save_geopackage =
        file->addAction(tr("Save as a &GeoPackage…"), QKeySequence::SaveAs, this, &MainWindow::askForGeopackage);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    file->setToolTipsVisible(true);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    QAction* find = view->addAction(tr("&Find…"), QKeySequence::Find, this, [this] {
        m_find_dock->show();
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    QAction* in = view->addAction(tr("Zoom &in"), QKeySequence::ZoomIn, this, [this] { m_map->zoom(zoom_step); });
    QAction* out =
        view->addAction(tr("Zoom &out"), QKeySequence::ZoomOut, this, [this] { m_map->zoom(1 / zoom_step); });
    QAction* whole = view->addAction(tr("&Whole map"), QKeySequence(tr("Ctrl+Home")), this, [this] { m_map->fit(); });
    QAction* go = view->addAction(tr("&Go to the map"), QKeySequence(tr("F6")), this, [this] { m_map->setFocus(); });
    view->addSeparator();
    m_names_action = view->addAction(tr("&Names of footprints"));
    m_names_action->setCheckable(true);
    m_names_action->setChecked(true);
    connect(m_names_action, &QAction::toggled, m_map, &MapView::setNamesShown);
    for (QDockWidget* dock : m_docks) view->addAction(dock->toggleViewAction());
    view->addAction(tr("Put everything &back in its place"), this, [this] {
        for (QDockWidget* dock : m_docks) {
            dock->setFloating(false);
            addDockWidget(Qt::RightDockWidgetArea, dock);
            if (dock != m_find_dock) tabifyDockWidget(m_find_dock, dock);
            dock->setVisible(m_opened.result && dock == m_find_dock);
        }
    });
    view->addSeparator();
    QMenu* colours = view->addMenu(tr("&Colours of the window"));
    auto* themes = new QActionGroup(this);
    const auto theme = [&](Theme which, const QString& words) {
        QAction* action = themes->addAction(words);
        action->setCheckable(true);
        action->setChecked(chosen_theme() == which);
        colours->addAction(action);
        connect(action, &QAction::triggered, this, [this, which] {
            choose_theme(which);
            applyChoice();
            if (m_opened.result) showProfile();  // its charts have the colours of the window
        });
    };
    theme(Theme::system, tr("As the &system has them"));
    theme(Theme::light, tr("&Light"));
    theme(Theme::dark, tr("&Dark"));
    theme(Theme::contrast, tr("High &contrast"));
    m_map_actions = {m_export, m_print, find, in, out, whole, go, m_names_action};
    buildBackdropMenu(view);
    for (QAction* action : m_map_actions) action->setEnabled(false);
    m_save_geopackage->setEnabled(false);

    m_what_if->buildMenu(menuBar()->addMenu(tr("&What if")));

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* keys = help->addAction(tr("&Keys…"), this, [this] {
        auto* dialog = new KeysDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::SHIFT | Qt::Key_Question)});
}

}  // namespace locality::app
