#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/people.h"
#include "model/project.h"

#include <string>

namespace locality::io {

/// A crosswalk as CSV: zone, footprint, weight, share, basis; a row for each pair, ascending. `weight` is the share
/// times what the zone holds, in the unit of its basis; empty where only the share is known. Shares and weights have as
/// many digits as bring back the same number. A project file's `lookup` reads it as it is.
std::string crosswalk_csv(const model::CodedCrosswalk& crosswalk);

/// Reads a crosswalk: as written by `crosswalk_csv`, or any table with columns of zones, footprints and shares (whole
/// zones where it has no shares). Columns that are not named are "zone", "footprint" and "share". Zones that the file
/// does not list are not in it. `covered` is the sum of a zone's shares. Throws model::InputError: no such columns, a
/// share that is none, a pair that stands twice.
model::CodedCrosswalk read_crosswalk(const model::SourceSpec& spec, const std::string& from, const std::string& to,
                                     const std::string& share, model::Issues& issues);

/// Reads the links between two vintages of zones. Throws model::InputError: no such columns, a weight that is no
/// number.
model::BridgeTable read_bridge(const model::BridgeSpec& spec, model::Issues& issues);

}  // namespace locality::io
