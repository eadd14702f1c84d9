#include "catch.h"
#include "core/disclosure_estimates.h"

#include <cmath>
#include <cstdint>
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
