#include "catch.h"
#include "core/combinations.h"
#include "core/reconcile.h"
#include "grid.h"
#include "made_shapes.h"

#include <array>

using namespace locality;
using core::Combinations;
using In = std::vector<std::vector<std::int32_t>>;

namespace {

/// Four zones in a row, 100 m a side, with 100, 200, 300 and 400 residents; the first two are IMD1.
model::Inputs small_city() {
    model::Inputs in;
    in.project.title = "Rowtown";
    in.zones = test::grid_layer(4, 1);
    model::ResidentsTable residents;
    residents.code = {"Z00", "Z01", "Z02", "Z03"};
    residents.total = model::Values::of({100, 200, 300, 400});
    in.residents = residents;
    model::DeprivationTable deprivation;
    deprivation.edition = 2025;
    deprivation.code = residents.code;
    deprivation.decile = model::Values::of({1, 1, 6, 9});
    deprivation.score = deprivation.rank = model::Values(4);
    in.deprivation = deprivation;
    return in;
}

void add_boundaries(model::Inputs& in, const std::string& id, geo::Shapes shapes) {
    model::FootprintSpec spec;
    spec.id = spec.title = id;
    spec.origin = model::Origin::boundaries;
    model::Layer layer;
    layer.id = id;
    for (std::size_t i = 0; i < shapes.shape_count(); ++i) layer.code.push_back(id + std::to_string(i + 1));
    layer.name = layer.code;
    layer.shapes = std::move(shapes);
    in.project.footprints.push_back(spec);
    in.footprints.push_back({std::move(layer), {}});
}

void add_lookup(model::Inputs& in, const std::string& id, std::vector<model::LookupTable::Row> rows) {
    model::FootprintSpec spec;
    spec.id = spec.title = id;
    spec.origin = model::Origin::lookup;
    model::LookupTable lookup;
    lookup.rows = std::move(rows);
    in.project.footprints.push_back(spec);
    in.footprints.push_back({{}, std::move(lookup)});
}

geo::Shapes rectangles(std::initializer_list<std::array<double, 4>> list) {
    geo::Shapes shapes;
    for (const auto& r : list) made::add(shapes, made::rectangle(r[0], r[1], r[2], r[3]));
    return shapes;
}

std::size_t set(const model::Result& r, const char* id) {
    for (std::size_t s = 0; s < r.sets.size(); ++s)
        if (r.sets[s].id == id) return s;
    throw 0;
}

double amount(const Combinations& c, const In& in, const char* column) {
    for (std::size_t i = 0; i < c.combination.size(); ++i)
        if (c.combination[i].in == in) return model::find_column(c.columns, column)->values.number[i];
    FAIL("no such combination");
    throw 0;
}

void require_closed(const Combinations& c) {
    for (const auto& total : c.totals) {
        INFO(total.column << ": " << total.combined << " of " << total.zones);
        REQUIRE(total.closes);
    }
}

}  // namespace

TEST_CASE("whole zones combine as they stand, gaps included") {
    model::Inputs in = small_city();
    add_lookup(in, "north", {{"Z00", "N1", "", 1}, {"Z01", "N1", "", 1}, {"Z02", "N2", "", 1}});
    add_lookup(in, "east", {{"Z01", "E1", "", 1}, {"Z02", "E1", "", 1}});
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "north"), set(r, "east")};
    const Combinations c = core::combinations(r, sets);
    require_closed(c);
    REQUIRE(c.combination.size() == 4);
    CHECK(c.combination.front().in == In{{}, {}});
    CHECK(amount(c, {{}, {}}, "residents") == 400);
    CHECK(amount(c, {{0}, {}}, "residents") == 100);
    CHECK(amount(c, {{0}, {0}}, "residents") == 200);
    CHECK(amount(c, {{0}, {0}}, "imd1_residents") == 200);
    CHECK(amount(c, {{1}, {0}}, "imd1_residents") == 0);
    CHECK(amount(c, {{1}, {0}}, "hectares") == Approx(1));
    CHECK(c.basis == model::Basis::lookup);
    CHECK(model::find_column(c.columns, "registered")->values.status[0] == model::Status::missing);
    const geo::Shapes pieces = core::pieces_of(c, r);
    REQUIRE(pieces.shape_count() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(geo::area_m2(pieces, i) == Approx(10000));
}

TEST_CASE("a set that cuts zones and claims ground twice still counts everybody once") {
    model::Inputs in = small_city();
    // The first ends in the middle of zone 1, the second begins at three quarters of zone 0; zone 3 is free.
    add_boundaries(in, "F", rectangles({{0, 0, 150, 100}, {75, 0, 225, 100}}));
    add_lookup(in, "half", {{"Z00", "A", "", 1}, {"Z01", "A", "", 1}, {"Z02", "B", "", 1}, {"Z03", "B", "", 1}});
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "F"), set(r, "half")};
    const Combinations c = core::combinations(r, sets);
    require_closed(c);
    CHECK(amount(c, {{0}, {0}}, "residents") == Approx(75));
    CHECK(amount(c, {{0, 1}, {0}}, "residents") == Approx(25 + 100));
    CHECK(amount(c, {{1}, {0}}, "residents") == Approx(100));
    CHECK(amount(c, {{1}, {1}}, "residents") == Approx(300));
    CHECK(amount(c, {{}, {1}}, "residents") == Approx(400));
    CHECK(c.basis == model::Basis::area);
    const geo::Shapes pieces = core::pieces_of(c, r);
    for (std::size_t i = 0; i < c.combination.size(); ++i)
        CHECK(geo::area_m2(pieces, i) == Approx(10000 * c.columns[0].values.number[i]).margin(0.01));
    CHECK(core::words_of(c.combination[2].in[0], r.sets[sets[0]].code) == "F1 + F2");
    CHECK(core::words_of({}, r.sets[sets[0]].code) == "none");
}

TEST_CASE("two sets that cut zones are divided by the people who live there") {
    model::Inputs in = small_city();
    add_boundaries(in, "W", rectangles({{0, 0, 50, 100}, {50, 0, 350, 100}}));
    add_boundaries(in, "S", rectangles({{0, 0, 400, 50}, {0, 50, 400, 50}}));
    model::PointLayer points;
    points.id = "weights";
    points.unit = "residents";
    points.code = {"a", "b", "c", "d", "e", "f"};
    points.place = {{10, 10}, {90, 90}, {150, 10}, {250, 10}, {350, 90}, {60, 10}};
    points.weight = model::Values::of({3, 5, 1, 1, 1, 2});
    in.weights = points;
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "W"), set(r, "S")};
    const Combinations c = core::combinations(r, sets);
    require_closed(c);
    CHECK(c.basis == model::Basis::residents);
    CHECK(amount(c, {{0}, {0}}, "residents") == Approx(30));
    CHECK(amount(c, {{1}, {1}}, "residents") == Approx(50 + 400));
    CHECK(amount(c, {{1}, {0}}, "residents") == Approx(20 + 200 + 300));
    CHECK(amount(c, {{0}, {1}}, "hectares") == Approx(0.25));
    CHECK(amount(c, {{0}, {1}}, "residents") == 0);

    const model::CodedCrosswalk in_s = core::footprints_in_footprints(c, r, "residents");
    CHECK(in_s.shares.whole[0] == Approx(30));
    CHECK(in_s.shares.shares_of(0)[0] == 1);
    CHECK(in_s.shares.shares_of(1)[0] == Approx(520.0 / 970));
    CHECK_THROWS_AS(core::footprints_in_footprints(c, r, "cats"), std::invalid_argument);
}

TEST_CASE("shares alone are taken as independent, and said to be") {
    model::Inputs in = small_city();
    add_lookup(in, "x", {{"Z00", "X1", "", 0.5}, {"Z00", "X2", "", 0.5}, {"Z01", "X1", "", 1}});
    add_lookup(in, "y", {{"Z00", "Y1", "", 0.2}, {"Z02", "Y1", "", 1}});
    const model::Result r = core::reconcile(std::move(in));
    const std::array both{set(r, "x"), set(r, "y")};
    const Combinations c = core::combinations(r, both);
    require_closed(c);
    CHECK(c.independent);
    CHECK(amount(c, {{0}, {0}}, "residents") == Approx(10));
    CHECK(amount(c, {{1}, {}}, "residents") == Approx(40));
    CHECK(amount(c, {{0}, {}}, "residents") == Approx(40 + 200));
    const std::array one{set(r, "x")};
    CHECK_FALSE(core::combinations(r, one).independent);
    CHECK_THROWS_AS(core::combinations(r, {}), std::invalid_argument);
}

TEST_CASE("a blank count makes its combinations blank, not nought") {
    model::Inputs in = small_city();
    in.residents->total.set_blank(2, model::Status::suppressed);
    add_lookup(in, "half", {{"Z00", "A", "", 1}, {"Z01", "A", "", 1}, {"Z02", "B", "", 1}, {"Z03", "B", "", 1}});
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "half")};
    const Combinations c = core::combinations(r, sets);
    require_closed(c);
    const model::Values& residents = model::find_column(c.columns, "residents")->values;
    CHECK(residents.number[0] == 300);
    CHECK(residents.status[1] == model::Status::suppressed);
}

TEST_CASE("random sets of every kind conserve all there is", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> people(0, 900), group(0, 4);
    model::Inputs in;
    in.zones = test::grid_layer(9, 9, 'Z', 100);
    model::ResidentsTable residents;
    residents.code = in.zones.code;
    std::vector<double> count;
    for (std::size_t z = 0; z < in.zones.code.size(); ++z) count.push_back(people(random));
    residents.total = model::Values::of(count);
    in.residents = residents;
    add_boundaries(in, "A", made::stars(seed, 9, 900, 300, 13));
    add_boundaries(in, "B", made::grid(-50, -50, 333, 3, 2));
    std::vector<model::LookupTable::Row> rows;
    for (const std::string& code : in.zones.code)
        if (const int g = group(random); g < 4) rows.push_back({code, "G" + std::to_string(g), "", 1});
    add_lookup(in, "G", rows);
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "A"), set(r, "B"), set(r, "G")};
    const Combinations c = core::combinations(r, sets);
    require_closed(c);
    // What footprints hold together is what each set's own crosswalk says.
    for (const char* id : {"A", "B", "G"}) {
        const std::size_t slot = id[0] == 'A' ? 0 : id[0] == 'B' ? 1 : 2;
        const model::FootprintSet& own = *r.set(id);
        std::vector<double> sum(own.code.size(), 0.0);
        for (std::size_t i = 0; i < c.combination.size(); ++i)
            for (const std::int32_t f : c.combination[i].in[slot])
                sum[static_cast<std::size_t>(f)] += c.columns[1].values.number[i];
        for (std::size_t f = 0; f < sum.size(); ++f)
            if (const double figure = model::find_column(own.columns, "residents")->values.number[f];
                !std::isnan(figure))
                REQUIRE(sum[f] == Approx(figure).epsilon(1e-4).margin(1e-3));
    }
    // The same with the sets the other way round, and the same bytes again.
    const std::array back{sets[2], sets[1], sets[0]};
    const Combinations d = core::combinations(r, back);
    REQUIRE(d.combination.size() == c.combination.size());
    const Combinations again = core::combinations(r, sets);
    REQUIRE(again.columns[1].values.number == c.columns[1].values.number);
}
