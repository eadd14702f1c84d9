#include "style/sheet.h"

#include "model/errors.h"
#include "style/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace locality::style {

namespace {

constexpr int least_side = 200, most_side = 20000;
constexpr int least_dpi = 30, most_dpi = 1200;
constexpr double most_bytes = 600e6;
constexpr double bytes_per_pixel = 4;
constexpr const char* standing = "-portrait";

struct Paper {
    const char* name;
    int short_mm, long_mm;  // ISO 216
};
constexpr std::array<Paper, 5> papers{
    {{"A4", 210, 297}, {"A3", 297, 420}, {"A2", 420, 594}, {"A1", 594, 841}, {"A0", 841, 1189}}};

int pixels(int mm, int dpi) {
    constexpr double mm_per_inch = 25.4;
    return static_cast<int>(std::lround(mm / mm_per_inch * dpi));
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

std::vector<std::string> paper_names() {
    std::vector<std::string> names;
    for (const Paper& paper : papers) {
        names.emplace_back(paper.name);
        names.push_back(std::string(paper.name) + standing);
    }
    return names;
}

std::optional<Sheet> sheet_of(std::string_view size, int dpi) {
    Sheet sheet;
    sheet.dpi = dpi;
    const std::string sought = lower_case(size);
    for (const Paper& paper : papers) {
        const std::string name = lower_case(paper.name);
        const int across = pixels(paper.long_mm, dpi), along = pixels(paper.short_mm, dpi);
        if (sought == name) {
            sheet.width = across;
            sheet.height = along;
            return sheet;
        }
        if (sought == name + standing) {
            sheet.width = along;
            sheet.height = across;
            return sheet;
        }
    }
    const char* const end = size.data() + size.size();
    const auto [x, width_error] = std::from_chars(size.data(), end, sheet.width);
    if (width_error != std::errc() || x == end || *x != 'x') return {};
    const auto [rest, height_error] = std::from_chars(x + 1, end, sheet.height);
    if (height_error != std::errc() || rest != end) return {};
    return sheet;
}

double picture_bytes(const Sheet& sheet) {
    return bytes_per_pixel * sheet.width * sheet.height;
}

void require_drawable(const Sheet& sheet, bool as_pixels) {
    if (sheet.dpi < least_dpi || sheet.dpi > most_dpi)
        throw model::InputError(fmt::format("a map of {} dots per inch cannot be drawn; choose from {} to {}",
                                            sheet.dpi, least_dpi, most_dpi));
    if (std::min(sheet.width, sheet.height) < least_side || std::max(sheet.width, sheet.height) > most_side)
        throw model::InputError(fmt::format(
            "a map of {}x{} cannot be drawn; choose a width and height from {} to {}", sheet.width, sheet.height,
            least_side, most_side));
    if (as_pixels && picture_bytes(sheet) > most_bytes) {
        const int fitting = static_cast<int>(sheet.dpi * std::sqrt(most_bytes / picture_bytes(sheet)));
        throw model::InputError(
            fmt::format("a picture of {} x {} pixels would take {} MB of memory, and {} are the most; choose at most {} "
                        "dots per inch, a smaller size, or a PDF or SVG, which stay sharp at any size",
                        grouped(sheet.width, 0), grouped(sheet.height, 0), grouped(picture_bytes(sheet) / 1e6, 0),
                        grouped(most_bytes / 1e6, 0), fitting));
    }
}

}  // namespace locality::style
