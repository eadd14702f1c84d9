#include "model/period.h"

#include <array>
#include <limits>
#include <regex>
#include <tuple>

namespace locality::model {

namespace {

/// Lower case, every dash a hyphen, runs of spaces one.
std::string plain(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("\xE2\x80\x93") || rest.starts_with("\xE2\x80\x94")) {
            out += '-';
            i += 2;
        } else if (rest.starts_with("\xC2\xA0") || text[i] == ' ' || text[i] == '\t') {
            if (!out.empty() && out.back() != ' ') out += ' ';
            if (text[i] == '\xC2') ++i;
        } else {
            out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

/// "24" after 2023 is 2024; "00" after 1999 is 2000.
int year_after(int first, const std::string& digits) {
    const int number = std::stoi(digits);
    if (digits.size() == 4) return number;
    const int century = first / 100 * 100;
    return century + number + (number < first % 100 ? 100 : 0);
}

constexpr int april = 3;

Period span(std::string_view text, int first_month, int last_month) {
    if (first_month > last_month) return {std::string(text), 0, 0};
    return {std::string(text), first_month, last_month};
}

int month_called(const std::string& word) {
    static constexpr std::array names{"jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    for (std::size_t m = 0; m < names.size(); ++m)
        if (word.starts_with(names[m])) return static_cast<int>(m);
    return -1;
}

}  // namespace

Period period_of(std::string_view text) {
    static const std::regex year(R"((?:mid[- ])?(\d{4}))");
    static const std::regex joined(R"((?:fy ?)?(\d{4})([/-])(\d{4}|\d{2}))");
    static const std::regex apart(R"((\d{4}) - (\d{4}|\d{2}))");
    static const std::regex financial_span(R"((\d{4})/(\d{4}|\d{2}) ?- ?(\d{4}|\d{2})/(\d{4}|\d{2}))");
    static const std::regex quarter(R"((\d{4})(?:/(\d{2}|\d{4}))?[ -]?q([1-4]))");
    static const std::regex quarter_first(R"(q([1-4])[ -](\d{4})(?:/(\d{2}|\d{4}))?)");
    static const std::regex month(R"((?:\d{1,2}[- ]?)?([a-z]{3,9})[- ]?(\d{4}|\d{2}))");
    const std::string p = plain(text);
    std::smatch m;
    if (std::regex_match(p, m, year)) {
        const int y = std::stoi(m[1]);
        return span(text, 12 * y, 12 * y + 11);
    }
    if (std::regex_match(p, m, joined)) {
        const int first = std::stoi(m[1]), last = year_after(first, m[3]);
        const bool next = last == first + 1;
        if (next && (m[2] == "/" || m[3].length() == 2)) return span(text, 12 * first + april, 12 * last + april - 1);
        if (m[2] == "-" && last < first + 60) return span(text, 12 * first, 12 * last + 11);
    } else if (std::regex_match(p, m, apart)) {
        const int first = std::stoi(m[1]), last = year_after(first, m[2]);
        return span(text, 12 * first, 12 * last + 11);
    } else if (std::regex_match(p, m, financial_span)) {
        const int first = std::stoi(m[1]);
        const int last = year_after(first, m[3]);
        if (year_after(first, m[2]) == first + 1 && year_after(last, m[4]) == last + 1)
            return span(text, 12 * first + april, 12 * (last + 1) + april - 1);
    } else if (std::regex_match(p, m, quarter) || std::regex_match(p, m, quarter_first)) {
        const bool year_first = p[0] != 'q';
        const int first = std::stoi(m[year_first ? 1 : 2]), number = std::stoi(m[year_first ? 3 : 1]);
        const std::string next = m[year_first ? 2 : 3];
        if (next.empty()) return span(text, 12 * first + 3 * (number - 1), 12 * first + 3 * number - 1);
        if (year_after(first, next) == first + 1)
            return span(text, 12 * first + april + 3 * (number - 1), 12 * first + april + 3 * number - 1);
    } else if (std::regex_match(p, m, month)) {
        const int number = month_called(m[1]);
        const int at = 12 * year_after(2000, m[2]) + number;
        if (number >= 0) return span(text, at, at);
    }
    return {std::string(text), 0, 0};
}

double middle_year(std::string_view text) {
    const Period period = period_of(text);
    constexpr double months_of_two_years = 24;
    return period.known() ? (period.first_month + period.last_month + 1) / months_of_two_years
                          : std::numeric_limits<double>::quiet_NaN();
}

std::strong_ordering operator<=>(const Period& a, const Period& b) {
    return std::tie(a.last_month, a.first_month, a.text) <=> std::tie(b.last_month, b.first_month, b.text);
}

}  // namespace locality::model
