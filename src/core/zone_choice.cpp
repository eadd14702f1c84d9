#include "core/zone_choice.h"

#include <algorithm>

namespace locality::core {

namespace {

constexpr double most_of_a_zone = 0.5;

/// Twice the signed area of a ring and its first moments, about its first vertex: far from the origin, sums of
/// coordinates lose the digits that matter.
struct Moments {
    double twice_area = 0, x = 0, y = 0;
};

}  // namespace

std::vector<geo::Point> zone_middles(const model::Coverage& zones) {
    const geo::Shapes& shapes = zones.shapes;
    std::vector<geo::Point> middles;
    middles.reserve(zones.size());
    for (std::size_t z = 0; z < zones.size(); ++z) {
        if (shapes.is_empty(z)) {
            middles.push_back({model::no_value, model::no_value});
            continue;
        }
        const geo::Point origin = shapes.ring(shapes.part_begin[shapes.shape_begin[z]]).front();
        Moments sum;
        for (std::uint32_t part = shapes.shape_begin[z]; part < shapes.shape_begin[z + 1]; ++part)
            for (std::uint32_t r = shapes.part_begin[part]; r < shapes.part_begin[part + 1]; ++r) {
                const auto ring = shapes.ring(r);
                Moments m;
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const double ax = ring[i].x - origin.x, ay = ring[i].y - origin.y;
                    const double bx = ring[i + 1].x - origin.x, by = ring[i + 1].y - origin.y;
                    const double cross = ax * by - bx * ay;
                    m.twice_area += cross;
                    m.x += (ax + bx) * cross;
                    m.y += (ay + by) * cross;
                }
                // Shells add and holes take, whichever way round the file drew them.
                const double sign = (r == shapes.part_begin[part]) == (m.twice_area > 0) ? 1.0 : -1.0;
                sum.twice_area += sign * m.twice_area;
                sum.x += sign * m.x;
                sum.y += sign * m.y;
            }
        if (sum.twice_area > 0)
            middles.push_back({origin.x + sum.x / (3 * sum.twice_area), origin.y + sum.y / (3 * sum.twice_area)});
        else
            middles.push_back(origin);
    }
    return middles;
}

std::vector<std::int32_t> zones_within(std::span<const geo::Point> middles, std::span<const geo::Point> line) {
    geo::Box box;
    for (const geo::Point& p : line) box.add(p);
    std::vector<std::int32_t> zones;
    for (std::size_t z = 0; z < middles.size(); ++z) {
        const geo::Point p = middles[z];
        if (box.empty() || !box.contains(p)) continue;
        bool inside = false;
        for (std::size_t i = 0, j = line.size() - 1; i < line.size(); j = i++)
            if ((line[i].y > p.y) != (line[j].y > p.y) &&
                p.x < (line[j].x - line[i].x) * (p.y - line[i].y) / (line[j].y - line[i].y) + line[i].x)
                inside = !inside;
        if (inside) zones.push_back(static_cast<std::int32_t>(z));
    }
    return zones;
}

std::vector<std::int32_t> zones_of_both(const model::FootprintSet& set, std::int32_t footprint,
                                        std::span<const std::int32_t> footprint_of_zone,
                                        std::optional<std::int32_t> standing_in) {
    std::vector<std::int32_t> zones;
    for (std::size_t z = 0; z < footprint_of_zone.size(); ++z) {
        if (standing_in && footprint_of_zone[z] != *standing_in) continue;
        const auto here = set.crosswalk.footprints_of(z);
        const auto at = std::ranges::find(here, footprint);
        if (at != here.end() && set.crosswalk.shares_of(z)[static_cast<std::size_t>(at - here.begin())] > most_of_a_zone)
            zones.push_back(static_cast<std::int32_t>(z));
    }
    return zones;
}

}  // namespace locality::core
