#pragma once

#include "core/pieces.h"
#include "geo/shapes.h"
#include "model/crosswalk.h"

#include <string>
#include <utility>
#include <vector>

namespace locality::test {

/// Boundaries of valid shapes with codes "Z100", "Z101" ...
inline model::Boundaries boundaries(geo::Shapes shapes, const std::string& letter) {
    model::Boundaries b = core::numbered(std::move(shapes), letter);
    for (std::size_t i = 0; i < b.size(); ++i) b.code[i] = b.name[i] = letter + std::to_string(100 + i);
    return b;
}

using Row = std::vector<std::pair<int, double>>;

/// The footprints and shares of one zone.
inline Row row(const model::Crosswalk& c, std::size_t zone) {
    Row result;
    for (std::size_t k = 0; k < c.footprints_of(zone).size(); ++k)
        result.emplace_back(c.footprints_of(zone)[k], c.shares_of(zone)[k]);
    return result;
}

inline double sum(const Row& row) {
    double total = 0;
    for (const auto& [footprint, share] : row) total += share;
    return total;
}

}  // namespace locality::test
