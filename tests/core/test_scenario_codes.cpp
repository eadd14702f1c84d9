#include "catch.h"
#include "core/scenario_codes.h"

using namespace locality;
using model::CodedScenario;

namespace {

const std::vector<std::string> zones{"Z00", "Z01", "Z02"}, footprints{"A", "B"};

model::Assignment start() {
    model::Assignment a;
    a.footprint = {0, 0, 1};
    return a;
}

CodedScenario coded() {
    CodedScenario s;
    s.title = "Proposal";
    s.set = "lcp";
    s.steps = {{{{"Z00", "A", "B"}, {"Z01", "A", ""}}, "why"}, {{{"Z01", "", "A"}}, ""}};
    s.done = 1;
    s.locked = {"Z02"};
    return s;
}

}  // namespace

TEST_CASE("a scenario comes back from its codes as it went", "[scenario]") {
    const core::TakenUp taken = core::take_up(coded(), zones, footprints, start());
    CHECK(taken.issues.empty());
    CHECK(taken.scenario.steps.at(0).moves == std::vector<model::Move>{{0, 0, 1}, {1, 0, model::unassigned}});
    CHECK(taken.scenario.done == 1);
    CHECK(taken.scenario.locked == std::vector<bool>{false, false, true});
    CHECK(core::with_codes(taken.scenario, zones, footprints) == coded());
}

TEST_CASE("what a scenario names and is not there is said and left out", "[scenario]") {
    CodedScenario s = coded();
    s.steps[0].moves[0].zone = "Z99";
    s.steps[1].moves[0].to = "C";
    s.locked.push_back("Z77");
    s.done = 2;
    const core::TakenUp taken = core::take_up(s, zones, footprints, start());
    REQUIRE(taken.issues.size() == 3);
    CHECK(taken.issues[0].code == "Z99");
    CHECK_THAT(taken.issues[0].what, LOCALITY_CONTAINS("not on the map"));
    CHECK_THAT(taken.issues[1].what, LOCALITY_CONTAINS("\"C\", which is no footprint here"));
    CHECK(taken.issues[2].code == "Z77");
    REQUIRE(taken.scenario.steps.size() == 1);
    CHECK(taken.scenario.done == 1);
}

TEST_CASE("a zone that the set has moved since is taken from where it stands", "[scenario]") {
    model::Assignment other = start();
    other.footprint = {1, 1, 1};
    const core::TakenUp taken = core::take_up(coded(), zones, footprints, other);
    REQUIRE(taken.issues.size() == 2);
    CHECK_THAT(taken.issues[0].what, LOCALITY_CONTAINS("where it is already"));
    CHECK_THAT(taken.issues[1].what, LOCALITY_CONTAINS("expected it in A; it is moved from B"));
    CHECK(taken.scenario.steps.at(0).moves == std::vector<model::Move>{{1, 1, model::unassigned}});
}
