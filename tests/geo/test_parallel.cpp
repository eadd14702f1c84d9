#include "catch.h"
#include "geo/grid_rings.h"
#include "geo/mending.h"
#include "geo/parallel.h"
#include "made_shapes.h"
#include "patchwork.h"
#include "wkt.h"

#include <stdexcept>
#include <string>

using namespace locality::geo;

TEST_CASE("each piece is done once, by one worker at a time") {
    for (const int threads : {0, 1, 2, 5}) {
        std::vector<int> done(1000, 0), by(1000, -1);
        in_parallel(done.size(), threads, [&](std::size_t piece, std::size_t worker) {
            ++done[piece];
            by[piece] = static_cast<int>(worker);
        });
        CHECK(done == std::vector<int>(1000, 1));
        CHECK(*std::ranges::min_element(by) >= 0);
        CHECK(*std::ranges::max_element(by) < thread_count(threads));
    }
    in_parallel(0, 3, [](std::size_t, std::size_t) { FAIL("there is nothing to do"); });
}

TEST_CASE("where pieces fail, the lowest is heard") {
    for (const int threads : {1, 2, 5}) {
        std::vector<char> done(200, 0);
        std::string heard;
        try {
            in_parallel(done.size(), threads, [&](std::size_t piece, std::size_t) {
                done[piece] = 1;
                if (piece >= 90) throw std::runtime_error(std::to_string(piece));
            });
        } catch (const std::runtime_error& error) {
            heard = error.what();
        }
        CHECK(heard == "90");
        CHECK(std::count(done.begin(), done.begin() + 91, 1) == 91);
    }
}

TEST_CASE("mending does not depend on the number of threads", "[property]") {
    const unsigned seed = GENERATE(range(1U, 4U));
    // Enough vertices for several groups; some shapes cross themselves, some repeat a vertex, some are nothing.
    Shapes shapes = made::stars(seed, 400, 40'000, 500, 500);
    for (std::size_t shape = 0; shape < shapes.shape_count(); shape += 7) {
        Point* const ring = shapes.vertices.data() + shapes.ring_begin[shape];
        if (shape % 2 == 0) std::swap(ring[100], ring[300]);
        if (shape % 3 == 0) ring[50] = ring[51];
        if (shape % 5 == 0) std::fill(ring, ring + 501, ring[0]);
    }
    shapes.close_shape();
    const Mended one = mend(shapes, 1);
    CHECK(one.mends.size() > 30);
    for (const int threads : {2, 5}) {
        const Mended several = mend(shapes, threads);
        CHECK(several.shapes.vertices == one.shapes.vertices);
        CHECK(several.shapes.ring_begin == one.shapes.ring_begin);
        CHECK(several.shapes.part_begin == one.shapes.part_begin);
        CHECK(several.shapes.shape_begin == one.shapes.shape_begin);
        REQUIRE(several.mends.size() == one.mends.size());
        for (std::size_t i = 0; i < one.mends.size(); ++i) {
            CHECK(several.mends[i].shape == one.mends[i].shape);
            CHECK(several.mends[i].what == one.mends[i].what);
            CHECK(several.mends[i].area_after_m2 == one.mends[i].area_after_m2);
        }
    }
}

TEST_CASE("a topology does not depend on the number of threads", "[property]") {
    const unsigned seed = GENERATE(range(1U, 4U));
    Shapes shapes = made::stars(seed, 300, 20'000, 800, 500);
    const Patchwork patchwork(seed, 10, 12);
    for (std::size_t zone = 0; zone < patchwork.zones.shape_count(); ++zone) shapes.append(patchwork.zones, zone);
    const Topology one = topology_of(grid_rings(shapes, 1), 1);
    for (const int threads : {2, 5}) {
        const Topology several = topology_of(grid_rings(shapes, threads), threads);
        CHECK(several.vertices == one.vertices);
        CHECK(several.arc_begin == one.arc_begin);
        CHECK(several.left == one.left);
        CHECK(several.right == one.right);
    }
}
