#include "indicators.h"

#include "random.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace locality::demo {

namespace {

enum Who { persons, female, male };
constexpr const char* sex_name[] = {"Persons", "Female", "Male"};

int in_bands(const Ages& a, Who who, int first, int last) {
    int sum = 0;
    for (int b = first; b <= last; ++b) sum += (who == male ? 0 : a.female[b]) + (who == female ? 0 : a.male[b]);
    return sum;
}

/// What one indicator is made of. `part` is the share of the denominator that the numerator is expected to be.
struct Recipe {
    std::string file, numerator, denominator;
    bool by_sex = false;
    std::vector<std::string> periods;
    std::function<double(int lsoa, Who, int period)> denominate;
    std::function<double(int lsoa, Who, int period)> part;
    int smallest_shown = 0;  ///< numerators from 1 to below this are withheld
    std::string withheld = "*";
    double missing = 0;  ///< chance that a zone's figures for a period were never given
};

IndicatorTable cook(const Recipe& recipe, int lsoas, Random& random) {
    IndicatorTable table{recipe.file, recipe.numerator, recipe.denominator, recipe.by_sex, {}};
    for (int z = 0; z < lsoas; ++z) {
        const double place = 0.09 * random.normal();  // what is particular to the zone and lasts
        for (int t = 0; t < static_cast<int>(recipe.periods.size()); ++t) {
            const bool missing = random.chance(recipe.missing);
            int count[3] = {}, of[3] = {};
            for (Who who : {female, male}) {
                of[who] = random.rounded(recipe.denominate(z, who, t));
                const double part = recipe.part(z, who, t) * exponential(place + 0.05 * random.normal());
                // Counts vary by chance too: about as a Poisson count does.
                const double expected = of[who] * part;
                const double drawn = expected + std::sqrt(std::max(0.0, expected)) * random.normal();
                count[who] = std::clamp(random.rounded(std::max(0.0, drawn)), 0, of[who]);
            }
            count[persons] = count[female] + count[male];
            of[persons] = of[female] + of[male];
            for (Who who : {persons, female, male}) {
                if (!recipe.by_sex && who != persons) continue;
                const bool small = count[who] > 0 && count[who] < recipe.smallest_shown;
                table.rows.push_back({z, recipe.periods[static_cast<std::size_t>(t)],
                                      recipe.by_sex ? sex_name[who] : "",
                                      missing ? ""
                                      : small ? recipe.withheld
                                              : std::to_string(count[who]),
                                      missing ? "" : std::to_string(of[who])});
            }
        }
    }
    return table;
}

}  // namespace

std::vector<IndicatorTable> indicators(const City& city, const std::vector<Ages>& ages,
                                       const std::vector<double>& hardship, const std::vector<int>& patients,
                                       std::uint64_t seed) {
    const auto students = city.mean(city.lsoa, [&](geo::Point p) { return city.land.students(p); });
    const auto worse = [&](int z, double by) { return exponential(by * std::clamp(hardship[z], -2.2, 2.2)); };
    const auto bands = [&](int first, int last) {
        return [&ages, first, last](int z, Who who, int) { return 1.0 * in_bands(ages[z], who, first, last); };
    };
    const std::vector<std::string> years{"2022", "2023", "2024"}, financial{"2022/23", "2023/24", "2024/25"};

    std::vector<Recipe> recipes;
    recipes.push_back(
        {"smoking", "SMOKERS", "ADULTS", true, years,
         [&](int z, Who who, int) { return in_bands(ages[z], who, 4, 18) + 0.4 * in_bands(ages[z], who, 3, 3); },
         [&](int z, Who who, int t) { return 0.118 * (1 - 0.05 * t) * (who == male ? 1.16 : 0.86) * worse(z, 0.42); },
         8, "*", 0.004});
    recipes.push_back(
        {"fuel_poverty",
         "HOUSEHOLDS_IN_FUEL_POVERTY",
         "HOUSEHOLDS",
         false,
         {"2021", "2022", "2023"},
         [&](int z, Who who, int) { return in_bands(ages[z], who, 4, 18) * (0.535 - 0.12 * students[z]); },
         [&](int z, Who, int t) { return 0.146 * (1 + 0.03 * t) * worse(z, 0.3) * (1 + 0.5 * students[z]); },
         0,
         "*",
         0.006});
    recipes.push_back({"emergency_admissions", "ADMISSIONS", "RESIDENTS", true, financial, bands(0, 18),
                       [&](int z, Who who, int t) {
                           const Ages& a = ages[z];
                           const double old = in_bands(a, who, 13, 15) * 0.034 + in_bands(a, who, 16, 18) * 0.092;
                           const double young = in_bands(a, who, 0, 0) * 0.012 + in_bands(a, who, 1, 12) * 0.0085;
                           return (old + young) / std::max(1, in_bands(a, who, 0, 18)) * (1 + 0.02 * t) *
                                  worse(z, 0.34);
                       },
                       8, "*", 0.003});
    recipes.push_back(
        {"healthy_weight", "HEALTHY_WEIGHT", "MEASURED", false, financial,
         [&](int z, Who who, int) { return 0.192 * in_bands(ages[z], who, 2, 2); },
         [&](int z, Who, int t) { return std::clamp(0.635 - 0.062 * hardship[z] + 0.006 * t, 0.3, 0.88); }, 5, "c",
         0.008});
    recipes.push_back({"diabetes_register", "DIABETES_PATIENTS", "PATIENTS_17_PLUS", false, financial,
                       [&](int z, Who who, int) {
                           const double adults = in_bands(ages[z], who, 4, 18) + 0.6 * in_bands(ages[z], who, 3, 3);
                           return adults * patients[z] / city.lsoa.people[z];
                       },
                       [&](int z, Who who, int t) {
                           const Ages& a = ages[z];
                           const double cases = 0.012 * in_bands(a, who, 4, 7) + 0.06 * in_bands(a, who, 8, 12) +
                                                0.15 * in_bands(a, who, 13, 18);
                           return cases / std::max(1, in_bands(a, who, 3, 18)) * (1 + 0.02 * t) * worse(z, 0.26);
                       },
                       5, "*", 0.01});
    recipes.push_back({"bowel_screening", "SCREENED", "ELIGIBLE", true, financial, bands(12, 14),
                       [&](int z, Who who, int t) {
                           return std::clamp(0.66 + 0.012 * t - 0.072 * hardship[z] + (who == female ? 0.02 : -0.02),
                                             0.25, 0.88);
                       },
                       5, "*", 0.004});

    Random random(hash(seed, 9));
    std::vector<IndicatorTable> tables;
    for (const Recipe& recipe : recipes) tables.push_back(cook(recipe, static_cast<int>(city.lsoa.size()), random));
    return tables;
}

}  // namespace locality::demo
