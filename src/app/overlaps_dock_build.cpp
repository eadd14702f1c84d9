// How the dock of overlaps is put together.

#include "app/overlaps_dock.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int header_lines = 3;

}  // namespace

OverlapsDock::OverlapsDock(QWidget* parent) : QDockWidget(tr("Overlaps"), parent) {
    setObjectName(QStringLiteral("overlaps"));
    m_work = new Work(this);
    auto* inside = new QWidget(this);
    inside->setBackgroundRole(QPalette::Base);
    inside->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    layout->addWidget(buildControls(inside));

    m_matrix_model = new OverlapMatrixModel(this);
    m_list_model = new OverlapListModel(this);
    m_pages = new QStackedWidget(inside);
    m_matrix = buildTable(QStringLiteral("overlap_matrix"), tr("What every pair of footprints shares"), m_matrix_model);
    m_list = buildTable(QStringLiteral("overlap_list"), tr("Every combination of footprints"), m_list_model);
    m_list->verticalHeader()->hide();
    m_list->setTextElideMode(Qt::ElideMiddle);  // MSOAs differ in their last letters
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    layout->addWidget(m_pages, 1);

    m_summary = new QLabel(inside);
    m_summary->setObjectName(QStringLiteral("overlap_summary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_summary);

    m_doing = new QLabel(inside);
    m_doing->setObjectName(QStringLiteral("overlap_doing"));
    m_bar = new QProgressBar(inside);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    layout->addWidget(m_doing);
    layout->addWidget(m_bar);
    auto* buttons = new QGridLayout;
    const auto button = [&](const char* name, const QString& words, int row, int column) {
        auto* b = new QPushButton(words, inside);
        b->setObjectName(QString::fromLatin1(name));
        b->setMinimumHeight(target_px);
        b->setAutoDefault(true);
        buttons->addWidget(b, row, column);
        return b;
    };
    m_copy = button("overlap_copy", tr("Copy"), 0, 0);
    m_save = button("overlap_save", tr("Save table…"), 0, 1);
    m_save_pieces = button("overlap_save_pieces", tr("Save pieces…"), 0, 2);
    m_stop = button("overlap_stop", tr("Cancel"), 1, 0);
    m_save_pieces->setToolTip(tr("As a GeoPackage: the ground of every combination, with its figures"));
    layout->addLayout(buttons);
    setWidget(inside);

    connect(m_copy, &QPushButton::clicked, this, &OverlapsDock::copy);
    connect(m_save, &QPushButton::clicked, this, [this] { askWhereToSave(false); });
    connect(m_save_pieces, &QPushButton::clicked, this, [this] { askWhereToSave(true); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (!m_work->isRunning()) {
            m_stopped = false;
            compute();
            return;
        }
        m_stopped = !m_overlaps;
        m_next = {};
        m_work->cancel();
    });
    connect(m_work, &Work::progressed, this, [this](double fraction, const QString& doing) {
        m_bar->setValue(static_cast<int>(fraction * 1000));
        m_doing->setText(doing.left(1).toUpper() + doing.mid(1));
    });
    connect(m_work, &Work::failed, this, [this](const QString& title, const Failure& failure) {
        m_stopped = !m_overlaps;
        emit failed(title, failure);
    });
    connect(m_work, &Work::ended, this, [this] {
        m_saving = false;
        if (m_next)
            run(m_next_title, std::exchange(m_next, {}));
        else
            showState();
    });
    showOverlaps();
}

OverlapsDock::~OverlapsDock() {
    delete m_work;  // its job may still report to what follows
}

QWidget* OverlapsDock::buildControls(QWidget* parent) {
    auto* controls = new QWidget(parent);
    auto* grid = new QGridLayout(controls);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    const auto combo = [&](const char* name, const QString& words, int row, int column, int span) {
        auto* box = new QComboBox(controls);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(QString(words).remove(QLatin1Char('&')));
        box->setMinimumHeight(target_px);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        auto* label = new QLabel(words, controls);
        label->setBuddy(box);
        grid->addWidget(label, row, column);
        grid->addWidget(box, row, column + 1, 1, span);
        return box;
    };
    m_rows = combo("overlap_rows", tr("&Rows"), 0, 0, 3);
    m_columns = combo("overlap_columns", tr("&Columns"), 1, 0, 3);
    m_column = combo("overlap_figures", tr("Co&unted"), 2, 0, 1);
    m_as = combo("overlap_as", tr("&As"), 2, 2, 1);
    m_view = combo("overlap_view", tr("Sho&wn"), 3, 0, 1);
    m_on_map = combo("overlap_on_map", tr("&Map"), 3, 2, 1);
    m_as->addItems({tr("Amount"), tr("Share of the row"), tr("Share of the column")});
    m_view->addItems({tr("Matrix"), tr("List"), tr("List of gaps and double claims")});
    m_on_map->setAccessibleName(tr("Gaps and double claims on the map"));
    for (QComboBox* box : {m_rows, m_columns})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            m_stopped = false;
            forget();
            compute();
        });
    for (QComboBox* box : {m_column, m_as, m_view})
        connect(box, &QComboBox::currentIndexChanged, this, &OverlapsDock::showOverlaps);
    connect(m_on_map, &QComboBox::currentIndexChanged, this, &OverlapsDock::listDisputed);
    return controls;
}

QTableView* OverlapsDock::buildTable(const QString& name, const QString& what, QAbstractItemModel* model) {
    auto* view = new QTableView(m_pages);
    view->setObjectName(name);
    view->setAccessibleName(what);
    view->setModel(model);
    view->setTabKeyNavigation(false);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setAlternatingRowColors(true);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setWordWrap(false);
    view->setToolTip(tr("Enter or a click shows the ground on the map"));
    QHeaderView* across = view->horizontalHeader();
    across->setSectionResizeMode(QHeaderView::Interactive);
    across->setDefaultSectionSize(11 * view->fontMetrics().averageCharWidth() + 16);
    across->setDefaultAlignment(Qt::AlignCenter | static_cast<Qt::Alignment>(Qt::TextWordWrap));
    across->setFixedHeight(header_lines * view->fontMetrics().lineSpacing() + 10);
    QHeaderView* down = view->verticalHeader();
    down->setSectionResizeMode(QHeaderView::Fixed);
    down->setDefaultSectionSize(std::max(target_px, view->fontMetrics().height() + 8));
    down->setFixedWidth(22 * view->fontMetrics().averageCharWidth());
    across->setSortIndicator(-1, Qt::AscendingOrder);  // by code, until a header is chosen
    view->setSortingEnabled(true);
    m_pages->addWidget(view);

    const auto action = [&](const QString& words, const QKeySequence& keys, auto&& then) {
        auto* made = new QAction(words, view);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetShortcut);
        view->addAction(made);
        connect(made, &QAction::triggered, this, then);
    };
    action(tr("Show on the map"), {}, [this, view] { showCell(view->currentIndex()); });
    action(tr("Sort by this column"), QKeySequence(tr("Ctrl+Shift+O")), [view] {
        const int column = view->currentIndex().column();
        QHeaderView* header = view->horizontalHeader();
        const bool turn =
            header->sortIndicatorSection() == column && header->sortIndicatorOrder() == Qt::DescendingOrder;
        if (column >= 0) view->sortByColumn(column, turn ? Qt::AscendingOrder : Qt::DescendingOrder);
    });
    action(tr("Back to the order of codes"), {}, [view] { view->sortByColumn(-1, Qt::AscendingOrder); });
    action(tr("Copy"), QKeySequence::Copy, [this] { copy(); });
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(view, &QTableView::activated, this, &OverlapsDock::showCell);
    connect(view, &QTableView::clicked, this, &OverlapsDock::showCell);
    return view;
}

}  // namespace locality::app
