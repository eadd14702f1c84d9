#pragma once

#include "model/progress.h"
#include "model/result.h"
#include "model/scenario.h"

#include <filesystem>
#include <string>

namespace locality::io {

/// Writes a result as one GeoPackage with stable names.
///
/// Layers   `zones` and `footprints_<set>`, EPSG:27700: `code`, `name`, a field for each column under its id. A column
///          shown without decimals whose figures are all whole is of type integer, any other is real. `zones` also say
///          in `<set>_code` which footprint they belong to, where zones go whole; footprints say how many pieces they
///          were in (`pieces_before` and `pieces_after` mending).
/// Blanks   are NULL, never 0. A column that holds suppressed figures has a text field `<id>_status` beside it (known,
///          missing, suppressed); in a column without that field every NULL is missing.
/// Tables   of a set: `crosswalk_<set>`, `assignment_<set>`, `registered_<set>` (patients by zone), `people_<set>`
///          (residents by sex and age; an open age band has no `age_to`), `estimates_<set>` (indicators,
///          with all that model::Estimate says), `flow_<set>` (patients by where they live and are registered). Of all:
///          `rule_log`, `ledger`, `unplaced`, `issues`, `join_report`, `provenance`, and what the names mean: `columns`,
///          `footprint_sets`, `indicators`. Where there are any: the layer `faults` (gaps and overlaps of the zones, with
///          who has them now) and `area_changes` (what repairing did). `layer_styles`, by which QGIS opens every layer styled.
///          Of a result that a scenario was made in: `scenario_moves`, every move in force with its step's reason.
/// Bytes    the same result gives the same bytes: every date in the file is the first of January 1970.
///
/// Written under a temporary name beside `file` and renamed; a failure leaves no file, and an old one as it was.
/// Throws   model::InputError if `file` exists and `overwrite` is false, is no .gpkg, or cannot be written;
///          model::Cancelled; std::invalid_argument for a result whose parts disagree on the number of zones.
void write_geopackage(const model::Result& result, const std::filesystem::path& file, bool overwrite,
                      const model::Progress& progress = {}, const model::CodedScenario* scenario = nullptr);

/// Reads back what write_geopackage wrote, all but the zones' text attributes; the topology is built again. Nothing in
/// the file is believed: any other file, and one that was changed, is a model::InputError that says where.
model::Result read_geopackage(const std::filesystem::path& file);

/// True where the file is a GeoPackage that write_geopackage made.
bool is_result(const std::filesystem::path& file);

}  // namespace locality::io
