#include "write.h"

#include <charconv>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

std::uint64_t seed_of(std::string_view text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw std::runtime_error("the seed \"" + std::string(text) + "\" is not a whole number");
    }
    return seed;
}

}  // namespace

// make_demo_city FOLDER [SEED]: makes the demo city and writes its files into an existing folder.
int main(int count, char** argument) {
    using namespace locality::demo;
    if (count < 2 || count > 3) {
        std::fputs("usage: make_demo_city FOLDER [SEED]\n", stderr);
        return 2;
    }
    try {
        if (!std::filesystem::is_directory(argument[1])) {
            throw std::runtime_error(std::string(argument[1]) + ": no such folder; make it first");
        }
        const std::uint64_t seed = count == 3 ? seed_of(argument[2]) : 2025;
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
