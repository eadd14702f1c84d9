#include "catch.h"
#include "io/indicator_definitions.h"
#include "io/project_file.h"
#include "io/project_schema.h"
#include "io/read_table.h"
#include "model/period.h"
#include "reading.h"
#include "real_data.h"
#include "scratch_folder.h"

#include <map>
#include <set>

using namespace locality;
using model::IndicatorKind;
using model::Status;

namespace {

struct Csv {
    explicit Csv(const std::string& text) { spec.source.path = folder.write("t.csv", text); }
    test::ScratchFolder folder;
    model::IndicatorSpec spec;
    model::Issues issues;
    model::IndicatorTable read() {
        spec.info.id = "x";
        spec.has_kind = true;
        return io::read_indicator(spec, issues);
    }
    std::string refusal() {
        return test::refusal([&] { read(); });
    }
};

/// A project of zones and what stands below, in a folder with the files that it names.
struct Project {
    test::ScratchFolder folder;
    Project() {
        for (const char* name : {"zones.gpkg", "t.csv", "lookup.csv"}) folder.write(name, "");
    }
    model::Project read(const std::string& toml) const {
        return io::read_project(folder.write("p.toml", "[zones]\npath = \"zones.gpkg\"\n" + toml));
    }
    std::string error(const std::string& toml) const {
        return test::project_refusal([&] { read(toml); });
    }
};

constexpr int months(int year, int month) {
    return 12 * year + month - 1;
}

}  // namespace

TEST_CASE("periods are parsed, ordered and printed as published", "[period]") {
    struct Expected {
        const char* text;
        int first, last;
    };
    const Expected all[] = {
        {"2023", months(2023, 1), months(2023, 12)},
        {"mid-2023", months(2023, 1), months(2023, 12)},
        {"2023/24", months(2023, 4), months(2024, 3)},
        {"2023-24", months(2023, 4), months(2024, 3)},
        {"FY2023/24", months(2023, 4), months(2024, 3)},
        {"1999/00", months(1999, 4), months(2000, 3)},
        {"2021 - 23", months(2021, 1), months(2023, 12)},
        {"2021 \xE2\x80\x93 2023", months(2021, 1), months(2023, 12)},
        {"2021-23", months(2021, 1), months(2023, 12)},
        {"2021 - 22", months(2021, 1), months(2022, 12)},
        {"2021/22 - 23/24", months(2021, 4), months(2024, 3)},
        {"2023 Q2", months(2023, 4), months(2023, 6)},
        {"Q2 2023", months(2023, 4), months(2023, 6)},
        {"2023/24 Q1", months(2023, 4), months(2023, 6)},
        {"Q4 2023/24", months(2024, 1), months(2024, 3)},
        {"Oct 2025", months(2025, 10), months(2025, 10)},
        {"01Oct2025", months(2025, 10), months(2025, 10)},
        {"01-Sep-20", months(2020, 9), months(2020, 9)},
    };
    for (const Expected& e : all) {
        INFO(e.text);
        const model::Period p = model::period_of(e.text);
        CHECK(p.first_month == e.first);
        CHECK(p.last_month == e.last);
        CHECK(p.text == e.text);
    }
    for (const char* text : {"", "wave 3", "2023/25", "2023 Q5", "Lunch 2024x"}) {
        INFO(text);
        CHECK_FALSE(model::period_of(text).known());
    }
    CHECK(model::period_of("2022/23") < model::period_of("2023"));
    CHECK(model::period_of("2023") < model::period_of("2023/24"));
    CHECK(model::period_of("2021 - 23") < model::period_of("2022 - 24"));
    CHECK(model::period_of("wave 3") < model::period_of("1990"));
    CHECK(model::period_of("2021 - 23").overlaps(model::period_of("2023")));
    CHECK_FALSE(model::period_of("2022/23").overlaps(model::period_of("2023/24")));
}

TEST_CASE("indicators: a long table by category; rows that where chooses are added up", "[indicator]") {
    Csv csv(
        "lsoa21_code,total_households,tenure,n\nE01000001,100,Owned,60\nE01000001,100,Private,30\nE01000001,100,Social,"
        "10\n"
        "E01000002,50,Owned,50\nE01000002,50,Private,*\nE01000002,50,Social,0\n");
    csv.spec.info.kind = IndicatorKind::proportion;
    csv.spec.info.multiplier = 100;
    csv.spec.numerator = "n";
    csv.spec.denominator = "total_households";
    csv.spec.breakdowns = {{"tenure", "tenure"}};
    csv.spec.period = "2021";
    const auto by_tenure = csv.read();
    REQUIRE(by_tenure.slices.size() == 3);
    CHECK(by_tenure.slices[1].categories == std::vector<model::Category>{{"tenure", "Private"}});
    CHECK(by_tenure.slices[1].period == "2021");
    CHECK(by_tenure.slices[1].numerator.status == std::vector{Status::known, Status::suppressed});

    csv.spec.breakdowns.clear();
    csv.spec.where = {{"tenure", {"Private", "Social"}}};
    const auto rented = csv.read();
    REQUIRE(rented.slices.size() == 1);
    CHECK(rented.slices[0].numerator.number[0] == 40);
    CHECK(rented.slices[0].denominator.number[0] == 100);  // the total, once
    CHECK(rented.slices[0].numerator.status[1] == Status::suppressed);

    csv.spec.where = {{"tenure", {"Rented"}}};
    CHECK_THAT(csv.refusal(), LOCALITY_CONTAINS("no row has it; the column holds \"Owned\", \"Private\", \"Social\""));
}

TEST_CASE("indicators: rows added up must have one denominator", "[indicator]") {
    Csv csv("lsoa21_code,kind,n,d\nE01000001,a,1,10\nE01000001,b,2,11\n");
    csv.spec.info.kind = IndicatorKind::proportion;
    csv.spec.numerator = "n";
    csv.spec.denominator = "d";
    csv.spec.where = {{"kind", {"a", "b"}}};
    CHECK_THAT(csv.refusal(),
               LOCALITY_CONTAINS("rows of E01000001 that where = { ... } adds up have different denominators"));
}

TEST_CASE("indicators: a wide table, and published values", "[indicator]") {
    Csv csv("Code,N2022,D2022,N2023,D2023\nE02000001,1,10,2,10\nE02000002,3,10,,10\n");
    csv.spec.info.kind = IndicatorKind::proportion;
    csv.spec.wide = {{"N2022", "D2022", "", "2022", "", "", "", "", "", "", {}},
                     {"N2023", "D2023", "", "2023", "female", "", "", "", "", "", {{"fsm", "yes"}}}};
    const auto table = csv.read();
    REQUIRE(table.slices.size() == 2);
    CHECK(table.zone_kind == "msoa");
    CHECK(table.slices[1].sex == model::Sex::female);
    CHECK(table.slices[1].categories == std::vector<model::Category>{{"fsm", "yes"}});
    CHECK(table.slices[1].numerator.status[1] == Status::missing);
    csv.spec.wide[1].sex = "odd";
    CHECK_THAT(csv.refusal(), LOCALITY_CONTAINS("\"wide\" says sex = \"odd\"; write \"female\""));
    csv.spec.wide[1] = {"", "", "N2023", "2023", "", "", "", "", "", "", {}};
    CHECK_THAT(csv.refusal(), LOCALITY_CONTAINS("\"wide\" mixes numerators and published values"));
    csv.spec.wide.clear();
    csv.spec.value = "N2022";
    CHECK(csv.read().averages);
}

TEST_CASE("indicators: by age, in bands that do not overlap", "[indicator]") {
    const std::string rows =
        "lsoa21_code,age,deaths,people\nE01000001,0-4,1,100\nE01000001,5-9,2,200\nE01000001,90+,3,30\nE01000001,All "
        "ages,6,330\nE01000002,0-4,1,100\nE01000002,90+,*,20\n";
    Csv csv(rows);
    csv.spec.info.kind = IndicatorKind::standardised_rate;
    csv.spec.age = "age";
    csv.spec.numerator = "deaths";
    csv.spec.denominator = "people";
    const auto table = csv.read();
    CHECK(table.bands == std::vector<model::AgeBand>{{0, 4}, {5, 9}, {90, 999}});
    REQUIRE(table.slices.size() == 1);
    CHECK(table.slices[0].numerator.number[0] == 6);
    CHECK(table.slices[0].denominator.number[0] == 330);
    CHECK(table.slices[0].numerator.status[1] == Status::suppressed);  // 5-9 is missing, 90+ withheld
    CHECK(table.slices[0].band_numerator[1].status[1] == Status::missing);
    REQUIRE(csv.issues.size() >= 1);

    Csv overlapping(rows + "E01000001,0-9,3,300\n");
    overlapping.spec = csv.spec;
    overlapping.spec.source.path = overlapping.folder.path() / "t.csv";
    CHECK_THAT(overlapping.refusal(), LOCALITY_CONTAINS("overlap the band before them"));
    Csv twice(rows + "E01000001,0-4,1,100\n");
    twice.spec = csv.spec;
    twice.spec.source.path = twice.folder.path() / "t.csv";
    CHECK_THAT(twice.refusal(), LOCALITY_CONTAINS("E01000001 has two rows for ages 0 to 4"));
}

TEST_CASE("indicators: nothing that is counted is below 0", "[indicator]") {
    Csv csv("lsoa21_code,n\nE01000001,-3\n");
    csv.spec.info.kind = IndicatorKind::count;
    csv.spec.numerator = "n";
    CHECK_THAT(csv.refusal(),
               LOCALITY_CONTAINS("E01000001 has -3 in column \"n\", and nothing that is counted is below 0"));
}

TEST_CASE("the shipped libraries define what they promise, each id once", "[library]") {
    const std::map<std::string, std::size_t> sizes{
        {"marmot", 15}, {"outcomes", 11}, {"core20plus5_adults", 6}, {"core20plus5_children", 5}};
    std::set<std::string> ids;
    for (const std::string_view name : io::indicator_libraries) {
        INFO(name);
        const auto specs =
            io::read_indicator_library(io::own_file("geodata/indicators/" + std::string(name) + ".toml"));
        CHECK(specs.size() == sizes.at(std::string(name)));
        for (const model::IndicatorSpec& spec : specs) {
            INFO(spec.info.id);
            CHECK(ids.insert(spec.info.id).second);
            CHECK(spec.has_kind);
            CHECK_FALSE(spec.info.has_data);
            for (const std::string* text : {&spec.info.title, &spec.info.definition, &spec.info.numerator,
                                            &spec.info.denominator, &spec.info.publisher, &spec.info.published_for})
                CHECK_FALSE(text->empty());
        }
    }
}

TEST_CASE("a project takes a library's definitions and says where its tables are", "[library]") {
    const Project p;
    const auto all = p.read("[[indicators]]\nlibrary = \"marmot\"\n").indicators;
    CHECK(all.size() == 15);
    const auto bound = p.read(
        "[[indicators]]\nlibrary = \"marmot\"\n[[indicators]]\nlibrary = \"marmot\"\nid = \"fuel_poverty\"\npath = "
        "\"t.csv\"\nnumerator = \"n\"\ndenominator = \"d\"\ntitle = \"Ours\"\n");
    REQUIRE(bound.indicators.size() == 15);
    CHECK(bound.indicators[0].info.id == "fuel_poverty");
    CHECK(bound.indicators[0].info.title == "Ours");
    CHECK(bound.indicators[0].info.has_data);
    CHECK(bound.indicators[0].info.kind == IndicatorKind::proportion);
    CHECK(bound.indicators[0].info.multiplier == 100);
    CHECK(bound.indicators[0].info.polarity == model::Polarity::low_is_good);
    CHECK_FALSE(bound.indicators[1].info.has_data);
    REQUIRE(bound.libraries.size() == 1);
    CHECK(bound.libraries[0].named == "marmot");
    const auto listed = io::read_project(
        p.folder.write("p.toml", "indicators = [\"marmot\", \"outcomes\"]\n[zones]\npath = \"zones.gpkg\"\n"));
    CHECK(listed.indicators.size() == 26);
}

TEST_CASE("what is wrong with an indicator's definition is said", "[library]") {
    const Project p;
    const std::string x = "[[indicators]]\nid = \"x\"\npath = \"t.csv\"\n";
    CHECK_THAT(p.error("[[indicators]]\nlibrary = \"marmut\"\n"), LOCALITY_CONTAINS("did you mean \"marmot\"?"));
    CHECK_THAT(p.error("[[indicators]]\nlibrary = \"marmot\"\nid = \"fuel\"\n"),
               LOCALITY_CONTAINS("is no indicator of the library \"marmot\""));
    CHECK_THAT(p.error("[[indicators]]\nlibrary = \"marmot\"\npath = \"t.csv\"\n"),
               LOCALITY_CONTAINS("has no key \"path\""));
    CHECK_THAT(p.error("[[indicators]]\nid = \"x\"\nkind = \"count\"\nnumerator = \"n\"\n"),
               LOCALITY_CONTAINS("does not say \"path\""));
    CHECK_THAT(p.error(x + "kind = \"rate\"\nvalue = \"v\"\nnumerator = \"n\"\n"),
               LOCALITY_CONTAINS("says both \"value\" and \"numerator\""));
    CHECK_THAT(p.error(x + "kind = \"life_expectancy\"\nnumerator = \"n\"\ndenominator = \"d\"\n"),
               LOCALITY_CONTAINS("which is made from ages; add age"));
    CHECK_THAT(p.error(x + "kind = \"score\"\nnumerator = \"n\"\n"), LOCALITY_CONTAINS("does not say \"value\""));
    CHECK_THAT(p.error(x + "kind = \"rate\"\nnumerator = \"n\"\nexpected = \"e\"\n"),
               LOCALITY_CONTAINS("which expects nothing"));
    CHECK_THAT(p.error(x + "kind = \"rate\"\nnumerator = \"n\"\ndenominator = \"d\"\nstandard = \"ESP2013\"\n"),
               LOCALITY_CONTAINS("is not standardised to a population"));
    CHECK_THAT(p.error(x + "kind = \"count\"\nnumerator = \"n\"\nleast_covered = 0.5\n"),
               LOCALITY_CONTAINS("would be too low"));
    CHECK_THAT(p.error(x + "kind = \"rate\"\nnumerator = \"n\"\ndenominator = \"d\"\nleast_covered = 2\n"),
               LOCALITY_CONTAINS("write a part from 0 to 1"));
    CHECK_THAT(p.error(x + "kind = \"count\"\nwide = [{ period = \"2023\" }]\n"),
               LOCALITY_CONTAINS("\"wide\" has an entry without a column of figures"));
    CHECK_THAT(p.error(x + "kind = \"count\"\nnumerator = \"n\"\nwhere = \"x\"\n"),
               LOCALITY_CONTAINS("\"where\" is no table"));
    CHECK_THAT(p.error(x + "kind = \"count\"\nnumerator = \"n\"\nlookup = { path = \"lookup.csv\", from = \"a\" }\n"),
               LOCALITY_CONTAINS("does not say \"to\""));
    CHECK_THAT(p.error(x + "kind = \"count\"\nnumerator = \"n\"\nassume = \"same_rat\"\n"),
               LOCALITY_CONTAINS("did you mean \"same_rate\"?"));
}

TEST_CASE("means come with their spread: individual values, standard deviations and errors, limits", "[indicators]") {
    Csv people("lsoa21_code,steps\nE01000001,2\nE01000001,4\nE01000002,5\n");
    people.spec.info.kind = IndicatorKind::mean;
    people.spec.value = "steps";
    people.spec.individuals = true;
    const auto each = people.read();
    CHECK_FALSE(each.averages);
    REQUIRE(each.slices.size() == 1);
    CHECK(each.slices[0].code.size() == 2);
    CHECK(each.slices[0].numerator.number == std::vector<double>{6, 5});
    CHECK(each.slices[0].denominator.number == std::vector<double>{2, 1});
    CHECK(each.slices[0].squares.number == std::vector<double>{20, 25});
    CHECK(each.slices[0].lower.size() == 0);

    Csv blank("lsoa21_code,steps\nE01000001,2\nE01000001,\n");
    blank.spec = people.spec;
    blank.spec.source.path = blank.folder.path() / "t.csv";
    CHECK(blank.read().slices[0].numerator.status[0] == Status::missing);

    Csv spread("lsoa21_code,mean,n,sd,se\nE01000001,3,2,1.4142135623730951,1\nE01000002,5,1,,\n");
    spread.spec.info.kind = IndicatorKind::mean;
    spread.spec.value = "mean";
    spread.spec.denominator = "n";
    spread.spec.sd = "sd";
    const auto by_sd = spread.read();
    CHECK(by_sd.averages);
    CHECK(by_sd.slices[0].squares.number[0] == Approx(20));
    CHECK(by_sd.slices[0].squares.number[1] == Approx(25));
    spread.spec.sd.clear();
    spread.spec.se = "se";
    CHECK(spread.read().slices[0].squares.number[0] == Approx(20));
    spread.spec.denominator.clear();
    const auto by_se = spread.read();
    CHECK(by_se.slices[0].squares.size() == 0);
    CHECK(by_se.slices[0].lower.number[0] == Approx(3 - 1.959964));
    CHECK(by_se.slices[0].upper.number[0] == Approx(3 + 1.959964));
    CHECK(by_se.slices[0].lower.status[1] == Status::missing);

    Csv limits("lsoa21_code,v,lo,hi,v2,lo2,hi2\nE01000001,3,2,5,4,3,6\n");
    limits.spec.info.kind = IndicatorKind::score;
    limits.spec.wide.resize(2);
    limits.spec.wide[0].value = "v";
    limits.spec.wide[0].period = "2022";
    limits.spec.wide[0].lower = "lo";
    limits.spec.wide[0].upper = "hi";
    limits.spec.wide[1].value = "v2";
    limits.spec.wide[1].period = "2023";
    limits.spec.wide[1].lower = "lo2";
    limits.spec.wide[1].upper = "hi2";
    const auto wide = limits.read();
    REQUIRE(wide.slices.size() == 2);
    CHECK(wide.slices[1].lower.number[0] == 3);
    CHECK(wide.slices[1].upper.number[0] == 6);
}

TEST_CASE("what is said of a mean's spread must go together", "[indicators]") {
    const Project p;
    const std::string x = "[[indicators]]\nid = \"x\"\npath = \"t.csv\"\n", mean = x + "kind = \"mean\"\n";
    const std::string rate = x + "kind = \"rate\"\nnumerator = \"n\"\ndenominator = \"d\"\n";
    CHECK_THAT(p.error(mean + "value = \"v\"\nlower = \"l\"\n"), LOCALITY_CONTAINS("says one of two limits"));
    CHECK_THAT(p.error(rate + "se = \"s\"\n"), LOCALITY_CONTAINS("is no mean"));
    CHECK_THAT(p.error(mean + "numerator = \"n\"\nsd = \"s\"\n"), LOCALITY_CONTAINS("and not of what; add value"));
    CHECK_THAT(p.error(mean + "value = \"v\"\nsd = \"s\"\n"), LOCALITY_CONTAINS("and not of how many"));
    CHECK_THAT(p.error(mean + "value = \"v\"\ndenominator = \"n\"\nsd = \"s\"\nse = \"e\"\n"),
               LOCALITY_CONTAINS("one tells the other"));
    CHECK_THAT(p.error(mean + "numerator = \"n\"\nindividuals = true\n"),
               LOCALITY_CONTAINS("says individuals = true and not their values"));
    CHECK_THAT(p.error(mean + "value = \"v\"\ndenominator = \"n\"\nindividuals = true\n"),
               LOCALITY_CONTAINS("each row is one person"));
    CHECK_THAT(p.error(x + "kind = \"score\"\nwide = [{ value = \"v\", lower = \"l\" }]\n"),
               LOCALITY_CONTAINS("one of two limits"));
    CHECK(p.error(mean + "value = \"v\"\nse = \"s\"\n") == "");
}

TEST_CASE("real tables: census categories, a repeated header, practices", "[real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    model::IndicatorSpec spec;
    spec.has_kind = true;
    spec.info.id = "x";
    spec.info.kind = IndicatorKind::proportion;
    spec.source.path = real_data() / "leeds/indicators/census21_ethnicity21_lsoa21.csv";
    spec.numerator = "n";
    spec.denominator = "total_residents";
    spec.breakdowns = {{"ethnicity", "ethnic_group"}};
    const auto ethnicity = io::read_indicator(spec, issues);
    CHECK(ethnicity.slices.size() == 5);
    CHECK(ethnicity.slices[0].code.size() == 488);

    spec = {};
    spec.info.id = "x";
    spec.has_kind = true;
    spec.info.kind = IndicatorKind::count;
    spec.source.path = real_data() / "leeds/indicators/phe_local_health_msoa11.csv";
    spec.numerator = "Population aged 65 years and over.1";
    const auto old = io::read_indicator(spec, issues);
    CHECK(old.zone_kind == "msoa");
    CHECK(old.slices[0].numerator.number[0] == 2002);

    spec = {};
    spec.info.id = "x";
    spec.has_kind = true;
    spec.info.kind = IndicatorKind::proportion;
    spec.source.path = real_data() / "leeds/nhs/qof_prevalence_2122_leeds.csv";
    spec.numerator = "REGISTER";
    spec.denominator = "PRACTICE_LIST_SIZE";
    spec.where = {{"GROUP_CODE", {"DM"}}};
    spec.period = "2021/22";
    const auto diabetes = io::read_indicator(spec, issues);
    CHECK(diabetes.zone_kind == "practice");
    CHECK(diabetes.slices[0].numerator.number[0] == 170);
    CHECK(diabetes.slices[0].denominator.number[0] == 2035);
}
