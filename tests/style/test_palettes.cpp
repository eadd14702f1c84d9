#include "catch.h"
#include "small_city.h"
#include "style/book.h"

#include <array>
#include <cmath>

// Readers tell neighbouring classes apart, in print and with colour-blind eyes.

using namespace city;
using style::Colour;

namespace {

using Triple = std::array<double, 3>;

double linear(double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

/// Linear RGB to CIE L*a*b* (D65).
Triple lab(Triple c) {
    const double x = (0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047;
    const double y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
    const double z = (0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

/// Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB; the identity and grey stand beside them.
struct Eye {
    const char* name;
    std::array<Triple, 3> matrix;
};
const Eye eyes[] = {
    {"usual", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"grey", {{{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
};

double difference(Colour a, Colour b, const Eye& eye) {
    const auto seen = [&](Colour c) {
        const Triple in{linear(c.red / 255.0), linear(c.green / 255.0), linear(c.blue / 255.0)};
        Triple out{};
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j) out[i] += eye.matrix[i][j] * in[j];
            out[i] = std::min(1.0, std::max(0.0, out[i]));
        }
        return lab(out);
    };
    const Triple p = seen(a), q = seen(b);
    return std::sqrt(std::pow(p[0] - q[0], 2) + std::pow(p[1] - q[1], 2) + std::pow(p[2] - q[2], 2));
}

}  // namespace

TEST_CASE("Neighbouring classes differ for every eye") {
    const style::Book b = style::parse(book());
    REQUIRE(b.palettes.size() >= 3);
    for (const auto& [name, palette] : b.palettes)
        for (const std::size_t classes : {palette.size(), std::size_t{5}, std::size_t{3}})
            for (const Eye& eye : eyes) {
                const auto colours = style::sampled(palette, classes);
                for (std::size_t i = 1; i < colours.size(); ++i) {
                    INFO(name << ", " << eye.name << ", " << style::hex(colours[i - 1]) << " and "
                              << style::hex(colours[i]));
                    CHECK(difference(colours[i - 1], colours[i], eye) >= 4);
                }
            }
}

TEST_CASE("Two columns together: neighbouring squares differ for every eye") {
    const std::vector<Colour> squares = style::parse(book()).of_two;
    for (const Eye& eye : eyes)
        for (std::size_t i = 0; i < 9; ++i)
            for (const std::size_t next : {i % 3 == 2 ? i : i + 1, i >= 6 ? i : i + 3}) {
                INFO(eye.name << ", " << style::hex(squares[i]) << " and " << style::hex(squares[next]));
                if (next != i) CHECK(difference(squares[i], squares[next], eye) >= 4);
            }
}

TEST_CASE("Palettes run one way from light to dark or from dark to light") {
    for (const auto& [name, palette] : style::parse(book()).palettes) {
        const bool darker = style::lightness(palette.front()) > style::lightness(palette.back());
        for (std::size_t i = 1; i < palette.size(); ++i) {
            INFO(name << " " << i);
            CHECK((style::lightness(palette[i - 1]) > style::lightness(palette[i])) == darker);
        }
    }
}

TEST_CASE("Blanks look like no class") {
    const auto shading = style::shading_for(column("imd_decile", "IMD decile", {1}), book());
    for (const style::ShadeClass& c : shading.classes) {
        CHECK(difference(c.fill, shading.missing, eyes[0]) >= 10);
        CHECK(difference(c.fill, shading.suppressed, eyes[0]) >= 10);
    }
}

TEST_CASE("The default palette of deciles is the one that was agreed, darkest = 1") {
    const char* const agreed[] = {"#081d58", "#253896", "#225aa6", "#2079b4", "#2496c1",
                                  "#3eb2c4", "#74c8bd", "#a8dbb8", "#dcf1b2", "#ffffd9"};
    const auto shading = style::shading_for(column("imd_decile", "IMD decile", {1}), book());
    REQUIRE(shading.classes.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) CHECK(style::hex(shading.classes[i].fill) == agreed[i]);
    CHECK(style::parse(book()).palettes.contains("cividis"));
}

namespace {

/// WCAG 2.2 contrast of two colours as an eye sees them, 1 to 21.
double contrast(Colour a, Colour b, const Eye& eye) {
    const auto luminance = [&](Colour c) {
        const Triple in{linear(c.red / 255.0), linear(c.green / 255.0), linear(c.blue / 255.0)};
        constexpr Triple weight{0.2126, 0.7152, 0.0722};
        double y = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            double seen = 0;
            for (std::size_t j = 0; j < 3; ++j) seen += eye.matrix[i][j] * in[j];
            y += weight[i] * std::min(1.0, std::max(0.0, seen));
        }
        return y;
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

}  // namespace

TEST_CASE("The outline of the most deprived tenth shows on every class, to every eye") {
    const style::Book b = style::parse(book());
    std::vector<style::MapStyle> looks{b.map};
    for (const auto& [name, look] : b.looks) looks.push_back(look);
    REQUIRE(looks.size() == 3);
    std::vector<Colour> grounds{b.missing, b.suppressed};
    grounds.insert(grounds.end(), b.of_two.begin(), b.of_two.end());
    for (const auto& [name, palette] : b.palettes)
        for (int classes = 3; classes <= 10; ++classes)
            for (const Colour c : style::sampled(palette, static_cast<std::size_t>(classes))) grounds.push_back(c);
    for (const style::MapStyle& look : looks)
        for (const Eye& eye : eyes) {
            for (const Colour ground : grounds) {
                INFO(eye.name << ", " << style::hex(ground));
                // One of the two casings always stands out; the dashes stand out of the inner one.
                CHECK(std::max(contrast(look.imd1_casing, ground, eye), contrast(look.imd1_edge, ground, eye)) >= 3);
                for (const Colour line : {look.gap_line, look.several_line})
                    CHECK(std::max(contrast(look.mark_casing, ground, eye), contrast(line, ground, eye)) >= 3);
            }
            CHECK(contrast(look.imd1_line, look.imd1_casing, eye) >= 3);
            CHECK(contrast(look.imd1_edge, look.imd1_casing, eye) >= 3);
            CHECK(contrast(look.gap_line, look.mark_casing, eye) >= 3);
            CHECK(contrast(look.several_line, look.mark_casing, eye) >= 3);
        }
}

TEST_CASE("Looks keep words legible") {
    const style::Book b = style::parse(book());
    for (const char* name : {"dark", "contrast"}) {
        const style::MapStyle look = style::map_style(book(), name);
        const double least = std::string(name) == "contrast" ? 7 : 4.5;
        CHECK(contrast(look.ink, look.panel, eyes[0]) >= least);
        CHECK(contrast(look.muted, look.panel, eyes[0]) >= least);
        CHECK(contrast(look.label, look.label_halo, eyes[0]) >= least);
        CHECK(look.zone_line_px == b.map.zone_line_px);
    }
    CHECK_THROWS_WITH(style::map_style(book(), "sepia"), LOCALITY_CONTAINS("no look \"sepia\""));
    CHECK_THROWS_WITH(style::map_style(book_with("[looks.dark]\npaper", "[looks.dark]\npapre")),
                      LOCALITY_CONTAINS("has no key \"papre\""));
}

TEST_CASE("Palettes are sampled evenly, both ends kept") {
    const std::vector<Colour> two{style::colour("#000000"), style::colour("#ff0000")};
    CHECK(style::sampled(two, 3)[1] == style::colour("#800000"));
    CHECK(style::sampled(two, 2) == two);
    CHECK(style::sampled(two, 1).front() == style::colour("#990000"));
}
