#include "catch.h"
#include "io/project_file.h"
#include "reading.h"
#include "scratch_folder.h"

#include <cstdlib>
#include <random>

using namespace locality;
using test::ScratchFolder;

namespace {

/// What a user writes at the least, in line 1 and 2, with more below it.
const std::string zones = "[zones]\npath = \"zones.gpkg\"\n";

/// A folder with a project file and the (empty) files that it may name.
struct Scratch {
    ScratchFolder folder;
    Scratch() {
        for (const char* name : {"zones.gpkg", "wards.gpkg", "people.csv", "imd.csv", "patients.csv", "practices.csv",
                                 "centroids.csv", "points.csv", "lookup.csv", "smoking.csv", "postcodes.csv"})
            folder.write(name, "");
    }
    model::Project read(const std::string& toml) const { return io::read_project(folder.write("p.toml", toml)); }
    std::string error(const std::string& toml) const {
        return test::project_refusal([&] { read(toml); });
    }
};

const std::string registrations = "[registrations]\npath = \"patients.csv\"\n";
const std::string pcn = "[[footprints]]\nset = \"pcn\"\nfrom = \"registrations\"\n";
const std::string ward = "[[footprints]]\nset = \"ward\"\nfrom = \"boundaries\"\npath = \"wards.gpkg\"\n";

}  // namespace

TEST_CASE("a project of zones alone is a project") {
    const Scratch s;
    const model::Project p = s.read(zones);
    CHECK(p.title == "p");
    CHECK(p.zones.path == s.folder.path() / "zones.gpkg");
    CHECK(p.zones.path.is_absolute());
    CHECK(p.zones.named == "zones.gpkg");
    CHECK(p.zones.line == 1);
    CHECK_FALSE(p.residents.given());
    CHECK_FALSE(p.synthetic);
    CHECK(p.output.shade == "imd_decile");
}

TEST_CASE("everything that can be said is read") {
    const Scratch s;
    const model::Project p = s.read(R"(
title = "Town"
attribution = "Source: us"
synthetic = true
[zones]
path = "zones.gpkg"
layer = "lsoa"
code = "LSOA21CD"
name = "LSOA21NM"
kind = "lsoa"
vintage = 2021
crs = "EPSG:4326"
[residents]
path = "people.csv"
[deprivation]
path = "imd.csv"
layer = "File 7"
[registrations]
path = "patients.csv"
[practices]
path = "practices.csv"
[centroids]
path = "centroids.csv"
[weights]
path = "points.csv"
value = "total_households"
unit = "households"
zone = "lsoa21_derived"
table = { path = "lookup.csv", code = "OA21CD" }
[[footprints]]
set = "ward"
title = "Wards"
from = "boundaries"
path = "wards.gpkg"
basis = "households"
method = "largest_share"
mend = false
[[footprints]]
set = "fit"
from = "boundaries"
path = "wards.gpkg"
method = "centroid"
[[footprints]]
set = "pcn"
from = "registrations"
[[footprints]]
set = "lcp"
from = "union"
of = "pcn"
lookup = { path = "lookup.csv", from = "PCN_CODE", to = "LCP_CODE", to_name = "LCP_NAME" }
[[footprints]]
set = "committee"
from = "dissolve"
of = "ward"
attribute = "COMMITTEE"
[[footprints]]
set = "ward24"
from = "lookup"
lookup = { path = "lookup.csv" }
[[indicators]]
id = "smoking"
title = "Adults who smoke"
path = "smoking.csv"
code = "LSOA21CD"
kind = "proportion"
unit = "%"
numerator = "smokers"
denominator = "adults"
period = "period"
sex = "sex"
polarity = "low_is_good"
multiplier = 100
[output]
shade = "residents"
footprints = "lcp"
)");
    CHECK(p.title == "Town");
    CHECK(p.attribution == "Source: us");
    CHECK(p.synthetic);
    CHECK(p.zones.layer == "lsoa");
    CHECK(p.zones.code == "LSOA21CD");
    CHECK(p.zones.name == "LSOA21NM");
    CHECK(p.zones.kind == "lsoa");
    CHECK(p.zones.vintage == 2021);
    CHECK(p.zones.crs == "EPSG:4326");
    CHECK(p.deprivation.layer == "File 7");
    CHECK(p.centroids.given());
    CHECK(p.weights.value == "total_households");
    CHECK(p.weights.unit == "households");
    CHECK(p.weights.zone == "lsoa21_derived");
    CHECK(p.weights.table.code == "OA21CD");
    REQUIRE(p.footprints.size() == 6);
    CHECK(p.footprints[0].origin == model::Origin::boundaries);
    CHECK(p.footprints[0].basis == model::Basis::households);
    CHECK(p.footprints[0].method == model::Method::largest_share);
    CHECK(p.footprints[0].mend == model::Mender::none);
    CHECK(p.footprints[0].line == 30);
    CHECK(p.footprints[1].method == model::Method::centroid);
    CHECK(p.footprints[1].title == "fit");
    CHECK_FALSE(p.footprints[1].basis);
    CHECK(p.footprints[2].origin == model::Origin::registrations);
    CHECK(p.footprints[2].mend == model::Mender::rule);
    CHECK(p.footprints[3].origin == model::Origin::union_of);
    CHECK(p.footprints[3].of == "pcn");
    CHECK(p.footprints[3].from == "PCN_CODE");
    CHECK(p.footprints[3].to == "LCP_CODE");
    CHECK(p.footprints[3].to_name == "LCP_NAME");
    CHECK(p.footprints[4].origin == model::Origin::dissolve);
    CHECK(p.footprints[4].attribute == "COMMITTEE");
    CHECK(p.footprints[5].origin == model::Origin::lookup);
    REQUIRE(p.indicators.size() == 1);
    CHECK(p.indicators[0].info.kind == model::IndicatorKind::proportion);
    CHECK(p.indicators[0].info.polarity == model::Polarity::low_is_good);
    CHECK(p.indicators[0].info.multiplier == 100);
    CHECK(p.indicators[0].source.code == "LSOA21CD");
    CHECK(p.output.shade == "residents");
    CHECK(p.output.footprints == "lcp");
}

TEST_CASE("the file itself can be wrong") {
    const Scratch s;
    CHECK_THROWS_WITH(io::read_project(s.folder.path() / "none.toml"),
                      LOCALITY_CONTAINS("no such file; name a project file"));
    CHECK_THROWS_WITH(io::read_project(s.folder.path()), LOCALITY_CONTAINS("is a folder; name the project file"));
    CHECK_THAT(s.error("[zones\npath = 1"), LOCALITY_CONTAINS("p.toml:1: "));
    CHECK_THAT(s.error("[zones\npath = 1"), LOCALITY_CONTAINS("put it right"));
    CHECK_THAT(s.error("title = \"a\"\ntitle = \"b\"\n"), LOCALITY_CONTAINS("p.toml:2: "));
    CHECK_THAT(s.error("title = \"caf\xe9\"\n"), LOCALITY_CONTAINS("p.toml:1: "));
    CHECK_THAT(s.error(std::string(1'000'001, '#')),
               LOCALITY_CONTAINS("1000001 bytes are more than a project file can have"));
    CHECK(s.read("\xef\xbb\xbf" + zones).zones.given());
}

TEST_CASE("a table of postcodes is named like other tables") {
    const Scratch s;
    const model::Project p =
        s.read(zones + "[postcodes]\npath = \"postcodes.csv\"\ncode = \"pcds\"\ncrs = \"EPSG:4326\"\n");
    CHECK(p.postcodes.named == "postcodes.csv");
    CHECK(p.postcodes.code == "pcds");
    CHECK(p.postcodes.crs == "EPSG:4326");
    CHECK_FALSE(s.read(zones).postcodes.given());
    CHECK(s.error(zones + "[postcodes]\npath = \"postcodes.csv\"\nlat = \"lat\"\n") ==
          "p.toml:5: [postcodes] has no key \"lat\"; its keys are \"path\", \"layer\", \"code\" or \"crs\"");
    CHECK(s.error(zones + "[postcode]\npath = \"postcodes.csv\"\n") ==
          "p.toml:3: the project has no key \"postcode\"; did you mean \"postcodes\"?");
    CHECK(s.error(zones + "[postcodes]\ncode = \"pcds\"\n") ==
          "p.toml:3: [postcodes] does not say \"path\"; add a line path = \"...\"");
}

TEST_CASE("unknown keys are told with the nearest") {
    const Scratch s;
    CHECK(s.error(zones + "[resident]\npath = \"people.csv\"\n") ==
          "p.toml:3: the project has no key \"resident\"; did you mean \"residents\"?");
    CHECK(s.error("[zones]\npth = \"zones.gpkg\"\n") == "p.toml:2: [zones] has no key \"pth\"; did you mean \"path\"?");
    CHECK(s.error(zones + "colour = \"red\"\n") ==
          "p.toml:3: [zones] has no key \"colour\"; its keys are \"path\", \"layer\", \"code\", \"name\", \"kind\", "
          "\"vintage\", \"crs\", \"snap_m\", \"close\", \"close_up_to_m2\" or \"reference\"");
    CHECK(s.error(zones + "[residents]\npath = \"people.csv\"\ncrs = \"EPSG:4326\"\n") ==
          "p.toml:5: [residents] has no key \"crs\"; its keys are \"path\", \"layer\", \"code\", \"vintage\" or "
          "\"bridge\"");
    CHECK(s.error(zones + "[weights]\npath = \"points.csv\"\nvalues = \"n\"\n") ==
          "p.toml:5: [weights] has no key \"values\"; did you mean \"value\"?");
    CHECK(s.error(zones + ward + "metod = \"split\"\n") ==
          "p.toml:7: [[footprints]] \"ward\" has no key \"metod\"; did you mean \"method\"?");
    CHECK(
        s.error(zones + registrations + pcn + "path = \"wards.gpkg\"\n") ==
        "p.toml:8: [[footprints]] \"pcn\" is from = \"registrations\", which \"path\" says nothing about; take it out, "
        "or choose another from");
    CHECK_THAT(
        s.error(zones +
                "[[footprints]]\nset = \"w\"\nfrom = \"lookup\"\nlookup = { path = \"lookup.csv\", form = \"a\" }\n"),
        LOCALITY_CONTAINS("p.toml:6: [[footprints]] \"w\" lookup has no key \"form\"; did you mean \"from\"?"));
    CHECK(
        s.error(zones + "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = \"count\"\nnumerater = \"n\"\n") ==
        "p.toml:7: [[indicators]] \"x\" has no key \"numerater\"; did you mean \"numerator\"?");
    CHECK(s.error(zones + "[output]\nshades = \"a\"\n") ==
          "p.toml:4: [output] has no key \"shades\"; did you mean \"shade\"?");
}

TEST_CASE("the first unknown key by line is told, not by letter") {
    const Scratch s;
    CHECK_THAT(s.error("[zones]\nzz = 1\naa = 2\n"), LOCALITY_CONTAINS("p.toml:2: [zones] has no key \"zz\""));
}

TEST_CASE("wrong types are told with what to write") {
    const Scratch s;
    CHECK(s.error("title = 5\n" + zones) ==
          "p.toml:1: \"title\" is a whole number; write text in quotes, as title = \"...\"");
    CHECK(s.error("zones = \"zones.gpkg\"\n") ==
          "p.toml:1: \"zones\" is text; write a table: a line [zones], and its keys below");
    CHECK(s.error("[[zones]]\npath = \"zones.gpkg\"\n") ==
          "p.toml:1: \"zones\" is a list; write it once, with single brackets: [zones]");
    CHECK(s.error("synthetic = \"yes\"\n" + zones) ==
          "p.toml:1: \"synthetic\" is text; write true or false, without quotes");
    CHECK(s.error(zones + "vintage = \"2021\"\n") ==
          "p.toml:3: [zones] \"vintage\" is text; write a whole number from 1900 to 2100, without quotes");
    CHECK(s.error(zones + "vintage = 21\n") ==
          "p.toml:3: [zones] \"vintage\" is 21; write a whole number from 1900 to 2100");
    CHECK(s.error(zones + "layer = \" \"\n") ==
          "p.toml:3: [zones] \"layer\" is empty; fill it in or leave the line out");
    CHECK(s.error(zones + "layer = \"a\\u0000b\"\n") ==
          "p.toml:3: [zones] \"layer\" holds a character that no name can have; take it out");
    CHECK(s.error(zones + "[footprints]\nset = \"ward\"\n") ==
          "p.toml:3: \"footprints\" is a table; write tables, each headed by double brackets: [[footprints]]");
    CHECK(s.error(zones + "[[footprints]]\nset = \"w\"\nfrom = \"lookup\"\nlookup = \"lookup.csv\"\n") ==
          "p.toml:6: [[footprints]] \"w\" \"lookup\" is text; write a table, as lookup = { path = \"...\" }");
    CHECK(s.error(zones + ward + "method = \"largest_share\"\nmend = 1\n") ==
          "p.toml:8: [[footprints]] \"ward\" \"mend\" is a whole number; write text in quotes, as mend = \"...\"");
    CHECK_THAT(s.error(zones + ward + "method = \"largest_share\"\nmend = \"best\"\n"),
               LOCALITY_CONTAINS("write \"none\", \"rule\", \"local\" or \"exact\""));
    const std::string indicator =
        "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = \"count\"\nnumerator = \"n\"\n";
    CHECK(s.error(zones + indicator + "multiplier = \"9\"\n") ==
          "p.toml:8: [[indicators]] \"x\" \"multiplier\" is text; write a number above 0, without quotes");
    CHECK(s.error(zones + indicator + "multiplier = -1\n") ==
          "p.toml:8: [[indicators]] \"x\" \"multiplier\" is -1; write a number above 0");
    CHECK(s.read(zones + indicator + "multiplier = 9007199254740993\n").indicators[0].info.multiplier > 9e15);
    CHECK(s.error(zones + indicator + "multiplier = inf\n") ==
          "p.toml:8: [[indicators]] \"x\" \"multiplier\" is inf; write a number above 0");
    CHECK(s.error(zones + "[residents]\npath = 2021-03-21\n") ==
          "p.toml:4: [residents] \"path\" is a date or time; write text in quotes, as path = \"...\"");
}

TEST_CASE("what must be said is asked for") {
    const Scratch s;
    CHECK(s.error("title = \"x\"\n") ==
          "p.toml:1: the project has no [zones]; add a table [zones] with the path of the zones' boundaries");
    CHECK(s.error("\n[zones]\nlayer = \"x\"\n") ==
          "p.toml:2: [zones] does not say \"path\"; add a line path = \"...\"");
    CHECK(s.error(zones + "[[footprints]]\nfrom = \"lookup\"\n") ==
          "p.toml:3: [[footprints]] 1 does not say \"set\"; add a line set = \"...\"");
    CHECK(s.error(zones + "[[footprints]]\nset = \"a\"\n") ==
          "p.toml:3: [[footprints]] \"a\" does not say \"from\"; add from = \"boundaries\", \"lookup\", "
          "\"registrations\", \"union\" or \"dissolve\"");
    const std::string a = "[[footprints]]\nset = \"a\"\n";
    CHECK_THAT(s.error(zones + a + "from = \"boundaries\"\n"), LOCALITY_CONTAINS("does not say \"path\""));
    CHECK_THAT(s.error(zones + a + "from = \"lookup\"\n"), LOCALITY_CONTAINS("add lookup = { path = \"...\" }"));
    CHECK_THAT(s.error(zones + a + "from = \"registrations\"\n"), LOCALITY_CONTAINS("add a table [registrations]"));
    CHECK_THAT(s.error(zones + a + "from = \"union\"\n"), LOCALITY_CONTAINS("add of = \"...\""));
    CHECK_THAT(s.error(zones + ward + a + "from = \"union\"\nof = \"ward\"\n"),
               LOCALITY_CONTAINS("\"union\" without a lookup"));
    CHECK_THAT(s.error(zones + a + "from = \"dissolve\"\nattribute = \"x\"\n"), LOCALITY_CONTAINS("say either of = "));
    CHECK_THAT(s.error(zones + ward + a + "from = \"dissolve\"\nof = \"ward\"\n"),
               LOCALITY_CONTAINS("say either attribute = "));
    CHECK_THAT(s.error(zones + ward + a +
                       "from = \"dissolve\"\nof = \"ward\"\nattribute = \"x\"\nlookup = { path = \"lookup.csv\" }\n"),
               LOCALITY_CONTAINS("say either attribute = "));
    const std::string x = "[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\n";
    CHECK_THAT(s.error(zones + x),
               LOCALITY_CONTAINS("does not say \"kind\"; add kind = \"count\", \"proportion\", \"rate\", \"mean\", "));
    CHECK_THAT(s.error(zones + x + "kind = \"count\"\n"), LOCALITY_CONTAINS("does not say \"numerator\""));
    CHECK_THAT(s.error(zones + x + "kind = \"rate\"\nnumerator = \"n\"\n"),
               LOCALITY_CONTAINS("does not say \"denominator\""));
    CHECK_THAT(s.error(zones + x + "kind = \"count\"\nnumerator = \"n\"\ndenominator = \"d\"\n"),
               LOCALITY_CONTAINS("p.toml:8: [[indicators]] \"x\" is a count, which has no denominator"));
    CHECK_THAT(s.error(zones + "[weights]\npath = \"points.csv\"\ntable = { path = \"lookup.csv\" }\n"),
               LOCALITY_CONTAINS("names a table but no \"value\""));
}

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
    const auto bounded = s.read(zones + registrations + pcn +
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

TEST_CASE("files are looked for beside the project, then under --data, then under LOCALITY_DATA") {
    const Scratch s;
    const ScratchFolder data, variable;
    const std::string toml = "[zones]\npath = \"far/away.gpkg\"\n";
    const auto file = s.folder.write("p.toml", toml);
    variable.write("far/away.gpkg", "");
    ::setenv("LOCALITY_DATA", variable.path().c_str(), 1);
    CHECK(io::read_project(file, data.path()).zones.path == variable.path() / "far/away.gpkg");
    data.write("far/away.gpkg", "");
    CHECK(io::read_project(file, data.path()).zones.path == data.path() / "far/away.gpkg");
    s.folder.write("far/away.gpkg", "");
    const model::Project p = io::read_project(file, data.path());
    CHECK(p.zones.path == s.folder.path() / "far/away.gpkg");
    CHECK(p.zones.named == "far/away.gpkg");
    CHECK(p.folders == std::vector{s.folder.path(), data.path(), variable.path()});
    ::unsetenv("LOCALITY_DATA");
}

TEST_CASE("an absolute path is taken as it is and not shown in results") {
    const Scratch s;
    const ScratchFolder elsewhere;
    const auto file = elsewhere.write("z.gpkg", "");
    const model::Project p = s.read("[zones]\npath = \"" + file.string() + "\"\n");
    CHECK(p.zones.path == file);
    CHECK(p.zones.named == "z.gpkg");
}

TEST_CASE("an absent file is told with the places looked in") {
    const Scratch s;
    const ScratchFolder data;
    const auto file = s.folder.write("p.toml", "[zones]\npath = \"zone.gpkg\"\n");
    CHECK_THROWS_WITH(io::read_project(file, data.path()),
                      LOCALITY_CONTAINS("p.toml:2: [zones] \"path\" is \"zone.gpkg\", which is not there (looked for " +
                                        (s.folder.path() / "zone.gpkg").string() + " and " +
                                        (data.path() / "zone.gpkg").string() + "); did you mean \"zones.gpkg\"?"));
    CHECK_THAT(s.error("[zones]\npath = \"no/such/thing.gpkg\"\n"),
               LOCALITY_CONTAINS("put the file there, or name its folder with --data or LOCALITY_DATA"));
    std::filesystem::create_directory(s.folder.path() / "sub");
    CHECK_THAT(s.error("[zones]\npath = \"sub\"\n"),
               LOCALITY_CONTAINS("\"path\" is \"sub\", a folder; name a file in it"));
    CHECK_THROWS_WITH(io::read_project(file, s.folder.path() / "nowhere"),
                      LOCALITY_CONTAINS("nowhere: no such folder"));
}

TEST_CASE("the program's own files are found, or the places looked in are told") {
    CHECK(io::own_file("geodata/leeds.toml").is_absolute());
    const ScratchFolder home;
    home.write("geodata/leeds.toml", "");
    ::setenv("LOCALITY_HOME", home.path().c_str(), 1);
    CHECK(io::own_file("geodata/leeds.toml") == home.path() / "geodata/leeds.toml");
    CHECK_THROWS_WITH(
        io::own_file("geodata/none.toml"),
        LOCALITY_CONTAINS((home.path() / "geodata/none.toml").string()) && LOCALITY_CONTAINS("LOCALITY_HOME"));
    ::unsetenv("LOCALITY_HOME");
}

TEST_CASE("the nearest word is near, or none") {
    const std::vector<std::string> words{"path", "layer", "code", "LSOA21CD"};
    CHECK(io::nearest("pth", words) == "path");
    CHECK(io::nearest("apth", words) == "path");
    CHECK(io::nearest("PATH", words) == "path");
    CHECK(io::nearest("lsoa11cd", words) == "LSOA21CD");
    CHECK(io::nearest("colour", words).empty());
    CHECK(io::nearest("", words).empty());
    CHECK(io::nearest("x", words).empty());
    CHECK(io::nearest(std::string(100'000, 'p'), words).empty());
}

TEST_CASE("a damaged project file is an error or a project, never a crash", "[property]") {
    const Scratch s;
    const std::string whole =
        zones + registrations + "[weights]\npath = \"points.csv\"\nunit = \"households\"\n" + ward +
        "basis = \"households\"\n" + pcn +
        "[[footprints]]\nset = \"lcp\"\nfrom = \"union\"\nof = \"pcn\"\nlookup = { path = "
        "\"lookup.csv\", to = \"LCP\" }\n[[indicators]]\nid = \"x\"\npath = \"smoking.csv\"\nkind = "
        "\"count\"\nnumerator = \"n\"\nmultiplier = 1e3\n[output]\nfootprints = \"lcp\"\n";
    REQUIRE(s.error(whole) == "");
    const std::string bits = "[]{}=\"'.,#\n\\ 0-_x\xff";
    for (unsigned seed = 0; seed < 400; ++seed) {
        std::mt19937 random(seed);
        std::string text = whole;
        for (unsigned n = 0; n <= seed % 4; ++n) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
                case 0:
                    text[at] = bits[random() % bits.size()];
                    break;
                case 1:
                    text.erase(at, 1 + random() % 9);
                    break;
                default:
                    text.insert(at, 1, bits[random() % bits.size()]);
            }
        }
        INFO("seed " << seed);
        // Every error names the file and a line; any other exception fails the test.
        const std::string error = s.error(text);
        if (!error.empty()) REQUIRE_THAT(error, LOCALITY_CONTAINS("p.toml:"));
    }
}
