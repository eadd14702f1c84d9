#include "catch.h"
#include "geo/coverage_faults.h"
#include "geo/geos.h"
#include "geo/mending.h"
#include "geo/winding_faces.h"
#include "patchwork.h"
#include "wkt.h"

#include <map>

using namespace locality::geo;

namespace {

CoverageFaults faults(const Shapes& shapes) {
    return coverage_faults(build_topology(shapes), shapes);
}

void check_clean(const CoverageFaults& found) {
    CHECK(found.gaps.empty());
    CHECK(found.overlaps.empty());
    CHECK(found.gap_m2 == 0.0);
    CHECK(found.overlap_m2 == 0.0);
}

/// What a frame round everything leaves over, the part outside not counted: ground that is enclosed and nobody's.
double enclosed_m2(const Shapes& ground) {
    const Box box = bounds(ground);
    Shapes frame;
    for (const Point p : {Point{box.min_x - 9, box.min_y - 9},
                          {box.max_x + 9, box.min_y - 9},
                          {box.max_x + 9, box.max_y + 9},
                          {box.min_x - 9, box.max_y + 9},
                          {box.min_x - 9, box.min_y - 9}}) {
        frame.vertices.push_back(p);
    }
    frame.close_ring();
    frame.close_part();
    frame.close_shape();
    Shapes rest;
    geos::append_polygons(rest, geos::own(GEOSDifference_r(geos::context(), geos::geometry(frame, 0).get(),
                                                           geos::geometry(ground, 0).get()),
                                          "cut the ground from its frame")
                                    .get());
    double result = area_m2(rest, 0);
    for (std::uint32_t part = 0; part < rest.part_count(); ++part) {
        Shapes one;
        one.append(Shapes{rest.vertices, rest.ring_begin, rest.part_begin, {part, part + 1}}, 0);
        if (bounds(one).min_x < box.min_x) result -= area_m2(one, 0);
    }
    return result;
}

}  // namespace

TEST_CASE("zones edge to edge have no faults, with holes, islands and corners that touch") {
    check_clean(faults(wkt::shapes({"POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))",
                                    "POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))", "POLYGON ((9 9, 10 9, 10 10, 9 10, 9 9))",
                                    "POLYGON ((20 0, 30 0, 30 9, 20 0))", "POLYGON EMPTY"})));
    check_clean(faults(Shapes{}));
}

TEST_CASE("a neighbour's extra vertex on the border is no fault") {
    check_clean(faults(wkt::shapes({"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
                                    "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 7, 10 2, 10 0))",
                                    "POLYGON ((0 10, 5 10, 20 10, 20 20, 0 20, 0 10))"})));
}

TEST_CASE("a gap is enclosed ground of no zone") {
    // Four zones round a hole of 2 x 1, and a fifth that is an island in it.
    const Shapes shapes = wkt::shapes({"POLYGON ((0 0, 6 0, 6 2, 0 2, 0 0))", "POLYGON ((0 2, 2 2, 2 3, 0 3, 0 2))",
                                       "POLYGON ((4 2, 6 2, 6 3, 4 3, 4 2))", "POLYGON ((0 3, 6 3, 6 5, 0 5, 0 3))",
                                       "POLYGON ((2.5 2.2, 3.5 2.2, 3.5 2.7, 2.5 2.7, 2.5 2.2))",
                                       "POLYGON ((50 0, 60 0, 60 10, 50 10, 50 0))"});
    const CoverageFaults found = faults(shapes);
    REQUIRE(found.gaps.size() == 1);
    CHECK(found.gaps[0].faces == std::vector<std::int32_t>{0, 1, 2, 3, 4});
    CHECK(found.gaps[0].area_m2 == 1.5);
    CHECK(found.gap_m2 == 1.5);
    const Point p = found.gaps[0].where;
    CHECK((p.x > 2 && p.x < 4 && p.y > 2 && p.y < 3));
    CHECK_FALSE((p.x > 2.5 && p.x < 3.5 && p.y > 2.2 && p.y < 2.7));
    CHECK(found.overlaps.empty());
}

TEST_CASE("a lake inside one zone is a gap") {
    const CoverageFaults found =
        faults(wkt::shapes({"POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))"}));
    REQUIRE(found.gaps.size() == 1);
    CHECK(found.gaps[0].faces == std::vector<std::int32_t>{0});
    CHECK(found.gap_m2 == 9.0);
}

TEST_CASE("zones that cross share ground") {
    const CoverageFaults found =
        faults(wkt::shapes({"POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "POLYGON ((3 1, 8 1, 8 2, 3 2, 3 1))",
                            "POLYGON ((4 0, 8 0, 8 1, 4 1, 4 0))"}));
    REQUIRE(found.overlaps.size() == 1);
    const Overlap& overlap = found.overlaps[0];
    CHECK(overlap.first == 0);
    CHECK(overlap.second == 1);
    CHECK(overlap.area_m2 == 1.0);
    CHECK(overlap.pieces == 1);
    CHECK((overlap.where.x > 3 && overlap.where.x < 4 && overlap.where.y > 1 && overlap.where.y < 2));
    CHECK(found.overlap_m2 == 1.0);
    CHECK(found.gaps.empty());
}

TEST_CASE("a zone inside another, a zone twice, and a zone over three") {
    const std::string big = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))";
    SECTION("inside, touching no line") {
        const CoverageFaults found = faults(wkt::shapes({big, "POLYGON ((2 2, 4 2, 4 4, 2 4, 2 2))"}));
        REQUIRE(found.overlaps.size() == 1);
        CHECK(found.overlaps[0].area_m2 == 4.0);
    }
    SECTION("twice") {
        const CoverageFaults found = faults(wkt::shapes({big, big, "POLYGON ((9 0, 10 0, 10 9, 9 9, 9 0))"}));
        REQUIRE(found.overlaps.size() == 1);
        CHECK(found.overlaps[0].first == 0);
        CHECK(found.overlaps[0].second == 1);
        CHECK(found.overlap_m2 == 81.0);
    }
    SECTION("three times: ground is counted once, pairs are all named") {
        const CoverageFaults found = faults(wkt::shapes({big, big, big}));
        CHECK(found.overlaps.size() == 3);
        CHECK(found.overlap_m2 == 81.0);
    }
    SECTION("over three neighbours, along their own borders") {
        const CoverageFaults found =
            faults(wkt::shapes({"POLYGON ((0 0, 3 0, 3 3, 0 3, 0 0))", "POLYGON ((3 0, 6 0, 6 3, 3 3, 3 0))",
                                "POLYGON ((6 0, 9 0, 9 3, 6 3, 6 0))", "POLYGON ((1 1, 8 1, 8 2, 1 2, 1 1))"}));
        REQUIRE(found.overlaps.size() == 3);
        CHECK(found.overlaps[0].area_m2 == 2.0);
        CHECK(found.overlaps[1].area_m2 == 3.0);
        CHECK(found.overlaps[2].area_m2 == 2.0);
        CHECK(found.overlap_m2 == 7.0);
        CHECK(found.overlaps[1].second == 3);
    }
}

TEST_CASE("an overlap in several pieces is one finding") {
    const CoverageFaults found =
        faults(wkt::shapes({"POLYGON ((0 0, 10 0, 10 1, 0 1, 0 0))",
                            "POLYGON ((1 0.5, 2 0.5, 2 2, 8 2, 8 0.5, 9 0.5, 9 3, 1 3, 1 0.5))"}));
    REQUIRE(found.overlaps.size() == 1);
    CHECK(found.overlaps[0].pieces == 2);
    CHECK(found.overlaps[0].area_m2 == 1.0);
    REQUIRE(found.gaps.size() == 1);
    CHECK(found.gaps[0].area_m2 == 6.0);
}

TEST_CASE("slivers that rounding makes are not told, wider ones are") {
    // A border a kilometre long on which the neighbour's middle vertex is off by some millimetres.
    const auto found = [](const char* x) {
        return faults(wkt::shapes({"POLYGON ((0 0, 100 0, 100 1000, 0 1000, 0 0))",
                                   std::string("POLYGON ((100 0, 200 0, 200 1000, 100 1000, ") + x + " 500, 100 0))"}));
    };
    check_clean(found("100.001"));
    check_clean(found("99.998"));
    CHECK(found("100.008").gaps.size() == 1);
    CHECK(found("100.008").gap_m2 == Approx(4.0));
    CHECK(found("99.992").overlaps.size() == 1);
    CHECK(found("99.992").overlap_m2 == Approx(4.0));
}

TEST_CASE("lines that cross, touch or run along each other are cut there") {
    OneSidedLines lines;
    const auto add = [&](std::vector<GridPoint> v) {
        lines.vertices.insert(lines.vertices.end(), v.begin(), v.end());
        lines.begin.push_back(static_cast<std::uint32_t>(lines.vertices.size()));
        lines.face.push_back(static_cast<std::int32_t>(lines.face.size()));
    };
    add({{0, 0}, {100, 0}});
    add({{50, -50}, {50, 50}});          // crosses the first
    add({{20, 0}, {20, 70}, {70, 70}});  // starts on the first
    add({{80, 0}, {120, 0}});            // runs along the first
    const OneSidedLines cut = cut_at_contacts(lines);
    std::map<std::int32_t, int> pieces;
    for (const std::int32_t face : cut.face) ++pieces[face];
    CHECK(pieces == std::map<std::int32_t, int>{{0, 4}, {1, 2}, {2, 1}, {3, 2}});
    const OneSidedLines again = cut_at_contacts(cut);
    CHECK(again.vertices == cut.vertices);
    CHECK(again.begin == cut.begin);
}

TEST_CASE("a patchwork has the gaps that its missing cells make", "[property]") {
    const unsigned seed = GENERATE(range(1U, 9U));
    const Patchwork patchwork(seed, 14, 9);
    const CoverageFaults found = faults(patchwork.zones);
    CHECK(found.overlaps.empty());
    std::vector<std::size_t> all;
    for (std::size_t zone = 0; zone < patchwork.zones.shape_count(); ++zone) all.push_back(zone);
    const Shapes ground = united(patchwork.zones, all);
    CHECK(found.gaps.size() == ground.ring_count() - ground.part_count());
    CHECK(found.gap_m2 == Approx(enclosed_m2(ground)));
}

TEST_CASE("zones pushed about overlap and gape as GEOS says", "[property]") {
    const unsigned seed = GENERATE(range(1U, 13U));
    std::mt19937 random(seed);
    const double push_m = std::vector{0.05, 0.4, 3.0, 20.0}[seed % 4];
    std::uniform_real_distribution<double> push(-push_m, push_m);
    Shapes pushed = Patchwork(seed, 10, 14, 0.05).zones;
    for (std::size_t zone = 0; zone < pushed.shape_count(); ++zone) {
        const double dx = push(random);
        const double dy = push(random);
        const auto begin = pushed.ring_begin[pushed.part_begin[pushed.shape_begin[zone]]];
        const auto end = pushed.ring_begin[pushed.part_begin[pushed.shape_begin[zone + 1]]];
        for (auto i = begin; i < end; ++i) pushed.vertices[i] = {pushed.vertices[i].x + dx, pushed.vertices[i].y + dy};
    }
    pushed = mend(pushed).shapes;
    const CoverageFaults found = faults(pushed);
    std::map<std::pair<int, int>, double> told;
    for (const Overlap& overlap : found.overlaps) told[{overlap.first, overlap.second}] = overlap.area_m2;
    double perimeter = 0;
    std::vector<std::size_t> all;
    for (std::size_t a = 0; a < pushed.shape_count(); ++a) {
        all.push_back(a);
        perimeter += perimeter_m(pushed, a);
        for (std::size_t b = a + 1; b < pushed.shape_count(); ++b) {
            const double bound = 0.003 * std::min(perimeter_m(pushed, a), perimeter_m(pushed, b));
            CHECK(told[{int(a), int(b)}] == Approx(intersection_area_m2(pushed, a, pushed, b)).margin(bound));
        }
    }
    const Shapes ground = united(pushed, all);
    CHECK(found.gap_m2 == Approx(enclosed_m2(ground)).margin(0.003 * perimeter));
}
