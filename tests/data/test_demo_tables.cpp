#include "catch.h"
#include "demo_files.h"

#include <cmath>
#include <numeric>
#include <set>

using namespace locality;

namespace {

constexpr int national_zones = 33'755;

int total(const std::vector<int>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0);
}

}  // namespace

TEST_CASE("residents of the demo city are the same by output area and by age and sex") {
    const DemoTable oa = demo_table("oa21_lsoa21_msoa21"), ages = demo_table("residents_2024_lsoa21");
    CHECK(oa.row_count() == 2500);
    CHECK(ages.row_count() == 480 * 2 * 19);
    const std::vector<int> of_oa = whole_numbers(oa, "RESIDENTS");
    const auto of_lsoa = sum_by(column(oa, "LSOA21CD"), of_oa);
    CHECK(of_lsoa == sum_by(column(ages, "LSOA21CD"), whole_numbers(ages, "RESIDENTS")));
    CHECK(total(of_oa) > 790'000);
    CHECK(total(of_oa) < 820'000);

    // The sizes that national statistics keep to: 100 to 625, 1,000 to 3,000, 5,000 to 15,000; a few stray, as in life.
    CHECK(*std::min_element(of_oa.begin(), of_oa.end()) >= 100);
    CHECK(*std::max_element(of_oa.begin(), of_oa.end()) <= 625);
    int stray = 0;
    for (const auto& [code, people] : of_lsoa) {
        stray += people < 1'000 || people > 3'000;
        CHECK(people > 900);
    }
    CHECK(stray < 5);
    for (const auto& [code, people] : sum_by(column(oa, "MSOA21CD"), of_oa)) {
        CHECK(people > 4'500);
        CHECK(people < 15'000);
    }
}

TEST_CASE("students live in the demo city's centre and old people at its edge") {
    const DemoTable ages = demo_table("residents_2024_lsoa21");
    const std::vector<int> people = whole_numbers(ages, "RESIDENTS");
    std::map<std::string, int> all, young, old;
    for (std::size_t r = 0; r < people.size(); ++r) {
        const std::string& zone = column(ages, "LSOA21CD")[r];
        const std::string& age = column(ages, "AGE_GROUP")[r];
        all[zone] += people[r];
        if (age == "Aged 20 to 24 years") young[zone] += people[r];
        if (age == "Aged 75 to 79 years" || age == "Aged 80 to 84 years") old[zone] += people[r];
    }
    double most_young = 0, most_old = 0, least_old = 1;
    for (const auto& [zone, n] : all) {
        most_young = std::max(most_young, 1.0 * young[zone] / n);
        most_old = std::max(most_old, 1.0 * old[zone] / n);
        least_old = std::min(least_old, 1.0 * old[zone] / n);
    }
    CHECK(most_young > 0.25);
    CHECK(most_old > 0.1);
    CHECK(least_old < 0.03);
}

TEST_CASE("the demo city's deprivation ranks are national ones and cluster") {
    const DemoTable table = demo_table("deprivation_lsoa21");
    REQUIRE(table.row_count() == 480);
    const std::vector<int> rank = whole_numbers(table, "IMD_rank"), decile = whole_numbers(table, "IMD_decile");
    CHECK(std::set(rank.begin(), rank.end()).size() == 480);
    CHECK(*std::min_element(rank.begin(), rank.end()) >= 1);
    CHECK(*std::max_element(rank.begin(), rank.end()) <= national_zones);
    int worst_decile = 0;
    std::map<int, double> score_by_rank;
    for (std::size_t z = 0; z < rank.size(); ++z) {
        CHECK(decile[z] == static_cast<int>(std::ceil(10.0 * rank[z] / national_zones)));
        worst_decile += decile[z] == 1;
        score_by_rank[rank[z]] = std::stod(column(table, "IMD_score")[z]);
    }
    CHECK(worst_decile > 480 * 0.2);
    CHECK(worst_decile < 480 * 0.3);
    double before = 1e9;
    for (const auto& [r, score] : score_by_rank) {
        CHECK(score <= before);
        before = score;
    }
    CHECK(before > 0);

    // Neighbours are alike: within an MSOA ranks spread much less than over the city.
    const DemoTable nesting = demo_table("oa21_lsoa21_msoa21");
    std::map<std::string, std::string> msoa;
    for (std::size_t r = 0; r < nesting.row_count(); ++r)
        msoa[column(nesting, "LSOA21CD")[r]] = column(nesting, "MSOA21CD")[r];
    std::map<std::string, std::vector<double>> by_msoa;
    double mean = 0, spread = 0, inside = 0;
    for (std::size_t z = 0; z < rank.size(); ++z) {
        by_msoa[msoa.at(column(table, "LSOA21CD")[z])].push_back(rank[z]);
        mean += rank[z] / 480.0;
    }
    for (const auto& [code, ranks] : by_msoa) {
        const double own = std::accumulate(ranks.begin(), ranks.end(), 0.0) / static_cast<double>(ranks.size());
        for (double r : ranks) {
            inside += (r - own) * (r - own);
            spread += (r - mean) * (r - mean);
        }
    }
    CHECK(inside < 0.4 * spread);
}

TEST_CASE("the demo city's registrations are laid out and filled as the NHS's are") {
    const DemoTable table = demo_table("registrations_lsoa21");
    CHECK(table.columns == std::vector<std::string>{"PUBLICATION", "EXTRACT_DATE", "PRACTICE_CODE", "PRACTICE_NAME",
                                                    "LSOA_CODE", "SEX", "NUMBER_OF_PATIENTS"});
    CHECK(strangers(column(table, "PUBLICATION"), "SYNTHETIC_NOT_NHS") == 0);
    CHECK(strangers(column(table, "PRACTICE_CODE"), "Z99[0-9]{3}") == 0);
    CHECK(strangers(column(table, "LSOA_CODE"), "Z01[0-9]{6}|CLOSED|EMPTY|L99999999|[EW]01999[0-9]{3}") == 0);
    const std::vector<int> patients = whole_numbers(table, "NUMBER_OF_PATIENTS");
    CHECK(*std::min_element(patients.begin(), patients.end()) >= 1);

    const auto& zones = column(table, "LSOA_CODE");
    for (const char* odd : {"CLOSED", "EMPTY", "L99999999"}) CHECK(std::count(zones.begin(), zones.end(), odd) > 0);
    CHECK(strangers(zones, "(?!E01).*") > 0);
    CHECK(strangers(zones, "(?!W01).*") > 0);

    const std::vector<int> residents = whole_numbers(demo_table("oa21_lsoa21_msoa21"), "RESIDENTS");
    const double over = 1.0 * total(patients) / total(residents);
    CHECK(over > 1.04);
    CHECK(over < 1.06);

    const DemoTable practices = demo_table("practice_pcn");
    const auto lists = sum_by(column(practices, "PRACTICE_CODE"), whole_numbers(practices, "NUMBER_OF_PATIENTS"));
    CHECK(lists.size() == 85);
    CHECK(lists == sum_by(column(table, "PRACTICE_CODE"), patients));
}

TEST_CASE("the demo city's practices, networks and partnerships belong together") {
    const DemoTable practices = demo_table("practice_pcn"), lcps = demo_table("pcn_lcp");
    std::set<std::string> pcns(column(practices, "PCN_CODE").begin(), column(practices, "PCN_CODE").end());
    CHECK(pcns.erase("U") == 1);
    CHECK(pcns == std::set(column(lcps, "PCN_CODE").begin(), column(lcps, "PCN_CODE").end()));
    CHECK(pcns.size() == 20);
    CHECK(strangers(column(lcps, "PCN_CODE"), "UZ[0-9]{4}") == 0);
    const std::set<std::string> partnerships(column(lcps, "LCP_CODE").begin(), column(lcps, "LCP_CODE").end());
    CHECK(partnerships.size() == 15);
    const std::set<std::string> names(column(practices, "PRACTICE_NAME").begin(),
                                      column(practices, "PRACTICE_NAME").end());
    CHECK(names.size() == 85);
    const std::set<std::string> pcn_names(column(lcps, "PCN_NAME").begin(), column(lcps, "PCN_NAME").end());
    CHECK(pcn_names.size() == 20);

    const DemoTable teams = demo_table("lsoa21_neighbourhood_team");
    CHECK(teams.row_count() == 480);
    CHECK(std::set(column(teams, "TEAM_CODE").begin(), column(teams, "TEAM_CODE").end()).size() == 13);
}

TEST_CASE("the demo city's indicators follow deprivation; some cells are suppressed, some missing") {
    const DemoTable deprivation = demo_table("deprivation_lsoa21");
    std::map<std::string, int> decile;
    for (std::size_t z = 0; z < deprivation.row_count(); ++z) {
        decile[column(deprivation, "LSOA21CD")[z]] = std::stoi(column(deprivation, "IMD_decile")[z]);
    }
    struct Expected {
        const char *table, *numerator, *denominator;
        bool by_sex, worse_where_deprived;
    };
    const Expected all[] = {{"smoking", "SMOKERS", "ADULTS", true, true},
                            {"fuel_poverty", "HOUSEHOLDS_IN_FUEL_POVERTY", "HOUSEHOLDS", false, true},
                            {"emergency_admissions", "ADMISSIONS", "RESIDENTS", true, true},
                            {"healthy_weight", "HEALTHY_WEIGHT", "MEASURED", false, false},
                            {"diabetes_register", "DIABETES_PATIENTS", "PATIENTS_17_PLUS", false, true},
                            {"bowel_screening", "SCREENED", "ELIGIBLE", true, false}};
    int suppressed = 0, missing = 0;
    for (const Expected& e : all) {
        INFO(e.table);
        const DemoTable table = demo_table(std::string(e.table) + "_lsoa21");
        const auto& periods = column(table, "PERIOD");
        CHECK(std::set(periods.begin(), periods.end()).size() == 3);
        CHECK(table.row_count() == 480u * 3u * (e.by_sex ? 3u : 1u));
        double part[11] = {}, of[11] = {};
        for (std::size_t r = 0; r < table.row_count(); ++r) {
            const io::Cell n = io::parse_cell(column(table, e.numerator)[r]),
                           d = io::parse_cell(column(table, e.denominator)[r]);
            suppressed += n.is == io::Cell::Is::suppressed;
            missing += n.is == io::Cell::Is::missing;
            REQUIRE(n.is != io::Cell::Is::text);
            CHECK((d.is == io::Cell::Is::missing) == (n.is == io::Cell::Is::missing));
            if (n.is != io::Cell::Is::number) continue;
            CHECK(n.number <= d.number);
            const int k = decile.at(column(table, "LSOA21CD")[r]);
            part[k] += n.number;
            of[k] += d.number;
        }
        CHECK((part[1] / of[1] > 1.2 * part[10] / of[10]) == e.worse_where_deprived);
        CHECK((part[10] / of[10] > 1.2 * part[1] / of[1]) != e.worse_where_deprived);
    }
    CHECK(suppressed > 100);
    CHECK(missing > 50);
}
