#include "io/gdal_shapes.h"

#include <cmath>
#include <memory>

namespace locality::io {

namespace {

bool append_ring(const OGRLinearRing* ring, geo::Shapes& shapes) {
    if (!ring || ring->getNumPoints() == 0) return true;
    const auto count = static_cast<std::size_t>(ring->getNumPoints());
    const std::size_t begin = shapes.vertices.size();
    shapes.vertices.resize(begin + count);
    geo::Point* const first = shapes.vertices.data() + begin;
    constexpr int stride = sizeof(geo::Point);
    ring->getPoints(&first->x, stride, &first->y, stride);
    double sum = 0;  // not finite as soon as one coordinate is not
    for (std::size_t i = 0; i < count; ++i) sum += first[i].x * 0 + first[i].y * 0;
    if (!(first[0] == first[count - 1])) shapes.vertices.push_back(geo::Point(*first));
    shapes.close_ring();
    return std::isfinite(sum);
}

bool append_polygon(const OGRPolygon& polygon, geo::Shapes& shapes) {
    if (polygon.IsEmpty()) return true;
    bool finite = true;
    for (const OGRLinearRing* ring : polygon) finite &= append_ring(ring, shapes);
    shapes.close_part();
    return finite;
}

bool append_parts(const OGRGeometry& geometry, geo::Shapes& shapes, ShapeTally& tally) {
    const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon || type == wkbTriangle) return append_polygon(*geometry.toPolygon(), shapes);
    if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
        bool finite = true;
        for (const OGRGeometry* part : *geometry.toGeometryCollection()) finite &= append_parts(*part, shapes, tally);
        return finite;
    }
    if (type == wkbPolyhedralSurface || type == wkbTIN) {
        bool finite = true;
        for (const OGRPolygon* part : *geometry.toPolyhedralSurface()) finite &= append_polygon(*part, shapes);
        return finite;
    }
    return true;
}

}  // namespace

bool append_shape(const OGRGeometry* geometry, geo::Shapes& shapes, ShapeTally& tally) {
    bool finite = true;
    if (geometry && !geometry->IsEmpty()) {
        const std::size_t parts = shapes.part_count();
        std::unique_ptr<OGRGeometry> straight;
        // Types made for curves often hold none; only real arcs are counted.
        if (geometry->hasCurveGeometry(TRUE)) ++tally.curved;
        if (geometry->hasCurveGeometry(FALSE)) {
            // Half a degree per chord: within 1 cm of an arc of 1 km radius.
            straight.reset(geometry->getLinearGeometry(0.5));
            if (straight) geometry = straight.get();
        }
        if (wkbFlatten(geometry->getGeometryType()) == wkbGeometryCollection) ++tally.collections;
        finite = append_parts(*geometry, shapes, tally);
        ++(shapes.part_count() > parts ? tally.polygons : tally.other);
    }
    shapes.close_shape();
    return finite;
}

}  // namespace locality::io
