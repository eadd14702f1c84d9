#include "io/cells.h"

#include "io/column_words.h"
#include "io/notes.h"
#include "model/errors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace locality::io {

namespace {

/// "1,234" or "12,345,678.9": commas before every third digit, and nowhere else. Returns it without them.
std::string without_thousands_commas(std::string_view text) {
    const std::size_t whole = std::min(text.find('.'), text.size());
    std::size_t first = 0;
    if (first < whole && (text[0] == '-' || text[0] == '+')) first = 1;
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || comma >= whole || comma == first || comma - first > 3) return {};
    std::string out(text.substr(0, comma));
    for (std::size_t i = comma; i < whole; ++i) {
        const bool due = (whole - i) % 4 == 0;
        if ((text[i] == ',') != due) return {};
        if (!due) out += text[i];
    }
    out += text.substr(whole);
    return out;
}

bool to_number(std::string_view text, double& number) {
    if (text.starts_with('+')) text.remove_prefix(1);
    // from_chars also knows "inf" and "nan", which no publisher means as a number.
    if (text.empty() ||
        std::any_of(text.begin(), text.end(), [](char c) { return is_letter(c) && c != 'e' && c != 'E'; }))
        return false;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

bool one_of(std::string_view text, std::span<const std::string_view> words) {
    if (text.size() > 12) return false;
    const std::string sought = lower(text);
    return std::find(words.begin(), words.end(), sought) != words.end();
}

}  // namespace

Cell parse_cell(std::string_view text) {
    // Missing: never given, or not applicable ([x] and [z] in the Government Analysis Function's guidance).
    static constexpr std::array<std::string_view, 18> missing{
        "-",   "\xE2\x80\x93", "\xE2\x80\x94", "na",  "n/a", "#n/a", ".", "..",  "null",
        "nan", "none",         "no data",      "[x]", "[z]", "x",    "z", "...", "nil"};
    // Withheld by the publisher: small numbers, confidential.
    static constexpr std::array<std::string_view, 9> suppressed{"*", "**",  "***",        "c",   "[c]",
                                                                ":", "[:]", "suppressed", "supp"};
    text = trimmed(text);
    if (text.empty()) return {};
    double number = 0;
    if (to_number(text, number)) return {Cell::Is::number, number};
    if (one_of(text, missing)) return {};
    if (one_of(text, suppressed)) return {Cell::Is::suppressed, 0};
    // "<5": withheld, and why is said.
    if (text.front() == '<' && to_number(trimmed(text.substr(1)), number)) return {Cell::Is::suppressed, 0};
    std::string plain = without_thousands_commas(text);
    if (plain.empty() && text.starts_with("\xE2\x88\x92"))
        plain = "-" + std::string(text.substr(3));  // a typeset minus
    if (!plain.empty() && to_number(plain, number)) return {Cell::Is::number, number};
    return {Cell::Is::text, 0};
}

void CellTally::Kind::add(std::string_view text, std::string_view column) {
    if (count++ == 0) example = text;
    if (columns.empty() ||
        (columns.back() != column && std::find(columns.begin(), columns.end(), column) == columns.end()))
        columns.emplace_back(column);
}

double CellTally::read(std::string_view text, std::string_view column, model::Status& status) {
    const Cell cell = parse_cell(text);
    status = model::Status::known;
    switch (cell.is) {
        case Cell::Is::number:
            if (text.find(',') != std::string_view::npos) m_thousands.add(text, column);
            return cell.number;
        case Cell::Is::suppressed:
            m_suppressed.add(text, column);
            status = model::Status::suppressed;
            break;
        case Cell::Is::missing:
            m_missing.add(text, column);
            status = model::Status::missing;
            break;
        case Cell::Is::text:
            m_text.add(text, column);
            status = model::Status::missing;
            break;
    }
    return model::no_value;
}

void CellTally::read(std::string_view text, std::string_view column, model::Values& values, std::size_t row) {
    model::Status status = model::Status::missing;
    const double number = read(text, column, status);
    if (status == model::Status::known)
        values.set(row, number);
    else
        values.set_blank(row, status);
}

void CellTally::report(const Kind& kind, const char* word, const char* says, model::Severity severity,
                       model::Issues& issues, const std::string& source) {
    if (kind.count == 0) return;
    constexpr std::size_t most = 5;
    std::string in;
    for (std::size_t i = 0; i < kind.columns.size() && i < most; ++i) in += (i ? ", " : "") + kind.columns[i];
    if (kind.columns.size() > most) in += fmt::format(" and {} more", kind.columns.size() - most);
    io::report(issues, severity, source, word,
               fmt::format("{} cells {} (first \"{}\"; in {})", kind.count, says, kind.example, in));
}

void CellTally::report(model::Issues& issues, const std::string& source) const {
    report(m_thousands, "thousands_comma", "have thousands commas and were read as numbers", model::Severity::note,
           issues, source);
    report(m_suppressed, "suppressed", "are suppressed by the publisher; they count as unknown, not as zero",
           model::Severity::note, issues, source);
    report(m_missing, "missing", "are empty; they count as unknown, not as zero", model::Severity::note, issues,
           source);
    report(m_text, "not_a_number", "hold text where a number is due; they count as unknown", model::Severity::warning,
           issues, source);
}

model::Values numbers(const Table& table, std::size_t column, CellTally& tally) {
    model::Values values(table.row_count());
    for (std::size_t row = 0; row < table.row_count(); ++row)
        tally.read(table.cells[column][row], table.columns[column], values, row);
    return values;
}

double share_in(const Table& table, std::size_t column, std::size_t row, std::string_view code) {
    const Cell cell = parse_cell(table.cells[column][row]);
    if (cell.is != Cell::Is::number || cell.number < 0 || cell.number > 1 + 1e-9)
        throw model::InputError(fmt::format("{}: {} has \"{}\" in column \"{}\"; a share is a number from 0 to 1",
                                            table.source, code, table.cells[column][row], table.columns[column]));
    return std::min(cell.number, 1.0);
}

}  // namespace locality::io
