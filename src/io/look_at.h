#pragma once

#include "model/found.h"
#include "model/progress.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace locality::io {

/// Looks at files and folders that a user brings and says of each layer, sheet and table what it is: columns, codes,
/// vintage, rows, coordinate system, and what it can be in a project. Files are read whole, one after another, and stay
/// as they are. Nothing is refused by an exception: what cannot be read stands in the result with its problem.
///
/// Coordinates are the file's own, or those of its format (GeoJSON); where it states none they are told by the
/// numbers: degrees, National Grid, Web Mercator or UTM metres. `systems` has two entries or more only where the
/// numbers fit several places.
///
/// Of a folder, what it and the folders in it hold (at most 2,000 files); files that only go with others (.dbf, .prj
/// ...) and notes (.md, .pdf ...) are passed over.
/// Throws model::Cancelled.
std::vector<model::Found> look_at(std::span<const std::filesystem::path> paths, const model::Progress& progress = {});

/// What reading it in its role says is wrong (and, for indicators, by the columns that are chosen), as building the project would say it; empty where nothing is.
std::string problem_of(const model::Found& found);

}  // namespace locality::io
