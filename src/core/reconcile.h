#pragma once

#include "model/inputs.h"
#include "model/progress.h"
#include "model/result.h"

namespace locality::core {

struct Options {
    int threads = 0;  ///< 0: as many as the machine has; the result does not depend on it
};

/// The main job: zones repaired, tables joined, every footprint set made, people and deprivation allocated to it, and
/// the ledger drawn up. Pure: same inputs, same result, same bits.
///
/// A figure that cannot be known (no table, no match) is missing in the result; a ledger that does not close is an
/// Issue of Severity::fault.
/// Throws   model::InputError where a footprint set asks for a table that the project does not name;
///          geo::GeometryError; model::Cancelled.
model::Result reconcile(model::Inputs inputs, const Options& options = {}, const model::Progress& progress = {});

}  // namespace locality::core
