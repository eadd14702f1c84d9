#include "catch.h"
#include "io/project_file.h"
#include "real_data.h"

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
