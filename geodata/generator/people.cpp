#include "people.h"

#include "random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace locality::demo {

namespace {

// Residents per thousand by five-year band, for four kinds of neighbourhood; the shapes are those every census finds.
constexpr std::array<double, band_count> ordinary{58, 61, 63, 58, 57, 66, 72, 71, 68, 61,
                                                  65, 66, 60, 51, 46, 40, 27, 16, 8};
constexpr std::array<double, band_count> student{14, 9, 8, 190, 420, 150, 62, 34, 24, 18, 16, 14, 12, 9, 7, 5, 3, 2, 1};
constexpr std::array<double, band_count> central{38, 24, 18, 48, 180, 235, 150, 84, 54, 40,
                                                 34, 28, 21, 15, 11,  8,   5,   3,  1};
constexpr std::array<double, band_count> family{84, 87, 84, 74, 66, 74, 82, 78, 68, 58,
                                                56, 52, 42, 33, 27, 20, 12, 6,  3};
constexpr std::array<double, band_count> elder{42, 48, 52, 50, 38, 42, 50, 56, 60, 62,
                                               74, 82, 80, 74, 72, 62, 40, 24, 14};

double male_part(int band) {
    return band < 6 ? 0.512 : band < 15 ? 0.497 - 0.002 * (band - 6) : 0.47 - 0.035 * (band - 15);
}

/// Whole numbers in proportion to `weights` that add up to `total`: the largest remainders are rounded up.
std::vector<int> apportion(const std::vector<double>& weights, int total) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<int> whole(weights.size());
    std::vector<std::pair<double, std::size_t>> rest;
    int given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = total * weights[i] / sum;
        whole[i] = static_cast<int>(std::floor(exact));
        given += whole[i];
        rest.emplace_back(whole[i] - exact, i);
    }
    std::ranges::sort(rest);
    for (std::size_t i = 0; given < total; ++i, ++given) ++whole[rest[i].second];
    return whole;
}

/// What part of the city's LSOAs falls in each national decile: as in the cities of the north of England.
constexpr std::array<double, 10> decile_part{0.245, 0.125, 0.095, 0.085, 0.08, 0.075, 0.075, 0.075, 0.07, 0.075};

/// National score at the worst end of each decile, and the best score of all.
constexpr std::array<double, 11> score_at{82.0, 44.1, 32.4, 25.1, 19.8, 15.9, 12.7, 10.1, 7.7, 5.3, 0.6};

std::vector<Deprivation> ranked(const std::vector<double>& hardship, Random& random) {
    const std::size_t n = hardship.size();
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        return hardship[a] != hardship[b] ? hardship[a] > hardship[b] : a < b;
    });
    std::vector<Deprivation> result(n);
    std::set<int> taken;
    for (std::size_t i = 0; i < n; ++i) {
        double part = (static_cast<double>(i) + random.uniform(0.05, 0.95)) / static_cast<double>(n);
        int d = 0;
        while (d < 9 && part > decile_part[d]) part -= decile_part[d++];
        const double within = std::clamp(part / decile_part[d], 0.0, 0.999);
        int rank = 1 + static_cast<int>((d + within) * national_zones / 10.0);
        while (!taken.insert(rank).second) ++rank;
        Deprivation& here = result[order[i]];
        here.rank = rank;
        here.decile = (10 * rank + national_zones - 1) / national_zones;
        const double at = 10.0 * (rank - 1) / national_zones;
        const int low = static_cast<int>(at);
        const double t = at - low;
        // Scores climb steeply among the worst: bend the first decile.
        const double bent = low == 0 ? t * (1.6 - 0.6 * t) : t;
        here.score = score_at[low] + (score_at[low + 1] - score_at[low]) * bent;
    }
    return result;
}

void standardise(std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (double v : values) squares += (v - mean) * (v - mean);
    for (double& v : values) v = (v - mean) / std::sqrt(squares / n);
}

}  // namespace

int Ages::from_band(int first) const {
    return std::accumulate(female.begin() + first, female.end(), 0) +
           std::accumulate(male.begin() + first, male.end(), 0);
}

std::vector<Ages> age_structure(const City& city, std::uint64_t seed) {
    Random random(hash(seed, 6));
    const auto students = city.mean(city.lsoa, [&](geo::Point p) { return city.land.students(p); });
    const auto elders = city.mean(city.lsoa, [&](geo::Point p) { return city.land.elders(p); });
    const auto hardship = city.mean(city.lsoa, [&](geo::Point p) { return city.land.hardship(p); });
    const auto core = city.mean(city.lsoa, [](geo::Point p) { return exponential(-(p.x * p.x + p.y * p.y) / 1.4e6); });
    std::vector<Ages> result;
    for (std::size_t z = 0; z < city.lsoa.size(); ++z) {
        const double s = students[z] * random.uniform(0.8, 1.2);
        const double c = (1 - s) * 0.75 * core[z];
        const double e = (1 - s - c) * std::clamp(0.85 * elders[z] + 0.12 * random.normal(), 0.0, 0.95);
        const double f = (1 - s - c - e) * std::clamp(0.25 + 0.3 * hardship[z] + 0.15 * random.normal(), 0.0, 1.0);
        const double o = 1 - s - c - e - f;
        std::vector<double> weights;
        for (int sex = 0; sex < 2; ++sex) {
            for (int b = 0; b < band_count; ++b) {
                const double people = s * student[b] + c * central[b] + e * elder[b] + f * family[b] + o * ordinary[b];
                weights.push_back(people * (sex == 0 ? 1 - male_part(b) : male_part(b)) * random.uniform(0.82, 1.18));
            }
        }
        const std::vector<int> count = apportion(weights, city.lsoa.people[z]);
        Ages ages;
        std::copy_n(count.begin(), band_count, ages.female.begin());
        std::copy_n(count.begin() + band_count, band_count, ages.male.begin());
        result.push_back(ages);
    }
    return result;
}

DeprivationTables deprivation(const City& city, std::uint64_t seed) {
    Random random(hash(seed, 7));
    DeprivationTables tables;
    tables.hardship = city.mean(city.lsoa, [&](geo::Point p) { return city.land.hardship(p); });
    standardise(tables.hardship);
    for (double& h : tables.hardship) h += 0.28 * random.normal();
    standardise(tables.hardship);
    tables.overall = ranked(tables.hardship, random);
    for (auto* domain : {&tables.income, &tables.health}) {
        std::vector<double> own = tables.hardship;
        for (double& h : own) h += 0.3 * random.normal();
        *domain = ranked(own, random);
    }
    return tables;
}

}  // namespace locality::demo
