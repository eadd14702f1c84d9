#pragma once

#include "geo/shapes.h"

#include <optional>
#include <string>
#include <vector>

namespace locality::model {

/// How much an issue matters. A note changes no figure; a warning may; a fault means that a check failed (exit 3).
enum class Severity { note, warning, fault };

/// One fault or oddity in the data: a value that travels beside the result, not an exception.
struct Issue {
    Severity severity = Severity::warning;
    std::string kind;    ///< stable word: "invalid_geometry", "gap", "overlap", "duplicate_code", "unknown_code", "tie" ...
    std::string layer;   ///< which layer, table or footprint set of the project
    std::string code;    ///< the zone or footprint; several are joined by " "; empty where none
    std::string what;    ///< one sentence for people: what, and what was done about it
    std::optional<geo::Point> where;
    double area_m2 = 0.0;  ///< of the gap, overlap or repair; 0 where it has none
};
using Issues = std::vector<Issue>;

/// How the keys of one table met the codes of the zones (or practices, or footprints), both ways.
struct JoinReport {
    std::string table;   ///< what was joined: "residents", "registrations", "ward lookup"
    std::string target;  ///< to what: "zones lsoa21"
    std::size_t matched = 0;                ///< zones that got a row
    std::vector<std::string> unknown;       ///< keys that are no zone, each once, sorted
    std::vector<std::string> duplicate;     ///< keys that stand more than once where once is due, sorted
    std::vector<std::string> missing;       ///< zones without a row, sorted
};

}  // namespace locality::model
