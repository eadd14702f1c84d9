#include "catch.h"
#include "io/project_file.h"
#include "io/project_schema.h"
#include "model/words.h"
#include "real_data.h"

#include <fstream>
#include <iterator>

using namespace locality;

TEST_CASE("the demo city's project is found and read from anywhere") {
    const model::Project p = io::read_project(io::demo_project());
    CHECK(p.synthetic);
    CHECK_FALSE(p.attribution.empty());
    std::vector<std::string> sets;
    std::vector<model::Origin> origins;
    for (const model::FootprintSpec& spec : p.footprints) {
        sets.push_back(spec.id);
        origins.push_back(spec.origin);
    }
    CHECK(sets == std::vector<std::string>{"ward", "committee", "pcn", "lcp", "team"});
    CHECK(origins == std::vector{model::Origin::boundaries, model::Origin::dissolve, model::Origin::registrations,
                                 model::Origin::union_of, model::Origin::lookup});
    CHECK(p.indicators.size() == 6);
}

TEST_CASE("the examples find the real data under the data folder") {
    LOCALITY_REQUIRE_REAL_DATA();
    for (const char* name : {"leeds", "leeds-2011", "staffordshire", "england"}) {
        INFO(name);
        const model::Project p = io::read_project(io::own_file(std::string("geodata/") + name + ".toml"), real_data());
        CHECK_FALSE(p.synthetic);
        CHECK_THAT(p.attribution, LOCALITY_CONTAINS("Office for National Statistics"));
        CHECK(p.zones.path.is_absolute());
        for (const model::FootprintSpec& spec : p.footprints) CHECK(spec.title != spec.id);
    }
}

TEST_CASE("the manual of project files explains every key and every choice") {
    std::ifstream stream(std::string(LOCALITY_SOURCE_DIR) + "/docs/project-file.md");
    const std::string manual(std::istreambuf_iterator<char>(stream), {});
    const auto check = [&](std::string_view word) {
        INFO(word);
        // In a list of keys, as a choice, or in the braces of an inline table.
        const bool there = manual.find("`" + std::string(word)) != std::string::npos ||
                           manual.find("`\"" + std::string(word)) != std::string::npos ||
                           manual.find(" " + std::string(word) + " }") != std::string::npos ||
                           manual.find(" " + std::string(word) + ",") != std::string::npos ||
                           manual.find("[" + std::string(word) + "]") != std::string::npos;
        CHECK(there);
    };
    const auto check_all = [&](const auto& words) {
        for (std::string_view word : words) check(word);
    };
    check_all(io::root_keys);
    check_all(io::layer_keys);
    check_all(io::weights_keys);
    check_all(io::lookup_keys);
    check_all(io::indicator_keys);
    check_all(io::output_keys);
    check_all(io::zone_kinds);
    check_all(io::weight_units);
    for (const auto& [kind, word] : model::indicator_kind_words) check(word);
    for (const auto& [assumption, word] : model::assumption_words) check(word);
    check_all(io::indicator_libraries);
    check_all(io::indicator_standards);
    check_all(io::indicator_lookup_keys);
    for (const auto& [origin, word] : model::origin_words) {
        check(word);
        check_all(io::rules(origin).keys);
        for (const model::Basis basis : io::rules(origin).bases)
            if (origin == model::Origin::boundaries) check(model::word(model::basis_words, basis));
        for (const model::Method method : io::rules(origin).methods)
            if (origin == model::Origin::boundaries) check(model::word(model::method_words, method));
    }
    for (const auto& [polarity, word] : model::polarity_words) check(word);
}
