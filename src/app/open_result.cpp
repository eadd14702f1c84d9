#include "app/open_result.h"

#include "core/reconcile.h"
#include "io/geopackage.h"
#include "io/load.h"
#include "io/project_file.h"

#include <algorithm>
#include <string>

namespace locality::app {

namespace {

constexpr double loaded = 0.5;  // reading the files takes about as long as computing

/// `whole`, seen by a part of the work that runs from `from` to `to`.
model::Progress part(const model::Progress& whole, double from, double to) {
    model::Progress p;
    p.stop = whole.stop;
    if (whole.report)
        p.report = [&whole, from, to](double fraction, std::string_view doing) {
            whole.report(from + (to - from) * fraction, doing);
        };
    return p;
}

std::string extension(const std::filesystem::path& file) {
    std::string e = file.extension().string();
    std::transform(e.begin(), e.end(), e.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return e;
}

}  // namespace

Opened open_result(const std::filesystem::path& file, const std::optional<std::filesystem::path>& data,
                   const model::Progress& progress, const model::CodedScenario* scenario) {
    Opened opened;
    opened.file = file;
    opened.data = data;
    if (extension(file) == ".gpkg") {
        progress.at(0, "Reading the GeoPackage");
        opened.result = std::make_shared<model::Result>(io::read_geopackage(file));
    } else {
        progress.at(0, "Reading the project");
        const model::Project project = io::read_project(file, data);
        model::Inputs inputs = io::load(project, part(progress, 0, loaded));
        core::Options options;
        options.scenario = scenario;
        options.keep = &opened.tables;
        opened.specs = project.footprints;
        const auto result =
            std::make_shared<model::Result>(core::reconcile(std::move(inputs), options, part(progress, loaded, 1)));
        result->options["command"] = "build";  // which makes the same of the project
        opened.result = result;
        opened.computed = true;
    }
    progress.at(1, "Drawing the map");
    return opened;
}

}  // namespace locality::app
