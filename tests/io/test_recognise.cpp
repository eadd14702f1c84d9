#include "catch.h"
#include "io/people_words.h"
#include "io/read_table.h"

using namespace locality;
using io::Cell;
using model::Sex;

TEST_CASE("the publishers' names of codes are recognised, any case and year", "[recognise]") {
    struct Row {
        const char* column;
        const char* kind;
        int vintage;
    };
    for (const Row& row : {Row{"LSOA11CD", "lsoa", 2011},
                           {"LSOA21CD", "lsoa", 2021},
                           {"lsoa21_code", "lsoa", 2021},
                           {"LSOA code (2011)", "lsoa", 2011},
                           {"LSOA 2021 Code", "lsoa", 2021},
                           {"LSOA_CODE", "lsoa", 0},
                           {"Lower layer Super Output Areas Code", "lsoa", 0},
                           {"Lower Super Output Area Code", "lsoa", 0},
                           {"OA11CD", "oa", 2011},
                           {"oa21cd", "oa", 2021},
                           {"Output Areas Code", "oa", 0},
                           {"MSOA21CD", "msoa", 2021},
                           {"MSOACD", "msoa", 0},
                           {"Middle layer Super Output Areas Code", "msoa", 0},
                           {"WD25CD", "ward", 2025},
                           {"ward24_code", "ward", 2024},
                           {"LAD25CD", "lad", 2025},
                           {"LADCD_ACTIVE", "lad", 0},
                           {"ltla22_code", "lad", 2022},
                           {"LA Code", "lad", 0},
                           {"PRACTICE_CODE", "practice", 0},
                           {"Practice Code", "practice", 0},
                           {"Partner Organisation Code", "practice", 0},
                           {"PCN_CODE", "pcn", 0},
                           {"PCN Code", "pcn", 0},
                           {"SUB_ICB_LOCATION_CODE", "sub_icb", 0},
                           {"PCN Parent Sub ICB Loc Code", "sub_icb", 0},
                           {"CCG_CODE", "sub_icb", 0},
                           {"ONS_ICB_CODE", "icb", 0},
                           {"RGNCD", "region", 0},
                           {"PRACTICE_POSTCODE", "postcode", 0},
                           {"pcds", "postcode", 0}}) {
        INFO(row.column);
        const io::Recognised what = io::recognise(row.column);
        CHECK(what.kind == row.kind);
        CHECK(what.vintage == row.vintage);
        CHECK(what.is_code);
        CHECK_FALSE(what.is_name);
    }
}

TEST_CASE("names are told from codes", "[recognise]") {
    for (const char* column : {"LSOA21NM", "lsoa11_name", "WD25NM", "ward24_name", "PRACTICE_NAME", "PRACTICE_NAME.x",
                               "Laname", "Partner Name", "name", "Label", "geography"}) {
        INFO(column);
        CHECK(io::recognise(column).is_name);
        CHECK_FALSE(io::recognise(column).is_code);
    }
    for (const char* column :
         {"code", "Code", "geography code", "geography_code", "AreaCode", "Area Code", "zone", "zone_code"}) {
        INFO(column);
        CHECK(io::recognise(column).is_code);
        CHECK(io::recognise(column).kind.empty());
    }
}

TEST_CASE("what only sounds like a code is not taken for one", "[recognise]") {
    for (const char* column : {"Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
                               "evidence", "lat", "Practice to PCN Relationship Start Date", "ward_name_welsh_x",
                               "usual_residents", "BNG_E", "MSOA11NMW", ""}) {
        INFO(column);
        CHECK_FALSE(io::recognise(column).is_code);
    }
    const io::Recognised bare = io::recognise("lsoa21_derived");
    CHECK(bare.kind == "lsoa");
    CHECK(bare.vintage == 2021);
    CHECK_FALSE(bare.is_code);
}

TEST_CASE("cells: numbers, missing, suppressed and text are four things", "[cells]") {
    struct Number {
        const char* text;
        double is;
    };
    for (const Number& n : {Number{"0", 0},
                            {"1234", 1234},
                            {" 12 ", 12},
                            {"1,234", 1234},
                            {"12,345,678.5", 12345678.5},
                            {"-3.5", -3.5},
                            {"+4", 4},
                            {"1e3", 1000},
                            {"-1,234", -1234},
                            {"\xE2\x88\x92"
                             "5",
                             -5},
                            {"\xC2\xA0"
                             "7\xC2\xA0",
                             7},
                            {".5", 0.5}}) {
        INFO(n.text);
        const Cell cell = io::parse_cell(n.text);
        REQUIRE(cell.is == Cell::Is::number);
        CHECK(cell.number == n.is);
    }
    for (const char* text :
         {"", " ", "-", "NA", "n/a", "N/A", "#N/A", ".", "..", "NULL", "nan", "[x]", "[z]", "\xE2\x80\x93"}) {
        INFO(text);
        CHECK(io::parse_cell(text).is == Cell::Is::missing);
    }
    for (const char* text : {"*", "c", "C", "[c]", ":", "<5", "< 10", "suppressed"}) {
        INFO(text);
        CHECK(io::parse_cell(text).is == Cell::Is::suppressed);
    }
    for (const char* text : {"1,23", "12,3456", ",123", "1,234,56", "12 %", "abc", "1.2.3", "inf", "0x10", "1;2", "£5",
                             "12-05-2021", "<", "1,,234", "e", "1e999"}) {
        INFO(text);
        CHECK(io::parse_cell(text).is == Cell::Is::text);
    }
}

TEST_CASE("ages and sexes in the publishers' words", "[people]") {
    struct Row {
        const char* text;
        Sex sex;
        int from, to;
    };
    for (const Row& row : {Row{"0", Sex::all, 0, 0},
                           {"90+", Sex::all, 90, 999},
                           {"90plus", Sex::all, 90, 999},
                           {"85 and over", Sex::all, 85, 999},
                           {"Aged 85 years and over", Sex::all, 85, 999},
                           {"Aged 0 to 4", Sex::all, 0, 4},
                           {"Aged 4 years and under", Sex::all, 0, 4},
                           {"Aged 15 years and under", Sex::all, 0, 15},
                           {"Aged under 1 year", Sex::all, 0, 0},
                           {"Under 16", Sex::all, 0, 15},
                           {"0-4", Sex::all, 0, 4},
                           {"0_4", Sex::all, 0, 4},
                           {"0\xE2\x80\x93"
                            "4",
                            Sex::all, 0, 4},
                           {"age_5_9", Sex::all, 5, 9},
                           {"F0", Sex::female, 0, 0},
                           {"M90", Sex::male, 90, 90},
                           {"X17", Sex::all, 17, 17},
                           {"M90plus", Sex::male, 90, 999},
                           {"female_0_4", Sex::female, 0, 4},
                           {"Males: Aged 0 to 4 years", Sex::male, 0, 4},
                           {"Population aged 16 to 24 years", Sex::all, 16, 24},
                           {"Sex: Female; Age: Aged 25 to 34 years; measures: Value", Sex::female, 25, 34}}) {
        INFO(row.text);
        const auto people = io::people_of(row.text);
        REQUIRE(people);
        CHECK(people->has_age);
        CHECK(people->group == model::PeopleGroup{row.sex, row.from, row.to});
    }
    for (const char* text : {"usual_residents", "All usual residents", "total_population", "Total population",
                             "Persons", "Population", "Total", "All Ages", "Ethnic group: Total: All usual residents",
                             "Sex: All persons; Age: Total; measures: Value", "Mid-2022 population"}) {
        INFO(text);
        const auto people = io::people_of(text);
        REQUIRE(people);
        CHECK_FALSE(people->has_age);
        CHECK(people->group.sex == Sex::all);
    }
    CHECK(io::people_of("Mid-2022 population")->year == 2022);
    CHECK(io::people_of("Females")->group.sex == Sex::female);
    for (const char* text : {"total_households", "Older people living alone", "IMD Score, 2019", "prop",
                             "Population density", "LSOA21CD", "0.5 share", "n", "Population aged 65 years and over.1",
                             "90 to 85", "male and female", "1234567", "under and over", ""}) {
        INFO(text);
        CHECK_FALSE(io::people_of(text));
    }
}
