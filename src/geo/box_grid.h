#pragma once

#include "geo/shapes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace locality::geo {

/// Boxes of shapes in the cells of a grid, to find those near a place.
class BoxGrid {
public:
    explicit BoxGrid(const Shapes& shapes) : m_extent(bounds(shapes)) {
        const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(shapes.shape_count()))) + 1;
        m_side = side;
        m_cells.resize(side * side);
        for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
            m_boxes.push_back(bounds(shapes, shape));
            each_cell(m_boxes.back(),
                      [&](std::size_t cell) { m_cells[cell].push_back(static_cast<std::int32_t>(shape)); });
        }
    }

    std::vector<std::int32_t> meeting(const Box& box) const {
        std::vector<std::int32_t> result;
        each_cell(box, [&](std::size_t cell) {
            for (const std::int32_t shape : m_cells[cell]) {
                if (m_boxes[static_cast<std::size_t>(shape)].meets(box)) result.push_back(shape);
            }
        });
        std::ranges::sort(result);
        result.erase(std::unique(result.begin(), result.end()), result.end());
        return result;
    }

private:
    std::size_t row_of(double at, double low, double length) const {
        const double share = length > 0 ? (at - low) / length : 0.0;
        return static_cast<std::size_t>(std::clamp(share * double(m_side), 0.0, double(m_side - 1)));
    }
    template <class Take>
    void each_cell(const Box& box, Take take) const {
        if (box.empty()) return;
        for (std::size_t y = row_of(box.min_y, m_extent.min_y, m_extent.height());
             y <= row_of(box.max_y, m_extent.min_y, m_extent.height()); ++y) {
            for (std::size_t x = row_of(box.min_x, m_extent.min_x, m_extent.width());
                 x <= row_of(box.max_x, m_extent.min_x, m_extent.width()); ++x) {
                take(y * m_side + x);
            }
        }
    }

    Box m_extent;
    std::size_t m_side = 1;
    std::vector<std::vector<std::int32_t>> m_cells;
    std::vector<Box> m_boxes;
};

}  // namespace locality::geo
