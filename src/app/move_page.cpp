#include "app/move_page.h"

#include "app/scenario_session.h"
#include "app/words.h"
#include "app/zone_selection.h"
#include "model/errors.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr int most_chosen_named = 3;

QString amount(const core::Amount& a) {
    return figure(a.number, a.status, "", 0);
}

QString difference(double before, double after) {
    if (std::isnan(before) || std::isnan(after)) return {};
    const double d = after - before;
    return d > 0 ? QStringLiteral("+") + number(d) : d < 0 ? QStringLiteral("−") + number(-d) : QStringLiteral("±0");
}

QString standing(model::Standing s) {
    switch (s) {
        case model::Standing::similar:
            return MovePage::tr("similar");
        case model::Standing::better:
            return MovePage::tr("better");
        case model::Standing::worse:
            return MovePage::tr("worse");
        case model::Standing::higher:
            return MovePage::tr("higher");
        case model::Standing::lower:
            return MovePage::tr("lower");
        case model::Standing::not_compared:
            break;
    }
    return MovePage::tr("not compared");
}

}  // namespace

MovePage::MovePage(ScenarioSession* session, ZoneSelection* selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(6);
    m_chosen = new QLabel(this);
    m_chosen->setObjectName(QStringLiteral("move_chosen"));
    m_chosen->setWordWrap(true);
    m_target = new QComboBox(this);
    m_target->setObjectName(QStringLiteral("move_to"));
    m_target->setAccessibleName(tr("Footprint that the chosen zones move to"));
    m_target->setMinimumHeight(target_px);
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(12);
    auto* to = new QLabel(tr("Move &to"), this);
    to->setBuddy(m_target);
    m_preview = new QTextBrowser(this);
    m_preview->setObjectName(QStringLiteral("move_preview"));
    m_preview->setAccessibleName(tr("What the move would change"));
    m_preview->setTabChangesFocus(true);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("move_reason"));
    m_reason->setAccessibleName(tr("Reason of the move, for the log"));
    m_reason->setMinimumHeight(target_px);
    auto* why = new QLabel(tr("R&eason"), this);
    why->setBuddy(m_reason);
    m_move = new QPushButton(tr("&Move the chosen zones"), this);
    m_move->setObjectName(QStringLiteral("move_zones"));
    m_move->setMinimumHeight(target_px);
    auto* target_row = new QHBoxLayout;
    target_row->addWidget(to);
    target_row->addWidget(m_target, 1);
    auto* reason_row = new QHBoxLayout;
    reason_row->addWidget(why);
    reason_row->addWidget(m_reason, 1);
    layout->addWidget(m_chosen);
    layout->addLayout(target_row);
    layout->addWidget(m_preview, 1);
    layout->addLayout(reason_row);
    layout->addWidget(m_move);
    m_due = new QTimer(this);
    m_due->setSingleShot(true);
    m_due->setInterval(0);
    connect(m_due, &QTimer::timeout, this, &MovePage::look);
    connect(m_target, &QComboBox::currentIndexChanged, this, &MovePage::refresh);
    connect(m_selection, &ZoneSelection::changed, this, &MovePage::refresh);
    connect(m_reason, &QLineEdit::returnPressed, this, &MovePage::move);
    connect(m_move, &QPushButton::clicked, this, &MovePage::move);
}

void MovePage::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    m_listed_set = -2;
    refresh();
}

void MovePage::refresh() {
    if (m_listed_set != m_session->setIndex()) {
        m_listed_set = m_session->setIndex();
        const QSignalBlocker quiet(m_target);
        m_target->clear();
        m_target->addItem(tr("Choose a footprint"), -2);
        if (m_listed_set >= 0) {
            const model::FootprintSet& set = m_session->set();
            for (std::size_t f = 0; f < set.code.size(); ++f)
                m_target->addItem(name_and_code(set.name[f], set.code[f]), static_cast<int>(f));
            m_target->addItem(tr("No footprint"), static_cast<int>(model::unassigned));
        }
    }
    m_move->setEnabled(false);
    if (isVisible()) m_due->start();
}

void MovePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_due->start();
}

void MovePage::setTarget(std::int32_t footprint) {
    m_target->setCurrentIndex(std::max(0, m_target->findData(static_cast<int>(footprint))));
}

void MovePage::focusTarget() {
    m_target->setFocus(Qt::ShortcutFocusReason);
}

void MovePage::look() {
    m_move->setEnabled(false);
    const auto& zones = m_selection->zones();
    QStringList names;
    for (std::size_t i = 0; i < zones.size() && i < most_chosen_named; ++i)
        names << text(m_result->zones.name[static_cast<std::size_t>(zones[i])]);
    if (zones.size() > most_chosen_named) names << tr("and %1 more").arg(number(static_cast<double>(zones.size() - most_chosen_named)));
    m_chosen->setText(zones.empty() ? tr("No zone is chosen.") : tr("Chosen: %1").arg(names.join(QStringLiteral(", "))));
    const int to = m_target->currentData().toInt();
    if (!m_session->editor() || zones.empty() || m_target->currentIndex() <= 0) {
        m_preview->setPlainText(!m_session->editor() ? tr("Begin a scenario first: New, above.")
                                : zones.empty()
                                    ? tr("Choose zones under Zones, or on the map with Ctrl+click.")
                                    : tr("Choose where they move to, to see what that would change."));
        return;
    }
    try {
        const core::MovePreview preview = m_session->preview(zones, to);
        m_move->setEnabled(!preview.change.moves.empty());
        m_preview->setHtml(preview.change.moves.empty() ? tr("They are there already.") : previewText(preview));
    } catch (const model::InputError& locked) {
        m_preview->setPlainText(QString::fromUtf8(locked.what()));
    }
}

QString MovePage::previewText(const core::MovePreview& preview) const {
    const model::FootprintSet& set = m_session->set();
    const core::LiveAssignment& live = m_session->editor()->live();
    const auto name = [&](std::int32_t f) {
        return (f == model::unassigned ? tr("No footprint") : text(set.name[static_cast<std::size_t>(f)])).toHtmlEscaped();
    };
    QString html;
    const auto section = [&](const QString& title, const QStringList& lines, const QString& sign) {
        if (lines.isEmpty()) return;
        html += QStringLiteral("<p><b>%1</b>").arg(title.toHtmlEscaped());
        for (const QString& line : lines) html += QStringLiteral("<br>%1 %2").arg(sign, line);
        html += QStringLiteral("</p>");
    };
    QStringList warnings, healed, standings;
    for (const std::string& w : preview.warnings) warnings << text(w).toHtmlEscaped();
    section(tr("Mind"), warnings, QStringLiteral("⚠"));
    html += QStringLiteral("<table cellspacing=0 cellpadding=2 width=\"100%\">");
    for (const core::FootprintChange& f : preview.change.footprints) {
        html += QStringLiteral("<tr><td colspan=3><b>%1</b></td></tr>").arg(name(f.footprint));
        const auto line = [&](const QString& what, const QString& before, const QString& after, const QString& more) {
            html += QStringLiteral("<tr><td>%1</td><td align=right>%2&nbsp;→&nbsp;%3</td><td align=right>%4</td></tr>")
                        .arg(what.toHtmlEscaped(), before.toHtmlEscaped(), after.toHtmlEscaped(), more);
        };
        line(tr("Zones"), number(static_cast<double>(f.before.zones)), number(static_cast<double>(f.after.zones)),
             difference(static_cast<double>(f.before.zones), static_cast<double>(f.after.zones)));
        const auto quantity = [&](const char* id, const QString& what) {
            const auto q = live.quantity(id);
            if (!q) return;
            const core::Amount &was = f.before.totals[*q], &is = f.after.totals[*q];
            if (was.status == model::Status::missing && is.status == model::Status::missing) return;
            line(what, amount(was), amount(is), difference(was.number, is.number));
        };
        quantity("residents", tr("Residents"));
        quantity("registered", tr("Registered patients living here"));
        quantity("imd1_residents", tr("People in the most deprived 10%"));
        if (f.footprint != model::unassigned && f.before.pieces != f.after.pieces)
            line(tr("Pieces"), number(f.before.pieces), number(f.after.pieces), {});
        if (f.footprint != model::unassigned && f.heals())
            healed << (f.after.pieces == 1
                           ? tr("%1 would be whole; it is in %2 pieces now").arg(name(f.footprint), number(f.before.pieces))
                           : tr("%1 would be in %2 pieces; it is in %3 now")
                                 .arg(name(f.footprint), number(f.after.pieces), number(f.before.pieces)));
    }
    html += QStringLiteral("</table>");
    section(tr("Mended"), healed, QStringLiteral("✓"));
    for (const core::StandingChange& s : preview.standings)
        standings << tr("%1, %2: %3 → %4")
                         .arg(text(m_result->indicators[s.after.indicator].title).toHtmlEscaped(), name(s.footprint),
                              standing(s.before.standing_95), standing(s.after.standing_95));
    section(tr("Beside the whole area, other than now"), standings, QStringLiteral("•"));
    if (preview.compared > 0 && standings.isEmpty())
        html += QStringLiteral("<p>%1</p>")
                    .arg(tr("None of %1 figures would stand otherwise beside the whole area.")
                             .arg(number(static_cast<double>(preview.compared)))
                             .toHtmlEscaped());
    if (m_session->set().estimates.empty() || preview.compared > 0) return html;
    const QString why = m_session->hasTables()
                            ? tr("No indicator of these footprints is compared with the whole area.")
                            : tr("Whether indicators would stand otherwise cannot be told: this map has no tables of "
                                 "them. Open the project for that.");
    return html + QStringLiteral("<p>%1</p>").arg(why.toHtmlEscaped());
}

void MovePage::move() {
    if (!m_move->isEnabled()) return;
    try {
        m_session->give(m_selection->zones(), m_target->currentData().toInt(), m_reason->text());
    } catch (const model::InputError& locked) {
        m_preview->setPlainText(QString::fromUtf8(locked.what()));
        return;
    }
    m_reason->clear();
    emit moved();
}

}  // namespace locality::app
