#include "catch.h"
#include "core/live_figures.h"
#include "core/move_preview.h"
#include "core/reconcile.h"
#include "core/scenario_codes.h"
#include "core/scenario_mend.h"
#include "core/scenario_report.h"
#include "core/scenario_set.h"
#include "core/zone_choice.h"
#include "io/load.h"
#include "io/project_file.h"

#include <algorithm>
#include <random>

using namespace locality;

// On the demo city, which has everything that a set can have.

namespace {

const model::Inputs& inputs() {
    static const model::Inputs loaded = io::load(io::read_project(io::demo_project()));
    return loaded;
}

core::ZoneTables& tables() {
    static core::ZoneTables kept;
    return kept;
}

const model::Result& demo() {
    static const model::Result made = [] {
        core::Options options;
        options.keep = &tables();
        return core::reconcile(inputs(), options);
    }();
    return made;
}

model::Scenario empty_scenario(const model::FootprintSet& set) {
    model::Scenario scenario;
    scenario.title = "Test";
    scenario.set = set.id;
    scenario.start = *set.assignment;
    return scenario;
}

void check_same(const model::Values& a, const model::Values& b, double tolerance) {
    REQUIRE(a.size() == b.size());
    for (std::size_t f = 0; f < a.size(); ++f) {
        INFO("footprint " << f);
        REQUIRE(a.status[f] == b.status[f]);
        if (a.known(f)) CHECK(a.number[f] == Approx(b.number[f]).margin(tolerance));
    }
}

}  // namespace

TEST_CASE("a set that followed its moves is the one that a new run with them makes", "[scenario][property]") {
    for (const char* id : {"pcn", "lcp"}) {
        INFO("set " << id);
        model::FootprintSet set = *demo().set(id);
        core::LiveAssignment live = core::live_assignment(demo(), set);
        model::Scenario scenario = empty_scenario(set);
        std::mt19937 random(5);
        for (int i = 0; i < 12; ++i) {
            const auto zone = static_cast<std::int32_t>(random() % demo().zones.size());
            const auto to = static_cast<std::int32_t>(random() % (set.code.size() + 1)) - 1;
            const std::vector<model::Move> moves = live.moves_to(std::vector{zone}, to);
            if (moves.empty()) continue;
            core::follow(set, demo(), tables(), live, core::touched_by(live.make(moves)));
            scenario.steps.push_back({moves, "because"});
            ++scenario.done;
        }
        const model::CodedScenario coded = core::with_codes(scenario, demo().zones.code, set.code);
        core::Options options;
        options.scenario = &coded;
        const model::Result again = core::reconcile(inputs(), options);
        const model::FootprintSet& expected = *again.set(id);
        CHECK(std::ranges::none_of(again.issues, [](const auto& i) { return i.kind == "scenario_unmatched"; }));
        CHECK(set.assignment->footprint == expected.assignment->footprint);
        CHECK(set.crosswalk.share == expected.crosswalk.share);
        CHECK(set.pieces_after == expected.pieces_after);
        for (std::size_t f = 0; f < set.code.size(); ++f)
            CHECK(geo::area_m2(set.shapes, f) == Approx(geo::area_m2(expected.shapes, f)));
        REQUIRE(set.columns.size() == expected.columns.size());
        for (std::size_t c = 0; c < set.columns.size(); ++c) {
            INFO("column " << set.columns[c].id);
            check_same(set.columns[c].values, expected.columns[c].values, 1e-6);
        }
        REQUIRE(set.people.size() == expected.people.size());
        for (std::size_t g = 0; g < set.people.size(); ++g) check_same(set.people[g], expected.people[g], 1e-9);
        REQUIRE(set.flow.size() == expected.flow.size());
        REQUIRE(set.estimates.size() == expected.estimates.size());
        REQUIRE_FALSE(set.estimates.empty());
        for (std::size_t e = 0; e < set.estimates.size(); ++e) {
            const model::Estimate &now = set.estimates[e], &due = expected.estimates[e];
            INFO("estimate " << demo().indicators[now.indicator].id << " " << now.period << " of " << now.footprint);
            CHECK(now.footprint == due.footprint);
            if (now.reason.starts_with("small numbers")) continue;  // kept safe until it is built
            CHECK(now.status == due.status);
            CHECK(now.standing_95 == due.standing_95);
            CHECK(now.trend == due.trend);
            if (due.status == model::Status::known) CHECK(now.value == Approx(due.value));
        }
        // The log says each zone's move, with the reason.
        for (std::size_t z = 0; z < demo().zones.size(); ++z) {
            const std::int32_t from = scenario.start.footprint[z], to = expected.assignment->footprint[z];
            if (from == to || from == model::unassigned || to == model::unassigned) continue;
            CHECK(std::ranges::any_of(expected.overrides, [&](const model::Override& o) {
                return o.zone == static_cast<std::int32_t>(z) && o.from == from && o.to == to &&
                       o.kind == model::OverrideKind::manual && o.reason == "scenario \"Test\": because";
            }));
        }
    }
}

TEST_CASE("a set made of the scenario's set follows it when built", "[scenario]") {
    const model::FootprintSet& pcn = *demo().set("pcn");
    model::Scenario scenario = empty_scenario(pcn);
    const std::int32_t from = scenario.start.footprint[0];
    const auto to = static_cast<std::int32_t>((from + 1) % static_cast<std::int32_t>(pcn.code.size()));
    scenario.steps.push_back({{{0, from, to}}, ""});
    scenario.done = 1;
    const model::CodedScenario coded = core::with_codes(scenario, demo().zones.code, pcn.code);
    core::Options options;
    options.scenario = &coded;
    const model::Result built = core::reconcile(inputs(), options);
    CHECK(built.options.at("scenario") == "Test");
    for (const model::Ledger& line : built.ledger) CHECK(line.closes);
}

TEST_CASE("a scenario of a set that splits zones, or of none, is refused", "[scenario]") {
    model::CodedScenario coded;
    coded.title = "Wrong";
    core::Options options;
    options.scenario = &coded;
    for (const char* set : {"ward", "nothing"}) {
        coded.set = set;
        CHECK_THROWS_WITH(core::reconcile(inputs(), options),
                          LOCALITY_CONTAINS("no set of whole zones here; those that are: "));
    }
}

TEST_CASE("a preview tells of new breaks, bands, and footprints left empty", "[scenario]") {
    const model::FootprintSet& set = *demo().set("pcn");
    core::LiveAssignment live = core::live_assignment(demo(), set);
    // All of one footprint's zones to another: it is left empty.
    const std::vector<std::int32_t> zones(live.zones_of(0).begin(), live.zones_of(0).end());
    core::Change change = live.preview(live.moves_to(zones, 1));
    const core::MovePreview emptied = core::preview_of(change, demo(), tables(), set, live.footprint_of_zone());
    REQUIRE_FALSE(emptied.warnings.empty());
    CHECK_THAT(emptied.warnings.front(), LOCALITY_CONTAINS(set.name[0] + " would have no zones left"));
    CHECK(emptied.compared > 0);
    CHECK_FALSE(emptied.standings.empty());  // what had a standing has none
    for (const core::StandingChange& s : emptied.standings) CHECK(s.before.standing_95 != s.after.standing_95);

    // A zone that touches nothing of the footprint it goes to is a new break; a break that was there is not said again.
    std::int32_t far = -1;
    for (const std::int32_t z : live.zones_of(0)) {
        const auto around = demo().zones.adjacency.of(static_cast<std::size_t>(z));
        for (std::int32_t to = 1; far < 0 && to < static_cast<std::int32_t>(set.code.size()); ++to)
            if (std::ranges::none_of(around, [&](std::int32_t n) {
                    return live.footprint_of_zone()[static_cast<std::size_t>(n)] == to;
                })) {
                far = z;
                const core::MovePreview broken =
                    core::preview_of(live.preview(live.moves_to(std::vector{z}, to)), demo(), tables(), set,
                                     live.footprint_of_zone());
                CHECK(std::ranges::any_of(broken.warnings, [](const std::string& w) {
                    return w.find("would be in 2 pieces; it is whole now") != std::string::npos;
                }));
            }
        if (far >= 0) break;
    }
    REQUIRE(far >= 0);

    core::MendLimits limits;
    limits.floor.assign(set.code.size(), live.fit(0).kept);
    const core::MovePreview under =
        core::preview_of(live.preview(live.moves_to(std::vector{zones[0]}, 1)), demo(), tables(), set, live.footprint_of_zone(), limits);
    CHECK(std::ranges::any_of(under.warnings, [](const std::string& w) {
        return w.find("under its floor of") != std::string::npos;
    }));
}

TEST_CASE("the menders bring a scenario back into one piece each", "[scenario]") {
    const model::FootprintSet& set = *demo().set("pcn");
    core::LiveAssignment live = core::live_assignment(demo(), set);
    // Cut: zones of one footprint given, one by one, to a footprint far away.
    std::vector<std::int32_t> cut;
    for (const std::int32_t z : live.zones_of(2))
        if (cut.size() < 3) cut.push_back(z);
    live.make(live.moves_to(cut, 0));
    int extra = 0;
    for (std::size_t f = 0; f < set.code.size(); ++f) extra += live.pieces(static_cast<std::int32_t>(f)) - 1;
    REQUIRE(extra > 0);
    double exact = 0;
    for (const model::Mender mender : {model::Mender::exact, model::Mender::local, model::Mender::rule}) {
        const core::ScenarioMending mending = core::mend_scenario(demo(), set, live, {}, mender, 20.0);
        CHECK(mending.unit == "patients");
        CHECK(mending.extra_pieces_before == extra);
        CHECK(mending.extra_pieces_after == 0);
        CHECK_FALSE(mending.moves.empty());
        core::LiveAssignment after = live;
        after.make(mending.moves);
        for (std::size_t f = 0; f < set.code.size(); ++f) CHECK(after.pieces(static_cast<std::int32_t>(f)) == 1);
        if (mender == model::Mender::exact) {
            CHECK(mending.report.status == "optimal");
            exact = mending.report.patients_moved;
        } else {
            CHECK(mending.report.patients_moved >= exact);
        }
    }
    // A locked piece stays where it is.
    core::MendLimits limits;
    limits.locked.assign(demo().zones.size(), true);
    const core::ScenarioMending none = core::mend_scenario(demo(), set, live, limits, model::Mender::rule, 20.0);
    CHECK(none.moves.empty());
    CHECK(none.extra_pieces_after == extra);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(core::mend_scenario(demo(), set, live, {}, model::Mender::rule, 20.0, stop.get_token()),
                    model::Cancelled);
}

TEST_CASE("a set from a lookup is mended by the residents that move", "[scenario]") {
    const model::FootprintSet& set = *demo().set("team");
    core::LiveAssignment live = core::live_assignment(demo(), set);
    live.make(live.moves_to(std::vector{live.zones_of(1)[0]}, 0));
    const core::ScenarioMending mending = core::mend_scenario(demo(), set, live, {}, model::Mender::exact, 20.0);
    CHECK(mending.unit == "residents");
    CHECK(mending.extra_pieces_after == 0);
}

TEST_CASE("two scenarios are put side by side and into sentences", "[scenario]") {
    const model::FootprintSet& set = *demo().set("pcn");
    const core::LiveAssignment before = core::live_assignment(demo(), set);
    CHECK(core::difference_in_words(demo(), set, before, before) ==
          std::vector<std::string>{"No zone stands elsewhere in one than in the other."});
    CHECK(core::side_by_side(set, before, before, "a", "b", false).size() == 1);
    core::LiveAssignment after = before;
    const std::vector<std::int32_t> zones{before.zones_of(0)[0], before.zones_of(0)[1]};
    after.make(after.moves_to(zones, 1));
    const auto moved = core::zones_moved(demo(), before.footprint_of_zone(), after.footprint_of_zone());
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].zones == zones);
    const auto sentences = core::difference_in_words(demo(), set, before, after);
    REQUIRE(sentences.size() == 3);
    CHECK_THAT(sentences[0], LOCALITY_CONTAINS("2 zones, "));
    CHECK_THAT(sentences[0], LOCALITY_CONTAINS("move from " + set.name[0] + " to " + set.name[1] + ": " +
                                               demo().zones.name[static_cast<std::size_t>(zones[0])] + ", "));
    const auto rows = core::side_by_side(set, before, after, "a", "b", false);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0][2] == "zones: a");
    CHECK(rows[0][3] == "zones: b");
    CHECK(std::stoi(rows[1][2]) == std::stoi(rows[1][3]) + 2);
    CHECK(core::side_by_side(set, before, after, "a", "b", true).size() == set.code.size() + 1);
}

TEST_CASE("zones are chosen by a line round them, and by two sets at once", "[scenario]") {
    const auto middles = core::zone_middles(demo().zones);
    const model::FootprintSet& ward = *demo().set("ward");
    const core::LiveAssignment live = core::live_assignment(demo(), *demo().set("pcn"));
    for (std::size_t z = 0; z < middles.size(); ++z) {
        geo::Box box;
        for (std::uint32_t p = demo().zones.shapes.shape_begin[z]; p < demo().zones.shapes.shape_begin[z + 1]; ++p)
            for (const geo::Point& v : demo().zones.shapes.ring(demo().zones.shapes.part_begin[p])) box.add(v);
        CHECK(box.contains(middles[z]));
    }
    const geo::Point m = middles[7];
    const std::vector<geo::Point> square{{m.x - 1, m.y - 1}, {m.x + 1, m.y - 1}, {m.x + 1, m.y + 1}, {m.x - 1, m.y + 1}};
    CHECK(core::zones_within(middles, square) == std::vector<std::int32_t>{7});
    CHECK(core::zones_within(middles, {}).empty());
    std::size_t all = 0, parted = 0;
    for (std::int32_t w = 0; w < static_cast<std::int32_t>(ward.code.size()); ++w) {
        all += core::zones_of_both(ward, w, live.footprint_of_zone(), std::nullopt).size();
        for (std::int32_t f = -1; f < static_cast<std::int32_t>(live.footprint_count()); ++f) {
            const auto zones = core::zones_of_both(ward, w, live.footprint_of_zone(), f);
            for (const std::int32_t z : zones) CHECK(live.footprint_of_zone()[static_cast<std::size_t>(z)] == f);
            parted += zones.size();
        }
    }
    CHECK(all == parted);
    CHECK(all > demo().zones.size() / 2);
}
