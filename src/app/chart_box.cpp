#include "app/chart_box.h"

#include "app/ask_file.h"
#include "app/chart_view.h"
#include "app/figure_view.h"
#include "app/fonts.h"
#include "app/messages.h"
#include "app/themes.h"
#include "app/words.h"
#include "style/save_chart.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int picture_width = 1000;

}  // namespace

ChartLooks chart_looks(const style::StyleBook& book) {
    return {style::chart_style(book, map_look()), style::chart_style(book)};
}

FigureTable figure_table(const style::ChartTable& table) {
    FigureTable made;
    for (const std::string& title : table.header) made.header << text(title);
    for (const auto& cells : table.rows) {
        std::vector<Cell> row;
        for (const style::ChartCell& cell : cells) {
            const QVariant sort = !cell.is_number           ? QVariant()
                                  : std::isnan(cell.number) ? QVariant(-1.0)
                                                            : QVariant(cell.number);
            row.push_back({text(cell.text), sort, {}, cell.is_number});
        }
        made.rows.push_back(std::move(row));
    }
    return made;
}

ChartBox::ChartBox(const QString& name, QWidget* parent) : QWidget(parent) {
    setObjectName(name);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_view = new ChartView(this);
    m_view->setObjectName(name + QStringLiteral("_chart"));
    m_table = new FigureView(name + QStringLiteral("_table"), QString(), FigureView::Order::as_given, this);
    m_table->setMinimumHeight(240);
    m_table->hide();
    layout->addWidget(m_view, 1);
    layout->addWidget(m_table, 1);

    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    m_said = new QLabel(this);
    m_said->setObjectName(name + QStringLiteral("_said"));
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->setFont(scaled(m_said->font(), 0.92, false));
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_said->setMinimumHeight(QFontMetrics(m_said->font()).lineSpacing() * 3);
    m_said->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    bar->addWidget(m_said, 1);
    const auto button = [&](const QString& words) {
        auto* b = new QToolButton(this);
        b->setText(words);
        b->setMinimumSize(target_px, target_px);
        b->setFocusPolicy(Qt::StrongFocus);
        bar->addWidget(b, 0, Qt::AlignTop);
        return b;
    };
    m_as_table = button(tr("Table"));
    m_as_table->setObjectName(name + QStringLiteral("_as_table"));
    m_as_table->setCheckable(true);
    m_more = button(QStringLiteral("…"));
    m_more->setObjectName(name + QStringLiteral("_more"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_table->setAccessibleName(tr("Table of the chart"));
    m_as_table->setAccessibleName(tr("Show as a table"));
    m_more->setAccessibleName(tr("Copy or save the chart"));
    layout->addLayout(bar);

    auto* menu = new QMenu(m_more);
    const auto action = [&](const QString& words, auto&& then) {
        QAction* made = menu->addAction(words);
        m_view->addAction(made);
        connect(made, &QAction::triggered, this, then);
        return made;
    };
    action(tr("How this figure came about…"), [this] { m_view->askForFigure(m_view->current()); });
    action(tr("Show as a table, or as a chart"), [this] { showTable(!m_table->isVisibleTo(this)); });
    action(tr("Copy the picture"), [this] { copyPicture(); });
    action(tr("Copy the table"), [this] { QGuiApplication::clipboard()->setText(m_table->wholeAsText()); });
    action(tr("Save the picture…"), [this] { askForPicture(); });
    action(tr("Save the table…"), [this] { m_table->askWhereToSave(); });
    m_more->setMenu(menu);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_as_table, &QToolButton::toggled, this, &ChartBox::showTable);
    connect(m_view, &ChartView::said, m_said, &QLabel::setText);
    connect(m_view, &ChartView::figureWanted, this, &ChartBox::figureWanted);
}

void ChartBox::setChart(style::Chart chart, const ChartLooks& looks) {
    m_looks = looks;
    const QString title = text(chart.title);
    m_table->setAccessibleName(tr("%1, as a table").arg(title));
    m_as_table->setAccessibleName(tr("Show as a table: %1").arg(title));
    m_more->setAccessibleName(tr("More: %1").arg(title));
    m_more->setToolTip(tr("Copy or save the chart or its table"));
    m_as_table->setToolTip(tr("Show the figures of the chart as a table"));
    const bool drawn = !empty(chart);
    for (QWidget* w : std::initializer_list<QWidget*>{m_said, m_as_table, m_more}) w->setVisible(drawn);
    m_table->setFigures(figure_table(chart.table));
    if (!drawn) showTable(false);
    m_view->setChart(std::move(chart), looks.screen);
}

void ChartBox::showTable(bool table) {
    m_as_table->setChecked(table);
    m_view->setVisible(!table);
    m_table->setVisible(table);
}

void ChartBox::savePicture(const QString& file) const {
    // The dialog has asked before a file is replaced.
    style::save_chart(m_view->chart(), m_looks.picture, picture_width, 0, path_of(file), true);
}

void ChartBox::copyPicture() {
    const double scale = picture_width / 520.0;
    const auto height = static_cast<int>(
        style::draw_chart(nullptr, m_view->chart(), m_looks.picture, QRectF(0, 0, picture_width, 0), scale).height);
    QImage image(picture_width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    style::draw_chart(&painter, m_view->chart(), m_looks.picture, QRectF(image.rect()), scale);
    painter.end();
    QGuiApplication::clipboard()->setImage(image);
}

void ChartBox::askForPicture() {
    ask_file(window(), tr("Save the chart as a picture"), QFileDialog::AcceptSave,
             {tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Page (*.pdf)")}, objectName() + QStringLiteral(".png"),
             [this](const QString& file) {
                 try {
                     savePicture(file);
                 } catch (...) {
                     show_failure(window(), tr("Saving the chart did not work"), failure_of(std::current_exception()));
                 }
             });
}

}  // namespace locality::app
