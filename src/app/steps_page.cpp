#include "app/steps_page.h"

#include "app/scenario_session.h"
#include "app/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr std::size_t most_named = 5;

}  // namespace

StepsPage::StepsPage(ScenarioSession* session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(6);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("step_list"));
    m_list->setAccessibleName(tr("Steps of the scenario; Enter chooses the zones of a step"));
    m_list->setToolTip(tr("Enter or a double click chooses the zones of the step"));
    m_list->setWordWrap(true);
    m_list->setAlternatingRowColors(true);
    m_undo = new QPushButton(tr("&Undo"), this);
    m_undo->setObjectName(QStringLiteral("undo_step"));
    m_redo = new QPushButton(tr("Make a&gain"), this);
    m_redo->setObjectName(QStringLiteral("redo_step"));
    auto* row = new QHBoxLayout;
    for (QPushButton* b : {m_undo, m_redo}) {
        b->setMinimumHeight(target_px);
        row->addWidget(b);
    }
    row->addStretch();
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    connect(m_undo, &QPushButton::clicked, m_session, &ScenarioSession::undo);
    connect(m_redo, &QPushButton::clicked, m_session, &ScenarioSession::redo);
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        std::vector<std::int32_t> zones;
        for (const model::Move& m : m_session->editor()->scenario().steps[static_cast<std::size_t>(m_list->row(item))].moves)
            zones.push_back(m.zone);
        emit zonesWanted(zones);
    });
}

void StepsPage::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    refresh();
}

/// "3 zones from X to Y: Seacroft North, Kentmere, Foundry Mill – the estate was cut in two".
QString StepsPage::words(const model::Step& step) const {
    const model::FootprintSet& set = m_session->set();
    const auto name = [&](std::int32_t f) {
        return f == model::unassigned ? tr("no footprint") : text(set.name[static_cast<std::size_t>(f)]);
    };
    QStringList zones;
    for (std::size_t i = 0; i < step.moves.size() && i < most_named; ++i)
        zones << text(m_result->zones.name[static_cast<std::size_t>(step.moves[i].zone)]);
    if (step.moves.size() > most_named) zones << tr("and %1 more").arg(number(static_cast<double>(step.moves.size() - most_named)));
    const model::Move& first = step.moves.front();
    const bool one_way = std::ranges::all_of(
        step.moves, [&](const model::Move& m) { return m.from == first.from && m.to == first.to; });
    const QString where = one_way ? tr("from %1 to %2").arg(name(first.from), name(first.to)) : tr("between several footprints");
    const QString what = step.moves.size() == 1 ? tr("1 zone %1: %2").arg(where, zones.join(QStringLiteral(", ")))
                                                : tr("%1 zones %2: %3").arg(number(static_cast<double>(step.moves.size())), where, zones.join(QStringLiteral(", ")));
    return step.reason.empty() ? what : tr("%1 – %2").arg(what, text(step.reason));
}

void StepsPage::refresh() {
    m_list->clear();
    const core::ScenarioEditor* editor = m_session->editor();
    m_undo->setEnabled(editor && editor->can_undo());
    m_redo->setEnabled(editor && editor->can_redo());
    if (!editor || !m_result) return;
    const model::Scenario& scenario = editor->scenario();
    for (std::size_t s = 0; s < scenario.steps.size(); ++s) {
        const bool undone = s >= scenario.done;
        auto* item = new QListWidgetItem(tr("%1. %2%3").arg(s + 1).arg(undone ? tr("(undone) ") : QString(), words(scenario.steps[s])), m_list);
        if (undone) {
            QFont slanted = item->font();
            slanted.setItalic(true);
            item->setFont(slanted);
        }
    }
    if (scenario.done > 0) m_list->scrollToItem(m_list->item(static_cast<int>(scenario.done) - 1));
}

}  // namespace locality::app
