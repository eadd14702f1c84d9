#pragma once

#include "geo/topology.h"

#include <cstdint>
#include <span>
#include <vector>

namespace locality::geo {

/// Lines on the grid, each with a face on its left and no face of the same layer on its right.
struct OneSidedLines {
    std::vector<GridPoint> vertices;
    std::vector<std::uint32_t> begin{0};  ///< lines + 1 entries, into `vertices`
    std::vector<std::int32_t> face;       ///< to the left

    std::size_t size() const { return face.size(); }
    std::span<const GridPoint> line(std::size_t line) const {
        return std::span(vertices).subspan(begin[line], begin[line + 1] - begin[line]);
    }
};

/// The arcs with a face on one side only.
OneSidedLines one_sided_lines(const Topology& topology);

/// Cuts lines where they cross, touch or run along each other, so that afterwards two lines are the same line or share
/// no more than ends. Crossings are rounded to the grid, which may make new ones; this is repeated until none is left.
OneSidedLines cut_at_contacts(OneSidedLines lines);

}  // namespace locality::geo
