#include "catch.h"
#include "core/reconcile.h"
#include "core/repair.h"
#include "geo/errors.h"
#include "layers.h"
#include "made_shapes.h"
#include "model/errors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

// Layers with faults in them, and the people who live there: whatever is wrong with a shape, each person is counted
// once, or stands in a line of the ledger that says why not.

using namespace locality;
using model::Status;
using model::Values;
using test::Drawing;
using test::rectangle;
using test::Ring;

namespace {

struct People {
    std::vector<std::string> code;
    std::vector<double> total;
};

/// A project of zones with residents, and one set of footprints from boundaries.
model::Result reconciled(const Drawing& zones, const People& people, const Drawing& footprints) {
    model::Inputs in;
    in.project.title = "Dirty town";
    in.zones = zones.layer;
    model::ResidentsTable residents;
    residents.code = people.code;
    residents.total = Values::of(people.total);
    in.residents = residents;
    model::FootprintSpec spec;
    spec.id = "ward";
    spec.title = "Wards";
    in.project.footprints.push_back(spec);
    in.footprints.push_back({footprints.layer, {}});
    return core::reconcile(std::move(in));
}

const model::Ledger& ledger_of(const model::Result& result) {
    const auto at = std::ranges::find_if(
        result.ledger, [](const model::Ledger& l) { return l.set == "ward" && l.quantity == "residents"; });
    REQUIRE(at != result.ledger.end());
    return *at;
}

std::vector<double> residents_of(const model::Result& result) {
    const model::Column* column = model::find_column(result.set("ward")->columns, "residents");
    REQUIRE(column);
    return column->values.number;
}

std::vector<model::Issue> of_kind(const model::Result& result, std::string_view kind) {
    std::vector<model::Issue> found;
    std::ranges::copy_if(result.issues, std::back_inserter(found),
                         [&](const model::Issue& i) { return i.kind == kind; });
    return found;
}

/// Every person went somewhere, and only once.
void check_ledger(const model::Result& result, double in, double allocated, double outside = 0.0,
                  double unallocatable = 0.0, double again = 0.0) {
    const model::Ledger& line = ledger_of(result);
    CHECK(line.closes);
    CHECK(line.in == Approx(in));
    CHECK(line.allocated == Approx(allocated));
    CHECK(line.outside == Approx(outside).margin(1e-6));
    CHECK(line.unallocatable == Approx(unallocatable).margin(1e-6));
    CHECK(line.counted_again == Approx(again).margin(1e-6));
    CHECK(line.counted == Approx(allocated + again));
}

/// Four zones of 400 people, A to D, 100 m a side in a row; `odd` draws the last.
template <class Draw>
Drawing four(Draw odd) {
    Drawing zones;
    zones.zone("A", rectangle(0, 0, 100, 100)).zone("B", rectangle(100, 0, 100, 100));
    zones.zone("C", rectangle(200, 0, 100, 100));
    odd(zones);
    return zones;
}
const People four_hundred_each{{"A", "B", "C", "D"}, {400, 400, 400, 400}};
Drawing one_ward(double width = 1000) {
    return Drawing("ward").zone("W", rectangle(-10, -10, width, 200));
}

}  // namespace

TEST_CASE("a bow-tie keeps its 400 people", "[dirty]") {
    const auto bow_tie = four([](Drawing& d) { d.zone("D", {{300, 0}, {400, 100}, {400, 0}, {300, 100}}); });
    const model::Result result = reconciled(bow_tie, four_hundred_each, one_ward());
    check_ledger(result, 1600, 1600);
    REQUIRE(of_kind(result, "invalid_geometry").size() == 1);
    CHECK(of_kind(result, "invalid_geometry")[0].code == "D");
    CHECK(result.zones.area_m2[3] == 5000);
    REQUIRE(result.area_changes.size() == 1);
    CHECK(result.area_changes[0].step == "mend");
    CHECK(result.area_changes[0].after_m2 == 5000);
    SECTION("half of it in a footprint is half of them") {
        check_ledger(reconciled(bow_tie, four_hundred_each, one_ward(360)), 1600, 1400, 200);
    }
}

TEST_CASE("a footprint that is a bow-tie takes the people of both its loops", "[dirty]") {
    const auto square = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); });
    const Drawing ward = Drawing("ward").zone("W", {{0, 0}, {400, 100}, {400, 0}, {0, 100}});
    check_ledger(reconciled(square, four_hundred_each, ward), 1600, 800, 800);
}

TEST_CASE("a shell inside a shell is an enclave: its people are its own", "[dirty]") {
    Drawing zones;
    zones.parts("A", {{rectangle(0, 0, 100, 100)}, {rectangle(40, 40, 20, 20)}}).zone("B", rectangle(40, 40, 20, 20));
    const Drawing inner = Drawing("ward").zone("W", rectangle(30, 30, 40, 40));
    const model::Result result = reconciled(zones, {{"A", "B"}, {960, 40}}, inner);
    CHECK(result.zones.area_m2 == std::vector<double>{9600, 400});
    CHECK(result.zones.overlap_m2 == 0.0);
    CHECK(of_kind(result, "invalid_geometry").size() == 1);
    check_ledger(result, 1000, 960.0 * 1200 / 9600 + 40, 960.0 * 8400 / 9600);
}

TEST_CASE("vertices that stand several times change nothing", "[dirty]") {
    const auto clean = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); });
    const auto repeated = four([](Drawing& d) {
        d.zone("D", {{300, 0}, {300, 0}, {400, 0}, {400, 100}, {400, 100}, {400, 100.0001}, {300, 100}, {300, 0}});
    });
    const model::Result result = reconciled(repeated, four_hundred_each, one_ward(350));
    CHECK(result.zones.shapes.vertices == core::repair(clean.layer).coverage.shapes.vertices);
    CHECK(of_kind(result, "invalid_geometry").empty());
    check_ledger(result, 1600, 1200 + 400 * 0.4, 240);
}

TEST_CASE("people of zones without ground are outside by area, and said to be", "[dirty]") {
    const auto [what, draw] = GENERATE(table<std::string, void (*)(Drawing&)>({
        {"no area",
         [](Drawing& d) {
             d.zone("D", {{300, 0}, {400, 0}, {350, 0}});
         }},
        {"null", [](Drawing& d) { d.empty("D"); }},
        {"a ring of one point",
         [](Drawing& d) {
             d.zone("D", {{300, 0}});
         }},
        {"a ring of two points",
         [](Drawing& d) {
             d.zone("D", {{300, 0}, {400, 0}});
         }},
        {"a shell of one point with a hole",
         [](Drawing& d) {
             d.parts("D", {{{{300, 0}}, rectangle(310, 10, 9, 9)}});
         }},
        {"less than a millimetre", [](Drawing& d) { d.zone("D", rectangle(300, 0, 0.0004, 0.0004)); }},
    }));
    INFO(what);
    const model::Result result = reconciled(four(draw), four_hundred_each, one_ward());
    CHECK(result.zones.size() == 4);
    CHECK(result.zones.area_m2[3] == 0.0);
    REQUIRE(of_kind(result, "empty_geometry").size() == 1);
    CHECK(of_kind(result, "empty_geometry")[0].code == "D");
    check_ledger(result, 1600, 1200, 400);
}

TEST_CASE("a part that is nothing does not take the rest of its zone along", "[dirty]") {
    const auto zones = four([](Drawing& d) { d.parts("D", {{{{500, 500}}}, {rectangle(300, 0, 100, 100)}}); });
    const model::Result result = reconciled(zones, four_hundred_each, one_ward());
    CHECK(result.zones.area_m2[3] == 10'000);
    CHECK(of_kind(result, "invalid_geometry").size() == 1);
    check_ledger(result, 1600, 1600);
}

TEST_CASE("a hole outside its shell takes nothing away", "[dirty]") {
    const auto zones = four([](Drawing& d) {
        d.parts("D", {{rectangle(300, 0, 100, 100), rectangle(210, 10, 20, 20)}});
    });
    const model::Result result = reconciled(zones, four_hundred_each, one_ward());
    CHECK(result.zones.area_m2 == std::vector<double>{10'000, 10'000, 10'000, 10'000});
    REQUIRE(of_kind(result, "invalid_geometry").size() == 1);
    CHECK(of_kind(result, "invalid_geometry")[0].what.starts_with("Hole lies outside shell"));
    check_ledger(result, 1600, 1600);
}

TEST_CASE("the same shape under two codes: each code's people are counted, once", "[dirty]") {
    const auto zones = four([](Drawing& d) { d.zone("D", rectangle(200, 0, 100, 100)); });
    const model::Result result = reconciled(zones, four_hundred_each, one_ward());
    check_ledger(result, 1600, 1600);
    REQUIRE(of_kind(result, "overlap").size() == 1);
    CHECK(of_kind(result, "overlap")[0].code == "C D");
    check_ledger(reconciled(zones, four_hundred_each, one_ward(260)), 1600, 1200, 400);
}

TEST_CASE("one code on several features and rows: 1,600 people, not 7,200", "[dirty]") {
    Drawing zones;
    for (int copy = 0; copy < 2; ++copy) {
        for (int i = 0; i < 4; ++i)
            zones.zone(std::string(1, static_cast<char>('A' + i)), rectangle(i * 100, 0, 100, 100));
    }
    const model::Result joined = reconciled(zones, four_hundred_each, one_ward());
    CHECK(of_kind(joined, "duplicate_code").size() == 4);
    check_ledger(joined, 1600, 1600);
    // Rows that stand twice count once; the others are in the ledger as people without a zone.
    People twice = four_hundred_each;
    twice.code.insert(twice.code.end(), {"A", "B", "C", "D"});
    twice.total.insert(twice.total.end(), {400, 400, 400, 400});
    const model::Result repeated = reconciled(zones, twice, one_ward());
    check_ledger(repeated, 3200, 1600, 0, 1600);
    REQUIRE(repeated.unplaced.size() == 1);
    CHECK(repeated.unplaced[0].category == "repeated rows");
    CHECK(residents_of(repeated) == std::vector<double>{1600});
}

TEST_CASE("targets that overlap: 1,800 counted of 1,600 people, and the 200 are shown", "[dirty]") {
    const auto zones = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); });
    Drawing wards("ward");
    wards.zone("V", rectangle(0, 0, 250, 100)).zone("W", rectangle(200, 0, 200, 100));
    const model::Result result = reconciled(zones, four_hundred_each, wards);
    CHECK(residents_of(result) == std::vector<double>{1000, 800});
    check_ledger(result, 1600, 1600, 0, 0, 200);
}

TEST_CASE("a rate over a missing value is missing, and says how much was known", "[dirty]") {
    model::Inputs in;
    in.zones = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); }).layer;
    model::FootprintSpec spec;
    spec.id = "ward";
    in.project.footprints.push_back(spec);
    in.footprints.push_back({one_ward().layer, {}});
    model::IndicatorTable table;
    table.id = "smoking";
    table.kind = model::IndicatorKind::rate;
    table.multiplier = 1000;
    table.slices.emplace_back();
    auto& slice = table.slices.back();
    slice.code = {"A", "B", "C", "D"};
    slice.numerator = Values::of({4, 4, 4, 4});
    slice.denominator = Values::of({400, 400, 400, 400});
    SECTION("all known: 10 per 1,000") {
        in.indicators = {table};
        const model::Result result = core::reconcile(std::move(in));
        CHECK(result.set("ward")->estimates.at(0).value == Approx(10));
        CHECK(result.set("ward")->estimates.at(0).covered_share == Approx(1));
    }
    SECTION("one missing: not 7.5") {
        slice.numerator.set_blank(3, Status::missing);
        in.indicators = {table};
        const model::Result result = core::reconcile(std::move(in));
        const model::Estimate& e = result.set("ward")->estimates.at(0);
        CHECK(e.status == Status::missing);
        CHECK(std::isnan(e.value));
        CHECK(e.covered_share == Approx(0.75));
    }
}

TEST_CASE("places that cannot be are refused by the zone's code", "[dirty]") {
    const double far =
        GENERATE(1e9, -1e9, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN());
    const auto zones = four([&](Drawing& d) { d.zone("D", {{300, 0}, {400, 0}, {400, far}, {300, 100}}); });
    CHECK_THROWS_WITH(reconciled(zones, four_hundred_each, one_ward()),
                      LOCALITY_CONTAINS("zones.gpkg, layer zones, D: the place (400, ") &&
                          LOCALITY_CONTAINS("cannot be in British National Grid metres"));
    const auto square = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); });
    CHECK_THROWS_AS(reconciled(square, four_hundred_each, Drawing("ward").zone("W", {{0, 0}, {far, 0}, {0, 9}})),
                    geo::GeometryError);
}

TEST_CASE("layers of nothing are refused", "[dirty]") {
    CHECK_THROWS_AS(reconciled(Drawing(), four_hundred_each, one_ward()), model::InputError);
    CHECK_THROWS_AS(reconciled(Drawing().empty("A"), four_hundred_each, one_ward()), model::InputError);
    const auto square = four([](Drawing& d) { d.zone("D", rectangle(300, 0, 100, 100)); });
    CHECK_THROWS_AS(reconciled(square, four_hundred_each, Drawing("ward")), model::InputError);
}

TEST_CASE("whatever is wrong with random layers, the ledger closes", "[dirty][property]") {
    const unsigned seed = GENERATE(range(0U, 25U));
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(0, 800), size(5, 150);
    const auto draw = [&](const char* id, int count) {
        Drawing drawing(id);
        for (int i = 0; i < count; ++i) {
            const std::string code = std::string(1, id[0]) + std::to_string(100 + i - (random() % 8 == 0 ? 1 : 0));
            const geo::Point at{place(random), place(random)};
            Ring ring = made::star(random, at, size(random), 3 + static_cast<int>(random() % 9));
            switch (random() % 8) {
                case 0:
                    drawing.empty(code);
                    break;
                case 1:
                    drawing.zone(code, {at});
                    break;
                case 2:
                    std::ranges::shuffle(ring, random);
                    drawing.zone(code, ring);
                    break;
                case 3:
                    drawing.parts(code, {{ring}, {made::star(random, at, 20, 5)}});
                    break;
                case 4:
                    drawing.parts(code, {{ring, made::star(random, {at.x + 60, at.y}, 30, 6)}});
                    break;
                default:
                    drawing.zone(code, ring);
            }
        }
        return drawing;
    };
    const Drawing zones = draw("zones", 60);
    const Drawing wards = draw("ward", 12);
    People people;
    double total = 0;
    for (int i = 0; i < 62; ++i) {
        people.code.push_back("z" + std::to_string(99 + i));
        people.total.push_back(static_cast<double>(random() % 3000));
        total += people.total.back();
    }
    const model::Result result = reconciled(zones, people, wards);
    CHECK(of_kind(result, "ledger_open").empty());
    const model::Ledger& line = ledger_of(result);
    CHECK(line.closes);
    CHECK(line.in == total);
    CHECK(line.allocated + line.outside + line.unallocatable == Approx(total));
    for (std::size_t z = 0; z < result.zones.size(); ++z) {
        CHECK(result.set("ward")->crosswalk.covered[z] <= 1.0 + 1e-12);
    }
}
