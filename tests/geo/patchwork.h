#pragma once

#include "geo/mending.h"
#include "geo/shapes.h"
#include "geo/topology.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <utility>
#include <vector>

// A random coverage for property tests: the cells of a crooked lattice, each given to a random zone or to none. Zones
// come out in several parts, with holes, islands in holes and corners that touch.
struct Patchwork {
    int size;
    std::vector<locality::geo::GridPoint> corners;  ///< (size + 1) x (size + 1)
    std::vector<int> zone_of_cell;                  ///< size x size; -1 for none
    locality::geo::Shapes zones;                    ///< GEOS unions of cells
    int zone_count;

    Patchwork(unsigned seed, int lattice_size, int zones_wanted, double empty_share = 0.1)
        : size(lattice_size), zone_count(zones_wanted) {
        std::mt19937 random(seed);
        std::uniform_int_distribution<int> jitter(-3000, 3000);
        for (int y = 0; y <= size; ++y) {
            for (int x = 0; x <= size; ++x) {
                corners.push_back(
                    {400'000'000 + x * 10'000 + jitter(random), 400'000'000 + y * 10'000 + jitter(random)});
            }
        }
        std::uniform_int_distribution<int> zone(0, zone_count - 1);
        std::bernoulli_distribution none(empty_share);
        for (int cell = 0; cell < size * size; ++cell) zone_of_cell.push_back(none(random) ? -1 : zone(random));
        for (int z = 0; z < zone_count; ++z) zones.append(united_cells(z), 0);
    }

    locality::geo::GridPoint corner(int x, int y) const {
        return corners[static_cast<std::size_t>(y * (size + 1) + x)];
    }
    int zone(int x, int y) const {
        return x < 0 || y < 0 || x >= size || y >= size ? -1 : zone_of_cell[static_cast<std::size_t>(y * size + x)];
    }

    /// Lengths of the borders between each two zones, counted cell by cell.
    std::map<std::pair<int, int>, double> borders() const {
        std::map<std::pair<int, int>, double> result;
        const auto add = [&](int a, int b, locality::geo::GridPoint p, locality::geo::GridPoint q) {
            if (a == b || a < 0 || b < 0) return;
            const double length = std::hypot(double(p.x) - q.x, double(p.y) - q.y) / 1000;
            result[{a, b}] += length;
            result[{b, a}] += length;
        };
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                add(zone(x, y), zone(x + 1, y), corner(x + 1, y), corner(x + 1, y + 1));
                add(zone(x, y), zone(x, y + 1), corner(x, y + 1), corner(x + 1, y + 1));
            }
        }
        return result;
    }

private:
    locality::geo::Shapes united_cells(int z) const {
        locality::geo::Shapes cells;
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                if (zone(x, y) != z) continue;
                for (const auto p :
                     {corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), corner(x, y)}) {
                    cells.vertices.push_back(in_metres(p));
                }
                cells.close_ring();
                cells.close_part();
            }
        }
        cells.close_shape();
        return locality::geo::united(cells, std::vector<std::size_t>{0});
    }
};

/// The same shape with each ring started elsewhere, and some turned round.
inline void respell(locality::geo::Shapes& shapes, std::mt19937& random) {
    for (std::size_t ring = 0; ring < shapes.ring_count(); ++ring) {
        const auto begin = shapes.vertices.begin() + shapes.ring_begin[ring];
        const auto end = shapes.vertices.begin() + shapes.ring_begin[ring + 1] - 1;
        std::uniform_int_distribution<std::ptrdiff_t> start(0, end - begin - 1);
        std::rotate(begin, begin + start(random), end);
        if (random() % 2 == 0) std::reverse(begin, end);
        *end = *begin;
    }
}
