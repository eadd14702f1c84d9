#include "catch.h"
#include "made_shapes.h"
#include "style/arcs.h"

#include <cmath>
#include <map>

using namespace locality;

namespace {

geo::Topology one_line(std::vector<geo::GridPoint> points) {
    geo::Topology t;
    t.vertices = std::move(points);
    t.arc_begin.push_back(static_cast<std::uint32_t>(t.vertices.size()));
    t.left = {0};
    t.right = {geo::outside};
    t.face_count = 1;
    return t;
}

/// Twice the area, m2, that the walks of a group go round.
double twice_area(const geo::Topology& t, const style::Walks& walks, std::int32_t group) {
    double sum = 0;
    for (std::size_t w = 0; w < walks.group.size(); ++w) {
        if (walks.group[w] != group) continue;
        for (std::uint32_t s = walks.begin[w]; s < walks.begin[w + 1]; ++s) {
            const auto arc = t.arc(walks.steps[s].arc);
            for (std::size_t i = 1; i < arc.size(); ++i) {
                const geo::Point p = geo::in_metres(arc[i - 1]), q = geo::in_metres(arc[i]);
                sum += (walks.steps[s].forward ? 1 : -1) * (p.x * q.y - p.y * q.x);
            }
        }
    }
    return sum;
}

}  // namespace

TEST_CASE("A vertex stands out by its distance from the line without it") {
    const auto out = style::standing_out_m(one_line({{0, 0}, {5000, 3000}, {10000, 0}}));
    CHECK(std::isinf(out[0]));
    CHECK(out[1] == Approx(3));
    CHECK(std::isinf(out[2]));
}

TEST_CASE("A vertex never stands out more than the one found before it") {
    // 4 m up, then 6 m down between 4 m up and the end: the second is held to what the first stands out.
    const auto out = style::standing_out_m(one_line({{0, 0}, {2000, 4000}, {4000, -3900}, {10000, 0}}));
    CHECK(out[1] == Approx(4).epsilon(0.001));
    CHECK(out[2] <= out[1]);
}

TEST_CASE("A closed arc keeps its farthest vertices") {
    const auto out = style::standing_out_m(one_line({{0, 0}, {10000, 0}, {10000, 10000}, {0, 10000}, {0, 0}}));
    CHECK(out[2] == Approx(std::sqrt(200.0)));
    CHECK(out[1] == Approx(std::sqrt(50.0)));
    CHECK(out[3] == Approx(std::sqrt(50.0)));
}

TEST_CASE("Arcs and faces know where they are") {
    const auto topology = geo::build_topology(made::grid(0, 0, 10, 2, 1));
    const auto arcs = style::arc_boxes(topology);
    const auto faces = style::face_boxes(topology, arcs);
    REQUIRE(faces.size() == 2);
    CHECK(faces[0] == geo::Box{0, 0, 10, 10});
    CHECK(faces[1] == geo::Box{10, 0, 20, 10});
}

TEST_CASE("Arcs that meet share a node") {
    const auto topology = geo::build_topology(made::grid(0, 0, 10, 2, 1));
    const auto ends = style::arc_ends(topology);
    CHECK(ends.node_count == 2);
    for (std::size_t a = 0; a < topology.arc_count(); ++a) CHECK(ends.first[a] != ends.last[a]);
}

TEST_CASE("Walks go round groups with the neighbours inside merged") {
    const auto topology = geo::build_topology(made::grid(0, 0, 10, 3, 3));
    const auto ends = style::arc_ends(topology);
    // A ring of eight squares round one in the middle.
    const std::vector<std::int32_t> groups{0, 0, 0, 0, 1, 0, 0, 0, 0};
    const auto walks = style::walks_round(topology, ends, groups);
    CHECK(walks.group == std::vector<std::int32_t>{0, 0, 1});
    CHECK(twice_area(topology, walks, 0) == Approx(2 * 800));
    CHECK(twice_area(topology, walks, 1) == Approx(2 * 100));
}

TEST_CASE("Walks of groups that meet at corners and of faces in no group keep their areas", "[property]") {
    std::mt19937 random(7);
    const auto topology = geo::build_topology(made::grid(0, 0, 10, 8, 8));
    const auto ends = style::arc_ends(topology);
    for (int round = 0; round < 20; ++round) {
        std::vector<std::int32_t> groups;
        std::map<std::int32_t, double> area;
        for (int face = 0; face < 64; ++face) {
            groups.push_back(static_cast<std::int32_t>(random() % 4) - 1);
            area[groups.back()] += 100;
        }
        const auto walks = style::walks_round(topology, ends, groups);
        for (std::int32_t g = 0; g < 3; ++g) CHECK(twice_area(topology, walks, g) == Approx(2 * area[g]));
        CHECK(walks.begin.back() == walks.steps.size());
    }
}
