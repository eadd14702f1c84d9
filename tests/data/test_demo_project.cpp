#include "catch.h"
#include "core/reconcile.h"
#include "demo_files.h"
#include "io/load.h"
#include "io/project_file.h"

using namespace locality;

TEST_CASE("the demo project makes footprints in all five ways and its ledger closes") {
    const model::Project project = io::read_project(demo_folder() / "demo.toml");
    CHECK(project.synthetic);
    CHECK_THAT(project.title, LOCALITY_CONTAINS("Synthetic"));
    const model::Result result = core::reconcile(io::load(project));

    // All that is odd is the practice without a network.
    for (const model::Issue& issue : result.issues) {
        INFO(issue.layer << ": " << issue.kind << " " << issue.code << ": " << issue.what);
        CHECK((issue.severity == model::Severity::note || issue.kind == "practice_without_footprint"));
    }
    CHECK(result.zones.size() == 480);
    REQUIRE(!result.ledger.empty());
    for (const model::Ledger& line : result.ledger) {
        INFO(line.set << " " << line.quantity);
        CHECK(line.closes);
    }

    struct Expected {
        const char* set;
        model::Origin origin;
        std::size_t footprints;
    };
    const Expected sets[] = {{"ward", model::Origin::boundaries, 33},
                             {"committee", model::Origin::dissolve, 10},
                             {"pcn", model::Origin::registrations, 20},
                             {"lcp", model::Origin::union_of, 15},
                             {"team", model::Origin::lookup, 13}};
    for (const Expected& e : sets) {
        INFO(e.set);
        const model::FootprintSet* set = result.set(e.set);
        REQUIRE(set);
        CHECK(set->origin == e.origin);
        CHECK(set->code.size() == e.footprints);
        CHECK(set->estimates.size() > e.footprints * 6);
    }

    // Largest-share footprints come out split, as in life, and the rule mends them.
    const model::FootprintSet& pcn = *result.set("pcn");
    const auto split = [](const std::vector<int>& pieces) {
        return std::count_if(pieces.begin(), pieces.end(), [](int n) { return n > 1; });
    };
    CHECK(split(pcn.pieces_before) >= 4);
    CHECK(split(pcn.pieces_before) <= 8);
    CHECK(split(pcn.pieces_after) == 0);
    CHECK(!pcn.overrides.empty());

    // Everyone is somewhere: patients without a zone of the city are listed by what their row says.
    CHECK(result.unplaced.size() >= 4);
}
