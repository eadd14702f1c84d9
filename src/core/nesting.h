#pragma once

#include "model/crosswalk.h"
#include "model/issue.h"
#include "model/layer.h"

#include <optional>

namespace locality::core {

/// Shares of zones that nest in footprints, read off the edges that both have (geo/nesting.h): exactly 1 for the
/// footprint that a zone lies in, and nothing else; no overlay is done. Nothing where they do not nest to the
/// millimetre, or where zones overlap.
std::optional<model::Crosswalk> shares_by_nesting(const model::Coverage& zones, const model::Boundaries& footprints);

/// Says in a note where zones nest in footprints, by their shares of area: all of them ("nested"), or all but one in a
/// hundred at most ("nearly_nested", with the zones that a line cuts).
void report_nesting(const model::Boundaries& zones, const model::Boundaries& footprints, const model::Crosswalk& shares,
                    model::Issues& issues);

}  // namespace locality::core
