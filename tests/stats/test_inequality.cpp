#include "golden.h"
#include "stats/inequality.h"

#include <algorithm>
#include <random>

namespace stats = locality::stats;
using stats::Blank;
using stats::Figure;
using Numbers = std::vector<double>;

TEST_CASE("Quantile 1 holds the highest values, or the lowest where asked") {
    const Numbers values{10, 50, 20, 40, 30};
    CHECK(stats::quantile_groups(values, 5) == std::vector<int>{5, 1, 4, 2, 3});
    CHECK(stats::quantile_groups(values, 5, false) == std::vector<int>{1, 5, 2, 4, 3});
}

TEST_CASE("Ties share the quantile of their best rank") {
    CHECK(stats::quantile_groups(Numbers{9, 9, 9, 1}, 2) == std::vector<int>{1, 1, 1, 2});
    CHECK(stats::quantile_groups(Numbers{4, 4, 4, 4}, 4) == std::vector<int>{1, 1, 1, 1});
}

TEST_CASE("A missing value has no quantile; too few values have none") {
    CHECK(stats::quantile_groups(Numbers{1, std::nan(""), 3}, 2) == std::vector<int>{2, 0, 1});
    CHECK(stats::quantile_groups(Numbers{1, std::nan(""), 3}, 3) == std::vector<int>{0, 0, 0});
    CHECK(stats::quantile_groups({}, 5).empty());
    CHECK_THROWS_AS(stats::quantile_groups(Numbers{1}, 0), std::invalid_argument);
}

TEST_CASE("Quantiles agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("quantile_input"), expected("quantile_expected");
    std::map<std::pair<std::string, std::string>, std::string> answers;  // by group and id, then "nq invert"
    std::size_t compared = 0, none = 0;
    for (const int quantiles : {4, 5, 10})
        for (const bool highest_first : {true, false})
            for (const auto& [group, rows] : input.groups("grp")) {
                const std::vector<int> groups =
                    stats::quantile_groups(input.numbers(rows, "val"), quantiles, highest_first);
                std::map<std::string, int> by_id;
                for (std::size_t i = 0; i < rows.size(); ++i) by_id[input.text(rows[i], "id")] = groups[i];
                for (std::size_t row = 0; row < expected.size(); ++row) {
                    if (expected.text(row, "grp") != group || expected.number(row, "nq") != quantiles ||
                        (expected.text(row, "invert") == "TRUE") != highest_first)
                        continue;
                    CAPTURE(group, quantiles, highest_first, expected.text(row, "id"));
                    const double wanted = expected.number(row, "quantile");
                    CHECK(by_id.at(expected.text(row, "id")) == (std::isnan(wanted) ? 0 : static_cast<int>(wanted)));
                    none += std::isnan(wanted);
                    ++compared;
                }
            }
    CHECK(compared == 858);
    CHECK(none > 0);
}

TEST_CASE("The difference of two proportions has Newcombe's limits") {
    // Newcombe 1998, table II, method 10: 56/70 - 48/80 is 0.2, from 0.0524 to 0.3339.
    const Figure gap = stats::difference(stats::proportion(56, 70), stats::proportion(48, 80));
    CHECK(gap.value == Approx(0.2));
    CHECK(gap.limits.lower == Approx(0.0524).margin(0.00005));
    CHECK(gap.limits.upper == Approx(0.3339).margin(0.00005));
    // 0/10 - 0/20: -0.1611 to 0.2775.
    const Figure none = stats::difference(stats::proportion(0, 10), stats::proportion(0, 20));
    CHECK(none.limits.lower == Approx(-0.1611).margin(0.00005));
    CHECK(none.limits.upper == Approx(0.2775).margin(0.00005));
}

TEST_CASE("The difference of means with equal limits is the usual one") {
    const Figure gap = stats::difference({80, {77, 83}, Blank::no}, {75, {71, 79}, Blank::no});
    CHECK(gap.value == 5);
    CHECK(gap.limits.lower == 0);
    CHECK(gap.limits.upper == 10);
    CHECK_FALSE(stats::beyond_chance(gap, 0));
    CHECK(stats::beyond_chance(gap, -0.1));
    CHECK(stats::beyond_chance(gap, 10.1));
}

TEST_CASE("A ratio's limits mirror those of its opposite") {
    const Figure a = stats::rate(45, 1000), b = stats::rate(30, 1200);
    const Figure one = stats::ratio(a, b), other = stats::ratio(b, a);
    CHECK(one.value == Approx(1.8));
    CHECK(one.limits.lower == Approx(1 / other.limits.upper));
    CHECK(one.limits.upper == Approx(1 / other.limits.lower));
    // The log-normal limits of a rate ratio: exp(log 1.8 -/+ 1.96 sqrt(1/45 + 1/30)) = 1.135, 2.854.
    CHECK(one.limits.lower == Approx(1.135).epsilon(0.03));
    CHECK(one.limits.upper == Approx(2.854).epsilon(0.03));
    CHECK(stats::beyond_chance(one, 1));
}

TEST_CASE("Ratios with no events stay honest") {
    const Figure none = stats::rate(0, 1000), some = stats::rate(12, 1000), few = stats::rate(1, 1000);
    const Figure zero = stats::ratio(none, some);
    CHECK(zero.value == 0);
    CHECK(zero.limits.lower == 0);
    CHECK((zero.limits.upper > 0 && std::isfinite(zero.limits.upper)));
    CHECK(stats::ratio(some, none).blank == Blank::divided_by_zero);
    CHECK(stats::reason(stats::ratio(some, none).blank) == "compared with 0");
    const Figure wide = stats::ratio(some, few);
    CHECK((wide.limits.lower > 0 && wide.limits.lower < 12 && wide.limits.upper > 100));
    CHECK(std::isinf(stats::ratio(some, {1, {0, 3}, Blank::no}).limits.upper));
    CHECK_THROWS_AS(stats::ratio(some, {-1, {-2, 3}, Blank::no}), std::invalid_argument);
}

TEST_CASE("A gap with a blank is blank for the same reason") {
    const Figure some = stats::rate(12, 1000);
    const Figure blank{std::nan(""), {}, Blank::fewer_than_10_events};
    CHECK(stats::difference(some, blank).blank == Blank::fewer_than_10_events);
    CHECK(stats::ratio(blank, some).blank == Blank::fewer_than_10_events);
    CHECK(stats::difference(some, {1, {}, Blank::no}).blank == Blank::missing);
    CHECK_FALSE(stats::beyond_chance(stats::difference(some, blank), 0));
}

TEST_CASE("Gaps hold the truth about as often as they say", "[property]") {
    std::mt19937_64 random(11);
    std::binomial_distribution<int> first(120, 0.35), second(90, 0.2);
    constexpr int draws = 4000;
    int differences = 0, ratios = 0;
    for (int i = 0; i < draws; ++i) {
        const Figure a = stats::proportion(first(random), 120), b = stats::proportion(second(random), 90);
        differences += !stats::beyond_chance(stats::difference(a, b), 0.15);
        ratios += !stats::beyond_chance(stats::ratio(a, b), 1.75);
    }
    CHECK(differences / double(draws) == Approx(0.95).margin(0.014));
    CHECK(ratios / double(draws) == Approx(0.95).margin(0.014));
}
