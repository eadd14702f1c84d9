#include "app/overlap_page.h"

#include "app/figure_view.h"
#include "app/words.h"
#include "core/footprint_overlaps.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace locality::app {

namespace {

constexpr int target_px = 28;

FigureTable overlaps_table(const std::vector<core::FootprintOverlap>& overlaps, const QString& other) {
    FigureTable table;
    table.header = {other,
                    OverlapPage::tr("Residents"),
                    OverlapPage::tr("Share here"),
                    OverlapPage::tr("Share there"),
                    OverlapPage::tr("IMD1"),
                    OverlapPage::tr("Hectares")};
    const auto number_cell = [](const QString& words, double sort) {
        return Cell{words, std::isnan(sort) ? QVariant(-1.0) : QVariant(sort), {}, true};
    };
    for (const core::FootprintOverlap& o : overlaps) {
        const auto known = [](double v) { return std::isnan(v) ? model::Status::missing : model::Status::known; };
        table.rows.push_back(
            {{o.code.empty() ? OverlapPage::tr("In none of them") : name_and_code(o.name, o.code), {}, {}, false},
             number_cell(figure(o.residents, o.status, "people", 0), o.residents),
             number_cell(percent(o.share_here), o.share_here),
             number_cell(o.code.empty() ? QString() : percent(o.share_there), o.share_there),
             number_cell(figure(o.imd1_residents, known(o.imd1_residents), "people", 0), o.imd1_residents),
             number_cell(figure(o.hectares, known(o.hectares), "", 1), o.hectares)});
    }
    return table;
}

}  // namespace

OverlapPage::OverlapPage(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    m_work = new Work(this);
    m_other = new QComboBox(this);
    m_other->setObjectName(QStringLiteral("overlap_set"));
    m_other->setAccessibleName(tr("The other set"));
    m_other->setMinimumHeight(target_px);
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(16);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("overlap_state"));
    m_state->setWordWrap(true);
    m_table =
        new FigureView(QStringLiteral("overlap_table"), tr("Overlaps in people"), FigureView::Order::by_header, this);
    layout->addWidget(m_other);
    layout->addWidget(m_state);
    layout->addWidget(m_table, 1);
    connect(m_other, &QComboBox::currentIndexChanged, this, &OverlapPage::workOut);
    connect(m_work, &Work::failed, this,
            [this](const QString&, const Failure& failure) { m_state->setText(failure.plain); });
    connect(m_work, &Work::ended, this, [this] {
        if (m_stale && isVisible()) workOut();  // another footprint or set was chosen meanwhile
    });
}

bool OverlapPage::showFootprint(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint) {
    const QString before = m_other->currentText();
    m_result = std::move(result);
    m_set = set;
    m_footprint = footprint;
    {
        const QSignalBlocker quiet(m_other);
        m_other->clear();
        for (std::size_t s = 0; s < m_result->sets.size(); ++s)
            if (s != set && m_result->sets[s].id != model::whole_set_id)
                m_other->addItem(text(m_result->sets[s].title), static_cast<int>(s));
        m_other->setCurrentIndex(m_other->count() == 0 ? -1 : std::max(0, m_other->findText(before)));
    }
    m_table->setFigures({});
    m_stale = true;
    if (isVisible()) workOut();
    return m_other->count() > 0 && model::find_column(m_result->zone_columns, "residents") != nullptr;
}

void OverlapPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_stale) workOut();
}

void OverlapPage::workOut() {
    m_stale = true;
    if (!m_result || m_other->currentIndex() < 0 || !isVisible()) return;
    if (m_work->isRunning()) {
        m_work->cancel();
        return;
    }
    m_stale = false;
    m_state->setText(tr("Working out who lives where…"));
    const auto other = static_cast<std::size_t>(m_other->currentData().toInt());
    m_work->start(tr("Overlaps"), [this, result = m_result, set = m_set, footprint = m_footprint, other,
                                   title = m_other->currentText()](const model::Progress&) {
        const std::array sets{set, other};
        auto overlaps = core::footprint_overlaps(core::combinations(*result, sets), *result, footprint);
        return [this, overlaps = std::move(overlaps), title] {
            m_state->setText(tr("Where the residents of this footprint are in the other set, in people."));
            m_table->setFigures(overlaps_table(overlaps, title));
        };
    });
}

}  // namespace locality::app
