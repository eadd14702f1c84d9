#include "geo/grid_reference.h"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace locality::geo {

namespace {

constexpr double hundred_km_m = 100'000;
constexpr int columns = 7, rows = 13;  // of 100 km squares over Great Britain
constexpr int most_figures = 10;

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_figure(char c) {
    return c >= '0' && c <= '9';
}
char capital(char c) {
    return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Place in the row of 25 letters, which leaves out I; -1 for I.
int index_of(char letter) {
    if (letter == 'I') return -1;
    return letter - 'A' - (letter > 'I' ? 1 : 0);
}
char letter_at(int index) {
    return static_cast<char>('A' + index + (index > 7 ? 1 : 0));
}

/// South-west corner of a 100 km square, in whole squares from the origin of the National Grid, which is the south-west
/// corner of the outer square S. Letters run from the north-west, five by five.
struct Corner {
    int east = 0, north = 0;
};
std::optional<Corner> corner_of(char first, char second) {
    const int a = index_of(first), b = index_of(second);
    if (a < 0 || b < 0) return std::nullopt;
    const Corner corner{(a % 5 - 2) * 5 + b % 5, (3 - a / 5) * 5 + 4 - b / 5};
    if (corner.east < 0 || corner.east >= columns || corner.north < 0 || corner.north >= rows) return std::nullopt;
    return corner;
}

}  // namespace

GridReading read_grid_reference(std::string_view text) {
    std::string letters;
    std::vector<std::string> groups;
    bool apart = true;
    bool capitals = true;
    for (const char c : text) {
        if (c == ' ') {
            apart = true;
        } else if (is_letter(c) && groups.empty() && letters.size() < 2) {
            capitals = capitals && c <= 'Z';
            letters += capital(c);
            apart = true;
        } else if (is_figure(c) && letters.size() == 2) {
            if (apart) groups.emplace_back();
            groups.back() += c;
            apart = false;
        } else {
            return {};
        }
    }
    if (letters.size() != 2 || (groups.empty() && (!capitals || text.size() != 2))) return {};
    std::string figures;
    for (const std::string& group : groups) figures += group;
    // Without figures, two letters that are no square may be anything.
    const std::optional<Corner> corner = corner_of(letters[0], letters[1]);
    if (!corner && figures.empty()) return {};
    if (!corner)
        return {{},
                "starts with " + letters +
                    ", which is no square of the National Grid in Great Britain; Leeds is in SE, London in TQ"};
    if (groups.size() > 2 || (groups.size() == 2 && groups[0].size() != groups[1].size()) || figures.size() % 2 != 0)
        return {{}, "does not have as many figures for east as for north; write it like SE 298 337"};
    if (figures.size() > most_figures)
        return {{}, "has more than 10 figures, which would be finer than a metre; leave off the last of each half"};
    GridSquare square;
    square.size_m = hundred_km_m;
    double east = 0, north = 0;
    const std::size_t half = figures.size() / 2;
    for (std::size_t i = 0; i < half; ++i) {
        square.size_m /= 10;
        east += (figures[i] - '0') * square.size_m;
        north += (figures[half + i] - '0') * square.size_m;
    }
    square.south_west = {corner->east * hundred_km_m + east, corner->north * hundred_km_m + north};
    return {square, {}};
}

std::string grid_reference(Point place, int figures) {
    if (figures < 0 || figures > most_figures || figures % 2 != 0)
        throw std::invalid_argument("grid_reference: figures come in pairs, up to ten");
    const double column = std::floor(place.x / hundred_km_m), row = std::floor(place.y / hundred_km_m);
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return {};
    const int east = static_cast<int>(column), north = static_cast<int>(row);
    std::string text{letter_at((3 - north / 5) * 5 + east / 5 + 2), letter_at((4 - north % 5) * 5 + east % 5)};
    if (figures == 0) return text;
    const double unit = std::pow(10.0, 5 - figures / 2);
    for (const double within : {place.x - column * hundred_km_m, place.y - row * hundred_km_m}) {
        const std::string number = std::to_string(static_cast<long>(std::floor(within / unit)));
        text += ' ' + std::string(static_cast<std::size_t>(figures / 2) - number.size(), '0') + number;
    }
    return text;
}

}  // namespace locality::geo
