#include "catch.h"
#include "core/combination_ground.h"
#include "core/overlap_matrix.h"
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
    model::FootprintSet wards;
    wards.code = {"E1", "E2", "E3"};
    wards.name = {"Abbey", "Roundhay", "Abbey"};
    CHECK(core::names_told_apart(wards) == std::vector<std::string>{"Abbey (E1)", "Roundhay", "Abbey (E3)"});
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

namespace {

/// Two half-open footprints that overlap and leave zone 3 free, against whole zones.
model::Result double_claims() {
    model::Inputs in = small_city();
    add_boundaries(in, "F", rectangles({{0, 0, 150, 100}, {75, 0, 225, 100}}));
    add_lookup(in, "half", {{"Z00", "A", "", 1}, {"Z01", "A", "", 1}, {"Z02", "B", "", 1}});
    return core::reconcile(std::move(in));
}

}  // namespace

TEST_CASE("the matrix of two sets holds every combination once, and its totals agree") {
    using enum core::OverlapAs;
    const model::Result r = double_claims();
    const std::array sets{set(r, "F"), set(r, "half")};
    const Combinations c = core::combinations(r, sets);
    const core::OverlapMatrix m = core::overlap_matrix(c);
    CHECK(m.rows == In{{}, {0}, {0, 1}, {1}});
    CHECK(m.columns == In{{}, {0}, {1}});
    CHECK(m.combination.size() == c.combination.size());
    CHECK(m.row_begin.size() == m.rows.size() + 1);
    const model::Column& residents = *model::find_column(c.columns, "residents");
    const core::OverlapSums sums = core::overlap_sums(m, residents);
    CHECK(sums.all.number == Approx(1000));
    double rows = 0, columns = 0;
    for (const core::OverlapAmount& a : sums.rows) rows += a.number;
    for (const core::OverlapAmount& a : sums.columns) columns += a.number;
    CHECK(rows == Approx(1000));
    CHECK(columns == Approx(1000));
    const auto at = [&](std::size_t row, std::size_t column, core::OverlapAs as) {
        return core::overlap_figure(m, sums, residents, row, column, as);
    };
    CHECK(at(2, 1, amount)->number == Approx(125));
    CHECK(at(2, 1, share_of_row)->number == Approx(1));
    CHECK(at(2, 1, share_of_column)->number == Approx(125.0 / 300));
    CHECK(at(core::totals_line, 1, amount)->number == Approx(300));
    CHECK(at(core::totals_line, 1, share_of_row)->number == Approx(0.3));
    CHECK(at(core::totals_line, 1, share_of_column)->number == Approx(1));
    CHECK_FALSE(at(2, 2, amount));  // they do not meet: not nought
    CHECK(core::combination_at(m, 2, 2) == -1);
    CHECK(core::combination_at(m, core::totals_line, 0) == -1);
    CHECK(c.combination[static_cast<std::size_t>(core::combination_at(m, 2, 1))].in == In{{0, 1}, {0}});
    const core::ClaimSums claims = core::claim_sums(c, residents);
    CHECK(claims.several[0].number == Approx(125));
    CHECK(claims.several[1].number == 0);
    CHECK(claims.none[1].number == Approx(400));
    const std::array one{sets[0]};
    CHECK_THROWS_AS(core::overlap_matrix(core::combinations(r, one)), std::invalid_argument);
    const core::CombinationWords words = core::combination_words(c, r);
    CHECK(words.header == std::vector<std::string>{"F_code", "F_name", "half_code", "half_name"});
    CHECK(words.rows[0] == std::vector<std::string>{"", "", "", ""});
}

TEST_CASE("what is blank makes the totals it reaches blank, and no other") {
    model::Inputs in = small_city();
    in.residents->total.set_blank(2, model::Status::suppressed);
    add_lookup(in, "half", {{"Z00", "A", "", 1}, {"Z01", "A", "", 1}, {"Z02", "B", "", 1}, {"Z03", "B", "", 1}});
    add_lookup(in, "odd", {{"Z00", "O", "", 1}, {"Z01", "P", "", 1}, {"Z02", "O", "", 1}, {"Z03", "P", "", 1}});
    const model::Result r = core::reconcile(std::move(in));
    const std::array sets{set(r, "half"), set(r, "odd")};
    const Combinations c = core::combinations(r, sets);
    const core::OverlapMatrix m = core::overlap_matrix(c);
    const core::OverlapSums sums = core::overlap_sums(m, *model::find_column(c.columns, "residents"));
    CHECK(sums.rows[0].number == 300);
    CHECK(sums.rows[1].status == model::Status::suppressed);
    CHECK(sums.columns[0].status == model::Status::suppressed);
    CHECK(sums.columns[1].number == 600);
    CHECK(sums.all.status == model::Status::suppressed);
    const auto share =
        core::overlap_figure(m, sums, *model::find_column(c.columns, "residents"), 1, 1, core::OverlapAs::share_of_row);
    CHECK(share->status == model::Status::suppressed);
}

TEST_CASE("one piece alone is the piece of the whole cut") {
    const model::Result r = double_claims();
    const std::array sets{set(r, "F"), set(r, "half")};
    const Combinations c = core::combinations(r, sets);
    for (std::size_t i = 0; i < c.combination.size(); ++i) {
        const geo::Shapes piece = core::piece_of(c, r, i);
        double m2 = 0;
        for (std::size_t shape = 0; shape < piece.shape_count(); ++shape) m2 += geo::area_m2(piece, shape);
        INFO(i);
        CHECK(m2 == Approx(10000 * c.columns[0].values.number[i]).margin(0.01));
    }
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(core::pieces_of(c, r, 0, {{}, stop.get_token()}), model::Cancelled);
    CHECK_THROWS_AS(core::combinations(r, sets, 0, {{}, stop.get_token()}), model::Cancelled);
}

TEST_CASE("gaps and double claims of a set are found on the ground") {
    const model::Result r = double_claims();
    const std::array sets{set(r, "F"), set(r, "half")};
    const Combinations c = core::combinations(r, sets);
    const core::DisputedGround of_lines = core::disputed_ground(c, r, 0);
    // The two reach from 0 to 300 m: zone 3 is free; from 75 to 150 both claim.
    REQUIRE(of_lines.pieces.size() == 2);
    CHECK(of_lines.pieces[0].zone == 3);
    CHECK(of_lines.pieces[0].hectares == Approx(1));
    CHECK(of_lines.pieces[1].in == std::vector<std::int32_t>{0, 1});
    CHECK(of_lines.pieces[1].hectares == Approx(0.75));
    CHECK(geo::area_m2(of_lines.shapes, 1) == Approx(7500));
    const core::DisputedGround of_zones = core::disputed_ground(c, r, 1);
    REQUIRE(of_zones.pieces.size() == 1);
    CHECK(of_zones.pieces[0].zone == 3);
    CHECK(of_zones.shapes.shape_count() == 1);
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
