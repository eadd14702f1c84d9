#pragma once

#include "core/live_assignment.h"
#include "model/scenario.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// A scenario being worked on: steps made, undone and made again without limit, and what each of them does to the
/// footprints. Locked zones stay where they are.
class ScenarioEditor {
public:
    /// Takes up a scenario where it was left: `live` stands at the scenario's start, and its steps in force are made.
    /// Zone codes are for messages. Throws std::invalid_argument where the scenario does not fit `live`.
    ScenarioEditor(LiveAssignment live, model::Scenario scenario, std::vector<std::string> zone_codes);

    const LiveAssignment& live() const { return m_live; }
    const model::Scenario& scenario() const { return m_scenario; }
    bool can_undo() const { return m_scenario.done > 0; }
    bool can_redo() const { return m_scenario.done < m_scenario.steps.size(); }

    /// What giving these zones to a footprint (or to none) would change. Throws model::InputError naming the locked
    /// ones.
    Change preview(std::span<const std::int32_t> zones, std::int32_t to);
    /// Gives them, as one step. Steps that were undone before are forgotten. Zones that are there already stay out of
    /// the step; where that leaves nothing, there is no step. Throws model::InputError naming the locked ones.
    Change give(std::span<const std::int32_t> zones, std::int32_t to, std::string reason);

    /// Makes moves of several kinds as one step (what a mender proposes). Throws as `give`, and std::invalid_argument
    /// where a move does not start where its zone is.
    Change give_all(std::span<const model::Move> moves, std::string reason);

    /// Takes back the last step in force; nothing where there is none.
    std::optional<Change> undo();
    /// Makes the step undone last again; nothing where there is none.
    std::optional<Change> redo();

    /// Locks or frees a zone. Not a step: undoing leaves it. Steps made before may still move it, back and forth.
    void lock(std::int32_t zone, bool locked = true);
    bool locked(std::int32_t zone) const;

private:
    std::vector<model::Move> allowed_moves(std::span<const std::int32_t> zones, std::int32_t to) const;
    void check_locks(std::span<const model::Move> moves) const;

    LiveAssignment m_live;
    model::Scenario m_scenario;
    std::vector<std::string> m_codes;
};

}  // namespace locality::core
