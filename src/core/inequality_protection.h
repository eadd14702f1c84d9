#pragma once

#include "core/inequality.h"
#include "model/disclosure.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace locality::core {

/// The areas of a set, whose groups are shown beside those of others.
struct AreasByDeprivation {
    std::vector<Inequality>* areas = nullptr;  ///< an entry for each footprint of `shares`
    const model::Crosswalk* shares = nullptr;  ///< null: one area, of all zones
    /// What has become of an area's figure of everybody elsewhere.
    enum class Everybody : std::uint8_t { not_told, shown, withheld };
    std::vector<Everybody> everybody{};  ///< an entry for each area, or none: not told
};

/// Keeps what is shown of sensitive groups by a disclosure rule: groups of few people are withheld, others with them
/// until none can be worked out from deciles, quintiles, IMD1, the rest and everybody; figures of everybody that are
/// shown elsewhere stay. The figures of the other groups are made from rounded counts. Gaps and slopes are then to be
/// made again (compare_groups).
///
///   within a set of up to most_totals_of_a_span areas, and the first set (the whole area): against whoever adds and
///                        subtracts any number of figures (hide_over_span)
///   over all sets        against whoever adds or subtracts two (hide_over_pairs)
///
/// Of an area whose figure of everybody is withheld elsewhere nothing is told, nor can that figure be worked out.
/// Where hiding single groups does not keep one safe, all groups of its area are withheld. What is done depends on the
/// sets alone, not on which of their areas is looked at: give the same sets for every table and chart.
/// Returns  how many withheld groups can be worked out more narrowly than the rule asks all the same.
std::size_t protect_inequality(std::span<const AreasByDeprivation> sets, const ZoneRates& rates,
                               const model::Values& decile, const model::Values& rank,
                               const model::DisclosureRule& rule);

}  // namespace locality::core
