#include "app/profile_panel.h"

#include "app/course_page.h"
#include "app/explain_dialog.h"
#include "app/figure_view.h"
#include "app/fonts.h"
#include "app/overlap_page.h"
#include "app/overview_page.h"
#include "app/profile_tables.h"
#include "app/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int target_px = 28;

QLabel* words_label(const QString& name, double size, bool bold, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(scaled(label->font(), size, bold));
    return label;
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
    m_list = new FigureView(QStringLiteral("footprint_list"), tr("Footprints to choose from"),
                            FigureView::Order::by_header, page);
    m_list->sortByColumn(0, Qt::AscendingOrder);
    layout->addWidget(m_list, 1);
    layout->addStretch();
    connect(m_list, &FigureView::wanted, this, &ProfilePanel::footprintWanted);
    connect(m_list, &QTableView::clicked, this,
            [this](const QModelIndex& index) { emit footprintWanted(index.data(FigureModel::code_role).toString()); });
    return page;
}

QWidget* ProfilePanel::profilePage() {
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    const auto button = [&](const QString& name, const QString& words) {
        auto* b = new QPushButton(words, page);
        b->setObjectName(name);
        b->setAutoDefault(true);
        b->setMinimumHeight(target_px);
        return b;
    };
    auto* top = new QHBoxLayout;
    m_back = button(QStringLiteral("back"), {});
    m_back->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // a long title gives way to the other
    auto* compare = button(QStringLiteral("add_to_comparison"), tr("Compare…"));
    compare->setAccessibleName(tr("Add to the comparison"));
    compare->setToolTip(tr("Adds this footprint to the comparison with others"));
    connect(m_back, &QPushButton::clicked, this, &ProfilePanel::listWanted);
    connect(compare, &QPushButton::clicked, this, &ProfilePanel::compareWanted);
    top->addWidget(m_back, 1);
    top->addWidget(compare);
    m_name = words_label(QStringLiteral("profile_name"), 1.5, true, page);
    m_about = words_label(QStringLiteral("profile_about"), 1, false, page);
    m_view = new QComboBox(page);
    m_view->setObjectName(QStringLiteral("profile_view"));
    m_view->setAccessibleName(tr("What of the profile is shown"));
    m_view->setMinimumHeight(target_px);
    layout->addLayout(top);
    layout->addSpacing(6);
    layout->addWidget(m_name);
    layout->addWidget(m_about);
    layout->addSpacing(4);
    layout->addWidget(m_view);
    m_views = new QStackedWidget(page);
    layout->addWidget(m_views, 1);

    using Order = FigureView::Order;
    const auto table = [&](const char* name, const QString& what, Order order) {
        auto* made = new FigureView(QString::fromLatin1(name), what, order, m_views);
        m_views->addWidget(made);
        return made;
    };
    m_overview = new OverviewPage(m_views);
    m_course = new CoursePage(m_views);
    m_overlaps = new OverlapPage(m_views);
    for (QWidget* w : std::initializer_list<QWidget*>{m_overview, m_course, m_overlaps}) m_views->addWidget(w);
    m_figures = table("figures", tr("Figures of this area beside the whole map"), Order::as_given);
    m_people = table("people", tr("Residents by age and sex"), Order::as_given);
    m_indicators = table("indicators", tr("Indicators"), Order::by_header);
    m_flow = table("flow", tr("Who lives here and who is registered here"), Order::by_header);
    m_imd1 = table("imd1", tr("Zones in the most deprived tenth of England"), Order::by_header);
    m_imd1->setToolTip(tr("Enter or double-click shows the zone on the map"));
    connect(m_imd1, &FigureView::wanted, this, &ProfilePanel::zoneWanted);
    for (FigureView* explained : {m_figures, m_indicators}) {
        explained->setToolTip(tr("Enter or double-click says how a figure came about"));
        connect(explained, &FigureView::wanted, this, &ProfilePanel::explain);
    }
    connect(m_overview, &OverviewPage::figureWanted, this, &ProfilePanel::explain);
    connect(m_course, &CoursePage::figureWanted, this, &ProfilePanel::explain);
    connect(m_view, &QComboBox::currentIndexChanged, this, [this](int at) {
        if (at < 0 || at >= static_cast<int>(m_of_view.size())) return;
        m_views->setCurrentWidget(m_of_view[static_cast<std::size_t>(at)]);
    });
    return page;
}

void ProfilePanel::addView(QWidget* page, const QString& title) {
    m_of_view.push_back(page);
    m_view->addItem(title);
}

void ProfilePanel::fillTable(FigureView* table, FigureTable figures, const QString& title) {
    if (!figures.rows.empty()) addView(table, title);
    table->setFigures(std::move(figures));
}

void ProfilePanel::showList(const model::FootprintSet* set, const QString& hint) {
    m_hint->setText(hint);
    m_list->setVisible(set != nullptr);
    if (set) m_list->setFigures(footprints_table(*set));
    m_pages->setCurrentIndex(0);
}

void ProfilePanel::showProfile(std::shared_ptr<const model::Result> result, std::size_t set, std::size_t footprint,
                               const ChartLooks& looks) {
    m_result = std::move(result);
    m_set = set;
    m_footprint = footprint;
    const core::Profile profile = core::profile(*m_result, set, footprint);
    m_back->setText(tr("‹ All: %1").arg(text(profile.set_title)));
    m_back->setToolTip(m_back->text());
    m_name->setText(text(profile.name));
    m_about->setText(profile.name == profile.code ? text(profile.set_title)
                                                  : tr("%1 · %2").arg(text(profile.set_title), text(profile.code)));
    // The same view stays in sight from one footprint to the next.
    const QWidget* shown = m_of_view.empty() ? nullptr : m_views->currentWidget();
    {
        const QSignalBlocker quiet(m_view);
        m_view->clear();
        m_of_view.clear();
        addView(m_overview, tr("Overview"));
        m_overview->showFootprint(*m_result, profile, set, footprint, looks);
        fillTable(m_figures, figures_table(profile), tr("All figures"));
        fillTable(m_people, people_table(profile), tr("Ages"));
        fillTable(m_indicators, indicators_table(profile), tr("Indicators"));
        if (m_course->showFootprint(m_result, set, footprint, looks))
            addView(m_course, tr("Over time and by deprivation"));
        fillTable(m_flow, flow_table(profile), tr("Residents and registered"));
        if (m_overlaps->showFootprint(m_result, set, footprint)) addView(m_overlaps, tr("Overlaps with other sets"));
        fillTable(m_imd1, imd1_table(profile), tr("IMD1 zones (%1)").arg(profile.imd1_zones.size()));
        const auto same = std::find(m_of_view.begin(), m_of_view.end(), shown);
        m_view->setCurrentIndex(same == m_of_view.end() ? 0 : static_cast<int>(same - m_of_view.begin()));
    }
    m_views->setCurrentWidget(m_of_view[static_cast<std::size_t>(m_view->currentIndex())]);
    m_pages->setCurrentIndex(1);
}

void ProfilePanel::explain(const QString& figure) {
    auto* dialog = new ExplainDialog(*m_result, m_set, m_footprint, figure, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

}  // namespace locality::app
