#include "catch.h"
#include "core/allocate.h"
#include "core/join.h"
#include "core/weights.h"

using namespace locality;
using model::Status;
using model::Values;

namespace {

/// Rows of shares; what is left of each row is outside. Rows over 1 overlap, covering all of the zone once.
model::Crosswalk crosswalk(const std::vector<std::vector<double>>& rows, std::size_t footprints) {
    model::Crosswalk c;
    c.footprint_count = footprints;
    for (const auto& row : rows) {
        double sum = 0;
        for (std::size_t f = 0; f < row.size(); ++f) {
            if (row[f] == 0) continue;
            c.footprint.push_back(static_cast<int>(f));
            c.share.push_back(row[f]);
            sum += row[f];
        }
        c.row_begin.push_back(static_cast<std::uint32_t>(c.share.size()));
        c.basis.push_back(model::Basis::area);
        c.covered.push_back(std::min(1.0, sum));
    }
    return c;
}

}  // namespace

TEST_CASE("counts are split by the shares and kept", "[allocate]") {
    const auto estimate = core::allocate_counts(Values::of({100, 40}), crosswalk({{0.25, 0.75}, {0, 1}}, 3));
    CHECK(estimate.number[0] == 25);
    CHECK(estimate.number[1] == 115);
    CHECK(estimate.status[2] == Status::missing);  // no zone reaches it
}

TEST_CASE("missing, suppressed and zero stay three things", "[allocate]") {
    Values count = Values::of({0, 5, 7});
    count.set_blank(1, Status::missing);
    count.set_blank(2, Status::suppressed);
    const auto estimate = core::allocate_counts(count, crosswalk({{1, 0, 0, 0}, {0, 1, 0, 0.5}, {0, 0, 1, 0.5}}, 4));
    CHECK(estimate.known(0));
    CHECK(estimate.number[0] == 0);
    CHECK(estimate.status[1] == Status::missing);
    CHECK(estimate.status[2] == Status::suppressed);
    CHECK(estimate.status[3] == Status::suppressed);  // suppressed wins
    const auto covered = core::covered_shares(count, crosswalk({{1, 0}, {0, 1}, {1, 0}}, 3));
    CHECK(covered[0] == 0.5);
    CHECK(covered[1] == 0);
    CHECK(std::isnan(covered[2]));
}

TEST_CASE("counts and shares must be for the same zones", "[allocate]") {
    CHECK_THROWS_AS(core::allocate_counts(Values::of({1}), crosswalk({{1}, {1}}, 1)), std::invalid_argument);
}

TEST_CASE("the ledger closes when nobody is lost, and shows overlaps and the outside", "[ledger]") {
    const Values count = Values::of({100, 40});
    const auto shares = crosswalk({{1, 0.5}, {0, 0.25}}, 2);
    const auto figures = core::allocate_counts(count, shares);
    const auto line = core::ledger("ward", "residents", 150, 10, count, figures, shares);
    CHECK(line.closes);
    CHECK(line.allocated == 110);
    CHECK(line.outside == 30);
    CHECK(line.unallocatable == 10);
    CHECK(line.counted == 160);
    CHECK(line.counted_again == 50);
}

TEST_CASE("the ledger opens when a person is lost or doubled", "[ledger]") {
    const Values count = Values::of({100, 40});
    const auto shares = crosswalk({{1, 0}, {0, 1}}, 2);
    auto figures = core::allocate_counts(count, shares);
    CHECK(core::ledger("s", "q", 140, 0, count, figures, shares).closes);
    CHECK_FALSE(core::ledger("s", "q", 141, 0, count, figures, shares).closes);  // a row lost before the zones
    figures.number[1] = 39;
    CHECK_FALSE(core::ledger("s", "q", 140, 0, count, figures, shares).closes);  // a figure that is not its zones' sum
}

TEST_CASE("a blank zone counts as nothing on both sides of the ledger", "[ledger]") {
    Values count = Values::of({100, 40});
    count.set_blank(1, Status::suppressed);
    const auto shares = crosswalk({{1, 0}, {0.5, 0.5}}, 2);
    const auto line = core::ledger("s", "q", 100, 0, count, core::allocate_counts(count, shares), shares);
    CHECK(line.closes);
    CHECK(line.counted == 100);
}

TEST_CASE("a join reports both ways", "[join]") {
    const std::vector<std::string> keys{"B", "X", "A", "B", "Y", "X"};
    const std::vector<std::string> codes{"A", "B", "C"};
    const auto joined = core::join(keys, codes, "residents", "zones");
    CHECK(joined.row_of_code == std::vector<std::int32_t>{2, 0, -1});
    CHECK(joined.report.matched == 2);
    CHECK(joined.report.unknown == std::vector<std::string>{"X", "Y"});
    CHECK(joined.report.duplicate == std::vector<std::string>{"B"});
    CHECK(joined.report.missing == std::vector<std::string>{"C"});
    const auto picked = core::pick(Values::of({1, 2, 3, 4, 5, 6}), joined.row_of_code);
    CHECK(picked.number[0] == 3);
    CHECK(picked.number[1] == 1);
    CHECK(picked.status[2] == Status::missing);
}

TEST_CASE("weights are collected, regrouped and divided by their zone's total", "[weights]") {
    const auto w = core::collect({{1, 0, 2}, {0, 1, 5}, {1, 0, 3}, {0, 0, 5}}, 3);
    CHECK(w.row_begin == std::vector<std::uint32_t>{0, 2, 3, 3});
    CHECK(w.weight == std::vector<double>{5, 5, 5});
    const std::vector<std::int32_t> group{0, geo::outside};
    CHECK(core::regroup(w, group).weight == std::vector<double>{5, 5});
    const std::vector<double> total{20, 5, 0};
    const auto shares = core::shares_over(w, total, model::Basis::registered, 2);
    CHECK(shares.share == std::vector<double>{0.25, 0.25, 1});
    CHECK(shares.covered == std::vector<double>{0.5, 1, 0});
    CHECK_THROWS_AS(core::collect({{3, 0, 1}}, 3), std::invalid_argument);
}
