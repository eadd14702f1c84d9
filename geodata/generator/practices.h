#pragma once

#include "city.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::demo {

struct Practice {
    std::string code, name, postcode;
    geo::Point at;
    int pcn = -1;  ///< -1: in none
    int list_size = 0;
};

/// Patients of one practice who live in one place.
struct Registered {
    int practice = 0;
    std::string zone;  ///< LSOA code; also CLOSED, EMPTY, LSOAs outside the city
    int patients = 0;
};

struct HealthCare {
    std::vector<Practice> practices;
    std::vector<Registered> registered;  ///< by practice, then zone
    std::vector<std::string> pcn_code, pcn_name;
    std::vector<std::string> lcp_code, lcp_name;
    std::vector<int> lcp_of_pcn;
    std::vector<int> patients_of_lsoa;  ///< registered patients living in each LSOA, wherever registered
};

/// Practices where people are, lists by choice: patients go to large practices nearby, farther where people are few.
/// Networks join practices that are near to each other, but for a few that joined another, as happens: their
/// largest-share footprints come out in pieces.
HealthCare build_health_care(const City& city, const std::vector<double>& hardship, std::uint64_t seed);

}  // namespace locality::demo
