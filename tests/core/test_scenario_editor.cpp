#include "catch.h"
#include "core/scenario_editor.h"
#include "grid.h"
#include "model/errors.h"

#include <random>

using namespace locality;
using core::ScenarioEditor;

namespace {

/// A square of zones, all in footprint 0 of 3; one person in each.
struct Square {
    int side;
    geo::Topology topology{geo::build_topology(test::grid_shapes(side, side))};
    geo::Adjacency adjacency{geo::adjacency(topology)};

    std::size_t zones() const { return static_cast<std::size_t>(side) * static_cast<std::size_t>(side); }
    core::LiveAssignment live() const {
        core::LiveFigures figures;
        figures.quantities.push_back(
            {{"people", "People", "people", 0, model::Values::of(std::vector<double>(zones(), 1.0))}, std::nullopt, 0});
        return {topology, adjacency, std::vector<std::int32_t>(zones(), 0), 3, figures};
    }
    model::Scenario scenario() const {
        model::Scenario scenario;
        scenario.title = "Proposal 1";
        scenario.start.footprint.assign(zones(), 0);
        return scenario;
    }
    std::vector<std::string> codes() const {
        std::vector<std::string> codes;
        for (std::size_t z = 0; z < zones(); ++z) codes.push_back(test::grid_code(static_cast<int>(z)));
        return codes;
    }
    ScenarioEditor editor() const { return {live(), scenario(), codes()}; }
};

using Zones = std::vector<std::int32_t>;

}  // namespace

TEST_CASE("a step is undone and made again, with its reason", "[scenario]") {
    const Square square{3};
    ScenarioEditor editor = square.editor();
    const std::string start = editor.live().state();
    CHECK_FALSE(editor.can_undo());
    CHECK_FALSE(editor.undo());
    CHECK_FALSE(editor.redo());

    const core::Change change = editor.give(Zones{0, 1, 2}, 1, "the river is the border");
    CHECK(change.moves.size() == 3);
    const std::string moved = editor.live().state();
    REQUIRE(editor.scenario().steps.size() == 1);
    CHECK(editor.scenario().steps[0].reason == "the river is the border");
    CHECK(editor.scenario().steps[0].moves == std::vector<model::Move>{{0, 0, 1}, {1, 0, 1}, {2, 0, 1}});

    const std::optional<core::Change> undone = editor.undo();
    REQUIRE(undone);
    CHECK(undone->moves.front() == model::Move{2, 1, 0});
    CHECK(editor.live().state() == start);
    CHECK(editor.can_redo());
    REQUIRE(editor.redo());
    CHECK(editor.live().state() == moved);
    CHECK_FALSE(editor.can_redo());
}

TEST_CASE("a new step forgets what was undone", "[scenario]") {
    const Square square{3};
    ScenarioEditor editor = square.editor();
    editor.give(Zones{0}, 1, "first");
    editor.give(Zones{1}, 1, "second");
    editor.undo();
    editor.give(Zones{2}, 2, "third");
    CHECK_FALSE(editor.can_redo());
    REQUIRE(editor.scenario().steps.size() == 2);
    CHECK(editor.scenario().steps[1].reason == "third");
    CHECK(editor.live().footprint_of_zone()[1] == 0);
}

TEST_CASE("giving zones to where they are is no step", "[scenario]") {
    const Square square{3};
    ScenarioEditor editor = square.editor();
    editor.give(Zones{0}, 1, "first");
    editor.undo();
    CHECK(editor.give(Zones{0, 4}, 0, "nothing").moves.empty());
    CHECK(editor.can_redo());
    CHECK(editor.scenario().done == 0);
    CHECK(editor.give(Zones{4, 5}, 1, "one of them twice").moves.size() == 2);
    CHECK(editor.give(Zones{5, 6, 6}, 1, "6 alone").moves == std::vector<model::Move>{{6, 0, 1}});
}

TEST_CASE("a locked zone is named and nothing moves", "[scenario]") {
    const Square square{4};
    ScenarioEditor editor = square.editor();
    editor.lock(5);
    CHECK(editor.locked(5));
    const std::string start = editor.live().state();
    CHECK_THROWS_WITH(editor.give(Zones{4, 5}, 1, "x"), "zone Z05 is locked; free it first, or leave it out");
    CHECK_THROWS_AS(editor.preview(Zones{5}, 1), model::InputError);
    CHECK(editor.live().state() == start);
    CHECK(editor.scenario().steps.empty());
    CHECK(editor.give(Zones{4, 5}, 0, "it is there already").moves.empty());

    for (std::int32_t z = 0; z < 12; ++z) editor.lock(z);
    Zones all;
    for (std::int32_t z = 0; z < 16; ++z) all.push_back(z);
    CHECK_THROWS_WITH(
        editor.give(all, 1, "x"),
        "zones Z00, Z01, Z02, Z03, Z04, Z05, Z06, Z07, Z08, Z09 and 2 more are locked; free them first, or "
        "leave them out");
    editor.lock(5, false);
    CHECK(editor.give(Zones{5}, 1, "freed").moves.size() == 1);
}

TEST_CASE("a scenario is taken up where it was left", "[scenario][property]") {
    const Square square{10};
    ScenarioEditor editor = square.editor();
    std::mt19937 random(5);
    for (int i = 0; i < 300; ++i) {
        const auto kind = random() % 4;
        if (kind == 0) {
            editor.undo();
        } else if (kind == 1) {
            editor.redo();
        } else {
            const Zones zones{static_cast<std::int32_t>(random() % 100), static_cast<std::int32_t>(random() % 100)};
            editor.give(zones, static_cast<std::int32_t>(random() % 4) - 1, "at random");
        }
        if (i % 30 != 0) continue;
        const ScenarioEditor again(square.live(), editor.scenario(), square.codes());
        REQUIRE(again.live().state() == editor.live().state());
    }
    while (editor.can_undo()) editor.undo();
    CHECK(editor.live().state() == square.live().state());
    while (editor.can_redo()) editor.redo();
    const ScenarioEditor again(square.live(), editor.scenario(), square.codes());
    CHECK(again.live().state() == editor.live().state());
}

TEST_CASE("a scenario of another assignment is refused", "[scenario]") {
    const Square square{2};
    model::Scenario scenario = square.scenario();
    scenario.start.footprint[0] = 1;
    CHECK_THROWS_AS(ScenarioEditor(square.live(), scenario, square.codes()), std::invalid_argument);
    scenario = square.scenario();
    scenario.done = 1;
    CHECK_THROWS_AS(ScenarioEditor(square.live(), scenario, square.codes()), std::invalid_argument);
    scenario = square.scenario();
    scenario.locked = {true};
    CHECK_THROWS_AS(ScenarioEditor(square.live(), scenario, square.codes()), std::invalid_argument);
    CHECK_THROWS_AS(ScenarioEditor(square.live(), square.scenario(), {"Z00"}), std::invalid_argument);
}
