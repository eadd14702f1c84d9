#pragma once

#include "core/join.h"
#include "model/inputs.h"
#include "model/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace locality::core {

/// Patients by zone and practice, with codes as indexes.
struct Registered {
    struct Row {
        std::int32_t zone = -1;      ///< -1: a zone that the map does not have
        std::int32_t practice = -1;  ///< into `practice`
        double patients = 0;         ///< NaN where blank
    };
    std::vector<std::string> practice;  ///< codes, ascending
    std::vector<Row> rows;
};

/// What the project's tables say of each zone, and what they hold that has no zone.
struct ZoneFigures {
    model::Values residents, registered, score, rank, decile;
    model::Values imd1_residents;  ///< residents where the decile is 1, known zero elsewhere; blank where either is blank
    std::vector<model::PeopleGroup> groups;
    std::vector<model::Values> people;  ///< residents by group, an entry per zone
    Registered patients;

    double residents_in = 0, residents_unplaced = 0;    ///< as the table adds up
    double registered_in = 0, registered_unplaced = 0;
    std::vector<model::Unplaced> unplaced;
    std::vector<model::JoinReport> joins;
    model::Issues issues;
    int edition = 0;  ///< of the deprivation index
};

/// Joins the tables to the zones, both ways. A figure whose table is not given is missing everywhere.
ZoneFigures zone_figures(const model::Inputs& inputs, const model::Coverage& zones);

/// The zones' columns, in the order that files and tables show.
std::vector<model::Column> zone_columns(const ZoneFigures& figures, const model::Coverage& zones);

/// Residents where the decile is 1, nought elsewhere. An unknown decile leaves it unknown whether they count, unless
/// nobody lives there.
model::Values residents_in_decile_1(const model::Values& residents, const model::Values& decile);

/// What a key that is no zone of the map says of itself: "CLOSED", "other areas (E01)", "Wales (W01)".
std::string unplaced_category(std::string_view key);

}  // namespace locality::core
