#pragma once

#include "geo/shapes.h"
#include "geo/topology.h"
#include "model/values.h"

#include <string>
#include <vector>

namespace locality::model {

/// A text attribute that a layer carries besides code and name (what `dissolve` may group by).
struct Attribute {
    std::string name;
    std::vector<std::string> text;  ///< one entry per shape; empty where the file has none
};

/// Boundaries as read: in EPSG:27700 metres, nothing mended yet.
struct Layer {
    std::string id;      ///< the name the project gives it: "lsoa", "ward"
    std::string kind;    ///< recognised from the code column: "lsoa", "oa", "msoa", "ward", "lad", "other"
    int vintage = 0;     ///< 2011, 2021, 2025 ...; 0 where unknown
    std::string source;  ///< file and layer, for messages: "leeds_27700.gpkg, layer lsoa21"
    std::string coordinates;  ///< how it came to the National Grid, in words (geo::ToNationalGrid::how)
    std::vector<std::string> code;  ///< text, always; empty where the file has none
    std::vector<std::string> name;  ///< the code again where the file has no names
    std::vector<Attribute> attributes;
    geo::Shapes shapes;

    std::size_t size() const { return code.size(); }
};

/// Points with a weight: population-weighted centroids, output areas, postcodes.
struct PointLayer {
    std::string id;
    std::string source;
    std::vector<std::string> code;     ///< of the point itself
    std::vector<std::string> zone;     ///< code of the zone it stands for; empty vector where the file does not say
    std::vector<geo::Point> place;     ///< EPSG:27700 metres
    Values weight;                     ///< people or households; all 1 where the file has no weights
    std::string unit;                  ///< "residents", "households", "points"
    geo::Shapes shapes;                ///< the ground that each stands for, where its people are spread over it; else
                                       ///< without shapes
};

/// Boundaries made valid and stored as shared arcs. They may overlap and leave gaps (footprints do).
struct Boundaries {
    std::string id;
    std::string kind;
    int vintage = 0;
    std::vector<std::string> code;  ///< ascending, unique
    std::vector<std::string> name;
    std::vector<Attribute> attributes;
    geo::Shapes shapes;      ///< valid, on the 1 mm grid, one for each code
    geo::Topology topology;  ///< of `shapes`; faces are indexes into `code`
    std::vector<double> area_m2;

    std::size_t size() const { return code.size(); }
};

/// Zones checked not to overlap and to meet edge to edge; only core::repair makes one. What the check found stands in
/// the issues beside it.
struct Coverage : Boundaries {
    geo::Adjacency adjacency;
    double overlap_m2 = 0.0;  ///< ground claimed by more than one zone; 0 in a true coverage
    double gap_m2 = 0.0;      ///< ground enclosed by zones and claimed by none
};

}  // namespace locality::model
