#include "geo/grid_rings.h"

#include "geo/errors.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace locality::geo {

namespace {

constexpr double farthest_m = 2'000'000.0;  // 2e9 mm still fits 32 bits, and swept() 64

/// True where the walk a, b, c turns straight back at b.
bool turns_back(GridPoint a, GridPoint b, GridPoint c) {
    return cross(b, a, c) == 0 && dot(b, a, c) > 0;
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

GridRings grid_rings(const Shapes& shapes) {
    GridRings result;
    result.face_count = static_cast<std::int32_t>(shapes.shape_count());
    result.vertices.reserve(shapes.vertices.size() + shapes.ring_count());
    result.begin.reserve(shapes.ring_count() + 1);
    result.face.reserve(shapes.ring_count());
    std::vector<GridPoint> clean;
    for (std::size_t shape = 0; shape < shapes.shape_count(); ++shape) {
        try {
            for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
                const std::uint32_t shell = shapes.part_begin[part];
                for (std::uint32_t ring = shell; ring < shapes.part_begin[part + 1]; ++ring) {
                    clean.clear();
                    for (const Point& p : shapes.ring(ring)) clean.push_back(on_grid(p));
                    drop_spikes(clean);
                    const Int128 area = twice_signed_area_mm2(clean);
                    if (area == 0) continue;
                    if ((area > 0) != (ring == shell)) std::ranges::reverse(clean);
                    result.add(clean, static_cast<std::int32_t>(shape));
                }
            }
        } catch (const GeometryError& error) {
            throw GeometryError(error.what(), shape);
        }
    }
    return result;
}

}  // namespace locality::geo
