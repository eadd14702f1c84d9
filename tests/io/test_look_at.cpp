#include "catch.h"
#include "io/look_at.h"
#include "layer_fixture.h"
#include "real_data.h"
#include "scratch_folder.h"

#include <algorithm>
#include <array>
#include <map>

using namespace locality;
using model::Found;
using model::Role;
using test::ScratchFolder;

namespace {

std::vector<Found> look(const std::vector<std::filesystem::path>& paths) {
    return io::look_at(paths);
}

Found look_at_one(const std::filesystem::path& file) {
    const std::vector<Found> all = look({file});
    REQUIRE(all.size() == 1);
    return all.front();
}

Role likely(const Found& found) {
    return found.possible.empty() ? Role::left_out : found.possible.front();
}

/// What a table with this name and text is taken for.
Found table(const std::string& name, const std::string& text) {
    const ScratchFolder folder;
    return look_at_one(folder.write(name, text));
}

std::string utf16(const std::string& ascii) {
    std::string out = "\xFF\xFE";
    for (const char c : ascii) out.append(1, c).append(1, '\0');
    return out;
}

}  // namespace

TEST_CASE("tables are taken for what their columns say", "[look_at]") {
    struct Case {
        const char* text;
        Role role;
        const char* code;
    };
    const std::array cases{
        Case{"lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\n", Role::residents, "lsoa21_code"},
        Case{"lsoa21_code,0,1,2,3+\nE01000001,1,2,3,4\nE01000002,5,6,7,8\n", Role::residents, "lsoa21_code"},
        Case{"LSOA21CD,age_group,n\nE01000001,Aged 0 to 4,9\nE01000001,Aged 5 and over,8\n", Role::residents, "LSOA21CD"},
        Case{"LSOA code (2021),Index of Multiple Deprivation (IMD) Rank\nE01000001,100\nE01000002,200\n", Role::deprivation,
             "LSOA code (2021)"},
        Case{"PRACTICE_CODE,LSOA_CODE,NUMBER_OF_PATIENTS\nA1,E01000001,3\nA1,E01000002,4\n", Role::registrations,
             "LSOA_CODE"},
        Case{"PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,PCN_NAME\nA1,Elms,U1,ELMS\nB1,Oaks,U2,OAKS\n", Role::practices,
             "PRACTICE_CODE"},
        Case{"pcds,lat,long\nLS1 1AA,53.79,-1.55\nLS1 1AB,53.78,-1.54\n", Role::postcodes, "pcds"},
        Case{"LSOA21CD,x,y\nE01000001,430000,433000\nE01000002,431000,433000\n", Role::centroids, "LSOA21CD"},
        Case{"lsoa21_code,ward24_code,ward24_name\nE01000001,E05000001,West\nE01000002,E05000001,West\n"
             "E01000003,E05000002,East\nE01000004,E05000002,East\n",
             Role::lookup, "lsoa21_code"},
        Case{"LSOA11CD,LSOA21CD,TotPersons,Prop21of11\nE01000001,E01000001,100,1\nE01000002,E01000003,50,0.5\n", Role::links,
             "LSOA21CD"},
        Case{"lsoa21_code,n,total_households,tenure\nE01000001,3,9,Own\nE01000001,6,9,Rent\nE01000002,1,4,Own\n"
             "E01000002,3,4,Rent\nE01000003,1,4,Own\nE01000003,3,4,Rent\nE01000004,1,4,Own\nE01000004,3,4,Rent\n"
             "E01000005,1,4,Own\nE01000005,3,4,Rent\nE01000006,1,4,Own\nE01000006,3,4,Rent\n",
             Role::indicator, "lsoa21_code"},
        Case{"LSOA Code,Households poor (%)\nE01000001,12.5\nE01000002,3.5\n", Role::indicator, "LSOA Code"},
        Case{"urn,name\n1,School\n2,Other school\n", Role::left_out, ""}};
    for (const Case& c : cases) {
        const Found found = table("t.csv", c.text);
        INFO(c.text << found.problem);
        CHECK(word(model::role_words, likely(found)) == word(model::role_words, c.role));
        if (c.role != Role::links) CHECK(found.source.code == c.code);
        CHECK(found.problem.empty());
    }
}

TEST_CASE("what a table lacks is found in its columns", "[look_at]") {
    const Found lookup = table("l.csv",
                               "lsoa21_code,lsoa21_name,ward24_code,ward24_name\nE01000001,a,E05000001,West\n"
                               "E01000002,b,E05000001,West\nE01000003,c,E05000002,East\nE01000004,d,E05000002,East\n");
    CHECK(lookup.from == "lsoa21_code");
    CHECK(lookup.to == "ward24_code");
    CHECK(lookup.to_name == "ward24_name");
    const Found committees = table("c.csv", "ward25_name,community_committee,evidence\nA,Inner,x\nB,Inner,x\nC,Outer,x\nD,Outer,x\n");
    CHECK(likely(committees) == Role::lookup);
    CHECK(committees.from == "ward25_name");
    CHECK(committees.to == "community_committee");
    // Counts by period and sex, out of a column that no row has less in.
    const Found smoking = table("s.csv",
                                "LSOA21CD,PERIOD,SEX,SMOKERS,ADULTS\nE01000001,2022,Persons,8,15\nE01000001,2022,Female,3,7\n"
                                "E01000002,2022,Persons,*,12\nE01000002,2022,Female,0,6\n");
    CHECK(likely(smoking) == Role::indicator);
    CHECK(smoking.numerator == "SMOKERS");
    CHECK(smoking.denominator == "ADULTS");
    CHECK(smoking.period == "PERIOD");
    CHECK(smoking.sex == "SEX");
    CHECK(smoking.breakdown.empty());
    CHECK(smoking.guess == "SMOKERS was taken to be counted out of ADULTS");
    const Found neither = table("n.csv", "LSOA21CD,PERIOD,ONE,OTHER\nE01000001,2022,8,15\nE01000001,2023,9,7\n");
    CHECK(neither.denominator.empty());
    const Found teams = table("t.csv", "LSOA21CD,LSOA21NM,TEAM_CODE,TEAM_NAME\nE01000001,a,T1,One\nE01000002,b,T1,One\n"
                                       "E01000003,c,T2,Two\nE01000004,d,T2,Two\n");
    CHECK(likely(teams) == Role::lookup);
    CHECK(teams.to == "TEAM_CODE");
    CHECK(teams.to_name == "TEAM_NAME");
    CHECK(teams.set == "team");
    const Found partnerships = table("p.csv", "PCN_CODE,PCN_NAME,LCP_CODE,LCP_NAME\nU1,A,L1,X\nU2,B,L2,Y\nU3,C,L2,Y\n");
    CHECK(likely(partnerships) == Role::lookup);
    CHECK(partnerships.from == "PCN_CODE");
    CHECK(partnerships.to == "LCP_CODE");
    const Found links = table("k.csv", "LSOA21CD,LSOA11CD,TotPersons,Prop11of21,Prop21of11\nE01000001,E01000001,9,1,0.5\n"
                                       "E01000002,E01000001,9,1,0.5\n");
    CHECK(links.from == "LSOA11CD");
    CHECK(links.to == "LSOA21CD");
    CHECK(links.share == "Prop21of11");
    CHECK(links.value == "TotPersons");
}

TEST_CASE("text in any dress is the same table", "[look_at]") {
    const std::string text = "lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\n";
    std::string semicolons = text;
    std::replace(semicolons.begin(), semicolons.end(), ',', ';');
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const std::map<std::string, std::string> dresses{{"plain.csv", text},
                                                     {"semicolons.csv", semicolons},
                                                     {"mark.csv", "\xEF\xBB\xBF" + text},
                                                     {"utf16.txt", utf16(text)},
                                                     {"lines.csv", crlf},
                                                     {"titled.csv", "Residents of somewhere\n\nMid-2021\n" + text}};
    for (const auto& [name, bytes] : dresses) {
        const Found found = table(name, bytes);
        INFO(name << ": " << found.problem);
        CHECK(likely(found) == Role::residents);
        CHECK(found.rows == 2);
        CHECK(found.source.code == "lsoa21_code");
        CHECK(found.source.vintage == 2021);
        const model::FoundColumn* codes = found.column("lsoa21_code");
        REQUIRE(codes);
        CHECK(codes->values == std::vector<std::string>{"E01000001", "E01000002"});
    }
    const ScratchFolder folder;
    test::write_workbook(folder.path() / "book.xlsx", "XLSX",
                         {{"Cover", {{"About this workbook"}, {"See the next sheet"}}},
                          {"Data", {{"Residents, mid-2021"}, {}, {"lsoa21_code", "usual_residents"}, {"E01000001", "100"},
                                    {"E01000002", "200"}}}});
    const Found sheet = look_at_one(folder.path() / "book.xlsx");
    CHECK(likely(sheet) == Role::residents);
    CHECK(sheet.source.layer == "Data");
    CHECK(sheet.rows == 2);
}

TEST_CASE("what cannot be read says so in plain words", "[look_at]") {
    const std::string long_name = std::string(200, 'x') + ".csv";
    const std::map<std::string, std::pair<std::string, std::string>> files{
        {"empty.csv", {"", "empty.csv: is empty"}},
        {"header.csv", {"lsoa21_code,n\n", "has no rows"}},
        {"binary.csv", {std::string("\x7f" "ELF\0\0\1\2", 8), "is not text"}},
        {"binary.gpkg", {std::string("\x7f" "ELF\0\0\1\2", 8), "binary.gpkg"}},
        {"old.xls", {"x", "old format"}},
        {"book.xlsx", {"not a zip", "not a zip or workbook"}},
        {"zip.zip", {"not a zip", "not a zip"}},
        {"picture.bmp", {"BM", "is no file of boundaries"}},
        {"quote.csv", {"lsoa21_code,n\n\"E01000001,1\n", "quote"}},
        {"city.toml", {"[zones]\n", "is a project; open it by itself"}},
        {long_name, {"", "is empty"}}};
    const ScratchFolder folder;
    for (const auto& [name, file] : files) {
        const Found found = look_at_one(folder.write(name, file.first));
        INFO(name << ": " << found.problem);
        CHECK(found.possible.empty());
        CHECK(found.holds == Found::Holds::nothing);
        CHECK_THAT(found.problem, LOCALITY_CONTAINS(file.second));
    }
    CHECK_THAT(look_at_one(folder.path() / "nowhere.csv").problem, LOCALITY_CONTAINS("no such file"));
}

TEST_CASE("layers tell their areas and where they lie", "[look_at]") {
    const ScratchFolder folder;
    const std::filesystem::path gpkg = folder.path() / "wards.gpkg";
    test::write_layer(gpkg, "GPKG", test::three_wards());
    const auto before = test::contents(folder.path());
    const Found wards = look_at_one(gpkg);
    CHECK(test::contents(folder.path()) == before);
    CHECK(wards.holds == Found::Holds::polygons);
    CHECK(wards.rows == 3);
    CHECK(wards.source.code == "WD25CD");
    CHECK(wards.source.name == "WD25NM");
    CHECK(wards.source.kind == "ward");
    CHECK(wards.source.vintage == 2025);
    CHECK(wards.coordinates == "British National Grid, in metres");
    CHECK(likely(wards) == Role::boundaries);
    CHECK(wards.systems.empty());

    const std::filesystem::path json = folder.path() / "wards.geojson";
    test::write_layer(json, "GeoJSON", test::three_wards_in_degrees());
    const Found degrees = look_at_one(json);
    CHECK_THAT(degrees.coordinates, LOCALITY_CONTAINS("longitude and latitude, in degrees"));
    CHECK(degrees.source.crs.empty());
    CHECK(degrees.box.meets(wards.box));
}

TEST_CASE("where a file does not say its coordinates, its numbers do", "[look_at]") {
    const ScratchFolder folder;
    test::LayerFixture metres = test::three_wards();
    metres.crs.clear();
    test::write_layer(folder.path() / "metres.shp", "ESRI Shapefile", metres);
    const std::vector<Found> shapefile = look({folder.path() / "metres.shp"});
    REQUIRE(shapefile.size() == 1);
    CHECK(shapefile[0].source.crs == "EPSG:27700");
    CHECK_THAT(shapefile[0].coordinates, LOCALITY_CONTAINS("British National Grid, in metres, told by its numbers"));
    CHECK(shapefile[0].systems.empty());
    CHECK(shapefile[0].problem.empty());

    test::LayerFixture degrees = test::three_wards_in_degrees();
    degrees.crs.clear();
    test::write_layer(folder.path() / "degrees.shp", "ESRI Shapefile", degrees);
    CHECK(look_at_one(folder.path() / "degrees.shp").source.crs == "EPSG:4326");

    test::LayerFixture far = test::three_wards();
    far.crs.clear();
    far.features.resize(1);
    far.features[0].wkt = "POLYGON ((5000000 9000000, 5001000 9000000, 5001000 9001000, 5000000 9000000))";
    test::write_layer(folder.path() / "far.shp", "ESRI Shapefile", far);
    const Found nowhere = look_at_one(folder.path() / "far.shp");
    CHECK_THAT(nowhere.problem, LOCALITY_CONTAINS("put it in no part of Great Britain"));

    // These metres can be those of UTM's zone 30 or 31: only a person can say.
    test::LayerFixture utm = far;
    utm.features[0].wkt = "POLYGON ((400000 5750000, 401000 5750000, 401000 5751000, 400000 5750000))";
    test::write_layer(folder.path() / "utm.shp", "ESRI Shapefile", utm);
    const Found two = look_at_one(folder.path() / "utm.shp");
    REQUIRE(two.systems.size() == 2);
    CHECK_THAT(two.systems[0].words, LOCALITY_CONTAINS("UTM zone 30 north, in metres: near S"));
    CHECK_THAT(two.systems[1].words, LOCALITY_CONTAINS("UTM zone 31 north, in metres: near T"));
}

TEST_CASE("a folder and a zip are all that is in them", "[look_at]") {
    const ScratchFolder folder;
    folder.write("data/readme.md", "words");
    test::write_layer(folder.path() / "data/wards.shp", "ESRI Shapefile", test::three_wards());
    folder.write("data/people/people.csv", "lsoa21_code,usual_residents\nE01000001,100\nE01000002,200\n");
    folder.write("data/.hidden.csv", "a,b\n1,2\n");
    const std::vector<Found> all = look({folder.path() / "data"});
    REQUIRE(all.size() == 2);
    CHECK(all[0].label == "people.csv");
    CHECK(all[1].label == "wards.shp");

    std::map<std::string, std::filesystem::path> members;
    for (const char* part : {"wards.shp", "wards.shx", "wards.dbf", "wards.prj"})
        members[part] = folder.path() / "data" / part;
    members["people.csv"] = folder.path() / "data/people/people.csv";
    test::write_zip(folder.path() / "all.zip", members);
    const std::vector<Found> zipped = look({folder.path() / "all.zip"});
    REQUIRE(zipped.size() == 2);
    CHECK(likely(zipped[0]) == Role::residents);
    CHECK(zipped[0].source.layer == "people.csv");
    CHECK(likely(zipped[1]) == Role::boundaries);
    // Dropped one by one with its companions, a shapefile is one thing.
    CHECK(look({folder.path() / "data/wards.shp", folder.path() / "data/wards.dbf", folder.path() / "data/wards.prj"})
              .size() == 1);
}

TEST_CASE("the files of Leeds are taken for what they are", "[look_at]") {
    LOCALITY_REQUIRE_REAL_DATA();
    const std::map<std::string, Role> due{
        {"leeds/indicators/imd2025_england_lsoa21.csv", Role::deprivation},
        {"leeds/indicators/imd2019_england_lsoa11.csv", Role::deprivation},
        {"leeds/indicators/iod2019_domains_rank_decile_lsoa11.csv", Role::deprivation},
        {"leeds/indicators/census21_ethnicity21_lsoa21.csv", Role::indicator},
        {"leeds/indicators/census21_household_tenure21_lsoa21.csv", Role::indicator},
        {"leeds/indicators/fuel_poverty_2020_lsoa11.csv", Role::indicator},
        {"leeds/nhs/qof_prevalence_2122_leeds.csv", Role::indicator},
        {"leeds/population/census21_pop_6bands_lsoa21_long.csv", Role::residents},
        {"leeds/population/population20_lsoa11_syoa.csv", Role::residents},
        {"england/census21_pop_total_lsoa21.csv", Role::residents},
        {"leeds/nhs/modelled_registrations_lsoa21.csv", Role::registrations},
        {"staffordshire/gp_registrations_lsoa21_oct2025.csv", Role::registrations},
        {"leeds/nhs/gp_practice_pcn_map_oct2025_leeds.csv", Role::practices},
        {"leeds/nhs/gp_practice_pcn_map_sep2020_leeds.csv", Role::practices},
        {"leeds/nhs/epcn_latest_members_leeds.csv", Role::practices},
        {"staffordshire/gp_practices_oct2025.csv", Role::practices},
        {"leeds/points/postcodes_leeds.csv", Role::postcodes},
        {"leeds/points/lsoa21_pwc_bng.csv", Role::centroids},
        {"leeds/lookups/oa21_lsoa21_postcode_derived.csv", Role::weights},
        {"leeds/lookups/lsoa21_ward24_lad24.csv", Role::lookup},
        {"leeds/lookups/community_committees_wards.csv", Role::lookup},
        {"leeds/lookups/lsoa11_lsoa21_popweights.csv", Role::links},
        {"leeds/lookups/lsoa11_lsoa21_hhweights.csv", Role::links},
        {"leeds/points/schools_gias_leeds.csv", Role::left_out}};
    for (const auto& [name, role] : due) {
        const Found found = look_at_one(real_data() / name);
        INFO(name << ": " << found.problem << ' ' << found.source.code);
        CHECK(word(model::role_words, likely(found)) == word(model::role_words, role));
    }
    const std::vector<Found> layers = look({real_data() / "leeds/leeds_27700.gpkg"});
    CHECK(layers.size() >= 9);
    for (const Found& layer : layers) {
        INFO(layer.label);
        CHECK(layer.problem.empty());
        CHECK(layer.coordinates == "British National Grid, in metres");
    }
}
