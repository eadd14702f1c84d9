#include "stats/life_expectancy.h"

#include <cmath>
#include <stdexcept>

namespace locality::stats {

namespace {

constexpr double widest_limits_years = 20;
constexpr double least_population = 5000;

/// Why the whole table is blank, if it is.
Blank fault(std::span<const double> deaths, std::span<const double> population) {
    if (deaths.size() != life_table_ages.size()) return Blank::not_20_age_bands;
    double total = 0;
    for (std::size_t i = 0; i < deaths.size(); ++i) {
        if (std::isnan(deaths[i]) || std::isnan(population[i])) return Blank::missing;
        if (deaths[i] < 0) return Blank::deaths_below_zero;
        if (population[i] <= 0) return Blank::age_band_without_people;
        if (deaths[i] > population[i]) return Blank::more_deaths_than_people;
        total += population[i];
    }
    return total <= least_population ? Blank::population_5000_or_less : Blank::no;
}

/// The columns of a life table; see Chiang. `alive` at the start of a band, `dying` in it, of 100,000 born.
struct Table {
    std::vector<double> years_to_live, standard_error;
};

Table life_table(std::span<const double> deaths, std::span<const double> population) {
    const std::size_t bands = deaths.size(), last = bands - 1;
    std::vector<double> alive(bands + 1), dying(bands), years(bands), width(bands), fraction(bands, 0.5),
        p_dying(bands);
    fraction[0] = 0.1;
    alive[0] = 100'000;
    for (std::size_t i = 0; i < bands; ++i) {
        const double rate = deaths[i] / population[i];
        width[i] = i < last ? life_table_ages[i + 1] - life_table_ages[i] : 2 / rate;
        const bool outlived = deaths[i] <= population[i] / width[i] / fraction[i];
        p_dying[i] = outlived ? rate * width[i] / (1 + rate * width[i] * (1 - fraction[i])) : 1;
        alive[i + 1] = alive[i] * (1 - p_dying[i]);
        dying[i] = i < last ? alive[i] - alive[i + 1] : alive[i];
        years[i] = i < last ? width[i] * (alive[i + 1] + fraction[i] * dying[i]) : alive[i] / rate;
    }
    Table table{std::vector<double>(bands), std::vector<double>(bands)};
    double years_after = 0;
    for (std::size_t i = bands; i-- > 0;) {
        years_after += years[i];
        table.years_to_live[i] = alive[i] == 0 ? 0 : years_after / alive[i];
    }
    double variance = 0;
    for (std::size_t i = bands; i-- > 0;) {
        if (i == last) {
            const double rate = deaths[i] / population[i];
            variance = alive[i] * alive[i] / 4 * (4 / (deaths[i] * rate * rate));
        } else {
            const double p = p_dying[i], of_p = dying[i] == 0 ? 0 : p * p * (1 - p) / deaths[i];
            const double lost = (1 - fraction[i]) * width[i] + table.years_to_live[i + 1];
            variance += of_p * alive[i] * alive[i] * lost * lost;
        }
        table.standard_error[i] = std::sqrt(variance) / alive[i];
    }
    return table;
}

}  // namespace

std::vector<LifeExpectancy> life_expectancy(std::span<const double> deaths, std::span<const double> population,
                                            Confidence confidence) {
    if (deaths.size() != population.size())
        throw std::invalid_argument("deaths and population are not by the same age bands");
    std::vector<LifeExpectancy> result(deaths.size());
    double deaths_above = 0, population_above = 0;
    for (std::size_t i = result.size(); i-- > 0;) {
        if (i < life_table_ages.size()) result[i].age = life_table_ages[i];
        result[i].population = population_above += population[i];
        result[i].deaths = deaths_above += deaths[i];
    }
    const Blank blank = fault(deaths, population);
    if (blank != Blank::no) {
        for (LifeExpectancy& at : result) at.figure.blank = blank;
        return result;
    }
    const Table table = life_table(deaths, population);
    const double z = confidence.z(), z_95 = Confidence(0.95).z();
    for (std::size_t i = 0; i < result.size(); ++i) {
        Figure& figure = result[i].figure;
        const double years = table.years_to_live[i], error = table.standard_error[i];
        figure.limits = {years - z * error, years + z * error};
        if (deaths.back() == 0)
            figure = {nothing, {}, Blank::no_deaths_in_last_band};
        else if (2 * z_95 * error > widest_limits_years)
            figure.blank = Blank::limits_too_wide;
        else
            figure = {years, figure.limits, std::isnan(years) ? Blank::missing : Blank::no};
    }
    return result;
}

}  // namespace locality::stats
