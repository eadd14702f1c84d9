#include "catch.h"
#include "io/csv_output.h"
#include "io/unfinished_file.h"
#include "model/errors.h"
#include "scratch_folder.h"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

using namespace locality;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

std::set<std::string> names_in(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

}  // namespace

TEST_CASE("cells of CSV are quoted where they must be") {
    CHECK(io::csv_cell("Rugeley & Great Haywood") == "Rugeley & Great Haywood");
    CHECK(io::csv_cell("") == "");
    CHECK(io::csv_cell("Hyde Park, Burley") == "\"Hyde Park, Burley\"");
    CHECK(io::csv_cell("the \"Elms\"") == "\"the \"\"Elms\"\"\"");
    CHECK(io::csv_cell("two\nlines") == "\"two\nlines\"");
    CHECK(io::csv_cell("two\rlines") == "\"two\rlines\"");
    CHECK(io::csv_cell(" 0-4") == "\" 0-4\"");
    CHECK(io::csv_cell("90+ ") == "\"90+ \"");
}

TEST_CASE("a table of text is written as CSV") {
    const test::ScratchFolder folder;
    const fs::path file = folder.path() / "t.csv";
    io::write_csv(file, std::vector<std::vector<std::string>>{{"code", "name"}, {"E1", "A, B"}, {"E2", ""}});
    CHECK(text_of(file) == "code,name\nE1,\"A, B\"\nE2,\n");
}

TEST_CASE("a file appears whole, or what was there stays") {
    const test::ScratchFolder folder;
    const fs::path file = folder.write("a.txt", "old");
    {
        const io::UnfinishedFile unfinished(file, true);
        std::ofstream(unfinished.path()) << "new, but not kept";
        CHECK(text_of(file) == "old");
    }
    CHECK(text_of(file) == "old");
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.txt"});

    io::write_text(file, "new");
    CHECK(text_of(file) == "new");
    CHECK(names_in(folder.path()) == std::set<std::string>{"a.txt"});
}

TEST_CASE("a link to a file stays a link when the file is replaced") {
    const test::ScratchFolder folder;
    const fs::path file = folder.write("behind.txt", "old"), link = folder.path() / "link.txt";
    fs::create_symlink("behind.txt", link);
    io::write_text(link, "new");
    CHECK(fs::is_symlink(link));
    CHECK(text_of(file) == "new");
}

TEST_CASE("a file that may not be replaced is refused, even one made meanwhile") {
    const test::ScratchFolder folder;
    const fs::path file = folder.path() / "a.txt";
    const io::UnfinishedFile unfinished(file, false);
    std::ofstream(unfinished.path()) << "ours";
    folder.write("a.txt", "theirs");
    CHECK_THROWS_WITH(unfinished.keep(), LOCALITY_CONTAINS("exists already"));
    CHECK(text_of(file) == "theirs");
    CHECK_THROWS_WITH(io::UnfinishedFile(file, false), LOCALITY_CONTAINS("exists already"));
    CHECK_THROWS_WITH(io::UnfinishedFile(folder.path(), true), LOCALITY_CONTAINS("is not a file"));
    CHECK_THROWS_WITH(io::UnfinishedFile(folder.path() / "no/a.txt", true), LOCALITY_CONTAINS("there is no folder"));
}
