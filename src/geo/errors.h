#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

namespace locality::geo {

/// GEOS or PROJ could not answer: the library's own words, with the zone or place they are about.
class GeometryError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    GeometryError(const std::string& what, std::size_t shape) : std::runtime_error(what), m_shape(shape) {}

    /// The shape it is about, where one is; who knows the shapes' codes adds the code to the message.
    std::optional<std::size_t> shape() const { return m_shape; }

private:
    std::optional<std::size_t> m_shape;
};

}  // namespace locality::geo
