#include "catch.h"
#include "core/overlay.h"
#include "geo/mending.h"
#include "made_shapes.h"

#include <algorithm>
#include <cstring>
#include <numeric>

using namespace locality;
using geo::Shapes;
using geo::Topology;

namespace {

double weight(const model::Weights& w, std::size_t zone, std::size_t footprint) {
    for (std::uint32_t k = w.row_begin[zone]; k < w.row_begin[zone + 1]; ++k)
        if (static_cast<std::size_t>(w.footprint[k]) == footprint) return w.weight[k];
    return 0;
}

/// Every pair against GEOS, within 1 mm x the perimeters of the two.
void require_as_geos(const Shapes& zones, const Shapes& footprints, const model::Weights& w) {
    for (std::size_t z = 0; z < zones.shape_count(); ++z) {
        for (std::size_t f = 0; f < footprints.shape_count(); ++f) {
            const double tolerance = 0.001 * (geo::perimeter_m(zones, z) + geo::perimeter_m(footprints, f));
            const double expected = geo::bounds(zones, z).meets(geo::bounds(footprints, f))
                                        ? geo::intersection_area_m2(zones, z, footprints, f)
                                        : 0.0;
            INFO("zone " << z << ", footprint " << f);
            REQUIRE(weight(w, z, f) == Approx(expected).margin(tolerance));
        }
    }
}

bool same_bytes(const model::Weights& a, const model::Weights& b) {
    return a.row_begin == b.row_begin && a.footprint == b.footprint && a.weight.size() == b.weight.size() &&
           std::memcmp(a.weight.data(), b.weight.data(), a.weight.size() * sizeof(double)) == 0;
}

/// Overlays with one and with three threads, which must agree to the last bit.
model::Weights overlay(const Shapes& zones, const Shapes& footprints) {
    const Topology a = geo::build_topology(zones), b = geo::build_topology(footprints);
    model::Weights w = core::overlay_m2(a, b, 1);
    REQUIRE(same_bytes(w, core::overlay_m2(a, b, 3)));
    return w;
}

double row_sum(const model::Weights& w, std::size_t zone) {
    return std::accumulate(w.weight.begin() + w.row_begin[zone], w.weight.begin() + w.row_begin[zone + 1], 0.0);
}

/// Cells whose corners were moved at random: a coverage without a straight line in it.
Shapes bent_grid(unsigned seed, double x, double y, double size, int columns, int rows) {
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> off(static_cast<int>(-300 * size), static_cast<int>(300 * size));
    std::vector<geo::Point> corner;
    for (int r = 0; r <= rows; ++r)
        for (int c = 0; c <= columns; ++c)
            corner.push_back({x + c * size + off(random) / 1000.0, y + r * size + off(random) / 1000.0});
    const auto at = [&](int c, int r) { return corner[static_cast<std::size_t>(r * (columns + 1) + c)]; };
    Shapes shapes;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) made::add(shapes, {at(c, r), at(c + 1, r), at(c + 1, r + 1), at(c, r + 1)});
    return shapes;
}

}  // namespace

TEST_CASE("random stars that overlap each other share what GEOS says", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u);
    const Shapes zones = made::stars(seed, 25, 400, 90, 40);
    const Shapes footprints = made::stars(seed + 100, 20, 400, 120, 25);
    require_as_geos(zones, footprints, overlay(zones, footprints));
}

TEST_CASE("stars of a few millimetres, where every line ties with others, share what GEOS says", "[property]") {
    // Corners on a lattice of a few points: shared corners, T-touches and partly coincident edges all over.
    const auto seed = GENERATE(range(1u, 40u));
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> pick(0, 8);
    const auto triangles = [&](int count) {
        Shapes shapes;
        while (static_cast<int>(shapes.shape_count()) < count) {
            const std::vector<geo::Point> t{{pick(random) * 1.0, pick(random) * 1.0},
                                            {pick(random) * 1.0, pick(random) * 1.0},
                                            {pick(random) * 1.0, pick(random) * 1.0}};
            if ((t[1].x - t[0].x) * (t[2].y - t[0].y) != (t[1].y - t[0].y) * (t[2].x - t[0].x)) made::add(shapes, t);
        }
        return shapes;
    };
    const Shapes zones = triangles(12), footprints = triangles(12);
    const model::Weights w = overlay(zones, footprints);
    for (std::size_t z = 0; z < 12; ++z)
        for (std::size_t f = 0; f < 12; ++f)
            REQUIRE(weight(w, z, f) == Approx(geo::intersection_area_m2(zones, z, footprints, f)).margin(2e-3));
}

TEST_CASE("a bent coverage is shared out whole", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    const Shapes zones = bent_grid(seed, 400000, 400000, 100, 12, 9);
    const Shapes footprints = bent_grid(seed + 50, 399800, 399800, 230, 8, 8);
    const model::Weights w = overlay(zones, footprints);
    require_as_geos(zones, footprints, w);
    // With the smallest pairs kept, nothing is missing but what doubles round.
    const model::Weights all = core::overlay_m2(geo::build_topology(zones), geo::build_topology(footprints), 1, -1e-6);
    for (std::size_t z = 0; z < zones.shape_count(); ++z)
        REQUIRE(row_sum(all, z) == Approx(geo::area_m2(zones, z)).epsilon(1e-9));
}

TEST_CASE("the same layer, dissolved or moved by a millimetre, shares what it must", "[property]") {
    const Shapes zones = bent_grid(7, 430000, 430000, 50, 10, 10);
    const Topology topology = geo::build_topology(zones);
    SECTION("itself") {
        const model::Weights w = overlay(zones, zones);
        REQUIRE(w.weight.size() == 100);
        for (std::size_t z = 0; z < 100; ++z) REQUIRE(weight(w, z, z) == Approx(geo::area_m2(zones, z)).epsilon(1e-9));
    }
    SECTION("dissolved from itself") {
        std::vector<std::int32_t> group(100);
        std::mt19937 random(7);
        for (std::int32_t& g : group) g = static_cast<std::int32_t>(random() % 8) - 1;
        const model::Weights w = overlay(zones, geo::outlines(topology, group, 7));
        for (std::size_t z = 0; z < 100; ++z) {
            const bool in_one = group[z] != geo::outside;
            REQUIRE(w.row_begin[z + 1] - w.row_begin[z] == (in_one ? 1u : 0u));
            if (in_one)
                REQUIRE(weight(w, z, static_cast<std::size_t>(group[z])) ==
                        Approx(geo::area_m2(zones, z)).epsilon(1e-9));
        }
    }
    SECTION("moved by a millimetre") {
        const Shapes moved = made::moved(zones, 0.001, -0.001);
        require_as_geos(zones, moved, overlay(zones, moved));
    }
    SECTION("with a vertex more on every line") {
        Shapes finer;
        for (std::size_t s = 0; s < zones.shape_count(); ++s) {
            std::vector<geo::Point> ring;
            const auto old = zones.ring(s);
            for (std::size_t i = 0; i + 1 < old.size(); ++i) {
                ring.push_back(old[i]);
                ring.push_back({(old[i].x + old[i + 1].x) / 2, (old[i].y + old[i + 1].y) / 2});
            }
            made::add(finer, ring);
        }
        require_as_geos(zones, finer, overlay(zones, finer));
    }
}

TEST_CASE("what is zone and what is footprint does not matter", "[property]") {
    const Shapes a = made::stars(11, 30, 300, 80, 30), b = bent_grid(12, 0, 0, 60, 5, 5);
    const model::Weights one_way = overlay(a, b), other_way = overlay(b, a);
    for (std::size_t i = 0; i < a.shape_count(); ++i)
        for (std::size_t j = 0; j < b.shape_count(); ++j)
            REQUIRE(weight(one_way, i, j) == Approx(weight(other_way, j, i)).margin(2e-3));
}

TEST_CASE("the order of shapes and where rings start do not matter", "[property]") {
    const Shapes zones = made::stars(21, 30, 300, 80, 30), footprints = made::stars(22, 30, 300, 80, 30);
    const model::Weights w = overlay(zones, footprints);
    std::vector<std::size_t> order(30);
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(5));
    Shapes turned;
    for (const std::size_t s : order) {
        std::vector<geo::Point> ring(zones.ring(s).begin(), zones.ring(s).end() - 1);
        std::rotate(ring.begin(), ring.begin() + 7, ring.end());
        std::reverse(ring.begin(), ring.end());
        made::add(turned, ring);
    }
    const model::Weights again = overlay(turned, footprints);
    for (std::size_t i = 0; i < 30; ++i)
        for (std::size_t f = 0; f < 30; ++f)
            REQUIRE(weight(again, i, f) == Approx(weight(w, order[i], f)).margin(1e-9));
}

TEST_CASE("long thin shapes across everything share what GEOS says", "[property]") {
    // Edges over hundreds of cells of the index, beside shapes of a few metres.
    std::mt19937 random(31);
    std::uniform_int_distribution<int> mm(0, 5000000);
    Shapes needles;
    for (int i = 0; i < 40; ++i) {
        const geo::Point p{mm(random) / 1000.0, mm(random) / 1000.0}, q{mm(random) / 1000.0, mm(random) / 1000.0};
        made::add(needles, {p, q, {q.x + 3, q.y + 2}, {p.x + 3, p.y + 2}});
    }
    const Shapes stars = made::stars(32, 60, 5000, 150, 200);
    require_as_geos(needles, stars, overlay(needles, stars));
    require_as_geos(stars, needles, overlay(stars, needles));
}
