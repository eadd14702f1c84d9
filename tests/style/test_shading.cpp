#include "catch.h"
#include "small_city.h"

#include <cmath>

using namespace city;
using style::colour;

namespace {

std::vector<std::string> labels(const style::Shading& shading) {
    std::vector<std::string> all;
    for (const style::ShadeClass& c : shading.classes) all.push_back(c.label);
    return all;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("Colours are read and written as hex") {
    CHECK(colour("#081d58") == style::Colour{8, 29, 88, 255});
    CHECK(colour("#FFffD980") == style::Colour{255, 255, 217, 128});
    CHECK(style::hex(colour("#081d58")) == "#081d58");
    CHECK(style::hex(colour("#081d5800")) == "#081d5800");
    for (const char* wrong : {"", "081d58", "#081d5", "#081d5g", "#081d588", "navy"})
        CHECK_THROWS_WITH(colour(wrong), LOCALITY_CONTAINS("is not a colour; write #rrggbb"));
}

TEST_CASE("Lightness runs from black to white") {
    CHECK(style::lightness(colour("#000000")) == Approx(0).margin(1e-9));
    CHECK(style::lightness(colour("#ffffff")) == Approx(100));
    CHECK(style::lightness(colour("#777777")) == Approx(50.03).margin(0.05));
}

TEST_CASE("Numbers are grouped in thousands") {
    CHECK(style::grouped(144753, 0) == "144,753");
    CHECK(style::grouped(999, 0) == "999");
    CHECK(style::grouped(-1234.5, 2) == "-1,234.50");
    CHECK(style::grouped(-0.001, 1) == "0.0");
    CHECK(style::grouped(1234567, 0) == "1,234,567");
    CHECK(style::grouped(-123, 0) == "-123");
}

TEST_CASE("Deciles have ten classes in words, darkest = 1") {
    const auto shading = style::shading_for(column("imd_decile", "IMD decile", {3, 4}), book());
    REQUIRE(shading.classes.size() == 10);
    CHECK(shading.classes.front().label == "1 = most deprived 10% in England");
    CHECK(shading.classes.back().label == "10 = least deprived 10%");
    CHECK(shading.classes.front().fill == colour("#081d58"));
    CHECK(shading.classes.back().fill == colour("#ffffd9"));
    for (int decile = 1; decile <= 10; ++decile) CHECK(shading.class_of(decile) == decile - 1);
    CHECK(shading.class_of(0) == -1);
    CHECK(shading.class_of(11) == -1);
    CHECK(shading.class_of(std::nan("")) == -1);
}

TEST_CASE("A domain's deciles and ranks run as the overall index's do") {
    const auto deciles = style::shading_for(column("income_decile", "Income decile (1 = most deprived)", {3, 4}), book());
    REQUIRE(deciles.classes.size() == 10);
    CHECK(deciles.title == "Income decile (1 = most deprived)");
    CHECK(deciles.classes.front().label == "1 = most deprived 10% in England");
    CHECK(deciles.classes.front().fill == colour("#081d58"));
    const auto ranks = style::shading_for(column("crime_rank", "Crime rank", {1, 2, 3, 4, 5}), book());
    const auto overall = style::shading_for(column("imd_rank", "Rank", {1, 2, 3, 4, 5}), book());
    CHECK(ranks.classes.front().fill == overall.classes.front().fill);
    CHECK(style::lightness(ranks.classes.front().fill) < style::lightness(ranks.classes.back().fill));
}

TEST_CASE("Other numbers are quantiles, darkest = highest, whole numbers told as they are") {
    const auto shading =
        style::shading_for(column("residents", "Residents", {1, 2, 3, 4, 5, 6, 7, 8, 9, 1000}, "people"), book());
    CHECK(shading.title == "Residents (people)");
    CHECK(labels(shading) == Words{"1 to 2", "3 to 4", "5 to 6", "7 to 8", "9 to 1,000"});
    CHECK(shading.classes.front().fill == colour("#ffffd9"));
    CHECK(shading.classes.back().fill == colour("#081d58"));
    CHECK(shading.class_of(1) == 0);
    CHECK(shading.class_of(1000) == 4);
    CHECK(shading.class_of(1001) == -1);
}

TEST_CASE("Classes of fractions meet, and a percentage says so in each label") {
    const auto shading = style::shading_for(
        column("smoking", "Adults who smoke", {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5}, "%", 1),
        book());
    CHECK(shading.title == "Adults who smoke");
    CHECK(labels(shading) == Words{"0.5% to 2.5%", "2.5% to 4.5%", "4.5% to 6.5%", "6.5% to 8.5%", "8.5% to 10.5%"});
}

TEST_CASE("Labels get the decimals that keep their bounds apart") {
    const auto shading = style::shading_for(
        column("share", "Share", {0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11}, "", 0), book());
    CHECK(labels(shading) == Words{"0.01 to 0.03", "0.03 to 0.05", "0.05 to 0.07", "0.07 to 0.09", "0.09 to 0.11"});
}

TEST_CASE("A low rank is worse off, so it is dark") {
    const auto shading = style::shading_for(column("imd_rank", "IMD rank", {1, 2, 3, 4, 5}), book());
    CHECK(shading.classes.front().fill == colour("#081d58"));
    CHECK(shading.classes.back().fill == colour("#ffffd9"));
}

TEST_CASE("There are never more classes than different values") {
    const auto ties = style::shading_for(column("n", "N", {0, 0, 0, 0, 0, 0, 0, 5, 9}), book());
    CHECK(labels(ties) == Words{"0", "5", "9"});
    const auto equal = style::shading_for(column("n", "N", {2.5, 2.5}, "", 1), book());
    CHECK(labels(equal) == Words{"2.5"});
    CHECK(equal.class_of(2.5) == 0);
    const auto two = style::shading_for(column("n", "N", {1, 2}), book());
    CHECK(labels(two) == Words{"1", "2"});
}

TEST_CASE("Blanks take no part in the classes") {
    model::Column c = column("n", "N", {1, 2, model::no_value, 3});
    c.values.set_blank(0, model::Status::suppressed);
    CHECK(labels(style::shading_for(c, book())) == Words{"2", "3"});
    c.values = model::Values(4);
    CHECK(style::shading_for(c, book()).classes.empty());
}
