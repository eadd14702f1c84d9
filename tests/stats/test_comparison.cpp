#include "golden.h"
#include "stats/comparison.h"

namespace stats = locality::stats;
using stats::Blank;
using stats::Figure;
using stats::Polarity;
using stats::Standing;
using Numbers = std::vector<double>;

namespace {

Figure figure(double value, double lower, double upper) {
    return {value, {lower, upper}, Blank::no};
}

}  // namespace

TEST_CASE("A benchmark within the limits or on them is similar") {
    const Figure some = figure(10, 8, 12);
    CHECK(stats::against_benchmark(some, 8, Polarity::low_is_good) == Standing::similar);
    CHECK(stats::against_benchmark(some, 12, Polarity::low_is_good) == Standing::similar);
    CHECK(stats::against_benchmark(some, 12.01, Polarity::low_is_good) == Standing::better);
    CHECK(stats::against_benchmark(some, 7.99, Polarity::low_is_good) == Standing::worse);
    CHECK(stats::against_benchmark(some, 7.99, Polarity::high_is_good) == Standing::better);
    CHECK(stats::against_benchmark(some, 7.99, Polarity::neutral) == Standing::higher);
    CHECK(stats::against_benchmark(some, 12.01, Polarity::neutral) == Standing::lower);
    CHECK(stats::against_benchmark(some, 7.99, Polarity::none) == Standing::not_compared);
}

TEST_CASE("Two levels of confidence tell better from best") {
    const Figure some = figure(10, 8, 12);
    const stats::Interval wide{6, 14};
    CHECK(stats::against_benchmark(some, wide, 6, Polarity::high_is_good) == Standing::better);
    CHECK(stats::against_benchmark(some, wide, 5.9, Polarity::high_is_good) == Standing::best);
    CHECK(stats::against_benchmark(some, wide, 14.1, Polarity::high_is_good) == Standing::worst);
    CHECK(stats::against_benchmark(some, wide, 14.1, Polarity::neutral) == Standing::lowest);
    CHECK(stats::words(Standing::lowest) == "much lower");
}

TEST_CASE("What is blank is not compared") {
    const double nan = std::nan("");
    const Figure some = figure(10, 8, 12), blank{nan, {8, 12}, Blank::limits_too_wide};
    CHECK(stats::against_benchmark(blank, 20, Polarity::neutral) == Standing::not_compared);
    CHECK(stats::against_benchmark(figure(10, nan, 12), 20, Polarity::neutral) == Standing::not_compared);
    CHECK(stats::against_benchmark(some, nan, Polarity::neutral) == Standing::not_compared);
    CHECK(stats::against_benchmark(some, {nan, 14}, 20, Polarity::neutral) == Standing::not_compared);
    CHECK(stats::against_figure(some, figure(10, nan, nan), Polarity::neutral) == Standing::not_compared);
    CHECK(stats::words(Standing::not_compared) == "not compared");
}

TEST_CASE("Comparisons agree with Fingertips") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden golden("comparator_fingertips");
    // Fingertips says Better and Best for higher, Worse and Worst for lower, where neither is good.
    const auto word = [](Standing standing) -> std::string {
        switch (standing) {
            case Standing::not_compared:
                return "None";
            case Standing::similar:
                return "Same";
            case Standing::better:
            case Standing::higher:
                return "Better";
            case Standing::worse:
            case Standing::lower:
                return "Worse";
            case Standing::best:
            case Standing::highest:
                return "Best";
            case Standing::worst:
            case Standing::lowest:
                return "Worst";
        }
        return "";
    };
    const std::map<std::string, Polarity> polarities{
        {"-1", Polarity::none}, {"0", Polarity::low_is_good}, {"1", Polarity::high_is_good}, {"99", Polarity::neutral}};
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const Polarity polarity = polarities.at(golden.text(i, "polarity"));
        const Figure at = figure(golden.number(i, "value"), golden.number(i, "lower95"), golden.number(i, "upper95"));
        const double benchmark = golden.number(i, "benchmark");
        CAPTURE(i);
        CHECK(word(stats::against_benchmark(at, benchmark, polarity)) == golden.text(i, "one_ci_level"));
        CHECK(word(stats::against_benchmark(at, {golden.number(i, "lower998"), golden.number(i, "upper998")}, benchmark,
                                            polarity)) == golden.text(i, "two_ci_levels"));
        const Figure other =
            figure(benchmark, golden.number(i, "benchmark_lower95"), golden.number(i, "benchmark_upper95"));
        CHECK(word(stats::against_figure(at, other, polarity)) == golden.text(i, "double_overlap"));
    }
    CHECK(golden.size() == 240);
}

TEST_CASE("Category bounds agree with Fingertips") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden golden("fingertips_category_bounds");
    for (std::size_t i = 0; i < golden.size(); ++i) {
        CAPTURE(i);
        const Numbers bounds =
            stats::category_bounds(numbers_in(golden.text(i, "values")), static_cast<int>(golden.number(i, "k")));
        const Numbers expected = numbers_in(golden.text(i, "bounds"));
        REQUIRE(bounds.size() == expected.size());
        for (std::size_t k = 0; k < bounds.size(); ++k) CHECK(std::abs(bounds[k] - expected[k]) <= 1e-10);
    }
    CHECK(golden.size() == 28);
}

TEST_CASE("A quintile category is the first whose bound is not below the value") {
    const Numbers values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    CHECK(stats::quintile_category(1, values) == 1);
    CHECK(stats::quintile_category(2.8, values) == 1);
    CHECK(stats::quintile_category(2.9, values) == 2);
    CHECK(stats::quintile_category(10, values) == 5);
    CHECK(stats::quintile_category(std::nan(""), values) == 0);
    CHECK(stats::quintile_category(1, Numbers{1, 2, 3, 4}) == 0);
    CHECK(stats::quintile_category(1, Numbers{1, 2, 3, 4, std::nan("")}) == 0);
    CHECK_THROWS_AS(stats::category_bounds(values, 0), std::invalid_argument);
    // Halves are rounded away from zero at the tenth decimal.
    CHECK(stats::category_bounds(Numbers{-5e-11, -5e-11, 5e-11, 5e-11}, 1) == Numbers{-1e-10, 1e-10});
}

TEST_CASE("Turning the polarity round swaps better and worse", "[property]") {
    for (double benchmark = 5; benchmark <= 15; benchmark += 0.5) {
        const Figure some = figure(10, 8, 12);
        const Standing low = stats::against_benchmark(some, {7, 13}, benchmark, Polarity::low_is_good);
        const Standing high = stats::against_benchmark(some, {7, 13}, benchmark, Polarity::high_is_good);
        const std::map<Standing, Standing> opposite{{Standing::similar, Standing::similar},
                                                    {Standing::better, Standing::worse},
                                                    {Standing::worse, Standing::better},
                                                    {Standing::best, Standing::worst},
                                                    {Standing::worst, Standing::best}};
        CHECK(opposite.at(low) == high);
    }
}
