#include "golden.h"
#include "stats/inequality.h"

#include <algorithm>
#include <random>

namespace stats = locality::stats;
using stats::Blank;
using stats::SlopeGroup;
using stats::SlopeScale;
using Groups = std::vector<SlopeGroup>;

namespace {

/// Five groups of equal size with values on a line.
Groups line(double start, double end, double error) {
    Groups groups;
    for (int i = 0; i < 5; ++i) groups.push_back({200, start + (end - start) * (i + 0.5) / 5, {}, error});
    return groups;
}

}  // namespace

TEST_CASE("The slope index is the fall of the line from one end to the other") {
    const stats::SlopeIndex index = stats::slope_index(line(70, 80, 0.5));
    CHECK(index.sii == Approx(10));
    CHECK(index.rii == Approx(80.0 / 70));
    CHECK(index.intercept == Approx(70));
    CHECK(index.blank == Blank::no);
    // Equal groups at -0.4, -0.2 ... 0.4 from the middle: the slope's standard error is 0.5 / sqrt(0.4).
    CHECK(index.sii_limits.upper == Approx(10 + 1.959963984540054 * 0.5 / std::sqrt(0.4)));
    CHECK((index.rii_limits.lower < index.rii && index.rii < index.rii_limits.upper));
}

TEST_CASE("A negative multiplier turns the indices round") {
    const stats::SlopeIndex one = stats::slope_index(line(70, 80, 0.5));
    const stats::SlopeIndex turned = stats::slope_index(line(70, 80, 0.5), {.multiplier = -1});
    CHECK(turned.sii == Approx(-one.sii));
    CHECK(turned.rii == Approx(1 / one.rii));
    CHECK(turned.sii_limits.lower == Approx(-one.sii_limits.upper));
    CHECK(turned.rii_limits.upper == Approx(1 / one.rii_limits.lower));
}

TEST_CASE("A multiplier between 0 and 1 does not swap the limits of rates, as it does in the reference") {
    Groups groups;
    for (int i = 0; i < 5; ++i) groups.push_back({100, 100.0 - 10 * i, {90.0 - 10 * i, 110.0 - 10 * i}});
    stats::SlopeOptions options{.scale = SlopeScale::log, .transform = true, .multiplier = 1};
    const stats::SlopeIndex one = stats::slope_index(groups, options);
    options.multiplier = 0.01;
    const stats::SlopeIndex hundredth = stats::slope_index(groups, options);
    CHECK(hundredth.sii_limits.lower == Approx(one.sii_limits.lower / 100));
    CHECK(hundredth.sii_limits.upper == Approx(one.sii_limits.upper / 100));
    CHECK(hundredth.rii_limits.lower == Approx(one.rii_limits.lower));
    CHECK((hundredth.sii_limits.lower < hundredth.sii && hundredth.sii < hundredth.sii_limits.upper));
}

TEST_CASE("Quantiles that make no index are refused") {
    const double nan = std::nan("");
    const Groups good = line(70, 80, 0.5);
    const auto refused = [&](auto change, stats::SlopeOptions options = {}) {
        Groups groups = good;
        change(groups);
        CHECK_THROWS_AS(stats::slope_index(groups, options), std::invalid_argument);
    };
    refused([](Groups& g) { g.pop_back(); });
    refused([](Groups& g) { g.resize(101, g[0]); });
    refused([](Groups& g) { g[1].population = 0; });
    refused([&](Groups& g) { g[1].population = nan; });
    refused([](Groups& g) { g[1].standard_error = -1; });
    refused([&](Groups& g) { g[1].standard_error = nan; });
    refused([&](Groups& g) { g[1].standard_error = nan, g[1].limits_95 = {90, 60}; });
    refused([](Groups&) {}, {.multiplier = 0});
    refused([](Groups&) {}, {.transform = true});
    refused([](Groups&) {}, {.scale = SlopeScale::log, .transform = true});
    refused([](Groups& g) { g[0].value = -1; }, {.scale = SlopeScale::log});
    refused([](Groups&) {}, {.scale = SlopeScale::logit});
}

TEST_CASE("A missing value leaves no index; a rate of 0 leaves it without limits") {
    Groups groups = line(70, 80, 0.5);
    groups[2].value = std::nan("");
    CHECK(stats::slope_index(groups).blank == Blank::missing);
    CHECK(std::isnan(stats::slope_index(groups).sii));
    for (SlopeGroup& group : groups) group = {100, 5, {2, 9}};
    groups[4] = {100, 0, {0, 3}};
    const stats::SlopeIndex index = stats::slope_index(groups, {.scale = SlopeScale::log});
    CHECK(index.blank == Blank::no);
    CHECK(std::isfinite(index.sii));
    CHECK_FALSE(index.sii_limits.known());
    CHECK(stats::slope_index(groups, {.scale = SlopeScale::log, .transform = true}).blank == Blank::missing);
}

TEST_CASE("Values that all equal have no inequality") {
    for (const bool transform : {false, true}) {
        Groups groups(10, {300, 0.2, {0.18, 0.22}});
        const stats::SlopeIndex index =
            stats::slope_index(groups, {.scale = SlopeScale::logit, .transform = transform, .multiplier = 100});
        CHECK(index.sii == Approx(0).margin(1e-12));
        CHECK(index.rii == Approx(1));
        CHECK((index.sii_limits.lower < 0 && index.sii_limits.upper > 0));
        CHECK((index.rii_limits.lower < 1 && index.rii_limits.upper > 1));
    }
}

TEST_CASE("Limits without error are the index itself") {
    for (const SlopeScale scale : {SlopeScale::identity, SlopeScale::log}) {
        const stats::SlopeIndex index = stats::slope_index(line(70, 80, 0), {.scale = scale});
        CHECK(index.sii_limits.lower == Approx(index.sii));
        CHECK(index.sii_limits.upper == Approx(index.sii));
        CHECK(index.rii_limits.lower == Approx(index.rii));
        CHECK(index.rii_limits.upper == Approx(index.rii));
    }
}

namespace {

struct Run {
    const char* input;
    const char* expected;
    stats::SlopeOptions options;
    bool by_error = false;     ///< standard errors given, not limits
    bool plain_names = false;  ///< columns of limits without "cl"
};

/// How far a limit lies from the reference's drawn one, in its standard deviations.
double off(double ours, double drawn, double lower_95, double upper_95) {
    return std::abs(ours - drawn) / ((upper_95 - lower_95) / 3.92);
}

std::size_t compare(const Run& run) {
    const Golden input(run.input), expected(run.expected);
    const auto areas = input.groups("area");
    const std::string end = run.plain_names ? "" : "cl";
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string area = areas.at(i).first;
        CAPTURE(run.expected, area);
        Groups groups;
        for (const std::size_t row : areas[i].second) {
            SlopeGroup group{input.number(row, "population"), input.number(row, "value"), {}};
            if (run.by_error)
                group.standard_error = input.number(row, "se");
            else
                group.limits_95 = {input.number(row, "lower"), input.number(row, "upper")};
            groups.push_back(group);
        }
        const stats::SlopeIndex index = stats::slope_index(groups, run.options);
        stats::SlopeOptions wide = run.options;
        wide.confidence = 0.998;
        const stats::SlopeIndex index_998 = stats::slope_index(groups, wide);
        CHECK_NEAR(index.sii, expected.number(i, "sii"), 1e-9);
        CHECK_NEAR(index.rii, expected.number(i, "rii"), 1e-9);
        CHECK_NEAR(index.intercept, expected.number(i, "intercept"), 1e-9);
        const auto check = [&](const std::string& what, const stats::Interval& at_95, const stats::Interval& at_998) {
            const auto drawn = [&](const char* limit) { return expected.number(i, what + limit + end); };
            const double lower = drawn("_lower95_0"), upper = drawn("_upper95_0");
            CAPTURE(what);
            CHECK(off(at_95.lower, lower, lower, upper) <= 0.04);
            CHECK(off(at_95.upper, upper, lower, upper) <= 0.04);
            CHECK(off(at_998.lower, drawn("_lower99_8"), lower, upper) <= 0.12);
            CHECK(off(at_998.upper, drawn("_upper99_8"), lower, upper) <= 0.12);
        };
        check("sii", index.sii_limits, index_998.sii_limits);
        check("rii", index.rii_limits, index_998.rii_limits);
    }
    return expected.size();
}

}  // namespace

TEST_CASE("Slope and relative indices agree with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    using enum SlopeScale;
    CHECK(compare({"sii_type0_input", "sii_type0_cl_expected", {}}) == 3);
    CHECK(compare({"sii_type0_input", "sii_type0_se_expected", {}, true}) == 3);
    CHECK(compare({"sii_type0_input", "sii_type0_se_multneg1_expected", {.multiplier = -1}, true}) == 3);
    CHECK(compare({"sii_type1_rate_input", "sii_type1_notransform_expected", {.scale = log}}) == 2);
    CHECK(
        compare(
            {"sii_type1_rate_input", "sii_type1_transform_expected", {.scale = log, .transform = true}, false, true}) ==
        2);
    CHECK(compare({"sii_type1_rate_input",
                   "sii_type1_transform_multneg1_expected",
                   {.scale = log, .transform = true, .multiplier = -1},
                   false,
                   true}) == 2);
    CHECK(compare({"sii_type2_proportion_input",
                   "sii_type2_notransform_x100_expected",
                   {.scale = logit, .multiplier = 100}}) == 2);
    CHECK(compare({"sii_type2_proportion_input",
                   "sii_type2_transform_x100_expected",
                   {.scale = logit, .transform = true, .multiplier = 100},
                   false,
                   true}) == 2);
}

TEST_CASE("The index of an area's quintiles agrees with the reference") {
    LOCALITY_REQUIRE_REAL_DATA();
    CHECK(compare({"sii_quintile_input", "sii_quintile_ungrouped_expected", {}}) == 1);
}

TEST_CASE("Limits of back-transformed values are the quantiles of draws", "[property]") {
    // Wide, skew errors, where an approximation by the normal distribution would be far off.
    Groups groups;
    for (int i = 0; i < 6; ++i) groups.push_back({100.0 + 30 * i, 60.0 - 8 * i, {}, 0.35});
    const stats::SlopeIndex index = stats::slope_index(groups, {.scale = SlopeScale::log});
    const stats::SlopeIndex exact = stats::slope_index([&] {
        Groups none = groups;
        for (SlopeGroup& group : none) group.standard_error = 0;
        return none;
    }());
    REQUIRE(index.sii == Approx(exact.sii));
    std::mt19937_64 random(8);
    std::normal_distribution<double> normal;
    std::vector<double> slopes, ratios;
    constexpr std::size_t draws = 40'000;
    for (std::size_t draw = 0; draw < draws; ++draw) {
        Groups drawn = groups;
        for (SlopeGroup& group : drawn) {
            group.value *= std::exp(0.35 * normal(random));
            group.standard_error = 0;
        }
        const stats::SlopeIndex at = stats::slope_index(drawn);
        slopes.push_back(at.sii);
        ratios.push_back(at.rii);
    }
    std::sort(slopes.begin(), slopes.end());
    std::sort(ratios.begin(), ratios.end());
    const auto check = [&](const std::vector<double>& sorted, const stats::Interval& limits) {
        const double lower = sorted[draws / 40], upper = sorted[draws - draws / 40];
        const double deviation = (upper - lower) / 3.92;
        // The draws' own error is about 0.017 deviations.
        CHECK(std::abs(limits.lower - lower) < 0.06 * deviation);
        CHECK(std::abs(limits.upper - upper) < 0.06 * deviation);
    };
    check(slopes, index.sii_limits);
    check(ratios, index.rii_limits);
}
