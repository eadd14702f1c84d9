#include "golden.h"
#include "stats/trend.h"

#include <random>

namespace stats = locality::stats;
using stats::Blank;
using stats::Figure;
using stats::Polarity;
using stats::TrendDirection;
using Numbers = std::vector<double>;

namespace {

std::vector<Figure> series(const Numbers& values, double half_width) {
    std::vector<Figure> result;
    for (const double v : values) result.push_back({v, {v - half_width, v + half_width}, Blank::no});
    return result;
}

}  // namespace

TEST_CASE("A proportion's trend is Armitage's chi-squared test over the last five points") {
    // Worked by hand: 10, 20, 30, 40, 50 of 100; x from the middle -2..2, p = 0.3:
    // (sum of x * count)^2 / (p (1 - p) * 100 * 10) = 100^2 / 210.
    const Numbers count{10, 20, 30, 40, 50}, total(5, 100);
    const stats::Trend trend = stats::recent_trend_of_proportion(count, total);
    CHECK(trend.chi_squared == Approx(10'000.0 / 210));
    CHECK(trend.direction == TrendDirection::increasing);
    CHECK(trend.slope > 0);
    CHECK(trend.p_value < 1e-10);
    // Only the last five count.
    const stats::Trend longer = stats::recent_trend_of_proportion(Numbers{90, 80, 10, 20, 30, 40, 50}, Numbers(7, 100));
    CHECK(longer.chi_squared == trend.chi_squared);
    CHECK(longer.direction == TrendDirection::increasing);
}

TEST_CASE("Fingertips' own example series have the trends its tests name") {
    const Numbers total{3454, 3195, 3256, 3227, 3121};
    CHECK(stats::recent_trend_of_proportion(Numbers{621, 599, 556, 535, 447}, total).direction ==
          TrendDirection::decreasing);
    CHECK(stats::recent_trend_of_proportion(Numbers{2157, 2090, 2194, 2134.81, 2094},
                                            Numbers{3454, 3195, 3256, 3152, 3062})
              .direction == TrendDirection::increasing);
    CHECK(stats::recent_trend_of_proportion(Numbers{5405, 5500, 5435, 5480, 5315},
                                            Numbers{18095, 18170, 18005, 17890, 17860})
              .direction == TrendDirection::no_significant_change);
}

TEST_CASE("Any other figure's trend is the weighted line through the last five points") {
    // Standard errors of 1: the slope's is 1 / sqrt(10), so chi-squared is 10 slope^2.
    const auto rising = series({1, 2, 3, 4, 5}, 1.96);
    const stats::Trend trend = stats::recent_trend(rising);
    CHECK(trend.slope == Approx(1));
    CHECK(trend.chi_squared == Approx(10));
    CHECK(trend.direction == TrendDirection::increasing);
    // 9.55 is what 99.8% asks for.
    CHECK(stats::recent_trend(series({5, 4, 3, 2, 1}, 1.96)).direction == TrendDirection::decreasing);
    CHECK(stats::recent_trend(series({1, 2, 3, 4, 5}, 2.01)).direction == TrendDirection::no_significant_change);
    CHECK(stats::recent_trend(series({1, 2, 3, 4, 5}, 2.01), 0.95).direction == TrendDirection::increasing);
    CHECK(stats::recent_trend(series({4, 4, 4, 4, 4}, 2)).direction == TrendDirection::no_significant_change);
}

TEST_CASE("One point that makes the trend alone makes none") {
    const stats::Trend trend = stats::recent_trend(series({4, 3, 2, 1, 30}, 0.5));
    CHECK(trend.chi_squared > 9.55);
    CHECK(trend.one_point_decides);
    CHECK(trend.direction == TrendDirection::no_significant_change);
    const stats::Trend of_counts =
        stats::recent_trend_of_proportion(Numbers{400, 390, 380, 370, 700}, Numbers(5, 1000));
    CHECK(of_counts.chi_squared > 9.55);
    CHECK(of_counts.one_point_decides);
    CHECK(of_counts.direction == TrendDirection::no_significant_change);
}

TEST_CASE("A trend that cannot be calculated says why") {
    const double nan = std::nan("");
    const Numbers total(5, 100);
    const auto why = [](const stats::Trend& trend) {
        CHECK(trend.direction == TrendDirection::cannot_be_calculated);
        CHECK(std::isnan(trend.chi_squared));
        return std::string(trend.why_not);
    };
    CHECK(why(stats::recent_trend_of_proportion(Numbers{1, 2, 3, 4}, Numbers(4, 9))) == "fewer than five points");
    CHECK(why(stats::recent_trend_of_proportion(Numbers{1, nan, 3, 4, 5}, total)) ==
          "one of the last five points is missing");
    CHECK(why(stats::recent_trend_of_proportion(Numbers(5, 0), total)) == "all counts are 0");
    CHECK(why(stats::recent_trend_of_proportion(total, total)) == "all counts are the whole");
    CHECK(why(stats::recent_trend(series({1, 2, 3}, 1))) == "fewer than five points");
    CHECK(why(stats::recent_trend(series({1, 2, 3, 4, 5}, 0))) == "one of the last five points has no limits");
    auto blank = series({1, 2, 3, 4, 5}, 1);
    blank[2].blank = Blank::fewer_than_10_events;
    CHECK(why(stats::recent_trend(blank)) == "one of the last five points is missing");
    CHECK_THROWS_AS(stats::recent_trend_of_proportion(Numbers{1, 2}, total), std::invalid_argument);
    CHECK_THROWS_AS(stats::recent_trend_of_proportion(Numbers{1, 2, 3, 4, 101}, total), std::invalid_argument);
    CHECK_THROWS_AS(stats::recent_trend_of_proportion(Numbers{1, 2, 3, 4, -1}, total), std::invalid_argument);
}

TEST_CASE("A year without events still has a direction") {
    const stats::Trend trend = stats::recent_trend_of_proportion(Numbers{0, 5, 12, 20, 31}, Numbers(5, 100));
    CHECK(trend.direction == TrendDirection::increasing);
    CHECK(std::isfinite(trend.slope));
}

TEST_CASE("A trend's words judge by polarity") {
    using enum TrendDirection;
    CHECK(stats::words(increasing, Polarity::high_is_good) == "increasing and getting better");
    CHECK(stats::words(increasing, Polarity::low_is_good) == "increasing and getting worse");
    CHECK(stats::words(decreasing, Polarity::low_is_good) == "decreasing and getting better");
    CHECK(stats::words(decreasing, Polarity::high_is_good) == "decreasing and getting worse");
    CHECK(stats::words(decreasing, Polarity::neutral) == "decreasing");
    CHECK(stats::words(increasing, Polarity::none) == "increasing");
    CHECK(stats::words(no_significant_change, Polarity::low_is_good) == "no significant change");
    CHECK(stats::words(cannot_be_calculated, Polarity::low_is_good) == "cannot be calculated");
}

TEST_CASE("A change between two periods is told from chance") {
    const Figure before = stats::proportion(200, 1000), later = stats::proportion(260, 1000);
    CHECK(stats::change_between(before, later) == TrendDirection::increasing);
    CHECK(stats::change_between(later, before) == TrendDirection::decreasing);
    CHECK(stats::change_between(before, stats::proportion(210, 1000)) == TrendDirection::no_significant_change);
    CHECK(stats::change_between(before, {}) == TrendDirection::cannot_be_calculated);
}

TEST_CASE("A steady proportion seldom has a trend", "[property]") {
    std::mt19937_64 random(3);
    std::binomial_distribution<int> steady(800, 0.3);
    int trends = 0;
    for (int i = 0; i < 3000; ++i) {
        Numbers count;
        for (int k = 0; k < 5; ++k) count.push_back(steady(random));
        const stats::Trend trend = stats::recent_trend_of_proportion(count, Numbers(5, 800));
        trends += trend.direction != TrendDirection::no_significant_change;
    }
    CHECK(trends <= 15);  // 0.2% of 3,000 is 6
}

TEST_CASE("Turning time round turns a trend round", "[property]") {
    std::mt19937_64 random(5);
    std::binomial_distribution<int> any(300, 0.4);
    for (int i = 0; i < 200; ++i) {
        Numbers count;
        for (int k = 0; k < 5; ++k) count.push_back(any(random) + 8 * k);
        const stats::Trend forth = stats::recent_trend_of_proportion(count, Numbers(5, 400));
        const stats::Trend back =
            stats::recent_trend_of_proportion(Numbers(count.rbegin(), count.rend()), Numbers(5, 400));
        CHECK(back.chi_squared == Approx(forth.chi_squared));
        CHECK(back.slope == Approx(-forth.slope));
        CHECK((back.direction == TrendDirection::decreasing) == (forth.direction == TrendDirection::increasing));
    }
}
