#pragma once

#include "core/footprint_sets.h"
#include "core/zone_figures.h"
#include "model/inputs.h"
#include "model/result.h"

#include <optional>
#include <span>
#include <vector>

namespace locality::core {

/// From this share on an area counts as whole: what is left is rounding.
inline constexpr double whole_share = 1.0 - 1e-9;

/// Shares through a middle: from a's rows to b's columns, share = sum over the middle of a's share * b's share.
/// `covered` is the part of each row that some column gets, at most 1.
model::Crosswalk compose(const model::Crosswalk& a, const model::Crosswalk& b);

/// What bringing indicators to footprints reads.
struct IndicatorGround {
    const model::Inputs& inputs;
    const model::Coverage& zones;
    const ZoneFigures& figures;
    std::span<const MadeSet> sets;  ///< the whole area first, then one for each project.footprints
};

/// Finds what a table's codes are and what part of each area lies in which zone of the map:
///
///   zones          the map's own
///   by a lookup    smaller areas, or zones of another year, each to zones of the map, whole or by its shares
///   by a lookup    larger areas, from the map's zones; divided among their zones by residents
///   points         the small areas of [weights], which name their zone
///   practices      by where each practice's patients live (registrations)
///   footprints     of one of the project's sets; divided among zones by residents
///
/// The first kind that knows most of the codes is taken. How the codes met is added to `joins`.
/// Throws model::InputError, saying what to state, where the codes are none of these.
model::PlacedIndicator place(const model::IndicatorTable& table, const IndicatorGround& ground,
                             std::vector<model::JoinReport>& joins, model::Issues& issues);

/// The shares of a table's areas in the footprints of set `set` (an index into ground.sets), and what stands behind
/// them.
struct AreaShares {
    model::Crosswalk own;                      ///< where it is not the set's own crosswalk
    const model::Crosswalk* of_set = nullptr;  ///< where it is
    model::Basis basis = model::Basis::area;
    model::Population population = model::Population::resident;
    bool through_zones = false;  ///< came by PlacedIndicator::to_zones
    const model::Crosswalk& get() const { return of_set ? *of_set : own; }
};

/// By where people live: through the map's zones, or directly where the areas are the set's own footprints or parts of
/// them (unions, dissolved shapes). `zones_to_set` stands for the set's crosswalk.
AreaShares resident_shares(const model::PlacedIndicator& placed, const IndicatorGround& ground, std::size_t set,
                           const model::Crosswalk& zones_to_set);

/// By whose list people are on: practices to the footprint that their network is in. None for sets that practices do
/// not belong to, and for tables that are not of practices.
std::optional<AreaShares> registered_shares(const model::PlacedIndicator& placed, const IndicatorGround& ground,
                                            std::size_t set);

/// Other ways to divide the zones that the footprints of a set cut: by area where people were used, by people where
/// area was; divided where zones went whole. Empty where there is no other way.
std::vector<model::Crosswalk> other_ways(const MadeSet& made, const model::Inputs& inputs, const model::Coverage& zones,
                                         int threads);

}  // namespace locality::core
