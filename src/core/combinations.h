#pragma once

#include "model/progress.h"
#include "model/result.h"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// Where somebody lives as several sets see it: of each set, in order, the footprints that claim the place. None: a gap
/// of that set. Several: claimed more than once.
struct Combination {
    std::vector<std::vector<std::int32_t>> in;
    friend auto operator<=>(const Combination&, const Combination&) = default;
};

/// The ledger by set of footprints: what lies in every combination of footprints that occurs. Every zone, and so every
/// person, is in exactly one combination or divided among several; nothing is counted twice, whoever claims it.
struct Combinations {
    std::vector<std::size_t> sets;         ///< indexes into the result's sets
    std::vector<Combination> combination;  ///< ascending: gaps first, then by code, set after set
    std::vector<model::Column> columns;    ///< hectares, residents, registered, imd1_residents; an entry each

    /// What all combinations together hold of a column, and what the zones hold of it: equal to 1e-6 of a person (or
    /// m2) per million, or `closes` is false. Both count what is known.
    struct Total {
        std::string column;
        double combined = 0, zones = 0;
        bool closes = true;
    };
    std::vector<Total> totals;

    model::Basis basis =
        model::Basis::lookup;  ///< by which people of zones that lines cut were divided; lookup: none cut
    bool independent = false;  ///< two sets each say only how much of a zone they hold, not where: taken as independent

    /// A zone's part in a combination, as shares of its people and of its ground.
    struct Part {
        std::int32_t zone = 0, combination = 0;
        double people = 0, ground = 0;
    };
    std::vector<Part> parts;  ///< ascending by zone, then combination
};

/// Draws up the ledger by set. Zones that go whole cost nothing. Zones that one set's lines cut are divided as in that
/// set's crosswalk; where several sets' lines cut zones, their footprints are cut into pieces and zones are shared out
/// among those, by people if any of these sets is (result.weights), else by area. Sets that say only what share of a
/// zone they hold (a lookup with shares, registrations split) are taken as independent of the others within the zone.
///
/// Missing  a blank count makes each combination that it reaches blank; `totals` count what is known.
/// Throws   std::invalid_argument for no set, or one that the result does not have; model::Cancelled.
Combinations combinations(const model::Result& result, std::span<const std::size_t> sets, int threads = 0,
                          const model::Progress& progress = {});

/// Whether a set takes whole zones, each at most once, so that its lines cut none.
bool on_whole_zones(const model::FootprintSet& set);

/// A set's names; where footprints share one, with their codes: "Abbey (E05011217)".
std::vector<std::string> names_told_apart(const model::FootprintSet& set);

/// "Seacroft", "Seacroft + Killingbeck" where both claim it, "none" in a gap.
std::string words_of(std::span<const std::int32_t> footprints, std::span<const std::string> names);

/// How two sets lie in each other: of each footprint of the first, the share of its `column` (as Combinations names it)
/// that each footprint of the second holds. `whole` is the footprint's own total, with what others claim too.
/// Throws std::invalid_argument if there are not two sets, or no such column.
model::CodedCrosswalk footprints_in_footprints(const Combinations& combinations, const model::Result& result,
                                               std::string_view column);

}  // namespace locality::core
