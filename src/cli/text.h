#pragma once

#include "model/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace locality::cli {

/// A figure for people: thousands commas, fixed decimals, and words where there is no number: "no data", "suppressed".
std::string figure(double number, model::Status status, int decimals);
/// A number that is known: "12,345".
std::string count(double number, int decimals = 0);
/// "1 zone", "12 zones".
std::string counted(std::size_t n, std::string_view one, std::string_view many);
/// The first `most` of `codes`, and how many more there are; all where `most` is 0.
std::string codes_in_words(const std::vector<std::string>& codes, std::size_t most);

/// Rows of cells in aligned columns, two spaces between; numbers to the right.
class TextTable {
public:
    enum class Align { left, right };
    void add_column(std::string header, Align align);
    void add_row(std::vector<std::string> cells);  ///< one cell for each column
    std::string text() const;                      ///< headers, rows, each line ended; no trailing spaces
    bool empty() const { return m_rows.empty(); }

private:
    std::vector<std::string> m_headers;
    std::vector<Align> m_aligns;
    std::vector<std::vector<std::string>> m_rows;
};

inline constexpr int open_age = 999;  ///< the end of a band that has none (model::PeopleGroup::to)
/// "0-15", "90 and over", "all ages".
std::string age_in_words(int from, int to);

}  // namespace locality::cli
