#include "catch.h"
#include "core/deprivation_summary.h"
#include "core/footprint_figures.h"
#include "core/reconcile.h"
#include "grid.h"
#include "io/read_table.h"
#include "real_data.h"

#include <map>
#include <string>
#include <vector>

using namespace locality;
using model::Status;
using model::Values;

namespace {

/// Zones that go whole to one footprint each; -1 to none.
model::Crosswalk whole_zones(const std::vector<int>& footprint, std::size_t count) {
    model::Crosswalk shares;
    shares.footprint_count = count;
    for (int f : footprint) {
        if (f >= 0) {
            shares.footprint.push_back(f);
            shares.share.push_back(1.0);
        }
        shares.row_begin.push_back(static_cast<std::uint32_t>(shares.share.size()));
        shares.basis.push_back(model::Basis::lookup);
        shares.covered.push_back(f >= 0 ? 1.0 : 0.0);
    }
    return shares;
}

core::DeprivationSummary one_area(const std::vector<double>& people, const std::vector<double>& rank,
                                  const std::vector<double>& score, int national_zones) {
    const Values t = Values::of(people), r = Values::of(rank), s = Values::of(score);
    std::vector<double> decile;
    for (double rank_of : rank) decile.push_back(std::ceil(10 * rank_of / national_zones));
    const Values d = Values::of(decile);
    return core::deprivation_summary({t, r, s, d, national_zones}, whole_zones(std::vector<int>(people.size(), 0), 1));
}

/// A golden table, by column.
struct Golden {
    io::Table table;
    explicit Golden(const char* name) {
        model::SourceSpec spec;
        spec.path = real_data() / "golden" / name;
        model::Issues issues;
        table = io::read_table(spec, issues);
    }
    std::size_t column(const std::string& called) const {
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (table.columns[c] == called) return c;
        FAIL("no column " << called);
        throw 0;
    }
    std::string text(const std::string& called, std::size_t row) const {
        return std::string(table.cells[column(called)][row]);
    }
    double number(const std::string& called, std::size_t row) const { return std::stod(text(called, row)); }
    std::vector<double> numbers(const std::string& called) const {
        std::vector<double> all;
        for (const auto cell : table.cells[column(called)]) all.push_back(std::stod(std::string(cell)));
        return all;
    }
};

}  // namespace

TEST_CASE("the worked examples of the technical report", "[deprivation]") {
    // IoD 2019 Technical Report, Appendix N; N = 32,844.
    constexpr int n = 32844;
    const std::vector<double> people{1200, 1800, 1400, 1500, 1700}, rank{3000, 10000, 500, 1000, 20000};
    const auto area = one_area(people, rank, {45.90, 26.51, 65.67, 59.14, 13.64}, n);
    CHECK(area.average_rank.number[0] == Approx(25239.736842105263).epsilon(1e-12));
    CHECK(area.average_score.number[0] == Approx(40.35).margin(0.005));  // as printed; the inputs are rounded, too
    CHECK(area.average_score.number[0] == Approx(306634.0 / 7600).epsilon(1e-12));
    CHECK(core::extent_weight(0.28 * n - 1, n) == Approx(0.144737).margin(5e-7));
    // The area of 70,000 people: the fourth zone is in the 28th percentile, the rest lies outside the worst 30%.
    const auto extent = one_area({1400, 1500, 1200, 1800, 64100}, {500, 1000, 3000, 9000, 30000}, {1, 1, 1, 1, 1}, n);
    CHECK(extent.extent.number[0] == Approx(0.0622932).margin(5e-8));
    const auto local =
        one_area({1400, 1500, 1200, 1800, 1700, 62400}, {500, 1000, 3000, 10000, 20000, 30000}, {1, 1, 1, 1, 1, 1}, n);
    CHECK(local.local_concentration.number[0] == Approx(26302.142857142859).epsilon(1e-12));
    std::vector<double> sixty_five(65, 1000), ranks(65, 20000);
    for (std::size_t i = 0; i < 18; ++i) ranks[i] = 3284 - static_cast<double>(i);
    const auto share = one_area(sixty_five, ranks, std::vector<double>(65, 1), n);
    CHECK(share.decile1_zone_share.number[0] == Approx(18.0 / 65).epsilon(1e-12));
    CHECK(share.decile1_people_share.number[0] == Approx(18.0 / 65).epsilon(1e-12));
}

TEST_CASE("extent falls from 1 to nothing over the worst 30%", "[deprivation]") {
    CHECK(core::extent_weight(3284, 32844) == 1.0);
    CHECK(core::extent_weight(3285, 32844) == Approx(0.95));
    CHECK(core::extent_weight(9853, 32844) == Approx(0.05).margin(1e-12));
    CHECK(core::extent_weight(9854, 32844) == 0.0);
    CHECK(core::extent_weight(3375, 33755) == 1.0);
    CHECK(core::extent_weight(3376, 33755) == Approx(0.95));
}

TEST_CASE("split zones count by their people, and blanks make blanks", "[deprivation]") {
    // Zone 0 lies half in each footprint; zone 2, where nobody lives, has no figures.
    model::Crosswalk shares;
    shares.footprint_count = 3;
    shares.footprint = {0, 1, 0, 1, 1};
    shares.share = {0.5, 0.5, 1, 1, 1};
    shares.row_begin = {0, 2, 3, 4, 5};
    shares.basis.assign(4, model::Basis::area);
    shares.covered.assign(4, 1.0);
    Values people = Values::of({1000, 500, 0, 500}), rank = Values::of({100, 30000, model::no_value, 20000});
    Values score = Values::of({80, 5, model::no_value, 10}), decile = Values::of({1, 10, 5, 7});
    const auto both = core::deprivation_summary({people, rank, score, decile, 32844}, shares);
    CHECK(both.average_rank.number[0] == Approx(32845 - (500 * 100 + 500 * 30000) / 1000.0));
    CHECK(both.average_score.number[1] == Approx((500 * 80 + 500 * 10) / 1000.0));
    CHECK(both.decile1_zone_share.number[0] == Approx(0.5 / 1.5));
    CHECK(both.decile1_people_share.number[0] == Approx(0.5));
    CHECK(both.extent.number[1] == Approx(0.5));
    CHECK(both.local_concentration.number[0] == Approx(32745));
    CHECK(both.average_rank.status[2] == Status::missing);  // nothing lies in it
    CHECK(both.decile1_zone_share.status[2] == Status::missing);

    rank.set_blank(0, Status::suppressed);
    const auto hidden = core::deprivation_summary({people, rank, score, decile, 32844}, shares);
    for (const Values* v : {&hidden.average_rank, &hidden.extent, &hidden.local_concentration})
        CHECK(v->status[0] == Status::suppressed);
    CHECK(hidden.average_score.known(0));
    people.set_blank(1, Status::missing);
    const auto nobody = core::deprivation_summary({people, rank, score, decile, 32844}, shares);
    CHECK(nobody.average_score.status[0] == Status::missing);
    CHECK(nobody.average_score.known(1));
    CHECK(nobody.decile1_zone_share.known(0));
    const auto unranked = core::deprivation_summary({Values::of({1, 1, 1, 1}), score, score, decile, 0}, shares);
    CHECK(unranked.average_rank.status[0] == Status::missing);
}

TEST_CASE("areas are ranked from the most deprived, ties together", "[deprivation]") {
    Values measure = Values::of({0.2, 0.5, 0.5, 0.1, model::no_value});
    const Values ranks = core::ranks_of_areas(measure);
    CHECK(ranks.number[1] == 1);
    CHECK(ranks.number[2] == 1);
    CHECK(ranks.number[0] == 3);
    CHECK(ranks.number[3] == 4);
    CHECK(ranks.status[4] == Status::missing);
}

TEST_CASE("every district of England 2019, to the published digits", "[deprivation][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::SourceSpec spec;
    spec.path = real_data() / "golden/imd2019_lsoa_input.csv";
    model::Issues issues;
    const model::DeprivationTable table = io::read_deprivation(spec, issues);
    REQUIRE(table.national_zones == 32844);
    REQUIRE(table.population_name == "pop_mid2015_ex_prisoners");
    const Golden input("imd2019_lsoa_input.csv"), published("imd2019_lad_published.csv");
    std::map<std::string, int> index;
    for (const auto lad : input.table.cells[input.column("lad19_code")]) index.emplace(lad, 0);
    int next = 0;
    for (auto& [lad, at] : index) at = next++;
    CHECK(index.size() == 317);
    std::vector<int> lad_of;
    for (const auto lad : input.table.cells[input.column("lad19_code")]) lad_of.push_back(index.at(std::string(lad)));
    const auto summary =
        core::deprivation_summary({table.population, table.rank, table.score, table.decile, table.national_zones},
                                  whole_zones(lad_of, index.size()));

    struct Measure {
        const Values* values;
        const char *name, *rank;
        double tolerance, rank_tolerance;
    };
    const Measure measures[] = {
        {&summary.average_rank, "average_rank", "rank_of_average_rank", 0.2, 0},
        {&summary.average_score, "average_score", "rank_of_average_score", 0.001, 0},
        {&summary.decile1_zone_share, "proportion_of_lsoas_in_most_deprived_10pct_nationally",
         "rank_of_proportion_of_lsoas_in_most_deprived_10pct_nationally", 0.0001, 0},
        {&summary.extent, "extent", "rank_of_extent", 0.0001, 0},
        {&summary.local_concentration, "local_concentration", "rank_of_local_concentration", 0.3, 1}};
    for (const Measure& measure : measures) {
        const Values ranks = core::ranks_of_areas(*measure.values);
        double worst = 0, worst_rank = 0;
        std::size_t compared = 0;
        for (std::size_t row = 0; row < published.table.row_count(); ++row) {
            const auto f = static_cast<std::size_t>(index.at(published.text("lad19_code", row)));
            worst = std::max(worst, std::abs(measure.values->number[f] - published.number(measure.name, row)));
            worst_rank = std::max(worst_rank, std::abs(ranks.number[f] - published.number(measure.rank, row)));
            ++compared;
        }
        INFO(measure.name);
        CHECK(compared == 160);
        CHECK(worst <= measure.tolerance);
        CHECK(worst_rank <= measure.rank_tolerance);
    }
}

TEST_CASE("the City of London 2025, to the published digits", "[deprivation][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const Golden input("imd2025_cityoflondon_input.csv");
    const auto area =
        one_area(input.numbers("pop_mid2022"), input.numbers("imd_rank"), input.numbers("imd_score"), 33755);
    CHECK(area.average_rank.number[0] == Approx(8781.75).margin(0.005));
    CHECK(area.average_score.number[0] == Approx(10.210).margin(0.0005));
    CHECK(area.local_concentration.number[0] == Approx(18949.0).margin(0.05));
    CHECK(area.decile1_zone_share.number[0] == 0.0);
    CHECK(area.extent.number[0] == 0.0);
}

TEST_CASE("a city's file gives the figures that England's gives", "[deprivation][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::Issues issues;
    const auto at = [&](const char* path) {
        model::SourceSpec spec;
        spec.path = real_data() / path;
        return io::read_deprivation(spec, issues);
    };
    const model::DeprivationTable england = at("england/imd2025_england_lsoa21.csv");
    const model::DeprivationTable leeds = at("leeds/indicators/imd2025_england_lsoa21.csv");
    CHECK(leeds.code.size() == 488);
    REQUIRE(leeds.indices.size() == 7);
    REQUIRE(england.indices.size() == 7);
    std::map<std::string, std::size_t> row;
    for (std::size_t i = 0; i < england.code.size(); ++i) row[england.code[i]] = i;
    std::size_t differ = 0;
    for (std::size_t i = 0; i < leeds.code.size(); ++i) {
        const std::size_t e = row.at(leeds.code[i]);
        const auto same = [&](const Values& a, const Values& b) { return a.number[i] == b.number[e]; };
        differ += same(leeds.decile, england.decile) && same(leeds.rank, england.rank) ? 0 : 1;
        for (std::size_t k = 0; k < leeds.indices.size(); ++k) {
            const auto &a = leeds.indices[k], &b = england.indices[k];
            differ +=
                a.id == b.id && same(a.decile, b.decile) && same(a.rank, b.rank) && same(a.score, b.score) ? 0 : 1;
            // Published domain deciles are the tenth of England that the rank lies in, too.
            differ += a.decile.number[i] == std::ceil(10 * a.rank.number[i] / 33755) ? 0 : 1;
        }
    }
    CHECK(differ == 0);
    CHECK(issues.empty());
}

TEST_CASE("official denominators weigh the summaries where the table has them", "[deprivation]") {
    model::Inputs in;
    in.zones = test::grid_layer(2, 1);
    model::ResidentsTable residents;
    residents.code = {"Z00", "Z01"};
    residents.total = Values::of({100, 300});
    in.residents = residents;
    model::DeprivationTable table;
    table.edition = 2025;
    table.national_zones = 33755;
    table.code = {"Z01", "Z00", "E01000001"};
    table.score = Values::of({10, 50, 1});
    table.rank = Values::of({30000, 100, 5});
    table.decile = Values::of({9, 1, 1});
    table.indices.push_back({"income", Values::of({0.1, 0.5, 0.2}), Values::of({20000, 40, 7}), Values::of({6, 1, 1})});
    in.deprivation = table;
    const auto score = [](const model::Result& r) {
        return model::find_column(r.set("whole")->columns, "imd_score")->values.number[0];
    };
    const model::Result by_residents = core::reconcile(in);
    CHECK(score(by_residents) == Approx((100 * 50 + 300 * 10) / 400.0));
    CHECK(by_residents.deprivation_zones == 33755);
    CHECK(model::find_column(by_residents.zone_columns, "imd_population") == nullptr);
    const model::Column* income = model::find_column(by_residents.zone_columns, "income_decile");
    REQUIRE(income);
    CHECK(income->title == "Income 2025 decile (1 = most deprived 10% in England)");
    CHECK(income->values.number == std::vector<double>{1, 6});
    REQUIRE(model::find_column(by_residents.zone_columns, "income_score"));

    in.deprivation->population = Values::of({100, 100, 50});
    in.deprivation->population_name = "Total population: mid 2022";
    const model::Result official = core::reconcile(in);
    CHECK(score(official) == Approx(30));
    const model::Column* population = model::find_column(official.zone_columns, "imd_population");
    REQUIRE(population);
    CHECK(population->title == "Official deprivation denominator: Total population: mid 2022");
    const auto figure = [&](const char* id) {
        return model::find_column(official.set("whole")->columns, id)->values.number[0];
    };
    CHECK(figure("imd_average_rank") == Approx(33756 - 15050));
    CHECK(figure("imd1_of_whole") == 100);
    CHECK(figure("imd1_residents") == 100);
    CHECK(figure("imd12_residents") == 100);

    const auto list = core::imd1_zones(official, *official.set("whole"));
    REQUIRE(list.size() == 1);
    CHECK(official.zones.code[list[0].zone] == "Z00");
    CHECK(list[0].people == 100);
    CHECK(list[0].of_footprint == 1);
}
