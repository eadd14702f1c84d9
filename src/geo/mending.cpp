#include "geo/mending.h"

#include "geo/errors.h"
#include "geo/geos.h"
#include "geo/parallel.h"
#include "geo/plainly_valid.h"

#include <algorithm>

namespace locality::geo {

namespace {

/// How one shape came on to the grid.
struct Taken {
    bool whole = true;    ///< nothing was left out: every vertex has its own place
    bool shrunk = false;  ///< a ring shrank to nothing
    Point where;          ///< the first such ring
};

void take_ring(std::span<const Point> ring, GridShape& grid) {
    const std::size_t begin = grid.vertices.size();
    grid.vertices.resize(begin + ring.size());
    GridPoint* const first = grid.vertices.data() + begin;
    GridPoint* last = first;  // what was taken last
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const GridPoint g = on_grid(ring[i]);
        if (i > 0 && *last != g) ++last;
        *last = g;
    }
    while (last > first && *last == *first) --last;
    grid.vertices.resize(begin + (ring.empty() ? 0 : static_cast<std::size_t>(last - first) + 1));
}

/// One shape on the grid, without repeated vertices and without rings that keep fewer than three of them.
Taken take_shape(const Shapes& shapes, std::size_t shape, GridShape& grid) {
    Taken taken;
    grid.clear();
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        const std::uint32_t shell = shapes.part_begin[part];
        for (std::uint32_t ring = shell; ring < shapes.part_begin[part + 1]; ++ring) {
            const std::size_t begin = grid.vertices.size();
            take_ring(shapes.ring(ring), grid);
            const std::size_t size = grid.vertices.size() - begin;
            if (size + 1 != shapes.ring(ring).size()) taken.whole = false;
            if (size >= 3) {
                grid.ring_begin.push_back(static_cast<std::uint32_t>(grid.vertices.size()));
                continue;
            }
            taken.whole = false;
            if (!taken.shrunk && size > 0) {
                taken.shrunk = true;
                taken.where = in_metres(grid.vertices[begin]);
            }
            grid.vertices.resize(begin);
            if (ring == shell) break;  // its holes have no ground to be holes in
        }
        const auto rings = static_cast<std::uint32_t>(grid.ring_count());
        if (rings > grid.part_begin.back()) grid.part_begin.push_back(rings);
    }
    return taken;
}

/// Writes a shape of which nothing was left out over itself.
void put_back(const GridShape& grid, Shapes& shapes, std::size_t shape) {
    std::uint32_t ring = shapes.part_begin[shapes.shape_begin[shape]];
    for (std::size_t r = 0; r < grid.ring_count(); ++r, ++ring) {
        Point* to = shapes.vertices.data() + shapes.ring_begin[ring];
        for (const GridPoint p : grid.ring(r)) *to++ = in_metres(p);
        *to = shapes.vertices[shapes.ring_begin[ring]];
    }
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

namespace {

/// Mends some shapes of a layer: most have only to be rounded, which is done where they stand; what the others become
/// is kept beside them.
class Mending {
public:
    void mend(Shapes& shapes, std::size_t first, std::size_t last, PlainlyValid& plainly_valid, GridShape& grid) {
        for (std::size_t shape = first; shape < last; ++shape) {
            try {
                mend(shapes, shape, plainly_valid, grid);
            } catch (const GeometryError& error) {
                throw GeometryError(error.what(), shape);
            }
        }
    }

    std::vector<std::size_t> changed;  ///< those that are not where they stood
    Shapes shapes_changed;
    std::vector<Mend> mends;

private:
    void mend(Shapes& shapes, std::size_t shape, PlainlyValid& plainly_valid, GridShape& grid) {
        const Taken taken = take_shape(shapes, shape, grid);
        std::string reason;
        Point where = taken.where;
        const bool nothing = grid.ring_count() == 0;
        if (nothing || plainly_valid(grid)) {
            if (taken.whole) return put_back(grid, shapes, shape);
            append(shapes_changed, grid);
        } else {
            Shapes snapped;
            append(snapped, grid);
            const geos::Geometry geometry = geos::geometry(snapped, 0);
            Point fault;
            reason = geos::invalid_reason(geometry.get(), fault);
            if (reason.empty()) {
                shapes_changed.append(snapped, 0);
            } else {
                const geos::Geometry valid = reason == "Nested shells"
                                                 ? geos::made_valid(geometry.get(), geos::Reading::parity)
                                                 : shells_less_holes(snapped);
                geos::append_rounded(shapes_changed, valid.get());
                where = fault;
            }
        }
        if (reason.empty() && taken.shrunk) reason = "Ring without area";
        if (!reason.empty())
            mends.push_back(
                {shape, std::move(reason), where, area_m2(shapes, shape), area_m2(shapes_changed, changed.size())});
        changed.push_back(shape);
    }
};

/// Shapes in groups of about as many vertices each: groups + 1 entries.
std::vector<std::size_t> groups_of(const Shapes& shapes) {
    constexpr std::uint32_t vertices_each = 1U << 16;
    const auto begin_of = [&](std::size_t shape) {
        return shapes.ring_begin[shapes.part_begin[shapes.shape_begin[shape]]];
    };
    std::vector<std::size_t> begin{0};
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        if (begin_of(shape) - begin_of(begin.back()) >= vertices_each) begin.push_back(shape);
    }
    begin.push_back(shapes.shape_count());
    return begin;
}

}  // namespace

Mended mend(Shapes shapes, int threads) {
    const std::vector<std::size_t> groups = groups_of(shapes);
    std::vector<Mending> pieces(groups.size() - 1);
    struct Memory {
        PlainlyValid plainly_valid;
        GridShape grid;
    };
    std::vector<Memory> memory(static_cast<std::size_t>(thread_count(threads)));
    in_parallel(pieces.size(), threads, [&](std::size_t piece, std::size_t worker) {
        pieces[piece].mend(shapes, groups[piece], groups[piece + 1], memory[worker].plainly_valid, memory[worker].grid);
    });
    Mended result;
    std::size_t changed = 0;
    for (Mending& piece : pieces) {
        changed += piece.changed.size();
        std::ranges::move(piece.mends, std::back_inserter(result.mends));
    }
    if (changed == 0) {
        result.shapes = std::move(shapes);
        return result;
    }
    result.shapes.vertices.reserve(shapes.vertices.size());
    result.shapes.ring_begin.reserve(shapes.ring_begin.size());
    result.shapes.part_begin.reserve(shapes.part_begin.size());
    result.shapes.shape_begin.reserve(shapes.shape_begin.size());
    for (std::size_t piece = 0; piece < pieces.size(); ++piece) {
        std::size_t next = 0;
        for (std::size_t shape = groups[piece]; shape < groups[piece + 1]; ++shape) {
            if (next < pieces[piece].changed.size() && pieces[piece].changed[next] == shape)
                result.shapes.append(pieces[piece].shapes_changed, next++);
            else
                result.shapes.append(shapes, shape);
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
