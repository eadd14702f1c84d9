#include "catch.h"
#include "model/errors.h"
#include "small_city.h"
#include "style/columns.h"

#include <numeric>

using namespace city;

namespace {

using Words = std::vector<std::string>;

std::vector<std::string> labels(const style::Shading& shading) {
    std::vector<std::string> all;
    for (const style::ShadeClass& c : shading.classes) all.push_back(c.label);
    return all;
}

style::Recipe recipe(const std::string& method, int classes = 0, std::vector<double> breaks = {}) {
    style::Recipe r;
    r.method = method;
    r.classes = classes;
    r.breaks = std::move(breaks);
    return r;
}

const model::Column ragged = column("n", "N", {1, 2, 3, 10, 11, 12, 50, 100});

}  // namespace

TEST_CASE("Classes are made the way that was asked for") {
    CHECK(labels(style::shading_for(ragged, book(), recipe("equal", 3))) == Words{"1 to 12", "50", "100"});
    CHECK(labels(style::shading_for(ragged, book(), recipe("natural", 4))) == Words{"1 to 3", "10 to 12", "50", "100"});
    CHECK(labels(style::shading_for(ragged, book(), recipe("quantiles", 4))) ==
          Words{"1 to 2", "3 to 10", "11 to 12", "50 to 100"});
    const auto given = style::shading_for(ragged, book(), recipe("given", 0, {5, 20}));
    CHECK(labels(given) == Words{"1 to 3", "10 to 12", "50 to 100"});
    CHECK(given.method == "given");
    CHECK(given.class_of(5) == 0);
    CHECK(given.class_of(5.01) == 1);
    CHECK(given.class_of(100) == 2);
    CHECK(given.classes.front().fill == style::colour("#ffffd9"));
    CHECK(given.classes.back().fill == style::colour("#081d58"));
}

TEST_CASE("Every way to make classes gives each value one") {
    for (const std::string& method : style::shading_methods(ragged, book())) {
        const auto shading = style::shading_for(
            ragged, book(), recipe(method, 5, method == "given" ? std::vector{7.0} : std::vector<double>{}));
        INFO(method);
        CHECK(shading.classes.size() >= 2);
        for (const double v : ragged.values.number) CHECK(shading.class_of(v) >= 0);
        CHECK(style::takes_class_count(method) ==
              (method != "head-tail" && method != "deviations" && method != "box" && method != "percentiles"));
    }
}

TEST_CASE("Given breaks keep a class that holds no value") {
    const auto shading = style::shading_for(ragged, book(), recipe("given", 0, {20, 40, 60}));
    CHECK(labels(shading) == Words{"1 to 12", "20 to 40", "50", "100"});
    const auto beyond = style::shading_for(ragged, book(), recipe("given", 0, {20, 400}));
    CHECK(beyond.classes.size() == 3);
    CHECK(beyond.class_of(100) == 1);
}

TEST_CASE("A palette can be chosen, whichever way it runs") {
    style::Recipe r = recipe("quantiles", 3);
    r.palette = "deciles";  // dark first
    const auto shading = style::shading_for(ragged, book(), r);
    CHECK(style::lightness(shading.classes.front().fill) > style::lightness(shading.classes.back().fill));
    r = recipe("deciles");
    r.palette = "cividis";  // light first
    const auto deciles = style::shading_for(column("imd_decile", "IMD decile", {1, 2}), book(), r);
    CHECK(style::lightness(deciles.classes.front().fill) < style::lightness(deciles.classes.back().fill));
    CHECK(deciles.palette == "cividis");
    const auto other =
        style::shading_for(column("imd_decile", "IMD decile", {1, 2, 9}), book(), recipe("quantiles", 3));
    CHECK(style::lightness(other.classes.front().fill) < style::lightness(other.classes.back().fill));
}

TEST_CASE("A recipe that cannot be is refused with what can be") {
    const auto refused = [](const style::Recipe& r) {
        try {
            style::shading_for(ragged, book(), r);
        } catch (const model::InputError& e) {
            return std::string(e.what());
        }
        return std::string("not refused");
    };
    CHECK(
        refused(recipe("deciles")) ==
        "\"deciles\" is no way to make classes of n; choose one of: quantiles, equal, natural, head-tail, deviations, "
        "pretty, box, percentiles, gaps, given");
    CHECK(refused(recipe("quantiles", 11)) == "11 classes; choose 3 to 10");
    CHECK_THAT(refused(recipe("given", 0, {5, 5})), LOCALITY_CONTAINS("do not ascend"));
    CHECK_THAT(refused(recipe("given")), LOCALITY_CONTAINS("do not ascend"));
    CHECK_THAT(refused(recipe("given", 0, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})), LOCALITY_CONTAINS("make 11 classes"));
    style::Recipe r = recipe("equal", 4);
    r.palette = "rainbow";
    CHECK(refused(r) == "there is no palette \"rainbow\"; choose one of: cividis, deciles, ylgnbu");
    CHECK(style::shading_methods(column("imd_decile", "IMD decile", {1}), book()).front() == "deciles");
}

TEST_CASE("Footprints can be shaded instead of zones") {
    model::Result r = four_squares();
    r.sets[0].columns = {column("residents", "Residents", {3200, 3400}, "people")};
    r.indicators = {{"smoking", "Adults who smoke", "%", model::IndicatorKind::proportion, "a survey",
                     model::Polarity::low_is_good, 100}};
    r.sets[0].estimates = {{0, "2023/24", model::Sex::all, 0, 12, 100, 12, 1, model::Status::known},
                           {0, "2024/25", model::Sex::female, 0, 11, 100, 11, 1, model::Status::known},
                           {0, "2024/25", model::Sex::female, 1, 0, 0, model::no_value, 0, model::Status::suppressed}};
    const auto columns = style::footprint_columns(r, r.sets[0]);
    REQUIRE(columns.size() == 3);
    CHECK(columns[1].id == "smoking:2023/24");
    CHECK(columns[1].values.status[1] == model::Status::missing);
    CHECK(columns[2].title == "Adults who smoke, 2024/25, female");
    CHECK(columns[2].values.status[1] == model::Status::suppressed);
    // Those on the lists do not stand in for those who live there.
    model::Result both = r;
    model::Estimate registered = r.sets[0].estimates[0];
    registered.population = model::Population::registered;
    registered.value = 15;
    both.sets[0].estimates.push_back(registered);
    const auto of_both = style::footprint_columns(both, both.sets[0]);
    REQUIRE(of_both.size() == 4);
    CHECK(of_both[1].values.number[0] == 12);
    CHECK(of_both[3].id == "smoking:2023/24:registered");
    CHECK(of_both[3].title == "Adults who smoke, 2023/24, registered patients");
    CHECK(of_both[3].values.number[0] == 15);

    style::SceneChoice choice{"residents", "pcn", false, false};
    choice.by_footprint = true;
    const auto scene = style::make_scene(r, choice, book());
    CHECK(scene.class_of == std::vector<std::int32_t>{0, 1});
    CHECK(scene.subtitle == "2 Primary Care Networks by residents");
    CHECK_THAT(scene.reading, LOCALITY_CONTAINS("in 2 Primary Care Networks"));
    choice.shade = "smoking:2024/25:female";
    CHECK(style::make_scene(r, choice, book()).suppressed_count == 1);
    choice.shade = "imd_score";
    CHECK_THROWS_WITH(
        style::make_scene(r, choice, book()),
        LOCALITY_CONTAINS("the footprints have no column \"imd_score\" to shade by; they have: residents"));
    choice.footprints.clear();
    CHECK_THROWS_WITH(style::make_scene(r, choice, book()), LOCALITY_CONTAINS("no footprints are chosen"));
}

TEST_CASE("Two columns are shaded together by thirds") {
    model::Result r = four_squares();
    r.zones.kind = "lsoa";
    r.zones.shapes = made::grid(430000, 430000, 1000, 3, 3);
    r.zones.topology = geo::build_topology(r.zones.shapes);
    r.zones.code.resize(9);
    model::Column up = column("up", "Up", {1, 1, 1, 2, 2, 2, 3, 3, 3});
    r.zone_columns = {column("imd_decile", "IMD decile", {1, 4, 9, 1, 4, 9, 1, 4, 9}), up};
    r.sets.clear();
    style::SceneChoice choice;
    choice.across = "up";
    auto scene = style::make_scene(r, choice, book());
    // Decile 1 is the strong third of the first, 3 of the second.
    CHECK(scene.class_of == std::vector<std::int32_t>{2, 1, 0, 5, 4, 3, 8, 7, 6});
    CHECK(scene.class_count == std::vector<std::size_t>(9, 1));
    CHECK(scene.shading.classes[8].fill == style::colour("#3b4994"));
    CHECK_THAT(scene.reading, LOCALITY_CONTAINS("1 of 9 LSOAs are in the strongest third of both"));
    CHECK(scene.subtitle == "9 LSOAs by decile of deprivation and up");
    r.zone_columns[1].values.set_blank(0, model::Status::suppressed);
    r.zone_columns[0].values.set_blank(1, model::Status::missing);
    scene = style::make_scene(r, choice, book());
    CHECK(scene.class_of[0] == style::class_suppressed);
    CHECK(scene.class_of[1] == style::class_missing);
    r.zone_columns[1].values = model::Values::of(std::vector<double>(9, 7.0));
    scene = style::make_scene(r, choice, book());
    CHECK(scene.shading.classes.empty());
    CHECK_THAT(scene.reading, LOCALITY_CONTAINS("too few different values"));
}
