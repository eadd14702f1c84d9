// How the window is put together: its pages, controls, docks and menus.

#include "app/fonts.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/profile_panel.h"
#include "app/search_box.h"
#include "app/start_page.h"
#include "app/words.h"
#include "app/work_overlay.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr QSize first_size(1280, 800);
constexpr int dock_width = 370;
constexpr int widest_combo = 380;
constexpr int target_px = 28;  // buttons are at least this wide and high

constexpr double zoom_step = 1.5;

/// A label that a screen reader and Alt+letter tie to the control.
QLabel* label_for(QWidget* control, const QString& words, QWidget* parent) {
    auto* label = new QLabel(words, parent);
    label->setBuddy(control);
    return label;
}

/// Of a code among codes in ascending order; -1 where it is not there.
int index_of(const QString& code, const std::vector<std::string>& codes) {
    const auto found = std::lower_bound(codes.begin(), codes.end(), code.toStdString());
    return found != codes.end() && *found == code.toStdString() ? static_cast<int>(found - codes.begin()) : -1;
}

}  // namespace

MainWindow::MainWindow(style::StyleBook book, QWidget* parent) : QMainWindow(parent), m_book(std::move(book)) {
    setWindowTitle(tr("Locality"));
    resize(first_size);
    setAcceptDrops(true);

    m_pages = new QStackedWidget(this);
    m_start = new StartPage(m_pages);
    m_map = new MapView(m_pages);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_map);
    auto* middle = new QWidget(this);
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setCentralWidget(middle);
    m_overlay = new WorkOverlay(middle);

    m_readout = new QLabel(this);
    m_readout->setObjectName(QStringLiteral("readout"));
    m_readout->setAccessibleName(tr("Place under the pointer"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setMargin(3);
    statusBar()->addWidget(m_readout, 1);
    m_synthetic = new QLabel(tr("Synthetic data"), this);
    m_synthetic->setObjectName(QStringLiteral("synthetic"));
    m_synthetic->setFont(scaled(m_synthetic->font(), 1, true));
    m_synthetic->setMargin(3);
    m_synthetic->hide();
    statusBar()->addPermanentWidget(m_synthetic);

    m_work = new Work(this);
    buildControls();
    buildFindDock();
    buildActions();

    connect(m_start, &StartPage::demoWanted, this, &MainWindow::openDemo);
    connect(m_start, &StartPage::openWanted, this, &MainWindow::askForFile);
    connect(m_start, &StartPage::recentWanted, this, [this](const RecentFile& f) { open(f.file, f.data); });
    connect(m_map, &MapView::spotChanged, this, &MainWindow::showReadout);
    connect(m_map, &MapView::drawingFailed, this, [this](const QString& why) {
        fail(tr("Drawing the map"),
             {tr("The map could not be drawn. Close other programs and try again; if it stays so, "
                 "please report the detail."),
              why});
    });
    connect(m_map, &MapView::footprintPicked, this, &MainWindow::showProfile);
    connect(m_work, &Work::started, m_overlay, &WorkOverlay::begin);
    connect(m_work, &Work::started, this, [this] { setBusy(true); });
    connect(m_work, &Work::progressed, m_overlay, &WorkOverlay::progress);
    connect(m_work, &Work::failed, this, &MainWindow::fail);
    connect(m_work, &Work::cancelled, this, [this] { statusBar()->showMessage(tr("Cancelled."), 5000); });
    connect(m_work, &Work::ended, this, [this] { setBusy(false); });
    connect(m_overlay, &WorkOverlay::cancelWanted, m_work, &Work::cancel);
    m_start->refresh();
}

void MainWindow::buildControls() {
    auto* bar = new QToolBar(tr("Map controls"), this);
    bar->setObjectName(QStringLiteral("controls"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->toggleViewAction()->setVisible(false);
    m_controls = new QWidget(bar);
    auto* layout = new QHBoxLayout(m_controls);
    layout->setContentsMargins(6, 4, 6, 4);
    layout->setSpacing(8);

    m_shade = new QComboBox(m_controls);
    m_shade->setObjectName(QStringLiteral("shade"));
    m_shade->setAccessibleName(tr("Shade zones by"));
    m_shade->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_shade->setMinimumContentsLength(18);
    m_footprints = new QComboBox(m_controls);
    m_footprints->setObjectName(QStringLiteral("footprints"));
    m_footprints->setAccessibleName(tr("Footprints shown"));
    m_footprints->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_footprints->setMinimumContentsLength(14);
    m_imd1 = new QCheckBox(tr("Outline the most &deprived 10%"), m_controls);
    m_imd1->setObjectName(QStringLiteral("imd1_toggle"));
    m_imd1->setToolTip(tr("Outlines every zone in the most deprived tenth of England (IMD decile 1)"));

    layout->addWidget(label_for(m_shade, tr("&Shade zones by"), m_controls));
    m_shade->setMaximumWidth(widest_combo);
    layout->addWidget(m_shade, 3);
    layout->addSpacing(8);
    layout->addWidget(label_for(m_footprints, tr("Foot&prints"), m_controls));
    m_footprints->setMaximumWidth(widest_combo);
    layout->addWidget(m_footprints, 2);
    layout->addSpacing(8);
    layout->addWidget(m_imd1);
    layout->addStretch();
    const auto button = [&](const QString& sign, const QString& name, auto&& then) {
        auto* b = new QToolButton(m_controls);
        b->setText(sign);
        b->setToolTip(name);
        b->setAccessibleName(name);
        b->setMinimumSize(target_px, target_px);
        connect(b, &QToolButton::clicked, this, then);
        layout->addWidget(b);
    };
    button(QStringLiteral("+"), tr("Zoom in"), [this] { m_map->zoom(zoom_step); });
    button(QStringLiteral("−"), tr("Zoom out"), [this] { m_map->zoom(1 / zoom_step); });
    button(tr("Whole map"), tr("Show the whole map"), [this] { m_map->fit(); });
    bar->addWidget(m_controls);
    addToolBar(Qt::TopToolBarArea, bar);
    bar->hide();
    m_controls = bar;

    connect(m_shade, &QComboBox::currentIndexChanged, this, &MainWindow::applyChoice);
    connect(m_footprints, &QComboBox::currentIndexChanged, this, &MainWindow::applyChoice);
    connect(m_imd1, &QCheckBox::toggled, m_map, &MapView::setImd1Shown);
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
    addDockWidget(Qt::RightDockWidgetArea, m_find_dock);
    resizeDocks({m_find_dock}, {dock_width}, Qt::Horizontal);
    m_find_dock->hide();

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
    connect(m_profile, &ProfilePanel::zoneWanted, this, [this](const QString& code) {
        const int zone = index_of(code, m_opened.result->zones.code);
        if (zone >= 0) m_map->showZone(zone);
    });
}

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
    m_demo_action = file->addAction(tr("Open the &demo city"), this, &MainWindow::openDemo);
    file->addSeparator();
    m_save_picture = file->addAction(tr("Save the map as a &picture…"), QKeySequence(tr("Ctrl+E")), this,
                                     &MainWindow::askForPicture);
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
    QAction* dock = m_find_dock->toggleViewAction();
    dock->setEnabled(false);
    view->addAction(dock);
    m_map_actions = {m_save_picture, find, in, out, whole, go};
    for (QAction* action : m_map_actions) action->setEnabled(false);
    m_save_geopackage->setEnabled(false);

    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Keys…"), QKeySequence::HelpContents, this, [this] {
        auto* box =
            new QMessageBox(QMessageBox::NoIcon, tr("Keys"),
                            tr("<h3>Keys on the map</h3>"
                               "<table cellspacing='6'>"
                               "<tr><td><b>Arrows</b></td><td>move the map</td></tr>"
                               "<tr><td><b>+ and −</b></td><td>zoom in and out</td></tr>"
                               "<tr><td><b>Home</b></td><td>show the whole map</td></tr>"
                               "<tr><td><b>Alt+arrows</b></td><td>go from zone to zone and read it</td></tr>"
                               "<tr><td><b>Enter</b></td><td>pick the footprint there</td></tr>"
                               "<tr><td><b>Esc</b></td><td>let go of it</td></tr>"
                               "<tr><td><b>Wheel</b></td><td>zoom at the pointer; with Ctrl finely</td></tr></table>"
                               "<h3>Everywhere</h3><table cellspacing='6'>"
                               "<tr><td><b>Ctrl+F</b></td><td>find a footprint or zone</td></tr>"
                               "<tr><td><b>F6</b></td><td>go to the map</td></tr>"
                               "<tr><td><b>Tab</b></td><td>go to the next control</td></tr></table>"),
                            QMessageBox::Ok, this);
        box->setObjectName(QStringLiteral("keys"));
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

}  // namespace locality::app
