#pragma once

#include "geo/shapes.h"

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <random>
#include <vector>

// Shapes for tests: squares whose areas a reader can check by hand, and random ones that nobody can.

namespace made {

using locality::geo::Point;
using locality::geo::Shapes;

inline void add_ring(Shapes& shapes, std::vector<Point> ring) {
    ring.push_back(ring.front());
    shapes.vertices.insert(shapes.vertices.end(), ring.begin(), ring.end());
    shapes.close_ring();
}

/// Adds a shape of one ring that does not repeat its first vertex.
inline void add(Shapes& shapes, std::vector<Point> ring) {
    add_ring(shapes, std::move(ring));
    shapes.close_part();
    shapes.close_shape();
}

inline std::vector<Point> rectangle(double x, double y, double width, double height) {
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

struct Square {
    double x, y, size;
};
inline Shapes squares(std::initializer_list<Square> list) {
    Shapes shapes;
    for (const Square& s : list) add(shapes, rectangle(s.x, s.y, s.size, s.size));
    return shapes;
}

/// Columns x rows of squares side by side, from the lower left, row by row.
inline Shapes grid(double x, double y, double size, int columns, int rows) {
    Shapes shapes;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) add(shapes, rectangle(x + c * size, y + r * size, size, size));
    return shapes;
}

/// A star-shaped polygon: corners at even angles and random distances, so that it is valid whatever the seed.
inline std::vector<Point> star(std::mt19937& random, Point centre, double radius, int corners) {
    std::uniform_real_distribution<double> distance(0.2 * radius, radius);
    std::vector<Point> ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners, d = distance(random);
        ring.push_back({std::round((centre.x + d * std::cos(angle)) * 1000) / 1000,
                        std::round((centre.y + d * std::sin(angle)) * 1000) / 1000});
    }
    return ring;
}

inline Shapes stars(unsigned seed, int count, double land, double radius, int corners) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(0, land);
    Shapes shapes;
    for (int i = 0; i < count; ++i) {
        const Point centre{place(random), place(random)};
        add(shapes, star(random, centre, radius, corners));
    }
    return shapes;
}

inline Shapes moved(Shapes shapes, double dx, double dy) {
    for (Point& p : shapes.vertices) p = {p.x + dx, p.y + dy};
    return shapes;
}

}  // namespace made
