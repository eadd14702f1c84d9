#pragma once

#include "model/project.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace locality::model {

/// Sparse table of weights, a row per zone, a column per footprint: square metres, people or patients before they are
/// divided by anything.
struct Weights {
    std::vector<std::uint32_t> row_begin{0};  ///< zones + 1 entries
    std::vector<std::int32_t> footprint;      ///< ascending within a row
    std::vector<double> weight;

    std::size_t row_count() const { return row_begin.size() - 1; }
};

/// Sparse table of shares: what fraction (0 to 1) of each zone belongs to each footprint.
///
/// Rows sum to 1 where footprints cover a zone and do not overlap; the rest of a row is outside every footprint. Where
/// footprints overlap, rows may sum to more than 1: those people are counted in each, and the ledger shows it.
struct Crosswalk {
    std::vector<std::uint32_t> row_begin{0};
    std::vector<std::int32_t> footprint;
    std::vector<double> share;
    std::vector<Basis> basis;         ///< per zone: what its shares were measured by, after any fallback
    std::vector<double> covered;      ///< per zone: the part of it in at least one footprint, 0 to 1 (each part once)
    std::size_t footprint_count = 0;

    std::size_t zone_count() const { return row_begin.size() - 1; }
    std::span<const std::int32_t> footprints_of(std::size_t zone) const {
        return std::span(footprint).subspan(row_begin[zone], row_begin[zone + 1] - row_begin[zone]);
    }
    std::span<const double> shares_of(std::size_t zone) const {
        return std::span(share).subspan(row_begin[zone], row_begin[zone + 1] - row_begin[zone]);
    }
};

inline constexpr std::int32_t unassigned = -1;

/// Zone -> footprint, whole zones, with what made each choice.
struct Assignment {
    std::vector<std::int32_t> footprint;  ///< per zone; `unassigned` where nothing claims it
    std::vector<double> share;            ///< per zone: the chosen footprint's share of it (its fit); NaN where unknown
    std::vector<std::int32_t> runner_up;  ///< per zone: the next largest; `unassigned` where there is none
    std::vector<double> runner_up_share;
    std::vector<bool> tie;                ///< the two largest were equal and the lower code won
    std::string rule;                     ///< "largest share of registered patients", in words
};

/// One zone given to another footprint than the rule's first choice, to bring a split footprint into one piece.
struct Override {
    std::int32_t zone = 0;
    std::int32_t from = 0, to = 0;
    int rank = 2;                 ///< of `to` among the zone's footprints: 2 = 2nd largest; 0 = it has no share there
    double share_from = 0, share_to = 0;
    double patients_from = 0, patients_to = 0;  ///< weight of each in the zone
    double patients_moved = 0;    ///< patients_from - patients_to: what the override costs
    std::string reason;
};

}  // namespace locality::model
