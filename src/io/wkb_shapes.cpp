#include "io/wkb_shapes.h"

#include <ogr_geometry.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

namespace locality::io {

namespace {

/// Reads WKB from front to back. It never reads past the end: what is asked for beyond is not there.
class WkbReader {
public:
    explicit WkbReader(std::span<const std::byte> bytes) : m_at(bytes.data()), m_end(m_at + bytes.size()) {}

    /// Kind and dimensions of the geometry that begins here; false where it is no plain polygon or multipolygon.
    bool head(std::uint32_t& kind, std::size_t& dimensions) {
        if (m_at == m_end || std::to_integer<unsigned>(*m_at) > 1) return false;
        const bool little = *m_at++ == std::byte{1};
        m_swapped = little != (std::endian::native == std::endian::little);
        std::uint32_t type = 0;
        if (!number(type)) return false;
        constexpr std::uint32_t old_z = 0x80000000U;
        kind = (type & ~old_z) % 1000;
        const std::uint32_t more = (type & ~old_z) / 1000;  // ISO: 1 Z, 2 M, 3 both
        if (more > 3 || (more != 0 && (type & old_z) != 0) || (kind != polygon && kind != multipolygon)) return false;
        dimensions = (type & old_z) != 0 || more == 1 || more == 2 ? 3 : more == 3 ? 4 : 2;
        return true;
    }

    bool number(std::uint32_t& value) {
        if (left() < sizeof value) return false;
        std::memcpy(&value, m_at, sizeof value);
        if (m_swapped) value = __builtin_bswap32(value);
        m_at += sizeof value;
        return true;
    }

    /// Passes a ring; false where it is not all there or not closed.
    bool skip_ring(std::uint32_t count, std::size_t dimensions) {
        const std::size_t point = dimensions * sizeof(double), bytes = count * point;
        if (left() < bytes || (count > 0 && std::memcmp(m_at, m_at + bytes - point, point) != 0)) return false;
        m_at += bytes;
        return true;
    }

    void points(std::span<geo::Point> to, std::size_t dimensions) {
        if (to.empty()) return;
        if (dimensions == 2 && !m_swapped) {
            std::memcpy(to.data(), m_at, to.size_bytes());
            m_at += to.size_bytes();
            return;
        }
        for (geo::Point& p : to) {
            p = {coordinate(m_at), coordinate(m_at + sizeof(double))};
            m_at += dimensions * sizeof(double);
        }
    }

    static constexpr std::uint32_t polygon = 3, multipolygon = 6;

private:
    std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }
    double coordinate(const std::byte* at) const {
        std::uint64_t bits = 0;
        std::memcpy(&bits, at, sizeof bits);
        if (m_swapped) bits = __builtin_bswap64(bits);
        return std::bit_cast<double>(bits);
    }

    const std::byte* m_at;
    const std::byte* m_end;
    bool m_swapped = false;
};

/// Is all of it there? Nothing is taken from bytes that are not.
bool is_polygon(WkbReader& wkb) {
    std::uint32_t kind = 0, rings = 0, points = 0;
    std::size_t dimensions = 0;
    if (!wkb.head(kind, dimensions) || kind != WkbReader::polygon || !wkb.number(rings)) return false;
    for (; rings > 0; --rings)
        if (!wkb.number(points) || !wkb.skip_ring(points, dimensions)) return false;
    return true;
}

bool is_plain(WkbReader wkb) {
    WkbReader begin = wkb;
    std::uint32_t kind = 0, parts = 0;
    std::size_t dimensions = 0;
    if (!wkb.head(kind, dimensions)) return false;
    if (kind == WkbReader::polygon) return is_polygon(begin);
    if (!wkb.number(parts)) return false;
    for (; parts > 0; --parts)
        if (!is_polygon(wkb)) return false;
    return true;
}

bool append_polygon(WkbReader& wkb, geo::Shapes& shapes) {
    std::uint32_t kind = 0, rings = 0, count = 0;
    std::size_t dimensions = 0;
    wkb.head(kind, dimensions);
    wkb.number(rings);
    double sum = 0;  // not finite as soon as one coordinate is not
    const std::size_t before = shapes.ring_count();
    for (; rings > 0; --rings) {
        wkb.number(count);
        if (count == 0) continue;
        const std::size_t begin = shapes.vertices.size();
        shapes.vertices.resize(begin + count);
        const std::span<geo::Point> ring = std::span(shapes.vertices).subspan(begin);
        wkb.points(ring, dimensions);
        for (const geo::Point& p : ring) sum += p.x * 0 + p.y * 0;
        shapes.close_ring();
    }
    if (shapes.ring_count() > before) shapes.close_part();
    return std::isfinite(sum);
}

bool append_object(std::span<const std::byte> wkb, geo::Shapes& shapes, ShapeTally& tally, bool& finite) {
    OGRGeometry* made = nullptr;
    const OGRErr error = OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &made, wkb.size());
    const std::unique_ptr<OGRGeometry> geometry(made);
    if (error != OGRERR_NONE) return false;
    if (!append_shape(geometry.get(), shapes, tally)) finite = false;
    return true;
}

}  // namespace

bool append_wkb_shape(std::span<const std::byte> wkb, geo::Shapes& shapes, ShapeTally& tally, bool& finite) {
    if (wkb.empty()) {
        shapes.close_shape();
        return true;
    }
    if (!is_plain(WkbReader(wkb))) return append_object(wkb, shapes, tally, finite);
    WkbReader reader(wkb), inside(wkb);
    std::uint32_t kind = 0, parts = 1;
    std::size_t dimensions = 0;
    inside.head(kind, dimensions);
    if (kind == WkbReader::multipolygon) {
        inside.number(parts);
        reader = inside;
    }
    const std::size_t before = shapes.part_count();
    for (; parts > 0; --parts)
        if (!append_polygon(reader, shapes)) finite = false;
    if (shapes.part_count() > before) ++tally.polygons;
    shapes.close_shape();
    return true;
}

}  // namespace locality::io
