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
    model::Values imd12_residents;  ///< the same for deciles 1 and 2
    std::vector<model::PeopleGroup> groups;
    std::vector<model::Values> people;  ///< residents by group, an entry per zone
    Registered patients;

    double residents_in = 0, residents_unplaced = 0;    ///< as the table adds up
    double registered_in = 0, registered_unplaced = 0;
    std::vector<model::Unplaced> unplaced;
    std::vector<model::JoinReport> joins;
    model::Issues issues;
    int edition = 0;  ///< of the deprivation index
    int national_zones = 0;  ///< that England ranks; 0 where unknown
    std::vector<model::DeprivationTable::Index> indices;  ///< domains, an entry per zone
    model::Values imd_population;     ///< official denominators, an entry per zone; empty where the table has none
    std::string imd_population_name;  ///< their column's name
};

/// Joins the tables to the zones, both ways. A figure whose table is not given is missing everywhere.
ZoneFigures zone_figures(const model::Inputs& inputs, const model::Coverage& zones);

/// What official summaries of deprivation are weighted by: the table's denominators, else the residents.
inline const model::Values& deprivation_population(const ZoneFigures& figures) {
    return figures.imd_population.size() > 0 ? figures.imd_population : figures.residents;
}

/// The zones' columns, in the order that files and tables show.
std::vector<model::Column> zone_columns(const ZoneFigures& figures, const model::Coverage& zones);

/// Residents where the decile is `most` or less, nought elsewhere. An unknown decile leaves it unknown whether they
/// count, unless nobody lives there.
model::Values residents_to_decile(const model::Values& residents, const model::Values& decile, double most);

/// What a key that is no zone of the map says of itself: "CLOSED", "other areas (E01)", "Wales (W01)".
std::string unplaced_category(std::string_view key);

}  // namespace locality::core
