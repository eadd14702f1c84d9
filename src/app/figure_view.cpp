#include "app/figure_view.h"

#include "app/ask_file.h"
#include "app/messages.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSaveFile>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTimer>

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

QString csv_cell(QString text) {
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

}  // namespace

FigureView::FigureView(const QString& name, const QString& what, Order order, QWidget* parent) : QTableView(parent) {
    setObjectName(name);
    setAccessibleName(what);
    m_figures = new FigureModel(this);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_figures);
    sorted->setSortRole(FigureModel::sort_role);
    sorted->setSortLocaleAware(true);
    setModel(sorted);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setItemDelegate(new AiryDelegate(this));
    setAlternatingRowColors(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(row_px);
    verticalHeader()->setDefaultSectionSize(row_px);
    QHeaderView* header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setHighlightSections(false);
    header->setMinimumHeight(row_px);
    // Words wrap to the width that is left, so rows change with it, once all columns have theirs. In a list of
    // thousands names are short.
    m_rows_due = new QTimer(this);
    m_rows_due->setSingleShot(true);
    m_rows_due->setInterval(0);
    connect(m_rows_due, &QTimer::timeout, this, [this] {
        if (model()->rowCount() <= most_wrapped_rows) resizeRowsToContents();
    });
    connect(header, &QHeaderView::sectionResized, m_rows_due, qOverload<>(&QTimer::start));
    if (order == Order::by_header) {
        header->setSortIndicator(-1, Qt::AscendingOrder);  // the order core gave, until a header is chosen
        setSortingEnabled(true);
    }
    const auto action = [this](const QString& words, auto&& then) {
        auto* made = new QAction(words, this);
        addAction(made);
        connect(made, &QAction::triggered, this, then);
        return made;
    };
    QAction* copy = action(tr("Copy"), [this] { QGuiApplication::clipboard()->setText(selectionAsText()); });
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    action(tr("Copy the whole table"), [this] { QGuiApplication::clipboard()->setText(wholeAsText()); });
    action(tr("Save the table…"), [this] { askWhereToSave(); });
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QString code = index.data(FigureModel::code_role).toString();
        if (!code.isEmpty()) emit wanted(code);
    });
}

void FigureView::setFigures(FigureTable figures) {
    const bool any = !figures.rows.empty();
    m_figures->setTable(std::move(figures));
    if (!any) return;
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_rows_due->start();
    setCurrentIndex(model()->index(0, 0));
    clearSelection();
}

QString FigureView::asText(const QModelIndexList& rows) const {
    QStringList lines;
    QStringList cells;
    for (int c = 0; c < model()->columnCount(); ++c) cells << model()->headerData(c, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (const QModelIndex& row : rows) {
        cells.clear();
        for (int c = 0; c < model()->columnCount(); ++c) cells << row.siblingAtColumn(c).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString FigureView::selectionAsText() const {
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    return asText(rows);
}

QString FigureView::wholeAsText() const {
    QModelIndexList all;
    for (int row = 0; row < model()->rowCount(); ++row) all << model()->index(row, 0);
    return asText(all);
}

QString FigureView::csv() const {
    QString text;
    const auto line = [&](auto&& cell) {
        QStringList cells;
        for (int c = 0; c < model()->columnCount(); ++c) cells << csv_cell(cell(c));
        text += cells.join(QLatin1Char(',')) + QLatin1String("\r\n");
    };
    line([&](int c) { return model()->headerData(c, Qt::Horizontal).toString(); });
    for (int row = 0; row < model()->rowCount(); ++row)
        line([&](int c) { return model()->index(row, c).data().toString(); });
    return text;
}

void FigureView::askWhereToSave() {
    ask_file(window(), tr("Save the table"), QFileDialog::AcceptSave, {tr("Table (*.csv)")},
             objectName() + QStringLiteral(".csv"), [this](const QString& name) {
                 QSaveFile file(name);
                 const bool saved = file.open(QIODevice::WriteOnly) && file.write(csv().toUtf8()) >= 0 && file.commit();
                 if (!saved)
                     show_failure(window(), tr("Saving the table did not work"),
                                  {tr("%1 cannot be written. Choose another folder.").arg(name), file.errorString()});
             });
}

}  // namespace locality::app
