#include "style/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

namespace locality::style {

Colour colour(std::string_view hex) {
    const auto refuse = [&] { throw std::invalid_argument(fmt::format("\"{}\" is not a colour; write #rrggbb", hex)); };
    if ((hex.size() != 7 && hex.size() != 9) || hex[0] != '#') refuse();
    const auto digit = [&](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        refuse();
        return 0;
    };
    const auto byte = [&](std::size_t at) {
        return static_cast<std::uint8_t>(16 * digit(hex[at]) + digit(hex[at + 1]));
    };
    Colour c{byte(1), byte(3), byte(5), 255};
    if (hex.size() == 9) c.alpha = byte(7);
    return c;
}

std::string hex(Colour c) {
    std::string text = fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue);
    if (c.alpha != 255) text += fmt::format("{:02x}", c.alpha);
    return text;
}

double lightness(Colour c) {
    // sRGB to relative luminance (IEC 61966-2-1), then CIE 1976 L*.
    const auto linear = [](std::uint8_t channel) {
        const double v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
    return y > 216.0 / 24389.0 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27.0;
}

namespace {

int index_in(std::span<const ShadeClass> classes, double value) {
    double least = HUGE_VAL;
    for (const ShadeClass& c : classes) least = std::min(least, c.above);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const bool above = value > classes[i].above || (value == least && classes[i].above == least);
        if (above && value <= classes[i].up_to) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace

int Shading::class_of(double value) const {
    return index_in(classes, value);
}

int Shading::class_of(double value, double across_value) const {
    const int first = class_of(value), second = index_in(across_classes, across_value);
    return first < 0 || second < 0 ? -1 : 3 * second + first;
}

std::string grouped(double number, int decimals) {
    std::string text = fmt::format("{:.{}f}", number, decimals);
    const std::size_t first = text[0] == '-' ? 1 : 0;
    if (text.find_first_not_of("-0.") == std::string::npos) text.erase(0, first);  // "-0" is 0
    const std::size_t begin = text[0] == '-' ? 1 : 0;
    std::size_t end = std::min(text.find('.'), text.size());
    for (; end > begin + 3; end -= 3) text.insert(end - 3, ",");
    return text;
}

}  // namespace locality::style
