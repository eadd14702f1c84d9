#include "catch.h"
#include "project_scratch.h"

using namespace locality;
using test::pcn;
using test::registrations;
using test::Scratch;
using test::ward;
using test::zones;

TEST_CASE("words out of a list are checked with the nearest") {
    const Scratch s;
    CHECK(s.error(zones + "kind = \"loa\"\n") == "p.toml:3: [zones] \"kind\" is \"loa\"; did you mean \"lsoa\"?");
    CHECK_THAT(
        s.error(zones + "[[footprints]]\nset = \"a\"\nfrom = \"boundary\"\n"),
        LOCALITY_CONTAINS("p.toml:5: [[footprints]] \"a\" \"from\" is \"boundary\"; did you mean \"boundaries\"?"));
    CHECK_THAT(s.error(zones + "[[footprints]]\nset = \"a\"\nfrom = \"layer\"\n"),
               LOCALITY_CONTAINS("write \"boundaries\", \"lookup\", \"registrations\", \"union\" or \"dissolve\""));
    CHECK_THAT(s.error(zones + ward + "basis = \"household\"\n"), LOCALITY_CONTAINS("did you mean \"households\"?"));
    CHECK_THAT(s.error(zones + ward + "method = \"largest\"\n"),
               LOCALITY_CONTAINS("write \"split\", \"largest_share\""));
    CHECK_THAT(s.error(zones + "[weights]\npath = \"points.csv\"\nunit = \"people\"\n"),
               LOCALITY_CONTAINS("\"unit\" is \"people\"; write \"residents\" or \"households\""));
    CHECK_THAT(s.error(zones + "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = \"counts\"\n"),
               LOCALITY_CONTAINS("did you mean \"count\"?"));
    CHECK_THAT(s.error(zones + "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = \"count\"\nnumerator = "
                               "\"n\"\npolarity = \"low\"\n"),
               LOCALITY_CONTAINS("write \"neutral\", \"low_is_good\" or \"high_is_good\""));
}

TEST_CASE("how zones are repaired is read, and nothing is done unasked") {
    const Scratch s;
    const model::Project plain = s.read(zones + ward);
    CHECK(plain.repair.snap_m == 0.0);
    CHECK(plain.repair.close == model::Close::leave);
    CHECK_FALSE(plain.repair.close_up_to_m2);
    CHECK_FALSE(plain.reference.given());
    CHECK(plain.footprints[0].snap_m == 0.0);

    const model::Project asked = s.read(zones +
                                        "snap_m = 0.5\nclose = \"layer\"\nclose_up_to_m2 = 5000\n"
                                        "reference = { path = \"wards.gpkg\", code = \"LSOA11CD\" }\n" +
                                        ward + "snap_m = 2\n");
    CHECK(asked.repair.snap_m == 0.5);
    CHECK(asked.repair.close == model::Close::layer);
    CHECK(asked.repair.close_up_to_m2 == 5000.0);
    CHECK(asked.reference.path == s.folder.path() / "wards.gpkg");
    CHECK(asked.reference.code == "LSOA11CD");
    CHECK(asked.footprints[0].snap_m == 2.0);
    CHECK(s.read(zones + "close = \"longest_edge\"\n").repair.close == model::Close::longest_edge);
    CHECK(s.read(zones + "close = \"lower_code\"\n").repair.close == model::Close::lower_code);
    CHECK(s.read(zones + "close = \"leave\"\n").repair.close == model::Close::leave);
}

TEST_CASE("repairs that cannot be done are refused") {
    const Scratch s;
    CHECK(s.error(zones + "snap_m = \"0.5\"\n") ==
          "p.toml:3: [zones] \"snap_m\" is text; write a number above 0, without quotes");
    CHECK(s.error(zones + "snap_m = 0\n") == "p.toml:3: [zones] \"snap_m\" is 0; write a number above 0");
    CHECK(s.error(zones + "snap_m = 500\n") ==
          "p.toml:3: [zones] \"snap_m\" is 500; write metres, at most 100: lines nearer than that become one");
    CHECK(s.error(zones + ward + "snap_m = 101\n") ==
          "p.toml:7: [[footprints]] \"ward\" \"snap_m\" is 101; write metres, at most 100: lines nearer than that "
          "become one");
    CHECK_THAT(
        s.error(zones + "close = \"longest\"\n"),
        LOCALITY_CONTAINS("\"close\" is \"longest\"; write \"leave\", \"longest_edge\", \"lower_code\" or \"layer\""));
    CHECK(s.error(zones + "close_up_to_m2 = 10\n") ==
          "p.toml:3: [zones] says \"close_up_to_m2\" and closes nothing; add close = \"longest_edge\", or take it out");
    CHECK(s.error(zones + "close = \"lower_code\"\nclose_up_to_m2 = -1\n") ==
          "p.toml:4: [zones] \"close_up_to_m2\" is -1; write a number above 0");
    CHECK(s.error(zones + "close = \"layer\"\n") ==
          "p.toml:3: [zones] says close = \"layer\" without one; add reference = { path = \"...\" }, boundaries with "
          "the same codes");
    CHECK(s.error(zones + "reference = { path = \"wards.gpkg\" }\n") ==
          "p.toml:3: [zones] names a reference, which nothing asks; add close = \"layer\", or take it out");
    CHECK(s.error(zones + "close = \"layer\"\nreference = { path = \"wards.gpkg\", snap_m = 1 }\n") ==
          "p.toml:4: [zones] reference has no key \"snap_m\"; its keys are \"path\", \"layer\", \"code\", \"name\", "
          "\"kind\", \"vintage\" or \"crs\"");
    CHECK_THAT(s.error(zones + "close = \"layer\"\nreference = { path = \"no.gpkg\" }\n"),
               LOCALITY_CONTAINS("no.gpkg"));
    CHECK(s.error(zones + ward +
                  "[[footprints]]\nset = \"group\"\nfrom = \"dissolve\"\nof = \"ward\"\nattribute = \"A\"\nsnap_m = "
                  "1\n") ==
          "p.toml:12: [[footprints]] \"group\" says \"snap_m\" and reads no layer; say it where the layer is read");
}

TEST_CASE("ids are short, plain and given once") {
    const Scratch s;
    for (const char* id : {"Ward", "1st", "a b", "a-b", "_a"})
        CHECK_THAT(s.error(zones + "[[footprints]]\nset = \"" + id + "\"\nfrom = \"boundaries\"\n"),
                   LOCALITY_CONTAINS("p.toml:4: [[footprints]] 1 \"set\" is \"" + std::string(id) +
                                     "\"; write up to 40 lower-case"));
    CHECK_THAT(s.error(zones + "[[footprints]]\nset = \"" + std::string(41, 'a') + "\"\n"),
               LOCALITY_CONTAINS("write up to 40"));
    CHECK_THAT(s.error(zones + "[[footprints]]\nset = \"whole\"\n"), LOCALITY_CONTAINS("stands for the whole area"));
    CHECK(s.error(zones + ward + ward) ==
          "p.toml:8: [[footprints]] 2 \"set\" is \"ward\", as in line 3; give one of the two another name");
    const std::string x = "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = \"count\"\nnumerator = \"n\"\n";
    CHECK(s.error(zones + x + x) ==
          "p.toml:9: [[indicators]] 2 \"id\" is \"x\", as in line 3; give one of the two another name");
    CHECK_THAT(s.error(zones + "[[indicators]]\nid = \"X\"\n"), LOCALITY_CONTAINS("\"id\" is \"X\"; write up to 40"));
}

TEST_CASE("a set is made of one above it") {
    const Scratch s;
    const auto lcp = [](const std::string& of) {
        return "[[footprints]]\nset = \"lcp\"\nfrom = \"union\"\nof = \"" + of +
               "\"\nlookup = { path = \"lookup.csv\" }\n";
    };
    CHECK(s.error(zones + lcp("lcp")) == "p.toml:6: [[footprints]] \"lcp\" is of itself; name the set it is made from");
    CHECK(s.error(zones + lcp("pcn")) ==
          "p.toml:6: [[footprints]] \"lcp\" is of \"pcn\", which no [[footprints]] above it makes; put that set above "
          "this one");
    CHECK_THAT(s.error(zones + registrations + lcp("pcn") + pcn),
               LOCALITY_CONTAINS("which no [[footprints]] above it makes"));
    CHECK_THAT(s.error(zones + registrations + pcn + lcp("pcns")), LOCALITY_CONTAINS("did you mean \"pcn\"?"));
    CHECK_THAT(s.error(zones + registrations + pcn + lcp("boroughs")), LOCALITY_CONTAINS("above it stand \"pcn\""));
    CHECK_THAT(s.error(zones + registrations + pcn +
                       "[[footprints]]\nset = \"d\"\nfrom = \"dissolve\"\nof = \"pcn\"\nattribute = \"x\"\n"),
               LOCALITY_CONTAINS("dissolves \"pcn\", which has no boundaries of its own; use from = \"union\""));
    CHECK(s.read(zones + registrations + pcn + lcp("pcn")).footprints[1].of == "pcn");
}

TEST_CASE("a choice that a set cannot have is refused") {
    const Scratch s;
    CHECK_THAT(
        s.error(zones + ward + "basis = \"registered\"\n"),
        LOCALITY_CONTAINS("p.toml:7: [[footprints]] \"ward\" has basis = \"registered\", but a set from "
                          "\"boundaries\" can only have \"area\", \"masked_area\", \"residents\" or \"households\""));
    CHECK_THAT(s.error(zones + registrations + pcn + "method = \"centroid\"\n"),
               LOCALITY_CONTAINS("has method = \"centroid\", but a set from \"registrations\" can only have \"split\" "
                                 "or \"largest_share\""));
    CHECK_THAT(s.error(zones + ward + "method = \"centroid\"\n"), LOCALITY_CONTAINS("add a table [centroids]"));
    CHECK_THAT(s.error(zones + ward + "basis = \"residents\"\n"), LOCALITY_CONTAINS("add a table [weights]"));
    CHECK_THAT(
        s.error(zones + "[weights]\npath = \"points.csv\"\nunit = \"households\"\n" + ward + "basis = \"residents\"\n"),
        LOCALITY_CONTAINS("is shared out by residents, but [weights] counts households; write basis = \"households\""));
    CHECK_THAT(s.error(zones + ward + "mend = true\n"), LOCALITY_CONTAINS("says \"mend\", which needs whole zones"));
    CHECK(s.read(zones + registrations + pcn + "mend = false\n").footprints[0].mend == model::Mender::none);
    CHECK(s.read(zones + registrations + pcn + "mend = \"exact\"\n").footprints[0].mend == model::Mender::exact);
    const auto bounded =
        s.read(zones + registrations + pcn +
               "mend = true\ntime_limit_s = 5\nlocked = [\"Z1\", \"Z2\"]\nfloor = 9\nceiling = { P1 = 20 }\n")
            .footprints[0];
    CHECK(bounded.mend == model::Mender::rule);
    CHECK(bounded.time_limit_s == 5);
    CHECK(bounded.locked == std::vector<std::string>{"Z1", "Z2"});
    CHECK(bounded.floor == std::map<std::string, double>{{"", 9}});
    CHECK(bounded.ceiling == std::map<std::string, double>{{"P1", 20}});
    CHECK_THAT(s.error(zones + registrations + pcn + "floor = -1\n"), LOCALITY_CONTAINS("is a number of 0 or more"));
    CHECK_THAT(s.error(zones + registrations + pcn + "locked = [1]\n"), LOCALITY_CONTAINS("something else than texts"));
    CHECK_THAT(s.error(zones + ward + "floor = 5\n"), LOCALITY_CONTAINS("says \"floor\", which needs whole zones"));
    CHECK_THAT(s.error(zones + ward + "overrides = { path = \"lookup.csv\" }\n"),
               LOCALITY_CONTAINS("has overrides, which need whole zones"));
    CHECK(s.error(zones + ward + "[output]\nfootprints = \"wards\"\n") ==
          "p.toml:8: [output] outlines \"wards\", which no [[footprints]] makes; did you mean \"ward\"?");
    CHECK_THAT(s.error(zones + "[output]\nfootprints = \"wards\"\n"), LOCALITY_CONTAINS("leave the line out"));
    CHECK_THAT(s.error(zones + ward + "[output]\nfootprints = \"boroughs\"\n"),
               LOCALITY_CONTAINS("the sets are \"ward\""));
}

TEST_CASE("how zones are divided can be said, and must fit") {
    const Scratch s;
    const std::string mask = "[mask]\npath = \"wards.gpkg\"\n";
    const std::string links = "bridge = { path = \"lookup.csv\", from = \"old\", to = \"new\", weight = \"people\" }\n";
    const model::Project p = s.read(
        zones + "[residents]\npath = \"people.csv\"\n" + links + mask +
        "[weights]\npath = \"wards.gpkg\"\nspread = true\n" + ward +
        "basis = \"masked_area\"\noverlapping = \"priority\"\npriority = [\"W2\", \"W1\"]\n"
        "[[footprints]]\nset = \"hub\"\nfrom = \"lookup\"\nlookup = { path = \"lookup.csv\", share = \"part\" }\n");
    CHECK(p.mask.path == s.folder.path() / "wards.gpkg");
    CHECK(p.weights.spread);
    CHECK(p.residents_bridge.weight == "people");
    CHECK_FALSE(p.deprivation_bridge.given());
    CHECK(p.residents_bridge.from == "old");
    CHECK(p.footprints[0].basis == model::Basis::masked_area);
    CHECK(p.footprints[0].overlapping == model::Overlapping::priority);
    CHECK(p.footprints[0].priority == std::vector<std::string>{"W2", "W1"});
    CHECK(p.footprints[1].share == "part");
    CHECK(s.read(zones + ward).footprints[0].overlapping == model::Overlapping::each);

    CHECK_THAT(s.error(zones + ward + "basis = \"masked_area\"\n"),
               LOCALITY_CONTAINS(
                   "p.toml:7: [[footprints]] \"ward\" is shared out by the area inside a mask, and the project has "
                   "none; add a table [mask]"));
    CHECK_THAT(s.error(zones + ward + "priority = [\"W2\"]\n"),
               LOCALITY_CONTAINS("says \"priority\", an order of codes, without overlapping = \"priority\""));
    CHECK_THAT(s.error(zones + ward + "overlapping = \"both\"\n"),
               LOCALITY_CONTAINS("\"overlapping\" is \"both\"; write \"each\", \"share\" or \"priority\""));
    const auto priority = [&](const std::string& list) {
        return s.error(zones + ward + "overlapping = \"priority\"\npriority = " + list + "\n");
    };
    CHECK_THAT(priority("1"), LOCALITY_CONTAINS("write a list of texts"));
    CHECK_THAT(priority("[1]"), LOCALITY_CONTAINS("\"priority\" holds something else than texts"));
    CHECK_THAT(priority("[\"A\", \"A\"]"), LOCALITY_CONTAINS("\"priority\" names \"A\" twice"));
    CHECK_THAT(priority("[]"), LOCALITY_CONTAINS("\"priority\" is empty"));
    CHECK_THAT(s.error(zones + "[residents]\npath = \"people.csv\"\nbridge = { path = \"lookup.csv\" }\n"),
               LOCALITY_CONTAINS("does not say \"from\""));
    CHECK_THAT(s.error(zones + mask + "code = \"x\"\n"), LOCALITY_CONTAINS("has no key \"code\""));
    CHECK_THAT(s.error(zones + registrations + pcn + "overlapping = \"each\"\n"), LOCALITY_CONTAINS("overlapping"));
}
