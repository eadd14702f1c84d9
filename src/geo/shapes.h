#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace locality::geo {

/// A place in British National Grid (EPSG:27700), metres east and north.
struct Point {
    double x = 0.0;
    double y = 0.0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// An upright rectangle, metres. A fresh box is empty: it contains nothing and grows to what is added.
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    bool empty() const { return min_x > max_x || min_y > max_y; }
    double width() const { return empty() ? 0.0 : max_x - min_x; }
    double height() const { return empty() ? 0.0 : max_y - min_y; }
    Point centre() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
    bool contains(Point p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
    bool meets(const Box& other) const {
        return min_x <= other.max_x && other.min_x <= max_x && min_y <= other.max_y && other.min_y <= max_y;
    }
    void add(Point p) {
        if (p.x < min_x) min_x = p.x;
        if (p.y < min_y) min_y = p.y;
        if (p.x > max_x) max_x = p.x;
        if (p.y > max_y) max_y = p.y;
    }
    void add(const Box& other) {
        if (other.empty()) return;
        add(Point{other.min_x, other.min_y});
        add(Point{other.max_x, other.max_y});
    }
    friend bool operator==(const Box&, const Box&) = default;
};

/// The multipolygons of a whole layer in flat arrays: shape -> parts -> rings -> vertices.
///
/// A shape without parts is an empty (null) geometry. The first ring of a part is its shell, the others are its
/// holes. Rings repeat their first vertex at the end, as in WKB. Which way a ring turns is not promised here.
struct Shapes {
    std::vector<Point> vertices;
    std::vector<std::uint32_t> ring_begin{0};   ///< rings + 1 entries, into `vertices`
    std::vector<std::uint32_t> part_begin{0};   ///< parts + 1 entries, into the rings
    std::vector<std::uint32_t> shape_begin{0};  ///< shapes + 1 entries, into the parts

    std::size_t shape_count() const { return shape_begin.size() - 1; }
    std::size_t part_count() const { return part_begin.size() - 1; }
    std::size_t ring_count() const { return ring_begin.size() - 1; }
    bool is_empty(std::size_t shape) const { return shape_begin[shape] == shape_begin[shape + 1]; }
    std::span<const Point> ring(std::size_t ring) const {
        return std::span(vertices).subspan(ring_begin[ring], ring_begin[ring + 1] - ring_begin[ring]);
    }

    // Building: add vertices, then close what they belong to.
    void close_ring() { ring_begin.push_back(static_cast<std::uint32_t>(vertices.size())); }
    void close_part() { part_begin.push_back(static_cast<std::uint32_t>(ring_count())); }
    void close_shape() { shape_begin.push_back(static_cast<std::uint32_t>(part_count())); }

    /// Copies shape `index` of `from` to the end of this.
    void append(const Shapes& from, std::size_t index);
};

/// Bounds of one shape; empty for an empty shape.
Box bounds(const Shapes& shapes, std::size_t shape);
/// Bounds of the whole layer.
Box bounds(const Shapes& shapes);

/// Twice the signed area of a closed ring, m2: positive where it turns anticlockwise. Measured from its first vertex,
/// so that national coordinates cost no precision.
double twice_signed_area_m2(std::span<const Point> ring);
/// Area of one shape, m2: shells less holes, whichever way they turn.
double area_m2(const Shapes& shapes, std::size_t shape);
/// Length of all rings of one shape, m.
double perimeter_m(const Shapes& shapes, std::size_t shape);

}  // namespace locality::geo
