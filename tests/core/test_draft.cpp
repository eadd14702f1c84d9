#include "catch.h"
#include "core/draft.h"

#include <algorithm>

using namespace locality;
using core::DraftBase;
using model::Found;
using model::Role;

namespace {

model::FoundColumn codes(std::string name, std::string kind, int vintage, std::vector<std::string> values,
                         std::vector<std::string> repeated = {}) {
    model::FoundColumn column;
    column.name = std::move(name);
    column.kind = std::move(kind);
    column.vintage = vintage;
    column.is_code = true;
    column.filled = column.different = values.size();
    column.values = std::move(values);
    column.repeated = std::move(repeated);
    return column;
}

Found found(std::string file, Found::Holds holds, std::vector<Role> possible, std::vector<model::FoundColumn> columns) {
    Found f;
    f.source.path = "/data/" + file;
    f.label = std::move(file);
    f.holds = holds;
    f.possible = std::move(possible);
    f.rows = columns.front().different;
    f.source.code = columns.front().name;
    f.source.kind = columns.front().kind;
    f.source.vintage = columns.front().vintage;
    f.recognised = f.source;
    f.columns = std::move(columns);
    return f;
}

const std::vector<std::string> four{"E01000001", "E01000002", "E01000003", "E01000004"};

Found zones(std::string file = "zones.gpkg", std::string kind = "lsoa", int vintage = 2021,
            std::vector<std::string> values = four) {
    Found f = found(std::move(file), Found::Holds::polygons, {Role::zones, Role::boundaries},
                    {codes("CODE", std::move(kind), vintage, std::move(values))});
    f.box.add(geo::Point{430000, 430000});
    f.box.add(geo::Point{440000, 440000});
    return f;
}
Found wards() {
    Found f = found("wards.gpkg", Found::Holds::polygons, {Role::boundaries, Role::zones},
                    {codes("WD25CD", "ward", 2025, {"E05000001", "E05000002"})});
    f.box = zones().box;
    f.set = "ward";
    return f;
}
Found residents(std::string file = "people.csv", std::vector<std::string> values = four, int vintage = 2021) {
    return found(std::move(file), Found::Holds::table, {Role::residents},
                 {codes("LSOA", "lsoa", vintage, std::move(values))});
}
Found registrations() {
    return found("patients.csv", Found::Holds::table, {Role::registrations},
                 {codes("LSOA_CODE", "lsoa", 0, four), codes("PRACTICE_CODE", "practice", 0, {"A1", "B1"})});
}
Found practices() {
    return found("practices.csv", Found::Holds::table, {Role::practices},
                 {codes("PRACTICE_CODE", "practice", 0, {"A1", "B1", "C1"}), codes("PCN_CODE", "pcn", 0, {"U1", "U2"})});
}

}  // namespace

TEST_CASE("each table gets the part it is best for", "[draft]") {
    std::vector<Found> all{zones("old.gpkg", "lsoa", 2011, {"E01000001", "E01000009"}), zones(), wards(), residents(),
                           residents("other.csv", {"E01000001"}), registrations(), practices()};
    core::choose_roles(all);
    CHECK(all[0].role == Role::left_out);
    CHECK(all[0].reason == "another layer of zones: LSOAs of 2011");
    CHECK(all[1].role == Role::zones);
    CHECK(all[2].role == Role::boundaries);
    CHECK(all[2].title == "Wards");
    CHECK(all[3].role == Role::residents);
    CHECK(all[4].role == Role::left_out);
    CHECK(all[4].reason == "one such table is enough, and people.csv was taken");
    CHECK(core::draft_problem(all).empty());

    const model::Project project = core::draft_project(all, "Smalltown");
    CHECK(project.title == "Smalltown");
    CHECK(project.zones.path == "/data/zones.gpkg");
    CHECK(project.zones.code.empty());  // a reader finds it by itself
    CHECK(project.residents.path == "/data/people.csv");
    REQUIRE(project.footprints.size() == 2);
    CHECK(project.footprints[0].id == "ward");
    CHECK(project.footprints[1].id == "pcn");
    CHECK(project.footprints[1].origin == model::Origin::registrations);
}

TEST_CASE("what a user chose stays, and the others make room", "[draft]") {
    std::vector<Found> all{zones(), wards(), residents(), residents("other.csv", {"E01000001"})};
    all[1].role = Role::zones;
    all[1].fixed = true;
    all[3].role = Role::residents;
    all[3].fixed = true;
    core::choose_roles(all);
    CHECK(all[0].role == Role::left_out);
    CHECK(all[1].role == Role::zones);
    CHECK(all[2].role == Role::left_out);
    CHECK(all[3].role == Role::residents);
}

TEST_CASE("wards alone are the zones", "[draft]") {
    std::vector<Found> all{wards()};
    core::choose_roles(all);
    CHECK(all[0].role == Role::zones);
    CHECK(core::draft_problem(all).empty());
}

TEST_CASE("joins are shown both ways", "[draft]") {
    std::vector<Found> all{zones(), residents("people.csv", {"E01000001", "E01000002", "E01000009"}), registrations(),
                           practices()};
    all[1].columns[0].repeated = {"E01000002"};
    core::choose_roles(all);
    const std::vector<core::DraftJoin> joins = core::draft_joins(all);
    REQUIRE(joins[1].report);
    CHECK(joins[1].words == "2 of 4 zones");
    CHECK(joins[1].report->unknown == std::vector<std::string>{"E01000009"});
    CHECK(joins[1].report->missing == std::vector<std::string>{"E01000003", "E01000004"});
    CHECK(joins[1].problem == "2 of the zones have no row here: their figures will be missing, not 0");
    CHECK(joins[2].words == "4 of 4 zones");
    CHECK(joins[2].problem.empty());
    CHECK(joins[3].words == "2 of 2 practices");
    CHECK(joins[3].report->unknown == std::vector<std::string>{"C1"});
}

TEST_CASE("a code that stands twice is told where one row is due", "[draft]") {
    std::vector<Found> all{zones(), found("imd.csv", Found::Holds::table, {Role::deprivation},
                                          {codes("LSOA", "lsoa", 2021, four, {"E01000003"})})};
    core::choose_roles(all);
    const core::DraftJoin join = core::draft_joins(all)[1];
    CHECK(join.report->duplicate == std::vector<std::string>{"E01000003"});
    CHECK(join.problem == "1 code stands more than once where one row is due; the first row of each counts");
}

TEST_CASE("tables of another year are brought by links, or told", "[draft]") {
    Found old = residents("people11.csv", {"E01000001", "E01000005", "E01000006", "E01000007"}, 2011);
    std::vector<Found> all{zones(), old};
    all[1].columns[0].values = {"E01000005", "E01000006", "E01000007"};
    core::choose_roles(all);
    CHECK_THAT(core::draft_joins(all)[1].problem, LOCALITY_CONTAINS("it is about LSOAs of 2011, and the zones are LSOAs of 2021"));

    Found links = found("links.csv", Found::Holds::table, {Role::links},
                        {codes("LSOA11CD", "lsoa", 2011, {"E01000005", "E01000006", "E01000007"}),
                         codes("LSOA21CD", "lsoa", 2021, four)});
    links.from = "LSOA11CD";
    links.to = "LSOA21CD";
    links.value = "TotPersons";
    all.push_back(links);
    core::choose_roles(all);
    const std::vector<core::DraftJoin> joins = core::draft_joins(all);
    CHECK(joins[1].words == "brought to the zones by links.csv");
    CHECK(joins[1].problem.empty());
    const model::Project project = core::draft_project(all, "x");
    CHECK(project.residents_bridge.from == "LSOA11CD");
    CHECK(project.residents_bridge.weight == "TotPersons");
}

TEST_CASE("lookups go from zones, or join footprints together", "[draft]") {
    Found committee = found("committees.csv", Found::Holds::table, {Role::lookup},
                            {codes("ward_code", "ward", 0, {"E05000001", "E05000002"}), codes("committee", "committee", 0, {"C"})});
    committee.from = "ward_code";
    committee.to = "committee";
    committee.set = "committee";
    std::vector<Found> all{zones(), committee, wards()};
    core::choose_roles(all);
    CHECK(all[1].of == "ward");
    CHECK(core::draft_joins(all)[1].words == "2 of 2 Wards");
    const model::Project project = core::draft_project(all, "x");
    REQUIRE(project.footprints.size() == 2);
    CHECK(project.footprints[1].id == "committee");
    CHECK(project.footprints[1].origin == model::Origin::dissolve);
    CHECK(project.footprints[1].of == "ward");

    std::vector<Found> alone{zones(), committee};
    core::choose_roles(alone);
    CHECK(alone[1].role == Role::left_out);
    CHECK_THAT(alone[1].reason, LOCALITY_CONTAINS("neither zones nor footprints"));
}

TEST_CASE("a table of larger areas is brought to zones by a lookup among the files, or by their shapes", "[draft]") {
    const std::vector<std::string> two{"E02000001", "E02000002"};
    Found sick = found("sick.csv", Found::Holds::table, {Role::indicator}, {codes("MSOA21CD", "msoa", 2021, two)});
    sick.numerator = "SICK";
    std::vector<Found> alone{zones(), sick};
    core::choose_roles(alone);
    CHECK(alone[1].role == Role::left_out);

    Found areas = residents("oa.csv");
    areas.columns.push_back(codes("MSOA21CD", "msoa", 2021, two));
    std::vector<Found> with_table{zones(), sick, residents(), areas};
    core::choose_roles(with_table);
    CHECK(with_table[3].role == Role::left_out);  // as residents: one such table is enough
    REQUIRE(with_table[1].role == Role::indicator);
    CHECK(core::draft_joins(with_table)[1].words == "in areas of zones by oa.csv");
    CHECK(core::draft_joins(with_table)[1].problem.empty());
    const model::IndicatorSpec spec = core::draft_project(with_table, "x").indicators.at(0);
    CHECK(spec.lookup.path == "/data/oa.csv");
    CHECK(spec.from == "LSOA");
    CHECK(spec.to == "MSOA21CD");

    std::vector<Found> with_shapes{zones(), sick, zones("msoa.gpkg", "msoa", 2021, two), residents()};
    with_shapes[2].set = "msoa";
    core::choose_roles(with_shapes);
    REQUIRE(with_shapes[1].role == Role::indicator);
    CHECK(with_shapes[2].role == Role::boundaries);
    CHECK(core::draft_joins(with_shapes)[1].problem.empty());
    CHECK(core::draft_project(with_shapes, "x").footprints.size() == 1);
}

TEST_CASE("what stops a project is said", "[draft]") {
    std::vector<Found> none{residents()};
    core::choose_roles(none);
    CHECK_THAT(core::draft_problem(none), LOCALITY_CONTAINS("there are no zones"));
    CHECK_THROWS_AS(core::draft_project(none, "x"), std::invalid_argument);
    std::vector<Found> two{zones(), zones("b.gpkg")};
    two[0].role = two[1].role = Role::zones;
    CHECK(core::draft_problem(two) == "two layers are to be the zones; choose one");
    std::vector<Found> lone{zones(), practices()};
    core::choose_roles(lone);
    CHECK_THAT(core::draft_problem(lone), LOCALITY_CONTAINS("practices without registrations"));
}

TEST_CASE("data are added to a project that is there", "[draft]") {
    DraftBase base;
    base.project = model::Project{};
    base.project->title = "There";
    base.project->zones.path = "/data/zones.gpkg";
    base.project->residents.path = "/data/people.csv";
    base.zone_code = four;
    base.box = zones().box;
    std::vector<Found> all{zones(), residents("new.csv"), wards()};
    core::choose_roles(all, base);
    CHECK(all[0].reason == "the project has its zones already");
    CHECK_THAT(all[1].reason, LOCALITY_CONTAINS("has such a table already"));
    CHECK(all[2].role == Role::boundaries);
    const model::Project project = core::draft_project(all, "", base);
    CHECK(project.title == "There");
    CHECK(project.residents.path == "/data/people.csv");
    REQUIRE(project.footprints.size() == 1);
    std::vector<Found> nothing{residents("new.csv")};
    core::choose_roles(nothing, base);
    CHECK(core::draft_problem(nothing, base) == "nothing is chosen to be added");
}
