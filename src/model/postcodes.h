#pragma once

#include "geo/shapes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace locality::model {

/// Where postcodes are: unit postcodes, each a point.
struct Postcodes {
    std::string source;             ///< the table, for messages
    std::vector<std::string> code;  ///< as `postcode` writes them, ascending, unique
    std::vector<geo::Point> place;  ///< EPSG:27700 metres
};

/// A unit postcode however it is written ("ls121ab", "LS1  1AA", the seven characters of "LS121AB"), with one space:
/// "LS12 1AB". Nothing where the text has not the form of one; whether there is such a postcode is not asked. Source BS
/// 7666: one or two letters, one or two figures (the last may be a letter), a space, a figure, two letters.
inline std::optional<std::string> postcode(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c == ' ') continue;
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (plain.size() > 7) return std::nullopt;
    }
    if (plain.size() < 5) return std::nullopt;
    const auto letter = [&](std::size_t i) { return plain[i] >= 'A' && plain[i] <= 'Z'; };
    const auto figure = [&](std::size_t i) { return plain[i] >= '0' && plain[i] <= '9'; };
    const std::size_t inward = plain.size() - 3;
    if (!figure(inward) || !letter(inward + 1) || !letter(inward + 2)) return std::nullopt;
    const std::size_t area = letter(1) ? 2 : 1;
    if (!letter(0) || area >= inward || inward - area > 2 || !figure(area)) return std::nullopt;
    if (inward - area == 2 && !figure(area + 1) && !letter(area + 1)) return std::nullopt;
    plain.insert(inward, 1, ' ');
    return plain;
}

}  // namespace locality::model
