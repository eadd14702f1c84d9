#include "core/scenario_editor.h"

#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace locality::core {

using model::Move;

ScenarioEditor::ScenarioEditor(LiveAssignment live, model::Scenario scenario, std::vector<std::string> zone_codes)
    : m_live(std::move(live)), m_scenario(std::move(scenario)), m_codes(std::move(zone_codes)) {
    const std::size_t zones = m_live.zone_count();
    if (!std::ranges::equal(m_scenario.start.footprint, m_live.footprint_of_zone()) || m_codes.size() != zones ||
        (!m_scenario.locked.empty() && m_scenario.locked.size() != zones) || m_scenario.done > m_scenario.steps.size())
        throw std::invalid_argument("ScenarioEditor: the scenario does not start where the assignment stands");
    m_scenario.locked.resize(zones, false);
    for (std::size_t s = 0; s < m_scenario.done; ++s) m_live.make(m_scenario.steps[s].moves);
}

std::vector<Move> ScenarioEditor::allowed_moves(std::span<const std::int32_t> zones, std::int32_t to) const {
    std::vector<Move> moves = m_live.moves_to(zones, to);
    check_locks(moves);
    return moves;
}

void ScenarioEditor::check_locks(std::span<const Move> moves) const {
    std::string names;
    std::size_t count = 0;
    constexpr std::size_t most = 10;
    for (const Move& m : moves) {
        if (!locked(m.zone)) continue;
        if (++count <= most) names += (count > 1 ? ", " : "") + m_codes[static_cast<std::size_t>(m.zone)];
    }
    if (count > most) names += fmt::format(" and {} more", count - most);
    if (count > 0)
        throw model::InputError(count == 1
                                    ? fmt::format("zone {} is locked; free it first, or leave it out", names)
                                    : fmt::format("zones {} are locked; free them first, or leave them out", names));
}

Change ScenarioEditor::preview(std::span<const std::int32_t> zones, std::int32_t to) {
    return m_live.preview(allowed_moves(zones, to));
}

Change ScenarioEditor::give(std::span<const std::int32_t> zones, std::int32_t to, std::string reason) {
    return give_all(allowed_moves(zones, to), std::move(reason));
}

Change ScenarioEditor::give_all(std::span<const Move> moves, std::string reason) {
    check_locks(moves);
    Change change = m_live.make(moves);
    if (moves.empty()) return change;
    m_scenario.steps.resize(m_scenario.done);
    m_scenario.steps.push_back({{moves.begin(), moves.end()}, std::move(reason)});
    ++m_scenario.done;
    return change;
}

std::optional<Change> ScenarioEditor::undo() {
    if (!can_undo()) return std::nullopt;
    std::vector<Move> back = m_scenario.steps[--m_scenario.done].moves;
    std::ranges::reverse(back);
    for (Move& m : back) std::swap(m.from, m.to);
    return m_live.make(back);
}

std::optional<Change> ScenarioEditor::redo() {
    if (!can_redo()) return std::nullopt;
    return m_live.make(m_scenario.steps[m_scenario.done++].moves);
}

void ScenarioEditor::lock(std::int32_t zone, bool locked) {
    m_scenario.locked.at(static_cast<std::size_t>(zone)) = locked;
}

bool ScenarioEditor::locked(std::int32_t zone) const {
    return m_scenario.locked.at(static_cast<std::size_t>(zone));
}

}  // namespace locality::core
