#include "catch.h"
#include "core/explain.h"
#include "core/figures.h"
#include "core/reconcile.h"
#include "model/errors.h"
#include "row_town.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace locality;
using model::IndicatorKind;
using model::Status;
using model::Values;
using test::row_town;
using test::table;
using test::zones;

TEST_CASE("figures have addresses, and how each came about is told", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::proportion, zones, {30, 20, 10, 40}, {100, 200, 300, 400});
    t.slices[0].period = "2023/24";
    t.slices.push_back(t.slices[0]);
    t.slices[1].sex = model::Sex::female;
    t.slices[1].categories = {{"ethnicity", "Mixed"}};
    t.slices.push_back(t.slices[0]);
    t.slices[2].period = "2024/25";
    in.indicators.push_back(t);
    model::IndicatorTable none;
    none.id = "nothing";
    none.title = "Nothing";
    in.indicators.push_back(none);
    model::InputFile file;
    file.role = "indicator x";
    file.sha256 = "abc";
    in.files.push_back(file);
    const model::Result r = core::reconcile(std::move(in));

    const model::FootprintSet& half = *r.set("half");
    std::set<std::string> addresses;
    for (std::size_t i = 0; i < half.estimates.size(); ++i) {
        const std::string address = core::figure_address(r, half, half.estimates[i]);
        CHECK(addresses.insert(address).second);
        const core::FoundFigure found = core::find_figure(r, address);
        CHECK(r.sets[found.set].id == "half");
        CHECK(found.estimate == i);
    }
    CHECK(addresses.contains("x/half/A00/2023/24/sex=female;ethnicity=Mixed"));
    const auto latest = core::find_figure(r, "X/half/zone a00");
    CHECK(half.estimates[latest.estimate].period == "2024/25");
    const auto error = [&](const char* address) {
        try {
            core::find_figure(r, address);
        } catch (const model::InputError& e) {
            return std::string(e.what());
        }
        return std::string("no error");
    };
    CHECK_THAT(error("y/half/A00"), LOCALITY_CONTAINS("there is no indicator \"y\"; there are: nothing, x"));
    CHECK_THAT(error("x/hal/A00"), LOCALITY_CONTAINS("there is no set \"hal\"; there are: cut, half, whole"));
    CHECK_THAT(error("x/half/A09"), LOCALITY_CONTAINS("\"A09\" begins with no code or name"));
    CHECK_THAT(error("x/half/A00/1999"), LOCALITY_CONTAINS("there are: 2023/24, 2023/24/sex=female;ethnicity=Mixed"));
    CHECK_THAT(error("x"), LOCALITY_CONTAINS("is not the address of a figure"));
    CHECK_THAT(error("nothing/half/A00"), LOCALITY_CONTAINS("has no data"));

    const core::Explanation why = core::explain(r, core::find_figure(r, "x/cut/B00"));
    REQUIRE(why.from.size() == 2);
    CHECK(why.from[1].code == "Z01");
    CHECK(why.from[1].share == Approx(0.5));
    CHECK(why.whole == Approx(10));
    CHECK(std::find(why.steps.begin(), why.steps.end(), "value = 40 / 200 x 100 = 20") != why.steps.end());
    REQUIRE(why.files.size() == 1);
    CHECK(why.files[0].sha256 == "abc");
    model::Result read_back = r;
    read_back.placed.clear();
    CHECK_THROWS_AS(core::explain(read_back, latest), model::InputError);

    CHECK(core::figure_rows(r, "half", "").size() == 7);  // three slices of two, and the one without data
    CHECK(core::figure_rows(r, "", "nothing").size() == 1);
}

namespace {

core::Explanation explained(const model::Result& r, const char* address) {
    return core::explain(r, core::find_figure(r, address));
}
bool has_step(const core::Explanation& why, const std::string& part) {
    return std::any_of(why.steps.begin(), why.steps.end(),
                       [&](const std::string& step) { return step.find(part) != std::string::npos; });
}

/// A table by age whose bands have these events and people in every zone.
model::IndicatorTable by_age(IndicatorKind kind, std::vector<model::AgeBand> bands, const std::vector<double>& events,
                             const std::vector<double>& people) {
    double all_events = 0, all_people = 0;
    for (const double e : events) all_events += e;
    for (const double p : people) all_people += p;
    model::IndicatorTable t =
        table(kind, zones, std::vector<double>(4, all_events), std::vector<double>(4, all_people));
    t.bands = std::move(bands);
    for (std::size_t b = 0; b < events.size(); ++b) {
        t.slices[0].band_numerator.push_back(Values::of(std::vector<double>(4, events[b])));
        t.slices[0].band_denominator.push_back(Values::of(std::vector<double>(4, people[b])));
    }
    return t;
}

model::Result with(model::IndicatorTable t, const char* rule = "none", bool sensitive = false) {
    model::Inputs in = row_town();
    t.sensitive = sensitive;
    in.indicators.push_back(std::move(t));
    in.project.disclosure.rule = *model::disclosure_rule(rule);
    return core::reconcile(std::move(in));
}

}  // namespace

TEST_CASE("each kind of figure is explained so that it can be worked out again", "[figures][explain]") {
    {  // counts and what is made of them: the zones' numbers times their shares add up
        for (const IndicatorKind kind : {IndicatorKind::count, IndicatorKind::proportion, IndicatorKind::rate}) {
            const model::Result r = with(table(kind, zones, {30, 20, 10, 40}, {100, 200, 300, 400}));
            const core::Explanation why = explained(r, "x/cut/B00");
            double top = 0, bottom = 0;
            for (const auto& area : why.from) {
                top += area.share * area.numerator;
                bottom += area.share * area.denominator;
            }
            CHECK(top == Approx(why.estimate.numerator));
            const double value =
                kind == IndicatorKind::count ? top : top / bottom * (kind == IndicatorKind::rate ? 1 : 100);
            CHECK(why.estimate.value == Approx(value));
            CHECK(has_step(why, "numerator = sum of share x numerator over the zones below = 40"));
            CHECK(has_step(why, kind == IndicatorKind::count ? "value = 40 = 40" : "value = 40 / 200"));
        }
    }
    {  // a mean of individual values
        model::IndicatorTable t = table(IndicatorKind::mean, zones, {6, 10, 5, 14}, {3, 2, 1, 2});
        t.slices[0].squares = Values::of({14, 52, 25, 98});
        const core::Explanation why = explained(with(t), "x/half/A00");
        CHECK(has_step(why, "value = 16 / 5 = 3.2"));
        CHECK(has_step(why, "Student's t of a mean"));
    }
    {  // published values, weighted by residents
        model::IndicatorTable t = table(IndicatorKind::score, zones, {10, 20, 30, 40}, {});
        t.averages = true;
        const core::Explanation why = explained(with(t), "x/half/A00");
        REQUIRE(why.from.size() == 2);
        CHECK(why.from[1].value == Approx(20));
        CHECK(why.from[1].denominator == Approx(200));
        CHECK(has_step(why, "they are averaged, weighted by residents"));
        CHECK(has_step(why, "value = 5000 / 300"));
        CHECK(has_step(why, "no limits: a weighted mean of published values"));
    }
    {  // by age to the standard population
        const model::Result r =
            with(by_age(IndicatorKind::standardised_rate, {{0, 64}, {65, 999}}, {4, 12}, {400, 100}));
        const core::Explanation why = explained(r, "x/half/A00");
        CHECK(why.band_weight == "standard population");
        REQUIRE(why.bands.size() == 2);
        CHECK(why.bands[1].ages == "65 and over");
        double sum = 0, weights = 0;
        for (const auto& band : why.bands) {
            sum += band.weight * band.events / band.people;
            weights += band.weight;
        }
        CHECK(weights == Approx(100'000));
        CHECK(why.estimate.value == Approx(sum / weights));
        CHECK(has_step(why, "32 events among 1000 in all"));
    }
    {  // observed over expected, by age
        const model::Result r = with(by_age(IndicatorKind::indirect_ratio, {{0, 64}, {65, 999}}, {4, 12}, {400, 100}));
        const core::Explanation why = explained(r, "x/half/A00");
        CHECK(why.band_weight == "expected events");
        CHECK(why.bands[0].weight == Approx(8));
        CHECK(has_step(why, "value = 32 observed / 32 expected at the whole area's rates by age = 1"));
    }
    {  // observed over what the table expects
        model::IndicatorTable t = table(IndicatorKind::indirect_ratio, zones, {30, 20, 10, 40}, {20, 30, 40, 50});
        t.expected = true;
        CHECK(has_step(explained(with(t), "x/half/A00"), "value = 50 / 50 = 1"));
    }
    {  // a life table
        std::vector<model::AgeBand> bands{{0, 0}, {1, 4}};
        for (int age = 5; age < 90; age += 5) bands.push_back({age, age + 4});
        bands.push_back({90, 999});
        const model::Result r = with(
            by_age(IndicatorKind::life_expectancy, bands, std::vector<double>(20, 8), std::vector<double>(20, 400)));
        const core::Explanation why = explained(r, "x/half/A00");
        REQUIRE(why.estimate.status == Status::known);
        CHECK(why.bands.size() == 20);
        CHECK(why.bands[0].ages == "0");
        CHECK(why.bands[0].people == 800);
        CHECK(why.band_weight.empty());
        CHECK(has_step(why, "Chiang II"));
        CHECK(has_step(why, "Silcocks"));
    }
}

TEST_CASE("each kind of blank says why it is one", "[figures][explain]") {
    model::IndicatorTable t = table(IndicatorKind::proportion, zones, {30, 20, 10, 40}, {100, 200, 300, 400});
    t.slices[0].numerator.set_blank(1, Status::missing);
    t.slices[0].numerator.set_blank(2, Status::suppressed);
    const model::Result blanks = with(t);
    const core::Explanation missing = explained(blanks, "x/half/A00"), suppressed = explained(blanks, "x/half/A01");
    CHECK(has_step(missing, "no figure (missing): a part of it is not known"));
    CHECK(missing.from[1].status == Status::missing);
    CHECK(has_step(suppressed, "no figure (suppressed): its publisher withheld a part of it"));
    CHECK(suppressed.from[0].status == Status::suppressed);

    const model::Result over = with(table(IndicatorKind::proportion, zones, {30, 20, 10, 40}, {10, 10, 300, 400}));
    CHECK(
        has_step(explained(over, "x/half/A00"), "no figure (missing): its numerator, 50, is over its denominator, 20"));
    const model::Result none = with(table(IndicatorKind::rate, zones, {0, 0, 10, 40}, {0, 0, 300, 400}));
    CHECK(has_step(explained(none, "x/half/A00"), "no figure (missing): its denominator is 0"));

    const core::Explanation few = explained(
        with(by_age(IndicatorKind::standardised_rate, {{0, 64}, {65, 999}}, {1, 2}, {400, 100})), "x/half/A00");
    CHECK(has_step(few, "no figure (missing): fewer than 10 events"));
    CHECK(has_step(few, "numerator = sum of share x numerator over the zones below = 6"));

    const model::Result kept = with(table(IndicatorKind::count, zones, {3, 1, 50, 60}, {}), "nhs", true);
    const core::Explanation small = explained(kept, "x/half/A00"), hidden = explained(kept, "x/half/A01");
    CHECK(has_step(small, "no figure (suppressed): withheld: a count of 1 to 7"));
    CHECK(has_step(hidden, "so that a small count cannot be worked out"));
    for (const auto& area : small.from) CHECK(std::isnan(area.numerator));
    CHECK_FALSE(has_step(small, "numerator ="));

    model::IndicatorTable larger = table(IndicatorKind::proportion, {"M1", "M2"}, {30, 70}, {300, 700});
    larger.lookup = model::LookupTable{
        "l.csv", {{"Z00", "M1", "", 1}, {"Z01", "M1", "", 1}, {"Z02", "M2", "", 1}, {"Z03", "M2", "", 1}}};
    larger.zone_kind = "msoa";
    CHECK(has_step(explained(with(larger), "x/cut/B00"), "say assume = \"same_rate\""));
}

TEST_CASE("figures by age of a sensitive indicator are explained without its ages", "[figures][explain][disclosure]") {
    const model::Result r =
        with(by_age(IndicatorKind::indirect_ratio, {{0, 64}, {65, 999}}, {14, 22}, {400, 100}), "nhs", true);
    const core::Explanation why = explained(r, "x/half/A00");
    CHECK(why.bands.empty());
    CHECK(has_step(why, "observed / those expected at the whole area's rates by age"));
}
