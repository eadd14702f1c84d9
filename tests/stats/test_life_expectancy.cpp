#include "golden.h"
#include "stats/life_expectancy.h"

#include <algorithm>

namespace stats = locality::stats;
using stats::Blank;
using Numbers = std::vector<double>;

namespace {

/// 10,000 people in each band; in each of them 1 in 100 dies a year, in the last 1 in 4.
Numbers people() {
    return Numbers(20, 10'000);
}
Numbers steady_deaths() {
    Numbers deaths(20, 100);
    deaths.back() = 2500;
    return deaths;
}

Blank blank_of(const Numbers& deaths, const Numbers& population) {
    const auto table = stats::life_expectancy(deaths, population);
    for (const stats::LifeExpectancy& at : table) {
        CHECK(at.figure.blank == table.front().figure.blank);
        CHECK(std::isnan(at.figure.value));
        CHECK_FALSE(at.figure.limits.known());
    }
    return table.front().figure.blank;
}

}  // namespace

TEST_CASE("Life expectancy in the last age band is one over its death rate") {
    const auto table = stats::life_expectancy(steady_deaths(), people());
    REQUIRE(table.size() == 20);
    CHECK(table[19].age == 90);
    CHECK(table[19].figure.value == Approx(4));
    // Half of e90's variance is not estimated: SE = e * (2 / 2) / sqrt(deaths) = 4 / 50.
    CHECK(table[19].figure.limits.upper == Approx(4 + 1.959963984540054 * 4 / 50).epsilon(1e-12));
    // At 85: q = 5 * 0.01 / (1 + 5 * 0.01 / 2); those who die live 2.5 years, the rest 5 + 4.
    const double q = 0.05 / 1.025;
    CHECK(table[18].figure.value == Approx(q * 2.5 + (1 - q) * 9).epsilon(1e-12));
    CHECK(table[18].population == 20'000);
    CHECK(table[0].deaths == 19 * 100 + 2500);
}

TEST_CASE("A life table that cannot be made is blank and says why") {
    Numbers deaths = steady_deaths(), population = people();
    deaths[3] = -1;
    CHECK(blank_of(deaths, population) == Blank::deaths_below_zero);
    deaths = steady_deaths();
    population[5] = 0;
    CHECK(blank_of(deaths, population) == Blank::age_band_without_people);
    population = people();
    deaths[5] = 10'001;
    CHECK(blank_of(deaths, population) == Blank::more_deaths_than_people);
    deaths = steady_deaths();
    deaths[0] = std::nan("");
    CHECK(blank_of(deaths, population) == Blank::missing);
    deaths = steady_deaths();
    deaths.pop_back();
    population.pop_back();
    CHECK(blank_of(deaths, population) == Blank::not_20_age_bands);
    CHECK(blank_of(Numbers(20, 1), Numbers(20, 250)) == Blank::population_5000_or_less);
    CHECK(stats::reason(Blank::population_5000_or_less) == "5,000 people or fewer");
    CHECK_THROWS_AS(stats::life_expectancy(steady_deaths(), Numbers(19, 1)), std::invalid_argument);
    CHECK(stats::life_expectancy({}, {}).empty());
}

TEST_CASE("No deaths in the last band leave life without an end") {
    Numbers deaths = steady_deaths();
    deaths.back() = 0;
    CHECK(blank_of(deaths, people()) == Blank::no_deaths_in_last_band);
}

TEST_CASE("A life expectancy with limits too wide is blank but keeps them") {
    Numbers deaths(20, 0);
    deaths.back() = 1;
    const auto table = stats::life_expectancy(deaths, Numbers(20, 300));
    CHECK(table[0].figure.blank == Blank::limits_too_wide);
    CHECK(std::isnan(table[0].figure.value));
    CHECK(table[0].figure.limits.known());
}

TEST_CASE("Life expectancies agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    std::size_t compared = 0;
    const auto compare = [&](const Golden& input, const std::vector<std::size_t>& input_rows, const Golden& expected,
                             const std::vector<std::size_t>& rows) {
        auto by_age = input_rows;
        std::sort(by_age.begin(), by_age.end(), [&](std::size_t a, std::size_t b) {
            return input.number(a, "startage") < input.number(b, "startage");
        });
        const Numbers deaths = input.numbers(by_age, "deaths"), population = input.numbers(by_age, "pops");
        const auto at_95 = stats::life_expectancy(deaths, population);
        const auto at_998 = stats::life_expectancy(deaths, population, 0.998);
        REQUIRE(at_95.size() == rows.size());
        for (std::size_t k = 0; k < rows.size(); ++k) {
            const std::size_t row = rows[k];
            CAPTURE(at_95[k].age);
            CHECK(at_95[k].age == expected.number(row, "startage"));
            CHECK_NEAR(at_95[k].population, expected.number(row, "pops_used"), 1e-12);
            CHECK_NEAR(at_95[k].deaths, expected.number(row, "dths_used"), 1e-12);
            CHECK_NEAR(at_95[k].figure.value, expected.number(row, "value"), 1e-9);
            CHECK((at_95[k].figure.blank == Blank::no) == !std::isnan(expected.number(row, "value")));
            ++compared;
            if (at_95[k].figure.blank == Blank::no_deaths_in_last_band) {
                // The reference gives NaN or infinite limits here; ours are none.
                CHECK_FALSE(std::isfinite(expected.number(row, "upper95_0cl")));
                CHECK_FALSE(at_95[k].figure.limits.known());
                continue;
            }
            CHECK_NEAR(at_95[k].figure.limits.lower, expected.number(row, "lower95_0cl"), 1e-9);
            CHECK_NEAR(at_95[k].figure.limits.upper, expected.number(row, "upper95_0cl"), 1e-9);
            CHECK_NEAR(at_998[k].figure.limits.lower, expected.number(row, "lower99_8cl"), 1e-9);
            CHECK_NEAR(at_998[k].figure.limits.upper, expected.number(row, "upper99_8cl"), 1e-9);
        }
    };
    const Golden areas("life_expectancy_input"), expected("life_expectancy_expected");
    const auto inputs = areas.groups("area");
    for (const auto& [area, rows] : expected.groups("area")) {
        CAPTURE(area);
        const auto found =
            std::find_if(inputs.begin(), inputs.end(), [&, name = area](const auto& g) { return g.first == name; });
        REQUIRE(found != inputs.end());
        compare(areas, found->second, expected, rows);
    }
    const Golden example("life_expectancy_docexample_input"), published("life_expectancy_docexample_expected");
    compare(example, example.all(), published, published.all());
    CHECK(compared == 260 + 20);
}

TEST_CASE("More deaths shorten life, at every age up to theirs", "[property]") {
    const auto before = stats::life_expectancy(steady_deaths(), people());
    for (std::size_t band = 0; band < 20; ++band) {
        Numbers deaths = steady_deaths();
        deaths[band] *= 1.5;
        const auto after = stats::life_expectancy(deaths, people());
        for (std::size_t i = 0; i < 20; ++i) {
            CAPTURE(band, i);
            if (i <= band)
                CHECK(after[i].figure.value < before[i].figure.value);
            else
                CHECK(after[i].figure.value == Approx(before[i].figure.value).epsilon(1e-13));
        }
    }
}

TEST_CASE("Ten times the people and deaths keep life and narrow its limits", "[property]") {
    Numbers deaths = steady_deaths(), population = people();
    const auto small = stats::life_expectancy(deaths, population);
    for (double& d : deaths) d *= 100;
    for (double& p : population) p *= 100;
    const auto large = stats::life_expectancy(deaths, population);
    for (std::size_t i = 0; i < 20; ++i) {
        CHECK(large[i].figure.value == Approx(small[i].figure.value).epsilon(1e-12));
        const auto width = [](const stats::Interval& limits) { return limits.upper - limits.lower; };
        CHECK(width(large[i].figure.limits) == Approx(width(small[i].figure.limits) / 10).epsilon(1e-9));
    }
}
