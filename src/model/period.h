#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace locality::model {

/// The time that a figure is for, as its publisher writes it, and the months that it covers.
///
///     2023, mid-2023             a calendar year
///     2023/24, 2023-24           a financial or school year: two years in a row, with no spaces
///     2021 - 23, 2021-23         a span of calendar years, the first and the last included
///     2021/22 - 23/24            a span of financial years
///     2023 Q2, Q2 2023           a quarter of the year: April to June
///     2023/24 Q1, Q1 2023/24     a quarter of the financial year: April to June
///     Oct 2025, 01Oct2025        a month
///
/// Text of any other form is a period too: it covers no months that are known, and stands before all that are.
struct Period {
    std::string text;     ///< as published: what tables and maps print
    int first_month = 0;  ///< 12 * year + month, January being 0; 0 where not known
    int last_month = 0;   ///< the last one included

    bool known() const { return last_month > 0; }
    int months() const { return known() ? last_month - first_month + 1 : 0; }
    bool overlaps(const Period& other) const {
        return first_month <= other.last_month && other.first_month <= last_month;
    }
};

Period period_of(std::string_view text);

/// The middle of a period in years, 2023.5 for 2023; NaN where its months are not known.
double middle_year(std::string_view text);

/// By when they end, then by when they begin, then by their text.
std::strong_ordering operator<=>(const Period& a, const Period& b);
inline bool operator==(const Period& a, const Period& b) {
    return (a <=> b) == 0;
}

}  // namespace locality::model
