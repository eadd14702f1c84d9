#pragma once

#include "model/crosswalk.h"
#include "model/values.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// How much a person of each national deprivation decile counts when a budget is shared out; entry 0 is decile 1, the
/// most deprived. All 1: an equal sum for everybody.
using DecileWeights = std::array<double, 10>;

/// A footprint's part of a budget.
struct ResourceLine {
    double people = 0;           ///< residents
    double weighted_people = 0;  ///< each counted by the weight of the decile they live in
    std::int64_t by_need_pence = 0;
    std::int64_t equal_pence = 0;  ///< the same sum for every person
};

/// Shares a budget over footprints by their people, weighted by need ("proportionate universalism": everybody gets
/// something, the most deprived more), and beside it by people alone. Split zones count by their shares. A person in
/// two overlapping footprints counts in both; one in none counts nowhere.
///
/// Ensures  both columns sum exactly to the budget, by the largest remainder.
/// Throws   model::InputError naming the zones, where people live whose number or decile is not known; where a weight
///          is negative or not finite, or nobody counts; for a negative budget. std::invalid_argument where sizes
///          disagree.
/// Source   Marmot 2010, Fair Society, Healthy Lives; Hamilton's method of apportionment.
std::vector<ResourceLine> resource_share(const model::Values& residents, const model::Values& decile,
                                         const model::Crosswalk& shares, std::span<const std::string> zone_codes,
                                         const DecileWeights& weights, std::int64_t budget_pence);

/// Whole parts of `total` in proportion to `weight`: each gets its quota rounded down, and what is left goes to the
/// largest remainders; of equal ones the first. They sum to `total`. Throws std::invalid_argument where a weight is
/// negative or not finite, all are 0, or the total is negative.
std::vector<std::int64_t> largest_remainder(std::span<const double> weight, std::int64_t total);

}  // namespace locality::core
