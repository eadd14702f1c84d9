#include "catch.h"
#include "program.h"

using test::locality;
using test::Ran;

TEST_CASE("the program says its version and what it can do") {
    CHECK(locality({"--version"}).out == "locality 0.1.0\n");
    const Ran help = locality({"--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    for (const char* command : {"build", "check", "profile", "map"}) CHECK_THAT(help.out, LOCALITY_CONTAINS(command));
}

TEST_CASE("every command has help with one example") {
    for (const char* command : {"build", "check", "profile", "map"}) {
        INFO(command);
        const Ran help = locality({command, "--help"});
        CHECK(help.code == 0);
        CHECK_THAT(help.out, LOCALITY_CONTAINS(std::string("Example: locality ") + command));
        for (const char* option : {"--data", "--threads", "--json", "--quiet", "--verbose"})
            CHECK_THAT(help.out, LOCALITY_CONTAINS(option));
    }
}

TEST_CASE("a wrong command line is exit 2, with the nearest word on stderr") {
    const Ran nothing = locality({});
    CHECK(nothing.code == 2);
    CHECK(nothing.out.empty());
    CHECK_THAT(nothing.err, LOCALITY_CONTAINS("locality --help shows how"));

    const Ran command = locality({"biuld"});
    CHECK(command.code == 2);
    CHECK_THAT(command.err, LOCALITY_CONTAINS("\"biuld\" is no command; did you mean build?"));
    CHECK_THAT(locality({"paint"}).err, LOCALITY_CONTAINS("\"paint\" is no command; locality --help shows how"));

    const Ran option = locality({"check", "demo", "--jsn"});
    CHECK(option.code == 2);
    CHECK_THAT(option.err, LOCALITY_CONTAINS("--jsn") && LOCALITY_CONTAINS("did you mean --json?"));

    const Ran both = locality({"check", "demo", "-q", "-v"});
    CHECK(both.code == 2);
    CHECK_FALSE(both.err.empty());

    const Ran threads = locality({"check", "demo", "--threads", "many"});
    CHECK(threads.code == 2);
    CHECK_THAT(threads.err, LOCALITY_CONTAINS("--threads"));
}

TEST_CASE("the user's mistakes are exit 1, in one sentence on stderr") {
    const test::SmallCity city;
    const Ran absent = locality({"check", "nowhere.toml"});
    CHECK(absent.code == 1);
    CHECK(absent.out.empty());
    CHECK(absent.err == "locality: nowhere.toml: no such file; name a project file (.toml), or \"demo\"\n");

    city.write("bad.toml", "[zones]\npth = \"zones.geojson\"\n");
    const Ran key = locality({"check", city.path("bad.toml")});
    CHECK(key.code == 1);
    CHECK_THAT(key.err, LOCALITY_CONTAINS("bad.toml:2: [zones] has no key \"pth\"; did you mean \"path\"?"));

    const Ran data = locality({"check", city.project(), "--data", city.path("nothing")});
    CHECK(data.code == 1);
    CHECK_THAT(data.err, LOCALITY_CONTAINS("no such folder"));
}

TEST_CASE("data are found under LOCALITY_DATA, too") {
    const test::SmallCity city;
    const test::ScratchFolder elsewhere;
    const auto project = elsewhere.write("city.toml", "[zones]\npath = \"zones.geojson\"\n");
    CHECK(locality({"check", project.string(), "-q"}).code == 1);
    CHECK(locality({"check", project.string(), "-q"}, "LOCALITY_DATA='" + city.folder().string() + "'").code == 0);
    CHECK(locality({"check", project.string(), "-q", "--data", city.folder().string()}).code == 0);
}
