#include "geo/geos.h"

#include "geo/errors.h"
#include "geo/topology.h"

#include <limits>
#include <span>
#include <vector>

namespace locality::geo::geos {

namespace {

void keep_message(const char* message, void* words) {
    *static_cast<std::string*>(words) = message;
}

struct Context {
    std::string words;  ///< GEOS's last complaint
    GEOSContextHandle_t handle = GEOS_init_r();

    Context() { GEOSContext_setErrorMessageHandler_r(handle, keep_message, &words); }
    ~Context() { GEOS_finish_r(handle); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

Context& thread_context() {
    thread_local Context context;
    return context;
}

Geometry linear_ring(std::span<const Point> ring) {
    static_assert(sizeof(Point) == 2 * sizeof(double));
    auto sequence =
        own(GEOSCoordSeq_copyFromBuffer_r(context(), &ring.front().x, static_cast<unsigned>(ring.size()), 0, 0),
            "copy vertices");
    return own(GEOSGeom_createLinearRing_r(context(), sequence.release()), "make a ring");
}

/// GEOS takes the members over, also where it fails.
std::vector<GEOSGeometry*> released(std::vector<Geometry>& members) {
    std::vector<GEOSGeometry*> result;
    for (Geometry& member : members) result.push_back(member.release());
    return result;
}

void append_ring(Shapes& shapes, const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context(), ring);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(context(), sequence, &size) == 0) fail("read a ring");
    const std::size_t before = shapes.vertices.size();
    shapes.vertices.resize(before + size);
    if (size > 0 && GEOSCoordSeq_copyToBuffer_r(context(), sequence, &shapes.vertices[before].x, 0, 0) == 0) {
        fail("read vertices");
    }
    shapes.close_ring();
}

void append_parts(Shapes& shapes, const GEOSGeometry* geometry) {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type < 0) fail("tell a geometry's type");
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), geometry) != 0) return;
        const GEOSGeometry* shell = GEOSGetExteriorRing_r(context(), geometry);
        if (shell == nullptr) fail("read a shell");
        append_ring(shapes, shell);
        const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
        for (int i = 0; i < holes; ++i) {
            const GEOSGeometry* hole = GEOSGetInteriorRingN_r(context(), geometry, i);
            if (hole == nullptr) fail("read a hole");
            append_ring(shapes, hole);
        }
        shapes.close_part();
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < parts; ++i) {
            const GEOSGeometry* part = GEOSGetGeometryN_r(context(), geometry, i);
            if (part == nullptr) fail("read a part");
            append_parts(shapes, part);
        }
    }
}

Point place(const GEOSGeometry* point) {
    Point p;
    if (GEOSGeomGetX_r(context(), point, &p.x) != 1 || GEOSGeomGetY_r(context(), point, &p.y) != 1) {
        fail("read a point");
    }
    return p;
}

}  // namespace

GEOSContextHandle_t context() {
    return thread_context().handle;
}

void fail(const char* doing) {
    throw GeometryError(std::string("GEOS could not ") + doing + ": " + thread_context().words);
}

Geometry geometry(const Shapes& shapes, std::size_t shape) {
    std::vector<Geometry> parts;
    for (std::uint32_t part = shapes.shape_begin[shape]; part < shapes.shape_begin[shape + 1]; ++part) {
        const std::uint32_t first = shapes.part_begin[part];
        Geometry shell = linear_ring(shapes.ring(first));
        std::vector<Geometry> holes;
        for (std::uint32_t ring = first + 1; ring < shapes.part_begin[part + 1]; ++ring) {
            holes.push_back(linear_ring(shapes.ring(ring)));
        }
        std::vector<GEOSGeometry*> members = released(holes);
        parts.push_back(own(
            GEOSGeom_createPolygon_r(context(), shell.release(), members.data(), static_cast<unsigned>(members.size())),
            "make a polygon"));
    }
    std::vector<GEOSGeometry*> members = released(parts);
    return own(GEOSGeom_createCollection_r(context(), GEOS_MULTIPOLYGON, members.data(),
                                           static_cast<unsigned>(members.size())),
               "make a multipolygon");
}

void append_polygons(Shapes& shapes, const GEOSGeometry* geometry) {
    append_parts(shapes, geometry);
    shapes.close_shape();
}

void append_rounded(Shapes& shapes, const GEOSGeometry* geometry) {
    const std::size_t begin = shapes.vertices.size();
    append_polygons(shapes, geometry);
    for (std::size_t i = begin; i < shapes.vertices.size(); ++i) {
        shapes.vertices[i] = in_metres(on_grid(shapes.vertices[i]));
    }
}

double area(const GEOSGeometry* geometry) {
    double result = 0.0;
    if (GEOSArea_r(context(), geometry, &result) == 0) fail("measure an area");
    return result;
}

Geometry united(const GEOSGeometry* geometry) {
    return own(GEOSUnaryUnionPrec_r(context(), geometry, 1 / millimetres_per_metre), "unite shapes");
}

Geometry intersection(const GEOSGeometry* a, const GEOSGeometry* b) {
    return own(GEOSIntersection_r(context(), a, b), "intersect two shapes");
}

Geometry difference(const GEOSGeometry* a, const GEOSGeometry* b) {
    return own(GEOSDifference_r(context(), a, b), "take one shape from another");
}

Geometry rounded_intersection(const GEOSGeometry* a, const GEOSGeometry* b) {
    return own(GEOSIntersectionPrec_r(context(), a, b, 1 / millimetres_per_metre), "intersect two shapes");
}

Geometry rounded_difference(const GEOSGeometry* a, const GEOSGeometry* b) {
    return own(GEOSDifferencePrec_r(context(), a, b, 1 / millimetres_per_metre), "take one shape from another");
}

std::string invalid_reason(const GEOSGeometry* geometry, Point& where) {
    char* reason = nullptr;
    GEOSGeometry* location = nullptr;
    const char valid = GEOSisValidDetail_r(context(), geometry, 0, &reason, &location);
    const Owned<char> owned_reason(reason);
    const Geometry owned_location(location);
    if (valid == 2) fail("check a shape");
    if (valid == 1) return {};
    if (location != nullptr) where = place(location);
    return reason != nullptr ? reason : "invalid";
}

Geometry made_valid(const GEOSGeometry* geometry, Reading reading) {
    const auto how = own(GEOSMakeValidParams_create_r(context()), "set up mending");
    const auto method = reading == Reading::parity ? GEOS_MAKE_VALID_LINEWORK : GEOS_MAKE_VALID_STRUCTURE;
    // GEOS 3.11 refuses "keep collapsed: no" for line work, whose collapsed rings are left out as lines.
    if (GEOSMakeValidParams_setMethod_r(context(), how.get(), method) == 0 ||
        (reading == Reading::ground && GEOSMakeValidParams_setKeepCollapsed_r(context(), how.get(), 0) == 0)) {
        fail("set up mending");
    }
    const auto valid = own(GEOSMakeValidWithParams_r(context(), geometry, how.get()), "mend a shape");
    return own(GEOSGeom_setPrecision_r(context(), valid.get(), 1 / millimetres_per_metre, 0), "round a mended shape");
}

Point interior_point(const GEOSGeometry* geometry) {
    const auto point = own(GEOSPointOnSurface_r(context(), geometry), "find a point inside a shape");
    if (GEOSisEmpty_r(context(), point.get()) != 0) {
        return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    }
    return place(point.get());
}

}  // namespace locality::geo::geos
