#include "mesh.h"

#include "delaunay.h"
#include "random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

namespace locality::demo {

using geo::Point;

namespace {

constexpr double decimetres = 10.0;

std::int64_t nearest(double x) {
    return static_cast<std::int64_t>(std::floor(x + 0.5));
}
Spot spot_at(Point p) {
    return {nearest(p.x * decimetres), nearest(p.y * decimetres)};
}
Point metres(Spot s) {
    return {static_cast<double>(s.x) / decimetres, static_cast<double>(s.y) / decimetres};
}
double distance(Point a, Point b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}
Point between(Point a, Point b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

/// Seeds no closer than their density allows, kept in a grid of buckets for the question.
class Seeds {
public:
    Seeds(const Landscape& land, int cells) : m_land(land) {
        // Fewer, larger cells where people are few, but not as few as the people: density to the power 3/4.
        double total = 0;
        constexpr double step = 250;
        for (double y = -Landscape::reach_y; y < Landscape::reach_y; y += step) {
            for (double x = -Landscape::reach_x; x < Landscape::reach_x; x += step) {
                if (m_land.inside({x, y})) total += crowding({x, y}) * step * step;
            }
        }
        m_per_m2 = cells / total;
    }

    double crowding(Point p) const {
        const double root = std::sqrt(m_land.density(p));
        return root * std::sqrt(root);
    }
    /// Mean distance between seeds here, m.
    double spacing(Point p) const { return 1.0 / std::sqrt(m_per_m2 * crowding(p)); }

    bool room_for(Point p, double apart) const {
        const Spot s = spot_at(p);
        const auto [i, j] = bucket(p);
        const int reach = static_cast<int>(apart / bucket_m) + 1;
        for (int a = i - reach; a <= i + reach; ++a) {
            for (int b = j - reach; b <= j + reach; ++b) {
                const auto found = m_buckets.find({a, b});
                if (found == m_buckets.end()) continue;
                for (int other : found->second) {
                    if (distance(metres(s), metres(m_spots[other])) < apart) return false;
                }
            }
        }
        return true;
    }
    void add(Point p) {
        m_buckets[bucket(p)].push_back(static_cast<int>(m_spots.size()));
        m_spots.push_back(spot_at(p));
    }
    const std::vector<Spot>& spots() const { return m_spots; }

private:
    static constexpr double bucket_m = 200;
    static std::pair<int, int> bucket(Point p) {
        return {static_cast<int>(std::floor(p.x / bucket_m)), static_cast<int>(std::floor(p.y / bucket_m))};
    }
    const Landscape& m_land;
    double m_per_m2 = 0;
    std::vector<Spot> m_spots;
    std::map<std::pair<int, int>, std::vector<int>> m_buckets;
};

std::vector<Spot> strew(const Landscape& land, int cells, std::uint64_t seed) {
    Seeds seeds(land, cells);
    Random random(hash(seed, 2));
    // Pairs astride the river: the edges between them follow its course.
    for (double x = -Landscape::reach_x; x < Landscape::reach_x;) {
        const Point here{x, land.river_y(x)}, ahead{x + 20, land.river_y(x + 20)};
        const double run = distance(here, ahead);
        const double step = std::clamp(seeds.spacing(here), 90.0, 420.0);
        const double half = 0.42 * step;
        const Point across{-(ahead.y - here.y) / run * half, (ahead.x - here.x) / run * half};
        const Point north{here.x + across.x, here.y + across.y}, south{here.x - across.x, here.y - across.y};
        if (seeds.room_for(north, 0.55 * step) && seeds.room_for(south, 0.55 * step)) {
            seeds.add(north);
            seeds.add(south);
        }
        x += step * 20 / run;
    }
    // Dart throwing: chance by density, refused where too close. It ends when darts no longer find room.
    double most = 0;
    for (double y = -Landscape::reach_y; y < Landscape::reach_y; y += 400) {
        for (double x = -Landscape::reach_x; x < Landscape::reach_x; x += 400)
            most = std::max(most, seeds.crowding({x, y}));
    }
    most *= 1.15;
    for (int refused = 0; refused < 400;) {
        const double x = random.uniform(-Landscape::reach_x, Landscape::reach_x);
        const double y = random.uniform(-Landscape::reach_y, Landscape::reach_y);
        const double dice = random.uniform(0, most);
        if (dice > seeds.crowding({x, y})) continue;
        if (seeds.room_for({x, y}, 0.72 * seeds.spacing({x, y}))) {
            seeds.add({x, y});
            refused = 0;
        } else {
            ++refused;
        }
    }
    return seeds.spots();
}

Spot circumcentre(Spot a, Spot b, Spot c) {
    const auto bx = static_cast<double>(b.x - a.x), by = static_cast<double>(b.y - a.y);
    const auto cx = static_cast<double>(c.x - a.x), cy = static_cast<double>(c.y - a.y);
    const double twice = 2 * (bx * cy - by * cx), bb = bx * bx + by * by, cc = cx * cx + cy * cy;
    return {a.x + nearest((cy * bb - by * cc) / twice), a.y + nearest((bx * cc - cx * bb) / twice)};
}

/// A corner, on the side of `seed`, of the room that the way from `a` to `c` may wander in: inside the triangle of the
/// three, so that no two ways share room, and not beyond either end, so that the room is convex.
Point wing(Point a, Point c, Point seed) {
    const double length = distance(a, c), ux = (c.x - a.x) / length, uy = (c.y - a.y) / length;
    const double along = ((seed.x - a.x) * ux + (seed.y - a.y) * uy) / length;
    const double height = (seed.x - a.x) * -uy + (seed.y - a.y) * ux;  // to the left of the way
    const double at = std::clamp(along, 0.35, 0.65);
    const double lean = along > at ? at / along : along < at ? (1 - at) / (1 - along) : 1.0;
    const double most = 0.45 * length, rise = std::clamp(0.62 * lean * height, -most, most);
    return {a.x + ux * at * length - uy * rise, a.y + uy * at * length + ux * rise};
}

/// Makes the way from `a` to `c` crooked without leaving the quadrilateral a, b, c, d.
///
/// Source  the recursive subdivision of A. Patel's "noisy edges".
void wander(Point a, Point b, Point c, Point d, double finest_m, Random& random, std::vector<Point>& way) {
    if (distance(a, c) < finest_m) return;
    const double p = random.uniform(0.3, 0.7), q = random.uniform(0.3, 0.7);
    const Point e = between(a, d, p), f = between(b, c, p), g = between(a, b, q), i = between(d, c, q);
    const Point h = between(e, f, q);
    const double s = random.uniform(0.6, 1.0), t = random.uniform(0.6, 1.0);
    wander(a, between(b, g, s), h, between(d, e, t), finest_m, random, way);
    way.push_back(h);
    wander(h, between(b, f, s), c, between(d, i, t), finest_m, random, way);
}

/// The Voronoi cells as rings of corners, where corners closer than a few metres have become one.
class Corners {
public:
    explicit Corners(const Delaunay& mesh) : m_mesh(mesh), m_same(mesh.triangle.size()), m_place(mesh.triangle.size()) {
        std::iota(m_same.begin(), m_same.end(), 0);
        for (std::size_t t = 0; t < mesh.triangle.size(); ++t) {
            const auto& triangle = mesh.triangle[t];
            if (!triangle.alive) continue;
            const auto& k = triangle.corner;
            if (std::ranges::max(k) >= mesh.spots) continue;  // touches a far corner: never part of the city
            m_place[t] = circumcentre(mesh.spot[k[0]], mesh.spot[k[1]], mesh.spot[k[2]]);
        }
        for (int t = 0; t < static_cast<int>(mesh.triangle.size()); ++t) {
            if (!mesh.triangle[t].alive) continue;
            for (int n : mesh.triangle[t].neighbour) {
                if (n > t && distance(metres(m_place[t]), metres(m_place[n])) < 14.0) join(t, n);
            }
        }
    }
    int of(int triangle) const {
        while (m_same[triangle] != triangle) triangle = m_same[triangle];
        return triangle;
    }
    Spot place(int corner) const { return m_place[corner]; }

private:
    void join(int a, int b) {
        a = of(a);
        b = of(b);
        m_same[std::max(a, b)] = std::min(a, b);
    }
    const Delaunay& m_mesh;
    std::vector<int> m_same;
    std::vector<Spot> m_place;
};

struct Wall {
    int from, to, beyond;  ///< corners, and the seed on the other side
};

/// The crooked way along one wall, both ends included, the same from either side.
std::vector<Spot> way_along(const Wall& wall, Spot seed, Spot other, const Corners& corners, std::uint64_t key) {
    const bool turned = wall.to < wall.from;
    const Spot a = corners.place(turned ? wall.to : wall.from), c = corners.place(turned ? wall.from : wall.to);
    if (turned) std::swap(seed, other);
    const Point from = metres(a), to = metres(c);
    const double straight = distance(from, to);
    Random random(hash(hash(static_cast<std::uint64_t>(a.x), static_cast<std::uint64_t>(a.y)),
                       hash(static_cast<std::uint64_t>(c.x), static_cast<std::uint64_t>(c.y)) ^ key));
    std::vector<Point> way;
    wander(from, wing(from, to, metres(seed)), to, wing(from, to, metres(other)), std::max(105.0, straight * 0.34),
           random, way);
    std::vector<Spot> spots{a};
    for (Point p : way) spots.push_back(spot_at(p));
    spots.push_back(c);
    spots.erase(std::unique(spots.begin(), spots.end()), spots.end());
    if (turned) std::ranges::reverse(spots);
    return spots;
}

/// Which spots are cells of the city: inside its boundary and joined to the centre.
std::vector<int> city_cells(const Landscape& land, const Delaunay& mesh, const std::vector<int>& triangle_of) {
    std::vector<int> number(mesh.spot.size(), -1);
    int centre = 0;
    for (int s = 0; s < mesh.spots; ++s) {
        const Point p = metres(mesh.spot[s]), best = metres(mesh.spot[centre]);
        if (p.x * p.x + p.y * p.y < best.x * best.x + best.y * best.y) centre = s;
    }
    std::vector<int> reached{centre};
    number[centre] = 0;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (int t : mesh.around(reached[i], triangle_of)) {
            for (int s : mesh.triangle[t].corner) {
                if (s >= mesh.spots || number[s] >= 0 || !land.inside(metres(mesh.spot[s]))) continue;
                number[s] = 0;
                reached.push_back(s);
            }
        }
    }
    int count = 0;
    for (int& n : number) n = n < 0 ? -1 : count++;
    return number;
}

}  // namespace

Mesh build_mesh(const Landscape& land, int cells, std::uint64_t seed) {
    const Delaunay delaunay(strew(land, cells, seed));
    const std::vector<int> triangle_of = delaunay.triangle_of_spots();
    const std::vector<int> number = city_cells(land, delaunay, triangle_of);
    const Corners corners(delaunay);
    const auto south = [&](int s) {
        const Point p = metres(delaunay.spot[s]);
        return p.y < land.river_y(p.x);
    };

    Mesh mesh;
    for (int s = 0; s < delaunay.spots; ++s) {
        if (number[s] < 0) continue;
        const std::vector<int> fan = delaunay.around(s, triangle_of);
        std::vector<Wall> walls;
        for (std::size_t i = 0; i < fan.size(); ++i) {
            const auto& here = delaunay.triangle[fan[i]].corner;
            const int k = static_cast<int>(std::ranges::find(here, s) - here.begin());
            const Wall wall{corners.of(fan[i]), corners.of(fan[(i + 1) % fan.size()]), here[(k + 2) % 3]};
            if (wall.from != wall.to) walls.push_back(wall);
        }
        if (walls.size() < 3) throw std::logic_error("demo city: a cell has fewer than three walls");
        std::vector<Border> borders;
        double perimeter = 0;
        for (const Wall& wall : walls) {
            const std::vector<Spot> way = way_along(wall, delaunay.spot[s], delaunay.spot[wall.beyond], corners, seed);
            for (std::size_t i = 0; i + 1 < way.size(); ++i) mesh.shapes.vertices.push_back(metres(way[i]));
            const double length = distance(metres(way.front()), metres(way.back()));
            perimeter += length;
            if (number[wall.beyond] >= 0)
                borders.push_back({number[wall.beyond], length, south(s) != south(wall.beyond)});
        }
        mesh.shapes.vertices.push_back(mesh.shapes.vertices[mesh.shapes.ring_begin.back()]);
        mesh.shapes.close_ring();
        mesh.shapes.close_part();
        mesh.shapes.close_shape();
        std::ranges::sort(borders, {}, &Border::cell);
        mesh.seed.push_back(metres(delaunay.spot[s]));
        mesh.borders.push_back(std::move(borders));
        mesh.perimeter_m.push_back(perimeter);
        double twice = 0;
        const auto ring = mesh.shapes.ring(mesh.shapes.ring_count() - 1);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                     (ring[i].y - ring[0].y) * (ring[i + 1].x - ring[0].x);
        }
        mesh.area_m2.push_back(twice / 2);
    }
    return mesh;
}

}  // namespace locality::demo
