#pragma once

#include "model/indicator.h"
#include "model/issue.h"
#include "model/layer.h"
#include "model/people.h"
#include "model/postcodes.h"
#include "model/project.h"

#include <optional>
#include <string>
#include <vector>

namespace locality::model {

/// One file that was read, so that a result can be traced.
struct InputFile {
    std::string role;    ///< "zones", "residents", "footprints ward"
    std::string path;    ///< as the project names it, without the folder of this machine
    std::string sha256;  ///< of the bytes, lower-case hex
    std::uint64_t bytes = 0;
    std::string layer;
    std::string coordinates;  ///< how it came to the National Grid; empty for tables
};

/// Everything a project asks to load, loaded: the input of core::reconcile.
struct Inputs {
    struct FootprintSource {
        std::optional<Layer> layer;
        std::optional<LookupTable> lookup;
        std::optional<LookupTable> overrides = {};  ///< from: zone, to: footprint, to_name: the reason
    };

    Project project;
    Layer zones;
    std::optional<ResidentsTable> residents;
    std::optional<DeprivationTable> deprivation;
    std::optional<RegistrationsTable> registrations;
    std::optional<PracticesTable> practices;
    std::optional<PointLayer> centroids;
    std::optional<PointLayer> weights;
    std::optional<Layer> mask;  ///< shapes only: where people can live
    std::optional<BridgeTable> residents_bridge, deprivation_bridge;
    std::optional<LookupTable> links;         ///< from and to: zones that count as touching
    std::vector<FootprintSource> footprints;  ///< one for each project.footprints
    std::vector<IndicatorTable> indicators;  ///< one for each project.indicators; no slices where it has no table
    std::vector<InputFile> files;             ///< in the order of the project file
    Issues issues;                            ///< what reading found: odd cells, encodings, coordinate shifts
    Postcodes postcodes;                      ///< empty where the project names none
    std::optional<Layer> reference;           ///< what model::Close::layer asks
};

}  // namespace locality::model
