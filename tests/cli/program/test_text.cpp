#include "catch.h"
#include "cli/result_text.h"
#include "cli/session.h"
#include "cli/text.h"

using namespace locality;
using model::Status;

TEST_CASE("figures have thousands commas, fixed decimals, and words for blanks") {
    CHECK(cli::figure(0, Status::known, 0) == "0");
    CHECK(cli::figure(999, Status::known, 0) == "999");
    CHECK(cli::figure(1000, Status::known, 0) == "1,000");
    CHECK(cli::figure(811960, Status::known, 0) == "811,960");
    CHECK(cli::figure(59597114, Status::known, 0) == "59,597,114");
    CHECK(cli::figure(1234.56, Status::known, 1) == "1,234.6");
    CHECK(cli::figure(999.96, Status::known, 1) == "1,000.0");
    CHECK(cli::figure(-1234, Status::known, 0) == "-1,234");
    CHECK(cli::figure(-0.2, Status::known, 0) == "0");
    CHECK(cli::figure(model::no_value, Status::missing, 0) == "no data");
    CHECK(cli::figure(model::no_value, Status::known, 0) == "no data");
    CHECK(cli::figure(model::no_value, Status::suppressed, 0) == "suppressed");
}

TEST_CASE("things are counted in words") {
    CHECK(cli::counted(0, "zone", "zones") == "0 zones");
    CHECK(cli::counted(1, "zone", "zones") == "1 zone");
    CHECK(cli::counted(33755, "zone", "zones") == "33,755 zones");
    CHECK(cli::codes_in_words({"a", "b", "c"}, 2) == "a b and 1 more");
    CHECK(cli::codes_in_words({"a", "b"}, 2) == "a b");
    CHECK(cli::codes_in_words({"a", "b", "c"}, 0) == "a b c");
    CHECK(cli::age_in_words(0, 999) == "all ages");
    CHECK(cli::age_in_words(90, 999) == "90 and over");
    CHECK(cli::age_in_words(0, 4) == "0-4");
    CHECK(cli::age_in_words(7, 7) == "7");
}

TEST_CASE("columns are aligned by letters, not by bytes") {
    cli::TextTable table;
    table.add_column("name", cli::TextTable::Align::left);
    table.add_column("n", cli::TextTable::Align::right);
    table.add_row({"Ynys M\xc3\xb4n", "1"});
    table.add_row({"Leeds", "20"});
    CHECK(table.text() == "name       n\nYnys M\xc3\xb4n   1\nLeeds     20\n");
}

TEST_CASE("a failed check is exit 3 and said, whatever else is quiet") {
    cli::Common quiet;
    quiet.quiet = true;
    cli::Talk talk(quiet);
    model::Result result;
    result.issues.push_back({model::Severity::warning, "tie", "pcn", "E01000001", "a tie", {}, 0});
    CHECK(cli::finished(result, talk) == cli::exit_done);
    result.issues.push_back({model::Severity::fault, "ledger_open", "pcn", "", "the ledger does not close", {}, 0});
    CHECK(cli::finished(result, talk) == cli::exit_check);
    CHECK(cli::issue_counts(result) == "1 fault, 1 warning, 0 notes");
}

TEST_CASE("an open ledger line shouts") {
    model::Result result;
    model::Ledger line;
    line.set = "pcn";
    line.quantity = "residents";
    line.in = 10;
    line.allocated = 9;
    line.closes = false;
    result.ledger.push_back(line);
    CHECK_THAT(cli::ledger_text(result), LOCALITY_CONTAINS("DOES NOT CLOSE"));
}

TEST_CASE("long sets are cut short, and say so") {
    model::FootprintSet set;
    for (int i = 0; i < 5; ++i) {
        set.code.push_back("F" + std::to_string(i));
        set.name.push_back("Footprint");
    }
    set.columns.push_back({"residents", "Residents", "people", 0, model::Values::of({1, 2, 3, 4, 5000})});
    set.columns.push_back({"registered", "Registered", "people", 0, model::Values(5)});
    const std::string cut = cli::footprint_table(set, 2);
    CHECK_THAT(cut, LOCALITY_CONTAINS("F1") && !LOCALITY_CONTAINS("F2") &&
                        LOCALITY_CONTAINS("... and 3 more (-v prints all)"));
    const std::string whole = cli::footprint_table(set, 0);
    CHECK_THAT(whole, LOCALITY_CONTAINS("5,000") && !LOCALITY_CONTAINS("more"));
    // A column that nothing is known of is no column.
    CHECK_THAT(whole, !LOCALITY_CONTAINS("registered"));
}
