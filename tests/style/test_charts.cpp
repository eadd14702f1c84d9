#include "catch.h"
#include "style/chart.h"

#include <cmath>

using namespace locality;
using model::Sex;
using model::Standing;
using model::Status;
using model::Values;
using style::Chart;
using style::ChartInk;
using style::ChartKey;
using style::MarkShape;

namespace {

constexpr double none = model::no_value;

const model::ChartSubject westerly{"Westerly", "L01", "Local Care Partnerships", "Town", "Source: made up", true};

model::AgePyramid two_bands() {
    model::AgePyramid p;
    p.bands = {{0, 49}, {50, 999}};
    p.sides = {{Sex::female, Values::of({40, 60}), Values::of({20, 30}), Values::of({25, 26})},
               {Sex::male, Values::of({30, 70}), Values::of({15, 35}), Values::of({24, 25})}};
    p.per_year = false;
    return p;
}

model::SpineLine spine_line(Standing standing, double place) {
    model::SpineLine line;
    line.title = "Adults who smoke";
    line.unit = "%";
    line.period = "2024";
    line.polarity = model::Polarity::low_is_good;
    line.here = {12.34, Status::known, {11, 13.5}, standing, "smoking/lcp/L01/2024"};
    line.whole = 15;
    line.whole_status = Status::known;
    line.worst = 20;
    line.best = 10;
    line.lower_quarter = 12;
    line.upper_quarter = 17;
    line.known = line.footprints = 7;
    line.place = place;
    line.place_worst = 0;
    line.place_lower = 0.3;
    line.place_upper = 0.8;
    line.place_best = 1;
    line.place_whole = 0.5;
    return line;
}

bool has_key(const Chart& chart, ChartKey::Is is) {
    for (const ChartKey& key : chart.keys)
        if (key.is == is) return true;
    return false;
}

bool has_note(const Chart& chart, const std::string& part) {
    for (const std::string& note : chart.notes)
        if (note.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("scales are round", "[charts]") {
    const style::RoundScale s = style::round_scale(0, 17.3, 6);
    CHECK(s.step == 5);
    CHECK(s.from == 0);
    CHECK(s.to == 20);
    CHECK(s.decimals == 0);
    const style::RoundScale small = style::round_scale(0.011, 0.048, 6);
    CHECK(small.step == Approx(0.01));
    CHECK(small.from == Approx(0.01));
    CHECK(small.to == Approx(0.05));
    CHECK(small.decimals == 2);
    const style::RoundScale below = style::round_scale(-7, 3, 6);
    CHECK(below.from == -8);
    CHECK(below.to == 4);
    CHECK(style::round_scale(5, 5, 6).to > 5);
}

TEST_CASE("missing, withheld and nought are three things in words", "[charts]") {
    CHECK(style::value_words(0, Status::known, "%", 1) == "0.0%");
    CHECK(style::value_words(none, Status::missing, "%", 1) == "no data");
    CHECK(style::value_words(none, Status::suppressed, "%", 1) == "withheld");
    CHECK(style::value_words(1234.5, Status::known, "people", 0) == "1,234");
    CHECK(style::value_words(80.12, Status::known, "years", 1) == "80.1 years");
}

TEST_CASE("a pyramid has women to the left, the oldest on top, the whole as outline", "[charts]") {
    const Chart chart = style::pyramid_chart(two_bands(), westerly);
    REQUIRE(chart.places.size() == 2);
    CHECK(chart.places[0].label == "50+");
    REQUIRE(chart.marks.size() == 4);
    CHECK(chart.marks[0].at == -30);
    CHECK(chart.marks[0].ink == ChartInk::female);
    CHECK(chart.marks[0].name == "Female, aged 50+");
    CHECK(chart.marks[0].words == "60, 30.0 % of residents; Town 26.0%");
    CHECK(chart.marks[3].at == 15);
    REQUIRE(chart.lines.size() == 2);
    CHECK(chart.lines[0].points[0].second == -26);
    CHECK(chart.lines[0].stepped);
    CHECK(chart.values.from == -chart.values.to);
    for (const style::ChartTick& tick : chart.values.ticks) CHECK(tick.label[0] != '-');
    CHECK(chart.synthetic);
    CHECK(chart.table.header.size() == 7);
    CHECK(chart.table.rows[0][1].text == "40");
    CHECK(chart.notes.back() == "Source: made up");
}

TEST_CASE("blank bands are marked by what they are", "[charts]") {
    model::AgePyramid p = two_bands();
    p.sides[0].people.set_blank(0, Status::suppressed);
    p.sides[0].share.set_blank(0, Status::suppressed);
    p.sides[1].people.set(0, 0);
    p.sides[1].share.set(0, 0);
    const Chart chart = style::pyramid_chart(p, westerly);
    CHECK(chart.marks[1].status == Status::suppressed);
    CHECK(chart.marks[1].words == "withheld; Town 25.0%");
    CHECK(chart.marks[3].status == Status::known);
    CHECK(chart.marks[3].at == 0);
    CHECK(has_key(chart, ChartKey::Is::suppressed));
    CHECK_FALSE(has_key(chart, ChartKey::Is::missing));
    CHECK(chart.table.rows[0][1].text == "withheld");
}

TEST_CASE("without ages there is no pyramid, and the chart says so", "[charts]") {
    const Chart chart = style::pyramid_chart({}, westerly);
    CHECK(empty(chart));
    CHECK_FALSE(chart.reading.empty());
}

TEST_CASE("deciles mark the most deprived tenth and read it aloud", "[charts]") {
    model::DecilePeople people;
    people.edition = 2025;
    std::vector<double> count(10, 100), share(10, 10);
    people.people = Values::of(count);
    people.share = people.whole_share = Values::of(share);
    people.people.set_blank(3, Status::missing);
    people.share.set_blank(3, Status::missing);
    people.unknown_people = 12;
    const Chart chart = style::deciles_chart(people, westerly);
    CHECK(chart.title == "Residents by IMD 2025 decile");
    REQUIRE(chart.marks.size() == 10);
    CHECK(chart.marks[0].emphasised);
    CHECK_FALSE(chart.marks[1].emphasised);
    CHECK(chart.marks[9].decile == 10);
    CHECK(chart.places[0].value == "100 (10.0%)");
    CHECK(chart.places[3].value == "no data");
    CHECK(chart.reading ==
          "100 of its residents (10.0%) live in zones of the most deprived 10% in England; in Town 10.0%.");
    CHECK(has_key(chart, ChartKey::Is::missing));
    CHECK(chart.notes.front() == "12 residents live in zones whose decile is not known.");
}

TEST_CASE("a spine's marks have a shape and a colour by standing", "[charts]") {
    const std::vector<model::SpineLine> lines{
        spine_line(Standing::better, 0.8), spine_line(Standing::similar, 0.5), spine_line(Standing::worse, 0.2),
        spine_line(Standing::higher, 0.6), spine_line(Standing::lower, 0.4),   spine_line(Standing::not_compared, 0.5)};
    const Chart chart = style::spine_chart(lines, westerly);
    const MarkShape shapes[] = {MarkShape::circle, MarkShape::diamond, MarkShape::square,
                                MarkShape::up,     MarkShape::down,    MarkShape::ring};
    REQUIRE(chart.marks.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) CHECK(chart.marks[i].shape == shapes[i]);
    CHECK(chart.marks[0].ink == ChartInk::better);
    CHECK(chart.marks[0].at == 0.8);
    CHECK(chart.marks[0].figure == "smoking/lcp/L01/2024");
    CHECK(chart.marks[0].name == "Adults who smoke, 2024");
    CHECK(
        chart.marks[0].words ==
        "12.3%, 95% limits 11.0 to 13.5, better than Town; Town 15.0%; worst 20.0%, best 10.0% of 7 footprints; middle "
        "half 12.0% to 17.0%");
    CHECK(chart.places[0].band_from == 0.3);
    CHECK(chart.places[0].whole == 0.5);
    CHECK(chart.reading == "Beside Town: 1 better, 1 similar, 1 worse, 1 higher, 1 lower.");
}

TEST_CASE("England has its own mark on a spine where it is known, else none", "[charts]") {
    std::vector<model::SpineLine> lines{spine_line(Standing::better, 0.8), spine_line(Standing::worse, 0.2)};
    CHECK_FALSE(has_key(style::spine_chart(lines, westerly), ChartKey::Is::england));
    lines[1].england = 16.5;
    lines[1].place_england = 0.35;
    const Chart chart = style::spine_chart(lines, westerly);
    CHECK(has_key(chart, ChartKey::Is::england));
    CHECK(std::isnan(chart.places[0].england));
    CHECK(chart.places[1].england == 0.35);
    CHECK_THAT(chart.marks[1].words, LOCALITY_CONTAINS("England 16.5%"));
    CHECK(chart.marks[0].words.find("England") == std::string::npos);
    REQUIRE(chart.table.header[7] == "England");
    CHECK(chart.table.rows[0][7].text.empty());
    CHECK(chart.table.rows[1][7].text == "16.5");
}

TEST_CASE("compared footprints stand in rows under each indicator", "[charts]") {
    model::ChartSubject other = westerly;
    other.name = "Easterly";
    const std::vector<style::ComparedSpine> both{{westerly, {spine_line(Standing::better, 0.8)}},
                                                 {other, {spine_line(Standing::worse, 0.1)}}};
    const Chart chart = style::compared_chart(both);
    REQUIRE(chart.places.size() == 3);
    CHECK(chart.places[0].heading);
    CHECK(chart.places[2].label == "Easterly");
    REQUIRE(chart.marks.size() == 2);
    CHECK(chart.marks[1].place == 2);
    CHECK(chart.marks[1].name == "Easterly: Adults who smoke, 2024");
    CHECK(empty(style::compared_chart({})));
}

TEST_CASE("a trend stands at its years and breaks where a period is blank", "[charts]") {
    model::PeriodSeries series;
    series.title = "Smoking";
    series.unit = "%";
    series.points = {{"2019", 2019.5, {20, Status::known, {18, 22}, Standing::worse, "a"}, {15, Status::known}},
                     {"2020", 2020.5, {none, Status::suppressed}, {15, Status::known}},
                     {"2024", 2024.5, {12, Status::known, {10, 14}, Standing::better, "b"}, {15, Status::known}}};
    const Chart chart = style::trend_chart(series, westerly);
    CHECK_FALSE(chart.in_rows);
    CHECK(chart.places[2].at == 2024.5);
    CHECK(chart.marks[0].shape == MarkShape::square);
    CHECK(chart.marks[1].status == Status::suppressed);
    CHECK(chart.marks[2].words == "12.0%, 95% limits 10.0 to 14.0, better than Town; Town 15.0%");
    CHECK(std::isnan(chart.lines.back().points[1].second));
    CHECK(chart.lines.front().dashed);
    CHECK(chart.values.from == 0);
    CHECK(chart.values.to >= 22);
    CHECK(has_key(chart, ChartKey::Is::suppressed));
    series.points[0].year = none;
    CHECK(style::trend_chart(series, westerly).places[2].at == 2);
    series.breakdown = "ethnicity=A = B; age_band=16_24";
    CHECK(style::trend_chart(series, westerly).title == "Smoking, ethnicity: A = B; age band: 16_24");
}

TEST_CASE("a gradient stands where its people stand, with the line of the slope", "[charts]") {
    model::Gradient g;
    g.title = "Smoking";
    g.unit = "%";
    g.period = "2024";
    g.groups = {{"1", 0, 0.4, 400, {30, Status::known, {27, 33}}}, {"10", 0.4, 1, 600, {10, Status::known, {8, 12}}}};
    g.line_start = 35;
    g.line_end = 5;
    g.slope = -30;
    g.slope_limits = {-33, -27};
    const Chart chart = style::gradient_chart(g, westerly);
    CHECK(chart.places[0].at == Approx(0.2));
    CHECK(chart.places[1].at == Approx(0.7));
    REQUIRE(chart.lines.size() == 1);
    CHECK(chart.lines[0].points == std::vector<std::pair<double, double>>{{0, 35}, {1, 5}});
    CHECK(chart.marks[0].emphasised);
    CHECK(chart.values.to >= 35);
    CHECK(chart.reading ==
          "Slope index of inequality -30.0 percentage points, 95% limits -33.0 to -27.0: the least deprived end less "
          "the most deprived.");
    g.no_slope = "fewer than five deprivation groups have people";
    CHECK(style::gradient_chart(g, westerly).lines.empty());
    CHECK_FALSE(has_note(chart, "withheld, so that few people"));

    g.by_people = false;
    g.groups[1].people = none;
    g.groups[1].value = {none, Status::suppressed};
    const Chart kept = style::gradient_chart(g, westerly);
    CHECK(kept.marks[1].status == Status::suppressed);
    CHECK(kept.marks[1].words == "withheld");
    CHECK(kept.across.title == "From the most deprived to the least, one after the other");
    CHECK(kept.table.rows[1][1].text == "withheld");
    CHECK(kept.table.rows[1][2].text.empty());
    CHECK(has_key(kept, ChartKey::Is::suppressed));
    CHECK(has_note(kept, "withheld, so that few people"));
}

TEST_CASE("a gap is drawn to its target and judged", "[charts]") {
    model::GapSeries s;
    s.title = "Smoking";
    s.unit = "%";
    s.points = {
        {"2020", 2020.5, {20, Status::known, {18, 22}}, {35, Status::known}, {15, Status::known}, {18, Status::known}},
        {"2024", 2024.5, {16, Status::known, {14, 18}}, {30, Status::known}, {14, Status::known}, {17, Status::known}}};
    s.course = "closing, beyond chance";
    s.target = model::GapSeries::Target{0.1, 2020.5, 20, 2028.5, 18, 19, "2020", "on course", 2028};
    const Chart chart = style::gap_chart(s, westerly);
    REQUIRE(chart.marks.size() == 3);
    CHECK(chart.marks[2].shape == MarkShape::flag);
    CHECK(chart.marks[2].at == 18);
    CHECK(chart.marks[2].words == "18.0 percentage points; on course");
    CHECK(chart.across.to > 2028.5);
    CHECK(chart.values.from == 0);
    CHECK(chart.reading ==
          "From 2020 to 2024 the gap is: closing, beyond chance. Target: 10% smaller by 2028 than in 2020: on course "
          "(due "
          "now 19.0 percentage points).");
    CHECK(chart.table.rows[1][3].text == "16.0");
    s.target.reset();
    CHECK(style::gap_chart(s, westerly).marks.size() == 2);
    s.points[0] = {"2020", 2020.5, {none, Status::suppressed}, {none, Status::suppressed}, {15, Status::known}, {}};
    const Chart withheld = style::gap_chart(s, westerly);
    CHECK(withheld.marks[0].status == Status::suppressed);
    CHECK(withheld.marks[0].words == "withheld");
    CHECK(withheld.table.rows[0][1].text == "withheld");
    CHECK(withheld.table.rows[0][6].text == "no data");
    CHECK(has_key(withheld, ChartKey::Is::suppressed));
    CHECK(has_note(withheld, "withheld, so that few people"));
}
