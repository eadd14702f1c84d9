#include "wiggly.h"

#include "geo/topology.h"

#include <algorithm>
#include <vector>

namespace locality::bench {

using geo::Point;

namespace {

/// Numbers from -1 to 1 that depend on nothing but the keys (SplitMix64).
class Noise {
public:
    explicit Noise(std::uint64_t key) : m_state(key) {}

    double next() {
        m_state += 0x9E3779B97F4A7C15U;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        z ^= z >> 31;
        return static_cast<double>(z >> 11) / 4503599627370496.0 - 1.0;
    }

private:
    std::uint64_t m_state;
};

class Land {
public:
    explicit Land(const Wiggly& wanted)
        : m_wanted(wanted), m_width(wanted.land_m / wanted.columns), m_height(wanted.land_m / wanted.rows) {}

    /// Adds the side from one corner to the next, without its last point.
    void add_side(geo::Shapes& shapes, int column, int row, int to_column, int to_row) {
        // Either zone must find the same line: it is always made from the lower left corner.
        const bool turned = to_column < column || to_row < row;
        const int from_c = turned ? to_column : column, from_r = turned ? to_row : row;
        const bool upright = column == to_column;
        Noise noise(key(from_c, from_r) * 4 + (upright ? 1 : 2));
        m_line.assign((std::size_t{1} << m_wanted.halvings) + 1, Point{});
        m_line.front() = corner(from_c, from_r);
        m_line.back() = upright ? corner(from_c, from_r + 1) : corner(from_c + 1, from_r);
        bend(0, m_line.size() - 1, farthest_aside, noise);
        if (turned) std::reverse(m_line.begin(), m_line.end());
        shapes.vertices.insert(shapes.vertices.end(), m_line.begin(), m_line.end() - 1);
    }

private:
    std::uint64_t key(int column, int row) const {
        return ((std::uint64_t{m_wanted.seed} << 20 ^ static_cast<std::uint64_t>(row)) << 20) ^
               static_cast<std::uint64_t>(column);
    }
    static Point rounded(Point p) { return geo::in_metres(geo::on_grid(p)); }

    Point corner(int column, int row) const {
        Noise noise(key(column, row) * 4);
        const double dx = noise.next(), dy = noise.next();
        return rounded({(column + 0.1 * dx) * m_width, (row + 0.1 * dy) * m_height});
    }

    // What is moved aside gets less from halving to halving, so that a side stays within 31 degrees of the straight
    // line between its corners, seen from either: sides meet at 62 degrees or more, so no line ever crosses another.
    static constexpr double farthest_aside = 0.075, less_each_time = 0.75;

    /// Moves the middle of a line aside by up to a part of its length, and so the middles of its halves.
    void bend(std::size_t first, std::size_t last, double part, Noise& noise) {
        if (last - first < 2) return;
        const Point a = m_line[first], b = m_line[last];
        const double aside = part * noise.next();
        const std::size_t middle = (first + last) / 2;
        m_line[middle] = rounded({(a.x + b.x) / 2 - aside * (b.y - a.y), (a.y + b.y) / 2 + aside * (b.x - a.x)});
        bend(first, middle, part * less_each_time, noise);
        bend(middle, last, part * less_each_time, noise);
    }

    Wiggly m_wanted;
    double m_width, m_height;
    std::vector<Point> m_line;
};

}  // namespace

geo::Shapes wiggly_zones(const Wiggly& wanted) {
    Land land(wanted);
    geo::Shapes shapes;
    const std::size_t zones = static_cast<std::size_t>(wanted.columns) * static_cast<std::size_t>(wanted.rows);
    shapes.vertices.reserve(zones * ((std::size_t{4} << wanted.halvings) + 1));
    for (int row = 0; row < wanted.rows; ++row) {
        for (int column = 0; column < wanted.columns; ++column) {
            const std::size_t first = shapes.vertices.size();
            land.add_side(shapes, column, row, column + 1, row);
            land.add_side(shapes, column + 1, row, column + 1, row + 1);
            land.add_side(shapes, column + 1, row + 1, column, row + 1);
            land.add_side(shapes, column, row + 1, column, row);
            shapes.vertices.push_back(shapes.vertices[first]);
            shapes.close_ring();
            shapes.close_part();
            shapes.close_shape();
        }
    }
    return shapes;
}

}  // namespace locality::bench
