#include "catch.h"
#include "core/inequality.h"
#include "core/inequality_protection.h"
#include "core/linear_ranges.h"
#include "stats/interval.h"

#include <cmath>
#include <stdexcept>
#include <vector>

using namespace locality;
using core::Course;
using core::GapCourse;
using model::Status;
using model::Values;

namespace {

/// Ten zones, one of each decile, 1,000 people each; 300 cases in the most deprived, 30 fewer in each next.
struct TenZones {
    core::ZoneRates rates;
    Values decile = Values(10), rank = Values(10);
    std::vector<double> share = std::vector<double>(10, 1.0);
    TenZones() {
        rates.kind = core::RateKind::proportion;
        rates.multiplier = 100;
        rates.numerator = rates.denominator = Values(10);
        for (std::size_t z = 0; z < 10; ++z) {
            rates.numerator.set(z, 300 - 30.0 * static_cast<double>(z));
            rates.denominator.set(z, 1000);
            decile.set(z, static_cast<double>(z) + 1);
            rank.set(z, 3000 * static_cast<double>(z) + 100);
        }
    }
    core::Inequality made() const { return core::inequality(rates, decile, rank, share); }
};

stats::Figure figure(double value, double lower, double upper) {
    return {value, {lower, upper}, stats::Blank::no};
}

}  // namespace

TEST_CASE("an indicator by decile, quintile, and IMD1 against the others", "[inequality]") {
    const core::Inequality i = TenZones().made();
    REQUIRE(i.deciles.size() == 10);
    REQUIRE(i.quintiles.size() == 5);
    CHECK(i.deciles[0].figure.value == Approx(30));
    CHECK(i.deciles[9].figure.value == Approx(3));
    CHECK(i.quintiles[0].figure.value == Approx(28.5));
    CHECK(i.quintiles[0].zones == 2);
    CHECK(i.quintiles[4].figure.value == Approx(4.5));
    CHECK(i.imd1.figure.value == Approx(30));
    CHECK(i.rest.numerator == 1350);
    CHECK(i.rest.figure.value == Approx(15));
    CHECK(i.least.label == "10");
    CHECK(i.all.figure.value == Approx(16.5));
    // Newcombe's limits: each side's Wilson limits, squared and added.
    const auto a = stats::wilson_limits(300, 1000), b = stats::wilson_limits(1350, 9000);
    CHECK(i.gap_to_rest.value == Approx(15));
    CHECK(i.gap_to_rest.limits.lower == Approx(15 - 100 * std::hypot(0.30 - a.lower, b.upper - 0.15)));
    CHECK(i.gap_to_rest.limits.upper == Approx(15 + 100 * std::hypot(a.upper - 0.30, 0.15 - b.lower)));
    CHECK(i.ratio_to_rest.value == Approx(2));
    CHECK(i.gap_to_least.value == Approx(27));
    CHECK(i.ratio_to_least.value == Approx(10));
    // A straight gradient: 3 a decile, 30 from end to end; the ends are 31.5 and 1.5.
    CHECK(i.slope.sii == Approx(-30));
    CHECK(i.slope.rii == Approx(1.5 / 31.5));
    CHECK(i.no_slope.empty());
    CHECK(i.slope.sii_limits.lower < -30);
    CHECK(i.slope.sii_limits.upper > -30);
}

TEST_CASE("blank zones are left out of both sides and counted", "[inequality]") {
    TenZones city;
    city.rates.numerator.set_blank(0, Status::suppressed);
    city.rates.denominator.set_blank(9, Status::missing);
    const core::Inequality i = city.made();
    CHECK(i.imd1.blank == 1);
    CHECK(i.imd1.figure.blank != stats::Blank::no);
    CHECK(i.gap_to_rest.blank != stats::Blank::no);
    CHECK(i.all.blank == 2);
    CHECK(i.all.denominator == 8000);
    CHECK(i.all.numerator == 1650 - 300 - 30);
    CHECK(i.least.label == "9");
}

TEST_CASE("a footprint counts parts of zones, and may lack a side", "[inequality]") {
    TenZones city;
    city.share.assign(10, 0.0);
    city.share[0] = 0.5;
    city.share[4] = 1.0;
    const core::Inequality i = city.made();
    CHECK(i.imd1.numerator == 150);
    CHECK(i.all.denominator == 1500);
    CHECK(i.gap_to_rest.value == Approx(30 - 18));
    CHECK_FALSE(i.no_slope.empty());  // two groups make no slope
    city.share[0] = 0;
    CHECK(city.made().gap_to_rest.blank != stats::Blank::no);
}

TEST_CASE("few deciles have a slope over local quintiles", "[inequality]") {
    TenZones city;
    for (std::size_t z = 0; z < 10; ++z) city.decile.set(z, z < 5 ? 1 : 2);
    const core::Inequality i = city.made();
    CHECK(i.slope_of_quintiles);
    CHECK(i.slope.sii == Approx(-30));
}

TEST_CASE("a mean has gaps without limits and no slope", "[inequality]") {
    TenZones city;
    city.rates.kind = core::RateKind::mean;
    city.rates.multiplier = 1;
    const core::Inequality i = city.made();
    CHECK(i.imd1.figure.value == Approx(0.3));
    CHECK_FALSE(i.no_slope.empty());
}

TEST_CASE("a gap closes only where the change is beyond chance", "[inequality]") {
    const auto closing = core::gap_change(figure(15, 14, 16), figure(10, 9, 11));
    CHECK(closing.course == GapCourse::closing);
    CHECK(closing.change.value == Approx(-5));
    CHECK(closing.change.limits.upper == Approx(-5 + std::hypot(1, 1)));
    CHECK(core::gap_change(figure(10, 9, 11), figure(15, 14, 16)).course == GapCourse::widening);
    CHECK(core::gap_change(figure(15, 10, 20), figure(12, 8, 16)).course == GapCourse::no_change_beyond_chance);
    // A gap below 0, as of a good thing, is as wide as its size.
    CHECK(core::gap_change(figure(-15, -16, -14), figure(-10, -11, -9)).course == GapCourse::closing);
    CHECK(core::gap_change(figure(5, 4, 6), figure(-5, -6, -4)).course == GapCourse::turned_round);
    CHECK(core::gap_change({}, figure(10, 9, 11)).course == GapCourse::cannot_be_told);
}

TEST_CASE("a target is judged on the way to it", "[inequality]") {
    // 10% less than 20 by 2028, from 2020: 2 in 8 years; 2024 is half way, so 19 is due.
    const core::Target target{0.10, 2020.5, 2028.5};
    const auto course = [&](double value, double half) {
        return core::judge(target, 20, figure(value, value - half, value + half), 2024.5);
    };
    CHECK(course(18.9, 1).due_now == Approx(19));
    CHECK(course(18.9, 1).due_at_end == Approx(18));
    CHECK(course(18.9, 1).course == Course::on_course);
    CHECK(course(17.9, 1).course == Course::met);
    CHECK(course(19.5, 1).course == Course::behind_within_chance);
    CHECK(course(20.5, 1).course == Course::not_on_course);
    CHECK(core::judge(target, 20, figure(18.5, 18, 19), 2030).due_now == Approx(18));
    CHECK(core::judge(target, 20, figure(18.5, 18, 19), 2020.5).course == Course::cannot_be_told);
    CHECK(core::judge({0.1, 2028.5, 2020.5}, 20, figure(18.5, 18, 19), 2030).course == Course::cannot_be_told);
    CHECK(core::judge(target, model::no_value, figure(18.5, 18, 19), 2024.5).course == Course::cannot_be_told);
}

TEST_CASE("figures and shares must be of the same zones", "[inequality]") {
    TenZones city;
    city.share.pop_back();
    CHECK_THROWS_AS(city.made(), std::invalid_argument);
}

TEST_CASE("a relative gap closes as its ratio nears 1", "[inequality]") {
    CHECK(core::ratio_change(figure(3, 2.6, 3.5), figure(2, 1.8, 2.2)).course == GapCourse::closing);
    CHECK(core::ratio_change(figure(3, 2.6, 3.5), figure(2, 1.8, 2.2)).change.value == Approx(2.0 / 3));
    CHECK(core::ratio_change(figure(2, 1.8, 2.2), figure(3, 2.6, 3.5)).course == GapCourse::widening);
    CHECK(core::ratio_change(figure(0.4, 0.35, 0.45), figure(0.7, 0.65, 0.75)).course == GapCourse::closing);
    CHECK(core::ratio_change(figure(2, 1.5, 2.6), figure(2.1, 1.6, 2.8)).course == GapCourse::no_change_beyond_chance);
    CHECK(core::ratio_change(figure(2, 1.8, 2.2), figure(0.5, 0.4, 0.6)).course == GapCourse::turned_round);
    CHECK(core::ratio_change(figure(2, 0, 2.2), figure(0.5, 0.4, 0.6)).course == GapCourse::cannot_be_told);
    CHECK(core::ratio_change(figure(2, 1.8, 2.2), {}).course == GapCourse::cannot_be_told);
}

namespace {

/// One set: the whole area. What `protect_inequality` makes of it.
core::Inequality kept(const TenZones& t, const char* rule) {
    std::vector<core::Inequality> areas{t.made()};
    const std::vector<core::AreasByDeprivation> sets{{&areas, nullptr, {}}};
    CHECK(core::protect_inequality(sets, t.rates, t.decile, t.rank, *model::disclosure_rule(rule)) == 0);
    core::compare_groups(areas[0], t.rates);
    return areas[0];
}

std::size_t withheld(const std::vector<core::GroupFigure>& groups) {
    std::size_t n = 0;
    for (const core::GroupFigure& g : groups) n += g.withheld ? 1 : 0;
    return n;
}

/// Ten zones shared out over two footprints, the first five and the last five.
model::Crosswalk halves() {
    model::Crosswalk shares;
    for (std::size_t z = 0; z < 10; ++z) {
        shares.footprint.push_back(z < 5 ? 0 : 1);
        shares.share.push_back(1.0);
        shares.row_begin.push_back(static_cast<std::uint32_t>(z) + 1);
    }
    shares.footprint_count = 2;
    return shares;
}

}  // namespace

TEST_CASE("small groups are withheld, with as many others as it takes", "[inequality][disclosure]") {
    TenZones t;
    t.rates.kind = core::RateKind::rate;
    t.rates.numerator.set(9, 3);  // three cases in the least deprived decile
    const core::Inequality i = kept(t, "under5");
    CHECK(i.deciles[9].withheld);
    CHECK(std::isnan(i.deciles[9].numerator));
    CHECK(i.deciles[9].figure.blank != stats::Blank::no);
    CHECK(withheld(i.deciles) >= 2);        // everybody less the nine others would tell it
    CHECK(i.quintiles[4].numerator == 63);  // 60 and 3 together, since the 60 are not shown either
    CHECK(i.deciles[8].withheld);
    CHECK_FALSE(i.all.withheld);
    CHECK(i.imd1.numerator == 300);
    CHECK(i.gap_to_rest.blank == stats::Blank::no);
    CHECK(i.gap_to_least.blank != stats::Blank::no);

    const core::Inequality rounded = kept(TenZones(), "nhs");
    CHECK(rounded.deciles[1].numerator == 270);
    CHECK(rounded.rest.figure.value == Approx(15));
}

TEST_CASE("nothing is told of an area whose everybody is withheld elsewhere", "[inequality][disclosure]") {
    TenZones t;
    t.rates.kind = core::RateKind::rate;
    const model::Crosswalk shares = halves();
    std::vector<core::Inequality> whole{t.made()};
    std::vector<core::Inequality> parts = core::groups_inside(t.rates, t.decile, t.rank, shares);
    using Everybody = core::AreasByDeprivation::Everybody;
    const std::vector<core::AreasByDeprivation> sets{{&whole, nullptr, {Everybody::shown}},
                                                     {&parts, &shares, {Everybody::withheld, Everybody::not_told}}};
    core::protect_inequality(sets, t.rates, t.decile, t.rank, *model::disclosure_rule("under5"));
    for (std::size_t d = 0; d < 5; ++d) CHECK(parts[0].deciles[d].withheld);
    CHECK(parts[0].rest.withheld);
    CHECK(parts[0].all.withheld);
    CHECK(parts[1].all.withheld);  // the whole less it would tell
    CHECK_FALSE(whole[0].all.withheld);
    CHECK_FALSE(parts[0].deciles[9].withheld);  // nobody there
}

TEST_CASE("few cases over all groups are all withheld, noughts too", "[inequality][disclosure]") {
    TenZones t;
    t.rates.kind = core::RateKind::rate;
    const std::vector<double> cases{0, 0, 0, 3, 0, 1, 1, 1, 1, 1};
    for (std::size_t z = 0; z < 10; ++z) t.rates.numerator.set(z, cases[z]);
    std::vector<core::Inequality> whole{t.made()};
    const std::vector<core::AreasByDeprivation> sets{{&whole, nullptr, {core::AreasByDeprivation::Everybody::shown}}};
    CHECK(core::protect_inequality(sets, t.rates, t.decile, t.rank, *model::disclosure_rule("nhs")) == 0);
    CHECK_FALSE(whole[0].all.withheld);
    CHECK(whole[0].all.numerator == 10);
    CHECK(withheld(whole[0].deciles) == 10);
}

TEST_CASE("a slope is made of what is shown alone", "[inequality][disclosure]") {
    TenZones t;
    t.rates.numerator.set(9, 3);
    t.rates.numerator.set(0, 302);
    const core::Inequality i = kept(t, "under5");
    REQUIRE(withheld(i.deciles) > 0);
    REQUIRE(withheld(i.quintiles) == 0);
    CHECK(i.slope_of_quintiles);  // not of deciles, from which the withheld could be solved for
    // Rounded counts have a slope of their own.
    TenZones uneven;
    uneven.rates.numerator.set(4, 182);
    const core::Inequality exact = uneven.made(), shown = kept(uneven, "nhs");
    CHECK(withheld(shown.deciles) == 0);
    CHECK(shown.deciles[4].numerator == 180);
    CHECK(shown.slope.sii != exact.slope.sii);
    // Nor is there one where groups of both kinds are withheld.
    TenZones few;
    for (std::size_t z = 0; z < 10; ++z) few.rates.numerator.set(z, z < 2 ? 300 : 1);
    const core::Inequality none = kept(few, "under5");
    CHECK(withheld(none.quintiles) > 0);
    CHECK_THAT(none.no_slope, LOCALITY_CONTAINS("withheld"));
    CHECK(std::isnan(none.slope.sii));
}

TEST_CASE("no withheld group can be had back from the whole area and all footprints", "[inequality][disclosure]") {
    TenZones t;
    t.rates.kind = core::RateKind::rate;
    t.rates.numerator.set(4, 2);
    t.rates.numerator.set(7, 60);
    const model::Crosswalk shares = halves();
    std::vector<core::Inequality> whole{t.made()};
    std::vector<core::Inequality> parts = core::groups_inside(t.rates, t.decile, t.rank, shares);
    using Everybody = core::AreasByDeprivation::Everybody;
    const std::vector<core::AreasByDeprivation> sets{{&whole, nullptr, {Everybody::shown}},
                                                     {&parts, &shares, {Everybody::shown, Everybody::shown}}};
    const model::DisclosureRule rule = *model::disclosure_rule("under5");
    CHECK(core::protect_inequality(sets, t.rates, t.decile, t.rank, rule) == 0);
    CHECK_FALSE(whole[0].all.withheld);  // shown elsewhere: they stay
    CHECK_FALSE(parts[0].all.withheld);
    CHECK_FALSE(parts[1].all.withheld);
    CHECK(parts[0].deciles[4].withheld);
    CHECK(whole[0].deciles[4].withheld);

    // An attacker who puts everything together: ten unknown zones, every group that is shown an equation.
    std::vector<stats::SparseVector> sums;
    std::vector<double> shown;
    const auto add = [&](const core::GroupFigure& g, auto&& in) {
        stats::SparseVector zones;
        for (std::size_t z = 0; z < 10; ++z)
            if (in(z)) zones.emplace_back(z, 1.0);
        if (zones.empty()) return;
        sums.push_back(zones);
        shown.push_back(g.withheld ? model::no_value : g.numerator);
    };
    const auto add_area = [&](const core::Inequality& i, auto&& in) {
        for (std::size_t d = 0; d < 10; ++d) add(i.deciles[d], [&](std::size_t z) { return in(z) && z == d; });
        for (std::size_t q = 0; q < 5; ++q) add(i.quintiles[q], [&](std::size_t z) { return in(z) && z / 2 == q; });
        add(i.imd1, [&](std::size_t z) { return in(z) && z == 0; });
        add(i.rest, [&](std::size_t z) { return in(z) && z != 0; });
        add(i.all, in);
    };
    add_area(whole[0], [](std::size_t) { return true; });
    add_area(parts[0], [](std::size_t z) { return z < 5; });
    add_area(parts[1], [](std::size_t z) { return z >= 5; });
    core::LinearRanges ranges(10, sums);
    for (std::size_t s = 0; s < sums.size(); ++s)
        if (!std::isnan(shown[s])) ranges.limit(s, shown[s], shown[s]);
    for (std::size_t s = 0; s < sums.size(); ++s) {
        if (!std::isnan(shown[s])) continue;
        const std::vector<std::size_t> one{s};
        const auto least = ranges.extreme(one, false), most = ranges.extreme(one, true);
        REQUIRE(least.found);
        CHECK((!most.found || most.value - least.value > rule.withhold_to));
    }
}
