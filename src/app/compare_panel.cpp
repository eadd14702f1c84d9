#include "app/compare_panel.h"

#include "app/figure_view.h"
#include "app/overview_page.h"
#include "app/scroll_page.h"
#include "app/words.h"
#include "core/chart_figures.h"
#include "style/painter_chart.h"

#include <QFontInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

namespace locality::app {

namespace {

constexpr int target_px = 28, list_height = 150, table_height = 300, first_column = 150;

QPixmap standing_mark(model::Standing standing, const style::ChartStyle& style, double scale) {
    const int side = qRound(16 * scale);
    QPixmap mark(side, side);
    mark.fill(Qt::transparent);
    QPainter painter(&mark);
    painter.setRenderHint(QPainter::Antialiasing);
    style::draw_mark(painter, QPointF(side / 2.0, side / 2.0), 5 * scale, style::shape_of(standing),
                     style.of(style::ink_of(standing)), style.ink);
    return mark;
}

}  // namespace

FigureTable comparison_table(const core::Comparison& comparison, const std::vector<QString>& names,
                             const QString& whole, const style::ChartStyle& style, double scale) {
    FigureTable table;
    table.header << ComparePanel::tr("Figure");
    for (const QString& name : names) table.header << name;
    table.header << whole;
    for (const core::Comparison::Row& row : comparison.rows) {
        if (row.id.starts_with("age_")) continue;  // these have a chart of their own
        std::vector<Cell> cells{{text(row.title), {}, text(row.title), false}};
        const auto cell = [&](const model::ChartValue& v) {
            Cell made{figure(v.value, v.status, row.unit, row.decimals),
                      std::isnan(v.value) ? QVariant(-1.0) : QVariant(v.value),
                      {},
                      true};
            if (v.standing == model::Standing::not_compared) return made;
            const QString standing = text(style::standing_words(v.standing, whole.toStdString()));
            made.text = ComparePanel::tr("%1, %2").arg(made.text, standing.section(QLatin1Char(' '), 0, 0));
            made.tip = standing;
            made.mark = standing_mark(v.standing, style, scale);
            return made;
        };
        for (const model::ChartValue& value : row.values) cells.push_back(cell(value));
        cells.push_back(cell(row.whole));
        table.rows.push_back(std::move(cells));
        table.codes.push_back(row.is_indicator && !row.values.empty() ? text(row.values.front().figure) : text(row.id));
    }
    return table;
}

ComparePanel::ComparePanel(QWidget* parent) : QScrollArea(parent) {
    QVBoxLayout* layout = make_page(*this, QStringLiteral("compare_panel"), tr("Compare footprints"),
                                    QMargins(10, 8, 10, 8), 8);
    QWidget* inside = layout->parentWidget();
    m_hint = new QLabel(inside);
    m_hint->setObjectName(QStringLiteral("compare_hint"));
    m_hint->setWordWrap(true);
    m_filter = new QLineEdit(inside);
    m_filter->setObjectName(QStringLiteral("compare_filter"));
    m_filter->setPlaceholderText(tr("Part of a name or code"));
    m_filter->setAccessibleName(tr("Show only footprints with these words"));
    m_filter->setMinimumHeight(target_px);
    m_list = new QListWidget(inside);
    m_list->setObjectName(QStringLiteral("compare_list"));
    m_list->setAccessibleName(tr("Footprints to compare"));
    m_list->setFixedHeight(list_height);
    auto* bar = new QHBoxLayout;
    const auto button = [&](const char* name, const QString& words) {
        auto* b = new QPushButton(words, inside);
        b->setObjectName(QString::fromLatin1(name));
        b->setMinimumHeight(target_px);
        b->setAutoDefault(true);
        bar->addWidget(b);
        return b;
    };
    m_add = button("compare_add", tr("&Add the picked one"));
    m_add->setToolTip(tr("Adds the footprint that is picked on the map"));
    m_clear = button("compare_clear", tr("&None"));
    m_clear->setAccessibleName(tr("Choose none"));
    bar->addStretch();
    m_table = new FigureView(QStringLiteral("compare_table"), tr("Figures of the chosen footprints"),
                             FigureView::Order::as_given, inside);
    m_table->setMinimumHeight(table_height);
    m_chart = new ChartBox(QStringLiteral("compared"), inside);
    for (QWidget* w : std::initializer_list<QWidget*>{m_hint, m_filter, m_list}) layout->addWidget(w);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_chart);
    setWidget(inside);
    keep_in_sight(*this, *m_chart);
    connect(m_filter, &QLineEdit::textChanged, this, &ComparePanel::filter);
    connect(m_list, &QListWidget::itemChanged, this, &ComparePanel::showChosen);
    connect(m_add, &QPushButton::clicked, this, &ComparePanel::pickedWanted);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        {
            const QSignalBlocker quiet(m_list);
            for (int row = 0; row < m_list->count(); ++row) m_list->item(row)->setCheckState(Qt::Unchecked);
        }
        showChosen();
    });
    const auto explain = [this](const QString& figure) {
        const std::vector<std::size_t> footprints = chosen();
        if (!footprints.empty()) emit figureWanted(static_cast<std::size_t>(m_set), footprints.front(), figure);
    };
    connect(m_table, &FigureView::wanted, this, explain);
    connect(m_chart, &ChartBox::figureWanted, this, explain);
}

void ComparePanel::setSet(std::shared_ptr<const model::Result> result, int set, const ChartLooks& looks) {
    const bool same = result == m_result && set == m_set;
    m_looks = looks;
    if (!same) {
        m_result = std::move(result);
        m_set = set;
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_filter->clear();
        if (m_result && m_set >= 0) {
            const model::FootprintSet& s = m_result->sets[static_cast<std::size_t>(m_set)];
            for (std::size_t f = 0; f < s.code.size(); ++f) {
                auto* item = new QListWidgetItem(name_and_code(s.name[f], s.code[f]), m_list);
                item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
                item->setCheckState(Qt::Unchecked);
                item->setSizeHint(QSize(0, target_px - 4));
            }
        }
    }
    showChosen();
}

std::vector<std::size_t> ComparePanel::chosen() const {
    std::vector<std::size_t> footprints;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() == Qt::Checked) footprints.push_back(static_cast<std::size_t>(row));
    return footprints;
}

void ComparePanel::add(int footprint) {
    if (footprint < 0 || footprint >= m_list->count()) return;
    m_filter->clear();
    m_list->item(footprint)->setCheckState(Qt::Checked);
    m_list->setCurrentRow(footprint);
}

void ComparePanel::filter(const QString& words) {
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        item->setHidden(!item->text().contains(words, Qt::CaseInsensitive));
    }
}

void ComparePanel::showChosen() {
    const bool any_set = m_result && m_set >= 0;
    const std::vector<std::size_t> footprints = chosen();
    for (QWidget* w : std::initializer_list<QWidget*>{m_filter, m_list, m_add, m_clear}) w->setEnabled(any_set);
    m_hint->setText(!any_set ? tr("Choose a set of footprints above the map to compare them here.")
                    : footprints.size() < 2
                        ? tr("Tick two or more of %1 in the list, or pick them on the map and add them.")
                              .arg(text(m_result->sets[static_cast<std::size_t>(m_set)].title))
                        : tr("%1 footprints. Standings are at 95%, beside the whole area.").arg(footprints.size()));
    m_table->setVisible(!footprints.empty());
    m_chart->setVisible(!footprints.empty());
    m_clear->setEnabled(!footprints.empty());
    if (footprints.empty()) return;
    const auto set = static_cast<std::size_t>(m_set);
    std::vector<style::ComparedSpine> spines;
    std::vector<QString> names;
    for (const std::size_t f : footprints) {
        spines.push_back({core::chart_subject(*m_result, set, f), core::spine(*m_result, set, f)});
        names.push_back(text(m_result->sets[set].name[f]));
    }
    const double scale = QFontInfo(font()).pixelSize() / 12.5;
    m_table->setFigures(
        comparison_table(core::comparison(*m_result, set, footprints), names, tr("Whole map"), m_looks.screen, scale));
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_table->horizontalHeader()->resizeSection(0, qRound(first_column * scale));
    m_chart->setChart(style::compared_chart(spines), m_looks);
}

}  // namespace locality::app
