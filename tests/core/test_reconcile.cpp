#include "catch.h"
#include "core/profile.h"
#include "core/reconcile.h"
#include "grid.h"

using namespace locality;
using model::Status;
using model::Values;

namespace {

/// Four zones in a row, Z00 ... Z03, 100 m a side; 100, 200, 300 and 400 residents; the first two are IMD1.
model::Inputs small_city() {
    model::Inputs in;
    in.project.title = "Rowtown";
    in.zones = test::grid_layer(4, 1);
    model::ResidentsTable residents;
    residents.code = {"Z00", "Z01", "Z02", "Z03", "W01000001"};
    residents.total = Values::of({100, 200, 300, 400, 55});
    residents.groups = {{model::Sex::all, 0, 15}, {model::Sex::all, 16, 999}};
    residents.count = {Values::of({10, 20, 30, 40, 5}), Values::of({90, 180, 270, 360, 50})};
    in.residents = residents;
    model::DeprivationTable deprivation;
    deprivation.edition = 2025;
    deprivation.code = {"Z00", "Z01", "Z02", "Z03"};
    deprivation.score = Values::of({60, 50, 20, 10});
    deprivation.rank = Values::of({10, 3000, 20000, 30000});
    deprivation.decile = Values::of({1, 1, 6, 9});
    in.deprivation = deprivation;
    return in;
}

model::FootprintSpec spec(std::string id, model::Origin origin) {
    model::FootprintSpec s;
    s.id = id;
    s.title = "Set " + id;
    s.origin = origin;
    s.line = 7;
    return s;
}

void add(model::Inputs& in, model::FootprintSpec s, std::optional<model::Layer> layer = {},
         std::optional<model::LookupTable> lookup = {}) {
    in.project.footprints.push_back(std::move(s));
    in.footprints.push_back({std::move(layer), std::move(lookup), std::nullopt});
}

/// Practices P1 and P2 of PCN U1 and P3 of U2; U1 comes out split: it wins Z00, Z01 and Z03, U2 wins Z02.
void add_registrations(model::Inputs& in) {
    model::RegistrationsTable table;
    const auto row = [&](const char* zone, const char* practice, double patients) {
        table.rows.push_back({zone, practice, patients, Status::known});
    };
    row("Z00", "P1", 90);
    row("Z01", "P2", 150);
    row("Z01", "P3", 60);
    row("Z02", "P3", 280);
    row("Z03", "P1", 200);
    row("Z03", "P3", 190);
    row("Z03", "P9", 20);  // in no PCN
    row("CLOSED", "P1", 3);
    row("E01999999", "P3", 4);
    in.registrations = table;
    model::PracticesTable practices;
    practices.rows = {{"P1", "One", "U1", "North"},
                      {"P2", "Two", "U1", "North"},
                      {"P3", "Three", "U2", "South"},
                      {"P9", "Nine", "", ""}};
    in.practices = practices;
}

double figure(const model::FootprintSet& set, const char* column, std::size_t footprint) {
    const model::Column* c = model::find_column(set.columns, column);
    REQUIRE(c);
    return c->values.number[footprint];
}

const model::Ledger& line(const model::Result& r, std::string_view set, std::string_view quantity) {
    for (const model::Ledger& l : r.ledger)
        if (l.set == set && l.quantity == quantity) return l;
    FAIL("no ledger line");
    throw 0;
}

}  // namespace

TEST_CASE("boundaries split zones by area, and the outside is said", "[reconcile]") {
    model::Inputs in = small_city();
    // One footprint from x = 50 to 250 (and 100 m above the row): half of Z00, all of Z01, half of Z02.
    add(in, spec("ward", model::Origin::boundaries), test::grid_layer(1, 1, 'A', 200, 50, 0));
    const model::Result r = core::reconcile(std::move(in));
    const model::FootprintSet& ward = *r.set("ward");
    CHECK(figure(ward, "residents", 0) == Approx(50 + 200 + 150));
    CHECK(figure(ward, "imd1_residents", 0) == Approx(250));
    CHECK(figure(ward, "imd1_share", 0) == Approx(62.5));
    CHECK(figure(ward, "imd_score", 0) == Approx((50 * 60 + 200 * 50 + 150 * 20) / 400.0));
    CHECK(figure(ward, "covered_share", 0) == Approx(1));
    CHECK(figure(ward, "zones", 0) == 3);
    CHECK(figure(ward, "imd1_zones", 0) == 2);
    CHECK(figure(ward, "age_0_15", 0) == Approx(40));
    CHECK(figure(ward, "age_16_over", 0) == Approx(360));
    CHECK(figure(ward, "area_ha", 0) == Approx(4));
    CHECK(model::find_column(ward.columns, "registered")->values.status[0] == Status::missing);
    const model::Ledger& residents = line(r, "ward", "residents");
    CHECK(residents.closes);
    CHECK(residents.in == 1055);
    CHECK(residents.unallocatable == 55);
    CHECK(residents.outside == Approx(600));
    REQUIRE(r.unplaced.size() == 1);
    CHECK(r.unplaced[0].category == "Wales (W01)");
    CHECK(figure(*r.set("whole"), "residents", 0) == 1000);
    CHECK(r.output.footprints == "ward");
}

TEST_CASE("registrations: the largest share, mended, every override and patient accounted for", "[reconcile]") {
    model::Inputs in = small_city();
    add_registrations(in);
    add(in, spec("pcn", model::Origin::registrations));
    model::FootprintSpec lcp = spec("lcp", model::Origin::union_of);
    lcp.of = "pcn";
    model::LookupTable lookup;
    lookup.rows = {{"u2 no such", "X", "", 1}, {"north", "L1", "All of it", 1}, {"SOUTH", "L1", "All of it", 1}};
    add(in, lcp, {}, lookup);
    const model::Result r = core::reconcile(std::move(in));

    const model::FootprintSet& pcn = *r.set("pcn");
    CHECK(pcn.code == std::vector<std::string>{"U1", "U2"});
    CHECK(pcn.name == std::vector<std::string>{"North", "South"});
    CHECK(pcn.pieces_before == std::vector<int>{2, 1});
    CHECK(pcn.pieces_after == std::vector<int>{1, 1});
    // U1's larger piece by its patients is Z00 + Z01 (240 against 200), so Z03 goes to U2, which touches it through
    // Z02.
    REQUIRE(pcn.overrides.size() == 1);
    CHECK(pcn.overrides[0].zone == 3);
    CHECK(pcn.overrides[0].rank == 2);
    CHECK(pcn.overrides[0].share_from == Approx(200.0 / 410));
    CHECK(pcn.overrides[0].patients_moved == 10);
    CHECK(figure(pcn, "residents", 0) == 300);
    CHECK(figure(pcn, "registered", 1) == 280 + 410);
    CHECK(figure(pcn, "list_size", 0) == 90 + 150 + 200 + 3);
    CHECK(figure(pcn, "list_size", 1) == 60 + 280 + 190 + 4);
    // Who lives here and is registered elsewhere, and the reverse: both sides add up.
    for (std::size_t f = 0; f < 2; ++f) {
        INFO("footprint " << f);
        CHECK(figure(pcn, "registered_here", f) + figure(pcn, "registered_elsewhere", f) ==
              Approx(figure(pcn, "registered", f)));
        CHECK(figure(pcn, "registered_here", f) + figure(pcn, "live_elsewhere", f) ==
              Approx(figure(pcn, "list_size", f)));
    }
    CHECK(figure(pcn, "registered_here", 0) == 90 + 150);
    CHECK(figure(pcn, "live_elsewhere", 0) == 200 + 3);
    CHECK(model::find_column(r.set("whole")->columns, "registered_here") == nullptr);
    const model::Ledger& registered = line(r, "pcn", "registered");
    CHECK(registered.closes);
    CHECK(registered.in == 997);
    CHECK(registered.allocated == 990);
    CHECK(registered.unallocatable == 7);
    CHECK(registered.outside == 0);

    const model::FootprintSet& united = *r.set("lcp");
    CHECK(united.code == std::vector<std::string>{"L1"});
    CHECK(united.name[0] == "All of it");
    CHECK(figure(united, "residents", 0) == 1000);
    CHECK(figure(united, "list_size", 0) == 443 + 534);
    CHECK(united.assignment->share[3] == Approx(390.0 / 410));
    CHECK(united.pieces_after[0] == 1);
    const auto& report = r.joins.back();
    CHECK(report.unknown == std::vector<std::string>{"u2 no such"});
}

TEST_CASE("overlapping footprints count people in each and say how many twice", "[reconcile]") {
    model::Inputs in = small_city();
    model::Layer two = test::grid_layer(1, 1, 'A', 200, 0, 0);
    two.shapes.append(test::grid_shapes(1, 1, 200, 100, 0), 0);
    two.code.push_back("B00");
    two.name.push_back("B");
    add(in, spec("patch", model::Origin::boundaries), two);
    const model::Result r = core::reconcile(std::move(in));
    CHECK(figure(*r.set("patch"), "residents", 0) == Approx(300));
    CHECK(figure(*r.set("patch"), "residents", 1) == Approx(500));
    const model::Ledger& l = line(r, "patch", "residents");
    CHECK(l.closes);
    CHECK(l.allocated == Approx(600));
    CHECK(l.counted == Approx(800));
    CHECK(l.counted_again == Approx(200));
    CHECK(l.outside == Approx(400));
}

TEST_CASE("a layer dissolves on an attribute, and a lookup assigns whole zones", "[reconcile]") {
    model::Inputs in = small_city();
    model::Layer wards = test::grid_layer(2, 1, 'A', 200, 0, 0);
    wards.attributes = {{"COMMITTEE_CODE", {"K1", "K1"}}, {"COMMITTEE_NAME", {"Inner", "Inner"}}};
    add(in, spec("ward", model::Origin::boundaries), wards);
    model::FootprintSpec committee = spec("committee", model::Origin::dissolve);
    committee.of = "ward";
    committee.attribute = "committee_code";
    add(in, committee);
    model::LookupTable lookup;
    lookup.rows = {{"Z00", "T1", "Team one", 1}, {"Z01", "T1", "", 1}, {"Z03", "T2", "", 1}, {"Z03", "T1", "", 1}};
    add(in, spec("team", model::Origin::lookup), {}, lookup);
    const model::Result r = core::reconcile(std::move(in));
    CHECK(r.set("committee")->name == std::vector<std::string>{"Inner"});
    CHECK(figure(*r.set("committee"), "residents", 0) == Approx(1000));
    const model::FootprintSet& team = *r.set("team");
    CHECK(figure(team, "residents", 0) == 300);
    CHECK(figure(team, "residents", 1) == 400);
    CHECK(line(r, "team", "residents").outside == 300);
    CHECK(r.joins.back().duplicate == std::vector<std::string>{"Z03"});
    CHECK(r.joins.back().missing == std::vector<std::string>{"Z02"});
}

TEST_CASE("a lookup with shares splits zones; shares over 1 are refused", "[reconcile]") {
    model::Inputs in = small_city();
    model::LookupTable lookup;
    lookup.rows = {{"Z00", "T1", "", 0.25}, {"Z00", "T2", "", 0.75}, {"Z01", "T2", "", 1}};
    add(in, spec("team", model::Origin::lookup), {}, lookup);
    const model::Result r = core::reconcile(in);
    CHECK(figure(*r.set("team"), "residents", 1) == Approx(275));
    in.footprints[0].lookup->rows[1].share = 0.9;
    CHECK_THROWS_WITH(core::reconcile(in), LOCALITY_CONTAINS("zone Z00 add up to 1.15"));
}

TEST_CASE("blanks reach every figure that needs them and no other", "[reconcile]") {
    model::Inputs in = small_city();
    in.residents->total.set_blank(0, Status::suppressed);
    in.deprivation->decile.set_blank(3, Status::missing);
    model::LookupTable lookup;
    lookup.rows = {{"Z00", "T1", "", 1}, {"Z01", "T2", "", 1}, {"Z03", "T3", "", 1}};
    add(in, spec("team", model::Origin::lookup), {}, lookup);
    const model::Result r = core::reconcile(std::move(in));
    const auto status = [&](const char* column, std::size_t f) {
        return model::find_column(r.set("team")->columns, column)->values.status[f];
    };
    CHECK(status("residents", 0) == Status::suppressed);
    CHECK(status("imd1_share", 0) == Status::suppressed);
    CHECK(status("imd1_zones", 0) == Status::known);
    CHECK(status("residents", 1) == Status::known);
    CHECK(status("imd1_share", 1) == Status::known);
    CHECK(status("residents", 2) == Status::known);
    CHECK(status("imd1_residents", 2) == Status::missing);
    CHECK(figure(*r.set("team"), "covered_share", 2) == 0);
    CHECK(line(r, "team", "residents").closes);
}

TEST_CASE("indicators are rebuilt from numerator and denominator", "[reconcile]") {
    model::Inputs in = small_city();
    model::IndicatorTable smoking;
    smoking.id = "smoking";
    smoking.title = "Adults who smoke";
    smoking.kind = model::IndicatorKind::proportion;
    smoking.multiplier = 100;
    model::IndicatorTable::Slice slice;
    slice.period = "2024";
    slice.code = {"Z00", "Z01", "Z02", "Z03"};
    slice.numerator = Values::of({30, 10, 20, 0});
    slice.numerator.set_blank(3, Status::suppressed);
    slice.denominator = Values::of({90, 180, 270, 360});
    smoking.slices.push_back(slice);
    in.indicators.push_back(smoking);
    add(in, spec("half", model::Origin::boundaries), test::grid_layer(2, 1, 'A', 200, 0, 0));
    const model::Result r = core::reconcile(std::move(in));
    const auto& estimates = r.set("half")->estimates;
    REQUIRE(estimates.size() == 2);
    CHECK(estimates[0].value == Approx(100.0 * 40 / 270));  // not the mean of 33.3 and 5.6
    CHECK(estimates[0].covered_share == Approx(1));
    CHECK(estimates[1].status == Status::suppressed);
    CHECK(std::isnan(estimates[1].value));
    CHECK(estimates[1].covered_share == Approx(0.5));
}

TEST_CASE("a set that asks for what the project has not is refused", "[reconcile]") {
    const auto message = [](model::FootprintSpec s, std::optional<model::Layer> layer) -> std::string {
        model::Inputs in = small_city();
        add(in, std::move(s), std::move(layer));
        try {
            core::reconcile(std::move(in));
        } catch (const model::InputError& e) {
            return e.what();
        }
        return {};
    };
    const model::Layer ward = test::grid_layer(1, 1, 'A', 200, 0, 0);
    CHECK_THAT(message(spec("pcn", model::Origin::registrations), {}), LOCALITY_CONTAINS("add [registrations]"));
    auto s = spec("ward", model::Origin::boundaries);
    s.basis = model::Basis::residents;
    CHECK_THAT(message(s, ward), LOCALITY_CONTAINS("add [weights]"));
    s.basis = model::Basis::registered;
    CHECK_THAT(message(s, ward), LOCALITY_CONTAINS("choose area, residents or households"));
    s.basis.reset();
    s.method = model::Method::centroid;
    CHECK_THAT(message(s, ward), LOCALITY_CONTAINS("add [centroids]"));
    s.method = model::Method::lookup;
    CHECK_THAT(message(s, ward), LOCALITY_CONTAINS("boundaries have no lookup"));
    auto d = spec("d", model::Origin::dissolve);
    d.of = "nothing";
    CHECK_THAT(message(d, {}), LOCALITY_CONTAINS("no set before it"));
    auto with_attribute = spec("d", model::Origin::dissolve);
    with_attribute.attribute = "REGION";
    CHECK_THAT(message(with_attribute, ward), LOCALITY_CONTAINS("no attribute \"REGION\""));
}

TEST_CASE("a footprint is found by code, name or the start of it", "[profile]") {
    model::Inputs in = small_city();
    add_registrations(in);
    add(in, spec("pcn", model::Origin::registrations));
    const model::Result r = core::reconcile(std::move(in));
    CHECK(core::find_footprint(r, "u2").footprint == 1);
    CHECK(core::find_footprint(r, "pcn:North").footprint == 0);
    CHECK(core::find_footprint(r, "sou").footprint == 1);
    CHECK_THROWS_WITH(core::find_footprint(r, "Nowhere"), LOCALITY_CONTAINS("no footprint has the code or name"));

    const core::Profile p = core::profile(r, 1, 0);
    CHECK(p.name == "North");
    REQUIRE(p.imd1_zones.size() == 2);
    CHECK(p.imd1_zones[0].code == "Z01");  // 200 people before 100
    bool seen = false;
    for (const auto& l : p.lines)
        if (l.id == "residents") {
            seen = true;
            CHECK(l.value == 300);
            CHECK(l.whole == 1000);
        }
    CHECK(seen);
    CHECK(p.people.size() == 2);
}

TEST_CASE("the result does not depend on the order of the input or the threads", "[reconcile][property]") {
    const auto run = [](bool turned, int threads) {
        model::Inputs in = small_city();
        if (turned) {
            std::reverse(in.zones.code.begin(), in.zones.code.end());
            std::reverse(in.zones.name.begin(), in.zones.name.end());
            geo::Shapes shapes;
            for (std::size_t i = in.zones.shapes.shape_count(); i-- > 0;) shapes.append(in.zones.shapes, i);
            in.zones.shapes = shapes;
        }
        add(in, spec("ward", model::Origin::boundaries), test::grid_layer(3, 2, 'A', 133.333, 10, -50));
        core::Options options;
        options.threads = threads;
        return core::reconcile(std::move(in), options);
    };
    const model::Result a = run(false, 1), b = run(true, 2);
    CHECK(a.zones.code == b.zones.code);
    CHECK(a.set("ward")->crosswalk.share == b.set("ward")->crosswalk.share);
    CHECK(a.set("ward")->shapes.vertices == b.set("ward")->shapes.vertices);
}

TEST_CASE("work stops when asked to", "[reconcile]") {
    model::Inputs in = small_city();
    std::stop_source stop;
    stop.request_stop();
    model::Progress progress;
    progress.stop = stop.get_token();
    CHECK_THROWS_AS(core::reconcile(std::move(in), {}, progress), model::Cancelled);
}
