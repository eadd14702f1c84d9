#pragma once

#include <stdexcept>

namespace locality::geo {

/// GEOS or PROJ could not answer: the library's own words, with the zone or place they are about.
class GeometryError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace locality::geo
