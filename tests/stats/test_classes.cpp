#include "golden.h"
#include "stats/breaks.h"
#include "stats/classes.h"
#include "stats/natural_breaks.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

namespace stats = locality::stats;
using stats::ClassMethod;
using Numbers = std::vector<double>;

namespace {

Numbers one_to(int n) {
    Numbers values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

double within(const Numbers& values, const Numbers& breaks) {
    return stats::class_fit(values, breaks).within_squares;
}

/// Least sum of squares within classes by trying every way to cut.
double least_within(Numbers values, int classes) {
    std::sort(values.begin(), values.end());
    const auto cost = [&](std::size_t from, std::size_t to) {
        return within(
            {values.begin() + static_cast<std::ptrdiff_t>(from), values.begin() + static_cast<std::ptrdiff_t>(to)},
            {values[to - 1]});
    };
    Numbers best(values.size() + 1, std::numeric_limits<double>::infinity());
    best[0] = 0;
    for (int k = 0; k < classes; ++k) {
        Numbers next = best;
        for (std::size_t to = 1; to <= values.size(); ++to)
            for (std::size_t from = 0; from < to; ++from) next[to] = std::min(next[to], best[from] + cost(from, to));
        best = next;
    }
    return best.back();
}

}  // namespace

TEST_CASE("Every method has a word and is found by it") {
    for (const ClassMethod method : stats::class_methods) {
        CHECK_FALSE(stats::word(method).empty());
        CHECK(stats::class_method(stats::word(method)) == method);
    }
    CHECK_FALSE(stats::class_method("jenks").has_value());
    CHECK(stats::takes_count(ClassMethod::natural));
    CHECK_FALSE(stats::takes_count(ClassMethod::head_tail));
}

TEST_CASE("Equal classes are equally wide") {
    CHECK(stats::equal_breaks(Numbers{0, 3, 10}, 4) == Numbers{2.5, 5, 7.5, 10});
    CHECK(stats::equal_breaks(Numbers{4, 4}, 3) == Numbers{4});
    CHECK(stats::equal_breaks(Numbers{}, 3).empty());
}

TEST_CASE("Natural breaks part what lies together from what lies apart") {
    CHECK(stats::natural_breaks(Numbers{1, 2, 2, 50, 51, 53, 100}, 3) == Numbers{2, 53, 100});
    CHECK(stats::natural_breaks(Numbers{5, 1, 5, 1, 3}, 5) == Numbers{1, 3, 5});
    CHECK(stats::natural_breaks(Numbers{5, 1, 9}, 1) == Numbers{9});
    CHECK(stats::natural_breaks(Numbers{}, 3).empty());
}

TEST_CASE("Natural breaks heed weights") {
    const Numbers values{0, 1, 10, 11};
    CHECK(stats::natural_breaks(values, 2) == Numbers{1, 11});
    // Almost everyone is at 10 and 11: parting these is worth more than parting 1 from 10.
    CHECK(stats::natural_breaks(values, 2, Numbers{0.01, 0.01, 900, 900}) == Numbers{10, 11});
    // A weight of 2 is the value twice.
    std::mt19937_64 random(9);
    Numbers some, weights, repeated;
    for (int i = 0; i < 60; ++i) {
        some.push_back(static_cast<double>(random() % 1000));
        weights.push_back(static_cast<double>(random() % 4));
        for (int k = 0; k < weights.back(); ++k) repeated.push_back(some.back());
    }
    const Numbers by_weight = stats::natural_breaks(some, 5, weights), by_value = stats::natural_breaks(repeated, 5);
    CHECK(within(repeated, by_value) == Approx(within(repeated, by_weight)));
    // What weighs nothing still has a class.
    CHECK(stats::natural_breaks(Numbers{1, 2, 30}, 2, Numbers{1, 1, 0}) == Numbers{1, 30});
    CHECK(stats::natural_breaks(Numbers{1, 2}, 2, Numbers{0, 0}) == Numbers{2});
}

TEST_CASE("Classes are refused for no classes, NaN and infinity") {
    const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
    for (const ClassMethod method : stats::class_methods) {
        CAPTURE(stats::word(method));
        CHECK_THROWS_AS(stats::class_breaks(Numbers{1, nan}, method, 3), std::invalid_argument);
        CHECK(stats::class_breaks(Numbers{}, method, 3).empty());
        if (stats::takes_count(method))
            CHECK_THROWS_AS(stats::class_breaks(Numbers{1, 2}, method, 0), std::invalid_argument);
    }
    CHECK_THROWS_AS(stats::natural_breaks(Numbers{1, infinite}, 2), std::invalid_argument);
    CHECK_THROWS_AS(stats::natural_breaks(Numbers{1, 2}, 2, Numbers{1}), std::invalid_argument);
    CHECK_THROWS_AS(stats::natural_breaks(Numbers{1, 2}, 2, Numbers{1, -1}), std::invalid_argument);
    CHECK_THROWS_AS(stats::natural_breaks(Numbers{1, 2}, 2, Numbers{1, nan}), std::invalid_argument);
    CHECK_THROWS_AS(stats::percentile_breaks(Numbers{1, 2}, Numbers{50, 40}), std::invalid_argument);
    CHECK_THROWS_AS(stats::percentile_breaks(Numbers{1, 2}, Numbers{101}), std::invalid_argument);
    CHECK_THROWS_AS(stats::manual_breaks(Numbers{1, 2}, Numbers{}), std::invalid_argument);
    CHECK_THROWS_AS(stats::manual_breaks(Numbers{1, 2}, Numbers{2, 2}), std::invalid_argument);
    CHECK_THROWS_AS(stats::manual_breaks(Numbers{1, 2}, Numbers{nan}), std::invalid_argument);
    CHECK_THROWS_AS(stats::class_fit(Numbers{1, 9}, Numbers{5}), std::invalid_argument);
}

TEST_CASE("Bounds of the user's own reach up to the greatest value") {
    CHECK(stats::manual_breaks(Numbers{1, 9}, Numbers{2, 5}) == Numbers{2, 5, 9});
    CHECK(stats::manual_breaks(Numbers{1, 4}, Numbers{2, 5}) == Numbers{2, 5});
    CHECK(stats::manual_breaks(Numbers{}, Numbers{2, 5}) == Numbers{2, 5});
}

TEST_CASE("The gaps chosen are the widest, of equal ones the higher") {
    CHECK(stats::gap_breaks(Numbers{1, 2, 10, 12, 13}, 3) == Numbers{6, 11, 13});
    CHECK(stats::gap_breaks(one_to(5), 3) == Numbers{3.5, 4.5, 5});
    CHECK(stats::gap_breaks(Numbers{1, 1, 4}, 5) == Numbers{2.5, 4});
}

TEST_CASE("National deciles follow from the rank over all England") {
    // The 32,844 LSOAs of 2019: deciles 1, 2, 4, 6, 7 and 9 have 3,284, the others 3,285.
    std::vector<int> sizes(11, 0);
    for (int rank = 1; rank <= 32'844; ++rank) ++sizes[static_cast<std::size_t>(stats::national_decile(rank, 32'844))];
    CHECK(sizes == std::vector<int>{0, 3284, 3284, 3285, 3284, 3285, 3284, 3284, 3285, 3284, 3285});
    CHECK(stats::national_decile(3375, 33'755) == 1);
    CHECK(stats::national_decile(3376, 33'755) == 2);
    CHECK(stats::national_decile(33'755, 33'755) == 10);
    CHECK_THROWS_AS(stats::national_decile(0, 10), std::invalid_argument);
    CHECK_THROWS_AS(stats::national_decile(11, 10), std::invalid_argument);
}

TEST_CASE("Classes that hold one value each fit perfectly") {
    const Numbers values{1, 1, 5, 9};
    CHECK(stats::class_fit(values, Numbers{1, 5, 9}).goodness == 1);
    CHECK(stats::class_fit(values, Numbers{9}).goodness == 0);
    CHECK(stats::class_fit(values, Numbers{9}).within_squares == Approx(44));
    CHECK(stats::class_fit(values, Numbers{1, 9}).absolute_deviation == 4);
}

namespace {

std::map<std::string, Numbers> data_sets() {
    const Golden input("classify_input");
    std::map<std::string, Numbers> sets;
    for (const auto& [name, rows] : input.groups("dataset")) sets[name] = input.numbers(rows, "value");
    return sets;
}

/// Bounds that part no values, which the reference keeps and we leave out.
Numbers without_repeats(Numbers bounds) {
    bounds.erase(std::unique(bounds.begin(), bounds.end(), [](double a, double b) { return near(a, b); }),
                 bounds.end());
    return bounds;
}

Numbers gap_widths(const Numbers& values, const Numbers& breaks) {
    Numbers sorted = values, widths;
    std::sort(sorted.begin(), sorted.end());
    for (const double bound : breaks) {
        const auto above = std::upper_bound(sorted.begin(), sorted.end(), bound);
        if (above != sorted.end() && above != sorted.begin() && *(above - 1) < bound)
            widths.push_back(*above - *(above - 1));
    }
    std::sort(widths.begin(), widths.end());
    return widths;
}

const std::map<std::string, ClassMethod> schemes{
    {"Quantiles", ClassMethod::quantiles}, {"EqualInterval", ClassMethod::equal},
    {"FisherJenks", ClassMethod::natural}, {"HeadTailBreaks", ClassMethod::head_tail},
    {"StdMean", ClassMethod::deviations},  {"PrettyBreaks", ClassMethod::pretty},
    {"BoxPlot", ClassMethod::box},         {"Percentiles_1_10_50_90_99_100", ClassMethod::percentiles},
    {"MaximumBreaks", ClassMethod::gaps}};

}  // namespace

TEST_CASE("Classes agree with mapclassify") {
    LOCALITY_REQUIRE_REAL_DATA();
    const auto sets = data_sets();
    const Golden golden("classify_mapclassify_expected");
    std::map<std::string, int> compared;
    int refused = 0, gaps_compared = 0;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const std::string& scheme = golden.text(i, "scheme");
        const Numbers& values = sets.at(golden.text(i, "dataset"));
        const ClassMethod method = schemes.at(scheme);
        const int k = golden.text(i, "k").empty() ? 5 : static_cast<int>(golden.number(i, "k"));
        CAPTURE(golden.text(i, "dataset"), scheme, k);
        const Numbers breaks = stats::class_breaks(values, method, k);
        ++compared[scheme];
        for (const double v : values) CHECK(stats::class_of(v, breaks) >= 0);
        if (!golden.text(i, "error").empty()) {
            // Where the reference gives up for too few different values, ours are classed by those there are.
            CHECK(breaks.size() <= std::set<double>(values.begin(), values.end()).size());
            ++refused;
            continue;
        }
        const Numbers published = numbers_in(golden.text(i, "upper_bounds"));
        // The reference's own measures of its classes: ours of the same bounds must agree. Where its pretty classes are
        // more than the k asked for, its measures leave out those beyond.
        Numbers measured;
        const bool all = method != ClassMethod::pretty || published.size() <= static_cast<std::size_t>(k);
        for (const double v : values)
            if (all || v <= published[static_cast<std::size_t>(k) - 1]) measured.push_back(v);
        const stats::ClassFit fit = stats::class_fit(measured, published);
        CHECK_NEAR(fit.within_squares, golden.number(i, "within_class_ss"), 1e-9);
        CHECK_NEAR(fit.absolute_deviation, golden.number(i, "adcm"), 1e-9);
        if (all) CHECK_NEAR(fit.goodness, golden.number(i, "gadf"), 1e-9);
        const Numbers counts = numbers_in(golden.text(i, "counts"));
        REQUIRE(counts.size() == published.size());
        for (std::size_t c = 0; c < published.size(); ++c)
            CHECK(counts[c] == std::count_if(values.begin(), values.end(), [&](double v) {
                      return stats::class_of(v, published) == static_cast<int>(c);
                  }));
        if (method == ClassMethod::natural) {
            // The reference works in float32 and misses the optimum on clustered values: ours is never worse.
            CHECK(within(values, breaks) <= golden.number(i, "within_class_ss") * (1 + 1e-12) + 1e-9);
            CHECK(breaks.size() == published.size());
            continue;
        }
        if (method == ClassMethod::gaps) {
            // Which of equally wide gaps is taken is left to a sort that does not say: compare the gaps' widths.
            const Numbers ours = gap_widths(values, breaks), theirs = gap_widths(values, published);
            REQUIRE(ours.size() == theirs.size());
            for (std::size_t c = 0; c < ours.size(); ++c) CHECK_NEAR(ours[c], theirs[c], 1e-9);
            const Numbers every_gap = gap_widths(values, stats::gap_breaks(values, 100'000));
            const bool ties =
                ours.size() < every_gap.size() && near(ours.front(), every_gap[every_gap.size() - ours.size() - 1]);
            if (ties || ours.size() + 1 != published.size()) continue;
            ++gaps_compared;
        }
        const Numbers expected = without_repeats(published);
        REQUIRE(breaks.size() == expected.size());
        for (std::size_t c = 0; c < breaks.size(); ++c) CHECK_NEAR(breaks[c], expected[c], 1e-9);
    }
    CHECK(golden.size() == 390);
    CHECK(refused == 35);
    CHECK(gaps_compared == 36);
    CHECK(compared.size() == schemes.size());
    for (const auto& [scheme, count] : compared) CHECK((count == 70 || count == 10));
}

TEST_CASE("Each value's class is mapclassify's") {
    LOCALITY_REQUIRE_REAL_DATA();
    const auto sets = data_sets();
    const Golden golden("classify_mapclassify_membership"), bounds("classify_mapclassify_expected");
    // Counted by the published bounds: some of them differ from ours in the last bit, and a value on one goes with it.
    std::map<std::string, Numbers> published;
    for (std::size_t i = 0; i < bounds.size(); ++i)
        published[bounds.text(i, "dataset") + bounds.text(i, "scheme") + bounds.text(i, "k")] =
            numbers_in(bounds.text(i, "upper_bounds"));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const std::string& set = golden.text(i, "dataset");
        const Numbers& breaks = published.at(set + golden.text(i, "scheme") + golden.text(i, "k"));
        const double value = sets.at(set)[static_cast<std::size_t>(golden.number(i, "idx"))];
        wrong += stats::class_of(value, breaks) != static_cast<int>(golden.number(i, "class0"));
    }
    CHECK(wrong == 0);
    CHECK(golden.size() == 10'392);
}

TEST_CASE("Natural breaks are as good as classInt's in float64") {
    LOCALITY_REQUIRE_REAL_DATA();
    const auto sets = data_sets();
    const Golden golden("classify_classInt_expected");
    std::map<std::string, int> compared;
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const std::string& style = golden.text(i, "style");
        const Numbers& values = sets.at(golden.text(i, "dataset"));
        const int k = static_cast<int>(golden.number(i, "k"));
        CAPTURE(golden.text(i, "dataset"), style, k);
        ++compared[style];
        if (!golden.text(i, "error").empty()) continue;
        const Numbers published = numbers_in(golden.text(i, "brks"));
        const double wss = golden.number(i, "wss");
        if (style == "fisher" || style == "jenks") {
            const Numbers breaks = stats::natural_breaks(values, k);
            CHECK(within(values, breaks) <= wss * (1 + 1e-12) + 1e-9);
            if (style == "fisher") CHECK(within(values, breaks) >= wss * (1 - 1e-9) - 1e-9);
        } else if (style == "quantile" || style == "equal") {
            // With no more different values than classes classInt leaves the style and parts them all.
            if (std::set<double>(values.begin(), values.end()).size() <= static_cast<std::size_t>(k)) continue;
            const bool quantile = style == "quantile";
            const Numbers ours = quantile ? stats::quantile_breaks(values, k) : stats::equal_breaks(values, k);
            Numbers expected(published.begin() + 1, published.end());  // the first is the minimum
            expected = without_repeats(expected);
            REQUIRE(ours.size() == expected.size());
            for (std::size_t c = 0; c < ours.size(); ++c) CHECK_NEAR(ours[c], expected[c], 1e-9);
        }
        // "pretty" is R's own pretty(), another rule than ours, which is mapclassify's.
    }
    CHECK(golden.size() == 350);
    for (const auto& [style, count] : compared) CHECK(count == 70);
}

TEST_CASE("Natural breaks are the best there are", "[property]") {
    std::mt19937_64 random(21);
    std::normal_distribution<double> normal;
    for (int round = 0; round < 40; ++round) {
        Numbers values;
        const int count = 8 + round % 30, classes = 2 + round % 5;
        for (int i = 0; i < count; ++i)
            values.push_back(round % 2 == 0 ? std::exp(normal(random)) : std::floor(normal(random) * 4));
        const Numbers breaks = stats::natural_breaks(values, classes);
        CAPTURE(round);
        CHECK(within(values, breaks) == Approx(least_within(values, classes)).epsilon(1e-9).margin(1e-12));
    }
}

TEST_CASE("Natural breaks of many values are those without a short cut", "[property]") {
    // Thousands of values are searched within bounds from coarse groups; whole weights make the same search longer.
    std::mt19937_64 random(4);
    std::lognormal_distribution<double> skew(0, 1.2);
    Numbers values;
    for (int i = 0; i < 3000; ++i) values.push_back(skew(random));
    for (const int classes : {2, 5, 9}) {
        const Numbers breaks = stats::natural_breaks(values, classes);
        const double found = within(values, breaks);
        // No bound can move to a neighbouring value and be better.
        Numbers sorted = values;
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t c = 0; c + 1 < breaks.size(); ++c) {
            const auto at = std::lower_bound(sorted.begin(), sorted.end(), breaks[c]);
            for (const int step : {-40, -5, -1, 1, 5, 40}) {
                const auto place = at - sorted.begin() + step;
                if (place < 0 || place >= std::ssize(sorted)) continue;
                Numbers moved = breaks;
                moved[c] = sorted[static_cast<std::size_t>(place)];
                CHECK(within(values, moved) >= found * (1 - 1e-12));
            }
        }
        // More classes are never worse, and coarser searches by other methods never better.
        CHECK(within(values, stats::natural_breaks(values, classes + 1)) < found);
        CHECK(within(values, stats::quantile_breaks(values, classes)) >= found);
        CHECK(within(values, stats::equal_breaks(values, classes)) >= found);
    }
}

TEST_CASE("Natural breaks see small differences far from one another", "[property]") {
    // Clusters a million apart whose members differ by thousandths: squares of the whole hide what is within.
    Numbers values;
    for (const double centre : {0.0, 1e6, 5e6})
        for (const double offset : {0.0, 0.001, 0.010, 0.011}) values.push_back(centre + offset);
    CHECK(stats::natural_breaks(values, 6) ==
          Numbers{0.001, 0.011, 1e6 + 0.001, 1e6 + 0.011, 5e6 + 0.001, 5e6 + 0.011});
}

TEST_CASE("Natural breaks follow their values where these move or stretch", "[property]") {
    std::mt19937_64 random(13);
    Numbers values, moved;
    for (int i = 0; i < 400; ++i) values.push_back(static_cast<double>(random() % 100'000) / 8);
    for (const double v : values) moved.push_back(4 * v - 1000);
    Numbers expected = stats::natural_breaks(values, 6);
    for (double& bound : expected) bound = 4 * bound - 1000;
    CHECK(stats::natural_breaks(moved, 6) == expected);
    std::reverse(values.begin(), values.end());
    for (double& bound : expected) bound = (bound + 1000) / 4;
    CHECK(stats::natural_breaks(values, 6) == expected);
}

TEST_CASE("By any method every value has a class and ties share it", "[property]") {
    std::mt19937_64 random(17);
    for (int round = 0; round < 60; ++round) {
        Numbers values;
        const auto count = 1 + random() % 40, kinds = 1 + random() % 12;
        for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<double>(random() % kinds) * 0.1 - 0.3);
        for (const ClassMethod method : stats::class_methods)
            for (const int classes : {1, 2, 5, 12}) {
                const Numbers breaks = stats::class_breaks(values, method, classes);
                CAPTURE(stats::word(method), classes, round);
                CHECK(std::adjacent_find(breaks.begin(), breaks.end(), std::greater_equal<>()) == breaks.end());
                CHECK(std::all_of(values.begin(), values.end(),
                                  [&](double v) { return stats::class_of(v, breaks) >= 0; }));
            }
    }
}
