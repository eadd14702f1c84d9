#include "app/scenario_session.h"

#include "app/words.h"
#include "core/live_figures.h"
#include "core/scenario_codes.h"
#include "core/scenario_report.h"
#include "core/scenario_set.h"
#include "model/errors.h"

#include <algorithm>
#include <numeric>

namespace locality::app {

ScenarioSession::ScenarioSession(QObject* parent) : QObject(parent) {}
ScenarioSession::~ScenarioSession() = default;

void ScenarioSession::open(std::shared_ptr<model::Result> result, core::ZoneTables tables,
                           std::vector<model::FootprintSpec> specs) {
    m_editor.reset();
    m_starts.clear();
    m_original.reset();  // of a result that nobody looks at any more
    m_whole_zones.reset();
    m_scenarios.clear();
    m_current = -1;
    m_result = std::move(result);
    m_tables = std::move(tables);
    m_specs = std::move(specs);
    m_modified = false;
    emit listChanged();
}

std::vector<int> ScenarioSession::sets() const {
    std::vector<int> sets;
    if (!m_result) return sets;
    for (std::size_t s = 0; s < m_result->sets.size(); ++s) {
        const model::FootprintSet& set = m_result->sets[s];
        if (set.assignment && set.id != model::whole_set_id && !set.code.empty()) sets.push_back(static_cast<int>(s));
    }
    return sets;
}

QString ScenarioSession::title(int scenario) const {
    return scenario < 0 ? tr("The original") : text(m_scenarios[static_cast<std::size_t>(scenario)].scenario.title);
}

QString ScenarioSession::freeTitle(const QString& wish) const {
    const QString base = wish.simplified().isEmpty() ? tr("Scenario") : wish.simplified();
    const auto taken = [&](const QString& title) {
        return std::ranges::any_of(m_scenarios, [&](const Kept& k) { return text(k.scenario.title) == title; });
    };
    QString title = base;
    for (int i = 2; taken(title); ++i) title = tr("%1 (%2)").arg(base).arg(i);
    return title;
}

const model::FootprintSet& ScenarioSession::set() const {
    return m_result->sets[static_cast<std::size_t>(setIndex())];
}

model::FootprintSet& ScenarioSession::shownSet() {
    return m_result->sets[static_cast<std::size_t>(setIndex())];
}

core::LiveAssignment ScenarioSession::original(int set) {
    auto at = m_starts.find(set);
    if (at == m_starts.end()) {
        const bool swapped = m_original && set == setIndex();
        const model::FootprintSet& of = swapped ? *m_original : m_result->sets[static_cast<std::size_t>(set)];
        at = m_starts.emplace(set, core::live_assignment(*m_result, of)).first;
    }
    return at->second;
}

void ScenarioSession::keepCurrent() {
    if (m_editor) m_scenarios[static_cast<std::size_t>(m_current)].scenario = m_editor->scenario();
}

void ScenarioSession::add(const QString& title, int set) {
    Kept kept;
    kept.set = set;
    kept.scenario.title = freeTitle(title).toStdString();
    kept.scenario.set = m_result->sets[static_cast<std::size_t>(set)].id;
    const core::LiveAssignment start = original(set);
    kept.scenario.start.footprint.assign(start.footprint_of_zone().begin(), start.footprint_of_zone().end());
    for (const model::FootprintSpec& spec : m_specs)
        if (spec.id == kept.scenario.set)
            kept.scenario.locked =
                core::limits_of({spec}, m_result->zones.code, m_result->sets[static_cast<std::size_t>(set)].code).locked;
    m_scenarios.push_back(std::move(kept));
    setModified(true);
    choose(count() - 1);
}

void ScenarioSession::duplicate() {
    if (m_current < 0) return;
    keepCurrent();
    Kept copy = m_scenarios[static_cast<std::size_t>(m_current)];
    copy.scenario.title = freeTitle(tr("%1, copy").arg(text(copy.scenario.title))).toStdString();
    m_scenarios.push_back(std::move(copy));
    setModified(true);
    choose(count() - 1);
}

void ScenarioSession::rename(const QString& title) {
    if (m_current < 0 || title.simplified().isEmpty() || title.simplified() == this->title(m_current)) return;
    keepCurrent();
    model::Scenario& scenario = m_scenarios[static_cast<std::size_t>(m_current)].scenario;
    scenario.title = freeTitle(title).toStdString();
    m_editor = std::make_unique<core::ScenarioEditor>(original(setIndex()), scenario, m_result->zones.code);
    setModified(true);
    emit listChanged();
}

void ScenarioSession::removeCurrent() {
    if (m_current < 0) return;
    swapOut();
    m_editor.reset();
    m_scenarios.erase(m_scenarios.begin() + m_current);
    m_current = -1;
    setModified(true);
    choose(count() - 1);
}

void ScenarioSession::choose(int scenario) {
    keepCurrent();
    swapOut();
    m_editor.reset();
    m_current = scenario;
    if (scenario >= 0) {
        m_editor = std::make_unique<core::ScenarioEditor>(
            original(setOf(scenario)), m_scenarios[static_cast<std::size_t>(scenario)].scenario, m_result->zones.code);
        swapIn();
    }
    emit listChanged();
}

void ScenarioSession::setShown(bool shown) {
    if (shown == isShown() || m_current < 0) return;
    if (shown)
        swapIn();
    else
        swapOut();
    emit listChanged();
}

void ScenarioSession::swapIn() {
    emit aboutToChange();
    emit aboutToSwap();
    m_original = shownSet();
    core::follow(shownSet(), *m_result, m_tables, m_editor->live());
    drawAnew();
}

void ScenarioSession::swapOut() {
    if (!m_original) return;
    emit aboutToChange();
    emit aboutToSwap();
    shownSet() = *std::move(m_original);
    m_original.reset();
    m_whole_zones.reset();
}

std::shared_ptr<const style::WholeZones> ScenarioSession::wholeZones(std::ptrdiff_t set) const {
    return isShown() && set == setIndex() ? m_whole_zones : nullptr;
}

void ScenarioSession::drawAnew() {
    const auto now = m_editor->live().footprint_of_zone();
    m_whole_zones = std::make_shared<style::WholeZones>(
        style::WholeZones{{now.begin(), now.end()}, shownSet().shapes});
}

/// The map's pictures are painted of `m_whole_zones`, which is made anew and never changed; the set itself may change
/// under them.
void ScenarioSession::follow(const core::Change& change) {
    if (isShown() && !change.moves.empty()) {
        emit aboutToChange();
        core::follow(shownSet(), *m_result, m_tables, m_editor->live(), core::touched_by(change));
        drawAnew();
    }
    setModified(true);
    emit stateChanged();
}

core::MovePreview ScenarioSession::preview(std::span<const std::int32_t> zones, std::int32_t to) {
    return core::preview_of(m_editor->preview(zones, to), *m_result, m_tables, set(),
                            m_editor->live().footprint_of_zone(), limits());
}

void ScenarioSession::give(std::span<const std::int32_t> zones, std::int32_t to, const QString& reason) {
    follow(m_editor->give(zones, to, reason.trimmed().toStdString()));
}

void ScenarioSession::giveAll(std::span<const model::Move> moves, const QString& reason) {
    follow(m_editor->give_all(moves, reason.trimmed().toStdString()));
}

void ScenarioSession::undo() {
    if (!m_editor) return;
    if (const auto change = m_editor->undo()) follow(*change);
}

void ScenarioSession::redo() {
    if (!m_editor) return;
    if (const auto change = m_editor->redo()) follow(*change);
}

void ScenarioSession::lock(std::span<const std::int32_t> zones, bool locked) {
    if (!m_editor) return;
    for (const std::int32_t zone : zones) m_editor->lock(zone, locked);
    setModified(true);
}

core::MendLimits ScenarioSession::limits() const {
    core::MendLimits limits;
    for (const model::FootprintSpec& spec : m_specs)
        if (spec.id == set().id) limits = core::limits_of({spec}, m_result->zones.code, set().code);
    limits.locked = m_editor->scenario().locked;
    return limits;
}

core::LiveAssignment ScenarioSession::stateOf(int scenario) {
    core::LiveAssignment start = original(setIndex());
    if (scenario < 0) return start;
    if (scenario == m_current) return m_editor->live();
    return core::at_scenario(start, m_scenarios[static_cast<std::size_t>(scenario)].scenario);
}

std::vector<model::CodedScenario> ScenarioSession::coded() const {
    std::vector<model::CodedScenario> all;
    for (int i = 0; i < count(); ++i) {
        const Kept& kept = m_scenarios[static_cast<std::size_t>(i)];
        all.push_back(core::with_codes(i == m_current ? m_editor->scenario() : kept.scenario, m_result->zones.code,
                                       m_result->sets[static_cast<std::size_t>(kept.set)].code));
    }
    return all;
}

model::CodedScenario ScenarioSession::codedCurrent() const {
    return core::with_codes(m_editor->scenario(), m_result->zones.code, set().code);
}

QStringList ScenarioSession::take(const std::vector<model::CodedScenario>& scenarios) {
    choose(-1);
    m_scenarios.clear();
    QStringList unmatched;
    for (const model::CodedScenario& coded : scenarios) {
        Kept kept;
        for (const int s : sets())
            if (m_result->sets[static_cast<std::size_t>(s)].id == coded.set) kept.set = s;
        if (kept.set < 0) {
            unmatched << tr("Scenario “%1” is of the footprints “%2”, which are no set of whole zones here; it was "
                            "left out.")
                             .arg(text(coded.title), text(coded.set));
            continue;
        }
        const model::FootprintSet& of = m_result->sets[static_cast<std::size_t>(kept.set)];
        core::TakenUp taken = core::take_up(coded, m_result->zones.code, of.code, *of.assignment);
        for (const model::Issue& issue : taken.issues)
            unmatched << tr("%1: %2").arg(text(issue.code), text(issue.what));
        kept.scenario = std::move(taken.scenario);
        m_scenarios.push_back(std::move(kept));
    }
    setModified(false);
    emit listChanged();
    return unmatched;
}

void ScenarioSession::setModified(bool modified) {
    m_modified = modified;
    emit marksChanged();
}

}  // namespace locality::app
