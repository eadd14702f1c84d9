#include "catch.h"
#include "hand_made_result.h"
#include "io/geopackage.h"
#include "model/errors.h"
#include "scratch_folder.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace locality;
namespace fs = std::filesystem;
using tests::hand_made_result;
using tests::names_in;

namespace {

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string output_of(const std::string& command) {
    std::string out;
    if (FILE* pipe = ::popen((command + " 2>&1").c_str(), "r")) {
        char buffer[4096];
        while (std::fgets(buffer, sizeof buffer, pipe)) out += buffer;
        ::pclose(pipe);
    }
    return out;
}

bool has_program(const char* name) {
    return std::system(("command -v " + std::string(name) + " >/dev/null").c_str()) == 0;
}

void same(const model::Values& a, const model::Values& b) {
    REQUIRE(a.size() == b.size());
    CHECK(a.status == b.status);
    for (std::size_t i = 0; i < a.size(); ++i) {
        CAPTURE(i);
        if (a.known(i))
            CHECK(a.number[i] == b.number[i]);
        else
            CHECK(std::isnan(b.number[i]));
    }
}

void same(const std::vector<double>& a, const std::vector<double>& b) {
    same(model::Values::of(a), model::Values::of(b));
}

void same(const std::vector<model::Column>& a, const std::vector<model::Column>& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t c = 0; c < a.size(); ++c) {
        CAPTURE(a[c].id);
        CHECK(a[c].id == b[c].id);
        CHECK(a[c].title == b[c].title);
        CHECK(a[c].unit == b[c].unit);
        CHECK(a[c].decimals == b[c].decimals);
        same(a[c].values, b[c].values);
    }
}

void same(const geo::Shapes& a, const geo::Shapes& b) {
    CHECK(a.vertices == b.vertices);
    CHECK(a.ring_begin == b.ring_begin);
    CHECK(a.part_begin == b.part_begin);
    CHECK(a.shape_begin == b.shape_begin);
}

void same(const model::FootprintSet& a, const model::FootprintSet& b) {
    CAPTURE(a.id);
    CHECK(a.id == b.id);
    CHECK(a.title == b.title);
    CHECK(a.origin == b.origin);
    CHECK(a.method == b.method);
    CHECK(a.basis == b.basis);
    CHECK(a.code == b.code);
    CHECK(a.name == b.name);
    same(a.shapes, b.shapes);
    same(a.columns, b.columns);
    CHECK(a.crosswalk.row_begin == b.crosswalk.row_begin);
    CHECK(a.crosswalk.footprint == b.crosswalk.footprint);
    CHECK(a.crosswalk.share == b.crosswalk.share);
    CHECK(a.crosswalk.basis == b.crosswalk.basis);
    CHECK(a.crosswalk.covered == b.crosswalk.covered);
    CHECK(a.crosswalk.footprint_count == b.crosswalk.footprint_count);
    CHECK(a.crosswalk.whole == b.crosswalk.whole);
    CHECK(a.overlapping == b.overlapping);
    REQUIRE(a.assignment.has_value() == b.assignment.has_value());
    if (a.assignment) {
        CHECK(a.assignment->footprint == b.assignment->footprint);
        same(a.assignment->share, b.assignment->share);
        CHECK(a.assignment->runner_up == b.assignment->runner_up);
        same(a.assignment->runner_up_share, b.assignment->runner_up_share);
        CHECK(a.assignment->tie == b.assignment->tie);
        CHECK(a.assignment->rule == b.assignment->rule);
    }
    REQUIRE(a.overrides.size() == b.overrides.size());
    for (std::size_t i = 0; i < a.overrides.size(); ++i) {
        const model::Override &x = a.overrides[i], &y = b.overrides[i];
        CHECK(std::tie(x.zone, x.from, x.to, x.rank, x.share_from, x.share_to, x.patients_from, x.patients_to,
                       x.patients_moved, x.reason) == std::tie(y.zone, y.from, y.to, y.rank, y.share_from, y.share_to,
                                                               y.patients_from, y.patients_to, y.patients_moved,
                                                               y.reason));
        CHECK(std::tie(x.kind, x.fragment, x.fragment_patients, x.alternative, x.cumulative_cost, x.tie) ==
              std::tie(y.kind, y.fragment, y.fragment_patients, y.alternative, y.cumulative_cost, y.tie));
        CHECK((x.alternative_cost == y.alternative_cost || (std::isnan(x.alternative_cost) && std::isnan(y.alternative_cost))));
    }
    REQUIRE(a.mending.has_value() == b.mending.has_value());
    if (a.mending)
        CHECK(std::tie(a.mending->asked, a.mending->used, a.mending->status, a.mending->patients_moved,
                       a.mending->zones_moved, a.mending->bound) ==
              std::tie(b.mending->asked, b.mending->used, b.mending->status, b.mending->patients_moved,
                       b.mending->zones_moved, b.mending->bound));
    CHECK(a.pieces_before == b.pieces_before);
    CHECK(a.pieces_after == b.pieces_after);
    REQUIRE(a.registered.has_value() == b.registered.has_value());
    if (a.registered) {
        CHECK(a.registered->row_begin == b.registered->row_begin);
        CHECK(a.registered->footprint == b.registered->footprint);
        CHECK(a.registered->weight == b.registered->weight);
    }
    REQUIRE(a.estimates.size() == b.estimates.size());
    for (std::size_t i = 0; i < a.estimates.size(); ++i) {
        const model::Estimate &x = a.estimates[i], &y = b.estimates[i];
        CHECK(std::tie(x.indicator, x.period, x.sex, x.footprint, x.covered_share, x.status, x.breakdown, x.population) ==
              std::tie(y.indicator, y.period, y.sex, y.footprint, y.covered_share, y.status, y.breakdown, y.population));
        CHECK(std::tie(x.reason, x.method, x.basis, x.standing_95, x.standing_998, x.trend, x.flags) ==
              std::tie(y.reason, y.method, y.basis, y.standing_95, y.standing_998, y.trend, y.flags));
        const auto numbers = [](const model::Estimate& e) {
            return std::vector{e.numerator, e.denominator, e.value, e.limits_95.lower, e.limits_95.upper,
                               e.limits_998.lower, e.limits_998.upper, e.estimated_share, e.spread.lower,
                               e.spread.upper};
        };
        same(numbers(x), numbers(y));
    }
    REQUIRE(a.flow.size() == b.flow.size());
    for (std::size_t i = 0; i < a.flow.size(); ++i)
        CHECK(std::tie(a.flow[i].residence, a.flow[i].registration, a.flow[i].patients) ==
              std::tie(b.flow[i].residence, b.flow[i].registration, b.flow[i].patients));
    CHECK(a.groups == b.groups);
    REQUIRE(a.people.size() == b.people.size());
    for (std::size_t g = 0; g < a.people.size(); ++g) same(a.people[g], b.people[g]);
}

}  // namespace

TEST_CASE("a result comes back as it was written") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    const model::Result a = hand_made_result();
    const fs::path file = folder / "it's \"ours\"; Größe.gpkg";
    io::write_geopackage(a, file, false);
    CHECK(io::is_result(file));
    const model::Result b = io::read_geopackage(file);

    CHECK(a.title == b.title);
    CHECK(a.attribution == b.attribution);
    CHECK(a.synthetic == b.synthetic);
    CHECK(a.deprivation_edition == b.deprivation_edition);
    CHECK(a.zones.id == b.zones.id);
    CHECK(a.zones.kind == b.zones.kind);
    CHECK(a.zones.vintage == b.zones.vintage);
    CHECK(a.zones.code == b.zones.code);
    CHECK(a.zones.name == b.zones.name);
    CHECK(a.zones.overlap_m2 == b.zones.overlap_m2);
    CHECK(a.zones.gap_m2 == b.zones.gap_m2);
    CHECK(a.zones.area_m2 == b.zones.area_m2);
    CHECK(a.zones.adjacency.neighbour == b.zones.adjacency.neighbour);
    CHECK(a.zones.adjacency.length_m == b.zones.adjacency.length_m);
    CHECK(a.zones.topology.vertices == b.zones.topology.vertices);
    same(a.zones.shapes, b.zones.shapes);
    same(a.zone_columns, b.zone_columns);
    REQUIRE(a.sets.size() == b.sets.size());
    for (std::size_t s = 0; s < a.sets.size(); ++s) same(a.sets[s], b.sets[s]);

    REQUIRE(a.indicators.size() == b.indicators.size());
    for (std::size_t i = 0; i < a.indicators.size(); ++i) {
        const model::IndicatorInfo &x = a.indicators[i], &y = b.indicators[i];
        CHECK(std::tie(x.id, x.title, x.unit, x.kind, x.source, x.polarity, x.multiplier) ==
              std::tie(y.id, y.title, y.unit, y.kind, y.source, y.polarity, y.multiplier));
        CHECK(std::tie(x.definition, x.numerator, x.denominator, x.period, x.standard, x.publisher, x.url, x.licence) ==
              std::tie(y.definition, y.numerator, y.denominator, y.period, y.standard, y.publisher, y.url, y.licence));
        CHECK(std::tie(x.note, x.published_for, x.breakdowns, x.library, x.sensitive, x.has_data) ==
              std::tie(y.note, y.published_for, y.breakdowns, y.library, y.sensitive, y.has_data));
        CHECK(x.england == y.england);
    }
    REQUIRE(a.ledger.size() == b.ledger.size());
    for (std::size_t i = 0; i < a.ledger.size(); ++i) {
        const model::Ledger &x = a.ledger[i], &y = b.ledger[i];
        CHECK(std::tie(x.set, x.quantity, x.in, x.allocated, x.outside, x.unallocatable, x.counted, x.counted_again,
                       x.closes) == std::tie(y.set, y.quantity, y.in, y.allocated, y.outside, y.unallocatable,
                                             y.counted, y.counted_again, y.closes));
    }
    REQUIRE(a.unplaced.size() == b.unplaced.size());
    for (std::size_t i = 0; i < a.unplaced.size(); ++i) {
        const model::Unplaced &x = a.unplaced[i], &y = b.unplaced[i];
        CHECK(std::tie(x.quantity, x.category, x.rows, x.people) == std::tie(y.quantity, y.category, y.rows, y.people));
    }
    REQUIRE(a.joins.size() == b.joins.size());
    for (std::size_t i = 0; i < a.joins.size(); ++i) {
        const model::JoinReport &x = a.joins[i], &y = b.joins[i];
        CHECK(std::tie(x.table, x.target, x.matched, x.unknown, x.duplicate, x.missing) ==
              std::tie(y.table, y.target, y.matched, y.unknown, y.duplicate, y.missing));
    }
    REQUIRE(a.issues.size() == b.issues.size());
    for (std::size_t i = 0; i < a.issues.size(); ++i) {
        const model::Issue &x = a.issues[i], &y = b.issues[i];
        CHECK(std::tie(x.severity, x.kind, x.layer, x.code, x.what, x.where, x.area_m2) ==
              std::tie(y.severity, y.kind, y.layer, y.code, y.what, y.where, y.area_m2));
    }
    REQUIRE(a.files.size() == b.files.size());
    for (std::size_t i = 0; i < a.files.size(); ++i) {
        const model::InputFile &x = a.files[i], &y = b.files[i];
        CHECK(std::tie(x.role, x.path, x.sha256, x.bytes, x.layer, x.coordinates) ==
              std::tie(y.role, y.path, y.sha256, y.bytes, y.layer, y.coordinates));
    }
    CHECK(a.options == b.options);
    CHECK(a.output.shade == b.output.shade);
    CHECK(a.output.footprints == b.output.footprints);
    CHECK(a.postcodes.code == b.postcodes.code);
    CHECK(a.postcodes.place == b.postcodes.place);
}

TEST_CASE("a result without footprints, tables or title comes back too") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    model::Result a = hand_made_result();
    a.sets.clear();
    a.zone_columns.clear();
    a.title.clear();
    a.synthetic = false;
    a.files.clear();
    a.joins.clear();
    io::write_geopackage(a, folder / "out.gpkg", false);
    const model::Result b = io::read_geopackage(folder / "out.gpkg");
    CHECK(b.zones.code == a.zones.code);
    CHECK(b.title.empty());
    CHECK_FALSE(b.synthetic);
    CHECK(b.sets.empty());
}

TEST_CASE("the same result gives the same bytes") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    io::write_geopackage(hand_made_result(), folder / "a.gpkg", false);
    ::sleep(1);  // a second later the clock must not show
    io::write_geopackage(hand_made_result(), folder / "b.gpkg", false);
    const std::string a = bytes_of(folder / "a.gpkg");
    REQUIRE(a.size() > 1000);
    CHECK(a == bytes_of(folder / "b.gpkg"));
}

TEST_CASE("an existing file is refused, or replaced whole") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    std::ofstream(folder / "out.gpkg") << "mine";
    CHECK_THROWS_WITH(io::write_geopackage(hand_made_result(), folder / "out.gpkg", false),
                      LOCALITY_CONTAINS("exists already") && LOCALITY_CONTAINS("--overwrite"));
    CHECK(bytes_of(folder / "out.gpkg") == "mine");
    io::write_geopackage(hand_made_result(), folder / "out.gpkg", true);
    CHECK(io::is_result(folder / "out.gpkg"));
    CHECK(names_in(folder) == std::vector<std::string>{"out.gpkg"});
}

TEST_CASE("a link to a file stays a link") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    std::ofstream(folder / "real.gpkg") << "old";
    fs::create_symlink("real.gpkg", folder / "out.gpkg");
    io::write_geopackage(hand_made_result(), folder / "out.gpkg", true);
    CHECK(fs::is_symlink(folder / "out.gpkg"));
    CHECK(io::is_result(folder / "real.gpkg"));
}

TEST_CASE("names that cannot be written are refused") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    const auto write = [&](const fs::path& file) { io::write_geopackage(hand_made_result(), file, true); };
    CHECK_THROWS_WITH(write(folder / "out.gdb"), LOCALITY_CONTAINS("ends in .gpkg"));
    CHECK_THROWS_WITH(write(folder / "nowhere/out.gpkg"), LOCALITY_CONTAINS("there is no folder"));
    fs::create_directory(folder / "folder.gpkg");
    CHECK_THROWS_WITH(write(folder / "folder.gpkg"), LOCALITY_CONTAINS("is not a file"));
    CHECK_THROWS_AS(write("/proc/out.gpkg"), model::InputError);
    CHECK(names_in(folder) == std::vector<std::string>{"folder.gpkg"});
}

TEST_CASE("stopped half way, nothing is left behind") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    std::stop_source stop;
    model::Progress progress;
    progress.stop = stop.get_token();
    progress.report = [&](double fraction, std::string_view) {
        if (fraction > 0) stop.request_stop();
    };
    CHECK_THROWS_AS(io::write_geopackage(hand_made_result(), folder / "out.gpkg", false, progress), model::Cancelled);
    CHECK(names_in(folder).empty());
}

TEST_CASE("a full disk is an error and leaves the old file as it was") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    std::ofstream(folder / "out.gpkg") << "old";
    const model::Result result = hand_made_result();
    const pid_t child = ::fork();  // the limit cannot be lifted again for other tests
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{40'000, 40'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        int code = 1;
        try {
            io::write_geopackage(result, folder / "out.gpkg", true);
        } catch (const model::InputError& error) {
            code = std::string_view(error.what()).find("cannot be written") != std::string_view::npos ? 0 : 2;
        }
        ::_exit(code);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(bytes_of(folder / "out.gpkg") == "old");
    CHECK(names_in(folder) == std::vector<std::string>{"out.gpkg"});
}

TEST_CASE("other tools read the file without a warning") {
    if (!has_program("ogrinfo")) {
        WARN("skipped: ogrinfo (package gdal-bin) is not installed");
        return;
    }
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    io::write_geopackage(hand_made_result(), folder / "out.gpkg", false);
    const std::string out = output_of("CPL_DEBUG=OFF ogrinfo -al \"" + (folder / "out.gpkg").string() + "\"");
    CHECK(out.find("Warning") == std::string::npos);
    CHECK(out.find("ERROR") == std::string::npos);
    CHECK_THAT(out, LOCALITY_CONTAINS("Layer name: zones"));
    CHECK_THAT(out, LOCALITY_CONTAINS("Layer name: footprints_pcn"));
    CHECK_THAT(out, LOCALITY_CONTAINS("ID[\"EPSG\",27700]"));
    CHECK_THAT(out, LOCALITY_CONTAINS("Synthetic data"));

    const std::string zones = output_of("ogrinfo \"" + (folder / "out.gpkg").string() + "\" zones");
    CHECK_THAT(zones, LOCALITY_CONTAINS("residents (Integer64) = 0\n"));       // known: nobody
    CHECK_THAT(zones, LOCALITY_CONTAINS("residents (Integer64) = (null)\n"));  // not known
    CHECK_THAT(zones, LOCALITY_CONTAINS("residents_status (String) = suppressed\n"));
    CHECK_THAT(zones, LOCALITY_CONTAINS("residents_status (String) = missing\n"));
    CHECK_THAT(zones, LOCALITY_CONTAINS("imd_score (Real) = 12.5\n"));
    CHECK_THAT(zones, LOCALITY_CONTAINS("pcn_code (String) = P2\n"));
    CHECK(zones.find("imd_score_status") == std::string::npos);  // only where something is suppressed
    CHECK_THAT(zones, LOCALITY_CONTAINS("name (String) = Rob'); DROP TABLE zones;--\n"));
}

TEST_CASE("every layer has one default style in QGIS's table") {
    if (!has_program("ogrinfo")) {
        WARN("skipped: ogrinfo (package gdal-bin) is not installed");
        return;
    }
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    const std::string file = (folder / "out.gpkg").string();
    io::write_geopackage(hand_made_result(), file, false);
    const std::string out = output_of("ogrinfo \"" + file + "\" layer_styles");
    CHECK_THAT(out, LOCALITY_CONTAINS("Feature Count: 3"));
    CHECK_THAT(out, LOCALITY_CONTAINS("f_table_name (String) = zones\n"));
    CHECK_THAT(out, LOCALITY_CONTAINS("f_table_name (String) = footprints_pcn\n"));
    CHECK_THAT(out, LOCALITY_CONTAINS("f_geometry_column (String) = geom\n"));
    CHECK_THAT(out, LOCALITY_CONTAINS("attr=\"imd_decile\""));
    CHECK_THAT(out, LOCALITY_CONTAINS("value=\"1\" label=\"1 = most deprived 10% in England\""));
    CHECK_THAT(out, LOCALITY_CONTAINS("value=\"8,29,88,255\""));
    CHECK_THAT(out, LOCALITY_CONTAINS("useAsDefault (Integer(Boolean)) = 1"));
    const std::size_t casing = out.find("name=\"outline_color\" type=\"QString\" value=\"255,255,255,255\"");
    const std::size_t line = out.find("name=\"outline_color\" type=\"QString\" value=\"26,26,26,255\"");
    CHECK((casing != std::string::npos && casing < line));  // a footprint's line shows on dark zones too
    CHECK_THAT(out, LOCALITY_CONTAINS("<Title>Networks &amp; &quot;friends&quot; &lt;1&gt;</Title>"));
}

TEST_CASE("a result at odds with itself is our mistake") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    model::Result result = hand_made_result();
    result.zone_columns[0].values = model::Values(1);
    CHECK_THROWS_AS(io::write_geopackage(result, folder / "out.gpkg", false), std::invalid_argument);
    result = hand_made_result();
    result.zone_columns[1].id = "RESIDENTS";
    CHECK_THROWS_WITH(io::write_geopackage(result, folder / "out.gpkg", false), LOCALITY_CONTAINS("two fields"));
    CHECK(names_in(folder).empty());
}
