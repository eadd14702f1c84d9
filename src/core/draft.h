#pragma once

#include "model/found.h"
#include "model/issue.h"
#include "model/project.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace locality::core {

/// The project that files are added to; nothing for a new one.
struct DraftBase {
    std::optional<model::Project> project;
    std::vector<std::string> zone_code;  ///< ascending; of the project's zones
    std::string zone_kind;
    int zone_vintage = 0;
    geo::Box box;                        ///< of the zones, on the National Grid
};

/// Chooses what each layer and table is for, one beside another: the zones that most tables are about, one table of
/// residents, of deprivation and so on (the one that most zones are in), footprints that lie where the zones lie. What is
/// left out says why. Roles that the user chose (fixed) stay, and the others are chosen beside them.
void choose_roles(std::vector<model::Found>& found, const DraftBase& base = {});

/// How the rows of one table meet the zones (or practices, or footprints), and what that means.
struct DraftJoin {
    std::optional<model::JoinReport> report;  ///< none where nothing is joined by codes
    std::string words;    ///< "488 of 488 zones", "lies within the zones' area"
    std::string problem;  ///< in plain words, with what to do; empty where the join is good
};
/// One entry for each of `found`, by the roles that are chosen. A table of a larger area than the map's is no problem.
std::vector<DraftJoin> draft_joins(std::span<const model::Found> found, const DraftBase& base = {});

/// What would stop the project from being built, over all: "choose the zones". Empty where nothing does.
std::string draft_problem(std::span<const model::Found> found, const DraftBase& base = {});

/// The project as chosen. Tables of zones of another year are brought to the map's by a table of links, where there is
/// one. Registrations with a list of practices give a set of Primary Care Networks.
/// Throws std::invalid_argument where draft_problem says something.
model::Project draft_project(std::span<const model::Found> found, const std::string& title, const DraftBase& base = {});

/// "LSOAs of 2021", "wards", "areas".
std::string area_words(const std::string& kind, int vintage);

}  // namespace locality::core
