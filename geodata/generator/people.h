#pragma once

#include "city.h"

#include <array>
#include <vector>

namespace locality::demo {

inline constexpr int band_count = 19;  ///< five-year bands 0-4 ... 85-89, then 90 and over

/// Residents of one LSOA by sex and five-year band; they add up to its residents.
struct Ages {
    std::array<int, band_count> female{}, male{};
    /// People of both sexes from band `first` on.
    int from_band(int first) const;
};
std::vector<Ages> age_structure(const City& city, std::uint64_t seed);

/// Deprivation of one LSOA among 33,755 national ones, rank 1 the most deprived.
struct Deprivation {
    double score = 0;
    int rank = 0, decile = 0;
};
inline constexpr int national_zones = 33'755;

struct DeprivationTables {
    std::vector<double> hardship;  ///< what lies behind: standardised, 1 = one standard deviation worse
    std::vector<Deprivation> overall, income, health;
};
DeprivationTables deprivation(const City& city, std::uint64_t seed);

}  // namespace locality::demo
