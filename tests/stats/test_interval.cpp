#include "golden.h"
#include "stats/interval.h"

#include <limits>
#include <random>

namespace stats = locality::stats;
using stats::Blank;
using Numbers = std::vector<double>;

TEST_CASE("A confidence is a fraction or a percentage") {
    CHECK(stats::Confidence(0.95).z() == Approx(1.959963984540054).epsilon(1e-14));
    CHECK(stats::Confidence(95).z() == stats::Confidence(0.95).z());
    CHECK(stats::Confidence(99.8).z() == Approx(3.090232306167813).epsilon(1e-14));
    CHECK(stats::Confidence(0.9).level() == 0.9);
    CHECK(std::isinf(stats::Confidence(100).z()));
    CHECK(std::isinf(stats::Confidence(1).z()));
    for (const double wrong : {0.74, 0.0, -0.95, 3.0, 89.9, 100.1, 1000.0, std::nan("")})
        CHECK_THROWS_AS(stats::Confidence(wrong), std::invalid_argument);
}

TEST_CASE("A proportion has Wilson's limits") {
    const stats::Figure most = stats::proportion(65, 100);
    CHECK(most.value == 0.65);
    CHECK(most.limits.lower == Approx(0.55254443296888).epsilon(1e-12));
    CHECK(most.limits.upper == Approx(0.73635751756902).epsilon(1e-12));
    CHECK(most.blank == Blank::no);
    CHECK(stats::proportion(0, 20).limits.lower == 0);
    CHECK(stats::proportion(20, 20).limits.upper == 1);
    CHECK(stats::wilson_limits(3, 10, 1).lower == 0);
    CHECK(stats::wilson_limits(3, 10, 100).upper == 1);
}

TEST_CASE("A crude rate has exact limits below 10 events, Byar's from 10") {
    const stats::Figure few = stats::rate(9, 900), more = stats::rate(25, 25'000);
    CHECK(few.value == 1000);
    CHECK(few.limits.lower == Approx(457.263677486481).epsilon(1e-12));
    CHECK(few.limits.upper == Approx(1898.311494602130).epsilon(1e-12));
    CHECK(more.value == 100);
    CHECK(more.limits.lower == Approx(64.697063686629).epsilon(1e-12));
    CHECK(more.limits.upper == Approx(147.625802768742).epsilon(1e-12));
    CHECK(stats::poisson_limits(9).lower == stats::exact_poisson_limits(9).lower);
    CHECK(stats::poisson_limits(10).lower == stats::byars_limits(10).lower);
    // Without events the chance of none is exp(-limit): 2.5% at 3.69.
    CHECK(stats::rate(0, 1, 0.95, 1).limits.upper == Approx(-std::log(0.025)).epsilon(1e-12));
    CHECK(stats::rate(0, 1).limits.lower == 0);
    CHECK(std::isinf(stats::exact_poisson_limits(3, 1).upper));
}

TEST_CASE("Numbers that make no proportion or rate are refused") {
    CHECK_THROWS_AS(stats::proportion(-1, 10), std::invalid_argument);
    CHECK_THROWS_AS(stats::proportion(1, 0), std::invalid_argument);
    CHECK_THROWS_AS(stats::proportion(1, -5), std::invalid_argument);
    CHECK_THROWS_AS(stats::proportion(11, 10), std::invalid_argument);
    CHECK_THROWS_AS(stats::rate(-1, 10), std::invalid_argument);
    CHECK_THROWS_AS(stats::rate(1, 0), std::invalid_argument);
    CHECK_THROWS_AS(stats::rate(1, -1), std::invalid_argument);
    CHECK_THROWS_AS(stats::byars_limits(-1), std::invalid_argument);
    CHECK_THROWS_AS(stats::mean(Numbers{}), std::invalid_argument);
}

TEST_CASE("A missing part makes a figure missing, and says so") {
    const double nan = std::nan("");
    for (const stats::Figure& figure :
         {stats::proportion(nan, 10), stats::proportion(1, nan), stats::rate(nan, 10), stats::rate(20, nan)}) {
        CHECK(std::isnan(figure.value));
        CHECK_FALSE(figure.limits.known());
        CHECK(figure.blank == Blank::missing);
        CHECK(stats::reason(figure.blank) == "a number it is made of is missing");
    }
    const stats::Mean mean = stats::mean(Numbers{1, nan, 3});
    CHECK(mean.figure.blank == Blank::missing);
    CHECK(std::isnan(mean.sum));
    CHECK(mean.count == 3);
}

TEST_CASE("A mean has Student's limits; one value has none") {
    const stats::Mean two = stats::mean(Numbers{1.5, 2.5});
    CHECK(two.figure.value == 2);
    // t with 1 degree of freedom leaves 2.5% beyond 12.7062; the standard error is 0.5.
    CHECK(two.figure.limits.upper == Approx(2 + 12.706204736 * 0.5).epsilon(1e-9));
    const stats::Mean one = stats::mean(Numbers{7});
    CHECK(one.figure.value == 7);
    CHECK(one.figure.blank == Blank::no);
    CHECK_FALSE(one.figure.limits.known());
    CHECK(std::isnan(one.standard_deviation));
}

TEST_CASE("Proportions agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden both("proportion_95_998"), at_90("proportion_90_x100");
    for (std::size_t i = 0; i < both.size(); ++i) {
        const double x = both.number(i, "x"), n = both.number(i, "n");
        CAPTURE(x, n);
        const stats::Figure figure = stats::proportion(x, n);
        CHECK_NEAR(figure.value, both.number(i, "value"), 1e-9);
        CHECK_NEAR(figure.limits.lower, both.number(i, "lower95_0cl"), 1e-9);
        CHECK_NEAR(figure.limits.upper, both.number(i, "upper95_0cl"), 1e-9);
        CHECK_NEAR(stats::proportion(x, n, 0.998).limits.lower, both.number(i, "lower99_8cl"), 1e-9);
        CHECK_NEAR(stats::proportion(x, n, 99.8).limits.upper, both.number(i, "upper99_8cl"), 1e-9);
    }
    for (std::size_t i = 0; i < at_90.size(); ++i) {
        const stats::Figure figure = stats::proportion(at_90.number(i, "x"), at_90.number(i, "n"), 90, 100);
        CAPTURE(i);
        CHECK_NEAR(figure.value, at_90.number(i, "value"), 1e-9);
        CHECK_NEAR(figure.limits.lower, at_90.number(i, "lowercl"), 1e-9);
        CHECK_NEAR(figure.limits.upper, at_90.number(i, "uppercl"), 1e-9);
    }
    CHECK(both.size() == 15);
    CHECK(at_90.size() == 15);
}

TEST_CASE("Proportions of groups are of summed counts") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("proportion_grouped_sum_input"), expected("proportion_grouped_sum");
    const auto groups = input.groups("grp");
    REQUIRE(groups.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        double x = 0, n = 0;
        for (const auto& [name, rows] : groups)
            if (name == expected.text(i, "grp"))
                for (const std::size_t row : rows) x += input.number(row, "x"), n += input.number(row, "n");
        CHECK(x == expected.number(i, "x"));
        const stats::Figure figure = stats::proportion(x, n);
        CHECK_NEAR(figure.value, expected.number(i, "value"), 1e-9);
        CHECK_NEAR(figure.limits.lower, expected.number(i, "lowercl"), 1e-9);
        CHECK_NEAR(figure.limits.upper, expected.number(i, "uppercl"), 1e-9);
    }
    CHECK(expected.size() == 3);
}

TEST_CASE("Crude rates agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden both("rate_95_998_per100000"), per_1000("rate_95_per1000");
    for (std::size_t i = 0; i < both.size(); ++i) {
        const double x = both.number(i, "x"), n = both.number(i, "n");
        CAPTURE(x, n);
        const double tolerance = both.text(i, "method") == "Exact" ? 1e-8 : 1e-9;
        CHECK_NEAR(stats::rate(x, n).value, both.number(i, "value"), 1e-9);
        CHECK_NEAR(stats::rate(x, n).limits.lower, both.number(i, "lower95_0cl"), tolerance);
        CHECK_NEAR(stats::rate(x, n).limits.upper, both.number(i, "upper95_0cl"), tolerance);
        CHECK_NEAR(stats::rate(x, n, 0.998).limits.lower, both.number(i, "lower99_8cl"), tolerance);
        CHECK_NEAR(stats::rate(x, n, 0.998).limits.upper, both.number(i, "upper99_8cl"), tolerance);
        const stats::Figure figure = stats::rate(x, n, 0.95, 1000);
        CHECK_NEAR(figure.value, per_1000.number(i, "value"), 1e-9);
        CHECK_NEAR(figure.limits.lower, per_1000.number(i, "lowercl"), tolerance);
        CHECK_NEAR(figure.limits.upper, per_1000.number(i, "uppercl"), tolerance);
    }
    CHECK(both.size() == 11);
    CHECK(per_1000.size() == 11);
}

TEST_CASE("Limits of counts agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden expected("poisson_byars_exact");
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double x = expected.number(i, "x");
        CAPTURE(x);
        CHECK_NEAR(stats::byars_limits(x).lower, expected.number(i, "byars_lower_95"), 1e-9);
        CHECK_NEAR(stats::byars_limits(x).upper, expected.number(i, "byars_upper_95"), 1e-9);
        CHECK_NEAR(stats::byars_limits(x, 0.998).lower, expected.number(i, "byars_lower_998"), 1e-9);
        CHECK_NEAR(stats::byars_limits(x, 0.998).upper, expected.number(i, "byars_upper_998"), 1e-9);
        CHECK_NEAR(stats::exact_poisson_limits(x).lower, expected.number(i, "exact_lower_95"), 1e-8);
        CHECK_NEAR(stats::exact_poisson_limits(x).upper, expected.number(i, "exact_upper_95"), 1e-8);
        CHECK_NEAR(stats::exact_poisson_limits(x, 0.998).lower, expected.number(i, "exact_lower_998"), 1e-8);
        CHECK_NEAR(stats::exact_poisson_limits(x, 0.998).upper, expected.number(i, "exact_upper_998"), 1e-8);
    }
    CHECK(expected.size() == 25);
}

TEST_CASE("Means agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("mean_input"), expected("mean_expected");
    const auto groups = input.groups("grp");
    REQUIRE(groups.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        REQUIRE(groups[i].first == expected.text(i, "grp"));
        CAPTURE(groups[i].first);
        const Numbers values = input.numbers(groups[i].second, "v");
        const stats::Mean mean = stats::mean(values), wide = stats::mean(values, 0.998);
        CHECK_NEAR(mean.sum, expected.number(i, "value_sum"), 1e-9);
        CHECK(static_cast<double>(mean.count) == expected.number(i, "value_count"));
        CHECK_NEAR(mean.standard_deviation, expected.number(i, "stdev"), 1e-9);
        CHECK_NEAR(mean.figure.value, expected.number(i, "value"), 1e-9);
        CHECK_NEAR(mean.figure.limits.lower, expected.number(i, "lower95_0cl"), 1e-9);
        CHECK_NEAR(mean.figure.limits.upper, expected.number(i, "upper95_0cl"), 1e-9);
        double squares = 0;
        for (const double v : values) squares += v * v;
        const stats::Figure sums = stats::mean_of_sums(static_cast<double>(values.size()), mean.sum, squares);
        CHECK_NEAR(sums.value, expected.number(i, "value"), 1e-9);
        CHECK_NEAR(sums.limits.lower, expected.number(i, "lower95_0cl"), 1e-9);
        CHECK_NEAR(sums.limits.upper, expected.number(i, "upper95_0cl"), 1e-9);
        CHECK_NEAR(wide.figure.limits.lower, expected.number(i, "lower99_8cl"), 1e-9);
        CHECK_NEAR(wide.figure.limits.upper, expected.number(i, "upper99_8cl"), 1e-9);
    }
    CHECK(expected.size() == 5);
}

TEST_CASE("Limits enclose the value and widen with confidence", "[property]") {
    for (int x = 0; x <= 40; ++x)
        for (const int n : {40, 41, 100, 5000}) {
            const stats::Figure narrow = stats::proportion(x, n, 0.9), wide = stats::proportion(x, n, 0.998);
            CAPTURE(x, n);
            CHECK((wide.limits.lower <= narrow.limits.lower && narrow.limits.lower <= narrow.value));
            CHECK((narrow.value <= narrow.limits.upper && narrow.limits.upper <= wide.limits.upper));
            const stats::Figure narrow_rate = stats::rate(x, n, 0.95), wide_rate = stats::rate(x, n, 0.998);
            CHECK(
                (wide_rate.limits.lower <= narrow_rate.limits.lower && narrow_rate.limits.lower <= narrow_rate.value));
            CHECK((narrow_rate.value < narrow_rate.limits.upper && narrow_rate.limits.upper < wide_rate.limits.upper));
        }
}

TEST_CASE("Limits of a proportion mirror those of its opposite", "[property]") {
    for (int x = 0; x <= 30; ++x) {
        const stats::Interval limits = stats::wilson_limits(x, 30), mirrored = stats::wilson_limits(30 - x, 30);
        CHECK(limits.lower == Approx(1 - mirrored.upper).margin(1e-14));
    }
}

TEST_CASE("Limits hold the truth about as often as they say", "[property]") {
    std::mt19937_64 random(20260101);
    constexpr int draws = 4000;
    int proportions = 0, rates = 0, means = 0;
    std::binomial_distribution<int> of_40(40, 0.23);
    std::poisson_distribution<int> events(14.5);
    std::normal_distribution<double> normal(3, 2);
    for (int i = 0; i < draws; ++i) {
        const stats::Interval p = stats::wilson_limits(of_40(random), 40), r = stats::poisson_limits(events(random));
        proportions += p.lower <= 0.23 && 0.23 <= p.upper;
        rates += r.lower <= 14.5 && 14.5 <= r.upper;
        Numbers sample;
        for (int k = 0; k < 6; ++k) sample.push_back(normal(random));
        const stats::Interval m = stats::mean(sample).figure.limits;
        means += m.lower <= 3 && 3 <= m.upper;
    }
    // Counts come in steps, so their cover wavers about 95%; the mean's is exact. One standard error is 0.34%.
    CHECK(proportions / double(draws) == Approx(0.95).margin(0.03));
    CHECK(rates / double(draws) == Approx(0.96).margin(0.02));
    CHECK(means / double(draws) == Approx(0.95).margin(0.014));
}
