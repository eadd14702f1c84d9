// How the window is put together: its pages and the controls above the map.

#include "app/fonts.h"
#include "app/main_window.h"
#include "app/map_view.h"
#include "app/shade_panel.h"
#include "app/start_page.h"
#include "app/work_overlay.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr QSize first_size(1280, 800);
constexpr int widest_combo = 380;
constexpr int least_combo = 9;  // letters
constexpr int target_px = 28;  // buttons are at least this wide and high
constexpr double zoom_step = 1.5;

/// A label that a screen reader and Alt+letter tie to the control.
QLabel* label_for(QWidget* control, const QString& words, QWidget* parent) {
    auto* label = new QLabel(words, parent);
    label->setBuddy(control);
    return label;
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
    buildImd1Dock();
    buildShadeDock();
    buildOverlapsDock();
    buildCompareDock();
    buildWhatIf();
    buildActions();
    setAnimated(false);  // nothing moves by itself
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());

    connect(m_start, &StartPage::demoWanted, this, &MainWindow::openDemo);
    connect(m_start, &StartPage::openWanted, this, &MainWindow::askForFile);
    connect(m_start, &StartPage::bringWanted, this, [this] { bringData({}); });
    connect(m_start, &StartPage::recentWanted, this, [this](const RecentFile& f) { open(f.file, f.data); });
    connect(m_map, &MapView::spotChanged, this, &MainWindow::showReadout);
    connect(m_map, &MapView::drawingFailed, this, [this](const QString& why) {
        fail(tr("Drawing the map"),
             {tr("The map could not be drawn. Close other programs and try again; if it stays so, "
                 "please report the detail."),
              why});
    });
    connect(m_map, &MapView::footprintPicked, this, &MainWindow::showProfile);
    connect(m_map, &MapView::keyWanted, this, &MainWindow::doMapKey);
    connect(m_work, &Work::started, m_overlay, &WorkOverlay::begin);
    connect(m_work, &Work::started, this, [this] { setBusy(true); });
    connect(m_work, &Work::progressed, m_overlay, &WorkOverlay::progress);
    connect(m_work, &Work::failed, this, &MainWindow::fail);
    connect(m_work, &Work::cancelled, this, [this] { statusBar()->showMessage(tr("Cancelled."), 5000); });
    connect(m_work, &Work::ended, this, [this] { setBusy(false); });
    connect(m_overlay, &WorkOverlay::cancelWanted, m_work, &Work::cancel);
    m_start->refresh();
}

/// What does not fit beside each other, in a narrow window or in large letters, is behind the bar's own arrow.
void MainWindow::buildControls() {
    auto* bar = new QToolBar(tr("Map controls"), this);
    bar->setObjectName(QStringLiteral("controls"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->toggleViewAction()->setVisible(false);
    bar->layout()->setSpacing(8);
    bar->layout()->setContentsMargins(6, 4, 6, 4);
    m_controls = bar;

    const auto choice = [&](const char* id, const QString& words, const QString& name) {
        auto* group = new QWidget(bar);
        auto* layout = new QHBoxLayout(group);
        layout->setContentsMargins(0, 0, 8, 0);
        auto* box = new QComboBox(group);
        box->setObjectName(QString::fromLatin1(id));
        box->setAccessibleName(name);
        box->setMinimumHeight(target_px);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(least_combo);
        box->setMaximumWidth(widest_combo);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        layout->addWidget(label_for(box, words, group));
        layout->addWidget(box, 1);
        group->setMaximumWidth(group->sizeHint().width() - box->sizeHint().width() + widest_combo);
        group->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        bar->addWidget(group);
        return box;
    };
    m_shade = choice("shade", tr("&Shade zones by"), tr("Shade zones by"));
    m_footprints = choice("footprints", tr("Foot&prints"), tr("Footprints shown"));
    m_imd1 = new QCheckBox(tr("Outline the most &deprived 10%"), bar);
    m_imd1->setObjectName(QStringLiteral("imd1_toggle"));
    m_imd1->setMinimumHeight(target_px);
    m_imd1->setToolTip(tr("Outlines every zone in the most deprived tenth of England (IMD decile 1)"));
    bar->addWidget(m_imd1);
    const auto button = [&](const QString& sign, const QString& name, auto&& then) {
        auto* b = new QToolButton(bar);
        b->setText(sign);
        b->setToolTip(name);
        b->setAccessibleName(name);
        b->setMinimumSize(target_px, target_px);
        b->setFocusPolicy(Qt::TabFocus);
        connect(b, &QToolButton::clicked, this, then);
        bar->addWidget(b);
    };
    button(QStringLiteral("+"), tr("Zoom in"), [this] { m_map->zoom(zoom_step); });
    button(QStringLiteral("−"), tr("Zoom out"), [this] { m_map->zoom(1 / zoom_step); });
    button(tr("Whole map"), tr("Show the whole map"), [this] { m_map->fit(); });
    addToolBar(Qt::TopToolBarArea, bar);
    bar->hide();

    connect(m_shade, &QComboBox::currentIndexChanged, this, [this] {
        m_shade_panel->forgetRecipe();
        applyChoice();
    });
    connect(m_footprints, &QComboBox::currentIndexChanged, this, &MainWindow::applyChoice);
    connect(m_imd1, &QCheckBox::toggled, m_map, &MapView::setImd1Shown);
    connect(m_imd1, &QCheckBox::toggled, this, [this](bool shown) {
        if (shown) m_imd1_dock->show();
    });
}

}  // namespace locality::app
