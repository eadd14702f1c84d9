#include "catch.h"
#include "io/scenario_file.h"
#include "model/errors.h"
#include "scratch_folder.h"

#include <fstream>
#include <sstream>

using namespace locality;
using model::CodedScenario;

namespace {

CodedScenario sample() {
    CodedScenario s;
    s.title = "Seacroft \"whole\"\t– 1";
    s.set = "pcn";
    s.steps = {{{{"E01", "U1", "U2"}, {"E02", "", "U2"}}, "line one\nline \\two"}, {{{"E01", "U2", ""}}, ""}};
    s.done = 1;
    s.locked = {"E03", "E04"};
    return s;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("scenarios come back from their file as they went, byte for byte", "[scenario]") {
    const test::ScratchFolder folder;
    const std::filesystem::path file = folder.path() / "a.scenarios.toml";
    CodedScenario second;
    second.title = "Nothing yet";
    second.set = "lcp";
    const std::vector<CodedScenario> scenarios{sample(), second};
    io::write_scenarios(scenarios, file);
    CHECK(io::read_scenarios(file) == scenarios);
    CHECK(bytes_of(file) == io::scenarios_text(io::read_scenarios(file)));
    using Listing = std::filesystem::directory_iterator;
    CHECK(std::distance(Listing(folder.path()), Listing()) == 1);
    io::write_scenarios({}, file);
    CHECK(io::read_scenarios(file).empty());
    CHECK_THROWS_WITH(io::write_scenarios(scenarios, folder.path() / "no" / "such.toml"),
                      LOCALITY_CONTAINS("there is no folder"));
}

TEST_CASE("steps in force are all where the file does not say", "[scenario]") {
    const auto read = io::scenarios_from(
        "[[scenarios]]\ntitle='t'\nset='pcn'\n[[scenarios.steps]]\nmoves=[['E1','A','B']]\n", "x.toml");
    REQUIRE(read.size() == 1);
    CHECK(read[0].done == 1);
    CHECK(read[0].steps[0].reason.empty());
}

TEST_CASE("what is wrong in a file of scenarios is said with its line", "[scenario]") {
    const auto step = [](const std::string& moves) {
        return "[[scenarios]]\ntitle = 't'\nset = 'pcn'\n[[scenarios.steps]]\nmoves = " + moves + "\n";
    };
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"scenarios = 3", "x.toml:1"},
        {"titel = 'a'", "x.toml:1"},
        {"[[scenarios]]\ntitle = 't'\n", "set"},
        {"[[scenarios]]\ntitle = 't'\nset = 'Not An Id'\n", "x.toml:3"},
        {"[[scenarios]]\ntitle = 't'\nset = 'pcn'\ndone = 1\n", "x.toml:4"},
        {"[[scenarios]]\ntitle = 't'\nset = 'pcn'\nsteps = ['a']\n", "x.toml:4"},
        {"[[scenarios]]\ntitle = 't'\nset = 'pcn'\n[[scenarios.steps]]\nreason = ''\n", "has no moves"},
        {step("[]"), "is empty"},
        {step("'E1'"), "must be a list"},
        {step("[['E1', 'A']]"), "x.toml:5"},
        {step("[['E1', 'A', 3]]"), "a code is text"},
        {step("[['', 'A', 'B']]"), "the zone has no code"},
        {step("[['E1', 'A', 'A']]"), "goes from where it is to the same"},
        {step("[['" + std::string(5000, 'x') + "', 'A', 'B']]"), "a code of 5000 letters"},
        {"[[scenarios]]\ntitle='t'\nset='pcn'\n[[scenarios]]\ntitle='t'\nset='pcn'\n", "two scenarios \"t\""},
        {"[[scenarios]]\ntitle='t'\nset='pcn'\nlocked=['E1','E1']\n", "x.toml:4"},
        {"[[scenarios\n", "TOML is described"},
        {std::string("\0\1\2", 3), "x.toml:1"},
        {"a = " + std::string(5000, '['), "x.toml:1"},
    };
    for (const auto& [text, words] : wrong) {
        INFO(text.substr(0, 200));
        CHECK_THROWS_AS(io::scenarios_from(text, "x.toml"), model::InputError);
        CHECK_THROWS_WITH(io::scenarios_from(text, "x.toml"), LOCALITY_CONTAINS(words));
    }
    CHECK_THROWS_AS(io::read_scenarios("/nowhere/at/all.toml"), model::InputError);
    CHECK_THROWS_AS(io::read_scenarios("/"), model::InputError);
}

TEST_CASE("a scenario is found by title, file, or both", "[scenario]") {
    const test::ScratchFolder folder;
    const std::filesystem::path project = folder.path() / "leeds.toml";
    CHECK_THROWS_WITH(io::scenario_called("a", project), LOCALITY_CONTAINS("there are no scenarios beside"));
    CodedScenario a = sample(), b = sample();
    a.title = "North";
    b.title = "South";
    io::write_scenarios(std::vector{a, b}, folder.path() / "leeds.scenarios.toml");
    io::write_scenarios(std::vector{b}, folder.path() / "one.toml");
    const std::string beside = (folder.path() / "leeds.scenarios.toml").string();
    CHECK(io::scenario_called("North", project) == a);
    CHECK(io::scenario_called((folder.path() / "one.toml").string(), project) == b);
    CHECK(io::scenario_called(beside + ":South", project) == b);
    CHECK_THROWS_WITH(io::scenario_called("Nort", project), LOCALITY_CONTAINS("did you mean \"North\"?"));
    CHECK_THROWS_WITH(io::scenario_called(beside, project), LOCALITY_CONTAINS("has 2 scenarios"));
}
