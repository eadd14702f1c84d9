#pragma once

#include "geo/topology.h"
#include "model/crosswalk.h"

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace locality::core {

/// What a partnership may ask of a mending besides one piece each. Empty vectors ask for nothing.
struct MendLimits {
    std::vector<bool> locked;     ///< per zone: stays where it starts
    std::vector<double> floor;    ///< per footprint: at least so many of its patients in its zones; NaN where none
    std::vector<double> ceiling;  ///< per footprint: at most so many; NaN where none

    bool bounds_footprints() const { return !floor.empty() || !ceiling.empty(); }
};

/// One problem of contiguous assignment in bare numbers, for the menders: zones and footprints by index.
///
/// A footprint is in one piece when any two of its zones that the graph joins at all are joined through zones of its
/// own. Parts of the map that no edge and no link joins are components; a footprint may have one piece in each.
///
/// The cost of giving zone z to footprint k is patients(z, start[z]) - patients(z, k). An unlocked zone starts at its
/// largest footprint, so costs are never negative and the start costs nothing.
///
/// Source   maximise the patients kept, sum p[i,k] x[i,k], with {i : x[i,k] = 1} connected for every k: Carvajal et al
///          2013, Oper. Res. Lett. 41:55; Fischetti et al 2017, Math. Prog. Comp. 9:203.
struct MendingCase {
    std::int32_t footprint_count = 0;
    std::vector<std::uint32_t> near_begin{0};
    std::vector<std::int32_t> near;       ///< neighbours by edge or link, ascending; none where unassigned
    std::vector<std::int32_t> component;  ///< -1 for an unassigned zone
    std::vector<std::int32_t> start;      ///< footprint, or model::unassigned: such a zone takes no part
    std::vector<bool> locked;
    std::vector<std::uint32_t> row_begin{0};  ///< each zone's footprints, most patients first, ties to the lower index
    std::vector<std::int32_t> row_footprint;
    std::vector<double> row_patients;
    std::vector<double> floor, ceiling;  ///< per footprint; -infinity and infinity where there is none
    bool whole_numbers = true;           ///< every weight is a whole number, so every cost is

    std::int32_t zone_count() const { return static_cast<std::int32_t>(start.size()); }
    std::span<const std::int32_t> neighbours(std::int32_t zone) const {
        return std::span(near).subspan(near_begin[zone], near_begin[zone + 1] - near_begin[zone]);
    }
    double patients(std::int32_t zone, std::int32_t footprint) const {
        for (std::uint32_t i = row_begin[zone]; i < row_begin[zone + 1]; ++i)
            if (row_footprint[i] == footprint) return row_patients[i];
        return 0.0;
    }
    double cost(std::int32_t zone, std::int32_t footprint) const {
        return footprint == start[zone] ? 0.0 : patients(zone, start[zone]) - patients(zone, footprint);
    }
    /// What is lost at least if `zone` leaves its start: the gap between its largest and second largest.
    double margin(std::int32_t zone) const;
    bool bounded(std::int32_t footprint) const {
        return floor[footprint] > -std::numeric_limits<double>::infinity() ||
               ceiling[footprint] < std::numeric_limits<double>::infinity();
    }
    /// True where `zone` could be given to `footprint` at all: it is not locked elsewhere.
    bool allowed(std::int32_t zone, std::int32_t footprint) const {
        return start[zone] != model::unassigned && (!locked[zone] || start[zone] == footprint);
    }
};

/// The case that `start` poses. Throws std::invalid_argument if the shapes disagree or if an unlocked zone does not
/// start at a footprint with its largest weight.
MendingCase mending_case(std::span<const std::int32_t> start, const model::Weights& weights,
                         const geo::Adjacency& graph, std::int32_t footprint_count, const MendLimits& limits = {});

/// Sum of the costs of an assignment, in order of the zones.
double cost_of(const MendingCase& problem, std::span<const std::int32_t> footprint);

/// Whether every footprint is in one piece (in each component) and within its floor and ceiling, and every locked
/// zone where it started.
bool is_mended(const MendingCase& problem, std::span<const std::int32_t> footprint);

/// The zones of one footprint, joined where neighbours: pieces in order of patients (most first; ties by the lowest
/// zone), each with its zones ascending. `zones` are the footprint's, ascending.
struct Piece {
    double patients = 0;
    std::vector<std::int32_t> zones;
};
std::vector<Piece> pieces_of(const MendingCase& problem, std::span<const std::int32_t> zones, std::int32_t footprint);

/// How many of these pieces are one too many: all but the heaviest in each component.
std::vector<std::size_t> detached(const MendingCase& problem, const std::vector<Piece>& pieces);

/// The zones of each footprint, ascending.
std::vector<std::vector<std::int32_t>> zones_by_footprint(std::span<const std::int32_t> footprint, std::int32_t count);

}  // namespace locality::core
