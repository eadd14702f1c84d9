#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace locality::io {

/// The words of a column's name, lower case: runs of letters and runs of digits. "LSOA21CD" is lsoa, 21, cd; "90+" is
/// 90, plus; "UK_IMD_E_score" is uk, imd, e, score. Everything else only parts words.
std::vector<std::string> words_of(std::string_view column);

/// Lower-case ASCII; other bytes stay.
std::string lower(std::string_view text);

/// Without the white space around it, the no-break space and the byte order mark included.
std::string_view trimmed(std::string_view text);

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
inline bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A year in words of a name: 2011 for "2011" and, right after a letter, for "11" ("lsoa11", "census21"); else 0.
int year_of(const std::string& word);

}  // namespace locality::io
