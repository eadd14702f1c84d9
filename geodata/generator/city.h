#pragma once

#include "landscape.h"
#include "mesh.h"
#include "zoning.h"

#include <cstdint>
#include <string>
#include <vector>

namespace locality::demo {

/// A set of zones or footprints of the city: each a union of cells.
struct Places {
    std::vector<std::string> code, name;
    std::vector<int> of_cell;        ///< per cell: the place it belongs to
    std::vector<int> people;         ///< residents of each place
    std::vector<geo::Point> centre;  ///< population-weighted centroid, at the seed of a cell where people live
    std::size_t size() const { return code.size(); }
};

/// The city's ground: cells, the statistical zones that nest, and the footprints that do not.
struct City {
    Landscape land;
    Mesh mesh;
    Units cells;
    std::vector<int> cell_people;
    Places oa, lsoa, msoa;
    std::vector<int> lsoa_of_oa, msoa_of_lsoa;
    Places ward, committee, team;
    std::vector<int> committee_of_ward;
    std::vector<int> team_of_lsoa;

    /// Mean over a zone's residents of a field of the land.
    template <class Field>
    std::vector<double> mean(const Places& places, Field field) const {
        std::vector<double> sum(places.size()), people(places.size());
        for (std::size_t c = 0; c < mesh.size(); ++c) {
            const double w = cell_people[c] + 1e-3;
            sum[places.of_cell[c]] += w * field(mesh.seed[c]);
            people[places.of_cell[c]] += w;
        }
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] /= people[i];
        return sum;
    }
};

/// Name of the city, wherever one is due.
inline constexpr const char* city_name = "Exampleford";
/// Where its centre is put: the open North Sea, so that no map can be taken for one of a real place.
inline constexpr double origin_east = 640'000, origin_north = 500'000;

City build_city(std::uint64_t seed);

/// `text` with `number` at its end, padded with zeros: ("Z01", 7, 6) gives Z01000007.
std::string code_of(const char* text, int number, int digits);

}  // namespace locality::demo
