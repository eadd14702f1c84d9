#include "app/profile_panel.h"

#include "app/fonts.h"
#include "app/profile_tables.h"
#include "app/words.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int row_px = 26;  // a target large enough to hit
constexpr int most_wrapped_rows = 300;

/// Cells with air around their words.
class AiryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(10, 8);
    }
};

QLabel* words_label(const QString& name, double size, bool bold, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(scaled(label->font(), size, bold));
    return label;
}

/// The selected rows as a spreadsheet takes them: header first, columns parted by tabs.
QString selection_as_text(const QTableView& view) {
    const QAbstractItemModel& model = *view.model();
    QModelIndexList rows = view.selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    QStringList cells;
    for (int c = 0; c < model.columnCount(); ++c) cells << model.headerData(c, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (const QModelIndex& row : rows) {
        cells.clear();
        for (int c = 0; c < model.columnCount(); ++c) cells << row.siblingAtColumn(c).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace

ProfilePanel::ProfilePanel(QWidget* parent) : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_pages = new QStackedWidget(this);
    outer->addWidget(m_pages);
    m_pages->addWidget(listPage());
    m_pages->addWidget(profilePage());
}

QWidget* ProfilePanel::listPage() {
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_hint = words_label(QStringLiteral("hint"), 1, false, page);
    layout->addWidget(m_hint);
    m_list = addTable(QStringLiteral("footprint_list"), tr("Footprints to choose from"), true, page);
    m_list.view->sortByColumn(0, Qt::AscendingOrder);
    layout->addWidget(m_list.view, 1);
    layout->addStretch();
    connect(m_list.view, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit footprintWanted(index.data(FigureModel::code_role).toString()); });
    connect(m_list.view, &QTableView::clicked, this,
            [this](const QModelIndex& index) { emit footprintWanted(index.data(FigureModel::code_role).toString()); });
    return page;
}

QWidget* ProfilePanel::profilePage() {
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_back = new QPushButton(page);
    m_back->setObjectName(QStringLiteral("back"));
    m_back->setAutoDefault(true);
    connect(m_back, &QPushButton::clicked, this, &ProfilePanel::listWanted);
    m_name = words_label(QStringLiteral("profile_name"), 1.5, true, page);
    m_about = words_label(QStringLiteral("profile_about"), 1, false, page);
    m_tabs = new QTabWidget(page);
    m_tabs->setAccessibleName(tr("Profile"));
    m_tabs->setDocumentMode(true);
    layout->addWidget(m_back, 0, Qt::AlignLeft);
    layout->addSpacing(6);
    layout->addWidget(m_name);
    layout->addWidget(m_about);
    layout->addSpacing(6);
    layout->addWidget(m_tabs, 1);

    m_figures = addTable(QStringLiteral("figures"), tr("Figures of this area beside the whole map"), false, m_tabs);
    m_people = addTable(QStringLiteral("people"), tr("Residents by age and sex"), false, m_tabs);
    m_indicators = addTable(QStringLiteral("indicators"), tr("Indicators"), true, m_tabs);
    m_imd1 = addTable(QStringLiteral("imd1"), tr("Zones in the most deprived tenth of England"), true, m_tabs);
    for (const Table& table : {m_figures, m_people, m_indicators, m_imd1}) m_tabs->addTab(table.view, QString());
    connect(m_imd1.view, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit zoneWanted(index.data(FigureModel::code_role).toString()); });
    m_imd1.view->setToolTip(tr("Enter or double-click shows the zone on the map"));
    return page;
}

ProfilePanel::Table ProfilePanel::addTable(const QString& name, const QString& what, bool sortable, QWidget* page) {
    Table table;
    table.view = new QTableView(page);
    QTableView& view = *table.view;
    view.setObjectName(name);
    view.setAccessibleName(what);
    table.model = new FigureModel(&view);
    auto* sorted = new QSortFilterProxyModel(&view);
    sorted->setSourceModel(table.model);
    sorted->setSortRole(FigureModel::sort_role);
    sorted->setSortLocaleAware(true);
    view.setModel(sorted);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setTabKeyNavigation(false);
    view.setShowGrid(false);
    view.setItemDelegate(new AiryDelegate(&view));
    view.setAlternatingRowColors(true);
    view.setFrameShape(QFrame::NoFrame);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.verticalHeader()->hide();
    view.verticalHeader()->setMinimumSectionSize(row_px);
    view.verticalHeader()->setDefaultSectionSize(row_px);
    QHeaderView* header = view.horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setHighlightSections(false);
    // Words wrap to the width that is left, so rows change with it, once all columns have theirs. In a list of
    // thousands names are short.
    table.rows_due = new QTimer(&view);
    table.rows_due->setSingleShot(true);
    table.rows_due->setInterval(0);
    connect(table.rows_due, &QTimer::timeout, &view, [&view] {
        if (view.model()->rowCount() <= most_wrapped_rows) view.resizeRowsToContents();
    });
    connect(header, &QHeaderView::sectionResized, table.rows_due, qOverload<>(&QTimer::start));
    if (sortable) {
        header->setSortIndicator(-1, Qt::AscendingOrder);  // the order core gave, until a header is chosen
        view.setSortingEnabled(true);
    }
    auto* copy = new QAction(tr("Copy"), &view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    view.addAction(copy);
    view.setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, &view,
            [&view] { QGuiApplication::clipboard()->setText(selection_as_text(view)); });
    return table;
}

void ProfilePanel::fill(const Table& table, FigureTable figures) {
    const bool any = !figures.rows.empty();
    table.model->setTable(std::move(figures));
    if (!any) return;
    table.view->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table.rows_due->start();
    table.view->setCurrentIndex(table.view->model()->index(0, 0));
    table.view->clearSelection();
}

void ProfilePanel::fillTab(const Table& table, FigureTable figures, const QString& title) {
    const int at = m_tabs->indexOf(table.view);
    m_tabs->setTabText(at, title);
    m_tabs->setTabVisible(at, !figures.rows.empty());
    fill(table, std::move(figures));
}

void ProfilePanel::showList(const model::FootprintSet* set, const QString& hint) {
    m_hint->setText(hint);
    m_list.view->setVisible(set != nullptr);
    if (set) fill(m_list, footprints_table(*set));
    m_pages->setCurrentIndex(0);
}

void ProfilePanel::showProfile(const core::Profile& profile) {
    m_back->setText(tr("‹ All: %1").arg(text(profile.set_title)));
    m_name->setText(text(profile.name));
    m_about->setText(profile.name == profile.code ? text(profile.set_title)
                                                  : tr("%1 · %2").arg(text(profile.set_title), text(profile.code)));
    fillTab(m_figures, figures_table(profile), tr("Figures"));
    fillTab(m_people, people_table(profile), tr("Ages"));
    fillTab(m_indicators, indicators_table(profile), tr("Indicators"));
    fillTab(m_imd1, imd1_table(profile), tr("IMD1 zones (%1)").arg(profile.imd1_zones.size()));
    m_pages->setCurrentIndex(1);
}

}  // namespace locality::app
