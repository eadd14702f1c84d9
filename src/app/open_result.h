#pragma once

#include "core/reconcile.h"
#include "model/progress.h"
#include "model/result.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace locality::app {

/// A result and the file it came from.
struct Opened {
    std::shared_ptr<model::Result> result;
    core::ZoneTables tables;                  ///< for moving zones; empty where the result was read back
    std::vector<model::FootprintSpec> specs;  ///< of the project; none where the result was read back
    std::filesystem::path file;
    std::optional<std::filesystem::path> data;
    bool computed = false;  ///< made from a project just now, so that all of it can be written; else read back
};

/// Reads a project file and makes its result, or reads a GeoPackage that Locality wrote.
/// A scenario may be given, to be made in it. Throws model::InputError, geo::GeometryError, model::Cancelled.
Opened open_result(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data,
                   const model::Progress& progress, const model::CodedScenario* scenario = nullptr);

}  // namespace locality::app
