#include "catch.h"
#include "geo/nesting.h"
#include "made_shapes.h"
#include "patchwork.h"
#include "wkt.h"

#include <random>

using namespace locality::geo;

namespace {

using Parents = std::optional<std::vector<std::int32_t>>;

Parents parents_of(const Shapes& fine, const Shapes& coarse) {
    return parents(build_topology(fine), build_topology(coarse));
}

/// Groups of faces as shapes of their own.
Shapes grouped(const Shapes& fine, const std::vector<std::int32_t>& group, std::int32_t groups) {
    return outlines(build_topology(fine), group, groups);
}

}  // namespace

TEST_CASE("unions of zones are their parents") {
    const Shapes fine = made::grid(0, 0, 100, 4, 3);
    const std::vector<std::int32_t> group{0, 0, 1, 1, 0, 2, 2, 1, 0, 2, 2, 1};
    CHECK(parents_of(fine, grouped(fine, group, 3)) == group);
    SECTION("one parent of all; and a layer nests in itself") {
        CHECK(parents_of(fine, grouped(fine, std::vector<std::int32_t>(12, 0), 1)) == std::vector<std::int32_t>(12, 0));
        const Parents self = parents_of(fine, fine);
        REQUIRE(self);
        for (std::int32_t i = 0; i < 12; ++i) CHECK((*self)[static_cast<std::size_t>(i)] == i);
    }
    SECTION("zones in no parent say so") {
        const std::vector<std::int32_t> part{0, 0, outside, outside, 0, 1, 1, outside, 0, 1, 1, outside};
        CHECK(parents_of(fine, grouped(fine, part, 2)) == part);
    }
    SECTION("a parent without zones, a zone without shape") {
        Shapes coarse = grouped(fine, group, 3);
        coarse.close_shape();
        CHECK(parents_of(fine, coarse) == group);
        Shapes more = fine;
        more.close_shape();
        std::vector<std::int32_t> expected = group;
        expected.push_back(outside);
        CHECK(parents_of(more, coarse) == expected);
    }
}

TEST_CASE("what does not nest is not taken for nested") {
    const Shapes fine = made::grid(0, 0, 100, 2, 2);
    // A line through the zones; one moved by a millimetre; ground beyond the zones; two parents on the same ground.
    CHECK_FALSE(parents_of(fine, made::squares({{0, 0, 150}})));
    CHECK_FALSE(parents_of(fine, wkt::shapes({"POLYGON ((0 0, 100 0, 100 200, 0 200.001, 0 100, 0 0))"})));
    CHECK_FALSE(parents_of(fine, wkt::shapes({"POLYGON ((0 0, 200 0, 200 200, 0 200, 0 0))"})));  // lacks vertices
    CHECK_FALSE(parents_of(fine, made::squares({{0, 0, 100}, {300, 0, 100}})));
    CHECK_FALSE(parents_of(fine, made::squares({{0, 0, 100}, {0, 0, 100}})));
    CHECK_FALSE(parents_of(made::squares({{0, 0, 100}}), made::grid(0, 0, 50, 2, 2)));
    // A parent that is missing a zone in its middle, where the zones have one.
    const Shapes nine = made::grid(0, 0, 100, 3, 3);
    const std::vector<std::int32_t> ring{0, 0, 0, 0, outside, 0, 0, 0, 0};
    CHECK(parents_of(nine, grouped(nine, ring, 1)) == ring);
    Shapes filled = grouped(nine, std::vector<std::int32_t>(9, 0), 1);
    Shapes hollow;
    for (std::size_t i = 0; i < 9; ++i) {
        if (i != 4) hollow.append(nine, i);
    }
    CHECK_FALSE(parents_of(hollow, filled));
}

TEST_CASE("random groups of a random patchwork are found again, whatever ring starts where", "[property]") {
    const unsigned seed = GENERATE(range(0U, 20U));
    const Patchwork patchwork(seed, 12, 40);
    std::mt19937 random(seed);
    std::vector<std::int32_t> group(40);
    std::uniform_int_distribution<std::int32_t> any(-1, 6);
    for (std::int32_t& g : group) g = any(random);
    Shapes coarse = grouped(patchwork.zones, group, 7);
    respell(coarse, random);
    std::vector<std::int32_t> expected = group;
    for (std::size_t zone = 0; zone < 40; ++zone) {
        if (patchwork.zones.is_empty(zone)) expected[zone] = outside;
    }
    CHECK(parents_of(patchwork.zones, coarse) == expected);
    // One vertex a millimetre off, and they do not nest.
    Shapes bent = coarse;
    const std::size_t at = random() % bent.ring_count();
    bent.vertices[bent.ring_begin[at] + 1].x += 0.001;
    CHECK_FALSE(parents_of(patchwork.zones, bent));
}
