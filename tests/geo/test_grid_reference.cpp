#include "catch.h"
#include "geo/grid_reference.h"

#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

using namespace locality::geo;

namespace {

GridSquare square(const char* text) {
    const GridReading reading = read_grid_reference(text);
    INFO(text << ": " << reading.problem);
    REQUIRE(reading.square);
    return *reading.square;
}

std::string problem(const char* text) {
    const GridReading reading = read_grid_reference(text);
    CHECK_FALSE(reading.square);
    return reading.problem;
}

bool is_something_else(const char* text) {
    const GridReading reading = read_grid_reference(text);
    return !reading.square && reading.problem.empty();
}

}  // namespace

TEST_CASE("a grid reference is read with spaces or without, at any precision", "[grid_reference]") {
    CHECK(square("SE") == GridSquare{{400000, 400000}, 100000});
    CHECK(square("SE 2 3") == GridSquare{{420000, 430000}, 10000});
    CHECK(square("SE 30 33") == GridSquare{{430000, 433000}, 1000});
    CHECK(square("SE3033") == GridSquare{{430000, 433000}, 1000});
    CHECK(square("SE 298 337") == GridSquare{{429800, 433700}, 100});
    for (const char* text :
         {"SE 2983 3370", "SE29833370", "SE 29833370", "se 2983 3370", " SE  2983  3370 ", "S E 2983 3370"})
        CHECK(square(text) == GridSquare{{429830, 433700}, 10});
    CHECK(square("SE 29795 33925") == GridSquare{{429795, 433925}, 1});
    CHECK(square("SE 30 33").centre() == Point{430500, 433500});
}

TEST_CASE("letters stand where the Ordnance Survey puts them", "[grid_reference]") {
    const std::vector<std::pair<const char*, Point>> squares{{"SV", {0, 0}},
                                                             {"SW", {100000, 0}},
                                                             {"TV", {500000, 0}},
                                                             {"TQ", {500000, 100000}},
                                                             {"TG", {600000, 300000}},
                                                             {"SE", {400000, 400000}},
                                                             {"SD", {300000, 400000}},
                                                             {"NZ", {400000, 500000}},
                                                             {"NT", {300000, 600000}},
                                                             {"NN", {200000, 700000}},
                                                             {"NA", {0, 900000}},
                                                             {"HP", {400000, 1200000}},
                                                             {"HU", {400000, 1100000}},
                                                             {"OV", {500000, 500000}},
                                                             {"JM", {600000, 1200000}}};
    for (const auto& [letters, corner] : squares) {
        INFO(letters);
        CHECK(square(letters).south_west == corner);
        CHECK(grid_reference({corner.x + 1, corner.y + 1}, 0) == letters);
    }
    CHECK(square("TQ 30 80").south_west == Point{530000, 180000});    // Charing Cross
    CHECK(square("NZ 250 640").south_west == Point{425000, 564000});  // Newcastle
}

TEST_CASE("a wrong grid reference is told what is wrong", "[grid_reference]") {
    CHECK_THAT(problem("SE 298 33"), LOCALITY_CONTAINS("as many figures for east as for north"));
    CHECK_THAT(problem("SE 12345"), LOCALITY_CONTAINS("as many figures for east as for north"));
    CHECK_THAT(problem("SE 1 2 3 4"), LOCALITY_CONTAINS("as many figures for east as for north"));
    CHECK_THAT(problem("SE 123456 123456"), LOCALITY_CONTAINS("more than 10 figures"));
    CHECK_THAT(problem("AA 12 34"), LOCALITY_CONTAINS("starts with AA, which is no square"));
    CHECK_THAT(problem("SI 12 34"), LOCALITY_CONTAINS("starts with SI, which is no square"));
    CHECK_THAT(problem("RZ 1 1"), LOCALITY_CONTAINS("no square"));    // west of the grid
    CHECK_THAT(problem("JH 12 34"), LOCALITY_CONTAINS("no square"));  // north of Shetland
}

TEST_CASE("what is no grid reference is left to others", "[grid_reference]") {
    for (const char* text : {"", "S", "12 34", "Seacroft", "se", "LS12 1AB", "SE12 3AB", "E05011399", "SEA", "SE-12-34",
                             "SE 12,34", "IT", "ZZ", "U16878", "SE 2983 3370 N"}) {
        INFO(text);
        CHECK(is_something_else(text));
    }
}

TEST_CASE("a place is named by the square it lies in", "[grid_reference]") {
    const Point leeds{429795.881, 433925.548};
    CHECK(grid_reference(leeds) == "SE 2979 3392");
    CHECK(grid_reference(leeds, 0) == "SE");
    CHECK(grid_reference(leeds, 2) == "SE 2 3");
    CHECK(grid_reference(leeds, 6) == "SE 297 339");
    CHECK(grid_reference(leeds, 10) == "SE 29795 33925");
    CHECK(grid_reference({400000, 400000}, 10) == "SE 00000 00000");
    CHECK(grid_reference({400009, 400000}) == "SE 0000 0000");
    CHECK(grid_reference({699999.9, 1299999.9}, 10) == "JM 99999 99999");
    for (const Point off : {Point{-0.1, 5}, {5, -0.1}, {700000, 5}, {5, 1300000}, {NAN, 5}})
        CHECK(grid_reference(off).empty());
    for (const int figures : {-2, 1, 3, 9, 12}) CHECK_THROWS_AS(grid_reference(leeds, figures), std::invalid_argument);
}

TEST_CASE("what is written is read back as the square around the place", "[grid_reference][property]") {
    std::mt19937 random(27700);
    std::uniform_real_distribution<double> east(0, 700000), north(0, 1300000);
    for (int i = 0; i < 2000; ++i) {
        const Point p{east(random), north(random)};
        for (int figures = 0; figures <= 10; figures += 2) {
            const GridSquare s = square(grid_reference(p, figures).c_str());
            REQUIRE(s.size_m == std::pow(10.0, 5 - figures / 2));
            REQUIRE(s.south_west.x <= p.x);
            REQUIRE(s.south_west.y <= p.y);
            REQUIRE(p.x < s.south_west.x + s.size_m);
            REQUIRE(p.y < s.south_west.y + s.size_m);
        }
    }
}
