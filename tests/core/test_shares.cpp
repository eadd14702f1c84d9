#include "catch.h"
#include "core/shares.h"
#include "made_shapes.h"

#include <numeric>
#include <stdexcept>

using namespace locality;
using geo::Shapes;
using model::Basis;
using model::Boundaries;
using model::Crosswalk;
using Row = std::vector<std::pair<int, double>>;

namespace {

Boundaries boundaries(Shapes shapes, const std::string& letter) {
    Boundaries b;
    b.id = letter;
    for (std::size_t i = 0; i < shapes.shape_count(); ++i) {
        b.code.push_back(letter + std::to_string(100 + i));
        b.area_m2.push_back(geo::area_m2(shapes, i));
    }
    b.name = b.code;
    b.topology = geo::build_topology(shapes);
    b.shapes = std::move(shapes);
    return b;
}

Row row(const Crosswalk& c, std::size_t zone) {
    Row result;
    for (std::uint32_t k = c.row_begin[zone]; k < c.row_begin[zone + 1]; ++k)
        result.emplace_back(c.footprint[k], c.share[k]);
    return result;
}

struct At {
    double x, y, weight;
    std::string zone;
};
model::PointLayer points(std::initializer_list<At> list, bool named = true) {
    model::PointLayer layer;
    layer.id = "weights";
    layer.source = "points.csv";
    layer.unit = "residents";
    std::vector<double> weights;
    for (const At& p : list) {
        layer.code.push_back("P" + std::to_string(layer.code.size() + 1));
        layer.place.push_back({p.x, p.y});
        if (named) layer.zone.push_back(p.zone);
        weights.push_back(p.weight);
    }
    layer.weight = model::Values::of(weights);
    return layer;
}

const model::Issue* find(const model::Issues& issues, const std::string& kind) {
    for (const model::Issue& issue : issues)
        if (issue.kind == kind) return &issue;
    return nullptr;
}

void require_consistent(const Crosswalk& c, std::size_t zones, std::size_t footprints) {
    REQUIRE(c.zone_count() == zones);
    REQUIRE(c.basis.size() == zones);
    REQUIRE(c.covered.size() == zones);
    REQUIRE(c.footprint_count == footprints);
    REQUIRE(c.share.size() == c.footprint.size());
    for (std::size_t z = 0; z < zones; ++z) {
        double sum = 0;
        for (const auto& [footprint, share] : row(c, z)) {
            REQUIRE(share > 0);
            REQUIRE(share <= 1);
            sum += share;
        }
        REQUIRE(c.covered[z] >= 0);
        REQUIRE(c.covered[z] <= std::min(1.0, sum) + 1e-12);
    }
}

}  // namespace

TEST_CASE("a zone is shared out by area") {
    // Zone 0 lies 3/4 in footprint 0 and 1/4 in 1; zone 1 whole in 1; zone 2 half outside; zone 3 outside.
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 4, 1), "Z");
    Shapes two;
    made::add(two, made::rectangle(-50, -50, 125, 200));
    made::add(two, made::rectangle(75, -50, 175, 200));
    const Boundaries footprints = boundaries(two, "F");
    const Crosswalk c = core::shares_by_area(zones, footprints);
    require_consistent(c, 4, 2);
    CHECK(row(c, 0) == Row{{0, 0.75}, {1, 0.25}});
    CHECK(row(c, 1) == Row{{1, 1.0}});
    CHECK(row(c, 2) == Row{{1, 0.5}});
    CHECK(row(c, 3).empty());
    CHECK(c.covered == std::vector<double>{1, 1, 0.5, 0});
    CHECK(c.basis == std::vector<Basis>(4, Basis::area));
}

TEST_CASE("ground in several footprints is covered once") {
    // Footprints 0 and 1 share the strip from 40 to 60 m; 2 lies within 1; 3 is apart.
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 2, 1), "Z");
    Shapes shapes;
    made::add(shapes, made::rectangle(0, 0, 60, 100));
    made::add(shapes, made::rectangle(40, 0, 40, 100));
    made::add(shapes, made::rectangle(50, 0, 20, 100));
    made::add(shapes, made::rectangle(100, 0, 25, 100));
    const Boundaries footprints = boundaries(shapes, "F");
    const Crosswalk c = core::shares_by_area(zones, footprints);
    require_consistent(c, 2, 4);
    CHECK(row(c, 0) == Row{{0, 0.6}, {1, 0.4}, {2, 0.2}});
    CHECK(c.covered[0] == Approx(0.8).epsilon(1e-12));
    CHECK(row(c, 1) == Row{{3, 0.25}});
    CHECK(c.covered[1] == 0.25);
}

TEST_CASE("two footprints over the same ground both hold it whole") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 1, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{0, 0, 100}, {-10, -10, 200}}), "F");
    const Crosswalk c = core::shares_by_area(zones, footprints);
    CHECK(row(c, 0) == Row{{0, 1.0}, {1, 1.0}});
    CHECK(c.covered[0] == 1);
}

TEST_CASE("slivers along a common line are noise, and rows still sum to one") {
    // The line between the footprints lies a third of a millimetre and a rounding off the zones' line.
    const Boundaries zones = boundaries(made::grid(0, 0, 1000, 2, 1), "Z");
    Shapes two;
    made::add(two, {{0, 0}, {1000, 0}, {1000.0004, 333}, {1000.001, 500}, {1000, 1000}, {0, 1000}});
    made::add(two, {{1000, 0}, {2000, 0}, {2000, 1000}, {1000, 1000}, {1000.001, 500}, {1000.0004, 333}});
    const Crosswalk c = core::shares_by_area(zones, boundaries(two, "F"));
    CHECK(row(c, 0) == Row{{0, 1.0}});
    CHECK(row(c, 1) == Row{{1, 1.0}});
    CHECK(c.covered == std::vector<double>{1, 1});
}

TEST_CASE("a sliver at the edge of all footprints is noise too") {
    const Boundaries zones = boundaries(made::grid(0, 0, 1000, 2, 1), "Z");
    // A millimetre short of the zone's right side along a fifth of it; a millimetre over it along another.
    Shapes one;
    made::add(one,
              {{0, 0}, {1000, 0}, {1000, 100}, {999.999, 101}, {999.999, 300}, {1000, 301}, {1000, 1000}, {0, 1000}});
    CHECK(row(core::shares_by_area(zones, boundaries(one, "F")), 0) == Row{{0, 1.0}});
    Shapes over;
    made::add(over,
              {{0, 0}, {1000, 0}, {1000, 100}, {1000.001, 101}, {1000.001, 300}, {1000, 301}, {1000, 1000}, {0, 1000}});
    const Crosswalk c = core::shares_by_area(zones, boundaries(over, "F"));
    CHECK(row(c, 0) == Row{{0, 1.0}});
    CHECK(row(c, 1).empty());
    CHECK(c.covered == std::vector<double>{1, 0});
}

TEST_CASE("a small footprint is no sliver") {
    // A building of 10 m x 10 m in a zone of 100 km2, whose line is 40 km long: 1 mm of that is 40 m2.
    const Boundaries zones = boundaries(made::grid(0, 0, 10000, 1, 1), "Z");
    const Boundaries building = boundaries(made::squares({{5000, 5000, 5}}), "F");
    const Crosswalk c = core::shares_by_area(zones, building);
    REQUIRE(row(c, 0).size() == 1);
    CHECK(row(c, 0)[0].second == Approx(25e-8).epsilon(1e-9));
    CHECK(c.covered[0] == Approx(25e-8).epsilon(1e-9));
}

TEST_CASE("a zone without ground has no shares") {
    Shapes shapes;
    shapes.close_shape();
    made::add(shapes, made::rectangle(0, 0, 10, 10));
    const Crosswalk c = core::shares_by_area(boundaries(shapes, "Z"), boundaries(made::squares({{0, 0, 10}}), "F"));
    require_consistent(c, 2, 1);
    CHECK(row(c, 0).empty());
    CHECK(c.covered == std::vector<double>{0, 1});
}

TEST_CASE("rows of a coverage over a coverage sum to one", "[property]") {
    const Boundaries zones = boundaries(made::grid(1000, 1000, 7, 20, 20), "Z");
    const Boundaries footprints = boundaries(made::grid(990, 990, 31, 8, 8), "F");
    const Crosswalk c = core::shares_by_area(zones, footprints);
    require_consistent(c, 400, 64);
    for (std::size_t z = 0; z < 400; ++z) {
        double sum = 0;
        for (const auto& entry : row(c, z)) sum += entry.second;
        REQUIRE(sum == Approx(1).epsilon(1e-14));
        REQUIRE(c.covered[z] == 1);
    }
}

TEST_CASE("what is covered agrees with the ground of overlapping stars", "[property]") {
    const auto seed = GENERATE(1u, 2u, 3u);
    const Boundaries land = boundaries(made::squares({{-200, -200, 900}}), "Z");
    const Boundaries stars = boundaries(made::stars(seed, 15, 500, 120, 30), "F");
    const Crosswalk c = core::shares_by_area(land, stars);
    require_consistent(c, 1, 15);
    // Counted at the middles of cells of 2 m.
    std::vector<geo::Point> middles;
    for (int y = 0; y < 450; ++y)
        for (int x = 0; x < 450; ++x) middles.push_back({-199.0 + 2 * x, -199.0 + 2 * y});
    const geo::Located located = geo::locate(stars.topology, middles);
    std::size_t in_any = 0;
    for (std::size_t i = 0; i < middles.size(); ++i) in_any += !located.of(i).empty();
    CHECK(c.covered[0] == Approx(static_cast<double>(in_any) / static_cast<double>(middles.size())).epsilon(0.01));
}

TEST_CASE("a zone is shared out by the people of its points") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 3, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{-10, -10, 60}, {50, -10, 200}, {0, 0, 20}}), "F");
    model::Issues issues;
    const Crosswalk c = core::shares_by_people(zones, footprints,
                                               points({{10, 10, 30, "Z100"},    // in 0 and 2
                                                       {40, 30, 30, "Z100"},    // in 0
                                                       {60, 50, 40, "Z100"},    // in 1
                                                       {150, 50, 10, "Z101"},   // in 1
                                                       {150, 195, 30, "Z101"},  // in none
                                                       {280, 50, 5, "Z102"}}),  // in none
                                               issues);
    require_consistent(c, 3, 3);
    CHECK(row(c, 0) == Row{{0, 0.6}, {1, 0.4}, {2, 0.3}});
    CHECK(row(c, 1) == Row{{1, 0.25}});
    CHECK(row(c, 2).empty());
    CHECK(c.covered == std::vector<double>{1, 0.25, 0});
    CHECK(c.basis == std::vector<Basis>(3, Basis::residents));
    CHECK(issues.empty());
}

TEST_CASE("points that name no zone are placed in the one they lie in") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 2, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{0, 0, 50}, {50, 0, 100}}), "F");
    model::Issues issues;
    model::PointLayer layer = points({{10, 10, 1, ""}, {60, 10, 3, ""}, {150, 10, 2, ""}, {500, 500, 9, ""}}, false);
    layer.unit = "households";
    const Crosswalk c = core::shares_by_people(zones, footprints, layer, issues);
    CHECK(row(c, 0) == Row{{0, 0.25}, {1, 0.75}});
    CHECK(c.basis == std::vector<Basis>(2, Basis::households));
    // A point on the line between two zones belongs to the one on its upper right.
    CHECK(row(c, 1).empty());
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].kind == "point_outside");
    CHECK(issues[0].code == "P4");
    CHECK(issues[0].what == "points.csv: 1 point in no zone; left out");
}

TEST_CASE("a blank weight is not zero: the point is listed and left out") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 1, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{0, 0, 50}, {50, 0, 50}}), "F");
    model::PointLayer layer = points({{10, 10, 3, "Z100"},
                                      {60, 10, 1, "Z100"},
                                      {70, 10, 8, "Z100"},
                                      {80, 10, 8, "Z100"},
                                      {80, 20, -8, "Z100"},
                                      {std::nan(""), 20, 8, "Z100"}});
    layer.weight.set_blank(2, model::Status::missing);
    layer.weight.set_blank(3, model::Status::suppressed);
    model::Issues issues;
    const Crosswalk c = core::shares_by_people(zones, footprints, layer, issues);
    CHECK(row(c, 0) == Row{{0, 0.75}, {1, 0.25}});
    REQUIRE(find(issues, "blank_weight"));
    CHECK(find(issues, "blank_weight")->code == "P3 P4");
    CHECK(find(issues, "blank_weight")->what ==
          "points.csv: 2 points without a known number of residents; left out, not read as zero");
    REQUIRE(find(issues, "negative_weight"));
    CHECK(find(issues, "negative_weight")->code == "P5");
    CHECK(find(issues, "negative_weight")->what == "points.csv: 1 point with a negative number of residents; left out");
    REQUIRE(find(issues, "no_place"));
    CHECK(find(issues, "no_place")->code == "P6");
    CHECK(find(issues, "no_place")->what == "points.csv: 1 point without a place; left out");
    CHECK(issues.size() == 3);
}

TEST_CASE("a zone without people falls back to area and says so") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 3, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{0, 0, 150}, {150, 0, 150}}), "F");
    model::Issues issues;
    const Crosswalk c =
        core::shares_by_people(zones, footprints, points({{10, 10, 2, "Z100"}, {110, 10, 0, "Z101"}}), issues);
    require_consistent(c, 3, 2);
    CHECK(row(c, 0) == Row{{0, 1.0}});
    CHECK(row(c, 1) == Row{{0, 0.5}, {1, 0.5}});
    CHECK(row(c, 2) == Row{{1, 1.0}});
    CHECK(c.basis == std::vector<Basis>{Basis::residents, Basis::area, Basis::area});
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].kind == "no_weights");
    CHECK(issues[0].code == "Z101 Z102");
    CHECK(issues[0].what == "2 zones have no residents in points.csv; shared out by area instead");
}

TEST_CASE("points of unknown zones are listed by code") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 1, 1), "Z");
    const Boundaries footprints = boundaries(made::squares({{0, 0, 100}}), "F");
    model::Issues issues;
    const Crosswalk c = core::shares_by_people(
        zones, footprints, points({{10, 10, 1, "Z100"}, {10, 10, 1, "W999"}, {10, 10, 1, "E555"}, {10, 10, 1, "W999"}}),
        issues);
    CHECK(row(c, 0) == Row{{0, 1.0}});
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].kind == "unknown_code");
    CHECK(issues[0].code == "E555 W999");
    CHECK(issues[0].what == "points.csv: 3 points are named for 2 codes that are not among the zones; left out");
}

TEST_CASE("points, zones and weights of different lengths are refused") {
    const Boundaries zones = boundaries(made::grid(0, 0, 100, 1, 1), "Z");
    model::PointLayer layer = points({{10, 10, 1, "Z100"}});
    layer.zone.push_back("Z100");
    model::Issues issues;
    CHECK_THROWS_AS(core::shares_by_people(zones, zones, layer, issues), std::invalid_argument);
}

TEST_CASE("shares of weights are each over its row's total") {
    model::Weights w;
    w.row_begin = {0, 3, 3, 4};
    w.footprint = {0, 1, 4, 2};
    w.weight = {10, 30, 0, 0};
    const Crosswalk c = core::shares_of(w, Basis::registered, 5);
    require_consistent(c, 3, 5);
    CHECK(row(c, 0) == Row{{0, 0.25}, {1, 0.75}});
    CHECK(row(c, 1).empty());
    CHECK(row(c, 2).empty());
    CHECK(c.covered == std::vector<double>{1, 0, 0});
    CHECK(c.basis == std::vector<Basis>(3, Basis::registered));
    w.weight[1] = model::no_value;
    CHECK_THROWS_AS(core::shares_of(w, Basis::registered, 5), std::invalid_argument);
}

TEST_CASE("an assigned zone is whole in its footprint") {
    model::Assignment a;
    a.footprint = {2, model::unassigned, 0};
    const Crosswalk c = core::shares_of(a, Basis::registered, 3);
    require_consistent(c, 3, 3);
    CHECK(row(c, 0) == Row{{2, 1.0}});
    CHECK(row(c, 1).empty());
    CHECK(row(c, 2) == Row{{0, 1.0}});
    CHECK(c.covered == std::vector<double>{1, 0, 1});
}
