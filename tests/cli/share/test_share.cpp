#include "catch.h"
#include "program.h"

#include <nlohmann/json.hpp>

#include <cstdint>

using nlohmann::json;
using test::locality;
using test::Ran;
using test::SmallCity;

namespace {
const std::string weights = "3,2,2,1,1,1,1,1,1,1";
}

TEST_CASE("share prints each footprint's part of a budget, to the penny") {
    const SmallCity city;
    const Ran ran = locality({"share", city.project(), "ward", "--budget", "1,000.01", "--weights", weights});
    CHECK(ran.code == 0);
    CHECK(ran.err.empty());
    test::check_golden(ran.out, "share/small_city.txt");
}

TEST_CASE("share as JSON and CSV sums to the budget") {
    const SmallCity city;
    const std::string csv = city.path("share.csv");
    const Ran ran =
        locality({"share", city.project(), "ward", "--budget", "1000000", "--weights", weights, "--json", "-o", csv});
    REQUIRE(ran.code == 0);
    const json answer = json::parse(ran.out);
    std::int64_t need = 0, equal = 0;
    for (const json& row : answer["footprints"]) {
        need += row["by_need_pence"].get<std::int64_t>();
        equal += row["equal_pence"].get<std::int64_t>();
    }
    CHECK(need == 100'000'000);
    CHECK(equal == 100'000'000);
    // West: 400 people of decile 1 count three times, 300 others once, of 1,800 in all.
    CHECK(answer["footprints"][0]["weighted_people"].get<double>() == Approx(1500));
    CHECK(answer["footprints"][0]["by_need_pence"] == 83'333'333);
    CHECK_THAT(test::bytes_of(csv), LOCALITY_CONTAINS("ward,E05000001,West,700,1500,833333.33,700000.00,"));
}

TEST_CASE("share refuses what is no budget or no set of weights") {
    const SmallCity city;
    for (const char* wrong : {"much", "-5", "10.005", ".5", "99999999999999"}) {
        INFO(wrong);
        const Ran ran =
            locality({"share", city.project(), "ward", std::string("--budget=") + wrong, "--weights", weights});
        CHECK(ran.code == 2);
        CHECK_THAT(ran.err, LOCALITY_CONTAINS("is no budget"));
    }
    CHECK(locality({"share", city.project(), "ward", "--budget", "5", "--weights", "1,2,3"}).code == 2);
    const Ran nobody = locality({"share", city.project(), "ward", "--budget", "5", "--weights", "0,0,0,0,0,0,0,0,0,0"});
    CHECK(nobody.code == 1);
    CHECK_THAT(nobody.err, LOCALITY_CONTAINS("nobody counts by these weights"));
    CHECK(locality({"share", city.project(), "parish", "--budget", "5", "--weights", weights}).code == 1);
}
