#include "golden.h"
#include "stats/funnel.h"

#include <algorithm>
#include <numeric>

namespace stats = locality::stats;
using stats::FunnelPlace;
using Numbers = std::vector<double>;

namespace {

/// The reference's word for a place.
std::string word(FunnelPlace place) {
    switch (place) {
        case FunnelPlace::not_significant:
            return "Not significant";
        case FunnelPlace::low_95:
            return "Low (0.025)";
        case FunnelPlace::low_998:
            return "Low (0.001)";
        case FunnelPlace::high_95:
            return "High (0.025)";
        case FunnelPlace::high_998:
            return "High (0.001)";
        case FunnelPlace::too_few_events:
            return "Not applicable for events less than 10 for dsrs";
        case FunnelPlace::missing:
            return "missing";
    }
    return "";
}

double sum(const Numbers& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("A funnel narrows about its average as the population grows") {
    double width = 2;
    for (const double n : {5.0, 50.0, 500.0, 5000.0, 1e7}) {
        const stats::FunnelLimits limits = stats::funnel_limits_of_proportion(n, 0.2);
        CHECK((limits.limits_998.lower <= limits.limits_95.lower && limits.limits_95.lower < 0.2));
        CHECK((limits.limits_998.upper > limits.limits_95.upper && limits.limits_95.upper > 0.2));
        CHECK(limits.limits_95.upper - limits.limits_95.lower < width);
        width = limits.limits_95.upper - limits.limits_95.lower;
    }
    // Far out the limits are those of the normal distribution.
    CHECK(width == Approx(2 * 1.959963984540054 * std::sqrt(0.2 * 0.8 / 1e7)).epsilon(1e-3));
}

TEST_CASE("A value on a funnel's limit has a score interval that ends at the average") {
    // The limits turn Wilson's interval round: a proportion there has the average as its own limit.
    const stats::FunnelLimits limits = stats::funnel_limits_of_proportion(400, 0.3);
    CHECK(stats::wilson_limits(limits.limits_95.upper * 400, 400).lower == Approx(0.3).epsilon(1e-10));
    CHECK(stats::wilson_limits(limits.limits_95.lower * 400, 400).upper == Approx(0.3).epsilon(1e-10));
}

TEST_CASE("A funnel's limits never leave 0 to all, whatever the multiplier") {
    // The reference caps at 100 for every multiplier: above all in 1, below it in 1,000.
    for (const double multiplier : {1.0, 100.0, 1000.0}) {
        const stats::FunnelLimits limits = stats::funnel_limits_of_proportion(1, 0.9, multiplier);
        CHECK(limits.limits_95.lower >= 0);
        CHECK(limits.limits_95.upper == multiplier);
        CHECK(stats::funnel_limits_of_proportion(1e6, 0.9, multiplier).limits_95.upper > 0.9 * multiplier);
    }
}

TEST_CASE("A funnel of ratios has exact Poisson limits") {
    for (const double events : {1.0, 3.0, 9.0, 40.0, 700.0}) {
        const stats::RatioFunnelLimits limits = stats::funnel_limits_of_ratio(events, 100);
        const stats::Interval exact = stats::exact_poisson_limits(events);
        CHECK(limits.expected_at_lower_95 == Approx(exact.upper).epsilon(1e-5));
        CHECK(limits.expected_at_upper_95 == Approx(exact.lower).epsilon(1e-5));
        CHECK(limits.limits_95.lower == Approx(events / exact.upper * 100).epsilon(1e-5));
    }
    CHECK(stats::funnel_limits_of_ratio(0).limits_95.lower == 0);
    CHECK(std::isinf(stats::funnel_limits_of_ratio(0).limits_95.upper));
}

TEST_CASE("A funnel's axis has round ends and 100 growing places") {
    CHECK(stats::funnel_axis(30, 5000).lower == 0);
    CHECK(stats::funnel_axis(30, 5000).upper == 5300);
    CHECK(stats::funnel_axis(3100, 5000).lower == 2000);
    const Numbers places = stats::funnel_places(stats::funnel_axis(3100, 5000));
    REQUIRE(places.size() == 100);
    CHECK((places.front() == 2000 && places.back() == 5300));
    for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i] > places[i - 1]);
}

TEST_CASE("Funnels refuse what they cannot place") {
    CHECK_THROWS_AS(stats::funnel_limits_of_proportion(0, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_limits_of_proportion(10, 1.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_limits_of_ratio(-1), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_proportion(-1, 10, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_proportion(1, 0, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_proportion(11, 10, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_ratio(1, 0), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_rate(-1, 1, 1, 1, false, 1), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_place_of_rate(0, 0, 0, 1, false, 1), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_average_rate(Numbers{1}, Numbers{1, 2}, {}, true, 1), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_axis(5, 0), std::invalid_argument);
    CHECK_THROWS_AS(stats::funnel_axis_of_events(5, 10, 0, 1), std::invalid_argument);
    const double nan = std::nan("");
    CHECK(stats::funnel_place_of_proportion(nan, 10, 0.5) == FunnelPlace::missing);
    CHECK(stats::funnel_place_of_ratio(nan, 10) == FunnelPlace::missing);
    CHECK(stats::funnel_place_of_rate(nan, 10, 1, 1, false, 1) == FunnelPlace::missing);
    CHECK(stats::words(FunnelPlace::high_998) == "above the 99.8% limit");
}

TEST_CASE("Places in funnels agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden proportions("funnel_proportion_significance"), ratios("funnel_ratio_significance");
    const double average =
        sum(proportions.numbers(proportions.all(), "obs")) / sum(proportions.numbers(proportions.all(), "pop"));
    for (std::size_t i = 0; i < proportions.size(); ++i)
        CHECK(word(stats::funnel_place_of_proportion(proportions.number(i, "obs"), proportions.number(i, "pop"),
                                                     average)) == proportions.text(i, "significance"));
    CHECK(proportions.size() == 14);
    for (std::size_t i = 0; i < ratios.size(); ++i)
        CHECK(word(stats::funnel_place_of_ratio(ratios.number(i, "obs"), ratios.number(i, "expd"))) ==
              ratios.text(i, "significance"));
    CHECK(ratios.size() == 10);
    std::size_t placed = 0;
    for (const bool standardised : {false, true}) {
        const Golden rates(standardised ? "funnel_dsr_significance" : "funnel_crude_rate_significance");
        const Numbers count = rates.numbers(rates.all(), "obs"), rate = rates.numbers(rates.all(), "rate");
        const Numbers population = rates.numbers(rates.all(), "pop");
        const double of_all = stats::funnel_average_rate(count, rate, population, standardised, 100'000);
        for (std::size_t i = 0; i < rates.size(); ++i, ++placed)
            CHECK(word(stats::funnel_place_of_rate(count[i], rate[i], population[i], of_all, standardised, 100'000)) ==
                  rates.text(i, "significance"));
    }
    CHECK(placed == 10 + 9);
}

TEST_CASE("Limits of a funnel of proportions agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden points("funnel_proportion_significance"), expected("funnel_proportion_limits_x100");
    const Numbers obs = points.numbers(points.all(), "obs"), pop = points.numbers(points.all(), "pop");
    const double average = sum(obs) / sum(pop);
    const auto [least, most] = std::minmax_element(pop.begin(), pop.end());
    const Numbers axis = stats::funnel_places(stats::funnel_axis(*least, *most));
    REQUIRE(axis.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(i);
        CHECK(axis[i] == expected.number(i, "Population"));
        const stats::FunnelLimits limits = stats::funnel_limits_of_proportion(axis[i], average, 100);
        CHECK_NEAR(limits.limits_95.lower, expected.number(i, "lower_2s_limit"), 1e-9);
        CHECK_NEAR(limits.limits_95.upper, expected.number(i, "upper_2s_limit"), 1e-9);
        CHECK_NEAR(limits.limits_998.lower, expected.number(i, "lower_3s_limit"), 1e-9);
        CHECK_NEAR(limits.limits_998.upper, expected.number(i, "upper_3s_limit"), 1e-9);
        CHECK_NEAR(average * 100, expected.number(i, "baseline"), 1e-9);
    }
    CHECK(expected.size() == 100);
}

TEST_CASE("Limits of funnels of ratios and rates agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden ratios("funnel_ratio_isr_limits"), rates("funnel_crude_rate_limits_3yr");
    const Golden points("funnel_crude_rate_significance");
    const Numbers count = points.numbers(points.all(), "obs"), rate = points.numbers(points.all(), "rate");
    const Numbers population = points.numbers(points.all(), "pop");
    const double average = stats::funnel_average_rate(count, rate, population, false, 100'000);
    constexpr double tolerance = 1e-5;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const double events = ratios.number(i, "Observed_events");
        CAPTURE(events);
        const stats::RatioFunnelLimits limits = stats::funnel_limits_of_ratio(events, 100);
        CHECK_NEAR(limits.expected_at_lower_95, ratios.number(i, "lower_2s_exp_events"), tolerance);
        CHECK_NEAR(limits.expected_at_upper_95, ratios.number(i, "upper_2s_exp_events"), tolerance);
        CHECK_NEAR(limits.expected_at_lower_998, ratios.number(i, "lower_3s_exp_events"), tolerance);
        CHECK_NEAR(limits.expected_at_upper_998, ratios.number(i, "upper_3s_exp_events"), tolerance);
        CHECK_NEAR(limits.limits_95.lower, ratios.number(i, "lower_2s_limit"), tolerance);
        CHECK_NEAR(limits.limits_95.upper, ratios.number(i, "upper_2s_limit"), tolerance);
        CHECK_NEAR(limits.limits_998.lower, ratios.number(i, "lower_3s_limit"), tolerance);
        CHECK_NEAR(limits.limits_998.upper, ratios.number(i, "upper_3s_limit"), tolerance);
    }
    for (std::size_t i = 0; i < rates.size(); ++i) {
        const double events = rates.number(i, "Events");
        CAPTURE(events);
        const stats::RatioFunnelLimits limits = stats::funnel_limits_of_ratio(events, average);
        const auto people_a_year = [&](double expected) { return expected / average * 100'000 / 3; };
        CHECK_NEAR(average, rates.number(i, "baseline"), 1e-9);
        CHECK_NEAR(people_a_year(limits.expected_at_lower_95), rates.number(i, "lower_2s_population_1_year"),
                   tolerance);
        CHECK_NEAR(people_a_year(limits.expected_at_upper_95), rates.number(i, "upper_2s_population_1_year"),
                   tolerance);
        CHECK_NEAR(people_a_year(limits.expected_at_lower_998), rates.number(i, "lower_3s_population_1_year"),
                   tolerance);
        CHECK_NEAR(people_a_year(limits.expected_at_upper_998), rates.number(i, "upper_3s_population_1_year"),
                   tolerance);
        CHECK_NEAR(limits.limits_95.lower, rates.number(i, "lower_2s_limit"), tolerance);
        CHECK_NEAR(limits.limits_95.upper, rates.number(i, "upper_2s_limit"), tolerance);
        CHECK_NEAR(limits.limits_998.lower, rates.number(i, "lower_3s_limit"), tolerance);
        CHECK_NEAR(limits.limits_998.upper, rates.number(i, "upper_3s_limit"), tolerance);
    }
    const auto [least, most] = std::minmax_element(population.begin(), population.end());
    CHECK(stats::funnel_places(stats::funnel_axis_of_events(*least, *most, 3, average / 100'000)) ==
          rates.numbers(rates.all(), "Events"));
    const Golden expected("funnel_ratio_significance");
    const Numbers denominators = expected.numbers(expected.all(), "expd");
    const auto [fewest, greatest] = std::minmax_element(denominators.begin(), denominators.end());
    CHECK(stats::funnel_places(stats::funnel_axis(*fewest, *greatest), true) ==
          ratios.numbers(ratios.all(), "Observed_events"));
    CHECK(ratios.size() == 100);
    CHECK(rates.size() == 100);
}
