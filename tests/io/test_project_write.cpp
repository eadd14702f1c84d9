#include "catch.h"
#include "io/project_file.h"
#include "io/project_write.h"
#include "model/errors.h"
#include "model/words.h"
#include "project_scratch.h"
#include "real_data.h"

#include <sstream>

using namespace locality;
using test::Scratch;
using test::ScratchFolder;

namespace {

/// Everything that a project says, field by field, less the lines it stood in.
class Told {
public:
    explicit Told(const model::Project& p) {
        m_text << p.title << '|' << p.attribution << '|' << p.synthetic << '\n';
        for (const model::SourceSpec* s : {&p.zones, &p.residents, &p.deprivation, &p.registrations, &p.practices,
                                           &p.centroids, &p.mask, &p.links, &p.postcodes, &p.reference})
            source(*s);
        for (const model::BridgeSpec* b : {&p.residents_bridge, &p.deprivation_bridge}) {
            source(b->source);
            m_text << b->from << '|' << b->to << '|' << b->weight << '\n';
        }
        source(p.weights.source);
        source(p.weights.table);
        m_text << p.weights.value << '|' << p.weights.zone << '|' << p.weights.unit << '|' << p.weights.spread << '|'
               << p.link_from << '|' << p.link_to << '|' << p.output.shade << '|' << p.output.footprints << '\n';
        for (const auto& spec : p.footprints) footprints(spec);
        for (const auto& spec : p.indicators) indicator(spec);
        for (const auto& s : p.libraries) m_text << s.path << '\n';
        const auto& d = p.disclosure;
        m_text << d.stated << '|' << d.rule.name << '|' << d.rule.withhold_to << '|' << d.rule.round_to << '|' << d.rule.zero_shown << '|'
               << d.least_people << '|' << d.refuse_threats << '\n'
               << p.repair.snap_m << '|' << static_cast<int>(p.repair.close) << '|'
               << p.repair.close_up_to_m2.value_or(-1) << '\n';
    }
    std::string text() const { return m_text.str(); }

private:
    void source(const model::SourceSpec& s) {
        m_text << s.path.string() << '|' << s.layer << '|' << s.code << '|' << s.name << '|' << s.kind << '|'
               << s.vintage << '|' << s.crs << '\n';
    }
    void footprints(const model::FootprintSpec& f) {
        m_text << f.id << '|' << f.title << '|' << static_cast<int>(f.origin) << '|' << f.from << '|' << f.to << '|'
               << f.to_name << '|' << f.share << '|' << f.of << '|' << f.attribute << '|'
               << (f.basis ? static_cast<int>(*f.basis) : -1) << '|' << (f.method ? static_cast<int>(*f.method) : -1)
               << '|' << static_cast<int>(f.overlapping) << '|' << static_cast<int>(f.mend) << '|' << f.time_limit_s
               << '|' << f.override_zone << '|' << f.override_footprint << '|' << f.override_reason << '|' << f.snap_m
               << '\n';
        for (const auto& code : f.priority) m_text << code << ' ';
        for (const auto& code : f.locked) m_text << code << ' ';
        for (const auto& [code, n] : f.floor) m_text << code << '>' << n << ' ';
        for (const auto& [code, n] : f.ceiling) m_text << code << '<' << n << ' ';
        source(f.source);
        source(f.lookup);
        source(f.overrides);
    }
    void indicator(const model::IndicatorSpec& s) {
        const auto& i = s.info;
        m_text << i.id << '|' << i.title << '|' << i.unit << '|' << static_cast<int>(i.kind) << '|'
               << static_cast<int>(i.polarity) << '|' << i.multiplier << '|' << i.definition << '|' << i.numerator
               << '|' << i.denominator << '|' << i.period << '|' << i.standard << '|' << i.publisher << '|' << i.url
               << '|' << i.licence << '|' << i.note << '|' << i.published_for << '|' << i.library << '|' << i.sensitive
               << '|' << i.has_data << '|' << s.has_kind << '\n'
               << s.numerator << '|' << s.denominator << '|' << s.value << '|' << s.period << '|' << s.sex << '|'
               << s.age << '|' << s.expected << '|' << s.from << '|' << s.to << '|' << s.share << '|'
               << static_cast<int>(s.assume) << '|' << s.least_covered << '|' << s.lower << '|' << s.upper << '|'
               << s.sd << '|' << s.se << '|' << s.individuals << '\n';
        for (const auto& b : i.breakdowns) m_text << b << ' ';
        for (const auto& b : s.breakdowns) m_text << b.dimension << '=' << b.column << ' ';
        for (const auto& w : s.where) {
            m_text << w.column << " in";
            for (const auto& v : w.values) m_text << ' ' << v;
        }
        for (const auto& w : s.wide) {
            m_text << w.numerator << '|' << w.denominator << '|' << w.value << '|' << w.period << '|' << w.sex << '|'
                   << w.age << '|' << w.lower << '|' << w.upper << '|' << w.sd << '|' << w.se;
            for (const auto& c : w.categories) m_text << ' ' << c.dimension << '=' << c.value;
        }
        source(s.source);
        source(s.lookup);
    }

    std::ostringstream m_text;
};

std::string bytes(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Written and read again, a project is the same; and its text, written again, too.
void check_round_trip(const model::Project& project, const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "again.toml";
    io::write_project(project, file, true);
    const std::string text = bytes(file);
    INFO(text);
    const model::Project again = io::read_project(file);
    CHECK(Told(again).text() == Told(project).text());
    CHECK(io::project_text(again, folder) == text);
}

}  // namespace

TEST_CASE("a project of everything is written and read again", "[project_write]") {
    const Scratch s;
    const model::Project p = s.read(R"(
title = "Leeds \"and\" Bradford"
attribution = """Source: ONS
© Crown copyright \\ 2025"""
synthetic = true
[zones]
path = "zones.gpkg"
layer = "lsoa21"
code = "LSOA21CD"
name = "LSOA21NM"
kind = "lsoa"
vintage = 2021
crs = "EPSG:27700"
snap_m = 0.5
close = "layer"
close_up_to_m2 = 250.25
reference = { path = "wards.gpkg", layer = "all" }
[residents]
path = "people.csv"
code = "zone"
vintage = 2011
bridge = { path = "lookup.csv", from = "LSOA11CD", to = "LSOA21CD", weight = "people" }
[deprivation]
path = "imd.csv"
bridge = { path = "lookup.csv", layer = "x", from = "a", to = "b", weight = "c" }
[registrations]
path = "patients.csv"
layer = "sheet 1"
[practices]
path = "practices.csv"
code = "CODE"
name = "NAME"
[centroids]
path = "centroids.csv"
[postcodes]
path = "postcodes.csv"
code = "pcds"
[mask]
path = "wards.gpkg"
layer = "built"
[weights]
path = "points.csv"
value = "households"
unit = "households"
zone = "lsoa"
spread = true
table = { path = "people.csv", code = "oa" }
[links]
path = "lookup.csv"
from = "a"
to = "b"
[[footprints]]
set = "ward"
title = "Wards"
from = "boundaries"
path = "wards.gpkg"
layer = "ward25"
kind = "ward"
basis = "households"
method = "largest_share"
mend = "exact"
time_limit_s = 12.5
locked = ["E1", "E2"]
floor = 30000
ceiling = { U1 = 50000, "U 2" = 60000 }
overrides = { path = "lookup.csv", zone = "z", footprint = "f", reason = "r" }
overlapping = "priority"
priority = ["W2", "W1"]
[[footprints]]
set = "committee"
from = "dissolve"
of = "ward"
lookup = { path = "lookup.csv", from = "ward", to = "committee", to_name = "name" }
[[footprints]]
set = "district"
from = "dissolve"
path = "wards.gpkg"
layer = "ward25"
attribute = "LAD25CD"
snap_m = 0.25
[[footprints]]
set = "best"
from = "lookup"
lookup = { path = "lookup.csv", from = "lsoa", to = "ward", share = "part" }
[[footprints]]
set = "pcn"
title = "Networks"
from = "registrations"
mend = "local"
[[footprints]]
set = "lcp"
from = "union"
of = "pcn"
lookup = { path = "lookup.csv", from = "pcn", to = "lcp" }
[[indicators]]
id = "smoking"
title = "Adults who smoke"
path = "smoking.csv"
kind = "rate"
code = "LSOA Code"
numerator = "smokers"
denominator = "adults"
period = "year"
sex = "sex"
age = "age"
breakdowns = { ethnicity = "ethnic group" }
where = { "tenure type" = ["a, b", "c"] }
unit = "per 100,000"
polarity = "low_is_good"
lookup = { path = "lookup.csv", from = "x", to = "y", share = "s" }
assume = "same_rate"
least_covered = 0.9
sensitive = true
source = "NHS"
note = "mind"
[[indicators]]
id = "wide"
path = "smoking.csv"
kind = "proportion"
wide = [{ numerator = "N23", denominator = "D23", period = "2023" }, { numerator = "N24", denominator = "D24", period = "2024", tenure = "own" }]
[[indicators]]
id = "published"
path = "smoking.csv"
kind = "standardised_rate"
value = "rate"
lower = "low"
upper = "high"
[[indicators]]
id = "spread"
path = "smoking.csv"
kind = "mean"
value = "mean"
denominator = "people"
sd = "SD"
[[indicators]]
id = "error"
path = "smoking.csv"
kind = "mean"
wide = [{ value = "M23", denominator = "N23", se = "S23", period = "2023" }, { value = "M24", denominator = "N24", lower = "L24", upper = "U24", period = "2024" }]
[[indicators]]
id = "persons"
path = "smoking.csv"
kind = "mean"
value = "score"
individuals = true
[[indicators]]
id = "expected"
path = "smoking.csv"
kind = "indirect_ratio"
numerator = "deaths"
expected = "E"
[[indicators]]
library = "marmot"
id = "fuel_poverty"
path = "smoking.csv"
numerator = "poor"
denominator = "all"
[[indicators]]
library = "marmot"
[output]
shade = "residents"
footprints = "pcn"
[disclosure]
rule = "nhs"
round = 10
people = 500
threats = "refuse"
)");
    check_round_trip(p, s.folder.path());
    // From another folder the paths are others, and the project is the same.
    std::filesystem::create_directories(s.folder.path() / "mine" / "deep");
    check_round_trip(p, s.folder.path() / "mine" / "deep");
    CHECK_THAT(io::project_text(p, s.folder.path() / "mine"), LOCALITY_CONTAINS("path = \"../zones.gpkg\""));
}

TEST_CASE("the smallest project is written as shortly as it is", "[project_write]") {
    const Scratch s;
    const model::Project p = s.read("[zones]\npath = \"zones.gpkg\"\n");
    CHECK(io::project_text(p, s.folder.path()) == "title = \"p\"\n\n[zones]\npath = \"zones.gpkg\"\n");
    check_round_trip(p, s.folder.path());
}

TEST_CASE("that small numbers are shown is written where it was said", "[project_write]") {
    const Scratch s;
    const model::Project p = s.read("[zones]\npath = \"zones.gpkg\"\n[disclosure]\nrule = \"none\"\n");
    CHECK(p.disclosure.stated);
    CHECK_THAT(io::project_text(p, s.folder.path()), LOCALITY_CONTAINS("[disclosure]\nrule = \"none\"\n"));
    check_round_trip(p, s.folder.path());
}

TEST_CASE("the picture under a project's maps is written with it", "[project_write]") {
    const Scratch s;
    s.folder.write("sky.tif", "");
    const model::Project p = s.read("[zones]\npath = \"zones.gpkg\"\n");
    const io::BackdropSpec sky{s.folder.path() / "sky.tif", 0.3, "Somebody's \"sky\""};
    const std::filesystem::path file = s.folder.path() / "again.toml";
    io::write_project(p, file, true, sky);
    const auto again = io::read_backdrop_spec(file);
    REQUIRE(again);
    CHECK(again->path == sky.path);
    CHECK(again->opacity == 0.3);
    CHECK(again->attribution == sky.attribution);
}

TEST_CASE("the example projects are written and read again", "[project_write]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const ScratchFolder folder;
    for (const char* name : {"demo/demo", "leeds", "leeds-2011", "staffordshire", "england"}) {
        INFO(name);
        const std::filesystem::path file =
            std::filesystem::path(LOCALITY_SOURCE_DIR) / "geodata" / (std::string(name) + ".toml");
        check_round_trip(io::read_project(file, real_data()), folder.path());
    }
}

TEST_CASE("a project that cannot be written leaves nothing behind", "[project_write]") {
    const Scratch s;
    const model::Project p = s.read("[zones]\npath = \"zones.gpkg\"\n");
    const auto write = [&](const std::filesystem::path& file) { io::write_project(p, file, false); };
    CHECK_THROWS_WITH(write(s.folder.path() / "p.toml"), LOCALITY_CONTAINS("exists already"));
    CHECK_THROWS_WITH(write(s.folder.path() / "p.txt"), LOCALITY_CONTAINS("ends in .toml"));
    CHECK_THROWS_WITH(write(s.folder.path() / "no" / "p.toml"), LOCALITY_CONTAINS("there is no folder"));
    std::filesystem::create_directory(s.folder.path() / "taken.toml");
    s.folder.write("taken.toml/in_it", "");
    CHECK_THROWS_WITH(io::write_project(p, s.folder.path() / "taken.toml", true), LOCALITY_CONTAINS("is not a file"));
    CHECK(std::filesystem::exists(s.folder.path() / "taken.toml" / "in_it"));
    model::Project odd = p;
    odd.zones.path = s.folder.write("z\xFF.gpkg", "");
    CHECK_THROWS_WITH(io::write_project(odd, s.folder.path() / "odd.toml", true), LOCALITY_CONTAINS("rename it"));
    CHECK_FALSE(std::filesystem::exists(s.folder.path() / "odd.toml"));
}
