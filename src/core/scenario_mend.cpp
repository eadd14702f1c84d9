#include "core/scenario_mend.h"

#include "core/assign.h"
#include "model/errors.h"

#include <algorithm>

namespace locality::core {

using model::unassigned;
using model::Weights;

namespace {

/// Weights that a scenario's state is the largest share of: where somebody put a zone elsewhere, all of its patients
/// count for where they put it.
Weights weights_at(const LiveAssignment& live, const Weights& weights) {
    Weights result;
    result.row_begin = {0};
    for (std::size_t z = 0; z < live.zone_count(); ++z) {
        const std::int32_t here = live.footprint_of_zone()[z];
        double largest = 0.0, all = 0.0, own = 0.0;
        for (std::uint32_t k = weights.row_begin[z]; k < weights.row_begin[z + 1]; ++k) {
            largest = std::max(largest, weights.weight[k]);
            all += weights.weight[k];
            if (weights.footprint[k] == here) own = weights.weight[k];
        }
        if (here != unassigned && own < largest) {
            result.footprint.push_back(here);
            result.weight.push_back(all);
        } else {
            result.footprint.insert(result.footprint.end(), weights.footprint.begin() + weights.row_begin[z],
                                    weights.footprint.begin() + weights.row_begin[z + 1]);
            result.weight.insert(result.weight.end(), weights.weight.begin() + weights.row_begin[z],
                                 weights.weight.begin() + weights.row_begin[z + 1]);
        }
        result.row_begin.push_back(static_cast<std::uint32_t>(result.footprint.size()));
    }
    return result;
}

/// A zone's people all for the footprint that it is in.
Weights whole_zones(const LiveAssignment& live, const std::vector<double>& people) {
    Weights weights;
    weights.row_begin = {0};
    for (std::size_t z = 0; z < live.zone_count(); ++z) {
        if (const std::int32_t here = live.footprint_of_zone()[z]; here != unassigned) {
            weights.footprint.push_back(here);
            weights.weight.push_back(people[z]);
        }
        weights.row_begin.push_back(static_cast<std::uint32_t>(weights.footprint.size()));
    }
    return weights;
}

int extra_pieces(const LiveAssignment& live) {
    int extra = 0;
    for (std::size_t f = 0; f < live.footprint_count(); ++f)
        extra += std::max(0, live.pieces(static_cast<std::int32_t>(f)) - 1);
    return extra;
}

}  // namespace

ScenarioMending mend_scenario(const model::Result& result, const model::FootprintSet& set, const LiveAssignment& live,
                              const MendLimits& limits, model::Mender mender, double time_limit_s,
                              const std::stop_token& stop) {
    ScenarioMending mending;
    Weights weights;
    std::vector<double> people(live.zone_count(), 1.0);
    if (set.registered) {
        mending.unit = "patients";
        weights = weights_at(live, *set.registered);
    } else {
        const model::Column* residents = model::find_column(result.zone_columns, "residents");
        const bool known = residents && std::ranges::all_of(residents->values.status, [](model::Status s) {
                               return s == model::Status::known;
                           });
        mending.unit = known ? "residents" : "zones";
        if (known) people = residents->values.number;
        weights = whole_zones(live, people);
    }
    MendLimits mine = limits;
    mine.locked.resize(live.zone_count(), false);
    const model::Assignment start = assign_as_given(
        {live.footprint_of_zone().begin(), live.footprint_of_zone().end()}, weights);
    if (stop.stop_requested()) throw model::Cancelled();
    Mended mended = mend({start, weights, result.zones.adjacency, result.zones.code, set.code, {}, std::move(mine)},
                         mender, time_limit_s, stop);
    mending.report = std::move(mended.report);
    mending.issues = std::move(mended.issues);
    LiveAssignment after = live;
    mending.extra_pieces_before = extra_pieces(live);
    mending.moved = mending.report.patients_moved;
    for (const model::Override& o : mended.overrides) {
        const auto z = static_cast<std::size_t>(o.zone);
        mending.moves.push_back({o.zone, live.footprint_of_zone()[z], mended.assignment.footprint[z]});
    }
    after.make(mending.moves);
    mending.extra_pieces_after = extra_pieces(after);
    return mending;
}

}  // namespace locality::core
