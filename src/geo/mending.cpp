#include "geo/mending.h"

#include "geo/errors.h"
#include "geo/geos.h"
#include "geo/plainly_valid.h"

#include <algorithm>

namespace locality::geo {

namespace {

/// Where a ring of one shape shrank to nothing on the grid.
struct Shrunk {
    bool any = false;
    Point where;
};

void take_ring(std::span<const Point> ring, GridShape& grid) {
    const std::size_t begin = grid.vertices.size();
    for (const Point& p : ring) {
        const GridPoint g = on_grid(p);
        if (grid.vertices.size() == begin || grid.vertices.back() != g) grid.vertices.push_back(g);
    }
    while (grid.vertices.size() > begin + 1 && grid.vertices.back() == grid.vertices[begin]) grid.vertices.pop_back();
}

/// One shape on the grid, without repeated vertices and without rings that keep fewer than three of them.
Shrunk take_shape(const Shapes& shapes, std::size_t shape, GridShape& grid) {
    Shrunk shrunk;
    grid.clear();
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        const std::uint32_t shell = shapes.part_begin[part];
        for (std::uint32_t ring = shell; ring < shapes.part_begin[part + 1]; ++ring) {
            const std::size_t begin = grid.vertices.size();
            take_ring(shapes.ring(ring), grid);
            if (grid.vertices.size() - begin >= 3) {
                grid.ring_begin.push_back(static_cast<std::uint32_t>(grid.vertices.size()));
                continue;
            }
            if (!shrunk.any && grid.vertices.size() > begin) shrunk = {true, in_metres(grid.vertices[begin])};
            grid.vertices.resize(begin);
            if (ring == shell) break;  // its holes have no ground to be holes in
        }
        const auto rings = static_cast<std::uint32_t>(grid.ring_count());
        if (rings > grid.part_begin.back()) grid.part_begin.push_back(rings);
    }
    return shrunk;
}

void append(Shapes& shapes, const GridShape& grid) {
    std::size_t part = 1;
    for (std::size_t ring = 0; ring < grid.ring_count(); ++ring) {
        const std::span<const GridPoint> points = grid.ring(ring);
        for (const GridPoint p : points) shapes.vertices.push_back(in_metres(p));
        shapes.vertices.push_back(in_metres(points.front()));
        shapes.close_ring();
        if (ring + 1 == grid.part_begin[part]) {
            shapes.close_part();
            ++part;
        }
    }
    shapes.close_shape();
}

/// What shells go round less what holes go round. GEOS would make ground of a hole that lies outside its shell.
geos::Geometry shells_less_holes(const Shapes& shape) {
    Shapes shells, holes;
    for (std::size_t part = 0; part < shape.part_count(); ++part) {
        for (std::uint32_t ring = shape.part_begin[part]; ring < shape.part_begin[part + 1]; ++ring) {
            Shapes& to = ring == shape.part_begin[part] ? shells : holes;
            to.vertices.insert(to.vertices.end(), shape.ring(ring).begin(), shape.ring(ring).end());
            to.close_ring();
            to.close_part();
        }
    }
    shells.close_shape();
    holes.close_shape();
    geos::Geometry ground = geos::made_valid(geos::geometry(shells, 0).get(), geos::Reading::ground);
    if (holes.is_empty(0)) return ground;
    const geos::Geometry taken = geos::made_valid(geos::geometry(holes, 0).get(), geos::Reading::ground);
    return geos::rounded_difference(ground.get(), taken.get());
}

}  // namespace

Mended mend(const Shapes& shapes) {
    Mended result;
    result.shapes.vertices.reserve(shapes.vertices.size());
    result.shapes.ring_begin.reserve(shapes.ring_begin.size());
    result.shapes.part_begin.reserve(shapes.part_begin.size());
    result.shapes.shape_begin.reserve(shapes.shape_begin.size());
    PlainlyValid plainly_valid;
    GridShape grid;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        try {
            const Shrunk shrunk = take_shape(shapes, shape, grid);
            const auto note = [&](std::string what, Point where) {
                result.mends.push_back(
                    {shape, std::move(what), where, area_m2(shapes, shape), area_m2(result.shapes, shape)});
            };
            const bool nothing = grid.ring_count() == 0;
            if (nothing || plainly_valid(grid)) {
                append(result.shapes, grid);
                if (shrunk.any) note("Ring without area", shrunk.where);
                continue;
            }
            Shapes snapped;
            append(snapped, grid);
            const geos::Geometry geometry = geos::geometry(snapped, 0);
            Point where;
            const std::string reason = geos::invalid_reason(geometry.get(), where);
            if (reason.empty()) {
                append(result.shapes, grid);
                if (shrunk.any) note("Ring without area", shrunk.where);
                continue;
            }
            const geos::Geometry valid = reason == "Nested shells"
                                             ? geos::made_valid(geometry.get(), geos::Reading::parity)
                                             : shells_less_holes(snapped);
            geos::append_rounded(result.shapes, valid.get());
            note(reason, where);
        } catch (const GeometryError& error) {
            throw GeometryError(error.what(), shape);
        }
    }
    return result;
}

Shapes united(const Shapes& shapes, std::span<const std::size_t> which) {
    Shapes collected;  // as one multipolygon: its parts may overlap, which a unary union resolves
    for (const std::size_t shape : which) collected.append(shapes, shape);
    collected.shape_begin = {0, static_cast<std::uint32_t>(collected.part_count())};
    const geos::Geometry geometry = geos::geometry(collected, 0);
    const geos::Geometry one = geos::united(geometry.get());
    Shapes result;
    geos::append_rounded(result, one.get());
    return result;
}

double intersection_area_m2(const Shapes& a, std::size_t shape_a, const Shapes& b, std::size_t shape_b) {
    const geos::Geometry ga = geos::geometry(a, shape_a);
    const geos::Geometry gb = geos::geometry(b, shape_b);
    return geos::area(geos::intersection(ga.get(), gb.get()).get());
}

Shapes intersection(const Shapes& a, std::size_t shape_a, const Shapes& b, std::size_t shape_b) {
    const geos::Geometry ga = geos::geometry(a, shape_a);
    const geos::Geometry gb = geos::geometry(b, shape_b);
    Shapes result;
    geos::append_polygons(result, geos::intersection(ga.get(), gb.get()).get());
    return result;
}

Shapes difference(const Shapes& a, std::size_t shape_a, const Shapes& b, std::span<const std::size_t> which) {
    const geos::Geometry from = geos::geometry(a, shape_a);
    const geos::Geometry taken = geos::geometry(united(b, which), 0);
    Shapes result;
    geos::append_polygons(result, geos::difference(from.get(), taken.get()).get());
    return result;
}

std::vector<Point> interior_points(const Shapes& shapes) {
    std::vector<Point> points(shapes.shape_count());
    for (std::size_t shape = 0; shape < points.size(); ++shape) {
        points[shape] = geos::interior_point(geos::geometry(shapes, shape).get());
    }
    return points;
}

}  // namespace locality::geo
