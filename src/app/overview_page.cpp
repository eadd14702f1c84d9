#include "app/overview_page.h"

#include "app/chart_view.h"
#include "app/fonts.h"
#include "app/scroll_page.h"
#include "app/words.h"
#include "core/chart_figures.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

/// The figures that a partnership asks for first.
constexpr const char* headline_ids[] = {"residents", "registered", "list_size", "imd1_residents", "imd1_share"};

}  // namespace

void keep_in_sight(QScrollArea& area, const ChartBox& box) {
    const ChartView* view = box.view();
    QObject::connect(view, &ChartView::inSight, &area, [&area, view](const QRect& part) {
        const QPoint middle = view->mapTo(area.widget(), part.center());
        area.ensureVisible(middle.x(), middle.y(), 0, part.height() / 2 + 12);
    });
}

OverviewPage::OverviewPage(QWidget* parent) : QScrollArea(parent) {
    QVBoxLayout* layout = make_page(*this, QStringLiteral("overview"), tr("Overview"), QMargins(0, 4, 0, 4), 12);
    QWidget* inside = layout->parentWidget();
    m_headlines = new QWidget(inside);
    m_headlines->setObjectName(QStringLiteral("headlines"));
    m_grid = new QGridLayout(m_headlines);
    m_grid->setContentsMargins(0, 0, 6, 0);
    m_grid->setColumnStretch(0, 1);
    m_grid->setHorizontalSpacing(12);
    layout->addWidget(m_headlines);
    m_deciles = new ChartBox(QStringLiteral("deciles"), inside);
    m_pyramid = new ChartBox(QStringLiteral("pyramid"), inside);
    m_spine = new ChartBox(QStringLiteral("spine"), inside);
    for (ChartBox* box : {m_deciles, m_pyramid, m_spine}) {
        layout->addWidget(box);
        connect(box, &ChartBox::figureWanted, this, &OverviewPage::figureWanted);
    }
    layout->addStretch();
    setWidget(inside);
    for (ChartBox* box : {m_deciles, m_pyramid, m_spine}) keep_in_sight(*this, *box);
}

void OverviewPage::fillHeadlines(const core::Profile& profile, const QString& whole) {
    while (QLayoutItem* item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    const auto cell = [&](const QString& words, int column, bool bold) {
        auto* label = new QLabel(words, m_headlines);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(column == 0);
        label->setFont(scaled(label->font(), 1, bold));
        m_grid->addWidget(label, row, column, column == 0 ? Qt::AlignTop : Qt::AlignTop | Qt::AlignRight);
    };
    for (const char* id : headline_ids) {
        const auto line =
            std::find_if(profile.lines.begin(), profile.lines.end(), [&](const auto& l) { return l.id == id; });
        if (line == profile.lines.end()) continue;
        if (row == 0) {
            cell(tr("Here"), 1, false);
            cell(whole, 2, false);
            ++row;
        }
        cell(text(line->title), 0, false);
        cell(figure(line->value, line->status, line->unit, line->decimals), 1, true);
        cell(figure(line->whole, line->whole_status, line->unit, line->decimals), 2, false);
        ++row;
    }
    m_headlines->setVisible(row > 0);
}

void OverviewPage::showFootprint(const model::Result& result, const core::Profile& profile, std::size_t set,
                                 std::size_t footprint, const ChartLooks& looks) {
    const model::ChartSubject subject = core::chart_subject(result, set, footprint);
    fillHeadlines(profile, tr("Whole map"));
    m_deciles->setChart(style::deciles_chart(core::decile_people(result, set, footprint), subject), looks);
    m_pyramid->setChart(style::pyramid_chart(core::age_pyramid(result, set, footprint), subject), looks);
    m_spine->setChart(style::spine_chart(core::spine(result, set, footprint), subject), looks);
}

}  // namespace locality::app
