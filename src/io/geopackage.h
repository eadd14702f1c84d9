#pragma once

#include "model/progress.h"
#include "model/result.h"

#include <filesystem>
#include <string>

namespace locality::io {

/// Writes a result as one GeoPackage with stable names: layers `zones` and `footprints_<set>`; tables
/// `crosswalk_<set>`, `assignment_<set>`, `registered_<set>`, `people_<set>`, `estimates_<set>`, `rule_log`, `ledger`,
/// `unplaced`, `issues`, `join_report`, `provenance`, and `layer_styles`, by which QGIS opens every layer shaded.
///
/// Written under a temporary name beside `file` and renamed. The same result gives the same bytes.
/// Throws model::InputError if `file` exists and `overwrite` is false, or the folder cannot be written.
void write_geopackage(const model::Result& result, const std::filesystem::path& file, bool overwrite,
                      const model::Progress& progress = {});

/// Reads back what write_geopackage wrote, as far as maps and profiles need it: zones and footprints with their
/// columns, assignments, overrides, ledger, issues, provenance. Throws model::InputError for any other file.
model::Result read_geopackage(const std::filesystem::path& file);

/// True where the file is a GeoPackage that write_geopackage made.
bool is_result(const std::filesystem::path& file);

}  // namespace locality::io
