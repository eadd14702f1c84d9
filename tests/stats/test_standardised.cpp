#include "golden.h"
#include "stats/standardised.h"

#include <algorithm>
#include <numeric>

namespace stats = locality::stats;
using stats::Blank;
using Numbers = std::vector<double>;

TEST_CASE("The European standard population of 2013 has 100,000 people") {
    CHECK(std::accumulate(stats::esp2013.begin(), stats::esp2013.end(), 0.0) == 100'000);
}

TEST_CASE("A directly standardised rate weights the rates by age") {
    // 1% and 4% in halves of the standard: 2.5%.
    const Numbers count{10, 8}, population{1000, 200}, weight{50, 50};
    const stats::DirectRate rate = stats::directly_standardised_rate(count, population, weight, 0.95, 100);
    CHECK(rate.figure.value == Approx(2.5));
    CHECK(rate.events == 18);
    CHECK(rate.population == 1200);
    // Variance: (10 * (50 / 1000)^2 + 8 * (50 / 200)^2) / 100^2 = 0.525 / 10,000; Byar's limits of 18
    // are 10.6625, 28.4492.
    const double scale = std::sqrt(0.525 / 10'000 / 18) * 100;
    CHECK(rate.figure.limits.lower == Approx(2.5 + scale * (10.662494761838696 - 18)).epsilon(1e-10));
    CHECK(rate.figure.limits.upper == Approx(2.5 + scale * (28.449239912426165 - 18)).epsilon(1e-10));
}

TEST_CASE("Fewer than 10 events are not standardised") {
    const Numbers population{1000, 1000}, weight{1, 1};
    const stats::DirectRate nine = stats::directly_standardised_rate(Numbers{4, 5}, population, weight);
    CHECK(std::isnan(nine.figure.value));
    CHECK_FALSE(nine.figure.limits.known());
    CHECK(stats::reason(nine.figure.blank) == "fewer than 10 events");
    CHECK(nine.events == 9);
    CHECK(stats::directly_standardised_rate(Numbers{5, 5}, population, weight).figure.blank == Blank::no);
}

TEST_CASE("What cannot be standardised is refused") {
    const Numbers count{10, 10}, population{100, 100}, weight{1, 1}, one{1};
    const double nan = std::nan("");
    const auto direct = [](const Numbers& x, const Numbers& n, const Numbers& w) {
        return stats::directly_standardised_rate(x, n, w);
    };
    CHECK_THROWS_AS(direct({}, {}, {}), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, one, weight), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, population, one), std::invalid_argument);
    CHECK_THROWS_AS(direct({-1, 20}, population, weight), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, {0, 100}, weight), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, {nan, 100}, weight), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, population, {-1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, population, {nan, 2}), std::invalid_argument);
    CHECK_THROWS_AS(direct(count, population, {0, 0}), std::invalid_argument);
    CHECK_THROWS_AS(stats::directly_standardised_rate(count, population, weight, 0.95, 0), std::invalid_argument);
    const auto indirect = [](const Numbers& x, const Numbers& n, const Numbers& xr, const Numbers& nr) {
        return stats::indirectly_standardised_ratio(x, n, xr, nr);
    };
    CHECK_THROWS_AS(indirect({}, {}, {}, {}), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, population, one, population), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, population, count, one), std::invalid_argument);
    CHECK_THROWS_AS(indirect({1, 2, 3}, population, count, population), std::invalid_argument);
    CHECK_THROWS_AS(indirect({-1, 2}, population, count, population), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, {-1, 2}, count, population), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, population, {-1, 2}, population), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, population, count, {0, 2}), std::invalid_argument);
    CHECK_THROWS_AS(indirect(count, population, count, {nan, 2}), std::invalid_argument);
}

TEST_CASE("Rows of repeats must agree on their age band") {
    const std::vector<stats::EventRow> good{{0, 100, 1, 1, 6}, {0, 100, 1, 2, 5}, {1, 50, 1, 1, 2}};
    CHECK(stats::directly_standardised_rate_of_repeats(good).events == 18);
    CHECK(stats::directly_standardised_rate_of_repeats(good).population == 150);
    auto rows = good;
    rows[1].population = 101;
    CHECK_THROWS_AS(stats::directly_standardised_rate_of_repeats(rows), std::invalid_argument);
    rows = good;
    rows[1].weight = 2;
    CHECK_THROWS_AS(stats::directly_standardised_rate_of_repeats(rows), std::invalid_argument);
    rows = good;
    rows[1].frequency = 0;
    CHECK_THROWS_AS(stats::directly_standardised_rate_of_repeats(rows), std::invalid_argument);
    CHECK_THROWS_AS(stats::directly_standardised_rate_of_repeats({}), std::invalid_argument);
}

TEST_CASE("Repeated events widen the limits but not the rate") {
    const std::vector<stats::EventRow> once{{0, 1000, 1, 1, 40}}, twice{{0, 1000, 1, 2, 20}};
    const stats::Figure of_once = stats::directly_standardised_rate_of_repeats(once).figure;
    const stats::Figure of_twice = stats::directly_standardised_rate_of_repeats(twice).figure;
    CHECK(of_once.value == of_twice.value);
    CHECK(of_twice.value - of_twice.limits.lower ==
          Approx(std::sqrt(2.0) * (of_once.value - of_once.limits.lower)).epsilon(1e-12));
}

TEST_CASE("An indirectly standardised ratio divides observed by expected events") {
    // The reference's rates are 1% and 10%: 100 * 1% + 50 * 10% = 6 events expected.
    const stats::IndirectRate ratio =
        stats::indirectly_standardised_ratio(Numbers{4, 5}, Numbers{100, 50}, Numbers{10, 100}, Numbers{1000, 1000});
    CHECK(ratio.observed == 9);
    CHECK(ratio.expected == Approx(6));
    CHECK(ratio.figure.value == Approx(150));
    CHECK(ratio.figure.limits.upper == Approx(17.08480345141919 / 6 * 100).epsilon(1e-10));
    const stats::IndirectRate rate = stats::indirectly_standardised_rate(Numbers{9}, Numbers{100, 50}, Numbers{10, 100},
                                                                         Numbers{1000, 1000}, 0.95, 1000);
    CHECK(rate.reference_rate == Approx(55));
    CHECK(rate.figure.value == Approx(1.5 * 55));
    const stats::IndirectRate none =
        stats::indirectly_standardised_ratio(Numbers{3}, Numbers{100, 50}, Numbers{0, 0}, Numbers{1000, 1000});
    CHECK(none.figure.blank == Blank::nothing_expected);
    CHECK(std::isnan(none.figure.value));
}

namespace {

void check(const stats::DirectRate& at_95, const stats::DirectRate& at_998, const Golden& expected, std::size_t row) {
    CHECK_NEAR(at_95.events, expected.number(row, "total_count"), 1e-12);
    CHECK_NEAR(at_95.population, expected.number(row, "total_pop"), 1e-12);
    CHECK_NEAR(at_95.figure.value, expected.number(row, "value"), 1e-9);
    CHECK_NEAR(at_95.figure.limits.lower, expected.number(row, "lower95_0cl"), 1e-9);
    CHECK_NEAR(at_95.figure.limits.upper, expected.number(row, "upper95_0cl"), 1e-9);
    CHECK_NEAR(at_998.figure.limits.lower, expected.number(row, "lower99_8cl"), 1e-9);
    CHECK_NEAR(at_998.figure.limits.upper, expected.number(row, "upper99_8cl"), 1e-9);
    const bool blank = expected.text(row, "statistic") == "dsr NA for total count < 10";
    CHECK((at_95.figure.blank == Blank::fewer_than_10_events) == blank);
}

std::vector<std::size_t> rows_of(const Golden& table, const std::string& area) {
    for (const auto& [name, rows] : table.groups("area"))
        if (name == area) return rows;
    return {};
}

}  // namespace

TEST_CASE("Directly standardised rates agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("dsr_input"), both("dsr_expected_95_998"), at_90("dsr_expected_90_per1000"), esp("esp2013");
    CHECK(std::equal(stats::esp2013.begin(), stats::esp2013.end(), esp.numbers(esp.all(), "esp2013").begin()));
    std::size_t used = 0;
    for (std::size_t i = 0; i < both.size(); ++i) {
        const auto rows = rows_of(input, both.text(i, "area"));
        CAPTURE(both.text(i, "area"));
        REQUIRE_FALSE(rows.empty());
        used += rows.size();
        const Numbers x = input.numbers(rows, "dths"), n = input.numbers(rows, "pop"),
                      w = input.numbers(rows, "stdpop");
        check(stats::directly_standardised_rate(x, n, w), stats::directly_standardised_rate(x, n, w, 0.998), both, i);
        REQUIRE(at_90.text(i, "area") == both.text(i, "area"));
        const stats::Figure per_1000 = stats::directly_standardised_rate(x, n, w, 90, 1000).figure;
        CHECK_NEAR(per_1000.value, at_90.number(i, "value"), 1e-9);
        CHECK_NEAR(per_1000.limits.lower, at_90.number(i, "lowercl"), 1e-9);
        CHECK_NEAR(per_1000.limits.upper, at_90.number(i, "uppercl"), 1e-9);
    }
    CHECK(both.size() == 8);
    CHECK(at_90.size() == 8);
    CHECK(used == input.size());
}

TEST_CASE("Rates of repeated events agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("dsr_nonindependent_input"), expected("dsr_nonindependent_expected");
    std::size_t used = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        std::vector<stats::EventRow> rows;
        for (const std::size_t row : rows_of(input, expected.text(i, "area")))
            rows.push_back({static_cast<int>(input.number(row, "ageband")), input.number(row, "pop"),
                            input.number(row, "stdpop"), input.number(row, "eventfreq"), input.number(row, "x")});
        CAPTURE(expected.text(i, "area"));
        used += rows.size();
        check(stats::directly_standardised_rate_of_repeats(rows),
              stats::directly_standardised_rate_of_repeats(rows, 0.998), expected, i);
    }
    CHECK(expected.size() == 2);
    CHECK(used == input.size());
}

TEST_CASE("Indirectly standardised ratios and rates agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("indirect_input"), ratios("isratio_expected"), rates("israte_expected");
    REQUIRE(ratios.size() == rates.size());
    std::size_t used = 0;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const auto rows = rows_of(input, ratios.text(i, "area"));
        CAPTURE(ratios.text(i, "area"));
        used += rows.size();
        const Numbers x = input.numbers(rows, "dths"), n = input.numbers(rows, "pop");
        const Numbers xr = input.numbers(rows, "refx"), nr = input.numbers(rows, "refn");
        const double tolerance = ratios.text(i, "method") == "Exact" ? 1e-8 : 1e-9;
        const auto check_limits = [&](const stats::IndirectRate& at_95, const stats::IndirectRate& at_998,
                                      const Golden& expected) {
            CHECK_NEAR(at_95.observed, expected.number(i, "observed"), 1e-12);
            CHECK_NEAR(at_95.expected, expected.number(i, "expected"), 1e-9);
            CHECK_NEAR(at_95.figure.value, expected.number(i, "value"), 1e-9);
            CHECK_NEAR(at_95.figure.limits.lower, expected.number(i, "lower95_0cl"), tolerance);
            CHECK_NEAR(at_95.figure.limits.upper, expected.number(i, "upper95_0cl"), tolerance);
            CHECK_NEAR(at_998.figure.limits.lower, expected.number(i, "lower99_8cl"), tolerance);
            CHECK_NEAR(at_998.figure.limits.upper, expected.number(i, "upper99_8cl"), tolerance);
        };
        check_limits(stats::indirectly_standardised_ratio(x, n, xr, nr),
                     stats::indirectly_standardised_ratio(x, n, xr, nr, 0.998), ratios);
        const stats::IndirectRate rate = stats::indirectly_standardised_rate(x, n, xr, nr);
        check_limits(rate, stats::indirectly_standardised_rate(x, n, xr, nr, 0.998), rates);
        CHECK_NEAR(rate.reference_rate, rates.number(i, "ref_rate"), 1e-9);
    }
    CHECK(ratios.size() == 6);
    CHECK(used == input.size());
}

TEST_CASE("A standardised rate does not depend on the order or splitting of ages", "[property]") {
    const Numbers count{3, 9, 20, 44}, population{900, 800, 700, 300}, weight{30, 30, 25, 15};
    const stats::Figure rate = stats::directly_standardised_rate(count, population, weight).figure;
    const stats::Figure turned =
        stats::directly_standardised_rate(Numbers{44, 20, 9, 3}, Numbers{300, 700, 800, 900}, Numbers{15, 25, 30, 30})
            .figure;
    CHECK(turned.value == Approx(rate.value).epsilon(1e-13));
    CHECK(turned.limits.lower == Approx(rate.limits.lower).epsilon(1e-13));
    // An area with the standard's own ages has its crude rate.
    const stats::DirectRate same = stats::directly_standardised_rate(count, weight, weight, 0.95, 1);
    CHECK(same.figure.value == Approx(76.0 / 100).epsilon(1e-13));
    // A multiplier scales everything; the whole standard population may be scaled at will.
    const stats::Figure per_1000 =
        stats::directly_standardised_rate(count, population, Numbers{60, 60, 50, 30}, 0.95, 1000).figure;
    CHECK(per_1000.limits.upper * 100 == Approx(rate.limits.upper).epsilon(1e-13));
}
