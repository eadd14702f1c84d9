#pragma once

#include "stats/interval.h"

#include <array>
#include <span>
#include <vector>

namespace locality::stats {

/// First year of each age band of a life table: under 1, 1-4, 5-9 ... 85-89, 90 and over.
inline constexpr std::array<int, 20> life_table_ages{0,  1,  5,  10, 15, 20, 25, 30, 35, 40,
                                                     45, 50, 55, 60, 65, 70, 75, 80, 85, 90};

/// Years that people who have reached an age still live on average.
struct LifeExpectancy {
    int age = 0;
    Figure figure;                      ///< years
    double population = 0, deaths = 0;  ///< at this age and above
};

/// Life expectancy at the start of each age band, from deaths and population (person-years) of the same time.
///
/// Shapes   20 age bands each, those of life_table_ages in their order; the result has one entry per band.
/// Missing  the whole table is blank, with no limits, for NaN anywhere, negative deaths, a band with no people, more
///          deaths than people in a band, other than 20 bands, or 5,000 people or fewer in all (OHID publishes none).
///          One age is blank, with its limits kept, where its 95% limits are more than 20 years apart; and all ages are
///          where the last band has no deaths.
/// Throws   std::invalid_argument where deaths and population differ in length.
/// Source   Chiang 1968 (II, abridged; first year's fraction 0.1); Silcocks, Jenner & Reza 2001, J Epidemiol Community
///          Health 55:38, for the variance of the last band; Eayres & Williams 2004, 58:243; PHEindicatormethods 2.1.0.
std::vector<LifeExpectancy> life_expectancy(std::span<const double> deaths, std::span<const double> population,
                                            Confidence confidence = 0.95);

}  // namespace locality::stats
