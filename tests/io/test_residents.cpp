#include "catch.h"
#include "csv_file.h"

using namespace locality;
using model::Sex;
using model::Status;
using test::Csv;
using test::refusal;
using Strings = std::vector<std::string>;

TEST_CASE("residents: a total only", "[residents]") {
    Csv csv(
        "lsoa21_code,lsoa21_name,usual_residents\nE01000001,A,\"1,477\"\nE01000002,B,*\nE01000003,C,\nE01000004,D,0\n",
        "census21_total.csv");
    const auto table = csv.residents();
    CHECK(table.code == Strings{"E01000001", "E01000002", "E01000003", "E01000004"});
    CHECK(table.total.number[0] == 1477);
    CHECK(table.total.status == std::vector{Status::known, Status::suppressed, Status::missing, Status::known});
    CHECK(table.total.number[3] == 0);
    CHECK(table.groups.empty());
    CHECK(table.year == 2021);
    CHECK(csv.what("thousands_comma") ==
          "1 cells have thousands commas and were read as numbers (first \"1,477\"; in usual_residents)");
    CHECK_THAT(csv.what("suppressed"), LOCALITY_CONTAINS("1 cells are suppressed by the publisher"));
    CHECK_THAT(csv.what("missing"), LOCALITY_CONTAINS("1 cells are empty"));
}

TEST_CASE("residents: text where a number is due is unknown, and a warning", "[residents]") {
    Csv csv("lsoa21_code,usual_residents\nE01000001,many\nE01000002,5\n");
    const auto table = csv.residents();
    CHECK(table.total.status[0] == Status::missing);
    CHECK_THAT(csv.what("not_a_number"), LOCALITY_CONTAINS("(first \"many\"; in usual_residents)"));
}

TEST_CASE("residents: single years become five-year bands", "[residents]") {
    std::string header = "lsoa11_code,total_population", row = "E01000001,455", holes = "E01000002,100";
    for (int age = 0; age <= 90; ++age) {
        header += "," + std::to_string(age);
        row += ",5";
        holes += age == 7 ? ",*" : age == 12 ? "," : ",1";
    }
    Csv csv(header + "\n" + row + "\n" + holes + "\n", "population20_lsoa11.csv");
    const auto table = csv.residents();
    CHECK(table.year == 2020);
    REQUIRE(table.groups.size() == 19);
    CHECK(table.groups[0] == model::PeopleGroup{Sex::all, 0, 4});
    CHECK(table.groups[17] == model::PeopleGroup{Sex::all, 85, 89});
    CHECK(table.groups[18] == model::PeopleGroup{Sex::all, 90, 999});
    CHECK(table.count[0].number[0] == 25);
    CHECK(table.count[18].number[0] == 5);
    CHECK(table.count[1].status[1] == Status::suppressed);
    CHECK(table.count[2].status[1] == Status::missing);
    CHECK(table.count[3].number[1] == 5);
    CHECK(table.total.number[1] == 100);
}

TEST_CASE("residents: single years to an open 85+, by sex", "[residents]") {
    std::string header = "LSOA21CD", row = "E01000001";
    for (const char* sex : {"F", "M"}) {
        for (int age = 0; age < 85; ++age) {
            header += "," + std::string(sex) + std::to_string(age);
            row += *sex == 'F' ? ",2" : ",1";
        }
        header += "," + std::string(sex) + "85plus";
        row += ",3";
    }
    Csv csv(header + "\n" + row + "\n");
    const auto table = csv.residents();
    REQUIRE(table.groups.size() == 36);
    CHECK(table.groups[0] == model::PeopleGroup{Sex::female, 0, 4});
    CHECK(table.groups[17] == model::PeopleGroup{Sex::female, 85, 999});
    CHECK(table.groups[35] == model::PeopleGroup{Sex::male, 85, 999});
    CHECK(table.count[0].number[0] == 10);
    CHECK(table.total.number[0] == 85 * 3 + 6);
}

TEST_CASE("residents: bands, wide and long, give the same", "[residents]") {
    Csv wide("LSOA21CD,Aged 15 years and under,16-64,65+\nE01000001,10,60,30\nE01000002,c,50,20\n");
    Csv tall(
        "lsoa21_code,age_group,n\nE01000001,Aged 15 years and under,10\nE01000001,Aged 16 to 64 "
        "years,60\nE01000001,65+,30\n"
        "E01000002,Aged 15 years and under,c\nE01000002,Aged 16 to 64 years,50\nE01000002,65+,20\n");
    for (Csv* csv : {&wide, &tall}) {
        const auto table = csv->residents();
        CHECK(table.groups ==
              std::vector<model::PeopleGroup>{{Sex::all, 0, 15}, {Sex::all, 16, 64}, {Sex::all, 65, 999}});
        CHECK(table.total.number[0] == 100);
        CHECK(table.total.status[1] == Status::suppressed);
        CHECK(table.count[1].number[1] == 50);
    }
}

TEST_CASE("residents: long by sex and age, totals among them, in the census's layout", "[residents]") {
    Csv csv(
        "Lower layer Super Output Areas Code,Lower layer Super Output Areas,Sex (2 categories) Code,Sex (2 "
        "categories),Age (2 categories) "
        "Code,Age (2 categories),Observation\n"
        "E01000001,A,1,Female,1,Aged 15 years and under,4\nE01000001,A,1,Female,2,Aged 16 years and over,40\n"
        "E01000001,A,2,Male,1,Aged 15 years and under,5\nE01000001,A,2,Male,2,Aged 16 years and over,50\n");
    const auto table = csv.residents();
    CHECK(table.groups == std::vector<model::PeopleGroup>{
                              {Sex::female, 0, 15}, {Sex::female, 16, 999}, {Sex::male, 0, 15}, {Sex::male, 16, 999}});
    CHECK(table.total.number[0] == 99);
}

TEST_CASE("residents: sexes without ages", "[residents]") {
    Csv csv("LSOA21CD,Persons,Females,Males\nE01000001,10,6,4\n");
    const auto table = csv.residents();
    CHECK(table.total.number[0] == 10);
    CHECK(table.groups == std::vector<model::PeopleGroup>{{Sex::female, 0, 999}, {Sex::male, 0, 999}});
    Csv without("LSOA21CD,Females,Males\nE01000001,6,4\nE01000002,6,*\n");
    const auto sum = without.residents();
    CHECK(sum.total.number[0] == 10);
    CHECK(sum.total.status[1] == Status::suppressed);
}

TEST_CASE("residents: of overlapping bands the finest that cover every age", "[residents]") {
    Csv csv("LSOA21CD,total,0-4,5-15,0-15,16-64,50-64,65+,85+\nE01000001,100,5,15,20,60,10,20,2\n");
    const auto table = csv.residents();
    CHECK(table.groups == std::vector<model::PeopleGroup>{
                              {Sex::all, 0, 4}, {Sex::all, 5, 15}, {Sex::all, 16, 64}, {Sex::all, 65, 999}});
    CHECK_THAT(csv.what("overlapping_ages"), LOCALITY_CONTAINS("0-15, 50-64, 85+"));
}

TEST_CASE("residents: percentages are not counts", "[residents]") {
    Csv csv("LSOA21CD,total,0-15,16-64,65+\nE01000001,1500,20,60,20\nE01000002,1600,25,50,25\n");
    const auto table = csv.residents();
    CHECK(table.groups.empty());
    CHECK(table.total.number[0] == 1500);
    CHECK_THAT(csv.what("not_counts"), LOCALITY_CONTAINS("do not add up to the total (they may be percentages)"));
}

TEST_CASE("residents: repeated rows and years", "[residents]") {
    Csv same("LSOA21CD,total_residents,ethnic_group\nE01000001,10,A\nE01000001,10,B\nE01000002,12,A\n");
    CHECK(same.residents().code == Strings{"E01000001", "E01000002"});
    CHECK_THAT(same.what("duplicate_code"), LOCALITY_CONTAINS("1 rows repeat a row before them"));

    Csv years("LSOA21CD,year,population\nE01000001,2021,10\nE01000001,2022,11\nE01000002,2022,12\nE01000002,2021,12\n");
    const auto latest = years.residents();
    CHECK(latest.year == 2022);
    CHECK(latest.total.number == std::vector<double>{11, 12});
    CHECK_THAT(years.what("several_years"), LOCALITY_CONTAINS("holds 2 years; the latest was taken (2022)"));

    // One contradiction is left for the join to list; a whole table of them has a breakdown that is not known.
    Csv one("LSOA21CD,population\nE01000001,10\nE01000001,11\nE01000002,12\nE01000003,13\n");
    CHECK(one.residents().code.size() == 4);
    Csv all("LSOA21CD,group,population\nE01000001,A,10\nE01000001,B,11\nE01000002,A,12\nE01000002,B,13\n");
    CHECK_THAT(refusal([&] { all.residents(); }), LOCALITY_CONTAINS("2 rows repeat a code with other figures"));
    Csv breakdown("LSOA21CD,age,tenure,n\nE01000001,0-15,own,10\nE01000001,0-15,rent,11\nE01000001,16+,rent,11\n");
    CHECK_THAT(refusal([&] { breakdown.residents(); }),
               LOCALITY_CONTAINS("1 rows repeat a zone and group (first E01000001)"));
}

TEST_CASE("residents: what cannot be used is refused", "[residents]") {
    Csv none("LSOA21CD,households\nE01000001,10\n");
    CHECK(refusal([&] { none.residents(); }) ==
          "t.csv: no column of residents is recognised (a total such as \"usual_residents\", ages such as \"0\" ... "
          "\"90+\", or age_group and a "
          "count); it has: LSOA21CD, households");
    Csv no_code("place,population\nA,10\n");
    CHECK(refusal([&] { no_code.residents(); }) ==
          "t.csv: no column is recognised as a code; say which with code = \"...\"; it has: place, population");
    Csv some_ages("LSOA21CD,0-4,10-14\nE01000001,5,6\n");
    CHECK_THAT(refusal([&] { some_ages.residents(); }),
               LOCALITY_CONTAINS("the ages it has do not cover everybody, and there is no total"));
    Csv negative("LSOA21CD,population\nE01000001,-5\n");
    CHECK(refusal([&] { negative.residents(); }) == "t.csv: E01000001 has -5 residents; mend the table");
    Csv words("LSOA21CD,age_group,n\nE01000001,young,5\nE01000001,old,5\n");
    CHECK_THAT(refusal([&] { words.residents(); }),
               LOCALITY_CONTAINS("none of its age groups or sexes is understood: \"old\", \"young\""));
    Csv code("LSOA21CD,LSOA11CD,population\nE01000001,E01000009,5\nE01000002,E01000009,5\n");
    code.spec.code = "LSOA11";
    CHECK_THAT(refusal([&] { code.residents(); }),
               LOCALITY_CONTAINS("code = \"LSOA11\": no such column (did you mean \"LSOA11CD\"?)"));
    Csv partly("LSOA21CD,age_group,n\nE01000001,0-15,5\nE01000001,16+,6\nE01000001,Unknown age,1\n");
    CHECK(partly.residents().total.number[0] == 11);
    CHECK_THAT(partly.what("unknown_group"),
               LOCALITY_CONTAINS("1 rows of 1 other groups were left out: \"Unknown age\""));
}

TEST_CASE("residents: some ages beside a published total", "[residents]") {
    Csv csv("LSOA21CD,total,0-4,5-9\nE01000001,100,5,6\n");
    const auto table = csv.residents();
    CHECK(table.total.number[0] == 100);
    CHECK(table.groups.size() == 2);
    CHECK(!csv.what("some_ages").empty());
}
