#pragma once

#include "stats/interval.h"

#include <array>
#include <cstddef>
#include <span>

namespace locality::stats {

/// European Standard Population 2013: people in the age bands 0-4, 5-9 ... 85-89, 90 and over; 100,000 together.
/// Source  Eurostat 2013, Revision of the European Standard Population.
inline constexpr std::array<double, 19> esp2013{5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
                                                7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000};

/// A directly standardised rate.
struct DirectRate {
    Figure figure;
    double events = 0, population = 0;  ///< in all age bands
};

/// The rate that an area would have if its people had the ages of the standard population:
///
///     multiplier * sum over ages of weight * count / population  /  sum of weights
///
/// Shapes   one entry per age band in all three; any set of ages, for instance under 75.
/// Missing  a NaN count is 0 events, as in the reference. Fewer than 10 events in all: blank, with no limits.
/// Throws   std::invalid_argument if the spans differ in length or are empty, a count is negative, a population is not
///          above 0, a weight is missing or negative, all weights are 0, or the multiplier is not above 0.
/// Source   Dobson et al 1991, Stat Med 10:457, with Byar's limits; PHEindicatormethods 2.1.0 calculate_dsr.
DirectRate directly_standardised_rate(std::span<const double> count, std::span<const double> population,
                                      std::span<const double> weight, Confidence confidence = 0.95,
                                      double multiplier = 100'000);

/// People of one age band who had the event exactly `frequency` times.
struct EventRow {
    int age_band = 0;                   ///< any number that names the band
    double population = 0, weight = 0;  ///< of the band: the same in all its rows
    double frequency = 0, people = 0;
};

/// As directly_standardised_rate for events that one person can have more than once, like hospital admissions: the
/// variance is sum of frequency^2 * the variance of people with that frequency.
/// Missing  NaN `people` are none.
/// Throws   as directly_standardised_rate, and where population or weight differ within an age band or a frequency is
///          not above 0.
/// Source   PHEindicatormethods 2.1.0; Eayres 2008, APHO Technical Briefing 3.
DirectRate directly_standardised_rate_of_repeats(std::span<const EventRow> rows, Confidence confidence = 0.95,
                                                 double multiplier = 100'000);

/// An indirectly standardised ratio or rate.
struct IndirectRate {
    Figure figure;
    double observed = 0;  ///< events
    double expected = 0;  ///< events, at the reference's rates
    double reference_rate =
        0;  ///< what a figure with as many events as expected is: 100, or the reference's crude rate
};

/// Observed events over those expected at the reference's rates by age, times `reference_value`.
///
/// Shapes   population and reference by age band; `observed` by age band or in one sum.
/// Missing  a NaN count, here or in the reference, is 0 events and a NaN population nobody, as in the reference
///          implementation. None expected: blank.
/// Throws   std::invalid_argument if the shapes differ, anything is negative, or a reference population is not above 0
///          or missing.
/// Source   Breslow & Day 1987; PHEindicatormethods 2.1.0 calculate_ISRatio: exact limits below 10 events, else Byar's.
IndirectRate indirectly_standardised_ratio(std::span<const double> observed, std::span<const double> population,
                                           std::span<const double> reference_count,
                                           std::span<const double> reference_population, Confidence confidence = 0.95,
                                           double reference_value = 100);

/// The ratio times the reference's crude rate per `multiplier`.
IndirectRate indirectly_standardised_rate(std::span<const double> observed, std::span<const double> population,
                                          std::span<const double> reference_count,
                                          std::span<const double> reference_population, Confidence confidence = 0.95,
                                          double multiplier = 100'000);

}  // namespace locality::stats
