#include "catch.h"
#include "model/errors.h"
#include "small_city.h"

using namespace city;

namespace {

std::string refusal(const std::string& from, const std::string& to) {
    try {
        style::shading_for(column("imd_rank", "IMD rank", {1, 2}), book_with(from, to));
    } catch (const model::InputError& e) {
        return e.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("A book that is no TOML is refused with the line") {
    CHECK_THAT(refusal("[shading]", "[shading"), LOCALITY_CONTAINS("styles.toml, line "));
}

TEST_CASE("A book without a section or key says which") {
    CHECK(refusal("[palettes]", "[pallets]") == "styles.toml: section [palettes] is missing");
    CHECK_THAT(refusal("ink = \"#1f2933\"", ""), LOCALITY_CONTAINS("[map] lacks ink"));
    CHECK_THROWS_WITH(style::map_style({"palettes = 3"}),
                      LOCALITY_CONTAINS("palettes is not a section; write [palettes]"));
}

TEST_CASE("A key that a book does not know is refused with those it knows") {
    CHECK_THAT(refusal("hatch =", "hatsch ="), LOCALITY_CONTAINS("[shading] lacks hatch"));
    CHECK_THAT(refusal("banner_ink =", "banana = 1\nbanner_ink ="),
               LOCALITY_CONTAINS("[map] has no key \"banana\"; it has"));
    CHECK_THAT(refusal("low_is_worse = true", "low_is_worst = true"),
               LOCALITY_CONTAINS("[columns.imd_rank] has no key \"low_is_worst\"; it has"));
}

TEST_CASE("A wrong value in a book says what is due") {
    CHECK_THAT(refusal("paper = \"#f6f6f3\"", "paper = \"beige\""),
               LOCALITY_CONTAINS("\"beige\" is not a colour; write #rrggbb"));
    CHECK_THAT(refusal("paper = \"#f6f6f3\"", "paper = 7"), LOCALITY_CONTAINS("[map]: a text in quotes is due here"));
    CHECK_THAT(refusal("zone_line_px = 0.5", "zone_line_px = -1"), LOCALITY_CONTAINS("zone_line_px is not a width"));
    CHECK_THAT(refusal("palette = \"ylgnbu\"", "palette = \"viridis\""),
               LOCALITY_CONTAINS("there is no palette \"viridis\"; there are cividis, deciles, ylgnbu"));
    CHECK_THAT(refusal("classes = 5", "classes = 1"), LOCALITY_CONTAINS("classes is not a whole number from 2 to 12"));
    CHECK_THAT(refusal("classes = 5", "classes = 5.5"),
               LOCALITY_CONTAINS("classes is not a whole number from 2 to 12"));
    CHECK_THAT(refusal("scheme = \"deciles\"", "scheme = \"jenks\""),
               LOCALITY_CONTAINS("scheme \"jenks\" is not one of deciles, quantiles"));
    CHECK_THAT(refusal("low_is_worse = true", "low_is_worse = 1"),
               LOCALITY_CONTAINS("low_is_worse is not true or false"));
    CHECK_THAT(refusal("\"2\", \"3\",", "\"2\","), LOCALITY_CONTAINS("labels are not ten"));
    CHECK_THAT(refusal("low_is_worse = true", "scheme = \"deciles\""), LOCALITY_CONTAINS("deciles need ten labels"));
    CHECK_THAT(refusal("fonts = [", "fonts = []\nfaces = ["), LOCALITY_CONTAINS("[map]: a list of texts is due here"));
    CHECK_THAT(refusal("ylgnbu = [", "one = [\"#000000\"]\nylgnbu = ["),
               LOCALITY_CONTAINS("palette one is not a list of two colours or more"));
    CHECK_THAT(refusal("[columns.imd_score]", "[columns]\nimd_area = 3\n[columns.imd_score]"),
               LOCALITY_CONTAINS("columns.imd_area is not a section"));
}

TEST_CASE("A changed colour in the book changes the map") {
    const auto changed = book_with("deciles = [\"#081d58\"", "deciles = [\"#102030\"");
    CHECK(style::shading_for(column("imd_decile", "IMD decile", {1}), changed).classes[0].fill ==
          style::colour("#102030"));
    CHECK(style::map_style(book_with("footprint_line_px = 1.7", "footprint_line_px = 3")).footprint_line_px == 3);
}
