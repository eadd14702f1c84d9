#pragma once

#include "io/project_sources.h"
#include "io/toml_section.h"
#include "model/project.h"

namespace locality::io {

/// Reads one `[[footprints]]` and checks it against what the project has, whose other tables stand already; adds it to
/// `project.footprints`. Throws model::InputError with file, line and what to write.
void add_footprints(model::Project& project, const ProjectSources& sources, TomlSection& section);

}  // namespace locality::io
