#include "catch.h"
#include "io/read_table.h"
#include "reading.h"
#include "real_data.h"
#include "scratch_folder.h"

#include <algorithm>

using namespace locality;
using Strings = std::vector<std::string>;

namespace {

struct Read {
    model::Postcodes postcodes;
    model::Issues issues;
    std::string what(const std::string& kind) const { return test::said(issues, kind); }
};

Read read_text(const std::string& text, const std::string& code = {}) {
    const test::ScratchFolder folder;
    model::SourceSpec spec;
    spec.path = folder.write("postcodes.csv", text);
    spec.code = code;
    Read r;
    r.postcodes = io::read_postcodes(spec, r.issues);
    return r;
}

}  // namespace

TEST_CASE("a postcode is the same however it is written", "[postcodes]") {
    for (const char* text : {"LS12 1AB", "LS121AB", "ls12 1ab", " LS12  1AB ", "L S121AB"})
        CHECK(model::postcode(text) == "LS12 1AB");
    CHECK(model::postcode("LS1 1AA") == "LS1 1AA");
    CHECK(model::postcode("LS1  1AA") == "LS1 1AA");
    CHECK(model::postcode("M11AA") == "M1 1AA");
    CHECK(model::postcode("W1A1AA") == "W1A 1AA");
    CHECK(model::postcode("EC1A1BB") == "EC1A 1BB");
    CHECK(model::postcode("M601NW") == "M60 1NW");
    for (const char* text : {"", "LS12", "LS12 1A", "LS12 1ABC", "12 1AB", "LSX 1AB", "LS123 1AB", "LS12 A1B", "LS1AB",
                             "L-12 1AB", "SE 2983 3370", "E05011399", "LS1 1A\xc3\x84"}) {
        INFO(text);
        CHECK(!model::postcode(text));
    }
}

TEST_CASE("postcodes are read from metres or degrees, sorted", "[postcodes]") {
    const Read metres = read_text("pcds,easting,northing\nLS2 1AB,430000,433000\nLS11AA,431000,434000\n");
    CHECK(metres.postcodes.code == Strings{"LS1 1AA", "LS2 1AB"});
    CHECK(metres.postcodes.place == std::vector<geo::Point>{{431000, 434000}, {430000, 433000}});
    CHECK(metres.postcodes.source == "postcodes.csv");
    for (const char* name : {"pcd7", "pcd8", "pcd", "postcode", "Postcode", "PCDS"})
        CHECK(read_text(std::string(name) + ",oseast1m,osnrth1m\nLS1 1AA,431000,434000\n").postcodes.place[0].x ==
              431000);
    const Read degrees = read_text("pcds,lat,long\nLS1 1AA,53.79617,-1.55254\nLS1 1AB,99.999999,0\n");
    CHECK(degrees.postcodes.place[0].x == Approx(429570).margin(20));
    CHECK(degrees.what("no_place") == "1 postcodes have no place and were left out");
    CHECK(read_text("unit,x,y\nLS1 1AA,431000,434000\n", "unit").postcodes.code == Strings{"LS1 1AA"});
}

TEST_CASE("rows that are no postcode, repeat one or have no place are counted", "[postcodes]") {
    const Read r = read_text(
        "postcode,x,y\nLS1 1AA,431000,434000\nLS11AA,432000,435000\nLeeds,430000,433000\n,430000,433000\nLS1 1AB,,\n");
    CHECK(r.postcodes.code == Strings{"LS1 1AA"});
    CHECK(r.postcodes.place[0].x == 431000);
    CHECK(r.what("no_postcode") ==
          "2 rows have no postcode in column \"postcode\" and were left out; the first holds \"Leeds\"");
    CHECK(r.what("duplicate_postcode") == "1 rows repeat a postcode; the first row of each counts");
    CHECK(r.what("no_place") == "1 postcodes have no place and were left out");
}

TEST_CASE("a table that is none of postcodes is refused", "[postcodes]") {
    CHECK_THROWS_WITH(read_text("zone,x,y\nLS1 1AA,431000,434000\n"),
                      LOCALITY_CONTAINS("no column of postcodes is recognised (pcds, pcd7, pcd8, postcode)") &&
                          LOCALITY_CONTAINS("it has: zone, x, y"));
    CHECK_THROWS_WITH(read_text("pcds,a,b\nLS1 1AA,431000,434000\n"), LOCALITY_CONTAINS("no columns of places"));
    CHECK_THROWS_WITH(read_text("pcds,x,y\nLeeds,431000,434000\n"),
                      LOCALITY_CONTAINS("no row has a postcode in column \"pcds\" and a place"));
    CHECK_THROWS_WITH(read_text("pcds,x,y\nLS1 1AA,431000,434000\n", "pdcs"), LOCALITY_CONTAINS("\"pdcs\""));
}

TEST_CASE("Leeds' postcodes lie where their zones are", "[postcodes][real]") {
    LOCALITY_REQUIRE_REAL_DATA();
    model::SourceSpec spec;
    spec.path = std::filesystem::absolute(real_data() / "leeds/points/postcodes_leeds.csv");
    model::Issues issues;
    const model::Postcodes postcodes = io::read_postcodes(spec, issues);
    CHECK(postcodes.code.size() == 30'536);
    CHECK(std::ranges::is_sorted(postcodes.code));
    geo::Box box;
    for (const geo::Point p : postcodes.place) box.add(p);
    CHECK(box.min_x > 412'000);
    CHECK(box.max_x < 448'000);
    CHECK(box.min_y > 420'000);
    CHECK(box.max_y < 452'000);
}
