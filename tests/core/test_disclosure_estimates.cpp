#include "catch.h"
#include "core/disclosure_estimates.h"
#include "core/linear_ranges.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

using namespace locality;
using model::Status;

namespace {

/// A set whose footprints are whole zones: members[footprint] lists them.
model::FootprintSet set_of(const char* id, std::size_t zones, const std::vector<std::vector<std::size_t>>& members) {
    model::FootprintSet set;
    set.id = id;
    set.crosswalk.footprint_count = members.size();
    for (std::size_t z = 0; z < zones; ++z) {
        for (std::size_t f = 0; f < members.size(); ++f)
            for (const std::size_t member : members[f])
                if (member == z) {
                    set.crosswalk.footprint.push_back(static_cast<std::int32_t>(f));
                    set.crosswalk.share.push_back(1.0);
                }
        set.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(set.crosswalk.share.size()));
    }
    set.code.resize(members.size());
    return set;
}

void add(model::FootprintSet& set, std::size_t footprint, double numerator, double denominator = model::no_value,
         model::Sex sex = model::Sex::all) {
    model::Estimate e;
    e.footprint = static_cast<std::int32_t>(footprint);
    e.sex = sex;
    e.numerator = numerator;
    e.denominator = denominator;
    e.value = std::isnan(denominator) ? numerator : 100 * numerator / denominator;
    e.limits_95 = {e.value - 1, e.value + 1};
    e.status = Status::known;
    set.estimates.push_back(e);
}

model::Result city(const char* rule, model::IndicatorKind kind = model::IndicatorKind::count) {
    model::Result result;
    result.disclosure.rule = model::disclosure_rule(rule).value();
    model::IndicatorInfo info;
    info.id = "deaths";
    info.kind = kind;
    info.multiplier = kind == model::IndicatorKind::proportion ? 100 : 1;
    info.sensitive = true;
    result.indicators.push_back(info);
    result.sets.push_back(set_of("whole", 4, {{0, 1, 2, 3}}));
    result.sets.push_back(set_of("ward", 4, {{0}, {1}, {2}, {3}}));
    result.sets.push_back(set_of("committee", 4, {{0, 1}, {2, 3}}));
    return result;
}

}  // namespace

TEST_CASE("small counts of sensitive indicators are withheld, and none can be had back", "[disclosure]") {
    model::Result result = city("under5");
    add(result.sets[0], 0, 95);
    const std::vector<double> wards{30, 3, 12, 50};
    for (std::size_t f = 0; f < wards.size(); ++f) add(result.sets[1], f, wards[f]);
    add(result.sets[2], 0, 33);
    add(result.sets[2], 1, 62);
    core::protect_estimates(result);
    const auto& ward = result.sets[1].estimates;
    CHECK(ward[1].status == Status::suppressed);
    CHECK(std::isnan(ward[1].numerator));
    CHECK(std::isnan(ward[1].value));
    CHECK(std::isnan(ward[1].limits_95.lower));
    CHECK(ward[1].reason == "withheld: a count of 1 to 4");
    CHECK(ward[2].status == Status::known);
    CHECK(ward[3].value == 50);
    // 33 - 30 would tell it: the first ward or its committee goes, too.
    const bool ward_hidden = ward[0].status == Status::suppressed;
    const bool committee_hidden = result.sets[2].estimates[0].status == Status::suppressed;
    CHECK((ward_hidden || committee_hidden));
    // And the whole less the others would tell that one.
    CHECK_FALSE((committee_hidden && result.sets[0].estimates[0].status == Status::known &&
                 result.sets[2].estimates[1].status == Status::known));
    CHECK(result.sets[0].estimates[0].value == 95);
}

TEST_CASE("other indicators and other rules leave figures as they are", "[disclosure]") {
    model::Result open = city("none");
    add(open.sets[1], 1, 3);
    core::protect_estimates(open);
    CHECK(open.sets[1].estimates[0].value == 3);
    model::Result harmless = city("nhs");
    harmless.indicators[0].sensitive = false;
    add(harmless.sets[1], 1, 3);
    core::protect_estimates(harmless);
    CHECK(harmless.sets[1].estimates[0].value == 3);
}

TEST_CASE("small numbers that nobody decided on are warned of", "[disclosure]") {
    model::Result city_as_it_is = city("none");
    core::protect_estimates(city_as_it_is);
    CHECK(city_as_it_is.issues.empty());  // there is no figure
    add(city_as_it_is.sets[1], 1, 3);
    model::Result decided = city_as_it_is, harmless = city_as_it_is;
    core::protect_estimates(city_as_it_is);
    REQUIRE(city_as_it_is.issues.size() == 1);
    CHECK(city_as_it_is.issues[0].kind == "sensitive_unprotected");
    CHECK(city_as_it_is.issues[0].layer == "deaths");
    decided.disclosure.stated = true;
    core::protect_estimates(decided);
    CHECK(decided.issues.empty());
    harmless.indicators[0].sensitive = false;
    core::protect_estimates(harmless);
    CHECK(harmless.issues.empty());
}

TEST_CASE("rates are made anew from rounded counts, and a small rest is withheld", "[disclosure]") {
    model::Result result = city("nhs", model::IndicatorKind::proportion);
    add(result.sets[1], 0, 23, 101);
    add(result.sets[1], 1, 0, 50);
    add(result.sets[1], 2, 97, 100);  // all but three
    add(result.sets[1], 3, 4, 100);
    core::protect_estimates(result);
    const auto& ward = result.sets[1].estimates;
    CHECK(ward[0].numerator == 25);
    CHECK(ward[0].denominator == 100);
    CHECK(ward[0].value == Approx(25));
    CHECK(ward[0].limits_95.lower == Approx(17.5452).epsilon(1e-5));
    CHECK(ward[1].status == Status::known);
    CHECK(ward[1].value == 0);
    CHECK(ward[2].status == Status::suppressed);
    CHECK(std::isnan(ward[2].denominator));
    CHECK(ward[3].status == Status::suppressed);
}

TEST_CASE("women and men are not told by everybody", "[disclosure]") {
    model::Result result = city("under5");
    add(result.sets[1], 0, 3, model::no_value, model::Sex::female);
    add(result.sets[1], 0, 20, model::no_value, model::Sex::male);
    add(result.sets[1], 0, 23);
    core::protect_estimates(result);
    const auto& e = result.sets[1].estimates;
    CHECK(e[0].status == Status::suppressed);
    CHECK((e[1].status == Status::suppressed || e[2].status == Status::suppressed));
    CHECK((e[1].status == Status::known || e[2].status == Status::known));
}

TEST_CASE("the categories of a breakdown and their total keep one another's secrets", "[disclosure]") {
    model::Result result = city("under5");
    model::PlacedIndicator placed;
    const auto slice = [&](std::vector<model::Category> categories, std::vector<double> counts) {
        model::IndicatorTable::Slice s;
        s.categories = std::move(categories);
        s.numerator = model::Values::of(std::move(counts));
        placed.slices.push_back(s);
        for (std::size_t z = 0; z < 4; ++z) {
            add(result.sets[1], z, s.numerator.number[z]);
            result.sets[1].estimates.back().breakdown = breakdown_text(s.categories);
        }
    };
    placed.code = {"Z0", "Z1", "Z2", "Z3"};
    slice({}, {33, 30, 40, 50});
    slice({{"ethnicity", "A"}}, {3, 10, 20, 20});
    slice({{"ethnicity", "B"}}, {30, 20, 20, 30});
    result.placed.push_back(placed);
    core::protect_estimates(result);
    const auto& e = result.sets[1].estimates;
    CHECK(e[4].status == Status::suppressed);                                        // three of group A in Z0
    CHECK((e[8].status == Status::suppressed || e[0].status == Status::suppressed));  // 33 - 30 would tell
    CHECK(e[5].status == Status::known);
    CHECK(result.issues.empty());
}

TEST_CASE("two sets that differ by a few people do not tell their count", "[disclosure]") {
    // The second footprint is the first without zone 3, where 200 people live, three of them counted.
    model::Result result = city("under5");
    result.sets.push_back(set_of("larger", 4, {{0, 1, 3}}));
    result.sets.push_back(set_of("smaller", 4, {{0, 1}}));
    result.zone_columns.push_back({"residents", "", "", 0, model::Values::of({2000, 2000, 2000, 200})});
    add(result.sets[3], 0, 43);
    add(result.sets[4], 0, 40);
    core::protect_estimates(result);
    CHECK(result.sets[3].estimates[0].status == Status::known);
    CHECK(result.sets[4].estimates[0].status == Status::suppressed);
}

TEST_CASE("a small mean goes by whom it is of, and a large one stays", "[disclosure]") {
    model::Result result = city("nhs", model::IndicatorKind::mean);
    add(result.sets[1], 0, 3, 6);      // a sum of 3 over six people
    add(result.sets[1], 1, 4, 23);     // a sum of 4 over 23
    core::protect_estimates(result);
    const auto& ward = result.sets[1].estimates;
    CHECK(ward[0].status == Status::suppressed);
    CHECK(std::isnan(ward[0].denominator));
    CHECK(ward[1].status == Status::known);
    CHECK(ward[1].denominator == 25);
    CHECK(ward[1].numerator == Approx(ward[1].value * 25));
}

TEST_CASE("no attacker places a withheld count from all sets and sexes together", "[disclosure][property]") {
    std::size_t withheld = 0, shown = 0;
    for (unsigned seed = 1; seed <= 25; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        constexpr std::size_t zones = 10;
        model::Result result;
        result.disclosure.rule = *model::disclosure_rule("under5");
        model::IndicatorInfo info;
        info.kind = model::IndicatorKind::count;
        info.sensitive = true;
        result.indicators.push_back(info);
        std::array<std::vector<double>, 2> count;  // by sex
        for (auto& of_sex : count)
            for (std::size_t z = 0; z < zones; ++z) of_sex.push_back(below(2) == 0 ? below(4) : 5 + below(20));
        // The whole, two ways to divide it, and footprints that overlap.
        std::vector<std::vector<std::size_t>> whole{{}}, first(4), second(6), loose(3);
        for (std::size_t z = 0; z < zones; ++z) {
            whole[0].push_back(z);
            first[static_cast<std::size_t>(below(4))].push_back(z);
            second[static_cast<std::size_t>(below(6))].push_back(z);
            for (auto& footprint : loose)
                if (below(2) == 0) footprint.push_back(z);
        }
        std::vector<stats::SparseVector> rows;
        for (const auto& members : {whole, first, second, loose}) {
            result.sets.push_back(set_of("set", zones, members));
            for (std::size_t f = 0; f < members.size(); ++f)
                for (const model::Sex sex : {model::Sex::female, model::Sex::male, model::Sex::all}) {
                    if (members[f].empty()) continue;
                    double people = 0;
                    stats::SparseVector row;
                    for (const std::size_t z : members[f])
                        for (std::size_t s = 0; s < 2; ++s) {
                            if (sex == (s == 0 ? model::Sex::male : model::Sex::female)) continue;
                            people += count[s][z];
                            row.emplace_back(2 * z + s, 1.0);
                        }
                    add(result.sets.back(), f, people, model::no_value, sex);
                    rows.push_back(row);
                }
        }
        std::vector<double> truth;
        for (const auto& set : result.sets)
            for (const auto& e : set.estimates) truth.push_back(e.numerator);
        core::protect_estimates(result);
        core::LinearRanges attacker(2 * zones, rows);
        std::vector<const model::Estimate*> all;
        for (const auto& set : result.sets)
            for (const auto& e : set.estimates) all.push_back(&e);
        for (std::size_t i = 0; i < all.size(); ++i)
            if (all[i]->status == Status::known) {
                CHECK(all[i]->numerator == truth[i]);
                attacker.limit(i, truth[i], truth[i]);
                ++shown;
            } else {
                attacker.limit(i, 1, 1000);
            }
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i]->status == Status::known || truth[i] > 4) continue;
            ++withheld;
            const std::array<std::size_t, 1> one{i};
            const auto most = attacker.extreme(one, true), least = attacker.extreme(one, false);
            REQUIRE(most.found);
            REQUIRE(least.found);
            if (result.issues.empty()) CHECK(most.value - least.value >= 4);
        }
    }
    CHECK(withheld > 50);
    CHECK(shown > withheld);
}
