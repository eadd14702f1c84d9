#include "sample.h"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace locality::test_app {

namespace {

constexpr int side = 10;
constexpr double zone_m = 500, west = 430'000, south = 430'000;

std::string numbered(const char* format, int i) {
    char text[32];
    std::snprintf(text, sizeof text, format, i);
    return text;
}

void add_rectangle(geo::Shapes& shapes, double x, double y, double width, double height) {
    shapes.vertices.insert(shapes.vertices.end(),
                           {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}, {x, y}});
    shapes.close_ring();
    shapes.close_part();
    shapes.close_shape();
}

int decile_of(int row, int column) {
    return row < 3 && column < 3 ? 1 : 1 + (row + column) / 2;
}

model::Values per_zone(double (*value)(int row, int column)) {
    std::vector<double> numbers;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) numbers.push_back(value(row, column));
    return model::Values::of(std::move(numbers));
}

/// Whole zones to footprints; -1 for none.
void assign(model::FootprintSet& set, const std::vector<std::vector<int>>& of_zone) {
    set.crosswalk.footprint_count = set.code.size();
    for (const auto& footprints : of_zone) {
        for (int f : footprints) {
            set.crosswalk.footprint.push_back(f);
            set.crosswalk.share.push_back(1);
        }
        set.crosswalk.row_begin.push_back(static_cast<std::uint32_t>(set.crosswalk.footprint.size()));
        set.crosswalk.basis.push_back(model::Basis::area);
        set.crosswalk.covered.push_back(footprints.empty() ? 0 : 1);
    }
}

model::FootprintSet wards(const model::Coverage& zones) {
    model::FootprintSet set;
    set.id = "ward";
    set.title = "Wards";
    set.code = {"W01", "W02", "W03", "W04"};
    set.name = {"South West", "South East", "North West", "North East"};
    std::vector<std::vector<int>> footprints;
    std::vector<std::int32_t> group;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            group.push_back((row < 5 ? 0 : 2) + (column < 5 ? 0 : 1));
            footprints.push_back({group.back()});
        }
    set.shapes = geo::outlines(zones.topology, group, 4);
    assign(set, footprints);
    set.columns = {{"zones", "Zones", "", 0, model::Values::of({25, 25, 25, 25})},
                   {"residents", "Residents", "people", 0, model::Values::of({40'300, 41'550, 46'550, 47'800})},
                   {"imd1_zones", "Zones in the most deprived 10%", "", 0, model::Values::of({9, 0, 0, 0})},
                   {"imd1_share", "Residents in the most deprived 10%", "%", 1, model::Values::of({36.1, 0, 0, 0})}};
    set.columns[1].values.set_blank(3, model::Status::suppressed);
    set.groups = {{model::Sex::female, 0, 15},
                  {model::Sex::female, 16, 999},
                  {model::Sex::male, 0, 15},
                  {model::Sex::male, 16, 999}};
    for (double people : {4'100.0, 16'200.0, 4'050.0, 15'950.0})
        set.people.push_back(model::Values::of({people, people, people, people}));
    set.estimates = {{0, "2023/24", model::Sex::all, 0, 120, 1'000, 12, 1, model::Status::known},
                     {0, "2024/25", model::Sex::all, 0, 110, 1'000, 11, 0.96, model::Status::known},
                     {0, "2024/25", model::Sex::all, 1, model::no_value, model::no_value, model::no_value, 0,
                      model::Status::suppressed}};
    set.pieces_before = set.pieces_after = {1, 1, 1, 1};
    return set;
}

model::FootprintSet partnerships() {
    model::FootprintSet set;
    set.id = "lcp";
    set.title = "Local Care Partnerships";
    set.code = {"L01", "L02"};
    set.name = {"Westerly", "Easterly"};
    add_rectangle(set.shapes, west, south, 6 * zone_m, 9 * zone_m);
    add_rectangle(set.shapes, west + 4 * zone_m, south, 6 * zone_m, 9 * zone_m);
    std::vector<std::vector<int>> footprints;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            std::vector<int> here;
            if (row < 9 && column < 6) here.push_back(0);
            if (row < 9 && column >= 4) here.push_back(1);
            footprints.push_back(here);
        }
    assign(set, footprints);
    set.columns = {{"zones", "Zones", "", 0, model::Values::of({54, 54})},
                   {"residents", "Residents", "people", 0, model::Values::of({91'000, 93'000})}};
    set.pieces_before = set.pieces_after = {1, 1};
    return set;
}

}  // namespace

model::Result sample() {
    model::Result r;
    r.title = "Sample district";
    r.attribution = "Made up for tests";
    r.synthetic = true;
    r.deprivation_edition = 2025;
    r.zones.id = "zones";
    r.zones.kind = "lsoa";
    r.zones.vintage = 2021;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
            const int i = static_cast<int>(r.zones.code.size());
            r.zones.code.push_back(numbered("Z01%06d", i + 1));
            r.zones.name.push_back(numbered("Sample %03d", i + 1));
            add_rectangle(r.zones.shapes, west + column * zone_m, south + row * zone_m, zone_m, zone_m);
        }
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.zones.area_m2 = geo::face_areas_m2(r.zones.topology);
    r.zones.adjacency = geo::adjacency(r.zones.topology);
    r.zone_columns = {
        {"residents", "Residents", "people", 0,
         per_zone([](int row, int column) { return 1'500.0 + 50 * row + 10 * column; })},
        {"imd_score", "IMD score", "", 1, per_zone([](int row, int column) { return 60.0 - 3 * (row + column); })},
        {"imd_decile", "IMD decile (1 = most deprived 10% in England)", "", 0,
         per_zone([](int row, int column) { return static_cast<double>(decile_of(row, column)); })}};
    r.zone_columns[2].values.set_blank(99, model::Status::missing);
    r.zone_columns[2].values.set_blank(98, model::Status::suppressed);
    r.sets = {wards(r.zones), partnerships()};
    r.indicators = {{"smoking", "Adults who smoke", "%", model::IndicatorKind::proportion, "a survey", model::Polarity::low_is_good, 100}};
    r.options = {{"project", "sample.toml"}};
    r.output = {"imd_decile", "ward"};
    return r;
}

model::Result sample_to_move() {
    model::Result r = sample();
    model::FootprintSet& wards = r.sets[0];
    wards.method = model::Method::lookup;
    model::Assignment a;
    for (std::size_t z = 0; z < r.zones.size(); ++z) {
        a.footprint.push_back(wards.crosswalk.footprint[z]);
        a.share.push_back(1);
        a.runner_up.push_back(model::unassigned);
        a.runner_up_share.push_back(0);
        a.tie.push_back(false);
    }
    wards.assignment = a;
    wards.columns.push_back({"pieces", "Pieces", "", 0, model::Values::of({1, 1, 1, 1})});
    return r;
}

geo::Point middle_of(int zone) {
    return {west + (zone % side + 0.5) * zone_m, south + (zone / side + 0.5) * zone_m};
}

style::StyleBook book() {
    std::ostringstream text;
    text << std::ifstream(LOCALITY_SOURCE_DIR "/styles/styles.toml").rdbuf();
    return {text.str()};
}

}  // namespace locality::test_app
