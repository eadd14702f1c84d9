#include "catch.h"
#include "core/places.h"
#include "core/reconcile.h"
#include "grid.h"
#include "model/errors.h"

using namespace locality;
using core::Place;

namespace {

/// Three zones in a row from SE 30 33 on, 1 km a side: Z00, Z01, Z02. Wards W1 (the west half) and W2; teams T1 and T2,
/// which overlap in Z01; "Northtown" is a ward, a team and the start of "Northtown End", which is zone Z02.
model::Result town() {
    model::Inputs in;
    in.zones = test::grid_layer(3, 1, 'Z', 1000.0, 430000.0, 433000.0);
    in.zones.name[2] = "Northtown End";
    const auto add = [&](const char* id, model::Layer layer, std::vector<std::string> names) {
        layer.id = id;
        for (std::size_t i = 0; i < names.size(); ++i) layer.name[i] = names[i];
        model::FootprintSpec spec;
        spec.id = id;
        spec.title = id;
        spec.origin = model::Origin::boundaries;
        in.project.footprints.push_back(spec);
        in.footprints.push_back({std::move(layer), std::nullopt});
    };
    add("ward", test::grid_layer(2, 1, 'W', 1500.0, 430000.0, 432700.0), {"Northtown", "Eastville"});
    model::Layer teams = test::grid_layer(2, 1, 'T', 2000.0, 430000.0, 433000.0);
    for (std::size_t v = 5; v < 10; ++v) teams.shapes.vertices[v].x -= 1000.0;  // the second starts 1 km sooner
    add("team", std::move(teams), {"Northtown", "South & Co"});
    in.postcodes = {"postcodes.csv",
                    {"LS1 1AA", "LS1 1AB", "LS12 1AB", "W1A 1AA"},
                    {{430100, 433100}, {431500, 433500}, {432900, 433900}, {529000, 181000}}};
    return core::reconcile(std::move(in));
}

std::string refusal(const model::Result& result, std::string_view what) {
    try {
        core::find_place(result, what);
    } catch (const model::InputError& error) {
        return error.what();
    }
    return "found";
}

}  // namespace

TEST_CASE("a place is a footprint, a zone, a postcode or a grid reference", "[places]") {
    const model::Result result = town();
    const Place ward = core::find_place(result, "eastville");
    CHECK(ward.is == Place::Is::footprint);
    CHECK(ward.label == "Eastville (W01)");
    REQUIRE(ward.footprint);
    CHECK(result.sets[ward.footprint->set].id == "ward");
    CHECK_FALSE(ward.zone);

    const Place zone = core::find_place(result, " z01 ");
    CHECK(zone.is == Place::Is::zone);
    CHECK(zone.label == "Zone Z01 (Z01)");
    CHECK(zone.zone == 1);
    CHECK(zone.point.x > 431000);
    CHECK(zone.point.x < 432000);

    const Place postcode = core::find_place(result, "ls121ab");
    CHECK(postcode.is == Place::Is::point);
    CHECK(postcode.label == "LS12 1AB");
    CHECK(postcode.point == geo::Point{432900, 433900});
    CHECK(postcode.zone == 2);

    const Place reference = core::find_place(result, "se3133");
    CHECK(reference.label == "SE 31 33");
    CHECK(reference.point == geo::Point{431500, 433500});
    CHECK(reference.zone == 1);
    CHECK(core::find_place(result, "SE 300 331").point == geo::Point{430050, 433150});
    CHECK_FALSE(core::find_place(result, "NZ 25 64").zone);

    CHECK(core::find_place(result, "430500, 433500").zone == 0);
    CHECK(core::find_place(result, "430500.5 433500").point.x == 430500.5);
    const Place degrees = core::find_place(result, "53.7955, -1.5378");
    CHECK(degrees.zone == 0);
    CHECK(degrees.label == "53.79550, -1.53780");
}

TEST_CASE("names come before the rest, and the start of one last", "[places]") {
    model::Result result = town();
    CHECK(core::find_place(result, "East").label == "Eastville (W01)");
    CHECK(core::find_place(result, "zone:northtown").label == "Northtown End (Z02)");
    CHECK_THAT(refusal(result, "zone Z0"), LOCALITY_CONTAINS("zone:Z01 (Zone Z01)"));
    CHECK(core::find_place(result, "team:North").label == "Northtown (T00)");
    result.sets[2].name[1] = "SE 30 33";
    CHECK(core::find_place(result, "se 30 33").label == "SE 30 33 (T01)");
    CHECK(core::find_place(result, "SE3033").is == Place::Is::point);
    CHECK(core::find_place(result, "zone:Z00").zone == 0);
}

TEST_CASE("a place that cannot be told says why", "[places]") {
    model::Result result = town();
    CHECK(
        refusal(result, "Northtown") ==
        "\"Northtown\" fits several places; choose one, as SET:CODE:\n  ward:W00 (Northtown)\n  team:T00 (Northtown)");
    CHECK_THAT(refusal(result, "Nor"), LOCALITY_CONTAINS("fits several places") && !LOCALITY_CONTAINS("zone:Z02"));
    CHECK_THAT(refusal(result, "ward:Z00"),
               LOCALITY_CONTAINS("no footprint or zone has the code or name \"ward:Z00\""));
    CHECK_THAT(refusal(result, "Atlantis"), LOCALITY_CONTAINS("(sets: whole, ward, team)"));
    CHECK_THAT(refusal(result, ""), LOCALITY_CONTAINS("no footprint or zone"));
    CHECK(refusal(result, "LS9 9ZZ") ==
          "postcode \"LS9 9ZZ\" is not among those of postcodes.csv that lie in the zones; look whether it is right, "
          "or give a "
          "grid reference");
    CHECK_THAT(refusal(result, "W1A 1AA"), LOCALITY_CONTAINS("is not among those"));  // it lies outside the zones
    CHECK_THAT(refusal(result, "AA 12 34"), LOCALITY_CONTAINS("\"AA 12 34\" starts with AA"));
    CHECK_THAT(refusal(result, "SE 123 4"), LOCALITY_CONTAINS("as many figures"));
    CHECK_THAT(refusal(result, "5000000, 1"), LOCALITY_CONTAINS("is neither metres east and north in Great Britain"));
    result.postcodes = {};
    CHECK_THAT(refusal(result, "LS12 1AB"), LOCALITY_CONTAINS("no postcodes are loaded; add a table [postcodes]"));
}

TEST_CASE("postcodes outside the zones are left out and counted", "[places]") {
    const model::Result result = town();
    CHECK(result.postcodes.code == std::vector<std::string>{"LS1 1AA", "LS1 1AB", "LS12 1AB"});
    bool said = false;
    for (const model::Issue& issue : result.issues)
        if (issue.kind == "postcode_outside") said = issue.what == "1 of 4 postcodes lie in no zone and were left out";
    CHECK(said);
}

TEST_CASE("a place has one footprint in a set, or it is said why not", "[places]") {
    const model::Result result = town();
    const auto footprint = [&](std::size_t set, const char* what) {
        return core::footprint_for(result, set, core::find_place(result, what));
    };
    constexpr std::size_t ward = 1, team = 2;
    CHECK(footprint(ward, "LS1 1AA") == 0);
    CHECK(footprint(ward, "LS12 1AB") == 1);
    CHECK(footprint(ward, "Z02") == 1);
    CHECK(footprint(ward, "ward:W00") == 0);
    CHECK(footprint(team, "LS1 1AA") == 0);
    CHECK(core::footprints_at(result.sets[team], {431500, 433500}) == std::vector<std::size_t>{0, 1});
    CHECK_THROWS_WITH(
        footprint(team, "LS1 1AB"),
        "LS1 1AB lies in several footprints of set team; choose one of:\n  team:T00 (Northtown)\n  team:T01 "
        "(South & Co)");
    CHECK_THROWS_WITH(footprint(ward, "NZ 25 64"), "NZ 25 64 lies in no footprint of set ward");
    CHECK_THROWS_WITH(footprint(team, "ward:W00"),
                      "Northtown (W00) is a footprint of set ward, not of team; leave the set out");
}
