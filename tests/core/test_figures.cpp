#include "catch.h"
#include "core/figures.h"
#include "core/reconcile.h"
#include "model/errors.h"
#include "row_town.h"
#include "stats/interval.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace locality;
using model::Estimate;
using model::Flag;
using model::IndicatorKind;
using model::Population;
using model::Status;
using model::Values;
using test::row_town;
using test::table;
using test::zones;

namespace {

const Estimate& estimate(const model::Result& r, const char* set, std::int32_t footprint,
                         Population population = Population::resident) {
    for (const Estimate& e : r.set(set)->estimates)
        if (e.footprint == footprint && e.population == population) return e;
    FAIL("no estimate");
    throw 0;
}

/// P1 and P2 are of network U1, P3 of U2. Every one lists patients of two zones; P3 ten who live elsewhere.
void add_practices(model::Inputs& in) {
    model::RegistrationsTable registrations;
    const auto row = [&](const char* zone, const char* practice, double patients) {
        registrations.rows.push_back({zone, practice, patients, Status::known});
    };
    row("Z00", "P1", 80);
    row("Z01", "P1", 20);
    row("Z01", "P2", 150);
    row("Z02", "P3", 90);
    row("Z03", "P3", 100);
    row("Z00", "P3", 10);
    row("CLOSED", "P3", 10);
    in.registrations = registrations;
    model::PracticesTable practices;
    practices.rows = {{"P1", "One", "U1", "North"}, {"P2", "Two", "U1", "North"}, {"P3", "Three", "U2", "South"}};
    in.practices = practices;
    model::FootprintSpec pcn;
    pcn.id = "pcn";
    pcn.title = "Networks";
    pcn.origin = model::Origin::registrations;
    in.project.footprints.push_back(pcn);
    in.footprints.push_back({});
}

}  // namespace

TEST_CASE("a proportion is made of allocated counts, with Wilson's limits, and compared with the whole", "[figures]") {
    model::Inputs in = row_town();
    in.indicators.push_back(table(IndicatorKind::proportion, zones, {30, 20, 10, 40}, {100, 200, 300, 400}));
    const model::Result r = core::reconcile(std::move(in));
    const Estimate& whole = estimate(r, "whole", 0);
    CHECK(whole.value == Approx(10.0));
    CHECK(whole.standing_95 == model::Standing::not_compared);
    const Estimate& first = estimate(r, "half", 0);
    CHECK(first.numerator == Approx(50));
    CHECK(first.denominator == Approx(300));
    CHECK(first.value == Approx(100.0 * 50 / 300));
    const stats::Interval wilson = stats::wilson_limits(50, 300, 0.95);
    CHECK(first.method == model::LimitsMethod::wilson);
    CHECK(first.limits_95.lower == Approx(100 * wilson.lower));
    CHECK(first.limits_998.lower < first.limits_95.lower);
    CHECK(first.standing_95 == model::Standing::worse);  // high, and low is good
    CHECK(estimate(r, "half", 1).standing_95 == model::Standing::better);
    CHECK(first.estimated_share == 0);
    CHECK(first.trend == model::RecentTrend::cannot_be_calculated);
    CHECK_FALSE(first.flags.has(Flag::modelled));

    // B00 has Z00 and half of Z01: 30 + 10 of 100 + 100, half of them divided.
    const Estimate& cut = estimate(r, "cut", 0);
    CHECK(cut.value == Approx(20));
    CHECK(cut.estimated_share == Approx(0.5));
    CHECK(cut.covered_share == Approx(1));
}

TEST_CASE("a blank makes a figure blank and says why, unless enough is known", "[figures]") {
    for (const double least : {1.0, 0.5, 0.6}) {
        INFO(least);
        model::Inputs in = row_town();
        model::IndicatorTable t = table(IndicatorKind::proportion, zones, {30, 20, 10, 40}, {100, 200, 300, 400});
        t.slices[0].numerator.set_blank(1, Status::suppressed);
        t.slices[0].denominator.set_blank(2, Status::missing);
        t.least_covered = least;
        in.indicators.push_back(t);
        const model::Result r = core::reconcile(std::move(in));
        const Estimate &withheld = estimate(r, "half", 0), &unknown = estimate(r, "half", 1);
        CHECK(withheld.flags.has(Flag::suppressed));
        CHECK(withheld.covered_share == Approx(0.5));
        if (least == 0.5) {
            CHECK(withheld.value == Approx(30));  // of Z00 alone
            CHECK(withheld.flags.has(Flag::partial));
            CHECK(withheld.denominator == 100);
            CHECK(unknown.value == Approx(10));
        } else {
            CHECK(withheld.status == Status::suppressed);
            CHECK(withheld.reason == "its publisher withheld a part of it");
            CHECK(std::isnan(withheld.value));
            CHECK(std::isnan(withheld.limits_95.lower));
            CHECK(unknown.status == Status::missing);
            CHECK(unknown.reason == "a part of it is not known");
            CHECK(unknown.numerator == 50);  // known, over a denominator that is not
        }
    }
}

TEST_CASE("each kind has its statistic, and its own reasons for none", "[figures]") {
    using core::FigureParts;
    core::Recipe recipe;
    const auto make = [&](IndicatorKind kind, double top, double bottom, double multiplier = 1) {
        recipe.kind = kind;
        recipe.multiplier = multiplier;
        FigureParts parts;
        parts.numerator = top;
        parts.denominator = bottom;
        parts.has_denominator = true;
        return core::figure_of(recipe, parts);
    };
    CHECK(make(IndicatorKind::count, 5, 0, 2).value == 10);
    CHECK(make(IndicatorKind::rate, 25, 25'000, 100'000).value == Approx(100));
    CHECK(make(IndicatorKind::rate, 25, 25'000, 100'000).limits_95.lower == Approx(64.697063686629));
    CHECK(make(IndicatorKind::rate, 9, 900, 100'000).method == model::LimitsMethod::exact_poisson);
    CHECK(make(IndicatorKind::rate, 9, 900, 100'000).limits_95.upper == Approx(1898.311494602130));
    CHECK(make(IndicatorKind::rate, 0, 0).reason == "its denominator is 0");
    CHECK_THAT(make(IndicatorKind::proportion, 11, 10).reason,
               LOCALITY_CONTAINS("its numerator, 11, is over its denominator, 10"));
    CHECK(make(IndicatorKind::mean, 30, 4).value == 7.5);
    CHECK(std::isnan(make(IndicatorKind::mean, 30, 4).limits_95.lower));
    CHECK_THAT(make(IndicatorKind::mean, 30, 4).reason, LOCALITY_CONTAINS("no spread"));
    recipe.averages = true;
    CHECK_THAT(make(IndicatorKind::score, 30, 4).reason, LOCALITY_CONTAINS("weighted mean of published values"));
    CHECK(make(IndicatorKind::proportion, 3, 4).method == model::LimitsMethod::wilson);
    recipe.weight_is_people = true;
    CHECK(make(IndicatorKind::proportion, 3, 4).method == model::LimitsMethod::none);
}

TEST_CASE("standardised rates use the bands that tile the standard population", "[figures]") {
    model::IndicatorTable t = table(IndicatorKind::standardised_rate, zones, {10, 10, 10, 10}, {100, 200, 300, 400});
    t.bands = {{0, 9}, {10, 74}, {75, 999}};
    const core::Recipe recipe = core::recipe_of(t, false, {});
    CHECK(recipe.standard == std::vector<double>{10'500, 80'500, 9'000});
    core::FigureParts parts{30, 3000, true, {10, 10, 10}, {1000, 1000, 1000}};
    CHECK(core::figure_of(recipe, parts).value == Approx(0.01));
    parts.band_numerator = {3, 3, 3};
    CHECK(core::figure_of(recipe, parts).reason == "fewer than 10 events");
    parts.band_denominator[1] = 0;
    CHECK(core::figure_of(recipe, parts).reason == "an age band has no people");
    t.bands = {{0, 17}};
    CHECK_THROWS_AS(core::recipe_of(t, false, {}), model::InputError);
    t.kind = IndicatorKind::life_expectancy;
    CHECK_THROWS_AS(core::recipe_of(t, false, {}), model::InputError);
}

TEST_CASE("an indirect ratio compares with the whole area by age", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::indirect_ratio, zones, {30, 30, 30, 30}, {200, 200, 200, 200});
    t.multiplier = 100;
    t.bands = {{0, 64}, {65, 999}};
    t.slices[0].band_numerator = {Values::of({10, 10, 10, 10}), Values::of({20, 20, 20, 20})};
    t.slices[0].band_denominator = {Values::of({150, 150, 50, 50}), Values::of({50, 50, 150, 150})};
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    // Rates of the whole: 40/400 and 80/400. Expected of the first half: 300 x 0.1 + 100 x 0.2 = 50; observed 60.
    CHECK(estimate(r, "half", 0).value == Approx(120));
    CHECK(estimate(r, "half", 1).value == Approx(100.0 * 60 / 70));
    CHECK(estimate(r, "whole", 0).value == Approx(100));
}

TEST_CASE("a mean of individual values has Student's limits, pooled over areas", "[figures]") {
    // 1, 2, 3 in Z00; 4, 6 in Z01; 5 in Z02; 7, 7 in Z03.
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::mean, zones, {6, 10, 5, 14}, {3, 2, 1, 2});
    t.slices[0].squares = Values::of({14, 52, 25, 98});
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    const std::vector<double> first{1, 2, 3, 4, 6}, all{1, 2, 3, 4, 6, 5, 7, 7};
    const auto agrees = [](const Estimate& e, const std::vector<double>& values) {
        const stats::Mean at_95 = stats::mean(values), at_998 = stats::mean(values, 0.998);
        CHECK(e.method == model::LimitsMethod::student_t);
        CHECK(e.reason.empty());
        CHECK(e.value == Approx(at_95.figure.value));
        CHECK(e.limits_95.lower == Approx(at_95.figure.limits.lower));
        CHECK(e.limits_95.upper == Approx(at_95.figure.limits.upper));
        CHECK(e.limits_998.upper == Approx(at_998.figure.limits.upper));
    };
    agrees(estimate(r, "half", 0), first);
    agrees(estimate(r, "whole", 0), all);
    core::Recipe recipe;
    recipe.kind = IndicatorKind::mean;
    core::FigureParts one{7, 1, true, {}, {}};
    one.squares = 49;
    CHECK(core::figure_of(recipe, one).value == 7);
    CHECK(core::figure_of(recipe, one).reason == "one value has no spread to make limits from");
}

TEST_CASE("published limits stay with their area, and are combined over several", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::score, zones, {10, 20, 30, 40}, {});
    t.averages = true;
    t.slices[0].lower = Values::of({8, 17, 29, 35});
    t.slices[0].upper = Values::of({13, 24, 31, 50});
    in.indicators.push_back(t);
    model::FootprintSpec same;
    same.id = "same";
    same.title = "The zones themselves";
    in.project.footprints.push_back(same);
    in.footprints.push_back({test::grid_layer(4, 1, 'S', 100, 0, 0), {}});
    const model::Result r = core::reconcile(std::move(in));
    const Estimate& own = estimate(r, "same", 1);
    CHECK(own.method == model::LimitsMethod::published);
    CHECK(own.limits_95.lower == 17);
    CHECK(own.limits_95.upper == 24);
    CHECK(own.limits_998.lower == Approx(20 - 3 * 3.090232306167813 / 1.959963984540054));
    const Estimate& both = estimate(r, "half", 0);  // weights 100 and 200 of 300
    CHECK(both.method == model::LimitsMethod::combined);
    CHECK(both.value == Approx(50.0 / 3));
    CHECK(both.limits_95.lower == Approx(50.0 / 3 - std::hypot(2.0 * 100, 3.0 * 200) / 300));
    CHECK(both.limits_95.upper == Approx(50.0 / 3 + std::hypot(3.0 * 100, 4.0 * 200) / 300));

    t.slices[0].upper.set_blank(1, Status::missing);
    model::Inputs gap = row_town();
    gap.indicators.push_back(t);
    const model::Result without = core::reconcile(std::move(gap));
    CHECK(std::isnan(estimate(without, "half", 0).limits_95.lower));
    CHECK_THAT(estimate(without, "half", 0).reason, LOCALITY_CONTAINS("neither limits nor spread"));
    CHECK(estimate(without, "half", 1).method == model::LimitsMethod::combined);
}

TEST_CASE("published limits stand in for those of counts only where the footprint is the area", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::proportion, {"A00", "A01"}, {30, 20}, {300, 700});
    t.slices[0].lower = Values::of({5, 1});
    t.slices[0].upper = Values::of({17, 4});
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    CHECK(estimate(r, "half", 0).method == model::LimitsMethod::published);
    CHECK(estimate(r, "half", 0).limits_95.upper == 17);
    CHECK(estimate(r, "whole", 0).method == model::LimitsMethod::wilson);
}

TEST_CASE("published values are averaged by residents, and marked", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::score, zones, {10, 20, 30, 40}, {});
    t.averages = true;
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    const Estimate& first = estimate(r, "half", 0);
    CHECK(first.value == Approx((10.0 * 100 + 20.0 * 200) / 300));
    CHECK(first.flags.has(Flag::averaged));
    CHECK(first.method == model::LimitsMethod::none);
    CHECK(first.standing_95 == model::Standing::not_compared);
}

TEST_CASE("smaller areas and zones of another year come through a lookup", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::count, {"old1", "old2", "old3"}, {10, 20, 30}, {});
    t.lookup = model::LookupTable{"l.csv",
                                  {{"old1", "Z00", "", 1},
                                   {"old1b", "Z09", "", 1},
                                   {"old2", "Z01", "", 0.25},
                                   {"old2", "Z02", "", 0.75},
                                   {"old3", "Z03", "", 1}}};
    t.zone_kind = "lsoa";
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    CHECK(estimate(r, "half", 0).value == Approx(10 + 5));
    CHECK(estimate(r, "half", 1).value == Approx(15 + 30));
    CHECK(estimate(r, "whole", 0).value == Approx(60));
    CHECK(estimate(r, "half", 0).flags.has(Flag::vintage_bridged));
    CHECK(estimate(r, "half", 0).estimated_share == Approx(1.0 / 3));
    CHECK_FALSE(estimate(r, "half", 0).flags.has(Flag::modelled));
}

TEST_CASE("larger areas are divided only where that is stated, and marked", "[figures]") {
    for (const bool stated : {false, true}) {
        INFO(stated);
        model::Inputs in = row_town();
        model::IndicatorTable t = table(IndicatorKind::proportion, {"M1", "M2"}, {30, 70}, {300, 700});
        t.lookup = model::LookupTable{
            "l.csv", {{"Z00", "M1", "", 1}, {"Z01", "M1", "", 1}, {"Z02", "M2", "", 1}, {"Z03", "M2", "", 1}}};
        t.zone_kind = "msoa";
        if (stated) t.assume = model::Assumption::same_rate;
        in.indicators.push_back(t);
        const model::Result r = core::reconcile(std::move(in));
        // Whole MSOAs need no assumption.
        CHECK(estimate(r, "half", 0).value == Approx(10));
        CHECK_FALSE(estimate(r, "half", 0).flags.has(Flag::modelled));
        const Estimate& cut = estimate(r, "cut", 0);
        bool said = false;
        for (const model::Issue& issue : r.issues) said = said || issue.kind == "needs_assumption";
        CHECK(said != stated);
        if (stated) {
            // 200 of M1's 300 residents live in Z00 and half of Z01.
            CHECK(cut.denominator == Approx(200));
            CHECK(cut.value == Approx(10));
            CHECK(cut.flags.has(Flag::modelled));
        } else {
            CHECK(cut.status == Status::missing);
            CHECK_THAT(cut.reason, LOCALITY_CONTAINS("assume = \"same_rate\""));
        }
    }
}

TEST_CASE("a set's own table needs no dividing", "[figures]") {
    model::Inputs in = row_town();
    in.indicators.push_back(table(IndicatorKind::count, {"B00", "B01"}, {7, 5}, {}));
    const model::Result r = core::reconcile(std::move(in));
    CHECK(estimate(r, "cut", 0).value == 7);
    CHECK(estimate(r, "cut", 1).value == 5);
    CHECK(estimate(r, "whole", 0).value == Approx(12));
    CHECK(estimate(r, "half", 0).status == Status::missing);
}

TEST_CASE("practices reach footprints by where patients live and by whose list they are on", "[figures]") {
    model::Inputs in = row_town();
    add_practices(in);
    in.indicators.push_back(table(IndicatorKind::proportion, {"P1", "P2", "P3"}, {10, 30, 21}, {100, 150, 210}));
    const model::Result r = core::reconcile(std::move(in));
    const Estimate& listed = estimate(r, "pcn", 1, Population::registered);
    CHECK(listed.value == Approx(10));  // all of P3: 21 of 210, wherever they live
    CHECK_FALSE(listed.flags.has(Flag::modelled));
    CHECK(listed.basis == model::Basis::lookup);
    // U1 holds Z00 and Z01: all of P1 and P2, and 10 of P3's 210.
    const Estimate& living = estimate(r, "pcn", 0);
    CHECK(living.numerator == Approx(10 + 30 + 1));
    CHECK(living.denominator == Approx(100 + 150 + 10));
    CHECK(living.flags.has(Flag::modelled));
    CHECK(living.estimated_share == Approx(10.0 / 260));
    CHECK(estimate(r, "whole", 0, Population::registered).denominator == Approx(460));
    CHECK(estimate(r, "whole", 0).denominator == Approx(450));  // ten live elsewhere

    double across = 0, elsewhere = 0, all = 0;
    for (const model::Flow& f : r.set("pcn")->flow) {
        all += f.patients;
        if (f.residence == 0 && f.registration == 1) across = f.patients;
        if (f.residence == model::unassigned && f.registration == 1) elsewhere = f.patients;
    }
    CHECK(across == Approx(10));
    CHECK(elsewhere == Approx(10));
    CHECK(all == Approx(460));
    CHECK(r.set("half")->flow.empty());
}

TEST_CASE("a recent trend needs five even periods", "[figures]") {
    model::Inputs in = row_town();
    model::IndicatorTable t = table(IndicatorKind::proportion, zones, {10, 20, 30, 40}, {1000, 2000, 3000, 4000});
    for (int year = 1; year < 6; ++year) {
        t.slices.push_back(t.slices[0]);
        t.slices.back().period = std::to_string(2024 + year);
        for (double& n : t.slices.back().numerator.number) n *= 1 + year;
    }
    in.indicators.push_back(t);
    const model::Result r = core::reconcile(std::move(in));
    const auto& estimates = r.set("whole")->estimates;
    REQUIRE(estimates.size() == 6);
    CHECK(estimates[3].trend == model::RecentTrend::cannot_be_calculated);
    CHECK(estimates[4].trend == model::RecentTrend::increasing);
    CHECK(estimates[5].trend == model::RecentTrend::increasing);
}

TEST_CASE("figures of a zone split by people say how far area would put them", "[figures]") {
    model::Inputs in = row_town();
    model::PointLayer points;
    points.id = "weights";
    points.unit = "residents";
    points.code = {"a", "b", "c", "d", "e"};
    points.zone = {"Z00", "Z01", "Z01", "Z02", "Z03"};
    points.place = {{50, 50}, {110, 50}, {190, 50}, {250, 50}, {350, 50}};
    points.weight = Values::of({100, 150, 50, 300, 400});
    in.weights = points;
    in.project.weights.unit = "residents";
    in.project.footprints[1].basis = model::Basis::residents;
    in.indicators.push_back(table(IndicatorKind::count, zones, {0, 40, 0, 0}, {}));
    const model::Result r = core::reconcile(std::move(in));
    const Estimate& e = estimate(r, "cut", 0);
    CHECK(e.value == Approx(30));  // by people 3/4 of Z01, by area half
    CHECK(e.basis == model::Basis::residents);
    CHECK(e.spread.lower == Approx(20));
    CHECK(e.spread.upper == Approx(30));
}

TEST_CASE("codes that are nothing the project knows are refused with what to state", "[figures]") {
    model::Inputs in = row_town();
    in.indicators.push_back(table(IndicatorKind::count, {"E02000001"}, {7}, {}));
    in.indicators.back().zone_kind = "msoa";
    try {
        core::reconcile(std::move(in));
        FAIL("no error");
    } catch (const model::InputError& e) {
        CHECK_THAT(std::string(e.what()), LOCALITY_CONTAINS("none of its 1 codes (the first is \"E02000001\")"));
        CHECK_THAT(std::string(e.what()), LOCALITY_CONTAINS("assume = \"same_rate\""));
    }
}
