#include "catch.h"
#include "model/errors.h"
#include "small_city.h"

using namespace city;

TEST_CASE("A scene counts its classes and keeps the blanks apart") {
    const model::Result r = four_squares();
    const style::Scene scene = style::make_scene(r, {"imd_decile", "pcn", true, true}, book());
    CHECK(scene.class_of == std::vector<std::int32_t>{0, 9, style::class_missing, style::class_suppressed});
    CHECK(scene.class_count.front() == 1);
    CHECK(scene.class_count.back() == 1);
    CHECK(scene.missing_count == 1);
    CHECK(scene.suppressed_count == 1);
    CHECK(scene.imd1 == std::vector<bool>{true, false, false, false});
    CHECK(scene.set == 0);
    CHECK(scene.extent == geo::Box{430000, 430000, 432000, 432000});
    CHECK(scene.title == "Foursquare");
    CHECK(scene.subtitle == "4 LSOAs by decile of deprivation, with 2 Primary Care Networks");
    CHECK(scene.shading.title == "Index of Multiple Deprivation 2025");
    CHECK(scene.selected == -1);
}

TEST_CASE("The reading of deciles is a sentence with zones and people") {
    model::Result r = four_squares();
    const auto reading = [&] { return style::make_scene(r, {}, book()).reading; };
    CHECK(reading() == "1 of 4 LSOAs, 1,500 people, is in the most deprived 10% of England. 2 have no known decile.");
    r.zone_columns[0].values = model::Values::of({1, 1, 1, 9});
    CHECK(reading() == "3 of 4 LSOAs, 4,800 people, are in the most deprived 10% of England.");
    r.zone_columns[1].values.set_blank(0, model::Status::missing);
    CHECK(reading() ==
          "3 of 4 LSOAs are in the most deprived 10% of England. At least 3,300 people live there; 1 of the LSOAs has "
          "no count of residents.");
    r.zone_columns.pop_back();
    CHECK(reading() == "3 of 4 LSOAs are in the most deprived 10% of England.");
    r.zone_columns[0].values = model::Values::of({2, 3, 4, 5});
    CHECK(reading() == "0 of 4 LSOAs are in the most deprived 10% of England.");
}

TEST_CASE("The reading of other columns says from what to what, and where the darkest are") {
    model::Result r = four_squares();
    const auto reading = [&](const char* column) {
        return style::make_scene(r, {column, "", false, true}, book()).reading;
    };
    CHECK(reading("residents") ==
          "Residents: from 1,500 to 1,800 people in 4 LSOAs; the darkest class holds 1 of them (1,800).");
    r.zone_columns[1].values = model::Values(4);
    CHECK(reading("residents") == "Residents: no value is known for any of the 4 LSOAs.");
}

TEST_CASE("The words for zones follow their kind") {
    model::Result r;
    const auto words = [&](const char* kind) {
        r.zones.kind = kind;
        return style::zone_word(r, false) + "/" + style::zone_word(r, true);
    };
    CHECK(words("lsoa") == "LSOA/LSOAs");
    CHECK(words("msoa") == "MSOA/MSOAs");
    CHECK(words("oa") == "output area/output areas");
    CHECK(words("ward") == "ward/wards");
    CHECK(words("lad") == "local authority/local authorities");
    CHECK(words("other") == "zone/zones");
}

TEST_CASE("The edition of the index is left out where it is unknown") {
    model::Result r = four_squares();
    r.deprivation_edition = 0;
    CHECK(style::make_scene(r, {}, book()).shading.title == "Index of Multiple Deprivation");
}

TEST_CASE("A column or set that is not there is refused with those that are") {
    model::Result r = four_squares();
    CHECK_THROWS_WITH(style::make_scene(r, {"imd_decil", "", false, true}, book()),
                      "the zones have no column \"imd_decil\" to shade by; they have: imd_decile, residents");
    CHECK_THROWS_WITH(style::make_scene(r, {"imd_decile", "lcp", false, true}, book()),
                      "there is no footprint set \"lcp\"; choose one of: pcn");
    r.sets.clear();
    CHECK_THROWS_WITH(style::make_scene(r, {"imd_decile", "lcp", false, true}, book()),
                      LOCALITY_CONTAINS("choose one of: none"));
    r.zone_columns.erase(r.zone_columns.begin());
    CHECK_THROWS_WITH(style::make_scene(r, {"residents", "", true, true}, book()),
                      LOCALITY_CONTAINS("the overlay of the most deprived 10% needs deprivation deciles"));
    r.zone_columns.clear();
    CHECK_THROWS_AS(style::make_scene(r, {}, book()), model::InputError);
}

TEST_CASE("A map says of when its figures are") {
    model::Result r = four_squares();
    CHECK(style::make_scene(r, {}, book()).dates == "Data: deprivation 2025");
    r.zones.vintage = 2021;
    r.options["residents.year"] = "2022";
    CHECK(style::make_scene(r, {}, book()).dates == "Data: LSOAs 2021 · deprivation 2025 · residents 2022");
    r.zones.vintage = r.deprivation_edition = 0;
    r.options.clear();
    CHECK(style::make_scene(r, {}, book()).dates.empty());
}
