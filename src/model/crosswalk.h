#pragma once

#include "model/project.h"

#include <cstdint>
#include <limits>
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
/// footprints overlap and each counts what it holds (Overlapping::each), rows may sum to more than 1: those people are
/// counted in each, and the ledger shows it.
struct Crosswalk {
    std::vector<std::uint32_t> row_begin{0};
    std::vector<std::int32_t> footprint;
    std::vector<double> share;
    std::vector<Basis> basis;         ///< per zone: what its shares were measured by, after any fallback
    std::vector<double> covered;      ///< per zone: the part of it in at least one footprint, 0 to 1 (each part once)
    std::size_t footprint_count = 0;
    std::vector<double> whole;  ///< per zone: what a share of 1 stands for, in square metres (for masked_area:
                                ///< those inside the mask), people, households or patients; NaN where only the
                                ///< shares are known. Empty where nothing is known of any zone.

    std::size_t zone_count() const { return row_begin.size() - 1; }
    std::span<const std::int32_t> footprints_of(std::size_t zone) const {
        return std::span(footprint).subspan(row_begin[zone], row_begin[zone + 1] - row_begin[zone]);
    }
    std::span<const double> shares_of(std::size_t zone) const {
        return std::span(share).subspan(row_begin[zone], row_begin[zone + 1] - row_begin[zone]);
    }
};

/// A crosswalk with the codes of its rows and columns: what is written, read, chained and inverted.
struct CodedCrosswalk {
    std::vector<std::string> zone;       ///< a code per row, ascending
    std::vector<std::string> footprint;  ///< a code per column, ascending
    Crosswalk shares;
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

/// Why a zone is not where its largest share is.
enum class OverrideKind {
    rule,      ///< detached from its footprint and given by the city's rule
    dissolve,  ///< in a detached piece that was given to the footprints around it
    bridge,    ///< between a detached piece and the rest of its footprint: given to that footprint
    manual     ///< somebody said so in a table
};

/// One zone given to another footprint than its largest share's, to bring a split footprint into one piece or by hand.
/// Patients are the set's weights: of whatever basis it is made by.
struct Override {
    std::int32_t zone = 0;
    std::int32_t from = 0, to = 0;
    int rank = 2;                 ///< of `to` among the zone's footprints: 2 = 2nd largest; 0 = it has no share there
    double share_from = 0, share_to = 0;
    double patients_from = 0, patients_to = 0;  ///< weight of each in the zone
    double patients_moved = 0;    ///< patients_from - patients_to: what the override costs
    std::string reason;
    OverrideKind kind = OverrideKind::rule;
    std::string fragment;         ///< the piece this mends, "P1/2": the 2nd heaviest of footprint P1; empty where none
    double fragment_patients = 0;
    std::string alternative;      ///< what else could have been done about the piece, in words; empty where nothing
    double alternative_cost = std::numeric_limits<double>::quiet_NaN();  ///< in patients, at the start; NaN: impossible
    double cumulative_cost = 0;   ///< patients moved by this override and those before it
    bool tie = false;             ///< the two footprints were level here
};

/// What mending a set came to.
struct MendingReport {
    Mender asked = Mender::rule;
    Mender used = Mender::rule;   ///< rule where local was asked for and found nothing better
    std::string status;           ///< "optimal", "time limit", "heuristic", "infeasible", "left split"
    double patients_moved = 0;    ///< by the mender; without manual overrides
    std::size_t zones_moved = 0;
    double bound = std::numeric_limits<double>::quiet_NaN();  ///< nobody can move fewer; NaN where nothing is proven
    double seconds = 0;           ///< taken by the mender; not kept in files

    /// What is not proven, in patients: 0 where the answer is optimal.
    double gap() const { return patients_moved - bound; }
};

}  // namespace locality::model
