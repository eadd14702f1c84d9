#include "catch.h"
#include "csv_file.h"

#include <cmath>

using namespace locality;
using model::Sex;
using model::Status;
using test::Csv;
using test::refusal;
using Strings = std::vector<std::string>;

TEST_CASE("registrations: every row is kept, whatever its zone", "[registrations]") {
    Csv csv(
        "LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS\nE01000001,B86001,5\nCLOSED,B86001,1\nEMPTY,B86001,2\nL99999999,"
        "B86002,3\n,B86002,4\nE01000001,B86001,7\n"
        "E01000002,B86002,*\n");
    const auto table = csv.registrations();
    REQUIRE(table.rows.size() == 7);
    CHECK(table.rows[1].zone == "CLOSED");
    CHECK(table.rows[4].zone.empty());
    CHECK(table.rows[5].patients == 7);
    CHECK(table.rows[6].status == Status::suppressed);
    CHECK(std::isnan(table.rows[6].patients));
}

TEST_CASE("registrations: sexes are added up, and never counted with those for all", "[registrations]") {
    const std::string header =
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,NUMBER_OF_PATIENTS\n";
    const std::string start = "GP_PRAC_PAT_LIST,01Oct2025,B86001,X,";
    SECTION("all") {
        Csv csv(header + start + "E01000001,ALL,5\n" + start + "E01000002,ALL,6\n");
        CHECK(csv.registrations().rows.size() == 2);
    }
    SECTION("by sex") {
        Csv csv(header + start + "E01000001,MALE,5\n" + start + "E01000001,FEMALE,6\n" + start +
                "E01000002,FEMALE,1\n" + start + "E01000003,MALE,1\n" + start + "E01000003,FEMALE,*\n");
        const auto table = csv.registrations();
        REQUIRE(table.rows.size() == 3);
        CHECK(table.rows[0].patients == 11);
        CHECK(table.rows[1].patients == 1);
        CHECK(table.rows[2].status == Status::suppressed);
    }
    SECTION("both, and a pair that has sexes only") {
        Csv csv(header + start + "E01000001,MALE,5\n" + start + "E01000001,FEMALE,6\n" + start + "E01000001,ALL,11\n" +
                start + "E01000002,MALE,3\n");
        const auto table = csv.registrations();
        REQUIRE(table.rows.size() == 2);
        CHECK(table.rows[0].patients + table.rows[1].patients == 14);
        CHECK_THAT(csv.what("sexes_and_all"), LOCALITY_CONTAINS("1 pairs of practice and zone"));
    }
    SECTION("a sex that is neither") {
        Csv csv(header + start + "E01000001,MALE,5\n" + start + "E01000001,INDETERMINATE,1\n");
        CHECK(csv.registrations().rows[0].patients == 6);
        CHECK_THAT(csv.what("unknown_sex"), LOCALITY_CONTAINS("first \"INDETERMINATE\""));
    }
    SECTION("a column for each sex") {
        Csv csv("Practice Code,LSOA Code,Male Patients,Female Patients\nB86001,E01000001,5,6\n");
        CHECK(csv.registrations().rows[0].patients == 11);
    }
}

TEST_CASE("registrations: what cannot be used is refused", "[registrations]") {
    Csv no_practice("LSOA_CODE,NUMBER_OF_PATIENTS\nE01000001,5\n");
    CHECK_THAT(refusal([&] { no_practice.registrations(); }),
               LOCALITY_CONTAINS("t.csv: no column of practice codes is recognised (\"PRACTICE_CODE\")"));
    Csv no_zone("PRACTICE_CODE,NUMBER_OF_PATIENTS\nB86001,5\n");
    CHECK_THAT(refusal([&] { no_zone.registrations(); }),
               LOCALITY_CONTAINS("no column of zone codes is recognised beside the practices"));
    Csv no_count("LSOA_CODE,PRACTICE_CODE\nE01000001,B86001\n");
    CHECK_THAT(refusal([&] { no_count.registrations(); }),
               LOCALITY_CONTAINS("no column of patients is recognised (\"NUMBER_OF_PATIENTS\")"));
    Csv dates(
        "EXTRACT_DATE,LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS\n01Oct2025,E01000001,B86001,5\n01Jul2025,E01000001,"
        "B86001,5\n");
    CHECK(refusal([&] { dates.registrations(); }) ==
          "t.csv: column \"EXTRACT_DATE\" holds 2 dates (\"01Jul2025\", \"01Oct2025\" ...); keep the rows of one");
    Csv negative("LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS\nE01000001,B86001,-5\n");
    CHECK(refusal([&] { negative.registrations(); }) == "t.csv: -5 patients of B86001 in E01000001; mend the table");
}

TEST_CASE("practices: any vintage of the map, and registrations that carry the PCN", "[practices]") {
    Csv map(
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,ONS_CCG_CODE,CCG_"
        "CODE\n"
        "X,01Oct2025,B86001,One,LS1 1AA,U1,EAST PCN,E38,15F\nX,01Oct2025,B86002,Two,LS1 1AA,U,Unallocated,E38,15F\n"
        "X,01Oct2025,B86003,Three,LS1 1AA,,,E38,15F\n");
    const auto table = map.practices();
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].name == "One");
    CHECK(table.rows[0].pcn == "U1");
    CHECK(table.rows[0].pcn_name == "EAST PCN");
    CHECK(table.rows[1].pcn.empty());
    CHECK(table.rows[1].pcn_name.empty());
    CHECK(map.what("no_pcn") == "2 practices are in no PCN");

    Csv registrations(
        "LSOA_CODE,PRACTICE_CODE,PRACTICE_NAME.x,NUMBER_OF_PATIENTS,PCN_CODE,PCN_NAME\nE01000001,B86001,One,5,U1,EAST\n"
        "E01000002,B86001,One,5,U1,EAST\nE01000002,B86002,Two,5,U1,EAST\nE01000003,B86002,Two,5,U2,WEST\n,,,1,U2,"
        "WEST\n");
    registrations.spec.code = "LSOA_CODE";
    CHECK(registrations.practices().rows.size() == 2);
    registrations.issues.clear();
    registrations.spec.code.clear();
    CHECK(registrations.practices().rows.size() == 2);
    CHECK_THAT(registrations.what("several_pcns"), LOCALITY_CONTAINS("1 practices stand with more than one PCN"));
    CHECK_THAT(registrations.what("missing"), LOCALITY_CONTAINS("1 rows without a practice code"));

    Csv members(
        "Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,PCN Code,PCN Name,PCN Parent Sub ICB "
        "Loc Code,"
        "Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date\n"
        "B86001,One,15F,U1,EAST PCN,15F,20191001,20240331\nB86001,One,15F,U2,WEST PCN,15F,20240401,\n");
    const auto now = members.practices();
    REQUIRE(now.rows.size() == 1);
    CHECK(now.rows[0].pcn == "U2");
    CHECK_THAT(members.what("left_pcn"), LOCALITY_CONTAINS("1 rows"));
}

TEST_CASE("practices: what cannot be used is refused", "[practices]") {
    Csv no_pcn("PRACTICE_CODE,PRACTICE_NAME\nB86001,One\n");
    CHECK(refusal([&] { no_pcn.practices(); }) ==
          "t.csv: no column of PCN codes is recognised (\"PCN_CODE\"); it has: PRACTICE_CODE, PRACTICE_NAME");
    Csv all_left("PRACTICE_CODE,PCN_CODE,Relationship End Date\nB86001,U1,20240101\n");
    CHECK(refusal([&] { all_left.practices(); }) == "t.csv: lists no practice that is in a PCN today");
}

TEST_CASE("deprivation: any publisher's spelling", "[deprivation]") {
    for (const char* header : {"lsoa21_code,Income_decile,IMD_decile,IMD_rank,Income_rank,IMD_score",
                               "LSOA code (2021),Income Rank (where 1 is most deprived),Index of Multiple Deprivation "
                               "(IMD) Decile (where 1 is most deprived 10% of "
                               "LSOAs),Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),Crime "
                               "Score,Index of Multiple Deprivation (IMD) Score",
                               "lsoa21_code,income_decile,index_of_multiple_deprivation_imd_decile,index_of_multiple_"
                               "deprivation_imd_rank,crime_rank,imd_score",
                               "LSOA21CD,IncDec0,IMDDec0,IMDRank0,IncRank0,IMDScore"}) {
        INFO(header);
        Csv csv(std::string(header) + "\nE01000001,1,1,5,7,80.5\nE01000002,1,10,33755,7,0.5\n");
        const auto table = csv.deprivation();
        CHECK(table.edition == 2025);
        CHECK(table.national_zones == 33755);
        CHECK(table.decile.number == std::vector<double>{1, 10});
        CHECK(table.rank.number == std::vector<double>{5, 33755});
        CHECK(table.score.number == std::vector<double>{80.5, 0.5});
        CHECK(csv.issues.empty());
    }
}

TEST_CASE("deprivation: editions, and deciles from ranks", "[deprivation]") {
    Csv by_zone("lsoa11_code,imd_rank\nE01000001,3284\nE01000002,3285\nE01000003,\nE01000004,32844\n");
    const auto table = by_zone.deprivation();
    CHECK(table.edition == 2019);
    CHECK(table.national_zones == 32844);
    CHECK(table.decile.number[0] == 1);
    CHECK(table.decile.number[1] == 2);
    CHECK(table.decile.status[2] == Status::missing);
    CHECK(table.decile.number[3] == 10);
    CHECK_THAT(by_zone.what("decile_from_rank"), LOCALITY_CONTAINS("out of 32844"));
    Csv by_header("code,\"IMD Rank, 2025\"\nE01000001,3375\nE01000002,3376\n");
    CHECK(by_header.deprivation().decile.number == std::vector<double>{1, 2});
    Csv by_file("lsoa_code,imd_rank\nE01000001,3375\n", "IoD2025.csv");
    CHECK(by_file.deprivation().edition == 2025);
    Csv score("msoa11_code,imd_score\nE02000001,30\n");
    CHECK(score.deprivation().decile.status[0] == Status::missing);
    CHECK(!score.what("no_decile").empty());
}

TEST_CASE("deprivation: domains and denominators", "[deprivation]") {
    Csv file7(
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 "
        "is "
        "most deprived),Income Score (rate),Income Rank (where 1 is most deprived),\"Education, Skills and Training "
        "Decile (where 1 is most deprived 10% of LSOAs)\",Barriers to Housing and Services Rank (where 1 is most "
        "deprived),Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived),Income "
        "Deprivation Affecting Older People (IDAOPI) Score (rate),Total population: mid 2022,Dependent Children aged "
        "0-15: mid 2022,Income Domain numerator\n"
        "E01000001,50,10,0.4,3376,2,33755,1,0.25,1500,300,600\nE01000002,5,33000,0.1,33755,9,1,33755,0.01,1600,200,"
        "40\n");
    const auto table = file7.deprivation();
    CHECK(table.decile.number == std::vector<double>{1, 10});
    CHECK(table.population.number == std::vector<double>{1500, 1600});
    CHECK(table.population_name == "Total population: mid 2022");
    std::vector<std::string> ids;
    for (const auto& index : table.indices) ids.push_back(index.id);
    CHECK(ids == Strings{"income", "education", "barriers", "idaci", "idaopi"});
    CHECK(table.indices[0].score.number == std::vector<double>{0.4, 0.1});
    CHECK(table.indices[0].decile.number == std::vector<double>{2, 10});  // of all England, not of these two rows
    CHECK(table.indices[1].decile.number == std::vector<double>{2, 9});
    CHECK(table.indices[1].rank.status[0] == Status::missing);
    CHECK(table.indices[2].decile.number == std::vector<double>{10, 1});
    Csv far("lsoa11_code,imd_rank,crime_rank\nE01000001,1,40000\n");
    CHECK(refusal([&] { far.deprivation(); }) ==
          "t.csv: E01000001 has crime rank 40000; it must be a whole number from 1 to 32844");
    Csv nobody("lsoa21_code,imd_rank,pop_mid2022\nE01000001,1,-3\n");
    CHECK(refusal([&] { nobody.deprivation(); }) == "t.csv: E01000001 has a population of -3; mend the table");
}

TEST_CASE("deprivation: long form", "[deprivation]") {
    Csv csv(
        "FeatureCode,DateCode,Measurement,Units,Value,Indices of Deprivation\n"
        "E01000001,2019,Rank,Rank,3284,a. Index of Multiple Deprivation (IMD)\nE01000001,2019,Decile ,Decile,1,a. "
        "Index of Multiple Deprivation (IMD)\n"
        "E01000001,2019,Score,Score,50.5,a. Index of Multiple Deprivation (IMD)\nE01000001,2019,Rank,Rank,9,b. Income "
        "Deprivation Domain\n"
        "E01000002,2019,Rank,Rank,32844,a. Index of Multiple Deprivation (IMD)\nE01000002,2019,Decile,Decile,10,a. "
        "Index of Multiple Deprivation (IMD)\n");
    const auto table = csv.deprivation();
    CHECK(table.code == Strings{"E01000001", "E01000002"});
    CHECK(table.edition == 2019);
    CHECK(table.rank.number == std::vector<double>{3284, 32844});
    CHECK(table.decile.number == std::vector<double>{1, 10});
    CHECK(table.score.number[0] == 50.5);
    CHECK(table.score.status[1] == Status::missing);
    REQUIRE(table.indices.size() == 1);
    CHECK(table.indices[0].id == "income");
    CHECK(table.indices[0].rank.number[0] == 9);
    CHECK(table.indices[0].rank.status[1] == Status::missing);
    CHECK(table.indices[0].decile.number[0] == 1);
}

TEST_CASE("deprivation: what cannot be used is refused", "[deprivation]") {
    Csv none("lsoa21_code,income_rank\nE01000001,5\n");
    CHECK_THAT(refusal([&] { none.deprivation(); }),
               LOCALITY_CONTAINS("t.csv: no score, rank or decile of the Index of Multiple Deprivation is recognised"));
    Csv no_year("lsoa_code,imd_rank\nE01000001,5\n");
    CHECK(refusal([&] { no_year.deprivation(); }) ==
          "t.csv: has ranks but no deciles, and its edition (2019 or 2025) cannot be told; put the year into the "
          "file's name");
    Csv decile("lsoa21_code,imd_decile\nE01000001,11\n");
    CHECK(refusal([&] { decile.deprivation(); }) ==
          "t.csv: E01000001 has decile 11; it must be a whole number from 1 to 10");
    Csv rank("lsoa11_code,imd_rank\nE01000001,33000\n");
    CHECK(refusal([&] { rank.deprivation(); }) ==
          "t.csv: E01000001 has rank 33000; it must be a whole number from 1 to 32844");
    Csv reversed("lsoa11_code,imd_rank,imd_decile\nE01000001,1,10\nE01000002,32844,1\n");
    CHECK_THAT(refusal([&] { reversed.deprivation(); }),
               LOCALITY_CONTAINS("its deciles count from the other end (10 = most deprived)"));
    Csv some("lsoa11_code,imd_rank,imd_decile\nE01000001,1,1\nE01000002,32844,9\nE01000003,9000,3\n");
    CHECK(some.deprivation().decile.number[1] == 9);
    CHECK_THAT(some.what("decile_rank"), LOCALITY_CONTAINS("1 of 3 deciles are not the tenth that the rank lies in"));
}

namespace {

model::LookupTable lookup(Csv& csv, model::FootprintSpec spec) {
    spec.lookup = csv.spec;
    return io::read_lookup(spec, csv.issues);
}

model::FootprintSpec set(const std::string& id, model::Origin origin = model::Origin::lookup) {
    model::FootprintSpec spec;
    spec.id = id;
    spec.origin = origin;
    return spec;
}

}  // namespace

TEST_CASE("lookups: zones to wards, by name or by recognising", "[lookup]") {
    const std::string text =
        "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code\nL1,E01000001,Armley,E05000001,Leeds,"
        "E08000035\n"
        "L2,E01000002,Armley,E05000001,Leeds,E08000035\nL3,E01000003,Beeston,E05000002,Leeds,E08000035\n";
    Csv csv(text);
    const auto table = lookup(csv, set("ward24"));
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[2].from == "E01000003");
    CHECK(table.rows[2].to == "E05000002");
    CHECK(table.rows[2].to_name == "Beeston");
    CHECK(table.rows[2].share == 1.0);
    Csv district(text);
    CHECK(lookup(district, set("lad")).rows[0].to_name == "Leeds");
    Csv named(text);
    model::FootprintSpec spec = set("anything");
    spec.from = "lsoa21_name";
    spec.to = "WARD24_NAME";
    CHECK(lookup(named, spec).rows[0].from == "L1");
    CHECK(lookup(named, spec).rows[0].to_name == "Armley");
    spec.to = "ward24_nam";
    CHECK_THAT(refusal([&] { lookup(named, spec); }),
               LOCALITY_CONTAINS("to = \"ward24_nam\": no such column (did you mean \"ward24_name\"?)"));
    spec.to = "lsoa21_name";
    CHECK_THAT(refusal([&] { lookup(named, spec); }), LOCALITY_CONTAINS("\"lsoa21_name\" cannot be both from and to"));
    CHECK_THAT(refusal([&] { lookup(named, set("hub")); }),
               LOCALITY_CONTAINS("no column is recognised as the code of \"hub\"; say which with to = \"...\""));
}

TEST_CASE("lookups: shares, of our own crosswalks too", "[lookup]") {
    Csv ours("zone,footprint,weight,share,basis\nE01000001,W1,30,0.3,area\nE01000001,W2,70,0.7,area\n");
    const auto table = lookup(ours, set("anything"));
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[1].from == "E01000001");
    CHECK(table.rows[1].to == "W2");
    CHECK(table.rows[1].share == 0.7);
    Csv named("LSOA11CD,LSOA21CD,part\nE01000001,E01000002,0.25\n");
    model::FootprintSpec spec = set("anything");
    spec.from = "LSOA11CD";
    spec.to = "LSOA21CD";
    CHECK(lookup(named, spec).rows[0].share == 1.0);
    spec.share = "part";
    CHECK(lookup(named, spec).rows[0].share == 0.25);
    spec.share = "prat";
    CHECK_THAT(refusal([&] { lookup(named, spec); }),
               LOCALITY_CONTAINS("share = \"prat\": no such column (did you mean \"part\"?)"));
}

TEST_CASE("lookups: footprints to unions and groups", "[lookup]") {
    Csv pcns(
        "PCN_CODE,PCN_NAME,LCP_CODE,LCP_NAME\nU1,East,L1,Inner East\nU2,West,L1,Inner East\nU3,North,,\n,x,L1,y\n");
    model::FootprintSpec spec = set("lcp", model::Origin::union_of);
    spec.of = "pcn";
    const auto table = lookup(pcns, spec);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].from == "U1");
    CHECK(table.rows[0].to_name == "Inner East");
    CHECK_THAT(pcns.what("missing"), LOCALITY_CONTAINS("1 rows have nothing in \"PCN_CODE\""));

    Csv committees("ward25_name,community_committee,evidence\nArmley,Inner West,x\nBeeston,Inner South,y\n");
    spec = set("committee", model::Origin::dissolve);
    spec.of = "ward";
    const auto groups = lookup(committees, spec);
    CHECK(groups.rows[0].from == "Armley");
    CHECK(groups.rows[0].to == "Inner West");
    CHECK(groups.rows[0].to_name == "Inner West");

    Csv empty("PCN_CODE,LCP_CODE\nU1,\n");
    spec = set("lcp", model::Origin::union_of);
    spec.of = "pcn";
    CHECK(refusal([&] { lookup(empty, spec); }) == "t.csv: no row has both \"PCN_CODE\" and \"LCP_CODE\"");
}

TEST_CASE("lookups: shares", "[lookup]") {
    Csv csv("LSOA21CD,hub_code,share\nE01000001,A,0.25\nE01000001,B,0.75\n");
    CHECK(lookup(csv, set("hub")).rows[1].share == 0.75);
    Csv bad("LSOA21CD,hub_code,share\nE01000001,A,25\n");
    CHECK(refusal([&] { lookup(bad, set("hub")); }) ==
          "t.csv: E01000001 has \"25\" in column \"share\"; a share is a number from 0 to 1");
}

namespace {

model::IndicatorTable indicator(Csv& csv, model::IndicatorSpec spec) {
    spec.source = csv.spec;
    return io::read_indicator(spec, csv.issues);
}

}  // namespace

TEST_CASE("indicators: slices by period and sex, blanks kept apart", "[indicator]") {
    model::IndicatorSpec spec;
    spec.info.id = "smoking";
    spec.info.kind = model::IndicatorKind::proportion;
    spec.numerator = "smokers";
    spec.denominator = "adults";
    spec.period = "period";
    spec.sex = "sex";
    Csv csv(
        "lsoa21_code,period,sex,smokers,adults\nE01000001,2023,Female,10,100\nE01000001,2023,Persons,25,200\nE01000002,"
        "2023,Persons,*,150\n"
        "E01000001,2022,Persons,,190\nE01000001,2022,odd,1,2\n");
    const auto table = indicator(csv, spec);
    CHECK(table.multiplier == 100);
    CHECK(table.unit == "%");
    CHECK(table.title == "smoking");
    REQUIRE(table.slices.size() == 3);
    CHECK(table.slices[0].period == "2022");
    CHECK(table.slices[0].numerator.status[0] == Status::missing);
    CHECK(table.slices[1].sex == Sex::all);
    CHECK(table.slices[1].code == Strings{"E01000001", "E01000002"});
    CHECK(table.slices[1].numerator.status[1] == Status::suppressed);
    CHECK(table.slices[1].denominator.number[1] == 150);
    CHECK(table.slices[2].sex == Sex::female);
    CHECK_THAT(csv.what("unknown_sex"), LOCALITY_CONTAINS("first \"odd\""));
    spec.info.kind = model::IndicatorKind::rate;
    CHECK(indicator(csv, spec).unit == "per 100,000");
    spec.numerator = "smoker";
    CHECK_THAT(refusal([&] { indicator(csv, spec); }),
               LOCALITY_CONTAINS("numerator = \"smoker\": no such column (did you mean \"smokers\"?)"));
}

TEST_CASE("indicators: columns by their usual names, and what is missing", "[indicator]") {
    model::IndicatorSpec spec;
    spec.info.id = "falls";
    spec.info.kind = model::IndicatorKind::count;
    Csv count("lsoa21_code,n\nE01000001,3\n");
    CHECK(indicator(count, spec).slices[0].denominator.size() == 0);
    spec.info.kind = model::IndicatorKind::rate;
    CHECK(refusal([&] { indicator(count, spec); }) ==
          "t.csv: indicator \"falls\" needs a denominator; say which column with denominator = \"...\"; it has: "
          "lsoa21_code, n");
    Csv none("lsoa21_code,falls\nE01000001,3\n");
    CHECK_THAT(refusal([&] { indicator(none, spec); }), LOCALITY_CONTAINS("indicator \"falls\" needs a numerator"));
    Csv sexes("lsoa21_code,sex,numerator,denominator\nE01000001,odd,3,4\n");
    CHECK(refusal([&] { indicator(sexes, spec); }) == "t.csv: no row can be used for indicator \"falls\"");
}

TEST_CASE("totals of registrations are those of the file", "[registrations]") {
    Csv csv("LSOA_CODE,PRACTICE_CODE,NUMBER_OF_PATIENTS\nE01000001,B86001,5\nCLOSED,B86001,1\n");
    double patients = 0;
    for (const auto& row : csv.registrations().rows) patients += row.patients;
    CHECK(patients == 6);
}
