#include "catch.h"
#include "core/comparison.h"
#include "core/explain_column.h"
#include "core/footprint_overlaps.h"
#include "core/reconcile.h"
#include "grid.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace locality;
using model::Standing;
using model::Status;

namespace {

/// Four zones in a row, 100 m a side, with 100, 200, 300 and 400 residents; the first two are IMD1. Set "half": A00 the
/// first two, A01 the last two. Set "third": B00 the first three; nobody has the last.
model::Result row_town() {
    model::Inputs in;
    in.zones = test::grid_layer(4, 1);
    model::ResidentsTable residents;
    residents.code = {"Z00", "Z01", "Z02", "Z03"};
    residents.total = model::Values::of({100, 200, 300, 400});
    in.residents = residents;
    model::DeprivationTable deprivation;
    deprivation.code = residents.code;
    deprivation.decile = model::Values::of({1, 1, 6, 9});
    deprivation.score = deprivation.rank = model::Values(4);
    in.deprivation = deprivation;
    const auto add = [&](const char* id, model::Layer layer) {
        model::FootprintSpec spec;
        spec.id = spec.title = id;
        in.project.footprints.push_back(spec);
        in.footprints.push_back({std::move(layer), {}});
    };
    add("half", test::grid_layer(2, 1, 'A', 200, 0, 0));
    model::Layer third = test::grid_layer(1, 1, 'B', 300, 0, 0);
    add("third", std::move(third));
    model::InputFile file;
    file.role = "residents";
    file.path = "people.csv";
    in.files = {file};
    return core::reconcile(std::move(in));
}

std::size_t set(const model::Result& r, const char* id) {
    for (std::size_t s = 0; s < r.sets.size(); ++s)
        if (r.sets[s].id == id) return s;
    throw 0;
}

}  // namespace

TEST_CASE("footprints stand beside each other and the whole", "[comparison]") {
    model::Result r = row_town();
    model::FootprintSet& half = r.sets[set(r, "half")];
    model::IndicatorInfo info;
    info.id = "x";
    info.title = "X";
    r.indicators = {info};
    model::Estimate e;
    e.period = "2024";
    e.status = Status::known;
    e.value = 5;
    e.standing_95 = Standing::worse;
    e.footprint = 1;
    half.estimates = {e};
    const std::array<std::size_t, 2> both{1, 0};
    const core::Comparison c = core::comparison(r, set(r, "half"), both);
    const auto residents =
        std::find_if(c.rows.begin(), c.rows.end(), [](const auto& row) { return row.id == "residents"; });
    REQUIRE(residents != c.rows.end());
    CHECK(residents->values[0].value == 700);
    CHECK(residents->values[1].value == 300);
    CHECK(residents->whole.value == 1000);
    CHECK(c.rows.back().is_indicator);
    CHECK(c.rows.back().title == "X, 2024");
    CHECK(c.rows.back().values[0].standing == Standing::worse);
    CHECK(c.rows.back().values[0].figure == "x/half/A01/2024");
    CHECK(c.rows.back().values[1].status == Status::missing);  // the other has none
}

TEST_CASE("a footprint's people in another set", "[comparison]") {
    const model::Result r = row_town();
    const std::array sets{set(r, "half"), set(r, "third")};
    const core::Combinations c = core::combinations(r, sets);
    const auto overlaps = core::footprint_overlaps(c, r, 1);
    REQUIRE(overlaps.size() == 2);
    CHECK(overlaps[0].code == "B00");
    CHECK(overlaps[0].residents == Approx(300));
    CHECK(overlaps[0].share_here == Approx(300.0 / 700));
    CHECK(overlaps[0].share_there == Approx(0.5));
    CHECK(overlaps[0].imd1_residents == Approx(0));
    CHECK(overlaps[0].hectares == Approx(1));
    CHECK(overlaps[1].code.empty());  // in none of the other set: last, though more
    CHECK(overlaps[1].residents == Approx(400));
    CHECK(std::isnan(overlaps[1].share_there));
    CHECK(core::footprint_overlaps(c, r, 0)[0].imd1_residents == Approx(300));
    const std::array one{sets[0]};
    CHECK_THROWS_AS(core::footprint_overlaps(core::combinations(r, one), r, 0), std::invalid_argument);
}

TEST_CASE("a figure of people says how it came about", "[comparison]") {
    const model::Result r = row_town();
    const core::ColumnExplanation why = core::explain_column(r, set(r, "half"), 1, "residents");
    CHECK(why.value == 700);
    CHECK(why.whole == 1000);
    CHECK(why.steps[0] == "How: residents by zone, added up by the shares");
    CHECK(why.steps[1] == "From 2 zones, every one whole: nothing was divided");
    REQUIRE(why.files.size() == 1);
    CHECK(why.files[0].path == "people.csv");
    CHECK(core::explain_column(r, set(r, "half"), 1, "imd1_share").value == 0);
    CHECK_THROWS_AS(core::explain_column(r, set(r, "half"), 1, "nothing"), std::invalid_argument);
}
