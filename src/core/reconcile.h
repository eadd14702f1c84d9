#pragma once

#include "core/figures.h"
#include "model/inputs.h"
#include "model/progress.h"
#include "model/result.h"
#include "model/scenario.h"

namespace locality::core {

/// What moving zones afterwards needs besides the result: residents by age and sex, zone by zone, and how the figures of
/// each indicator are made.
struct ZoneTables {
    std::vector<model::PeopleGroup> groups;
    std::vector<model::Values> people;  ///< by group, an entry per zone
    std::vector<IndicatorMethod> methods;
};

struct Options {
    int threads = 0;  ///< 0: as many as the machine has; the result does not depend on it
    const model::CodedScenario* scenario = nullptr;  ///< a proposal: its set is made so, and what is made of that
    ZoneTables* keep = nullptr;  ///< filled, where somebody is going to move zones
};

/// The main job: zones repaired, tables joined, every footprint set made, people and deprivation allocated to it, and
/// the ledger drawn up. Pure: same inputs, same result, same bits.
///
/// A figure that cannot be known (no table, no match) is missing in the result; a ledger that does not close is an
/// Issue of Severity::fault.
/// Throws   model::InputError where a footprint set asks for a table that the project does not name, or a scenario is
///          of a set that is not there or splits zones;
///          geo::GeometryError; model::Cancelled.
model::Result reconcile(model::Inputs inputs, const Options& options = {}, const model::Progress& progress = {});

}  // namespace locality::core
