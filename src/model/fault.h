#pragma once

#include "geo/shapes.h"

#include <string>
#include <vector>

namespace locality::model {

/// Ground between the shapes of one layer that none of them holds though they enclose it (a gap), or that several hold
/// (an overlap): left as it is, or given to one of them.
struct Fault {
    std::string layer;
    std::string kind;   ///< "gap", "overlap"
    std::string zones;  ///< codes of those that touch the gap or share the overlap, ascending, joined by " "
    double area_m2 = 0.0;
    double width_m = 0.0;  ///< mean: area over half the perimeter
    std::string given_to;  ///< the zone that has it now; empty where it was left
    std::string rule;      ///< by which rule, in words; empty where it was left
};

/// Faults with their ground, one shape for each.
struct Faults {
    std::vector<Fault> rows;
    geo::Shapes ground;

    void append(const Faults& more) {
        for (std::size_t i = 0; i < more.rows.size(); ++i) {
            rows.push_back(more.rows[i]);
            ground.append(more.ground, i);
        }
    }
};

/// What repairing did to the area of one shape.
struct AreaChange {
    std::string layer;
    std::string code;
    std::string step;  ///< "mend": made valid; "snap": lines brought together; "close": gaps and overlaps given away
    double before_m2 = 0.0;
    double after_m2 = 0.0;
};

}  // namespace locality::model
