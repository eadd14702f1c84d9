#pragma once

#include "core/assign.h"
#include "core/mend.h"
#include "core/weights.h"
#include "grid.h"

#include <algorithm>
#include <string>
#include <vector>

// A city to mend that a reader can draw: zones of a grid, and the patients of footprints A, B, C ... in each.
namespace locality::test {

struct MendCity {
    model::Weights weights;
    geo::Adjacency graph;
    std::vector<std::string> zones, footprints;
    model::Assignment start;

    MendCity(const std::vector<std::vector<double>>& rows, geo::Adjacency adjacency, int footprint_count)
        : graph(std::move(adjacency)) {
        std::vector<core::WeightEntry> entries;
        for (std::size_t z = 0; z < rows.size(); ++z) {
            for (std::size_t f = 0; f < rows[z].size(); ++f)
                if (rows[z][f] > 0) entries.push_back({static_cast<int>(z), static_cast<int>(f), rows[z][f]});
            zones.push_back(grid_code(static_cast<int>(z)));
        }
        for (int f = 0; f < footprint_count; ++f) footprints.emplace_back(1, static_cast<char>('A' + f));
        weights = core::collect(std::move(entries), rows.size());
        start = core::assign_largest(weights);
    }
    MendCity(const std::vector<std::vector<double>>& rows, int columns, int footprint_count)
        : MendCity(rows, grid_adjacency(columns, static_cast<int>(rows.size()) / columns), footprint_count) {}

    core::MendTask task(core::MendLimits limits = {}) const {
        return {start, weights, graph, zones, footprints, {}, std::move(limits)};
    }
    core::Mended mend(model::Mender mender, core::MendLimits limits = {}) const {
        return core::mend(task(std::move(limits)), mender);
    }
    core::MendingCase problem(const core::MendLimits& limits = {}) const {
        return core::mending_case(start.footprint, weights, graph, static_cast<std::int32_t>(footprints.size()),
                                  limits);
    }
};

/// "AAB" for footprints 0, 0, 1; "." where a zone has none.
inline std::string letters(const std::vector<std::int32_t>& footprint) {
    std::string text;
    for (std::int32_t f : footprint) text += f < 0 ? '.' : static_cast<char>('A' + f);
    return text;
}

}  // namespace locality::test
