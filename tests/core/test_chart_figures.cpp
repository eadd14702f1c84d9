#include "catch.h"
#include "core/chart_figures.h"
#include "core/england_figures.h"
#include "model/errors.h"

#include <algorithm>
#include <cmath>

using namespace locality;
using model::Sex;
using model::Standing;
using model::Status;
using model::Values;

namespace {

constexpr double none = model::no_value;

model::Column column(const char* id, std::vector<double> numbers) {
    return {id, id, "", 0, Values::of(std::move(numbers))};
}

void assign(model::FootprintSet& set, const std::vector<std::vector<std::pair<int, double>>>& zones) {
    set.crosswalk.footprint_count = set.code.size();
    for (const auto& zone : zones) {
        for (const auto& [footprint, share] : zone) {
            set.crosswalk.footprint.push_back(footprint);
            set.crosswalk.share.push_back(share);
        }
        set.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(set.crosswalk.footprint.size()));
    }
}

model::Estimate estimate(const char* period, int footprint, double value, Sex sex = Sex::all) {
    model::Estimate e;
    e.period = period;
    e.sex = sex;
    e.footprint = footprint;
    e.value = value;
    e.status = std::isnan(value) ? Status::missing : Status::known;
    e.limits_95 = {value - 1, value + 1};
    return e;
}

/// Four zones with 100, 200, 300 and 400 residents in deciles 1, 1, 5 and none. Footprint A has the first and half of
/// the second; B the other half and the last two; C nothing. Ages: 0-9, 10-19, 20 and over, of women and men.
model::Result town() {
    model::Result r;
    r.title = "Town";
    r.zones.code = {"Z1", "Z2", "Z3", "Z4"};
    r.zone_columns = {column("residents", {100, 200, 300, 400}), column("imd_decile", {1, 1, 5, none}),
                      column("imd_rank", {10, 20, 15'000, none})};
    model::FootprintSet set, whole;
    set.id = "ward";
    set.title = "Wards";
    set.code = set.name = {"A", "B", "C"};
    assign(set, {{{0, 1}}, {{0, 0.5}, {1, 0.5}}, {{1, 1}}, {{1, 1}}});
    set.columns = {column("residents", {200, 800, 0})};
    set.groups = {{Sex::female, 0, 9}, {Sex::female, 10, 19}, {Sex::female, 20, 999}, {Sex::male, 0, 9},
                  {Sex::male, 10, 19}, {Sex::male, 20, 999},  {Sex::female, 0, 19},   {Sex::all, 0, 999}};
    for (const std::vector<double>& n : std::vector<std::vector<double>>{{20, 80, 0},
                                                                         {30, 90, 0},
                                                                         {50, 230, 0},
                                                                         {10, 70, 0},
                                                                         {40, none, 0},
                                                                         {50, 240, 0},
                                                                         {50, 170, 0},
                                                                         {200, 800, 0}})
        set.people.push_back(Values::of(n));
    whole = set;
    whole.id = model::whole_set_id;
    whole.code = whole.name = {"all"};
    whole.crosswalk = {};
    assign(whole, {{{0, 1}}, {{0, 1}}, {{0, 1}}, {{0, 1}}});
    whole.columns = {column("residents", {1000})};
    for (Values& v : whole.people) v = Values::of({100});
    model::IndicatorInfo info;
    info.id = "x";
    info.title = "X";
    info.unit = "%";
    info.polarity = model::Polarity::low_is_good;
    r.indicators = {info};
    set.estimates = {estimate("2024", 0, 10),
                     estimate("2024", 1, 20),
                     estimate("2024", 2, 40),
                     estimate("2020", 0, 12),
                     estimate("2020", 1, 22),
                     estimate("2020", 2, none),
                     estimate("2024", 0, 9, Sex::female)};
    set.estimates[0].standing_95 = Standing::better;
    whole.estimates = {estimate("2024", 0, 20), estimate("2020", 0, 21)};
    r.sets = {set, whole};
    return r;
}

}  // namespace

TEST_CASE("a pyramid has the narrowest bands that tile, as shares of all residents", "[charts]") {
    const model::AgePyramid p = core::age_pyramid(town(), 0, 0);
    REQUIRE(p.bands == std::vector<model::AgeBand>{{0, 9}, {10, 19}, {20, 999}});
    REQUIRE(p.sides.size() == 2);
    CHECK(p.sides[0].sex == Sex::female);
    CHECK(p.sides[0].people.number == std::vector<double>{20, 30, 50});
    CHECK_FALSE(p.per_year);                          // bands of ten years; the last has no end
    CHECK(p.sides[0].share.number[0] == Approx(10));  // 20 of 200
    CHECK(p.sides[1].share.number[2] == Approx(25));
    CHECK(p.sides[0].whole_share.number[0] == Approx(10));  // 100 of 1,000
}

TEST_CASE("a pyramid keeps a blank band blank", "[charts]") {
    model::Result r = town();
    r.sets[0].people[3].set_blank(1, Status::suppressed);
    const model::AgePyramid p = core::age_pyramid(r, 0, 1);
    CHECK(p.sides[1].share.status[0] == Status::suppressed);
    CHECK(p.sides[1].share.status[1] == Status::missing);
    CHECK(p.sides[1].share.number[2] == Approx(30));                   // residents are published
    CHECK(core::age_pyramid(r, 0, 2).sides[0].people.number[0] == 0);  // nobody is nought, not blank
}

TEST_CASE("without both sexes a pyramid is of all; with holes there is none", "[charts]") {
    model::Result r = town();
    model::FootprintSet& set = r.sets[0];
    set.groups = {{Sex::all, 0, 15}, {Sex::all, 16, 999}, {Sex::female, 0, 15}};
    set.people.resize(3);
    const model::AgePyramid p = core::age_pyramid(r, 0, 0);
    REQUIRE(p.sides.size() == 1);
    CHECK(p.sides[0].sex == Sex::all);
    CHECK(std::isnan(p.sides[0].whole_share.number[0]));  // the whole area has other groups
    set.groups = {{Sex::all, 0, 15}, {Sex::all, 20, 999}};
    set.people.resize(2);
    CHECK(core::age_pyramid(r, 0, 0).bands.empty());
}

TEST_CASE("people by decile, those of unknown decile apart", "[charts]") {
    const model::DecilePeople d = core::decile_people(town(), 0, 1);
    CHECK(d.people.number[0] == 100);  // half of 200
    CHECK(d.people.number[4] == 300);
    CHECK(d.people.number[1] == 0);
    CHECK(d.unknown_people == 400);
    CHECK(d.share.number[0] == Approx(12.5));  // of 800
    CHECK(d.whole_share.number[0] == Approx(30));
    model::Result r = town();
    r.zone_columns[0].values.set_blank(0, Status::suppressed);
    const model::DecilePeople blank = core::decile_people(r, 0, 0);
    CHECK(blank.people.status[0] == Status::suppressed);
    CHECK(blank.people.number[4] == 0);
    CHECK(blank.share.status[4] == Status::missing);  // of how many is not known
    r.zone_columns.erase(r.zone_columns.begin());
    CHECK(core::decile_people(r, 0, 0).people.size() == 0);
}

TEST_CASE("a spine stands between the worst footprint and the best, the whole in the middle", "[charts]") {
    const std::vector<model::SpineLine> lines = core::spine(town(), 0, 0);
    REQUIRE(lines.size() == 1);  // the latest period, all people
    const model::SpineLine& line = lines[0];
    CHECK(line.period == "2024");
    CHECK(line.worst == 40);  // low is good
    CHECK(line.best == 10);
    CHECK(line.lower_quarter == 15);
    CHECK(line.upper_quarter == 30);
    CHECK(line.whole == 20);
    CHECK(line.known == 3);
    // 40 lies 20 from the whole's 20, farther than 10: it stands at 0, the whole at 0.5, 10 at 0.5 + 10 / 40.
    CHECK(line.place_worst == Approx(0.0));
    CHECK(line.place_best == Approx(0.75));
    CHECK(line.place == Approx(0.75));
    CHECK(line.place_lower == Approx(0.25));
    CHECK(line.place_upper == Approx(0.625));
    CHECK(line.here.standing == Standing::better);
    CHECK(line.here.figure == "x/ward/A/2024");
}

TEST_CASE("England stands on a spine where its figure is known, at the end where it lies farthest", "[charts]") {
    CHECK(std::isnan(core::spine(town(), 0, 0)[0].england));
    CHECK(std::isnan(core::spine(town(), 0, 0)[0].place_england));
    model::Result r = town();
    r.indicators[0].england = {{"2023", Sex::all, "", 5}, {"2024", Sex::female, "", 6}, {"2024", Sex::all, "", 24}};
    const model::SpineLine inside = core::spine(r, 0, 0)[0];
    CHECK(inside.england == 24);
    CHECK(inside.place_england == Approx(0.4));  // 4 of 20 to the worse side
    CHECK(inside.place_worst == Approx(0.0));
    r.indicators[0].england[2].value = 60;  // 40 from the whole's 20
    const model::SpineLine outside = core::spine(r, 0, 0)[0];
    CHECK(outside.place_england == Approx(0.0));
    CHECK(outside.place_worst == Approx(0.25));
    CHECK(outside.place_best == Approx(0.625));
}

TEST_CASE("England's figure is the row that a table has for it", "[charts]") {
    model::IndicatorTable table;
    table.kind = model::IndicatorKind::proportion;
    table.multiplier = 100;
    table.slices.push_back({"2024", Sex::all, {"E01000001", "E92000001"}, Values::of({3, 20}), Values::of({10, 80})});
    REQUIRE(core::england_figures(table).size() == 1);
    CHECK(core::england_figures(table)[0].value == Approx(25));
    CHECK(core::england_figures(table)[0].period == "2024");
    table.slices[0].numerator.set_blank(1, Status::suppressed);
    CHECK(core::england_figures(table).empty());
    table.averages = true;
    table.kind = model::IndicatorKind::mean;
    table.slices[0].numerator = Values::of({3, 7.5});
    CHECK(core::england_figures(table)[0].value == 7.5);
    table.slices[0].code[1] = "E01000002";
    CHECK(core::england_figures(table).empty());
    table.slices[0].code[1] = "E92000001";
    table.kind = model::IndicatorKind::count;
    CHECK(core::england_figures(table).empty());
}

TEST_CASE("a spine of a neutral scale runs from low to high; of equal values it has no places", "[charts]") {
    model::Result r = town();
    r.indicators[0].polarity = model::Polarity::neutral;
    CHECK(core::spine(r, 0, 0)[0].worst == 10);
    CHECK(core::spine(r, 0, 0)[0].place == Approx(0.25));
    for (model::Estimate& e : r.sets[0].estimates) e.value = 5;
    CHECK(std::isnan(core::spine(r, 0, 0)[0].place));
}

TEST_CASE("a series runs from the oldest period, the whole area's beside it", "[charts]") {
    const std::vector<model::PeriodSeries> all = core::period_series(town(), 0, 2);
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].points.size() == 2);
    CHECK(all[0].points[0].period == "2020");
    CHECK(all[0].points[0].year == Approx(2020.5));
    CHECK(all[0].points[0].here.status == Status::missing);
    CHECK(all[0].points[0].whole.value == 21);
    CHECK(all[0].points[1].here.value == 40);
}

namespace {

/// Ten zones of 1,000 adults, one in each decile; cases in 2020 and, half as many in decile 1, in 2024.
model::Result ten_zones() {
    model::Result r;
    std::vector<double> decile, rank;
    for (int z = 0; z < 10; ++z) {
        r.zones.code.push_back("Z" + std::to_string(z));
        decile.push_back(z + 1);
        rank.push_back(3000.0 * z + 100);
    }
    r.zone_columns = {column("imd_decile", decile), column("imd_rank", rank)};
    model::FootprintSet set;
    set.id = "all";
    set.code = set.name = {"A"};
    assign(set, std::vector<std::vector<std::pair<int, double>>>(10, {{0, 1.0}}));
    r.sets = {set};
    model::IndicatorInfo info;
    info.id = info.title = "smoking";
    info.unit = "%";
    info.kind = model::IndicatorKind::proportion;
    info.multiplier = 100;
    r.indicators = {info};
    model::PlacedIndicator placed;
    placed.areas = "zones";
    placed.code = r.zones.code;
    for (const auto& [period, first] : {std::pair("2020", 300.0), std::pair("2024", 150.0)}) {
        model::IndicatorTable::Slice slice;
        slice.period = period;
        std::vector<double> cases{first};
        for (int z = 1; z < 10; ++z) cases.push_back(100);
        slice.numerator = Values::of(cases);
        slice.denominator = Values::of(std::vector<double>(10, 1000.0));
        placed.slices.push_back(slice);
    }
    r.placed = {placed};
    return r;
}

}  // namespace

TEST_CASE("a gradient places deciles by their people and draws the slope's line", "[charts]") {
    const model::Result r = ten_zones();
    REQUIRE(core::slices_by_deprivation(r).size() == 1);
    const model::Gradient g = core::gradient(r, 0, 0, {0, Sex::all, ""}, "2020");
    REQUIRE(g.groups.size() == 10);
    CHECK_FALSE(g.quintiles);
    CHECK(g.groups[0].from == 0);
    CHECK(g.groups[0].to == Approx(0.1));
    CHECK(g.groups[0].value.value == Approx(30));
    CHECK(g.groups[9].to == Approx(1));
    // Least squares by hand: x = 0.05 ... 0.95, y = 0.3, then 0.1: slope = sum(dx dy) / sum(dx^2) = -0.09 / 0.825.
    CHECK(g.slope == Approx(100 * -0.09 / 0.825));
    CHECK(g.line_start == Approx(12 + 100 * 0.5 * 0.09 / 0.825));
    CHECK(g.line_end == Approx(12 - 100 * 0.5 * 0.09 / 0.825));
    CHECK_THROWS_AS(core::gradient(r, 0, 0, {0, Sex::all, ""}, "1999"), model::InputError);
    CHECK_THROWS_AS(core::gradient(r, 0, 0, {0, Sex::female, ""}), model::InputError);
}

TEST_CASE("a gap over time knows its course and its target", "[charts]") {
    const model::Result r = ten_zones();
    const model::GapSeries s = core::gap_series(r, 0, 0, {0, Sex::all, ""}, core::GapTarget{0.1, 2028, ""});
    REQUIRE(s.points.size() == 2);
    CHECK(s.points[0].gap.value == Approx(20));
    CHECK(s.points[1].gap.value == Approx(5));
    CHECK(s.points[1].imd1.value == Approx(15));
    CHECK(s.points[1].whole_gap.value == Approx(5));
    CHECK(s.course == "closing, beyond chance");
    REQUIRE(s.target);
    CHECK(s.target->from == "2020");
    CHECK(s.target->start == Approx(20));
    CHECK(s.target->end == Approx(18));
    CHECK(s.target->due_now == Approx(20 * (1 - 0.1 * 4 / 8)));
    CHECK(s.target->judged == "met");
}

TEST_CASE("what was read back has no zones' figures to draw by deprivation", "[charts]") {
    model::Result r = ten_zones();
    r.placed.clear();
    CHECK(core::slices_by_deprivation(r).empty());
    CHECK_THROWS_AS(core::gradient(r, 0, 0, {0, Sex::all, ""}), model::InputError);
}

namespace {

/// The ten zones, sensitive, under a rule; in 2024 three cases in the two least deprived zones.
model::Result sensitive_zones(const char* rule) {
    model::Result r = ten_zones();
    r.indicators[0].sensitive = true;
    r.disclosure.rule = *model::disclosure_rule(rule);
    r.placed[0].slices[1].numerator.set(8, 2);
    r.placed[0].slices[1].numerator.set(9, 1);
    return r;
}

}  // namespace

TEST_CASE("a gradient of a sensitive indicator shows what may be shown, and marks the rest", "[charts][disclosure]") {
    const model::Result r = sensitive_zones("nhs");
    REQUIRE(core::slices_by_deprivation(r).size() == 1);
    const model::Gradient g = core::gradient(r, 0, 0, {0, Sex::all, ""}, "2024");
    const auto kept = std::count_if(g.groups.begin(), g.groups.end(),
                                    [](const auto& group) { return group.value.status == Status::suppressed; });
    for (const auto& group : g.groups)
        if (group.value.status == Status::suppressed) {
            CHECK(std::isnan(group.value.value));
            CHECK(std::isnan(group.value.limits.lower));
            CHECK(std::isnan(group.people));
        }
    REQUIRE_FALSE(g.quintiles);
    CHECK(kept >= 2);
    CHECK(g.groups[9].value.status == Status::suppressed);
    CHECK_FALSE(g.by_people);
    CHECK(g.groups[9].to == Approx(1));
    CHECK_THAT(g.no_slope, LOCALITY_CONTAINS("withheld"));
    // Without a rule it is drawn as it is.
    const model::Gradient open = core::gradient(sensitive_zones("none"), 0, 0, {0, Sex::all, ""}, "2024");
    CHECK(open.groups[9].value.value == Approx(0.1));
}

TEST_CASE("a gap of a sensitive indicator is withheld with its sides", "[charts][disclosure]") {
    model::Result r = sensitive_zones("under5");
    r.placed[0].slices[1].numerator.set(0, 3);  // three cases in decile 1
    const model::GapSeries s = core::gap_series(r, 0, 0, {0, Sex::all, ""}, core::GapTarget{0.1, 2028, ""});
    REQUIRE(s.points.size() == 2);
    CHECK(s.points[0].gap.value == Approx(20));
    CHECK(s.points[1].gap.status == Status::suppressed);
    CHECK(std::isnan(s.points[1].gap.value));
    CHECK(s.points[1].imd1.status == Status::suppressed);
    CHECK_THAT(s.course, LOCALITY_CONTAINS("withheld"));
    CHECK_THAT(s.target->judged, LOCALITY_CONTAINS("withheld"));
}

TEST_CASE("of a sensitive indicator a part of the people is not told by deprivation", "[charts][disclosure]") {
    model::Result r = sensitive_zones("under5");
    r.placed[0].slices.push_back(r.placed[0].slices[1]);
    r.placed[0].slices.back().sex = Sex::female;
    CHECK(core::slices_by_deprivation(r).size() == 1);
    CHECK_THROWS_WITH(core::gradient(r, 0, 0, {0, Sex::female, ""}), LOCALITY_CONTAINS("is sensitive"));
    r.disclosure.rule = {};
    CHECK(core::slices_by_deprivation(r).size() == 2);
    CHECK(core::gradient(r, 0, 0, {0, Sex::female, ""}).groups.size() == 10);
}

TEST_CASE("what one set is shown of a sensitive indicator does not hang on which is asked for",
          "[charts][disclosure]") {
    model::Result r = sensitive_zones("under5");
    model::FootprintSet whole = r.sets[0];
    whole.id = model::whole_set_id;
    model::FootprintSet half;
    half.id = "half";
    half.code = half.name = {"B", "C"};
    std::vector<std::vector<std::pair<int, double>>> shares;
    for (int z = 0; z < 10; ++z) shares.push_back({{z < 5 ? 0 : 1, 1.0}});
    assign(half, shares);
    r.sets = {whole, half};
    const auto history = [&](const model::FootprintSet* inside) {
        return core::inequality_history(r, {{0, Sex::all, ""}, "2024", inside, {}});
    };
    const core::InequalityHistory alone = history(nullptr), with_halves = history(&r.sets[1]);
    CHECK(alone.kept_safe);
    for (std::size_t d = 0; d < 10; ++d)
        CHECK(alone.periods[1].whole.deciles[d].withheld == with_halves.periods[1].whole.deciles[d].withheld);
    const core::InequalityHistory one =
        core::inequality_history(r, {{0, Sex::all, ""}, "2024", &r.sets[1], std::size_t{1}});
    for (std::size_t d = 0; d < 10; ++d)
        CHECK(one.of(1).deciles[d].withheld == with_halves.periods[1].inside[1].deciles[d].withheld);
}
