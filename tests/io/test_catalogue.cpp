#include "catch.h"
#include "io/project_file.h"
#include "io/read_table.h"
#include "scratch_folder.h"

#include <toml++/toml.h>

#include <set>

using namespace locality;

namespace {

/// The publishers' own sites; an address elsewhere is a copy.
const std::set<std::string> publishers{"https://geoportal.statistics.gov.uk/", "https://www.nomisweb.co.uk/",
                                       "https://www.ons.gov.uk/", "https://www.gov.uk/", "https://digital.nhs.uk/"};

std::vector<std::string> columns_of(const toml::table& dataset) {
    std::vector<std::string> columns;
    for (const toml::node& column : *dataset["columns"].as_array()) columns.push_back(*column.value<std::string>());
    return columns;
}

std::string quoted(const std::string& cell) {
    return '"' + cell + '"';
}

/// A table of one row under the data set's own headers.
std::filesystem::path written(const test::ScratchFolder& folder, const std::vector<std::string>& columns) {
    std::string header, row;
    for (const std::string& column : columns) {
        const bool is_text = io::recognise(column).is_code || io::recognise(column).is_name || column == "SEX";
        header += (header.empty() ? "" : ",") + quoted(column);
        row += (row.empty() ? "" : ",") + (column == "SEX" ? "ALL" : is_text ? "E01011264" : std::string("3"));
    }
    return folder.write("table.csv", header + "\r\n" + row + "\r\n");
}

}  // namespace

TEST_CASE("every data set of the catalogue is complete, and its columns are recognised") {
    const toml::table catalogue = toml::parse_file(io::own_file("geodata/catalogue.toml").string());
    const test::ScratchFolder folder;
    std::set<std::string> ids, uses;
    const toml::array& datasets = *catalogue["dataset"].as_array();
    CHECK(datasets.size() >= 15);
    for (const toml::node& node : datasets) {
        const toml::table& dataset = *node.as_table();
        const auto text = [&](const char* key) { return dataset[key].value_or(std::string()); };
        INFO(text("id"));
        for (const char* key : {"id", "title", "use", "publisher", "licence", "attribution", "vintage", "listed"})
            CHECK_FALSE(text(key).empty());
        CHECK(ids.insert(text("id")).second);
        const std::string listed = text("listed");
        CHECK(publishers.contains(listed.substr(0, listed.find('/', 8) + 1)));
        REQUIRE(dataset["columns"].is_array());

        const std::string use = text("use");
        uses.insert(use);
        const std::vector<std::string> columns = columns_of(dataset);
        model::Issues issues;
        model::SourceSpec spec;
        if (use == "reference") {
            CHECK_FALSE(text("note").empty());
            continue;
        }
        REQUIRE_FALSE(columns.empty());
        spec.path = written(folder, columns);
        if (use == "residents") {
            const model::ResidentsTable table = io::read_residents(spec, issues);
            CHECK(table.code == std::vector<std::string>{"E01011264"});
            CHECK(table.total.known(0));
            CHECK_FALSE(table.groups.empty());
        } else if (use == "deprivation") {
            const model::DeprivationTable table = io::read_deprivation(spec, issues);
            CHECK(table.score.number == std::vector{3.0});
            CHECK(table.rank.number == std::vector{3.0});
            CHECK(table.decile.number == std::vector{3.0});
        } else if (use == "registrations") {
            const model::RegistrationsTable table = io::read_registrations(spec, issues);
            REQUIRE(table.rows.size() == 1);
            CHECK(table.rows[0].patients == 3);
        } else if (use == "practices") {
            const model::PracticesTable table = io::read_practices(spec, issues);
            REQUIRE(table.rows.size() == 1);
            CHECK_FALSE(table.rows[0].pcn.empty());
        } else {
            for (const std::string& column : columns) {
                const io::Recognised what = io::recognise(column);
                INFO(column);
                CHECK_FALSE(what.kind.empty());
            }
            CHECK((io::recognise(columns[0]).is_code || io::recognise(columns[0]).kind == "postcode"));
        }
    }
    CHECK(uses.contains("zones"));
    CHECK(uses.contains("registrations"));
}
