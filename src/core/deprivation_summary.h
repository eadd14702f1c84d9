#pragma once

#include "model/crosswalk.h"
#include "model/result.h"
#include "model/values.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// The official summary measures of the Index of Multiple Deprivation, an entry per footprint.
///
/// With N ranked zones in England, rank r (1 = most deprived), score s and people t = population x share of the zone:
///
///     average_rank        = N + 1 - sum(t r) / sum(t)            higher = more deprived, from 1 to N
///     average_score       = sum(t s) / sum(t)                    higher = more deprived
///     decile1_zone_share  = zones in decile 1 / zones            0 to 1; a split zone counts by its share
///     decile1_people_share= people in decile 1 / people          0 to 1
///     extent              = sum(t w) / sum(t)                    0 to 1; w = 1 in the most deprived 10% of England,
///                           falling from 0.95 (11th percentile) to 0.05 (30th), 0 beyond; percentile = ceil(100 r / N)
///     local_concentration = N + 1 - the mean rank of the most deprived tenth of its people, a zone cut where the tenth
///                           ends; higher = more deprived
///
/// Missing  a zone that is reached and whose people, rank or score are blank makes the measures that need it blank
///          (suppressed wins); where nobody lives its deprivation is not needed. A footprint without people has none.
/// Source   MHCLG, English Indices of Deprivation 2019: Technical Report, section 3.8 and Appendix N.
struct DeprivationSummary {
    model::Values average_rank, average_score, decile1_zone_share, decile1_people_share, extent, local_concentration;
};

/// One line per zone of what the summaries need.
struct DeprivationByZone {
    const model::Values& population;  ///< official denominators, or residents where the table has none
    const model::Values& rank;
    const model::Values& score;
    const model::Values& decile;
    int national_zones = 0;  ///< N; 0 where unknown: then only the average score and the shares in decile 1 are known
};

/// Throws std::invalid_argument where the sizes disagree.
DeprivationSummary deprivation_summary(const DeprivationByZone& zones, const model::Crosswalk& shares);

/// The weight of a zone in `extent`, 0 to 1.
double extent_weight(double rank, int national_zones);

/// People of a zone and its rank from the other end: N + 1 - rank, the most deprived zone being N.
struct RankedPeople {
    double reversed_rank = 0, people = 0;
};
/// Local concentration of people who live somewhere: see DeprivationSummary. NaN where there are none.
double local_concentration(std::vector<RankedPeople> parts);

/// Ranks of areas by a summary measure: the largest value, the most deprived, is 1; equal values share the lowest rank.
/// Computed on unrounded values, as the published ranks are. Blank values have no rank.
model::Values ranks_of_areas(const model::Values& measure);

/// Where a footprint's people of decile 1 live.
struct Imd1Zone {
    std::size_t footprint = 0, zone = 0;
    double share = 0;                       ///< of the zone, 0 to 1
    double people = model::no_value;        ///< residents of that share; NaN where unknown
    double of_footprint = model::no_value;  ///< of the footprint's decile 1 residents, 0 to 1
    double of_whole = model::no_value;      ///< of the whole map's decile 1 residents, 0 to 1
};

/// Zones of decile 1 by footprint (in its order), most people first, zones of unknown residents last; ties by zone.
/// Shares under least_share_of_a_zone are seams and left out.
std::vector<Imd1Zone> imd1_zones(const model::Result& result, const model::FootprintSet& set);

}  // namespace locality::core
