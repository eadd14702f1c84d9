#include "core/fit.h"

#include <cmath>

namespace locality::core {

double FootprintFit::fit() const {
    return whole > 0.0 ? kept / whole : model::no_value;
}

std::vector<FootprintFit> fits(const model::FootprintSet& set) {
    std::vector<FootprintFit> result;
    if (!set.assignment) return result;
    const model::Assignment& a = *set.assignment;
    result.resize(set.code.size() + 1);
    for (std::size_t z = 0; z < a.footprint.size(); ++z) {
        const std::int32_t footprint = a.footprint[z];
        if (footprint == model::unassigned || std::isnan(a.share[z])) continue;
        double kept = a.share[z], whole = 1.0;
        if (set.registered) {
            const model::Weights& weights = *set.registered;
            kept = 0.0;
            whole = 0.0;
            for (std::uint32_t i = weights.row_begin[z]; i < weights.row_begin[z + 1]; ++i) {
                whole += weights.weight[i];
                if (weights.footprint[i] == footprint) kept = weights.weight[i];
            }
            // Shares may be of more than the row: patients of practices without a footprint are people of the zone too.
            if (a.share[z] > 0.0) whole = kept / a.share[z];
        }
        const double second = a.runner_up[z] == model::unassigned ? 0.0 : a.runner_up_share[z];
        for (FootprintFit* fit : {&result[static_cast<std::size_t>(footprint)], &result.back()}) {
            ++fit->zones;
            fit->kept += kept;
            fit->whole += whole;
            fit->under_half += a.share[z] < 0.5;
            fit->level += std::abs(a.share[z] - second) < level_share;
            fit->ties += a.tie[z];
        }
    }
    return result;
}

}  // namespace locality::core
