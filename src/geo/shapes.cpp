#include "geo/shapes.h"

#include <cmath>

namespace locality::geo {

void Shapes::append(const Shapes& from, std::size_t index) {
    for (std::uint32_t part = from.shape_begin[index]; part < from.shape_begin[index + 1]; ++part) {
        for (std::uint32_t ring = from.part_begin[part]; ring < from.part_begin[part + 1]; ++ring) {
            const std::span<const Point> points = from.ring(ring);
            vertices.insert(vertices.end(), points.begin(), points.end());
            close_ring();
        }
        close_part();
    }
    close_shape();
}

namespace {

/// The vertices of one shape lie side by side, whatever its rings.
std::span<const Point> vertices_of(const Shapes& shapes, std::size_t shape) {
    const std::uint32_t begin = shapes.ring_begin[shapes.part_begin[shapes.shape_begin[shape]]];
    const std::uint32_t end = shapes.ring_begin[shapes.part_begin[shapes.shape_begin[shape + 1]]];
    return std::span(shapes.vertices).subspan(begin, end - begin);
}

}  // namespace

Box bounds(const Shapes& shapes, std::size_t shape) {
    Box box;
    for (const Point& p : vertices_of(shapes, shape)) box.add(p);
    return box;
}

Box bounds(const Shapes& shapes) {
    Box box;
    for (const Point& p : shapes.vertices) box.add(p);
    return box;
}

double twice_signed_area_m2(std::span<const Point> ring) {
    if (ring.size() < 3) return 0.0;
    const Point origin = ring.front();
    double sum = 0.0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const Point p{ring[i].x - origin.x, ring[i].y - origin.y};
        const Point q{ring[i + 1].x - origin.x, ring[i + 1].y - origin.y};
        sum += p.x * q.y - q.x * p.y;
    }
    return sum;
}

double area_m2(const Shapes& shapes, std::size_t shape) {
    double twice = 0.0;
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        const std::uint32_t shell = shapes.part_begin[part];
        for (std::uint32_t ring = shell; ring < shapes.part_begin[part + 1]; ++ring) {
            const double ring_area = std::abs(twice_signed_area_m2(shapes.ring(ring)));
            twice += ring == shell ? ring_area : -ring_area;
        }
    }
    return twice / 2;
}

double perimeter_m(const Shapes& shapes, std::size_t shape) {
    double length = 0.0;
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        for (std::uint32_t ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
            const std::span<const Point> points = shapes.ring(ring);
            for (std::size_t i = 1; i < points.size(); ++i) {
                length += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
            }
        }
    }
    return length;
}

}  // namespace locality::geo
