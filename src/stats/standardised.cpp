#include "stats/standardised.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace locality::stats {

namespace {

double or_zero(double v) {
    return std::isnan(v) ? 0 : v;
}

double sum_of_known(std::span<const double> values) {
    double sum = 0;
    for (const double v : values) sum += or_zero(v);
    return sum;
}

void refuse_negative(std::span<const double> values, const char* message) {
    for (const double v : values)
        if (v < 0) throw std::invalid_argument(message);
}

/// What a sum over age bands adds up.
struct Sums {
    double events = 0, rate = 0, variance = 0, weight = 0, population = 0;

    void add_band(double band_population, double band_weight) {
        if (!(band_population > 0)) throw std::invalid_argument("an age band's population is not above 0");
        if (!(band_weight >= 0))
            throw std::invalid_argument("an age band's standard population is missing or negative");
        population += band_population;
        weight += band_weight;
    }
    /// `people` with the event `times` each.
    void add_events(double people, double times, double band_population, double band_weight) {
        if (people < 0) throw std::invalid_argument("a count of events is negative");
        const double known = or_zero(people), per_person = band_weight / band_population;
        events += times * known;
        rate += times * known * per_person;
        variance += times * times * known * per_person * per_person;
    }
};

DirectRate direct_rate(const Sums& sums, Confidence confidence, double multiplier) {
    if (!(multiplier > 0)) throw std::invalid_argument("a rate's multiplier is not above 0");
    if (!(sums.weight > 0)) throw std::invalid_argument("the standard population has no people");
    DirectRate result;
    result.events = sums.events;
    result.population = sums.population;
    if (sums.events < 10) {
        result.figure.blank = Blank::fewer_than_10_events;
        return result;
    }
    const double value = multiplier * sums.rate / sums.weight;
    const double variance = sums.variance / (sums.weight * sums.weight);
    const Interval events = byars_limits(sums.events, confidence);
    const double scale = std::sqrt(variance / sums.events) * multiplier;
    result.figure = {
        value, {value + scale * (events.lower - sums.events), value + scale * (events.upper - sums.events)}, Blank::no};
    return result;
}

}  // namespace

DirectRate directly_standardised_rate(std::span<const double> count, std::span<const double> population,
                                      std::span<const double> weight, Confidence confidence, double multiplier) {
    if (count.empty()) throw std::invalid_argument("a standardised rate of no age bands");
    if (count.size() != population.size() || count.size() != weight.size())
        throw std::invalid_argument("counts, populations and standard populations are not by the same age bands");
    Sums sums;
    for (std::size_t i = 0; i < count.size(); ++i) {
        sums.add_band(population[i], weight[i]);
        sums.add_events(count[i], 1, population[i], weight[i]);
    }
    return direct_rate(sums, confidence, multiplier);
}

DirectRate directly_standardised_rate_of_repeats(std::span<const EventRow> rows, Confidence confidence,
                                                 double multiplier) {
    if (rows.empty()) throw std::invalid_argument("a standardised rate of no age bands");
    std::map<int, const EventRow*> bands;
    Sums sums;
    for (const EventRow& row : rows) {
        const auto [band, first] = bands.try_emplace(row.age_band, &row);
        if (first) sums.add_band(row.population, row.weight);
        if (row.population != band->second->population || row.weight != band->second->weight)
            throw std::invalid_argument("an age band has more than one population or standard population");
        if (!(row.frequency > 0)) throw std::invalid_argument("an event frequency is not above 0");
        sums.add_events(row.people, row.frequency, row.population, row.weight);
    }
    return direct_rate(sums, confidence, multiplier);
}

IndirectRate indirectly_standardised_ratio(std::span<const double> observed, std::span<const double> population,
                                           std::span<const double> reference_count,
                                           std::span<const double> reference_population, Confidence confidence,
                                           double reference_value) {
    const std::size_t bands = population.size();
    if (bands == 0) throw std::invalid_argument("a standardised ratio of no age bands");
    if (reference_count.size() != bands || reference_population.size() != bands ||
        (observed.size() != bands && observed.size() != 1))
        throw std::invalid_argument("counts, populations and the reference are not by the same age bands");
    refuse_negative(observed, "a count of events is negative");
    refuse_negative(population, "a population is negative");
    refuse_negative(reference_count, "a count of the reference is negative");
    IndirectRate result;
    result.reference_rate = reference_value;
    result.observed = sum_of_known(observed);
    for (std::size_t i = 0; i < bands; ++i) {
        if (!(reference_population[i] > 0))
            throw std::invalid_argument("a population of the reference is missing or not above 0");
        result.expected += or_zero(reference_count[i]) / reference_population[i] * or_zero(population[i]);
    }
    if (!(result.expected > 0)) {
        result.figure.blank = Blank::nothing_expected;
        return result;
    }
    const Interval events = poisson_limits(result.observed, confidence);
    const auto figure = [&](double of) { return of / result.expected * reference_value; };
    result.figure = {figure(result.observed), {figure(events.lower), figure(events.upper)}, Blank::no};
    return result;
}

IndirectRate indirectly_standardised_rate(std::span<const double> observed, std::span<const double> population,
                                          std::span<const double> reference_count,
                                          std::span<const double> reference_population, Confidence confidence,
                                          double multiplier) {
    const double of_all = sum_of_known(reference_count) / sum_of_known(reference_population) * multiplier;
    return indirectly_standardised_ratio(observed, population, reference_count, reference_population, confidence,
                                         of_all);
}

}  // namespace locality::stats
