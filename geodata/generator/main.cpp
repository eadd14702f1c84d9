#include "write.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

// make_demo_city FOLDER [SEED]: makes the demo city and writes its files into an existing folder.
int main(int count, char** argument) {
    using namespace locality::demo;
    if (count < 2 || count > 3) {
        std::fputs("usage: make_demo_city FOLDER [SEED]\n", stderr);
        return 2;
    }
    try {
        const std::uint64_t seed = count == 3 ? std::stoull(argument[2]) : 2025;
        DemoCity demo{build_city(seed), {}, {}, {}, {}};
        demo.ages = age_structure(demo.city, seed);
        demo.deprivation = deprivation(demo.city, seed);
        demo.care = build_health_care(demo.city, demo.deprivation.hardship, seed);
        demo.indicators = indicators(demo.city, demo.ages, demo.deprivation.hardship, demo.care.patients_of_lsoa, seed);
        write_tables(demo, argument[1]);
        write_layers(demo, argument[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "make_demo_city: %s\n", error.what());
        return 1;
    }
    return 0;
}
