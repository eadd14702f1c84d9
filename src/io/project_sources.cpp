#include "io/project_sources.h"

#include "io/find_file.h"
#include "io/project_schema.h"

#include <fmt/format.h>

#include <string>

namespace locality::io {

using model::SourceSpec;

SourceSpec ProjectSources::table(const TomlSection& section) const {
    SourceSpec spec;
    spec.line = section.line();
    const std::string path = section.required_text("path");
    const Found found = find_file(path, m_folders);
    if (!found.problem.empty()) section.fail(section.line_of("path"), found.problem);
    spec.path = found.path;
    spec.named = std::filesystem::path(path).is_absolute() ? spec.path.filename().string() : path;
    spec.layer = section.text("layer").value_or("");
    spec.code = section.text("code").value_or("");
    spec.name = section.text("name").value_or("");
    spec.vintage = section.whole_number("vintage", 1900, 2100).value_or(0);
    spec.crs = section.text("crs").value_or("");
    return spec;
}

SourceSpec ProjectSources::layer(const TomlSection& section) const {
    SourceSpec spec = table(section);
    if (const auto kind = section.word("kind", zone_kinds)) spec.kind = zone_kinds[*kind];
    return spec;
}

double snap_tolerance(const TomlSection& section) {
    constexpr double most_m = 100.0;
    const double snap_m = section.positive_number("snap_m").value_or(0.0);
    if (snap_m > most_m)
        section.fail(section.line_of("snap_m"),
                     fmt::format("\"snap_m\" is {}; write metres, at most {}: lines nearer than that become one",
                                 snap_m, most_m));
    return snap_m;
}

}  // namespace locality::io
