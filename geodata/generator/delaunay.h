#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace locality::demo {

/// A vertex in decimetres from the city's centre.
struct Spot {
    std::int64_t x = 0;
    std::int64_t y = 0;
    friend auto operator<=>(const Spot&, const Spot&) = default;
};

/// Delaunay triangulation of distinct spots within 100 km of the centre, in exact integer arithmetic (Bowyer-Watson).
struct Delaunay {
    struct Triangle {
        std::array<int, 3> corner;     ///< anticlockwise; spots, or one of the three far corners beyond `spots`
        std::array<int, 3> neighbour;  ///< across the edge opposite each corner; -1 at the far border
        bool alive = true;
    };
    explicit Delaunay(const std::vector<Spot>& spots);

    std::vector<Spot> spot;  ///< the given ones, then three far corners
    std::vector<Triangle> triangle;
    int spots = 0;

    /// Triangles around a spot, anticlockwise, starting with the lowest.
    std::vector<int> around(int spot_index, const std::vector<int>& triangle_of) const;
    /// Some live triangle of every spot.
    std::vector<int> triangle_of_spots() const;

private:
    int find(Spot p, int start) const;
    void insert(int index, int& last);
};

}  // namespace locality::demo
