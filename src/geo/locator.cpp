#include "geo/locator.h"

namespace locality::geo {

namespace {

/// Even-odd rule over all rings of a shape, so that holes are outside whichever way they turn. Half-open in y and
/// strict in x: a point on a line counts as moved up and to the right of it by a hair.
bool holds(const Shapes& shapes, std::size_t shape, Point p) {
    bool inside = false;
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        for (std::uint32_t ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
            const auto vertices = shapes.ring(ring);
            for (std::size_t i = 1; i < vertices.size(); ++i) {
                const Point a = vertices[i - 1], b = vertices[i];
                if ((a.y > p.y) == (b.y > p.y)) continue;
                const Point low = a.y < b.y ? a : b, high = a.y < b.y ? b : a;
                // Positive where p is left of the edge, walking upwards.
                const double side = (high.x - low.x) * (p.y - low.y) - (high.y - low.y) * (p.x - low.x);
                if (side > 0) inside = !inside;
            }
        }
    }
    return inside;
}

}  // namespace

Locator::Locator(const Shapes& shapes) : m_shapes(&shapes) {
    m_bounds.reserve(shapes.shape_count());
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) m_bounds.push_back(bounds(shapes, shape));
}

std::vector<std::int32_t> Locator::at(Point p) const {
    std::vector<std::int32_t> found;
    for (std::size_t shape = 0; shape < m_bounds.size(); ++shape)
        if (m_bounds[shape].contains(p) && holds(*m_shapes, shape, p))
            found.push_back(static_cast<std::int32_t>(shape));
    return found;
}

}  // namespace locality::geo
