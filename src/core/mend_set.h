#pragma once

#include "core/mend.h"
#include "model/inputs.h"

#include <optional>

namespace locality::core {

/// What a project says about mending one set, in codes: overrides by hand, locked zones, floors and ceilings.
struct MendOrders {
    const model::FootprintSpec& spec;
    model::Mender mender = model::Mender::rule;     ///< none for sets that are not made by largest share
    const model::LookupTable* overrides = nullptr;  ///< from: zone, to: footprint, to_name: the reason
};

/// Applies overrides by hand to `start`; such zones are then locked. An override to where the zone is anyway is kept
/// as a lock and has no row. Rows for zones or footprints that are not there, and second rows for one zone, are in
/// `joins` and do nothing.
///
/// Result: an audit row of kind `manual` per zone that moved, in order of the zones. `locked` is filled (per zone).
std::vector<model::Override> override_by_hand(const MendOrders& orders, const MendTask& task, model::Assignment& start,
                                              std::vector<bool>& locked, std::vector<model::JoinReport>& joins,
                                              model::Issues& issues);

/// The project's locked zones, floors and ceilings by index.
/// Throws model::InputError for a code that is no zone or no footprint of the set.
MendLimits limits_of(const MendOrders& orders, std::span<const std::string> zone_codes,
                     std::span<const std::string> footprint_codes);

/// Overrides by hand, then the set's own mender. The overrides of the result are the manual ones, then the mender's;
/// their cumulative costs run on. Issues have no layer yet.
Mended mend_set(const MendOrders& orders, const MendTask& task, std::vector<model::JoinReport>& joins);

}  // namespace locality::core
