#include "catch.h"
#include "stats/histogram.h"

#include <cmath>
#include <numeric>
#include <vector>

namespace stats = locality::stats;
using Numbers = std::vector<double>;
using Counts = std::vector<std::size_t>;

TEST_CASE("Values are counted in equally wide bins") {
    const auto h = stats::histogram(Numbers{0, 1, 1.9, 2, 5, 10}, 5);
    CHECK(h.from == 0);
    CHECK(h.to == 10);
    CHECK(h.count == Counts{3, 1, 1, 0, 1});  // 2 stands on a line: above it; 10 in the last
}

TEST_CASE("One value many times is one bin, no values are none") {
    CHECK(stats::histogram(Numbers{3, 3, 3}, 20).count == Counts{3});
    CHECK(stats::histogram(Numbers{}, 20).count.empty());
    CHECK_THROWS_AS(stats::histogram(Numbers{1, std::nan("")}, 4), std::invalid_argument);
    CHECK_THROWS_AS(stats::histogram(Numbers{1}, 0), std::invalid_argument);
}

TEST_CASE("A histogram holds every value") {
    Numbers values;
    for (int i = 0; i < 1000; ++i) values.push_back(std::sin(i * 12.9898) * 43758.5453);
    for (const int bins : {1, 2, 7, 40, 999}) {
        const auto h = stats::histogram(values, bins);
        CHECK(h.count.size() == static_cast<std::size_t>(bins));
        CHECK(std::accumulate(h.count.begin(), h.count.end(), std::size_t{0}) == values.size());
    }
}
