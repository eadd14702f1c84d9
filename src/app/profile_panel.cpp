#include "app/profile_panel.h"

#include "app/figure_view.h"
#include "app/fonts.h"
#include "app/profile_tables.h"
#include "app/words.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace locality::app {

namespace {

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

    using Order = FigureView::Order;
    m_figures = new FigureView(QStringLiteral("figures"), tr("Figures of this area beside the whole map"),
                               Order::as_given, m_tabs);
    m_people = new FigureView(QStringLiteral("people"), tr("Residents by age and sex"), Order::as_given, m_tabs);
    m_indicators = new FigureView(QStringLiteral("indicators"), tr("Indicators"), Order::by_header, m_tabs);
    m_imd1 = new FigureView(QStringLiteral("imd1"), tr("Zones in the most deprived tenth of England"), Order::by_header,
                            m_tabs);
    for (FigureView* table : {m_figures, m_people, m_indicators, m_imd1}) m_tabs->addTab(table, QString());
    connect(m_imd1, &FigureView::wanted, this, &ProfilePanel::zoneWanted);
    m_imd1->setToolTip(tr("Enter or double-click shows the zone on the map"));
    return page;
}

void ProfilePanel::fillTab(FigureView* table, FigureTable figures, const QString& title) {
    const int at = m_tabs->indexOf(table);
    m_tabs->setTabText(at, title);
    m_tabs->setTabVisible(at, !figures.rows.empty());
    table->setFigures(std::move(figures));
}

void ProfilePanel::showList(const model::FootprintSet* set, const QString& hint) {
    m_hint->setText(hint);
    m_list->setVisible(set != nullptr);
    if (set) m_list->setFigures(footprints_table(*set));
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
