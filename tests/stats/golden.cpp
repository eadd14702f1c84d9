#include "golden.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            result.emplace_back();
        else if (c != '\r')
            result.back() += c;
    }
    return result;
}

double parsed(const std::string& text) {
    if (text.empty() || text == "NA" || text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "Inf") return std::numeric_limits<double>::infinity();
    if (text == "-Inf") return -std::numeric_limits<double>::infinity();
    std::size_t used = 0;
    const double number = std::stod(text, &used);
    if (used != text.size()) throw std::runtime_error("not a number: " + text);
    return number;
}

}  // namespace

Golden::Golden(const std::string& name) {
    std::ifstream file(real_data() / "golden" / (name + ".csv"));
    if (!file) throw std::runtime_error("no golden file " + name);
    std::string line;
    std::getline(file, line);
    for (const std::string& column : cells(line)) m_columns.emplace(column, m_columns.size());
    while (std::getline(file, line)) {
        m_rows.push_back(cells(line));
        if (m_rows.back().size() != m_columns.size()) throw std::runtime_error(name + ": a row of other length");
    }
}

const std::string& Golden::text(std::size_t row, const std::string& column) const {
    return m_rows.at(row).at(m_columns.at(column));
}

double Golden::number(std::size_t row, const std::string& column) const {
    return parsed(text(row, column));
}

std::vector<double> Golden::numbers(const std::vector<std::size_t>& rows, const std::string& column) const {
    std::vector<double> result;
    for (const std::size_t row : rows) result.push_back(number(row, column));
    return result;
}

std::vector<std::pair<std::string, std::vector<std::size_t>>> Golden::groups(const std::string& column) const {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> result;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const std::string& key = text(row, column);
        const auto found =
            std::find_if(result.begin(), result.end(), [&](const auto& group) { return group.first == key; });
        if (found == result.end())
            result.push_back({key, {row}});
        else
            found->second.push_back(row);
    }
    return result;
}

std::vector<std::size_t> Golden::all() const {
    std::vector<std::size_t> rows(m_rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
    return rows;
}

std::vector<double> numbers_in(const std::string& text) {
    std::vector<double> result;
    std::stringstream in(text);
    for (std::string part; std::getline(in, part, ';');) result.push_back(parsed(part));
    return result;
}
