#include "geo/disputed_ground.h"

#include "geo/box_grid.h"
#include "geo/errors.h"
#include "geo/geos.h"
#include "geo/mending.h"
#include "geo/one_sided_lines.h"
#include "geo/snapping.h"
#include "geo/winding_faces.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace locality::geo {

namespace {

double squared_distance_m2(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    const double ex = p.x - (a.x + t * dx), ey = p.y - (a.y + t * dy);
    return ex * ex + ey * ey;
}

/// The edges of one shape near a box, to ask whether other edges run along them.
class Outline {
public:
    Outline(const Shapes& shapes, std::size_t shape, Box near) {
        const Box tight = near;
        near.add(Point{tight.min_x - rounding_width_m, tight.min_y - rounding_width_m});
        near.add(Point{tight.max_x + rounding_width_m, tight.max_y + rounding_width_m});
        for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
            for (std::uint32_t ring = shapes.part_begin[part]; ring < shapes.part_begin[part + 1]; ++ring) {
                const std::span<const Point> points = shapes.ring(ring);
                for (std::size_t i = 1; i < points.size(); ++i) {
                    Box box;
                    box.add(points[i - 1]);
                    box.add(points[i]);
                    if (box.meets(near)) m_edges.emplace_back(points[i - 1], points[i]);
                }
            }
        }
    }

    /// How much of the edge of a piece of ground runs along this outline, m.
    double shared_m(const Shapes& ground) const {
        double length = 0.0;
        for (std::size_t ring = 0; ring < ground.ring_count(); ++ring) {
            const std::span<const Point> points = ground.ring(ring);
            for (std::size_t i = 1; i < points.size(); ++i) {
                const Point p = points[i - 1], q = points[i];
                const Point middle{(p.x + q.x) / 2, (p.y + q.y) / 2};
                if (touches(p) && touches(q) && touches(middle)) length += std::hypot(q.x - p.x, q.y - p.y);
            }
        }
        return length;
    }

private:
    bool touches(Point p) const {
        return std::ranges::any_of(m_edges, [&](const auto& edge) {
            return squared_distance_m2(p, edge.first, edge.second) <= rounding_width_m * rounding_width_m;
        });
    }

    std::vector<std::pair<Point, Point>> m_edges;
};

class Pieces {
public:
    Pieces(const Shapes& shapes, double narrowest_m)
        : m_shapes(shapes), m_narrowest_m(narrowest_m), m_boxes(shapes), m_geometries(shapes.shape_count()) {}

    void add_gap(const WindingFace& gap) {
        Disputed piece;
        piece.is_gap = true;
        piece.faces = gap.along;
        add(std::move(piece), gap.shape);
    }

    /// Cuts ground that is claimed more than once by the outlines of the shapes on it.
    void add_overlap(const WindingFace& overlap) {
        std::vector<Cell> cells;
        cells.push_back({{}, overlap.shape});
        for (const std::int32_t face : m_boxes.meeting(bounds(overlap.shape, 0))) {
            std::vector<Cell> now;
            for (Cell& cell : cells) {
                const geos::Geometry ground = geos::geometry(cell.ground, 0);
                Shapes inside, rest;
                geos::append_rounded(inside, geos::rounded_intersection(ground.get(), geometry(face)).get());
                if (!is_wide(inside)) {
                    now.push_back(std::move(cell));
                    continue;
                }
                geos::append_rounded(rest, geos::rounded_difference(ground.get(), geometry(face)).get());
                if (is_wide(rest)) now.push_back({cell.faces, std::move(rest)});
                cell.faces.push_back(face);
                now.push_back({std::move(cell.faces), std::move(inside)});
            }
            cells.swap(now);
        }
        for (const Cell& cell : cells) {
            if (cell.faces.size() < 2) continue;  // narrow remains along a cut
            const Shapes& ground = cell.ground;
            for (std::size_t part = 0; part < ground.part_count(); ++part) {
                Shapes one;
                one.append(Shapes{ground.vertices,
                                  ground.ring_begin,
                                  ground.part_begin,
                                  {static_cast<std::uint32_t>(part), static_cast<std::uint32_t>(part + 1)}},
                           0);
                Disputed piece;
                piece.faces = cell.faces;
                if (is_wide(one)) add(std::move(piece), one);
            }
        }
    }

    DisputedGround take() {
        std::vector<std::size_t> order(m_result.pieces.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::ranges::stable_sort(order, [&](std::size_t i, std::size_t k) {
            const Disputed &a = m_result.pieces[i], &b = m_result.pieces[k];
            if (a.is_gap != b.is_gap) return a.is_gap;
            if (a.is_gap) return a.area_m2 > b.area_m2;
            return a.where.x != b.where.x ? a.where.x < b.where.x : a.where.y < b.where.y;
        });
        DisputedGround sorted;
        for (const std::size_t i : order) {
            sorted.pieces.push_back(std::move(m_result.pieces[i]));
            sorted.ground.append(m_result.ground, i);
        }
        return sorted;
    }

private:
    struct Cell {
        std::vector<std::int32_t> faces;
        Shapes ground;
    };

    const GEOSGeometry* geometry(std::int32_t face) {
        geos::Geometry& geometry = m_geometries[static_cast<std::size_t>(face)];
        if (geometry == nullptr) geometry = geos::geometry(m_shapes, static_cast<std::size_t>(face));
        return geometry.get();
    }

    bool is_wide(const Shapes& ground) const { return area_m2(ground, 0) > m_narrowest_m * perimeter_m(ground, 0) / 2; }

    void add(Disputed piece, const Shapes& ground) {
        piece.area_m2 = area_m2(ground, 0);
        const double perimeter = perimeter_m(ground, 0);
        piece.width_m = perimeter > 0 ? 2 * piece.area_m2 / perimeter : 0.0;
        piece.where = interior_points(ground).front();
        for (const std::int32_t face : piece.faces) {
            const Outline outline(m_shapes, static_cast<std::size_t>(face), bounds(ground, 0));
            const double along = outline.shared_m(ground);
            // A gap borders on a face along its outline; in an overlap, the face goes on where its outline is not.
            piece.border_m.push_back(piece.is_gap ? along : perimeter - along);
        }
        m_result.pieces.push_back(std::move(piece));
        m_result.ground.append(ground, 0);
    }

    const Shapes& m_shapes;
    double m_narrowest_m;
    BoxGrid m_boxes;
    std::vector<geos::Geometry> m_geometries;
    DisputedGround m_result;
};

/// Several pieces as one geometry.
geos::Geometry joined(const Shapes& ground, const std::vector<std::size_t>& pieces) {
    Shapes all;
    for (const std::size_t piece : pieces) all.append(ground, piece);
    all.shape_begin = {0, static_cast<std::uint32_t>(all.part_count())};
    return geos::united(geos::geometry(all, 0).get());
}

struct Changes {
    std::vector<std::size_t> gained, lost;  ///< pieces
};

void append_changed(Shapes& to, const Shapes& shapes, std::size_t shape, const Shapes& ground, const Changes& changes) {
    Shapes now;
    if (changes.lost.empty()) {
        now.append(shapes, shape);
    } else {
        const geos::Geometry rest =
            geos::rounded_difference(geos::geometry(shapes, shape).get(), joined(ground, changes.lost).get());
        geos::append_rounded(now, rest.get());
    }
    for (const std::size_t piece : changes.gained) now.append(ground, piece);
    std::vector<std::size_t> all(now.shape_count());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    to.append(changes.gained.empty() ? now : united(now, all), 0);
}

}  // namespace

DisputedGround disputed_ground(const Topology& topology, const Shapes& shapes, double narrowest_m) {
    const std::vector<WindingFace> grounds = winding_faces(cut_at_contacts(one_sided_lines(topology)));
    Pieces pieces(shapes, narrowest_m);
    for (const WindingFace& ground : grounds) {
        if (ground.area_m2 <= narrowest_m * ground.perimeter_m / 2) continue;
        if (ground.winding > 1)
            pieces.add_overlap(ground);
        else
            pieces.add_gap(ground);
    }
    return pieces.take();
}

Shapes settled(const Shapes& shapes, const DisputedGround& disputed, std::span<const std::int32_t> taker) {
    std::map<std::int32_t, Changes> changes;
    for (std::size_t i = 0; i < disputed.pieces.size(); ++i) {
        if (taker[i] == outside) continue;
        const Disputed& piece = disputed.pieces[i];
        if (piece.is_gap) changes[taker[i]].gained.push_back(i);
        for (const std::int32_t face : piece.faces) {
            if (!piece.is_gap && face != taker[i]) changes[face].lost.push_back(i);
        }
    }
    if (changes.empty()) return shapes;
    Shapes result;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        const auto at = changes.find(static_cast<std::int32_t>(shape));
        try {
            if (at == changes.end())
                result.append(shapes, shape);
            else
                append_changed(result, shapes, shape, disputed.ground, at->second);
        } catch (const GeometryError& error) {
            throw GeometryError(error.what(), shape);
        }
    }
    return snap(mend(result).shapes, rounding_width_m).shapes;
}

}  // namespace locality::geo
