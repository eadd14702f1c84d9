#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <vector>

namespace locality::geo {

/// Answers "which shapes hold this point?" again and again, one point at a time: what a map window asks at every move
/// of the mouse. Keeps the bounds of each shape; for many points at once use `locate` (geo/topology.h).
///
/// A point on a line belongs to the shape on its upper-right side, as in `locate`.
class Locator {
public:
    /// `shapes` must outlive the locator.
    explicit Locator(const Shapes& shapes);

    /// Indexes of the shapes that hold `p`, ascending: several where shapes overlap, none outside.
    std::vector<std::int32_t> at(Point p) const;

    Box bounds_of(std::size_t shape) const { return m_bounds[shape]; }

private:
    const Shapes* m_shapes;
    std::vector<Box> m_bounds;
};

}  // namespace locality::geo
