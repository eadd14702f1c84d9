#include "catch.h"
#include "project_scratch.h"

#include <cstdlib>
#include <random>

using namespace locality;
using test::pcn;
using test::registrations;
using test::Scratch;
using test::ScratchFolder;
using test::ward;
using test::zones;

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
