#pragma once

#include "catch.h"
#include "real_data.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

/// A table of numbers that a reference implementation was given or gave: ../shared/data/golden.
class Golden {
public:
    /// Reads "<name>.csv"; throws std::runtime_error where it is absent.
    explicit Golden(const std::string& name);
    std::size_t size() const { return m_rows.size(); }
    const std::string& text(std::size_t row, const std::string& column) const;
    /// NA, NaN and empty are NaN; Inf is infinite.
    double number(std::size_t row, const std::string& column) const;
    std::vector<double> numbers(const std::vector<std::size_t>& rows, const std::string& column) const;
    /// Rows by what they hold in `column`, in the order of first appearance.
    std::vector<std::pair<std::string, std::vector<std::size_t>>> groups(const std::string& column) const;
    std::vector<std::size_t> all() const;

private:
    std::map<std::string, std::size_t> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// "1;2;3" as numbers.
std::vector<double> numbers_in(const std::string& text);

/// Equal to within `relative`, absolutely so near 0; blank where blank, infinite where infinite.
inline bool near(double actual, double expected, double relative = 1e-9) {
    if (std::isnan(expected)) return std::isnan(actual);
    if (std::isinf(expected)) return actual == expected;
    return std::abs(actual - expected) <= relative * std::abs(expected) + 1e-12;
}
#define CHECK_NEAR(actual, expected, relative)                    \
    do {                                                          \
        const double actual_ = (actual), expected_ = (expected);  \
        INFO(#actual " is " << actual_ << ", not " << expected_); \
        CHECK(near(actual_, expected_, relative));                \
    } while (false)
