#pragma once

#include "people.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::demo {

/// One indicator as a publisher would put it out: a table by LSOA, period and, for some, sex.
struct IndicatorTable {
    std::string file;                    ///< without ".csv"
    std::string numerator, denominator;  ///< column names
    bool by_sex = false;
    struct Row {
        int lsoa = 0;
        std::string period, sex;
        std::string numerator, denominator;  ///< as text: "*" or "c" where suppressed, empty where missing
    };
    std::vector<Row> rows;  ///< by LSOA, period, sex
};

/// Six indicators that go with deprivation and age as they do in life.
std::vector<IndicatorTable> indicators(const City& city, const std::vector<Ages>& ages,
                                       const std::vector<double>& hardship, const std::vector<int>& patients,
                                       std::uint64_t seed);

}  // namespace locality::demo
