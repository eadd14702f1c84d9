#pragma once

#include "geo/shapes.h"

#include <cstdint>
#include <vector>

namespace locality::demo {

/// The lie of the land, as fields over metres east and north of the city's centre: who would live where, if there were
/// anyone. Nothing here is taken from a real place.
class Landscape {
public:
    explicit Landscape(std::uint64_t seed);

    /// True inside the city's boundary: about 550 km2, irregular.
    bool inside(geo::Point p) const;
    /// Residents per km2, before they are scaled to the city's total.
    double density(geo::Point p) const;
    /// How deprived people are there: about 0 on average, higher is worse, a spread of about 1. High around the centre,
    /// in some outlying estates and in two of the towns; low in the north and in the country.
    double hardship(geo::Point p) const;
    /// Part of the residents who are students: high beside the university.
    double students(geo::Point p) const;
    /// How much older than the city people are there: 0 in the centre, 1 at the edge and in the villages.
    double elders(geo::Point p) const;
    /// The river runs from west to east through the centre: its northing at an easting.
    double river_y(double x) const;

    const std::vector<geo::Point>& towns() const { return m_towns; }
    /// Half the width and height of a box that holds the city.
    static constexpr double reach_x = 18'000, reach_y = 16'500;

private:
    struct Blob {
        geo::Point at;
        double size_m, height;
    };
    double noise(geo::Point p, double wavelength_m, std::uint64_t key) const;
    static double sum_at(const std::vector<Blob>& blobs, geo::Point p);

    std::uint64_t m_seed;
    std::vector<geo::Point> m_towns;
    std::vector<Blob> m_people, m_parks, m_estates, m_comforts;
};

}  // namespace locality::demo
