#include "geo/coverage_faults.h"

#include "geo/box_grid.h"
#include "geo/geos.h"
#include "geo/mending.h"
#include "geo/one_sided_lines.h"
#include "geo/winding_faces.h"

#include <algorithm>
#include <map>

namespace locality::geo {

namespace {

bool is_wide(double area_m2, double perimeter_m, double narrowest_m) {
    return area_m2 > narrowest_m * perimeter_m / 2;
}

/// Finds out which faces lie on ground that is covered more than once.
class OverlapFinder {
public:
    OverlapFinder(const Shapes& shapes, double narrowest_m)
        : m_shapes(shapes), m_narrowest_m(narrowest_m), m_grid(shapes), m_geometries(shapes.shape_count()) {}

    /// Cuts one such piece of ground between the faces on it.
    void add(const WindingFace& ground) {
        const geos::Geometry piece = geos::geometry(ground.shape, 0);
        std::vector<std::pair<std::int32_t, geos::Geometry>> parts;
        for (const std::int32_t face : m_grid.meeting(bounds(ground.shape, 0))) {
            geos::Geometry part = geos::intersection(piece.get(), geometry(face));
            if (geos::area(part.get()) > 0) parts.emplace_back(face, std::move(part));
        }
        for (std::size_t i = 0; i < parts.size(); ++i) {
            for (std::size_t k = i + 1; k < parts.size(); ++k) {
                Shapes shared;
                geos::append_polygons(shared, geos::intersection(parts[i].second.get(), parts[k].second.get()).get());
                if (!is_wide(area_m2(shared, 0), perimeter_m(shared, 0), m_narrowest_m)) continue;
                add(parts[i].first, parts[k].first, shared);
            }
        }
    }

    void tell(CoverageFaults& faults) const {
        for (const auto& [faces, found] : m_found) {
            faults.overlaps.push_back(found.overlap);
            Shapes one = found.ground;
            one.close_shape();
            faults.overlap_shapes.append(one, 0);
        }
    }

private:
    struct Found {
        Overlap overlap;
        Shapes ground;  ///< its pieces, the shape still open
        double largest_m2 = 0.0;
    };

    const GEOSGeometry* geometry(std::int32_t face) {
        geos::Geometry& geometry = m_geometries[static_cast<std::size_t>(face)];
        if (geometry == nullptr) geometry = geos::geometry(m_shapes, static_cast<std::size_t>(face));
        return geometry.get();
    }

    void add(std::int32_t first, std::int32_t second, const Shapes& shared) {
        Found& found = m_found[{first, second}];
        const double area = area_m2(shared, 0);
        found.overlap.first = first;
        found.overlap.second = second;
        found.overlap.area_m2 += area;
        found.overlap.pieces += shared.part_count();
        for (std::size_t part = 0; part < shared.part_count(); ++part) {
            for (std::uint32_t ring = shared.part_begin[part]; ring < shared.part_begin[part + 1]; ++ring) {
                const std::span<const Point> points = shared.ring(ring);
                found.ground.vertices.insert(found.ground.vertices.end(), points.begin(), points.end());
                found.ground.close_ring();
            }
            found.ground.close_part();
        }
        if (area > found.largest_m2) {
            found.largest_m2 = area;
            found.overlap.where = interior_points(shared).front();
        }
    }

    const Shapes& m_shapes;
    double m_narrowest_m;
    BoxGrid m_grid;
    std::vector<geos::Geometry> m_geometries;
    std::map<std::pair<std::int32_t, std::int32_t>, Found> m_found;
};

}  // namespace

CoverageFaults coverage_faults(const Topology& topology, const Shapes& shapes, double narrowest_m) {
    const OneSidedLines lines = cut_at_contacts(one_sided_lines(topology));
    std::vector<WindingFace> grounds = winding_faces(lines);
    std::erase_if(grounds, [&](const WindingFace& g) { return !is_wide(g.area_m2, g.perimeter_m, narrowest_m); });
    CoverageFaults result;
    std::vector<const WindingFace*> covered, open;
    for (const WindingFace& ground : grounds) {
        (ground.winding > 1 ? covered : open).push_back(&ground);
        (ground.winding > 1 ? result.overlap_m2 : result.gap_m2) += ground.area_m2;
    }
    std::ranges::stable_sort(open, std::ranges::greater(), &WindingFace::area_m2);
    for (const WindingFace* ground : open) {
        result.gaps.push_back({ground->along, interior_points(ground->shape).front(), ground->area_m2});
        result.gap_shapes.append(ground->shape, 0);
    }
    if (!covered.empty()) {
        OverlapFinder finder(shapes, narrowest_m);
        for (const WindingFace* ground : covered) finder.add(*ground);
        finder.tell(result);
    }
    return result;
}

}  // namespace locality::geo
