#include "catch.h"
#include "stats/row_space.h"

#include <cmath>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

using namespace locality;
using stats::SparseVector;

namespace {

using Matrix = std::vector<std::vector<double>>;

std::vector<SparseVector> sparse(const Matrix& rows) {
    std::vector<SparseVector> all;
    for (const auto& row : rows) {
        SparseVector v;
        for (std::size_t c = 0; c < row.size(); ++c)
            if (row[c] != 0) v.emplace_back(c, row[c]);
        all.push_back(std::move(v));
    }
    return all;
}

/// Rank of the columns in `mask`, by elimination of small numbers.
int rank_of(Matrix rows, unsigned mask) {
    int rank = 0;
    for (std::size_t c = 0; c < rows[0].size(); ++c) {
        if (!(mask >> c & 1U)) continue;
        auto pivot = static_cast<std::size_t>(rank);
        while (pivot < rows.size() && std::abs(rows[pivot][c]) < 1e-9) ++pivot;
        if (pivot == rows.size()) continue;
        std::swap(rows[pivot], rows[static_cast<std::size_t>(rank)]);
        for (std::size_t r = static_cast<std::size_t>(rank) + 1; r < rows.size(); ++r) {
            const double times = rows[r][c] / rows[static_cast<std::size_t>(rank)][c];
            for (std::size_t k = 0; k < rows[r].size(); ++k)
                rows[r][k] -= times * rows[static_cast<std::size_t>(rank)][k];
        }
        if (++rank == static_cast<int>(rows.size())) break;
    }
    return rank;
}

/// Supports of elementary vectors lighter than `below`, by trying every set of columns: combinations that are 0 outside
/// a set number rank(all columns) - rank(the columns outside it).
std::set<unsigned> by_trying(const Matrix& rows, const std::vector<double>& weight, double below) {
    const unsigned all = (1U << weight.size()) - 1;
    const int rank = rank_of(rows, all);
    const auto free = [&](unsigned set) { return rank - rank_of(rows, all & ~set); };
    std::set<unsigned> found;
    for (unsigned set = 1; set <= all; ++set) {
        double heavy = 0;
        for (std::size_t c = 0; c < weight.size(); ++c) heavy += set >> c & 1U ? weight[c] : 0;
        if (heavy >= below || free(set) != 1) continue;
        bool least = true;
        for (std::size_t c = 0; c < weight.size() && least; ++c)
            if (set >> c & 1U) least = free(set & ~(1U << c)) == 0;
        if (least) found.insert(set);
    }
    return found;
}

}  // namespace

TEST_CASE("a difference of sums that leaves one column is found, with its rows", "[row_space]") {
    // The third column is what the first row has more than the sum of the others.
    const auto rows = sparse({{1, 1, 1, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}});
    const std::vector<double> weight{500, 500, 7, 500};
    const auto search = stats::small_supports(rows, weight, 100);
    CHECK(search.complete);
    CHECK(search.exact);
    REQUIRE(search.found.size() == 1);
    CHECK(search.found[0].columns == SparseVector{{2, 1}});
    CHECK(search.found[0].rows == SparseVector{{0, 1}, {1, -1}, {2, -1}});
    CHECK(search.found[0].weight == 7);
}

TEST_CASE("combinations with other coefficients than 1 count, too", "[row_space]") {
    // a+b, b+c, a+c give 2a: a is known.
    const auto rows = sparse({{1, 1, 0}, {0, 1, 1}, {1, 0, 1}});
    const auto search = stats::small_supports(rows, std::vector<double>{3, 50, 50}, 10);
    REQUIRE(search.found.size() == 1);
    CHECK(search.found[0].columns == SparseVector{{0, 2}});
    CHECK(search.found[0].rows == SparseVector{{0, 1}, {1, -1}, {2, 1}});
}

TEST_CASE("fewest rows tell a combination, and columns alike stay together", "[row_space]") {
    // The last row repeats the first less the second; columns 2 and 3 are alike.
    const auto rows = sparse({{1, 1, 1, 1}, {1, 1, 0, 0}, {0, 0, 1, 1}});
    const auto search = stats::small_supports(rows, std::vector<double>{90, 90, 4, 5}, 10);
    REQUIRE(search.found.size() == 1);
    CHECK(search.found[0].columns.size() == 2);
    CHECK(search.found[0].weight == 9);
    CHECK(search.found[0].rows == SparseVector{{2, 1}});
    CHECK(stats::small_supports(rows, std::vector<double>{90, 90, 4, 6}, 10).found.empty());
    CHECK(stats::small_supports(rows, std::vector<double>{90, 90, 0, 5}, 10).found.size() == 1);
}

TEST_CASE("every elementary vector is found, and nothing else", "[row_space][property]") {
    std::mt19937 random(11);
    std::size_t found = 0;
    for (int round = 0; round < 400; ++round) {
        const std::size_t columns = 3 + random() % 5, count = 2 + random() % 5;
        Matrix rows(count, std::vector<double>(columns, 0));
        const bool cut = round % 4 == 3;  // parts of zones
        for (auto& row : rows)
            for (double& entry : row)
                entry = random() % 2 ? (cut ? static_cast<double>(1 + random() % 4) / 4 : 1.0) : 0.0;
        std::vector<double> weight(columns);
        for (double& w : weight) w = 1 + random() % 9;
        // A column in no row is in no combination; the trial does not mind it.
        const double below = 3 + random() % 15;
        const auto search = stats::small_supports(sparse(rows), weight, below);
        REQUIRE(search.complete);
        std::set<unsigned> supports;
        for (const stats::SmallSupport& support : search.found) {
            unsigned set = 0;
            double heavy = 0;
            std::vector<double> sum(columns, 0);
            for (const auto& [row, times] : support.rows)
                for (std::size_t c = 0; c < columns; ++c) sum[c] += times * rows[row][c];
            for (const auto& [c, value] : support.columns) {
                set |= 1U << c;
                heavy += weight[c];
                CHECK(sum[c] == Approx(value));
                sum[c] = 0;
            }
            for (const double rest : sum) CHECK(rest == Approx(0).margin(1e-9));
            CHECK(heavy == support.weight);
            supports.insert(set);
        }
        CHECK(supports == by_trying(rows, weight, below));
        found += supports.size();
    }
    CHECK(found > 300);
}

TEST_CASE("a search that is cut short says so", "[row_space]") {
    std::mt19937 random(2);
    Matrix rows(12, std::vector<double>(24, 0));
    for (auto& row : rows)
        for (double& entry : row) entry = random() % 2;
    const std::vector<double> weight(24, 1);
    CHECK_FALSE(stats::small_supports(sparse(rows), weight, 8, 20).complete);
    CHECK(stats::small_supports(sparse(rows), weight, 3).complete);
}

TEST_CASE("weights and entries must fit", "[row_space]") {
    CHECK_THROWS_AS(stats::small_supports(sparse({{1, 1}}), std::vector<double>{1}, 5), std::invalid_argument);
    CHECK_THROWS_AS(stats::small_supports(sparse({{1}}), std::vector<double>{-1}, 5), std::invalid_argument);
    CHECK_THROWS_AS(stats::small_supports(sparse({{1}}), std::vector<double>{std::nan("")}, 5), std::invalid_argument);
}
