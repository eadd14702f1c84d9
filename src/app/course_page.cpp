#include "app/course_page.h"

#include "app/overview_page.h"
#include "app/scroll_page.h"
#include "app/words.h"
#include "model/errors.h"
#include "style/chart_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int usual_cut = 10, usual_year = 2028;

QString series_title(const model::PeriodSeries& series) {
    QStringList parts{text(series.title)};
    if (series.sex != model::Sex::all) parts << words(series.sex).toLower();
    if (!series.breakdown.empty()) parts << text(style::breakdown_words(series.breakdown));
    if (series.population == model::Population::registered) parts << CoursePage::tr("registered patients");
    return parts.join(QStringLiteral(", "));
}

}  // namespace

CoursePage::CoursePage(QWidget* parent) : QScrollArea(parent) {
    QVBoxLayout* layout = make_page(*this, QStringLiteral("course"), tr("Over time and by deprivation"),
                                    QMargins(0, 4, 0, 4), 10);
    QWidget* inside = layout->parentWidget();
    m_which = new QComboBox(inside);
    m_which->setObjectName(QStringLiteral("course_indicator"));
    m_which->setAccessibleName(tr("Indicator"));
    m_which->setMinimumHeight(target_px);
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_which->setMinimumContentsLength(16);
    layout->addWidget(m_which);
    m_trend = new ChartBox(QStringLiteral("trend"), inside);
    m_gradient = new ChartBox(QStringLiteral("gradient"), inside);
    m_gap = new ChartBox(QStringLiteral("gap"), inside);
    layout->addWidget(m_trend);
    layout->addWidget(m_gradient);
    m_target_bar = new QWidget(inside);
    auto* bar = new QHBoxLayout(m_target_bar);
    bar->setContentsMargins(0, 0, 0, 0);
    m_target = new QCheckBox(tr("&Target: gap"), m_target_bar);
    m_target->setObjectName(QStringLiteral("gap_target"));
    m_target->setMinimumHeight(target_px);
    m_cut = new QSpinBox(m_target_bar);
    m_cut->setObjectName(QStringLiteral("gap_cut"));
    m_cut->setAccessibleName(tr("The gap smaller by, in per cent"));
    m_cut->setRange(1, 100);
    m_cut->setValue(usual_cut);
    m_cut->setSuffix(tr("%"));
    m_by = new QSpinBox(m_target_bar);
    m_by->setObjectName(QStringLiteral("gap_by"));
    m_by->setAccessibleName(tr("The year the target is for"));
    m_by->setRange(1990, 2100);
    m_by->setValue(usual_year);
    bar->addWidget(m_target);
    bar->addWidget(m_cut);
    bar->addWidget(new QLabel(tr("smaller by"), m_target_bar));
    bar->addWidget(m_by);
    bar->addStretch();
    for (QSpinBox* box : {m_cut, m_by}) box->setMinimumHeight(target_px);
    layout->addWidget(m_target_bar);
    layout->addWidget(m_gap);
    layout->addStretch();
    setWidget(inside);
    for (ChartBox* box : {m_trend, m_gradient, m_gap}) {
        keep_in_sight(*this, *box);
        connect(box, &ChartBox::figureWanted, this, &CoursePage::figureWanted);
    }
    connect(m_which, &QComboBox::currentIndexChanged, this, &CoursePage::draw);
    connect(m_target, &QCheckBox::toggled, this, &CoursePage::draw);
    connect(m_cut, &QSpinBox::valueChanged, this, &CoursePage::draw);
    connect(m_by, &QSpinBox::valueChanged, this, &CoursePage::draw);
}

bool CoursePage::showFootprint(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint,
                               const ChartLooks& looks) {
    if (result != m_result) m_by_deprivation = core::slices_by_deprivation(*result);
    m_result = std::move(result);
    m_set = set;
    m_footprint = footprint;
    m_looks = looks;
    m_series = core::period_series(*m_result, set, footprint);
    const QString before = m_which->currentText();
    {
        const QSignalBlocker quiet(m_which);
        m_which->clear();
        for (const model::PeriodSeries& series : m_series) m_which->addItem(series_title(series));
        m_which->setCurrentIndex(std::max(0, m_which->findText(before)));
    }
    m_stale = true;
    if (isVisible()) draw();
    return !m_series.empty();
}

void CoursePage::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    if (m_stale) draw();
}

/// The zones' figures of the chosen series, where they are at hand.
std::optional<core::Slices> CoursePage::slices() const {
    const model::PeriodSeries& series = m_series[static_cast<std::size_t>(m_which->currentIndex())];
    if (series.population == model::Population::registered) return std::nullopt;
    for (const core::Slices& s : m_by_deprivation)
        if (m_result->indicators[s.indicator].title == series.title && s.sex == series.sex &&
            s.breakdown == series.breakdown)
            return s;
    return std::nullopt;
}

void CoursePage::draw() {
    if (m_series.empty() || m_which->currentIndex() < 0) return;
    m_stale = false;
    const model::ChartSubject subject = core::chart_subject(*m_result, m_set, m_footprint);
    m_trend->setChart(style::trend_chart(m_series[static_cast<std::size_t>(m_which->currentIndex())], subject),
                      m_looks);
    const std::optional<core::Slices> s = slices();
    for (QWidget* w : std::initializer_list<QWidget*>{m_gradient, m_gap, m_target_bar}) w->setVisible(s.has_value());
    if (!s) return;
    // What cannot be worked out says why where its chart would be.
    const auto drawn = [](const QString& title, auto&& make) {
        try {
            return make();
        } catch (const model::InputError& none) {
            style::Chart chart;
            chart.title = title.toStdString();
            chart.reading = none.what();
            return chart;
        }
    };
    m_gradient->setChart(
        drawn(tr("By deprivation"),
              [&] { return style::gradient_chart(core::gradient(*m_result, m_set, m_footprint, *s), subject); }),
        m_looks);
    std::optional<core::GapTarget> target;
    if (m_target->isChecked()) target = {m_cut->value() / 100.0, m_by->value(), {}};
    m_gap->setChart(
        drawn(tr("The gap over time"),
              [&] { return style::gap_chart(core::gap_series(*m_result, m_set, m_footprint, *s, target), subject); }),
        m_looks);
}

}  // namespace locality::app
