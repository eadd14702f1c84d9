#pragma once

#include "model/inputs.h"
#include "model/progress.h"

namespace locality::io {

/// Loads everything a project names, in a fixed order, files hashed (SHA-256) as read. Layers may be read on two
/// threads; the result does not depend on it.
/// Throws model::InputError, geo::GeometryError, model::Cancelled.
model::Inputs load(const model::Project& project, const model::Progress& progress = {});

}  // namespace locality::io
