#include "hand_made_result.h"

#include "made_shapes.h"

#include <algorithm>

namespace locality::tests {

namespace fs = std::filesystem;
using model::no_value;
using model::Status;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

namespace {

model::Values values(std::vector<double> numbers, std::vector<std::size_t> suppressed = {}) {
    model::Values v = model::Values::of(std::move(numbers));
    for (std::size_t i : suppressed) v.set_blank(i, Status::suppressed);
    return v;
}

model::FootprintSet networks() {
    model::FootprintSet set;
    set.id = "pcn";
    set.title = "Networks & \"friends\" <1>";
    set.origin = model::Origin::registrations;
    set.method = model::Method::largest_share;
    set.basis = model::Basis::registered;
    set.code = {"P1", "P2", "P3"};
    set.name = {"Ärm;ley", "\"Quoted\" 'name'", "Nobody's"};
    made::add(set.shapes, made::rectangle(430'000, 430'000, 100, 200));
    // P2: a part with a hole and a part alone.
    made::add_ring(set.shapes, made::rectangle(430'100.125, 430'000, 99.875, 100));
    made::add_ring(set.shapes, made::rectangle(430'120, 430'020, 10.001, 10));
    set.shapes.close_part();
    made::add_ring(set.shapes, made::rectangle(430'500, 430'000, 1, 1));
    set.shapes.close_part();
    set.shapes.close_shape();
    set.shapes.close_shape();  // P3 has no ground
    set.columns = {{"zones", "Zones", "", 0, values({2, 1, 0})},
                   {"residents", "Residents", "people", 0, values({300.25, no_value, no_value}, {1})},
                   {"imd1_share", "Residents in IMD1", "%", 1, values({1.0 / 3.0, 0, no_value})}};
    set.crosswalk.row_begin = {0, 2, 3, 3, 4};
    set.crosswalk.footprint = {0, 1, 1, 0};
    set.crosswalk.share = {0.1 + 0.2, 0.7, 1, 1};
    set.crosswalk.basis = {model::Basis::registered, model::Basis::area, model::Basis::lookup,
                           model::Basis::households};
    set.crosswalk.covered = {1, 0.9999999999999999, 0, 1};
    set.crosswalk.footprint_count = 3;
    set.assignment = model::Assignment{{1, 1, model::unassigned, 0},
                                       {0.7, 1, no_value, 1},
                                       {0, model::unassigned, model::unassigned, model::unassigned},
                                       {0.3, no_value, no_value, no_value},
                                       {false, false, false, true},
                                       "largest share of registered patients"};
    set.overrides = {{0, 0, 1, 2, 0.6, 0.4, 60, 40, 20, "to bring P1 into one piece",
                      model::OverrideKind::bridge, "P2/2", 33, "dissolve the piece of P2 into its neighbours", 41.5, 20, false},
                     {3, 1, 0, 0, 0.5, 0, 5, 0, 5, "it touches no other", model::OverrideKind::manual, "", 0, "", no_value,
                      25, true}};
    set.mending = model::MendingReport{model::Mender::exact, model::Mender::exact, "time limit", 25, 2, 19.5};
    set.pieces_before = {2, 1, 0};
    set.pieces_after = {1, 1, 0};
    set.registered = model::Weights{{0, 2, 2, 3, 3}, {0, 2, 1}, {12, 0.5, 7}};
    set.estimates = {{0, "2024", model::Sex::all, 0, 10, 40, 25, 0.5, Status::known},
                     {1, "2024/25", model::Sex::female, 2, no_value, no_value, no_value, 0, Status::suppressed},
                     {1, "", model::Sex::male, 1, no_value, 5, no_value, 0.25, Status::missing}};
    model::Estimate& full = set.estimates[0];
    full.breakdown = "ethnicity=Mixed; imd_decile=1";
    full.population = model::Population::registered;
    full.reason = "why \"so\"";
    full.limits_95 = {10.5, 40.25};
    full.limits_998 = {0.1 + 0.2, 55};
    full.method = model::LimitsMethod::wilson;
    full.basis = model::Basis::households;
    full.estimated_share = 0.125;
    full.spread = {24, 26};
    full.standing_95 = model::Standing::worse;
    full.standing_998 = model::Standing::similar;
    full.trend = model::RecentTrend::decreasing;
    full.flags.set(model::Flag::modelled);
    full.flags.set(model::Flag::partial);
    set.flow = {{0, 0, 12.5}, {0, model::unassigned, 3}, {model::unassigned, 2, 0.25}};
    set.groups = {{model::Sex::all, 0, 15}, {model::Sex::female, 16, 89}, {model::Sex::male, 90, 999}};
    set.people = {values({1, 2, 0}), values({1.5, no_value, no_value}, {2}), values({0, 0, no_value})};
    return set;
}

model::FootprintSet wards() {
    model::FootprintSet set;
    set.id = "ward";
    set.title = "Wards";
    set.code = {"W1"};
    set.name = {"Whole"};
    made::add(set.shapes, made::rectangle(430'000, 430'000, 200, 200));
    set.columns = {{"area_ha", "Area", "ha", 2, values({4})}};
    set.crosswalk.row_begin = {0, 1, 2, 3, 4};
    set.crosswalk.footprint = {0, 0, 0, 0};
    set.crosswalk.share = {1, 1, 1, 1};
    set.crosswalk.basis.assign(4, model::Basis::area);
    set.crosswalk.covered.assign(4, 1.0);
    set.crosswalk.whole = {10'000, 10'000.25, 1e-3, 10'000};
    set.overlapping = model::Overlapping::share;
    set.crosswalk.footprint_count = 1;
    return set;
}

}  // namespace

model::Result hand_made_result() {
    model::Result r;
    r.title = "Four squares; \"Größe\"";
    r.attribution = "Source: nobody's hand © 2025";
    r.synthetic = true;
    r.deprivation_edition = 2025;
    r.zones.id = "zones";
    r.zones.kind = "lsoa";
    r.zones.vintage = 2021;
    r.zones.code = {"A", "B", "C", "D"};
    r.zones.name = {"Alwoodley", "Rob'); DROP TABLE zones;--", "Ynys Môn 漢字", "D"};
    for (double y : {430'000.0, 430'100.0})
        for (double x : {430'000.0, 430'100.0}) made::add(r.zones.shapes, made::rectangle(x, y, 100, 100));
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.zones.area_m2 = geo::face_areas_m2(r.zones.topology);
    r.zones.adjacency = geo::adjacency(r.zones.topology);
    r.zones.overlap_m2 = 0.1;
    r.zones.gap_m2 = 1e-7;
    r.zone_columns = {
        {"residents", "Residents", "people", 0, values({0, 1500, no_value, no_value}, {3})},
        {"imd_score", "IMD score", "", 1, values({12.5, no_value, 0, 1e-300})},
        {"imd_decile", "IMD decile (1 = most deprived 10% in England)", "", 0, values({1, 10, no_value, 5})}};
    r.sets = {networks(), wards()};
    r.indicators = {{"smoking", "Adults who smoke", "%", model::IndicatorKind::proportion, "a survey", model::Polarity::low_is_good, 100},
                    {"births", "Births", "", model::IndicatorKind::count, "", model::Polarity::neutral, 1}};
    model::IndicatorInfo& smoking = r.indicators[0];
    smoking.definition = "Adults who say that they smoke";
    smoking.numerator = "smokers";
    smoking.denominator = "adults";
    smoking.period = "1 year";
    smoking.publisher = "Nobody";
    smoking.url = "https://example.org/a?b=c&d";
    smoking.licence = "None";
    smoking.note = "Größe";
    smoking.published_for = "wards";
    smoking.breakdowns = {"sex", "imd_decile"};
    smoking.library = "ours";
    smoking.sensitive = true;
    smoking.england = {{"2023/24", model::Sex::all, "", 12.5}, {"2023/24", model::Sex::female, "imd_decile=1", 10}};
    r.indicators[1].has_data = false;
    r.indicators[1].standard = "ESP2013";
    r.ledger = {{"", "residents", 1500, 1500, 0, 0, 1500, 0, true},
                {"pcn", "registered", 20.5, 19.5, 0.25, 0.75, 20.5, 1, false}};
    r.unplaced = {{"registered", "CLOSED", 3, 12}, {"registered", "Wales (W01)", 1, 0.75}};
    r.joins = {{"residents", "zones lsoa21", 3, {"E0, 1", "Z9"}, {"A"}, {"D"}},
               {"deprivation", "zones", 4, {}, {}, {}}};
    r.issues = {{model::Severity::note, "tie", "pcn", "A B", "Two were equal; the lower code won", {}, 0},
                {model::Severity::warning, "gap", "zones", "", "A gap", geo::Point{430'000.5, 430'000.25}, 12.5},
                {model::Severity::fault, "ledger", "pcn", "P1", "It does not close", {}, 0}};
    r.files = {{"zones", "squares.gpkg", std::string(64, 'a'), 123'456'789'012, "lsoa", "OSTN15 (within 0.1 m)"},
               {"residents", "people;2025.csv", std::string(64, '0'), 0, "", ""}};
    r.options = {{"project", "squares.toml"}, {"threads", "2"}};
    r.output = {"imd_decile", "pcn"};
    r.postcodes = {"postcodes.csv", {"LS1 1AA", "LS12 1AB"}, {{430'000.5, 430'001}, {430'002, 430'003.25}}};
    return r;
}

}  // namespace locality::tests
