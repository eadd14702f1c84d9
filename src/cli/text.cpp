#include "cli/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace locality::cli {

namespace {

/// Letters, not bytes: a code point of UTF-8 is one wide.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string count(double number, int decimals) {
    std::string digits = fmt::format("{:.{}f}", std::abs(number), decimals);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
    const bool is_zero = digits.find_first_of("123456789") == std::string::npos;
    return number < 0 && !is_zero ? "-" + digits : digits;
}

std::string figure(double number, model::Status status, int decimals) {
    if (status == model::Status::suppressed) return "suppressed";
    if (status == model::Status::missing || std::isnan(number)) return "no data";
    return count(number, decimals);
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count(static_cast<double>(n)), n == 1 ? one : many);
}

std::string codes_in_words(const std::vector<std::string>& codes, std::size_t most) {
    if (most == 0 || codes.size() <= most) return fmt::format("{}", fmt::join(codes, " "));
    return fmt::format("{} and {} more",
                       fmt::join(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(most), " "),
                       count(static_cast<double>(codes.size() - most)));
}

void TextTable::add_column(std::string header, Align align) {
    m_headers.push_back(std::move(header));
    m_aligns.push_back(align);
}

void TextTable::add_row(std::vector<std::string> cells) {
    m_rows.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths;
    for (const std::string& header : m_headers) widths.push_back(width(header));
    for (const auto& row : m_rows)
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width(row[c]));

    std::string text;
    const auto add_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const std::string space(widths[c] - width(cells[c]), ' ');
            if (c) line += "  ";
            line += m_aligns[c] == Align::right ? space + cells[c] : cells[c] + space;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    if (std::any_of(m_headers.begin(), m_headers.end(), [](const std::string& h) { return !h.empty(); }))
        add_line(m_headers);
    for (const auto& row : m_rows) add_line(row);
    return text;
}

std::string age_in_words(int from, int to) {
    if (to == open_age) return from == 0 ? "all ages" : fmt::format("{} and over", from);
    return from == to ? fmt::format("{}", from) : fmt::format("{}-{}", from, to);
}

}  // namespace locality::cli
