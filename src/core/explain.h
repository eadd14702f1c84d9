#pragma once

#include "core/figure_address.h"
#include "model/result.h"

#include <string>
#include <vector>

namespace locality::core {

/// How one figure came about: back to the areas of its table and to the files.
struct Explanation {
    std::string address;
    std::string title, unit, definition;
    std::string set_title, code, name;
    model::Estimate estimate;
    double whole = model::no_value;  ///< the whole area's value, which the figure is compared with

    std::string areas;  ///< what the table is of: "zones", "practices"
    struct Area {
        std::string code, name;                                             ///< name empty where none is known
        double share = 0;                                                   ///< of it that lies in the footprint
        double numerator = model::no_value, denominator = model::no_value;  ///< of the whole area
        model::Status status = model::Status::known;
        double value = model::no_value;  ///< as published, where the figure is an average of such; weight: denominator
    };
    std::vector<Area> from;  ///< by code

    /// Of figures made by age: the sums of each band over the areas.
    struct Band {
        std::string ages;
        double events = 0, people = 0;
        double weight = model::no_value;  ///< in what `band_weight` says
    };
    std::vector<Band> bands;
    std::string band_weight;              ///< "standard population", "expected events"; empty: the bands have none
    std::vector<std::string> steps;       ///< how the value was made, in sentences with the numbers
    std::vector<model::InputFile> files;  ///< that went into it
};

/// Throws model::InputError for a result that was read back from a GeoPackage: it does not hold the tables by area.
Explanation explain(const model::Result& result, const FoundFigure& figure);

}  // namespace locality::core
