#include "geo/grid_rings.h"

#include "geo/crossing.h"
#include "geo/errors.h"
#include "geo/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace locality::geo {

namespace {

constexpr double farthest_m = 2'000'000.0;  // 2e9 mm still fits 32 bits, and swept() 64

/// True where the walk a, b, c turns straight back at b.
bool turns_back(GridPoint a, GridPoint b, GridPoint c) {
    return orientation(a, b, c) == 0 && dot(b, a, c) > 0;
}

}  // namespace

GridPoint on_grid(Point p) {
    if (!(std::abs(p.x) <= farthest_m && std::abs(p.y) <= farthest_m)) {
        char text[160];
        std::snprintf(text, sizeof text, "the place (%.10g, %.10g) cannot be in British National Grid metres", p.x,
                      p.y);
        throw GeometryError(text);
    }
    return {static_cast<std::int32_t>(std::lrint(p.x * millimetres_per_metre)),
            static_cast<std::int32_t>(std::lrint(p.y * millimetres_per_metre))};
}

void GridRings::add(std::span<const GridPoint> ring, std::int32_t left_face) {
    vertices.push_back(ring.back());
    vertices.insert(vertices.end(), ring.begin(), ring.end());
    vertices.push_back(ring.front());
    begin.push_back(static_cast<std::uint32_t>(vertices.size()));
    face.push_back(left_face);
}

Int128 twice_signed_area_mm2(std::span<const GridPoint> ring) {
    Int128 sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) sum += swept(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1]);
    return sum;
}

void drop_spikes(std::vector<GridPoint>& ring) {
    std::size_t size = 0;  // ring[0, size) is clean
    for (const GridPoint p : ring) {
        while (size >= 2 && turns_back(ring[size - 2], ring[size - 1], p)) --size;
        if (size > 0 && ring[size - 1] == p) continue;
        ring[size++] = p;
    }
    std::size_t first = 0;  // the ends, where the ring closes
    while (size - first >= 3) {
        const GridPoint& last = ring[size - 1];
        if (last == ring[first] || turns_back(ring[size - 2], last, ring[first])) {
            --size;
        } else if (turns_back(last, ring[first], ring[first + 1])) {
            ++first;
        } else {
            break;
        }
    }
    if (size - first < 3) {
        ring.clear();
        return;
    }
    ring.resize(size);
    ring.erase(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(first));
}

namespace {

/// Writes a ring without spikes between its paddings; how many vertices it has, 0 where it goes round nothing.
std::uint32_t take_ring(std::span<const Point> ring, bool is_shell, std::vector<GridPoint>& clean, GridPoint* to) {
    clean.resize(ring.size());
    std::ranges::transform(ring, clean.begin(), on_grid);
    drop_spikes(clean);
    const Int128 area = twice_signed_area_mm2(clean);
    if (area == 0) return 0;
    if ((area > 0) == is_shell)
        std::ranges::copy(clean, to + 1);
    else
        std::ranges::reverse_copy(clean, to + 1);
    to[0] = to[clean.size()];
    to[clean.size() + 1] = to[1];
    return static_cast<std::uint32_t>(clean.size());
}

}  // namespace

GridRings grid_rings(const Shapes& shapes, int threads) {
    // Every ring has its place, and room for two paddings, before it is looked at; then they close up.
    std::vector<GridPoint> vertices(shapes.vertices.size() + 2 * shapes.ring_count());
    std::vector<std::uint32_t> size(shapes.ring_count());
    constexpr std::size_t shapes_each = 256;
    in_parallel((shapes.shape_count() + shapes_each - 1) / shapes_each, threads, [&](std::size_t piece, std::size_t) {
        std::vector<GridPoint> clean;
        const std::size_t end = std::min(shapes.shape_count(), (piece + 1) * shapes_each);
        for (std::size_t shape = piece * shapes_each; shape < end; ++shape) {
            try {
                for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
                    const std::uint32_t shell = shapes.part_begin[part];
                    for (std::uint32_t ring = shell; ring < shapes.part_begin[part + 1]; ++ring)
                        size[ring] = take_ring(shapes.ring(ring), ring == shell, clean,
                                               vertices.data() + shapes.ring_begin[ring] + 2 * ring);
                }
            } catch (const GeometryError& error) {
                throw GeometryError(error.what(), shape);
            }
        }
    });
    GridRings result;
    result.face_count = static_cast<std::int32_t>(shapes.shape_count());
    result.begin.reserve(shapes.ring_count() + 1);
    result.face.reserve(shapes.ring_count());
    std::uint32_t end = 0;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        for (std::uint32_t ring = shapes.part_begin[shapes.shape_begin[shape]];
             ring < shapes.part_begin[shapes.shape_begin[shape + 1]]; ++ring) {
            if (size[ring] == 0) continue;
            const std::uint32_t from = shapes.ring_begin[ring] + 2 * ring, with_padding = size[ring] + 2;
            if (from != end)
                std::copy(vertices.begin() + from, vertices.begin() + from + with_padding, vertices.begin() + end);
            end += with_padding;
            result.begin.push_back(end);
            result.face.push_back(static_cast<std::int32_t>(shape));
        }
    }
    vertices.resize(end);
    result.vertices = std::move(vertices);
    return result;
}

}  // namespace locality::geo
