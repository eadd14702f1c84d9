#pragma once

#include "model/inputs.h"
#include "model/progress.h"

namespace locality::io {

/// Loads everything a project names, in a fixed order, files hashed (SHA-256) as read, each file once. Reading is
/// spread over up to two threads; the result, the order of its issues and the first error do not depend on it.
///
/// PROJ looks for grids in the folder `proj` of every folder that the project was searched in. Where footprints are
/// made from registrations and the project names no practices, the registrations file is asked for its PCN column.
/// Throws model::InputError, geo::GeometryError, model::Cancelled.
model::Inputs load(const model::Project& project, const model::Progress& progress = {}, int threads = 0);

}  // namespace locality::io
