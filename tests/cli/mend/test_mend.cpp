#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

TEST_CASE("mend compares the three menders of the demo city") {
    const Ran ran = locality({"mend", "demo"});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "mend/demo.txt");
}

TEST_CASE("mend --json has the proof, the fit and every override") {
    const Ran ran = locality({"mend", "demo", "pcn", "--json"});
    REQUIRE(ran.code == 0);
    const json all = json::parse(ran.out);
    REQUIRE(all["sets"].size() == 1);
    const json& menders = all["sets"][0]["menders"];
    REQUIRE(menders.size() == 3);
    double before = 1e12;
    for (const json& run : menders) {
        CHECK(run["seconds"].get<double>() >= 0);
        CHECK(run["patients_moved"].get<double>() <= before);
        before = run["patients_moved"];
        double sum = 0;
        for (const json& row : run["overrides"]) sum += row["cost"].get<double>();
        CHECK(sum == Approx(before));
        CHECK(run["overrides"].size() == run["zones_moved"]);
        CHECK(run["extra_pieces_after"] == 0);
        CHECK(run["fit"].size() == all["sets"][0]["footprints"].get<std::size_t>() + 1);
    }
    CHECK(menders[0]["bound"].is_null());
    CHECK(menders[2]["status"] == "optimal");
    CHECK(menders[2]["gap"] == 0);
}

TEST_CASE("mend writes the audit as a table, and not over another") {
    const SmallCity city;
    const std::string out = city.path("audit.csv");
    CHECK(locality({"mend", "demo", "-o", out}).code == 0);
    const std::string text = test::bytes_of(out);
    CHECK(text.substr(0, text.find('\n')) ==
          "set,mender,zone,from,to,patients_from,patients_to,share_from,share_to,rank,cost,cumulative_cost,kind,reason,"
          "fragment,fragment_patients,alternative,alternative_cost,tie,used,status,bound,gap");
    CHECK_THAT(text, LOCALITY_CONTAINS("\npcn,exact,"));
    CHECK_THAT(locality({"mend", "demo", "-o", out}).err, LOCALITY_CONTAINS("exists already"));
    CHECK_THAT(locality({"mend", "demo", "-o", city.path("audit.txt")}).err, LOCALITY_CONTAINS("end the name in .csv"));
}

TEST_CASE("mend says which sets it can compare") {
    CHECK_THAT(locality({"mend", "demo", "ward"}).err,
               LOCALITY_CONTAINS("no set \"ward\" goes by largest share; those that do: pcn"));
}

TEST_CASE("overrides by hand, locks and limits come from the project; unknown codes are said") {
    const SmallCity city;
    const std::string project = test::bytes_of(city.project());
    const std::string pcn = "from = \"registrations\"\n";
    const auto at = project.find(pcn);
    REQUIRE(at != std::string::npos);
    const auto with = [&](const std::string& more) {
        std::string text = project;
        text.insert(at + pcn.size(), more);
        return city.write("mine.toml", text).string();
    };
    city.write("by_hand.csv",
               "zone,footprint,reason\nE01000002,U00001,the committee said so\nE01000009,U00001,\nE01000001,U00009,\n");
    const Ran ran =
        locality({"build", with("overrides = { path = \"by_hand.csv\" }\n"), "-o", city.path("out.gpkg"), "--json"});
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const json result = json::parse(ran.out);
    CHECK_THAT(result["issues"].dump(), LOCALITY_CONTAINS("which is no footprint here"));
    CHECK(locality({"profile", city.path("out.gpkg"), "whole:all"}).code == 0);
    CHECK_THAT(locality({"build", with("locked = [\"E01999999\"]\n"), "-o", city.path("b.gpkg")}).err,
               LOCALITY_CONTAINS("locked names \"E01999999\", which is no zone"));
    CHECK_THAT(locality({"build", with("floor = { U00009 = 5 }\n"), "-o", city.path("b.gpkg")}).err,
               LOCALITY_CONTAINS("floor names \"U00009\", which is no footprint of this set"));
}

TEST_CASE("links join zones; a link to a zone that is not there is reported") {
    const SmallCity city;
    city.write("links.csv", "from,to\nE01000001,E01000004\nE01000001,E01000099\nE01000002,E01000002\n");
    const std::string project =
        city.write("linked.toml", test::bytes_of(city.project()) + "\n[links]\npath = \"links.csv\"\n").string();
    const Ran ran = locality({"check", project, "--json"});
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("E01000099"));
    CHECK_THAT(ran.out, LOCALITY_CONTAINS("link_to_itself"));
    const std::string out = city.path("out.gpkg");
    REQUIRE(locality({"build", project, "-o", out, "-q"}).code == 0);
    CHECK(locality({"profile", out, "whole:all"}).code == 0);
}
