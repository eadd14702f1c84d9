#include "app/mend_page.h"

#include "app/figure_view.h"
#include "app/scenario_session.h"
#include "app/words.h"
#include "app/work.h"
#include "model/errors.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace locality::app {

namespace {

constexpr int target_px = 28;
constexpr double exact_limit_s = 20.0;
constexpr std::array menders{model::Mender::rule, model::Mender::local, model::Mender::exact};

QString way_words(model::Mender mender) {
    switch (mender) {
        case model::Mender::rule:
            return MendPage::tr("Rule of thumb");
        case model::Mender::local:
            return MendPage::tr("Dissolve or bridge");
        case model::Mender::exact:
            return MendPage::tr("Fewest moved");
        case model::Mender::none:
            break;
    }
    return {};
}

QString way_tip(model::Mender mender) {
    switch (mender) {
        case model::Mender::rule:
            return MendPage::tr("Detached zones go to their 2nd, 3rd ... largest footprint that they touch");
        case model::Mender::local:
            return MendPage::tr("Each piece is given to its neighbours or joined to the rest, whichever moves fewer");
        case model::Mender::exact:
            return MendPage::tr("The fewest people moved that bring every footprint into one piece");
        case model::Mender::none:
            break;
    }
    return {};
}

QString proof_words(const model::MendingReport& report) {
    if (report.status == "optimal") return MendPage::tr("proven least");
    if (report.status == "infeasible") return MendPage::tr("proven impossible");
    if (report.status == "time limit") return MendPage::tr("time ended before a proof");
    if (report.status == "left split") return MendPage::tr("pieces are left");
    return MendPage::tr("not proven");
}

}  // namespace

MendPage::MendPage(ScenarioSession* session, Work* work, QWidget* parent)
    : QWidget(parent), m_session(session), m_work(work) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(6);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("mend_state"));
    m_state->setWordWrap(true);
    m_work_out = new QPushButton(tr("&Work out three ways to mend"), this);
    m_work_out->setObjectName(QStringLiteral("mend_work_out"));
    m_table = new FigureView(QStringLiteral("mend_ways"), tr("Ways to mend, and what each moves"),
                             FigureView::Order::as_given, this);
    m_moves = new FigureView(QStringLiteral("mend_moves"), tr("Zones that the way chosen above moves"),
                             FigureView::Order::as_given, this);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("mend_reason"));
    m_reason->setAccessibleName(tr("Reason of the mending, for the log"));
    auto* why = new QLabel(tr("R&eason"), this);
    why->setBuddy(m_reason);
    m_accept = new QPushButton(tr("&Make these moves"), this);
    m_accept->setObjectName(QStringLiteral("mend_accept"));
    for (QWidget* w : std::initializer_list<QWidget*>{m_work_out, m_reason, m_accept}) w->setMinimumHeight(target_px);
    auto* row = new QHBoxLayout;
    row->addWidget(why);
    row->addWidget(m_reason, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_work_out);
    layout->addWidget(m_table, 2);
    layout->addWidget(m_moves, 3);
    layout->addLayout(row);
    layout->addWidget(m_accept);
    connect(m_work_out, &QPushButton::clicked, this, &MendPage::workOut);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MendPage::showMoves);
    connect(m_moves, &FigureView::wanted, this, [this] {
        if (chosen() < 0) return;
        std::vector<std::int32_t> zones;
        for (const model::Move& m : m_ways[static_cast<std::size_t>(chosen())].moves) zones.push_back(m.zone);
        emit zonesWanted(zones);
    });
    connect(m_accept, &QPushButton::clicked, this, &MendPage::accept);
    refresh();
}

void MendPage::setResult(std::shared_ptr<const model::Result> result) {
    m_result = std::move(result);
    refresh();
}

void MendPage::refresh() {
    m_ways.clear();
    m_table->setFigures({});
    m_moves->setFigures({});
    m_accept->setEnabled(false);
    int split = 0, extra = 0;
    if (const core::ScenarioEditor* editor = m_session->editor())
        for (std::size_t f = 0; f < editor->live().footprint_count(); ++f) {
            const int pieces = editor->live().pieces(static_cast<std::int32_t>(f));
            split += pieces > 1;
            extra += std::max(0, pieces - 1);
        }
    m_work_out->setEnabled(extra > 0);
    m_state->setText(!m_session->editor() ? tr("Begin a scenario first: New, above.")
                     : extra == 0 ? tr("Every footprint is in one piece: nothing to mend.")
                                  : tr("Footprints in more than one piece: %1; pieces too many: %2.").arg(split).arg(extra));
}

/// On the worker. The scenario stands still meanwhile: the window takes no other wish.
void MendPage::workOut() {
    if (m_work->isRunning() || !m_session->editor()) return;
    m_work->start(tr("Mending the scenario"), [this, result = m_result, set = static_cast<std::size_t>(m_session->setIndex()),
                                               live = m_session->editor()->live(),
                                               limits = m_session->limits()](const model::Progress& progress) {
        std::vector<core::ScenarioMending> ways;
        constexpr std::array starts{0.0, 0.1, 0.4};
        constexpr std::array doing{"By the rule of thumb", "Dissolving or bridging", "Looking for the fewest people"};
        for (std::size_t i = 0; i < menders.size(); ++i) {
            progress.at(starts[i], doing[i]);
            ways.push_back(core::mend_scenario(*result, result->sets[set], live, limits, menders[i], exact_limit_s,
                                               progress.stop));
        }
        return [this, ways] { show(ways); };
    });
}

void MendPage::show(std::vector<core::ScenarioMending> ways) {
    m_ways = std::move(ways);
    FigureTable table;
    table.header = {tr("Way"), tr("Zones"), m_ways.front().unit == "patients"    ? tr("Patients")
                                            : m_ways.front().unit == "residents" ? tr("Residents")
                                                                                 : tr("Moved"),
                    tr("Extra pieces")};
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        const core::ScenarioMending& w = m_ways[i];
        table.rows.push_back({{tr("%1 (%2)").arg(way_words(menders[i]), proof_words(w.report)), {}, way_tip(menders[i]), false},
                              {number(static_cast<double>(w.moves.size())), {}, {}, true},
                              {number(w.moved), {}, {}, true},
                              {tr("%1 → %2").arg(w.extra_pieces_before).arg(w.extra_pieces_after), {}, {}, true}});
        table.codes.push_back(QString::number(i));
    }
    m_table->setFigures(std::move(table));
    m_table->selectRow(static_cast<int>(m_ways.size()) - 1);
    m_table->setFocus();
}

int MendPage::chosen() const {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return m_ways.empty() || rows.isEmpty() ? -1 : rows.front().data(FigureModel::code_role).toInt();
}

void MendPage::showMoves() {
    FigureTable table;
    table.header = {tr("Zones that it moves")};
    const int way = chosen();
    if (way >= 0) {
        const model::FootprintSet& set = m_session->set();
        const auto name = [&](std::int32_t f) {
            return f == model::unassigned ? tr("none") : text(set.name[static_cast<std::size_t>(f)]);
        };
        for (const model::Move& m : m_ways[static_cast<std::size_t>(way)].moves) {
            table.rows.push_back({{tr("%1: %2 → %3").arg(text(m_result->zones.name[static_cast<std::size_t>(m.zone)]),
                                                         name(m.from), name(m.to)),
                                   {}, {}, false}});
            table.codes.push_back(text(m_result->zones.code[static_cast<std::size_t>(m.zone)]));
        }
    }
    m_accept->setEnabled(!table.rows.empty());
    m_moves->setFigures(std::move(table));
}

void MendPage::accept() {
    const int way = chosen();
    if (way < 0) return;
    const QString reason = m_reason->text().trimmed().isEmpty()
                               ? tr("mended: %1").arg(way_words(menders[static_cast<std::size_t>(way)]))
                               : m_reason->text();
    const std::vector<model::Move> moves = m_ways[static_cast<std::size_t>(way)].moves;
    m_reason->clear();
    m_session->giveAll(moves, reason);
}

}  // namespace locality::app
