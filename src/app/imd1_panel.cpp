#include "app/imd1_panel.h"

#include "app/figure_view.h"
#include "app/fonts.h"
#include "app/profile_tables.h"
#include "app/words.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

Imd1Panel::Imd1Panel(QWidget* parent) : QWidget(parent) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    m_of = new QLabel(this);
    m_of->setObjectName(QStringLiteral("imd1_of"));
    m_of->setWordWrap(true);
    m_of->setTextFormat(Qt::PlainText);
    m_of->setFont(scaled(m_of->font(), 1.2, true));
    m_totals = new QLabel(this);
    m_totals->setObjectName(QStringLiteral("imd1_totals"));
    m_totals->setWordWrap(true);
    m_totals->setTextFormat(Qt::PlainText);
    m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_list = new FigureView(QStringLiteral("imd1_list"), tr("Zones in the most deprived tenth of England"),
                            FigureView::Order::by_header, this);
    m_list->setToolTip(tr("Enter or double-click shows the zone on the map"));
    layout->addWidget(m_of);
    layout->addWidget(m_totals);
    layout->addWidget(m_list, 1);
    layout->addStretch();
    connect(m_list, &FigureView::wanted, this, &Imd1Panel::zoneWanted);
}

void Imd1Panel::showZones(const core::Profile& profile) {
    m_of->setText(text(profile.name));
    const auto figure_of = [&](const char* id) -> QString {
        const auto line =
            std::find_if(profile.lines.begin(), profile.lines.end(), [&](const auto& l) { return l.id == id; });
        return line == profile.lines.end() ? QString() : figure(line->value, line->status, line->unit, line->decimals);
    };
    const QString zones = figure_of("imd1_zones"), people = figure_of("imd1_residents"),
                  share = figure_of("imd1_share");
    QStringList totals;
    if (!zones.isEmpty()) totals << tr("Zones in the most deprived 10% of England: %1").arg(zones);
    if (!people.isEmpty()) totals << tr("People living there: %1").arg(people);
    if (!share.isEmpty()) totals << tr("Share of all residents here: %1").arg(share);
    m_totals->setText(totals.join(QLatin1Char('\n')));
    m_list->setVisible(!profile.imd1_zones.empty());
    m_list->setFigures(imd1_table(profile));
}

void Imd1Panel::showHint(const QString& words) {
    m_of->clear();
    m_totals->setText(words);
    m_list->hide();
    m_list->setFigures({});
}

void Imd1Panel::focusList() {
    m_list->setFocus(Qt::ShortcutFocusReason);
}

}  // namespace locality::app
