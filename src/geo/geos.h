#pragma once

#include "geo/shapes.h"

#include <geos_c.h>

#include <cstddef>
#include <memory>
#include <string>

namespace locality::geo::geos {

/// This thread's GEOS context. A geometry is used by one thread at a time and freed through whichever lets go of it.
GEOSContextHandle_t context();

/// Throws GeometryError: what GEOS could not do, and its words.
[[noreturn]] void fail(const char* doing);

struct Destroy {
    void operator()(GEOSGeometry* g) const noexcept { GEOSGeom_destroy_r(context(), g); }
    void operator()(GEOSCoordSequence* s) const noexcept { GEOSCoordSeq_destroy_r(context(), s); }
    void operator()(GEOSMakeValidParams* p) const noexcept { GEOSMakeValidParams_destroy_r(context(), p); }
    void operator()(char* text) const noexcept { GEOSFree_r(context(), text); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;
using Geometry = Owned<GEOSGeometry>;

/// Takes ownership of a GEOS result. Null means GEOS failed while `doing` it.
template <class T>
Owned<T> own(T* result, const char* doing) {
    if (result == nullptr) fail(doing);
    return Owned<T>(result);
}

/// A multipolygon of one shape, as it stands.
Geometry geometry(const Shapes& shapes, std::size_t shape);

/// Adds the polygons of a geometry of any type as one shape; points and lines are left out.
void append_polygons(Shapes& shapes, const GEOSGeometry* geometry);

/// `append_polygons` of what GEOS rounded to the grid. Its 1 mm differs from ours in the last bit of a double.
void append_rounded(Shapes& shapes, const GEOSGeometry* geometry);

double area(const GEOSGeometry* geometry);
/// The union of all parts of a geometry, on the 1 mm grid.
Geometry united(const GEOSGeometry* geometry);
Geometry intersection(const GEOSGeometry* a, const GEOSGeometry* b);
Geometry difference(const GEOSGeometry* a, const GEOSGeometry* b);
/// On the 1 mm grid.
Geometry rounded_intersection(const GEOSGeometry* a, const GEOSGeometry* b);
Geometry rounded_difference(const GEOSGeometry* a, const GEOSGeometry* b);

/// Empty where the geometry is valid; else GEOS's word for the fault, and where.
std::string invalid_reason(const GEOSGeometry* geometry, Point& where);

/// A valid polygonal geometry on the 1 mm grid. `ground` keeps what rings go round and takes away what holes go round;
/// `parity` keeps what an odd number of rings go round.
enum class Reading { ground, parity };
Geometry made_valid(const GEOSGeometry* geometry, Reading reading);

/// A point well inside; NaN for an empty geometry.
Point interior_point(const GEOSGeometry* geometry);

}  // namespace locality::geo::geos
