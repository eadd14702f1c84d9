#include "catch.h"
#include "io/gdal_open.h"
#include "io/grid.h"
#include "io/read_table.h"
#include "io/sha256.h"
#include "io/staged_file.h"
#include "layer_fixture.h"
#include "reading.h"
#include "scratch_folder.h"


using namespace locality;
using test::at;
using test::ScratchFolder;

namespace {

struct Read {
    io::Table table;
    model::Issues issues;

    std::string what(const std::string& kind) const { return test::said(issues, kind); }
    std::vector<std::string> column(std::size_t c) const { return {table.cells[c].begin(), table.cells[c].end()}; }
};

Read read(const model::SourceSpec& spec) {
    Read r;
    r.table = io::read_table(spec, r.issues);
    return r;
}

Read read_text(const std::string& bytes, const std::string& name = "t.csv") {
    const ScratchFolder folder;
    return read(at(folder.write(name, bytes)));
}

std::string refusal(const model::SourceSpec& spec) {
    return test::refusal([&] { read(spec); });
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a plain CSV is read as it stands, without a note", "[read_table]") {
    const Read r = read_text("LSOA21CD,n\nE01000001,012\nE01000002,1e5\n");
    CHECK(r.table.columns == Strings{"LSOA21CD", "n"});
    CHECK(r.column(1) == Strings{"012", "1e5"});
    CHECK(r.table.source == "t.csv");
    CHECK(r.issues.empty());
}

TEST_CASE("quotes, commas and line breaks in cells", "[read_table]") {
    const Read r =
        read_text("code,name\nA,\"Smith, \"\"Bob\"\"\"\nB,\"two\nlines\"\nC, \" spaced \" \nD,5\" pipe\nE,\"x\"y\n");
    CHECK(r.column(1) == Strings{"Smith, \"Bob\"", "two\nlines", "spaced", "5\" pipe", "xy"});
}

TEST_CASE("what files have at their beginning and line ends is handled and said", "[read_table]") {
    SECTION("a byte order mark") {
        const Read r = read_text(
            "\xEF\xBB\xBF"
            "code,n\nA,1\n");
        CHECK(r.table.columns[0] == "code");
        CHECK_FALSE(r.what("byte_order_mark").empty());
    }
    SECTION("Windows line ends") {
        const Read r = read_text("code,n\r\nA,1\r\nB,2\r\n");
        CHECK(r.column(1) == Strings{"1", "2"});
        CHECK(r.what("line_ends") == "3 lines end as on Windows (CR LF)");
    }
    SECTION("line ends of old Macs") {
        const Read r = read_text("code,n\rA,1\rB,2");
        CHECK(r.column(1) == Strings{"1", "2"});
        CHECK_FALSE(r.what("line_ends").empty());
    }
    SECTION("Windows-1252") {
        const Read r = read_text("code,name\nA,Br\xE4mley \x96 caf\xE9\n");
        CHECK(r.column(1) == Strings{"Brämley – café"});
        CHECK(r.what("encoding") == "not UTF-8: 3 letters were read as Windows-1252");
    }
    SECTION("UTF-16, both ways round") {
        std::string little = "\xFF\xFE", big = "\xFE\xFF";
        for (char c : std::string("code\tn\nA\t1\n")) {
            little += {c, '\0'};
            big += {'\0', c};
        }
        little += std::string(
            "\xE4\0\t\0"
            "2\0",
            6);
        CHECK(read_text(little).column(0) == Strings{"A", "ä"});
        CHECK(read_text(big).column(1) == Strings{"1"});
        CHECK_FALSE(read_text(little).what("encoding").empty());
    }
    SECTION("semicolons, tabs and bars") {
        CHECK(read_text("code;n\nA;1,5\nB;2,5\n").column(1) == Strings{"1,5", "2,5"});
        CHECK(read_text("code\tname\nA\tx, y\nB\tz, w\n").column(1) == Strings{"x, y", "z, w"});
        CHECK(read_text("code|n\nA|1\n").what("separator") == "columns are parted by bars");
        CHECK(read_text("code\nA\nB\n").column(0) == Strings{"A", "B"});
    }
}

TEST_CASE("odd headers are handled and said", "[read_table]") {
    SECTION("the same header twice") {
        const Read r = read_text("code,n,n,n\nA,1,2,3\n");
        CHECK(r.table.columns == Strings{"code", "n", "n (2)", "n (3)"});
        CHECK_THAT(r.what("duplicate_header"), LOCALITY_CONTAINS("n, n"));
    }
    SECTION("a line break in a header") {
        const Read r = read_text("code,\"All\r\npersons\"\nA,1\n");
        CHECK(r.table.columns[1] == "All persons");
        CHECK_FALSE(r.what("header_newline").empty());
    }
    SECTION("columns without a header, empty or with a pasted table") {
        const Read r = read_text("code,n,,,\nA,1,,,\nB,2,,Grand Total,\" 3 \"\nC,4,,,\n,,,Source,x\n");
        CHECK(r.table.columns == Strings{"code", "n"});
        CHECK(r.column(1) == Strings{"1", "2", "4"});
        CHECK(r.what("stray_column") == "3 columns have no header and were left out, with the 4 cells they hold");
        CHECK(r.what("blank_row") == "1 rows are empty and were passed over");
    }
    SECTION("cells beyond the last header") {
        const Read r = read_text("code,n\nA,1\nB,2,surplus\nC,3\n");
        CHECK_THAT(r.what("stray_column"), LOCALITY_CONTAINS("with the 1 cells they hold"));
    }
    SECTION("short rows") {
        const Read r = read_text("code,n,m\nA,1,1\nB\nC,3,3\n");
        CHECK(r.column(2) == Strings{"1", "", "3"});
        CHECK_FALSE(r.what("short_row").empty());
    }
    SECTION("titles above the header") {
        const Read r = read_text(
            "Table 1: residents,,\n,,\nSource: somebody,,\nLSOA21CD,LSOA21NM,n\nE01000001,Leeds "
            "001A,5\nE01000002,Leeds 001B,6\n");
        CHECK(r.table.columns == Strings{"LSOA21CD", "LSOA21NM", "n"});
        CHECK(r.column(2) == Strings{"5", "6"});
        CHECK_FALSE(r.what("title_rows").empty());
    }
    SECTION("a header that only the project file knows, below titles") {
        const ScratchFolder folder;
        model::SourceSpec spec = at(folder.write("t.csv", "a title,\nanother,note\nplace,heads\nA,5\n"));
        spec.code = "place";
        CHECK(read(spec).table.columns == Strings{"place", "heads"});
    }
    SECTION("a value that sounds like a header further down") {
        const Read r = read_text("shape,kind\nsquare,ward code\nround,LSOA21CD\n");
        CHECK(r.table.columns == Strings{"shape", "kind"});
    }
}

TEST_CASE("tables that cannot be read are refused", "[read_table]") {
    const ScratchFolder folder;
    CHECK_THAT(refusal(at(folder.path() / "none.csv")), LOCALITY_CONTAINS("none.csv: no such file; check the path"));
    CHECK(refusal(at(folder.write("empty.csv", ""))) == "empty.csv: is empty");
    CHECK(refusal(at(folder.write("header.csv", "code,n\n"))) == "header.csv: has no rows below its header");
    CHECK(refusal(at(folder.write("blank.csv", "code,n\n,\n,\n"))) == "blank.csv: has no rows below its header");
    CHECK(refusal(at(folder.write("open.csv", "code,n\nA,1\nB,\"2\nC,3\n"))) ==
          "open.csv, line 3: a quote is opened and never closed; mend it there");
    CHECK_THAT(refusal(at(folder.write("binary.csv", std::string("PK\3\4\0\0", 6)))),
               LOCALITY_CONTAINS("binary.csv: is not text"));
    CHECK_THAT(refusal(at(folder.write("old.xls", "\xD0\xCF\x11\xE0"))),
               LOCALITY_CONTAINS("old.xls: is in Excel's old format; save it as .xlsx or CSV"));
    CHECK_THAT(refusal(at(folder.write("broken.xlsx", "not a zip"))),
               LOCALITY_CONTAINS("broken.xlsx: not a zip or workbook that can be read"));
    CHECK_THAT(refusal(at(folder.write("what.dat", "not a table"))),
               LOCALITY_CONTAINS("what.dat: not a table that can be read"));
}

TEST_CASE("files too large for the memory are refused before they fill it", "[read_table]") {
    const ScratchFolder folder;
    model::Issues issues;
    const auto csv = folder.write("t.csv", "code,n\nA,1\nB,2\nC,3\n" + std::string(5000, '\n'));
    CHECK(io::read_csv(csv, "t.csv", issues, 4).row_count() == 4);
    CHECK_THROWS_WITH(io::read_csv(csv, "t.csv", issues, 3),
                      "t.csv: more than 3 rows; cut it down to the area you need first");
    constexpr std::uintmax_t quarter_gb = std::uintmax_t{1} << 28;
    std::filesystem::resize_file(folder.write("huge.csv", "a"), quarter_gb + 1);
    CHECK_THROWS_WITH(io::stage(at(folder.path() / "huge.csv"), io::Holds::tables, quarter_gb),
                      "huge.csv: larger than 0.25 GB; cut it down to the area you need first");
    test::write_zip(folder.path() / "t.zip", {{"t.csv", csv}});
    test::write_zip(folder.path() / "t.xlsx", {{"t.csv", csv}});
    for (const char* name : {"t.zip", "t.xlsx"})
        CHECK_THROWS_WITH(io::stage(at(folder.path() / name), io::Holds::tables, 2000),
                          LOCALITY_CONTAINS(std::string(name) + ", unpacked: larger than"));

    test::write_layer(folder.path() / "w.gpkg", "GPKG", test::three_wards());
    io::Listening gdal;
    const io::OpenedFile opened = io::open_vector(at(folder.path() / "w.gpkg"), io::Holds::layers, gdal);
    CHECK_THROWS_WITH(io::read_features(
                          *opened.dataset->GetLayer(0), "w.gpkg", gdal, [](const OGRGeometry*) {}, 2),
                      "w.gpkg: more than 2 features; cut it down to the area you need first");
}

TEST_CASE("workbooks: the sheet with the data, its header below the titles, codes as text", "[read_table]") {
    for (const auto& [driver, name] : {std::pair{"XLSX", "book.xlsx"}, std::pair{"ODS", "book.ods"}}) {
        INFO(driver);
        const ScratchFolder folder;
        const auto file = folder.path() / name;
        test::write_workbook(file, driver,
                             {{"Cover", {{"Population estimates"}, {"Published by somebody"}}},
                              {"Notes", {{"Note", "Text"}, {"1", "Ward codes are of 2025"}}},
                              {"Table 1",
                               {{"Table 1: residents"},
                                {},
                                {"LSOA 2021 Code", "Total\npopulation", "1e5"},
                                {"E01000001", "1,234", "007"},
                                {"E01000002", "56", "1e5"}}}});
        const auto before = test::contents(folder.path());
        const Read r = read(at(file));
        CHECK(test::contents(folder.path()) == before);
        CHECK(r.table.source == std::string(name) + ", sheet Table 1");
        CHECK(r.table.columns == Strings{"LSOA 2021 Code", "Total population", "1e5"});
        CHECK(r.column(1) == Strings{"1,234", "56"});
        CHECK(r.column(2) == Strings{"007", "1e5"});
        CHECK_THAT(r.what("sheet"), LOCALITY_CONTAINS("sheet \"Table 1\" was chosen of Cover, Notes, Table 1"));
        CHECK_FALSE(r.what("title_rows").empty());

        CHECK(read(at(file, "notes")).column(1) == Strings{"Ward codes are of 2025"});
        CHECK(refusal(at(file, "Tabel 1")) ==
              std::string(name) + ": no sheet \"Tabel 1\" (did you mean \"Table 1\"?); it has: Cover, Notes, Table 1");

        test::write_workbook(folder.path() / (std::string("2") + name), driver,
                             {{"A", {{"x", "y"}, {"1", "2"}}}, {"B", {{"x", "y"}, {"1", "2"}}}});
        CHECK_THAT(
            refusal(at(folder.path() / (std::string("2") + name))),
            LOCALITY_CONTAINS("no sheet has columns that are recognised; choose one with layer = \"...\": A, B"));
    }
}

TEST_CASE("numbers in a workbook keep their figures", "[read_table]") {
    const ScratchFolder folder;
    test::LayerFixture sheet;
    sheet.name = "data";
    sheet.crs.clear();
    sheet.type = wkbNone;
    sheet.fields = {{"code"}, {"n", OFTInteger}, {"share", OFTReal}};
    sheet.features = {{"", {"A", "1284", "0.25"}}, {"", {"B", "7", "17.003"}}};
    for (const auto& [driver, name] : {std::pair{"XLSX", "book.xlsx"}, std::pair{"ODS", "book.ods"}}) {
        INFO(driver);
        test::write_layer(folder.path() / name, driver, sheet);
        const Read r = read(at(folder.path() / name));
        CHECK(r.column(1) == Strings{"1284", "7"});
        CHECK(io::parse_cell(r.table.cells[2][1]).number == Approx(17.003));
    }
}

TEST_CASE("attributes of a layer are a table", "[read_table]") {
    const ScratchFolder folder;
    test::LayerFixture wards = test::three_wards();
    wards.fields.push_back({"people", OFTReal});
    for (auto& f : wards.features) f.values.push_back("12.5");
    wards.features[2].values[3] = "";
    const auto file = folder.path() / "w.gpkg";
    test::write_layer(file, "GPKG", wards);
    const Read r = read(at(file));
    CHECK(r.table.columns == Strings{"WD25CD", "WD25NM", "LAD25CD", "people"});
    CHECK(r.column(3) == Strings{"12.5", "12.5", ""});
    wards.name = "more";
    test::write_layer(file, "GPKG", wards, true);
    CHECK(read(at(file, "more")).table.source == "w.gpkg, layer more");
    CHECK(refusal(at(file)) == "w.gpkg: holds several layers; choose one with layer = \"...\": wards, more");
    CHECK(refusal(at(file, "mor")) == "w.gpkg: no layer \"mor\" (did you mean \"more\"?); it has: wards, more");
    wards.features.clear();
    test::write_layer(folder.path() / "none.gpkg", "GPKG", wards);
    CHECK(refusal(at(folder.path() / "none.gpkg")) == "none.gpkg: has no rows");
}

TEST_CASE("a table in a zip", "[read_table]") {
    const ScratchFolder folder;
    const auto csv = folder.write("in.csv", "code,n\nA,1\n");
    test::write_zip(folder.path() / "t.zip", {{"in.csv", csv}, {"licence.txt", csv}});
    const Read r = read(at(folder.path() / "t.zip"));
    CHECK(r.column(0) == Strings{"A"});
    CHECK(r.table.source == "t.zip, member in.csv");
    CHECK(read(at(folder.path() / "t.zip", "licence.txt")).table.source == "t.zip, member licence.txt");
}

TEST_CASE("a copy of a table outlives it", "[read_table]") {
    io::Table copy;
    {
        const Read r = read_text("code,n\nA,1\n");
        copy = r.table;
    }
    CHECK(copy.cells[1][0] == "1");
}

TEST_CASE("SHA-256 of files, as FIPS 180-4 gives them", "[sha256]") {
    const ScratchFolder folder;
    CHECK(io::sha256_of(folder.write("abc", "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(io::sha256_of(folder.write("none", "")) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(io::sha256_of(folder.write("long", std::string(1'000'000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    CHECK_THROWS_WITH(io::sha256_of(folder.path() / "gone"), LOCALITY_CONTAINS("gone: cannot be read"));
}
