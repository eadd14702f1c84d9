#include "catch.h"
#include "real_data.h"
#include "stats/breaks.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace stats = locality::stats;
using Numbers = std::vector<double>;

namespace {

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> parts;
    std::stringstream in(text);
    for (std::string part; std::getline(in, part, mark);) parts.push_back(part);
    return parts;
}

}  // namespace

TEST_CASE("A quantile is interpolated between the two nearest values") {
    const Numbers values{1, 2, 4, 8};
    CHECK(stats::quantile(values, 0) == 1);
    CHECK(stats::quantile(values, 1) == 8);
    CHECK(stats::quantile(values, 0.5) == 3);
    CHECK(stats::quantile(values, 0.25) == 1.75);
    CHECK(stats::quantile(Numbers{5}, 0.3) == 5);
}

TEST_CASE("A quantile needs values and a fraction") {
    CHECK_THROWS_AS(stats::quantile(Numbers{}, 0.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::quantile(Numbers{1, 2}, 1.5), std::invalid_argument);
    CHECK_THROWS_AS(stats::quantile(Numbers{1, 2}, -0.1), std::invalid_argument);
    CHECK_THROWS_AS(stats::quantile(Numbers{1, std::nan("")}, 0.5), std::invalid_argument);
}

TEST_CASE("Quantile classes hold about the same number of values") {
    CHECK(stats::quantile_breaks(Numbers{5, 3, 1, 2, 4}, 2) == Numbers{3, 5});
    CHECK(stats::quantile_breaks(Numbers{1, 2, 3, 4, 5}, 4) == Numbers{2, 3, 4, 5});
    CHECK(stats::quantile_breaks(Numbers{}, 4).empty());
}

TEST_CASE("Ties never straddle two quantile classes") {
    CHECK(stats::quantile_breaks(Numbers{0, 0, 0, 0, 0, 0, 9}, 3) == Numbers{0, 9});
    CHECK(stats::quantile_breaks(Numbers{7, 7, 7}, 5) == Numbers{7});
}

TEST_CASE("Quantile classes are refused for no classes and for NaN") {
    CHECK_THROWS_AS(stats::quantile_breaks(Numbers{1, 2}, 0), std::invalid_argument);
    CHECK_THROWS_AS(stats::quantile_breaks(Numbers{1, std::nan("")}, 2), std::invalid_argument);
}

TEST_CASE("Classes without a value are dropped") {
    const Numbers values{1, 1, 1, 2, 2, 5};
    const Numbers breaks = stats::quantile_breaks(values, 4);
    REQUIRE(breaks == Numbers{1, 1.5, 2, 5});
    CHECK(stats::occupied_breaks(values, breaks) == Numbers{1, 2, 5});
    CHECK(stats::occupied_breaks(Numbers{1, 1, 2, 3, 9, 9}, Numbers{1, 1.5, 9}) == Numbers{1, 9});
}

TEST_CASE("Where there are few values each is its own class") {
    const Numbers values{1, 2};
    CHECK(stats::occupied_breaks(values, stats::quantile_breaks(values, 5)) == Numbers{1, 2});
}

TEST_CASE("A value belongs to the first class whose bound is not below it") {
    const Numbers breaks{1, 2, 5};
    CHECK(stats::class_of(0, breaks) == 0);
    CHECK(stats::class_of(1, breaks) == 0);
    CHECK(stats::class_of(1.001, breaks) == 1);
    CHECK(stats::class_of(5, breaks) == 2);
    CHECK(stats::class_of(5.001, breaks) == -1);
    CHECK(stats::class_of(std::numeric_limits<double>::quiet_NaN(), breaks) == -1);
}

TEST_CASE("Quantile classes are those of mapclassify on its golden vectors") {
    LOCALITY_REQUIRE_REAL_DATA();
    std::map<std::string, Numbers> input;
    std::ifstream values(real_data() / "golden/classify_input.csv");
    std::string line;
    std::getline(values, line);
    while (std::getline(values, line)) {
        const auto cells = split(line, ',');
        input[cells[0]].push_back(std::stod(cells[2]));
    }
    std::ifstream expected(real_data() / "golden/classify_mapclassify_expected.csv");
    std::getline(expected, line);
    int compared = 0;
    while (std::getline(expected, line)) {
        const auto cells = split(line, ',');
        if (cells[1] != "Quantiles") continue;
        CAPTURE(line);
        const Numbers& data = input.at(cells[0]);
        const Numbers breaks = stats::quantile_breaks(data, std::stoi(cells[2]));
        const auto bounds = split(cells[4], ';'), counts = split(cells[5], ';');
        REQUIRE(breaks.size() == bounds.size());
        Numbers published;
        for (const std::string& bound : bounds) published.push_back(std::stod(bound));
        // Counted by the published bounds: some differ from ours in the last bit, and a tie goes with it.
        std::vector<int> counted(breaks.size());
        for (const double v : data) ++counted[static_cast<std::size_t>(stats::class_of(v, published))];
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            CHECK(breaks[i] == Approx(published[i]).epsilon(1e-9));
            CHECK(counted[i] == std::stoi(counts[i]));
        }
        ++compared;
    }
    CHECK(compared == 70);
}
