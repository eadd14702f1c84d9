#pragma once

#include "io/geopackage_input.h"
#include "io/geopackage_output.h"
#include "model/result.h"
#include "model/scenario.h"

#include <filesystem>
#include <string>

namespace locality::io::geopackage {

// The tables that are not of one footprint set: `rule_log`, `ledger`, `unplaced`, `issues`, `join_report`,
// `provenance`, and what the figures are called (`columns`, `footprint_sets`, `indicators`), and `postcodes` where the project has any.

void write_records(NewFile& file, const model::Result& result, const model::CodedScenario* scenario,
                   const std::string& notice);

/// Reads `provenance`, `indicators`, `ledger`, `unplaced`, `issues`, `join_report` and `postcodes` into a result. Throws
/// model::InputError where the file is no result, or one of another layout.
void read_records(GDALDataset& dataset, const std::string& file, model::Result& result);

// The layer `faults` and the table `area_changes`: there only where something was found or changed.

void write_repairs(NewFile& file, const model::Result& result, const std::string& notice);
void read_repairs(GDALDataset& dataset, const std::string& file, model::Result& result);

/// True where the file says that it is a result of this program.
bool has_result(GDALDataset& dataset);

}  // namespace locality::io::geopackage
