#include "catch.h"
#include "core/ground.h"
#include "core/sharing.h"
#include "made_shapes.h"
#include "numbered_boundaries.h"

using namespace locality;
using geo::Shapes;
using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using test::boundaries;
using test::row;
using test::Row;

namespace {

model::Layer mask_of(Shapes shapes) {
    model::Layer mask;
    mask.id = "mask";
    mask.shapes = std::move(shapes);
    return mask;
}

/// Small zones spread over their ground; `zone` may name the zone of each.
model::PointLayer small_zones(Shapes shapes, std::vector<double> people, std::vector<std::string> zone = {}) {
    model::PointLayer layer;
    layer.id = "weights";
    layer.source = "oa.gpkg";
    layer.unit = "residents";
    for (std::size_t i = 0; i < people.size(); ++i) {
        layer.code.push_back("O" + std::to_string(i + 1));
        const geo::Box box = geo::bounds(shapes, i);
        layer.place.push_back(box.centre());
    }
    layer.zone = std::move(zone);
    layer.weight = model::Values::of(std::move(people));
    layer.shapes = std::move(shapes);
    return layer;
}

const model::Issue* find(const model::Issues& issues, const std::string& kind) {
    for (const model::Issue& issue : issues)
        if (issue.kind == kind) return &issue;
    return nullptr;
}

/// Two zones of 100 m x 100 m side by side; the footprints meet in the middle of the first.
Boundaries two_zones() {
    return boundaries(made::grid(0, 0, 100, 2, 1), "Z");
}
Boundaries halves() {
    Shapes shapes;
    made::add(shapes, made::rectangle(0, 0, 50, 100));
    made::add(shapes, made::rectangle(50, 0, 150, 100));
    return boundaries(shapes, "F");
}

}  // namespace

TEST_CASE("only ground inside the mask counts") {
    // Zone 0: built on from 40 to 80 m, of which a quarter lies in footprint 0. Zone 1: nothing built.
    Shapes built;
    made::add(built, made::rectangle(40, 0, 40, 100));
    const Boundaries zones = two_zones(), footprints = halves();
    const model::Layer mask = mask_of(built);
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, nullptr, &mask, issues);
    CHECK(by.usual() == Basis::masked_area);
    const Crosswalk c = core::shares_by(Basis::masked_area, zones, footprints, by, issues);
    CHECK(row(c, 0) == Row{{0, 0.25}, {1, 0.75}});
    CHECK(row(c, 1) == Row{{1, 1.0}});
    CHECK(c.basis == std::vector<Basis>{Basis::masked_area, Basis::area});
    CHECK(c.whole == std::vector<double>{4000, 10000});
    CHECK(c.covered == std::vector<double>{1, 1});
    const model::Issue* bare = find(issues, "no_mask");
    REQUIRE(bare);
    CHECK(bare->code == "Z101");
}

TEST_CASE("a mask that overlaps itself counts its ground once, holes not at all") {
    // 20 x 100 twice over and a ring: 60 to 100 x 0 to 100 with a hole of 20 x 50.
    Shapes built;
    made::add(built, made::rectangle(20, 0, 20, 100));
    made::add(built, made::rectangle(20, 0, 20, 100));
    made::add_ring(built, made::rectangle(60, 0, 40, 100));
    made::add_ring(built, made::rectangle(70, 20, 20, 50));
    built.close_part();
    built.close_shape();
    const Boundaries zones = two_zones(), footprints = halves();
    const model::Layer mask = mask_of(built);
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, nullptr, &mask, issues);
    const Crosswalk c = core::shares_by(Basis::masked_area, zones, footprints, by, issues);
    CHECK(c.whole[0] == Approx(2000 + 3000));
    CHECK(row(c, 0)[0].second == Approx(0.4));
    CHECK(row(c, 0)[1].second == Approx(0.6));
}

TEST_CASE("people of small zones are spread over their ground") {
    // Zone 0 has two small zones: 0 to 60 m with 30 people and 60 to 100 m with 70; footprint 0 ends at 50 m.
    Shapes small;
    made::add(small, made::rectangle(0, 0, 60, 100));
    made::add(small, made::rectangle(60, 0, 40, 100));
    const Boundaries zones = two_zones(), footprints = halves();
    const model::PointLayer people = small_zones(small, {30, 70});
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, &people, nullptr, issues);
    CHECK(by.usual() == Basis::residents);
    const Crosswalk c = core::shares_by(Basis::residents, zones, footprints, by, issues);
    CHECK(row(c, 0)[0].second == Approx(0.25));
    CHECK(row(c, 0)[1].second == Approx(0.75));
    CHECK(c.whole[0] == 100);
    CHECK(c.basis == std::vector<Basis>{Basis::residents, Basis::area});
    CHECK(find(issues, "no_weights")->code == "Z101");
}

TEST_CASE("a small zone across a line of the zones goes to each side by ground, unless it names its zone") {
    // 50 to 150 m with 80 people: half in each zone. All in footprint 1.
    Shapes small;
    made::add(small, made::rectangle(0, 0, 50, 100));
    made::add(small, made::rectangle(50, 0, 100, 100));
    const Boundaries zones = two_zones(), footprints = halves();
    model::Issues issues;
    SECTION("placed by ground") {
        const model::PointLayer people = small_zones(small, {60, 80});
        const core::Sharing by = core::sharing(zones, &people, nullptr, issues);
        const Crosswalk c = core::shares_by(Basis::residents, zones, footprints, by, issues);
        CHECK(c.whole == std::vector<double>{100, 40});
        CHECK(row(c, 0)[0].second == Approx(0.6));
        CHECK(row(c, 1) == Row{{1, 1.0}});
    }
    SECTION("named") {
        const model::PointLayer people = small_zones(small, {60, 80}, {"Z100", "Z101"});
        const core::Sharing by = core::sharing(zones, &people, nullptr, issues);
        const Crosswalk c = core::shares_by(Basis::residents, zones, footprints, by, issues);
        CHECK(c.whole == std::vector<double>{60, 80});
        CHECK(row(c, 0) == Row{{0, 1.0}});
        CHECK(row(c, 1) == Row{{1, 1.0}});
    }
    CHECK(issues.empty());
}

TEST_CASE("a mask refines small zones, and people without mask ground keep all of theirs") {
    // Small zone 1 is built on only from 0 to 10 m; small zone 2 nowhere.
    Shapes small;
    made::add(small, made::rectangle(0, 0, 80, 100));
    made::add(small, made::rectangle(80, 0, 20, 100));
    Shapes built;
    made::add(built, made::rectangle(0, 0, 10, 100));
    const Boundaries zones = two_zones(), footprints = halves();
    const model::PointLayer people = small_zones(small, {30, 70});
    const model::Layer mask = mask_of(built);
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, &people, &mask, issues);
    const Crosswalk c = core::shares_by(Basis::residents, zones, footprints, by, issues);
    CHECK(row(c, 0)[0].second == Approx(0.3));
    CHECK(row(c, 0)[1].second == Approx(0.7));
    CHECK(find(issues, "no_mask")->code == "O2");
    CHECK(c.basis[1] == Basis::area);  // no people, no mask ground: what is left
}

TEST_CASE("zones without people fall back to the mask before the area") {
    const Boundaries zones = two_zones();
    Shapes halves_of_second;
    made::add(halves_of_second, made::rectangle(0, 0, 150, 100));
    made::add(halves_of_second, made::rectangle(150, 0, 50, 100));
    const Boundaries footprints = boundaries(halves_of_second, "F");
    model::PointLayer points;
    points.id = "weights";
    points.source = "points.csv";
    points.unit = "households";
    points.code = {"P1"};
    points.place = {{10, 10}};
    points.weight = model::Values::of({5});
    Shapes built;
    made::add(built, made::rectangle(140, 0, 40, 100));
    const model::Layer mask = mask_of(built);
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, &points, &mask, issues);
    const Crosswalk c = core::shares_by(Basis::households, zones, footprints, by, issues);
    CHECK(c.basis == std::vector<Basis>{Basis::households, Basis::masked_area});
    CHECK(row(c, 1)[0].second == Approx(0.25));
    CHECK(row(c, 1)[1].second == Approx(0.75));
    CHECK_THROWS_AS(core::shares_by(Basis::residents, zones, footprints, by, issues), std::invalid_argument);
}

TEST_CASE("every basis gives each person to somebody, whatever the order of what comes in", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    std::mt19937 random(seed);
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 5, 4), "Z");
    const Boundaries footprints = boundaries(made::grid(-37.5, -21.25, 171.5, 4, 3), "F");  // cover all the zones
    std::uniform_int_distribution<int> place(0, 400), size(5, 60), count(0, 9);
    Shapes built, small;
    std::vector<double> people;
    for (int i = 0; i < 60; ++i)
        made::add(built, made::rectangle(place(random), place(random), size(random), size(random)));
    for (int r = 0; r < 8; ++r)
        for (int c = 0; c < 10; ++c) {
            made::add(small, made::rectangle(c * 50 + 3, r * 50 - 4, 50, 50));
            people.push_back(count(random));
        }
    const model::PointLayer spread = small_zones(small, people);
    const model::Layer mask = mask_of(built);
    model::Issues issues;
    const core::Sharing by = core::sharing(zones, &spread, &mask, issues);
    for (const Basis basis : {Basis::area, Basis::masked_area, Basis::residents}) {
        const Crosswalk c = core::shares_by(basis, zones, footprints, by, issues);
        for (std::size_t z = 0; z < zones.size(); ++z) {
            INFO("zone " << z);
            REQUIRE(test::sum(row(c, z)) == Approx(1).epsilon(1e-12));
            REQUIRE(c.covered[z] == Approx(1).epsilon(1e-12));
        }
    }
    // The same small zones and mask shapes in the opposite order.
    Shapes small_back, built_back;
    for (std::size_t i = small.shape_count(); i-- > 0;) small_back.append(small, i);
    for (std::size_t i = built.shape_count(); i-- > 0;) built_back.append(built, i);
    const model::PointLayer back = small_zones(small_back, {people.rbegin(), people.rend()});
    const model::Layer mask_back = mask_of(built_back);
    const core::Sharing other = core::sharing(zones, &back, &mask_back, issues);
    for (const Basis basis : {Basis::masked_area, Basis::residents}) {
        const Crosswalk a = core::shares_by(basis, zones, footprints, by, issues);
        const Crosswalk b = core::shares_by(basis, zones, footprints, other, issues);
        REQUIRE(a.footprint == b.footprint);
        for (std::size_t k = 0; k < a.share.size(); ++k) REQUIRE(a.share[k] == Approx(b.share[k]).margin(1e-4));
    }
}
