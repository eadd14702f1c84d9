#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {

/// The small city with two scenarios beside it.
void add_scenarios(const SmallCity& city) {
    city.write("city.scenarios.toml", R"([[scenarios]]
title = "North together"
set = "pcn"
done = 1
[[scenarios.steps]]
reason = "the estate was cut in two"
moves = [["E01000004", "U00002", "U00001"]]
[[scenarios.steps]]
reason = "undone"
moves = [["E01000001", "U00001", "U00002"]]

[[scenarios]]
title = "All Oaks"
set = "pcn"
locked = ["E01000002"]
[[scenarios.steps]]
moves = [["E01000001", "U00001", "U00002"], ["E01000003", "U00001", "U00002"]]
)");
}

}  // namespace

TEST_CASE("scenario lists, describes and compares") {
    const SmallCity city;
    add_scenarios(city);
    std::string all;
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, {"North together"}, {"North together", "All Oaks", "--every"}}) {
        std::vector<std::string> line{"scenario", city.project()};
        line.insert(line.end(), words.begin(), words.end());
        const Ran ran = locality(line);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
        all += ran.out + "\n";
    }
    test::check_golden(all, "scenario/small_city.txt");
}

TEST_CASE("scenario --json and -o have every figure") {
    const SmallCity city;
    add_scenarios(city);
    const Ran ran = locality({"scenario", city.project(), "North together", "--json"});
    REQUIRE(ran.code == 0);
    const json all = json::parse(ran.out);
    CHECK(all["footprints"].size() == 2);
    CHECK(all["footprints"][0]["residents: North together"] == "800");
    CHECK(all["difference"].size() == 3);
    const std::string out = city.path("both.csv");
    CHECK(locality({"scenario", city.project(), "North together", "-o", out}).code == 0);
    CHECK_THAT(test::bytes_of(out), LOCALITY_CONTAINS("U00001,ELMS PCN,2,3,400,800,"));
    CHECK_THAT(locality({"scenario", city.project(), "North together", "-o", out}).err,
               LOCALITY_CONTAINS("exists already"));
    CHECK_THAT(locality({"scenario", city.project(), "Nort together"}).err,
               LOCALITY_CONTAINS("did you mean \"North together\"?"));
}

TEST_CASE("build --scenario makes the project as the scenario leaves it") {
    const SmallCity city;
    add_scenarios(city);
    const std::string out = city.path("north.gpkg");
    const Ran ran = locality({"build", city.project(), "--scenario", "North together", "-o", out});
    CHECK(ran.err.empty());
    REQUIRE(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("Scenario \"North together\" of [pcn]: 1 step\n"));
    const Ran profile = locality({"profile", out, "U00001", "--json"});
    REQUIRE(profile.code == 0);
    CHECK_THAT(profile.out, LOCALITY_CONTAINS("800"));
    CHECK_THAT(test::bytes_of(out), LOCALITY_CONTAINS("scenario_moves"));
    CHECK_THAT(test::bytes_of(out), LOCALITY_CONTAINS("the estate was cut in two"));
}

TEST_CASE("build --scenario says what it could not take up") {
    const SmallCity city;
    city.write("odd.toml",
               "[[scenarios]]\ntitle = 'Odd'\nset = 'pcn'\n[[scenarios.steps]]\n"
               "moves = [['E01999999', 'U00001', 'U00002'], ['E01000004', 'U00002', 'U00001']]\n");
    const Ran ran =
        locality({"build", city.project(), "--scenario", city.path("odd.toml"), "-o", city.path("odd.gpkg")});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.err, LOCALITY_CONTAINS("E01999999: scenario \"Odd\": step 1 moves this zone, which is not on the map"));
    city.write("ward.toml", "[[scenarios]]\ntitle = 'W'\nset = 'ward'\n");
    const Ran split =
        locality({"build", city.project(), "--scenario", city.path("ward.toml"), "-o", city.path("w.gpkg")});
    CHECK(split.code == 1);
    CHECK_THAT(split.err, LOCALITY_CONTAINS("no set of whole zones here; those that are: pcn"));
}

TEST_CASE("scenario --mend prices one piece each from there") {
    const SmallCity city;
    city.write("cut.toml",
               "[[scenarios]]\ntitle = 'Cut'\nset = 'pcn'\n[[scenarios.steps]]\n"
               "moves = [['E01000002', 'U00002', 'U00001'], ['E01000003', 'U00001', 'U00002']]\n");
    const Ran ran = locality({"scenario", city.project(), city.path("cut.toml"), "--mend", "exact"});
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("Mending by exact:"));
    CHECK(locality({"scenario", city.project(), city.path("cut.toml"), "--mend", "magic"}).code == 2);
}
