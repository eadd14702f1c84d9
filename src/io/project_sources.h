#pragma once

#include "io/toml_section.h"
#include "model/project.h"

#include <filesystem>
#include <utility>
#include <vector>

namespace locality::io {

/// Reads what a section of a project file says of a file, and finds it in the project's folders.
class ProjectSources {
public:
    explicit ProjectSources(const std::vector<std::filesystem::path>& folders) : m_folders(folders) {}

    /// `path`, `layer`, `code`, `name`, `vintage`, `crs`. Throws model::InputError where there is no such file.
    model::SourceSpec table(const TomlSection& section) const;
    /// The same of a layer, which may say its `kind`.
    model::SourceSpec layer(const TomlSection& section) const;

private:
    const std::vector<std::filesystem::path>& m_folders;
};

/// `snap_m`, 0 where it is not said.
double snap_tolerance(const TomlSection& section);

}  // namespace locality::io
