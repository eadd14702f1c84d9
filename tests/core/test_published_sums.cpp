#include "catch.h"
#include "core/linear_ranges.h"
#include "core/published_sums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace locality;
using core::PublishedSum;
using core::PublishedSums;
using Is = PublishedSum::Is;
using stats::SparseVector;

namespace {

const model::DisclosureRule under5 = *model::disclosure_rule("under5");
const model::DisclosureRule nhs = *model::disclosure_rule("nhs");

PublishedSum sum(SparseVector parts, double count, Is is = Is::shown) {
    return {std::move(parts), count, is};
}

bool small(const model::DisclosureRule& rule, double count) {
    return count > 0 && count <= rule.withhold_to;
}

/// Random footprints over a few areas with random counts, small ones withheld.
struct RandomTable {
    std::vector<double> count;
    PublishedSums table;
    RandomTable(unsigned seed, std::size_t areas, std::size_t footprints, int most, const model::DisclosureRule& rule,
                int one_in = 2) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        for (std::size_t a = 0; a < areas; ++a) count.push_back(below(4) == 0 ? below(6) : below(most));
        table.unknowns = areas;
        for (std::size_t f = 0; f < footprints; ++f) {
            SparseVector parts;
            double total = 0;
            for (std::size_t a = 0; a < areas; ++a) {
                if (f > 0 && below(one_in) != 0) continue;  // the first is the whole
                parts.emplace_back(a, 1.0);
                total += count[a];
            }
            if (!parts.empty()) table.sums.push_back(sum(parts, total, small(rule, total) ? Is::withheld : Is::shown));
        }
    }
};

/// Whether a row is a combination of the shown ones: by elimination, with nothing taken from the code under test.
bool in_span(const PublishedSums& table, const SparseVector& row) {
    std::vector<std::vector<double>> rows;
    const auto dense = [&](const SparseVector& sparse) {
        std::vector<double> all(table.unknowns, 0.0);
        for (const auto& [u, times] : sparse) all[u] = times;
        return all;
    };
    for (const PublishedSum& s : table.sums)
        if (s.is == Is::shown) rows.push_back(dense(s.parts));
    std::vector<double> sought = dense(row);
    std::size_t rank = 0;
    for (std::size_t c = 0; c < table.unknowns && rank < rows.size(); ++c) {
        std::size_t best = rank;
        for (std::size_t r = rank; r < rows.size(); ++r)
            if (std::abs(rows[r][c]) > std::abs(rows[best][c])) best = r;
        if (std::abs(rows[best][c]) < 1e-9) continue;
        std::swap(rows[rank], rows[best]);
        const auto clear = [&](std::vector<double>& other) {
            const double times = other[c] / rows[rank][c];
            for (std::size_t k = 0; k < table.unknowns; ++k) other[k] -= times * rows[rank][k];
        };
        for (std::size_t r = rank + 1; r < rows.size(); ++r) clear(rows[r]);
        clear(sought);
        ++rank;
    }
    return std::all_of(sought.begin(), sought.end(), [](double x) { return std::abs(x) < 1e-7; });
}

/// The least and most of a row's sum over all whole counts up to `most` each that fit what is shown, tried one by one.
std::pair<int, int> whole_range(const PublishedSums& table, const SparseVector& row, int most) {
    std::vector<int> at(table.unknowns, 0);
    std::pair<int, int> range{1 << 20, -1};
    for (bool more = true; more;) {
        const auto total = [&](const SparseVector& parts) {
            int n = 0;
            for (const auto& [u, times] : parts) n += at[u];
            return n;
        };
        const bool fits = std::all_of(table.sums.begin(), table.sums.end(), [&](const PublishedSum& s) {
            return s.is == Is::shown ? total(s.parts) == static_cast<int>(s.count) : total(s.parts) > 0;
        });
        if (fits) range = {std::min(range.first, total(row)), std::max(range.second, total(row))};
        more = false;
        for (int& n : at) {
            if (++n <= most) {
                more = true;
                break;
            }
            n = 0;
        }
    }
    return range;
}

void apply(PublishedSums& table, const core::Hiding& hiding) {
    for (const std::size_t s : hiding.hide) {
        CHECK(table.sums[s].is == Is::shown);
        table.sums[s].is = Is::hidden;
    }
}

}  // namespace

TEST_CASE("a sum of unknowns goes as far as other sums let it", "[linear]") {
    const std::vector<SparseVector> sums{{{0, 1}, {1, 1}}, {{1, 1}, {2, 1}}, {{0, 1}}, {{2, 1}}};
    core::LinearRanges ranges(3, sums);
    ranges.limit(0, 10, 10);
    ranges.limit(1, 4, 6);
    const std::array<std::size_t, 1> first{2};
    const auto most = ranges.extreme(first, true), least = ranges.extreme(first, false);
    REQUIRE(most.found);
    CHECK(most.value == Approx(10));
    CHECK(most.sums[0] == Approx(10));
    CHECK(least.value == Approx(4));  // the second is 6 at most
    CHECK(least.by == std::vector<std::size_t>{0, 1});
    const std::array<std::size_t, 2> ends{2, 3};
    CHECK(ranges.extreme(ends, true).value == Approx(16));
    ranges.limit(3, 7, 9);
    CHECK_FALSE(ranges.extreme(first, true).found);  // nothing fits
    ranges.limit(3, -INFINITY, INFINITY);
    ranges.limit(0, 10, INFINITY);
    CHECK_FALSE(ranges.extreme(first, true).found);  // no end
}

TEST_CASE("overlapping sums of which no two tell are hidden too", "[disclosure]") {
    // a+b, b+c and a+c tell (a+b) + (a+c) - (b+c) = 2a: three of them, none nested in another.
    PublishedSums table;
    table.unknowns = 3;
    table.sums = {sum({{0, 1}, {1, 1}}, 23), sum({{1, 1}, {2, 1}}, 50), sum({{0, 1}, {2, 1}}, 33),
                  sum({{0, 1}}, 3, Is::withheld)};
    CHECK(core::hide_over_pairs(table, under5).hide.empty());
    const core::Hiding hiding = core::hide_over_span(table, under5);
    CHECK(hiding.hide == std::vector<std::size_t>{0});
    CHECK(hiding.unsafe.empty());
}

TEST_CASE("an implied count is kept from being worked out", "[disclosure]") {
    // One footprint has an area more than the other: nobody publishes it alone.
    PublishedSums table;
    table.unknowns = 2;
    table.sums = {sum({{0, 1}, {1, 1}}, 43), sum({{0, 1}}, 40), sum({{1, 1}}, 3, Is::implied)};
    CHECK(core::hide_over_span(table, under5).hide == std::vector<std::size_t>{1});
    CHECK(core::hide_over_pairs(table, under5).hide == std::vector<std::size_t>{1});
    table.sums[2].count = 30;
    table.sums[1].count = 13;
    table.sums[2].is = Is::shown;
    CHECK(core::hide_over_span(table, under5).hide.empty());
}

TEST_CASE("noughts stay and what they tell is said", "[disclosure]") {
    PublishedSums table;
    table.unknowns = 2;
    table.sums = {sum({{0, 1}, {1, 1}}, 3, Is::withheld), sum({{0, 1}}, 0), sum({{1, 1}}, 3, Is::withheld)};
    CHECK(core::hide_over_span(table, under5).unsafe.empty());  // neither is told: both are somewhere from 1 up
    table.sums.push_back(sum({{0, 2}, {1, 1}}, 3));
    const core::Hiding hiding = core::hide_over_span(table, under5);
    CHECK(hiding.hide == std::vector<std::size_t>{3});
}

TEST_CASE("a part of a person that is shown as nought does not tell of the rest", "[disclosure]") {
    // Two footprints share one area: 0.4 of its one person, shown as 0, make it 1.25 at most, and the other's part
    // 0.75.
    PublishedSums table;
    table.unknowns = 2;
    table.reasons_tell = false;
    table.sums = {sum({{0, 0.6}}, 0.6, Is::withheld), sum({{0, 0.4}}, 0.4), sum({{1, 1}}, 0)};
    const core::Hiding hiding = core::hide_over_span(table, under5);
    CHECK(hiding.hide == std::vector<std::size_t>{1});
    CHECK(hiding.unsafe.empty());
    // A reader who is told that hidden counts are large ones would see through it.
    table.reasons_tell = true;
    CHECK(core::hide_over_span(table, under5).hide.empty());
    CHECK(core::hide_over_span(table, under5).unsafe == std::vector<std::size_t>{0});
}

TEST_CASE("noughts hidden with all of their area leave the others room", "[disclosure]") {
    // Three of one person each, of 3 that are published: knowing that each is 1 or more tells them.
    PublishedSums table;
    table.unknowns = 4;
    table.reasons_tell = false;
    for (std::size_t u = 0; u < 3; ++u) table.sums.push_back(sum({{u, 1}}, 1, Is::withheld));
    table.sums.push_back(sum({{3, 1}}, 0, Is::hidden));
    table.sums.push_back(sum({{0, 1}, {1, 1}, {2, 1}, {3, 1}}, 7));
    table.sums.back().fixed = true;
    CHECK(core::hide_over_span(table, under5).unsafe.size() == 3);
    for (PublishedSum& s : table.sums) s.may_be_nought = true;
    CHECK(core::hide_over_span(table, under5).unsafe.empty());
}

TEST_CASE("whoever solves what is published cannot pin a withheld count down", "[disclosure][property]") {
    for (unsigned seed = 1; seed <= 120; ++seed) {
        INFO("seed " << seed);
        RandomTable random(seed, 4, 9, 14, under5);
        const core::Hiding hiding = core::hide_over_span(random.table, under5);
        apply(random.table, hiding);
        for (std::size_t s = 0; s < random.table.sums.size(); ++s) {
            const PublishedSum& secret = random.table.sums[s];
            if (secret.is == Is::shown || std::count(hiding.unsafe.begin(), hiding.unsafe.end(), s) > 0) continue;
            CHECK_FALSE(in_span(random.table, secret.parts));
            if (secret.is != Is::withheld) continue;
            const auto [least, most] = whole_range(random.table, secret.parts, 24);
            CHECK(most - least >= under5.withhold_to);
        }
    }
}

TEST_CASE("rounded sums are solved as the ranges that they stand for", "[disclosure][property]") {
    std::size_t withheld = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        RandomTable random(seed, 12, 16, 20, nhs, 6);
        const core::Hiding hiding = core::hide_over_span(random.table, nhs);
        apply(random.table, hiding);
        std::vector<SparseVector> rows;
        for (const PublishedSum& s : random.table.sums) rows.push_back(s.parts);
        core::LinearRanges attacker(random.table.unknowns, rows);
        for (std::size_t s = 0; s < rows.size(); ++s)
            if (random.table.sums[s].is == Is::shown) {
                const auto [least, most] = core::shown_range(nhs, random.table.sums[s].count, false);
                attacker.limit(s, least, most);
            } else {
                attacker.limit(s, 1, 1000);
            }
        for (std::size_t s = 0; s < rows.size(); ++s) {
            if (random.table.sums[s].is != Is::withheld) continue;
            if (std::count(hiding.unsafe.begin(), hiding.unsafe.end(), s) > 0) continue;
            ++withheld;
            const std::array<std::size_t, 1> one{s};
            CHECK(attacker.extreme(one, true).value - attacker.extreme(one, false).value >= nhs.withhold_to + 1 - 1e-5);
        }
    }
    CHECK(withheld > 20);
}

TEST_CASE("of many sums no one and no two tell a withheld count", "[disclosure][property]") {
    std::size_t withheld = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        RandomTable random(seed, 8, 40, 12, under5);
        const core::Hiding hiding = core::hide_over_pairs(random.table, under5);
        apply(random.table, hiding);
        const auto dense = [&](const PublishedSum& s) {
            std::vector<double> all(8, 0.0);
            for (const auto& [u, times] : s.parts) all[u] = times;
            return all;
        };
        for (std::size_t s = 0; s < random.table.sums.size(); ++s) {
            if (random.table.sums[s].is != Is::withheld) continue;
            if (std::count(hiding.unsafe.begin(), hiding.unsafe.end(), s) > 0) continue;
            ++withheld;
            const std::vector<double> secret = dense(random.table.sums[s]);
            for (const PublishedSum& a : random.table.sums)
                for (const PublishedSum& b : random.table.sums) {
                    if (a.is != Is::shown || b.is != Is::shown) continue;
                    std::vector<double> more = dense(a), less = more;
                    const std::vector<double> other = dense(b);
                    for (std::size_t u = 0; u < 8; ++u) {
                        more[u] += other[u];
                        less[u] -= other[u];
                    }
                    CHECK(dense(a) != secret);
                    CHECK(more != secret);
                    CHECK(less != secret);
                }
        }
    }
    CHECK(withheld > 20);
}
